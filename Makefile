# One word for each thing a developer does. `make help` lists them.

.DEFAULT_GOAL := help
.PHONY: help quiz test check fix fuzz bench bench-grader bench-quiz bench-planner soak

# The first Python on the path that is new enough; say `make PYTHON=/path/to/python3.12 quiz` for
# another one. It is only used to make .venv.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null </dev/null \
    && { echo "$$python"; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

# What is installed is recorded by these two files; they are remade when the requirements change.
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed

# Our own modules that mypy --strict reads; tests and content have no annotations to check.
TYPED := basis quiz grader web commands cli.py

# The programs of `make bench-grader`, in this order.
BENCH_GRADER := throughput watch cold layers races references

# The programs of `make bench-quiz`, in this order.
BENCH_QUIZ := quiz_start quiz_loading quiz_check quiz_marking

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

quiz: $(RUNTIME) ## install what learners need into .venv, and start the quiz
	@$(BIN)/quiz start

test: $(DEV) ## run every test, the proofs of the content included
	$(BIN)/python -m pytest

check: $(DEV) ## format, lint, types, arrows, documentation (under a minute)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy $(TYPED)
	$(BIN)/python -m pytest -q tests/test_arrows.py tests/test_docs.py

fix: $(DEV) ## repair what a tool can repair
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

fuzz: $(DEV) ## feed random banks, answers and formulas to what reads them (takes long)
	$(BIN)/python -m tests.quiz.fuzz

bench: bench-grader bench-quiz bench-planner ## print all measurements of bench/ (takes minutes)

bench-grader: $(DEV) ## print the measurements of the grader (takes minutes)
	@for program in $(BENCH_GRADER); do \
	    echo "--- $$program"; $(BIN)/python -m bench.$$program || exit 1; \
	done

bench-quiz: $(DEV) ## print the measurements of the quiz (takes minutes)
	@for program in $(BENCH_QUIZ); do \
	    echo "--- $$program"; $(BIN)/python -m bench.$$program || exit 1; \
	done

bench-planner: $(DEV) ## print what planning is worth, with simulated learners (takes minutes)
	$(BIN)/python -m bench.planner

soak: $(DEV) ## kill the quiz 500 times, and race over many rounds (takes an hour)
	GONGBU_KILLS=500 $(BIN)/python -m pytest -q tests/quiz/logbook/test_log_kills.py
	$(BIN)/python -m bench.races --rounds 1000

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { \
	    echo "Gongbu needs Python 3.11 or newer, and none was found on the path." >&2; \
	    echo "Install one, or name it: make PYTHON=/path/to/python3.12 quiz" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Gongbu needs Python 3.11 or newer; $(PYTHON) is older, or does not run." >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUNTIME): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(DEV): pyproject.toml constraints.txt | $(RUNTIME)
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@
