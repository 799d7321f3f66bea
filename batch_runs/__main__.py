"""`python -m batch_runs`: the command line."""

from batch_runs.command_line import main

if __name__ == "__main__":
    raise SystemExit(main())
