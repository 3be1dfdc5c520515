# A machine needs Python 3.11 or newer and make; everything else is set up on the way.
#
#   make demo                  the sample story and the reference register, served on this machine
#   make test                  every test, on SQLite and PostgreSQL, in Chromium where there is one
#   make VENV=/some/folder …   keep the environment elsewhere
#   make demo ARGS="--once"    pass options to the command behind a target

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

VENV ?= .venv
PYTHON ?=
ARGS ?=
# One process more than there are cores, for tests wait for servers, browsers and children a third of
# their time; `make test JOBS=0` runs them in one process.
JOBS ?= $(shell expr "$$(getconf _NPROCESSORS_ONLN || echo 2)" + 1)

ifneq ($(words $(VENV)),1)
$(error VENV must be one path without spaces (a relative one will do); it is "$(VENV)")
endif

python := "$(VENV)/bin/python"
run_ready := $(VENV)/.ready-run
test_ready := $(VENV)/.ready-test

# An environment whose interpreter is gone, or which was made for a clone that has since moved, is
# made anew.
ifneq ($(wildcard $(VENV)/pyvenv.cfg),)
ifneq ($(shell [ "$$(cat "$(VENV)/.made-for" 2>&1)" = "$$(pwd -P)" ] && $(python) -c "print('sound')" 2>&1),sound)
.PHONY: $(VENV)/pyvenv.cfg
endif
endif

.PHONY: help setup demo run test check lint format bench gate requirements clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: $(test_ready) ## the environment with everything for development
	@echo "ready: $(VENV)/bin/onrecord"

demo: $(run_ready) ## the sample story, offline, then served
	@$(python) -m app demo $(ARGS)

run: $(run_ready) ## migrate, process what waits and serve this machine's workspace
	@$(python) -m app up $(ARGS)

test: $(test_ready) ## all tests; says how many ran on each database
	@$(python) -m pytest -n $(JOBS) $(ARGS)

check: $(test_ready) ## format, lint, types, import contracts, house rules
	@$(python) -m ruff format --check
	@$(python) -m ruff check
	@$(python) -m mypy
	@"$(VENV)/bin/lint-imports" --no-logo
	@$(python) -m pytest tests/house

lint: $(test_ready) ## ruff and mypy alone
	@$(python) -m ruff check
	@$(python) -m mypy

format: $(test_ready) ## put every file into the house's form
	@$(python) -m ruff check --fix --select I
	@$(python) -m ruff format

bench: $(test_ready) ## the measured numbers, with how they were measured
	@$(python) -m benchmarks $(ARGS)

gate: check ## every promise at its full number; takes hours
	@ONRECORD_GATE=1 $(python) -m pytest -n $(JOBS) $(ARGS)
	@$(python) -m benchmarks --gate

requirements: ## compile the requirement files anew (needs uv)
	@sh requirements/compile.sh

clean: ## remove the environment and every cache
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@if [ -f "$(VENV)/.made-for" ]; then rm -rf "$(VENV)"; fi

$(VENV)/pyvenv.cfg:
	@PYTHON="$(PYTHON)" sh requirements/install.sh environment "$(VENV)"

$(run_ready): $(VENV)/pyvenv.cfg requirements/run.txt pyproject.toml
	@sh requirements/install.sh packages "$(VENV)" requirements/run.txt
	@touch $@

# The requirements for tests hold those for running.
$(test_ready): $(VENV)/pyvenv.cfg requirements/test.txt requirements/run.txt pyproject.toml
	@sh requirements/install.sh packages "$(VENV)" requirements/test.txt
	@touch $(run_ready) $@
