# Telusur: every target is one line of `make help`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
SERVE ?= 1
KILLS ?= 200
DEMO_HOME ?= index_data/demo
DEMO_QUERY ?= banjir batanghari

.PHONY: help demo test screenshots torture bench fix docs
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 13

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Telusur needs Python 3.11 or newer; say which with PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.tools: $(VENV)/.installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -r requirements-dev.txt
	@touch $@

demo: $(VENV)/.installed ## Import and index the sample archive, search it once, then serve it (SERVE=0: do not serve)
	$(BIN)/telusur import index_data/sample --home $(DEMO_HOME)
	$(BIN)/telusur reindex --home $(DEMO_HOME)
	$(BIN)/telusur search '$(DEMO_QUERY)' --limit 3 --home $(DEMO_HOME)
	@test "$(SERVE)" = 0 || $(BIN)/telusur serve --port $(PORT) --home $(DEMO_HOME)

test: $(VENV)/.tools ## Check style, types and imports, and run every test
	@.ci/install chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q

screenshots: $(VENV)/.tools ## Take every page as readers see it into build/screenshots/, e.g. WHAT="search story"
	@.ci/install chromium
	$(BIN)/python -m tests.browser.screenshots $(WHAT)

torture: $(VENV)/.tools ## Kill imports and reindexes KILLS times (200) at moments drawn from SEED
	TELUSUR_TORTURE_KILLS=$(KILLS) $(if $(SEED),TELUSUR_TORTURE_SEED=$(SEED)) $(BIN)/python -m pytest -q -s tests/torture

$(VENV)/.bench: $(VENV)/.tools
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@touch $@

bench: $(VENV)/.bench ## Measure speed and memory beside peers, e.g. make bench WHAT="searching --stories stories.jsonl.xz"
	$(BIN)/python -m benchmarks $(or $(WHAT),searching)

fix: $(VENV)/.tools ## Put style in order where a tool can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.installed ## Write docs/cli.md anew from the commands' help
	$(BIN)/python docs/write_cli.py > docs/cli.md
