# The two commands: `make site` builds the glossary, `make test` checks everything.
# Both set up what they need in .venv; a second run with nothing changed sets up nothing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One more than there are processors: tests also wait, for browsers and other processes.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The tests start hundreds of processes, and each would compile what it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site disk serve terms test thorough fast lint format check lock lowest clean help recipes lighthouse

site: $(VENV)/.site ## build the site into site/ and say what is in it
	@$(BIN)/mkdocs build --strict
	@$(BIN)/python scripts/summary.py

disk: $(VENV)/.site ## build the site for reading from a disk into build/disk/: open index.html
	@$(BIN)/mkdocs build --strict --config-file mkdocs.disk.yml --site-dir build/disk

serve: $(VENV)/.site ## serve the site at http://127.0.0.1:8000/ and rebuild on every change
	@REFERENCE=false $(BIN)/mkdocs serve

test: lint ## everything: lint, types, unit and golden tests, strict build, links, browser
	@$(BIN)/python -m pytest --quiet -n $(WORKERS) --dist worksteal

thorough: export TERMBASE_THOROUGH := 1
thorough: test ## the same as test, and every case where test tries some

fast: $(VENV)/.dev ## the tests without a browser
	@$(BIN)/python -m pytest --quiet -n $(WORKERS) --dist worksteal -m "not browser"

lint: $(VENV)/.dev ## style, types, scripts, templates and wording only
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@if [ -x $(BIN)/biome ]; then $(BIN)/biome lint --error-on-warnings --log-level=warn . && \
		$(BIN)/biome format --log-level=warn .; else \
		echo "biome has no build for this machine: the scripts and styles were NOT checked here"; fi
	@$(BIN)/djlint --lint --quiet plugins
	@$(BIN)/python -m scripts.plain_english

format: $(VENV)/.dev ## put the code into the house form
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@if [ -x $(BIN)/biome ]; then $(BIN)/biome format --write --log-level=warn .; else \
		echo "biome has no build for this machine: the scripts and styles were NOT formatted here"; fi

check: $(VENV)/.site ## check the term files, and that our own pages use the terms
	@$(BIN)/termbase check
	@$(BIN)/termbase lint

terms: check site ## everything that a change to glossary/ alone must pass, in under two minutes

lock: $(VENV)/.dev ## renew the lock files in requirements/
	@$(BIN)/python scripts/lock.py

lowest: ## the tests without a browser, on the lowest versions that pyproject.toml allows
	@$(PYTHON) -m venv --clear build/lowest
	@build/lowest/bin/python -m pip install --quiet --require-hashes -r requirements/lowest.txt
	@build/lowest/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@build/lowest/bin/python -m pytest --quiet -m "not browser"

recipes: $(VENV)/.dev ## install wikis from npm, PyPI, and Debian's packages, follow the guide's recipes, and look in a browser
	@$(BIN)/python -m scripts.recipes.play

lighthouse: $(VENV)/.dev ## look at the built site with Lighthouse and the Nu checker, which need npm and Java
	@$(BIN)/python -m scripts.lighthouse

clean: ## remove what the other commands made
	@rm -rf $(VENV) site build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "This Python lacks the venv module; on Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.site: requirements/site.txt pyproject.toml | $(VENV)/bin/python
	@echo "Setting up what the site needs (once) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/site.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.site
	@echo "Setting up what the tests need (once) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@
