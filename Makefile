# One definition of each task; people, the README and CI call the same.
PYTHON ?= python3
VENV := .venv#        the installed program
DEV := .venv-dev#     the checkout and what its tests need
XIAOMI := $(VENV)/bin/xiaomi
ARGS ?= timeline --major

.PHONY: run test check lint types layers transcripts docs docs-reference

run: $(VENV)/installed  ## install, then run: make run ARGS="principle speed"
	@$(XIAOMI) $(ARGS)

test: $(DEV)/tested  ## install what tests need, then lint, types, layers and tests
	$(MAKE) --no-print-directory check

check: lint types layers
	$(DEV)/bin/python -m pytest -n 2

lint:
	$(DEV)/bin/ruff check .
	$(DEV)/bin/ruff format --check .

types:
	$(DEV)/bin/mypy

layers:
	$(DEV)/bin/lint-imports --no-cache

transcripts: $(DEV)/tested  ## write the golden transcripts anew; read the diff
	$(DEV)/bin/python -m tests.cli.transcripts

docs: $(DEV)/tested  ## build the docs site into build/docs
	$(DEV)/bin/mkdocs build --strict

docs-reference: $(DEV)/tested  ## write docs/reference anew from the program
	$(DEV)/bin/python -m docs.reference

# A run installs the package as its users do, with the library compiled into it.
$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check .
	@touch $@

# Tests work on the checkout itself. pip reads dependency groups from version 25.1 on.
$(DEV)/tested: pyproject.toml
	$(PYTHON) -m venv $(DEV)
	$(DEV)/bin/pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(DEV)/bin/pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@
