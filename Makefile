# A newcomer needs `make publish` and `make test`; every target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP = $(BIN)/pip install --quiet --constraint constraints.txt --editable

.PHONY: publish serve test lint bench debian clean

publish: $(VENV)/.core
	$(BIN)/faqsync publish
	@echo "Open outputs/index.html, or run \`make serve\`."

serve: $(VENV)/.core
	$(BIN)/faqsync serve

test: $(VENV)/.test debian
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks

# The virtual environment, as CI installs it: versions are pinned in constraints.txt.
$(VENV)/.core: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "faqsync needs Python 3.11: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) .
	@touch $@

$(VENV)/.test: $(VENV)/.core
	$(PIP) '.[test,lint]'
	@touch $@

$(VENV)/.bench: $(VENV)/.core
	$(PIP) '.[bench]'
	@touch $@

# What some tests need from Debian. Where it cannot be installed, they skip and say so.
debian:
	@sh tests/debian.sh

clean:
	rm -rf $(VENV) .faqsync build dist
