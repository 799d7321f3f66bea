"""Reports: one self-contained page from what a study left in its folder."""
