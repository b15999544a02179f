# One definition of each task; people, the README and CI call the same.
PYTHON ?= python3
VENV := .venv#        the installed program
DEV := .venv-dev#     the checkout and what its tests need
READERS := .venv-readers# other people's programs that read exports
EXPORTS := ics bib csl.json html md csv sqlite anki.txt mmd
TOOLS := .venv-tools# what looks after the dependencies
XIAOMI := $(VENV)/bin/xiaomi
QUIET := --quiet --disable-pip-version-check
ARGS ?= timeline --major
FUZZ ?= 60#           seconds for each target of make fuzz

.PHONY: run test thorough fuzz mutate check format lint types layers transcripts man docs docs-reference browser readers speed scale search-evaluation lock matrix reproducible sbom

run: $(VENV)/installed  ## install, then run: make run ARGS="principle speed"
	@$(XIAOMI) $(ARGS)

test: $(DEV)/tested  ## install what tests need, then lint, types, layers and tests
	$(MAKE) --no-print-directory check

check: lint types layers
	$(DEV)/bin/python -m pytest -n 2 -rs

lint:
	$(DEV)/bin/ruff check .
	$(DEV)/bin/ruff format --check .
	$(DEV)/bin/python -m scripts.format_data --check data seeds

format: $(DEV)/tested  ## write code and data in their one style
	$(DEV)/bin/ruff check --fix .
	$(DEV)/bin/ruff format .
	$(DEV)/bin/python -m scripts.format_data data seeds

types:
	$(DEV)/bin/mypy

layers:
	$(DEV)/bin/lint-imports --no-cache

thorough: $(DEV)/tested  ## every test, the slow ones too, with many more examples
	HYPOTHESIS_PROFILE=thorough $(DEV)/bin/python -m pytest -n 2 -m "slow or not slow"

fuzz: $(DEV)/fuzzed  ## look for inputs that break it, guided by coverage: make fuzz FUZZ=3600
	for target in library whole query; do \
		$(DEV)/bin/python -m tests.fuzz $$target -max_total_time=$(FUZZ) || exit 1; done

mutate: $(DEV)/tested  ## make one small mistake after the other in the validator; tests must fail
	$(DEV)/bin/python scripts/mutate.py

transcripts: $(DEV)/tested  ## write the golden transcripts anew; read the diff
	$(DEV)/bin/python -m tests.cli.transcripts

man: $(DEV)/tested  ## write the manual page to build/xiaomi.1
	@mkdir -p build
	$(DEV)/bin/xiaomi help --man > build/xiaomi.1

docs: $(DEV)/tested  ## build the docs site into build/docs
	$(DEV)/bin/mkdocs build --strict
	$(DEV)/bin/xiaomi site build/docs/example

BROWSER_TESTS = slow or not slow
browser: $(DEV)/browsing  ## try the pages of `xiaomi site` in a real Chromium, from disk and from a server
	XIAOMI_BROWSER=required $(DEV)/bin/python -m pytest tests/browser -m "$(BROWSER_TESTS)"

readers: $(DEV)/tested $(READERS)/installed  ## read every export with a program that reads that format
	@mkdir -p build/readers
	for ending in jsonl $(EXPORTS); do $(DEV)/bin/xiaomi export -o build/readers/library.$$ending || exit 1; done
	! command -v npm > /dev/null || npm install --silent --no-save --prefix build/readers mermaid@11 jsdom@26
	$(READERS)/bin/python -W ignore scripts/readers.py build/readers

speed: $(DEV)/benched  ## measure start-up against simpler programs: docs/speed.md
	PATH="$(CURDIR)/$(DEV)/bin:$$PATH" $(DEV)/bin/python -m benchmarks.speed.run --page docs/speed.md

scale: $(DEV)/benched  ## measure libraries of up to a million records (an hour, 3 GB): docs/scale.md
	$(DEV)/bin/python -m benchmarks.scale.run build/scale --page docs/scale.md

search-evaluation: $(DEV)/benched  ## score search against three plainer engines: docs/search-evaluation.md
	@mkdir -p build
	$(DEV)/bin/python benchmarks/search/evaluate.py > build/search-evaluation.md
	mv build/search-evaluation.md docs/search-evaluation.md

docs-reference: $(DEV)/tested  ## write docs/reference anew from the program
	$(DEV)/bin/python -m docs.write_reference

lock: $(TOOLS)/installed  ## write requirements/ anew from pyproject.toml: make lock UPGRADE=--upgrade
	$(LOCK) --group pyproject.toml:tools -o requirements/tools.txt
	$(LOCK) --group pyproject.toml:dev --extra mcp pyproject.toml -o requirements/dev.txt
	$(LOCK) --group pyproject.toml:bench -c requirements/dev.txt -o requirements/bench.txt
	$(LOCK) --group pyproject.toml:browser -c requirements/dev.txt -o requirements/browser.txt
	$(LOCK) --group pyproject.toml:readers -c requirements/dev.txt -o requirements/readers.txt
	$(LOCK) --group pyproject.toml:fuzz -c requirements/dev.txt -o requirements/fuzz.txt

# One lock for every supported Python and system, with the hash of each file that may be installed.
LOCK = $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(UPGRADE)

matrix: $(TOOLS)/installed  ## test on Python 3.11-3.14, with locked and with the oldest dependencies
	scripts/matrix.sh

reproducible: $(DEV)/tested  ## build three times, differently; the files must be the same
	$(DEV)/bin/python scripts/reproducible.py

sbom: $(TOOLS)/installed  ## write what an installed copy consists of to build/sbom.json (CycloneDX)
	$(TOOLS)/bin/uv venv --quiet --clear --python $(PYTHON) build/sbom
	$(TOOLS)/bin/uv pip install --quiet --python build/sbom --constraint requirements/dev.txt .
	$(TOOLS)/bin/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml \
		--output-file build/sbom.json build/sbom/bin/python

# A run installs the package as its users do, with the library compiled into it.
$(VENV)/installed: pyproject.toml hatch_build.py $(shell find xiaomi_cli data seeds -type f -not -name '*.pyc')
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install $(QUIET) .
	@touch $@

# Tests work on the checkout itself. Every package is the one that requirements/ has the hash of.
$(DEV)/tested: pyproject.toml requirements/dev.txt
	$(PYTHON) -m venv $(DEV)
	$(DEV)/bin/pip install $(QUIET) --require-hashes -r requirements/dev.txt
	$(DEV)/bin/pip install $(QUIET) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV)/benched: $(DEV)/tested requirements/bench.txt
	$(DEV)/bin/pip install $(QUIET) --require-hashes -r requirements/bench.txt
	@touch $@

$(DEV)/browsing: $(DEV)/tested requirements/browser.txt
	command -v chromium || { apt-get update --quiet && apt-get install --yes --quiet chromium fonts-noto-cjk; }
	$(DEV)/bin/pip install $(QUIET) --require-hashes -r requirements/browser.txt
	@touch $@

$(DEV)/fuzzed: $(DEV)/tested requirements/fuzz.txt
	$(DEV)/bin/pip install $(QUIET) --require-hashes -r requirements/fuzz.txt
	@touch $@

$(READERS)/installed: requirements/readers.txt
	$(PYTHON) -m venv $(READERS)
	$(READERS)/bin/pip install $(QUIET) --require-hashes -r requirements/readers.txt
	@touch $@

$(TOOLS)/installed: requirements/tools.txt
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/pip install $(QUIET) --require-hashes -r requirements/tools.txt
	@touch $@
