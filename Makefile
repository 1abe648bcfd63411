# A newcomer needs `make publish` and `make test`; every target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: publish serve test lint bench debian clean

publish: $(INSTALLED)
	$(BIN)/faqsync publish
	@echo "Open outputs/index.html, or run \`make serve\`."

serve: $(INSTALLED)
	$(BIN)/faqsync serve

test: $(INSTALLED) debian
	$(BIN)/python -m pytest

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(INSTALLED)
	$(BIN)/python -m benchmarks

# The virtual environment, as CI installs it: versions are pinned in constraints.txt.
$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "faqsync needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[test,lint]'
	touch $@

# What some tests need from Debian. Where it cannot be installed, they skip and say so.
debian:
	@sh tests/debian.sh

clean:
	rm -rf $(VENV) .faqsync build dist
