# Two commands are all a newcomer needs: `make run` and `make test`. Each sets up what it lacks.
# `make setup with=/path/to/python3.12` chooses the interpreter.

python := .venv/bin/python

.PHONY: help run setup test test-slow bench lint format types imports docs records lock clean

help:  ## list the verbs
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: setup-run  ## serve the page on http://localhost:8765
	@$(python) server.py

setup:  ## create .venv and install the pinned packages; nothing when current
	@sh tools/set_up.sh dev "$(with)"

.PHONY: setup-run
setup-run:
	@sh tools/set_up.sh run "$(with)"

test: lint types imports  ## everything that must hold before a change goes in
	$(python) -m pytest -m "not slow" -n 2 --dist loadscope --no-loadscope-reorder  # long files come first by name

test-slow: setup  ## the statistical, kill and soak tests
	$(python) -m pytest -m slow

bench: setup  ## speed and scale, measured side by side; writes build/bench.json
	$(python) -m benchmarks

lint: setup
	$(python) -m ruff check .
	$(python) -m ruff format --check .

format: setup  ## put every file in the house's shape
	$(python) -m ruff check --fix .
	$(python) -m ruff format .

types: setup
	$(python) -m mypy

imports: setup
	$(python) -c "from importlinter.cli import lint_imports_command as check; check()"

docs: setup  ## write the README's parameter table and the other generated pages anew
	$(python) -m batch_runs docs

records: setup  ## make every page of results anew, as after a rule has changed; hours
	$(python) -m docs.records

lock: setup  ## pin the newest versions that pyproject.toml allows
	$(python) tools/lock.py

clean:  ## remove what tests and runs leave behind, but not .venv and runs/
	rm -rf build dist .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis test-results
