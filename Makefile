# Every target works on a machine that has git, make and Python 3.11, and nothing else of ours.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV_VERSION := 0.13.9
UV := .uv/bin/uv
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv
READY := .venv/.installed
# Two: half of the time on two cores; each worker may hold an engine of 0.8 GB.
WORKERS := -n 2 --dist loadfile
# Real browsers, servers and processes share the machine: a test has failed when it fails twice. The
# summary names each that needed a second run.
AGAIN := --reruns 1 -rR

.DEFAULT_GOAL := help
.PHONY: help install format lint types test test-all browser train run clean

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk 'BEGIN {FS = ":.*## "} {printf "  %-10s %s\n", $$1, $$2}'

$(UV):
	@$(PYTHON) tools/bootstrap.py $(UV_VERSION)

$(READY): $(UV) pyproject.toml uv.lock
	# The resolved path: given a shim or a link, uv would make the environment anew every time.
	$(UV) sync --frozen --python "$$($(PYTHON) -c 'import os, sys; print(os.path.realpath(sys.executable))')"
	@touch $@

install: $(READY) ## Install everything from the lock into .venv

format: $(READY) ## Format the code
	.venv/bin/ruff format . && .venv/bin/ruff check --fix --quiet .

lint: $(READY) ## Check style
	.venv/bin/ruff check . && .venv/bin/ruff format --check --quiet .

types: $(READY) ## Check types
	.venv/bin/mypy

test: lint types train ## Run every test (browser tests where a Chromium is found)
	.venv/bin/python -m pytest -q $(WORKERS) $(AGAIN) -m "not long"

test-all: lint types train ## Run every test, the long ones too
	.venv/bin/python -m pytest -q $(WORKERS) $(AGAIN) --hypothesis-profile=new

browser: $(READY) ## Run only the browser tests
	.venv/bin/python -m pytest -q -m browser

train: $(READY) ## Train the model if its sources changed
	.venv/bin/passerelle train

run: $(READY) ## Install, train, load the catalog and start everything
	@.venv/bin/passerelle up

clean: ## Remove what was installed and trained (not the database)
	rm -rf .venv .uv models .pytest_cache .mypy_cache .ruff_cache
