# Two commands do everything on a fresh machine with Python 3.11, make and a package index: `make chat`, `make test`.
SHELL := /bin/bash
NEW_ENOUGH := "import sys; sys.exit(sys.version_info < (3, 11))"
# The first that is new enough; 3.11 is the one that is tested.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do $$name -c $(NEW_ENOUGH) 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python
PYTEST := $(RUN) -m pytest
STAMP := $(VENV)/.installed

# Tests that start programs, and pytest itself, would compile every module anew each time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup chat lint check test soak fix bench lock browser sizes coverage licences reference reliability soak-limits lowest newest

help: ## Show these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(STAMP): requirements.txt pyproject.toml
	@$(or $(PYTHON),false) -c $(NEW_ENOUGH) 2>/dev/null || { echo "Copydesk needs Python 3.11 or newer: install it, or name it: make PYTHON=/path/to/python"; exit 1; }
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Copydesk needs into $(VENV), once: some minutes, and about 2.5 GB."
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
	@echo "Installed. The command is $(BIN)/copydesk; source $(BIN)/activate makes it copydesk."

setup: $(STAMP) ## Make .venv and install the locked dependencies

chat: $(STAMP) ## Open the chat (your own archive, or the invented samples while it is empty)
	$(BIN)/copydesk chat $(ARGS)

lint: $(STAMP) ## Format and lint, without changing anything
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

check: lint ## Lint, types, import contracts and the quick unit tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) tests/unit -m "not soak and not slow" --numprocesses auto --dist worksteal

browser: # Chromium, nginx and PostgreSQL for the tests, from the system's packages where that is allowed
	@wanted=""; \
	  command -v chromium >/dev/null || command -v google-chrome >/dev/null || test -n "$$COPYDESK_CHROMIUM" || wanted="chromium"; \
	  command -v nginx >/dev/null || test -x /usr/sbin/nginx || wanted="$$wanted nginx"; \
	  command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || test -n "$$COPYDESK_POSTGRES" || wanted="$$wanted postgresql"; \
	  if test -z "$$wanted"; then :; \
	  elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq $$wanted >/dev/null; \
	  elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then sudo -n apt-get update -qq && sudo -n apt-get install -y -qq $$wanted >/dev/null; \
	  else echo "Missing: $$wanted. Tests that need it skip here (in CI they fail). Install it; for Chromium you can also set COPYDESK_CHROMIUM to its path, for PostgreSQL COPYDESK_POSTGRES to the folder of its programs."; fi

# The question sets first, in the order of the files: the longest must not be left for one process at the end.
test: check browser ## Everything, long runs in fixed samples: under 20 minutes
	$(PYTEST) tests/unit -m "slow and not soak" --numprocesses auto --dist worksteal
	$(PYTEST) tests/quality tests/integration -m "not soak" --numprocesses 3 --dist loadfile --no-loadscope-reorder
	$(PYTEST) tests/unit/assistant/archive --postgres sample --chroma -m "not soak"
	$(PYTEST) tests/browser -m "not soak" --numprocesses 2 --dist loadfile

# Each part takes less than 40 minutes on two cores and can run by itself: `make soak-kills`.
SOAK_PARTS := unit kills servers damage limits sources attack programs sets browser postgres
SOAK_unit := tests/unit
SOAK_kills := tests/integration/test_archive_kill.py tests/integration/test_upkeep_kill.py tests/integration/test_web_kill.py
SOAK_servers := tests/integration/test_servers_kill.py tests/integration/test_two_workers.py
SOAK_sources := tests/integration/test_formats.py tests/integration/test_ingest_bad_input.py tests/integration/test_web_hostile.py
SOAK_attack := tests/integration/test_attack.py
SOAK_damage := tests/integration/test_corruption.py
SOAK_programs := $(filter-out $(SOAK_kills) $(SOAK_servers) $(SOAK_sources) $(SOAK_attack) $(SOAK_damage),$(wildcard tests/integration/test_*.py))
SOAK_sets := tests/quality
SOAK_browser := tests/browser

soak: $(addprefix soak-,$(SOAK_PARTS)) ## The long runs, whole: all kills, all questions; in parts, as soak-kills

# What a run counts goes into the page of what it survives: `make reliability` writes that anew.
COUNTS := --counts docs/counts.jsonl

$(addprefix soak-,$(filter-out limits postgres,$(SOAK_PARTS))): soak-%: $(STAMP) browser
	$(PYTEST) $(SOAK_$*) -m soak --timeout 3600 $(COUNTS)

soak-limits: $(STAMP) # a full disk and a clock set wrong: whole in `make test` already, counted here
	$(PYTEST) tests/integration/test_no_rights_no_room.py tests/unit/assistant/archive/catalog/test_clock.py $(COUNTS)
	$(PYTEST) tests/integration/test_upkeep_kill.py -k "write_enough" $(COUNTS)

soak-postgres: $(STAMP) browser # the archive's own tests, all of them, over PostgreSQL and a Chroma server
	$(PYTEST) tests/unit/assistant/archive --postgres whole --chroma --timeout 3600

sizes: ## Modules over 300 lines: a smell to look at, not a law
	@find assistant ingest ui -name '*.py' | xargs wc -l | awk '$$2 != "total" && $$1 > 300' | sort -rn

coverage: $(STAMP) ## What no quick unit test runs, the most first: to look at, not a figure to chase
	$(BIN)/coverage run -m pytest tests/unit -m "not soak and not slow" $(ARGS)
	$(BIN)/coverage report --skip-covered --show-missing --sort=-miss

fix: $(STAMP) ## Format and repair what lint can repair
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What asks a named archive, or a Chroma server that runs.
NEED_MORE := benchmarks/storage.py benchmarks/chroma_where.py
bench: $(STAMP) ## Speed and memory, each against a plain baseline in the same run
	for bench in $(filter-out $(NEED_MORE),$(wildcard benchmarks/*.py)); do echo "== $$bench"; $(RUN) $$bench || exit 1; done

licences: $(STAMP) ## Licences of Copydesk, its dependencies and the weights
	$(BIN)/copydesk licences

LOWEST := build/lowest
lowest: $(STAMP) ## Quick tests on the lowest versions that pyproject.toml allows
	$(RUN) -m pip install --quiet uv
	$(BIN)/uv venv --quiet --clear --python $(RUN) $(LOWEST)
	$(BIN)/uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct --editable ".[all]"
	$(BIN)/uv pip freeze --python $(LOWEST)/bin/python --exclude-editable > $(LOWEST)/versions.txt
	$(BIN)/uv pip install --quiet --python $(LOWEST)/bin/python --group dev --constraint $(LOWEST)/versions.txt
	$(LOWEST)/bin/python -m pytest tests/unit/assistant tests/unit/ingest tests/unit/ui -m "not soak and not slow" $(ARGS)

NEWEST := build/newest
newest: $(STAMP) ## What meets LangChain, OpenAI and Chroma, on the newest versions there are
	$(RUN) -m pip install --quiet uv
	$(BIN)/uv venv --quiet --clear --python $(RUN) $(NEWEST)
	$(BIN)/uv pip install --quiet --python $(NEWEST)/bin/python --resolution highest --editable ".[all]" --group dev
	$(NEWEST)/bin/python -m pytest tests/unit/assistant/test_chain.py tests/unit/copydesk tests/integration/test_langchain.py \
		tests/integration/test_openai_clients.py tests/integration/test_embeddings_local.py -m "not soak" $(ARGS)

reference: $(STAMP) ## Write the pages of docs/reference that come from the code
	$(RUN) docs/write_reference.py

reliability: ## Write docs/reliability.md from what the long runs counted
	$(RUN) docs/write_reliability.py

lock: $(STAMP) ## Resolve requirements.txt anew
	$(RUN) -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --extra all --group dev --group build pyproject.toml --output-file requirements.txt
