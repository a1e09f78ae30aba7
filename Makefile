# Everything needs Python 3.11 or later and make; nothing is installed outside of this folder.
# `make PYTHON=python3.12 demo` takes another Python, `make VENV=/tmp/try test` another place for the environment.

PYTHON ?= python3
VENV ?= .venv
SHARED ?= ../shared
DEMO ?= demo

bin := $(VENV)/bin
pip := $(bin)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help demo test room-test check evaluate bench docs reference clean

help:
	@echo "make demo      an archive of the sample collection, a find, a telegram, its reftels"
	@echo "make test      the tests"
	@echo "make room-test the reading room in a real browser, with pictures of every page in artefacts/room"
	@echo "make check     ruff, mypy --strict, the layers"
	@echo "make docs      the documentation, in docs/_build/html"
	@echo "make evaluate  how well telegrams are read, against what is known of them"
	@echo "make bench     how fast, at sizes that take some minutes together"
	@echo "make reference writes docs/commands.md and docs/catalogue.md from the code"

# The environment: the package first, what tests and docs need only where they are asked for.

$(VENV)/package: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "reftel needs Python 3.11 or later; name one: make PYTHON=python3.11 demo"; exit 1; }
	@echo "installing reftel into $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(pip) --upgrade "pip>=25.1"
	@$(pip) --editable .
	@touch $@

$(VENV)/tools: $(VENV)/package
	@echo "installing what the tests need"
	@$(pip) --group dev
	@touch $@

$(VENV)/room: $(VENV)/tools
	@echo "installing what the tests in a browser need"
	@$(pip) --group room
	@touch $@

$(VENV)/docs: $(VENV)/package
	@echo "installing what the documentation needs"
	@$(pip) --group docs
	@touch $@

demo: $(VENV)/package
	@PATH="$(abspath $(bin)):$$PATH" docs/demo.sh $(DEMO)

test: $(VENV)/tools
	$(bin)/python -m pytest -n 2

room-test: $(VENV)/room
	@tests/room/browser.sh
	$(bin)/python -m pytest -m browser -n 2 tests/room

check: $(VENV)/tools
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy
	$(bin)/lint-imports --no-cache

evaluate: $(VENV)/tools
	@echo "== evaluation/made.py"; $(bin)/python evaluation/made.py
	@test -d $(SHARED) || { echo "skipped: the folder of real telegrams ($(SHARED)) is not here"; exit 0; }; \
	for program in $(filter-out evaluation/made.py,$(wildcard evaluation/*.py)); do echo "== $$program"; $(bin)/python $$program $(SHARED) || exit 1; done

bench: $(VENV)/tools
	@for program in bench/*.py; do echo "== $$program"; $(bin)/python $$program || exit 1; done

docs: $(VENV)/docs
	$(bin)/sphinx-build --quiet --nitpicky --fail-on-warning --builder html docs docs/_build/html
	@echo "docs/_build/html/index.html"

reference: $(VENV)/package
	$(bin)/python -m reftel.cli.reference docs/commands.md
	$(bin)/python -m reftel.cli.catalogue docs/catalogue.md

clean:
	rm -rf $(VENV) $(DEMO) docs/_build .mypy_cache .pytest_cache .ruff_cache .hypothesis
