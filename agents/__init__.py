"""Who decides: one file per kind, its columns and its local rules."""
