"""The verbs of the month, each a few lines of rule, market, ledger."""
