# hišnik: `make demo` to talk to it, `make test` to check it. Both begin with `make setup`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup demo chat test torture test-rasa lint format bench clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "hišnik needs Python 3.11 or newer; try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(STAMP)

demo: setup
	$(BIN)/hisnik demo

chat: setup
	$(BIN)/hisnik chat --demo

# Everything: unit, contract, conversations on three channels, real PostgreSQL, SMTP, HTTP and, where there is one, Chromium.
test: setup
	$(BIN)/pytest -n 2 --dist loadgroup

# Every part killed and killed again while residents write: hours on two processors; TORTURE="--kills 5" for less.
torture: setup
	$(BIN)/python -m tests.torture --residents 2000 --kills 100 $(TORTURE)
	$(BIN)/python -m tests.torture --support --residents 40 --kills 50

# The real Rasa in an environment of its own: minutes and 2.7 GB the first time. Needs a C compiler.
test-rasa: setup
	PYTHON=$(PYTHON) deploy/rasa/test.sh

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) .rasa-venv .rasa build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
