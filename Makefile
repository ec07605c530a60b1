# Two commands for a newcomer: `make demo` and `make test`. Both may be repeated.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILE = $(BIN)/uv pip compile --quiet --universal --no-header --no-emit-index-url --no-emit-find-links --no-annotate

.PHONY: help demo test evaluate mutants pages lock clean
.DEFAULT_GOAL := help

help: ## What there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("brug needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(VENV)/.installed ## Fill the embedded database with the simulated organisation, scan it and serve it
	@$(BIN)/brug demo

test: $(VENV)/.installed ## Everything that must hold: style, types, import rules, migrations, behaviour
	@sh scripts/install_system_packages.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

evaluate: $(VENV)/.installed ## Measure findings on ten simulated organisations, and write docs/evaluation.md
	$(BIN)/python -m bench.evaluate --page docs/evaluation.md

mutants: $(VENV)/.installed ## Change detectors/ in small ways, and count what no story notices (FILES=… for all of some files)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'mutmut>=3.8,<4'
	$(BIN)/python -m bench.mutants $(FILES)

pages: $(VENV)/.installed ## Write docs/detectors from what the detectors say of themselves
	$(BIN)/python scripts/write_detector_pages.py docs/detectors

lock: $(VENV)/.installed ## Pin every dependency anew, from the ranges in pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --upgrade --group dev --output-file requirements.lock pyproject.toml
	$(COMPILE) --constraint requirements.lock --output-file requirements.runtime.lock pyproject.toml
	$(COMPILE) --upgrade --output-file tests/api/clients/python/requirements.txt tests/api/clients/python/requirements.in

clean: ## Remove what was set up
	rm -rf $(VENV)
