# Kravspor. `make help` lists the targets.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run test lint bench screenshots translations lock

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /'

run: $(VENV)/run.stamp ## install, prepare the database with the demonstration, serve
	@$(BIN)/kravspor serve --demonstration --port $(PORT)

test: $(VENV)/dev.stamp ## run everything that is tested
	@$(BIN)/python -m pytest $(PYTEST)

lint: $(VENV)/dev.stamp ## check style, types and imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict procurement
	@$(BIN)/lint-imports

bench: $(VENV)/bench.stamp ## measure speed and memory, side by side with other tools
	@for file in tests/bench/bench_*.py; do PYTHONPATH=$(VENV)/bench $(BIN)/python -m tests.bench.$$(basename $$file .py) || exit 1; done

screenshots: $(VENV)/dev.stamp ## make the pictures of the guide
	@$(BIN)/python -m tests.browser.screenshots

translations: $(VENV)/dev.stamp ## gather the texts of code and templates into the catalogues
	@$(BIN)/pybabel -q extract -F pyproject.toml -k _ -k _l -k lazy_gettext -k gettext -k ngettext:1,2 --no-location --sort-output --omit-header -o $(VENV)/messages.pot procurement templates
	@for code in nb nn; do $(BIN)/pybabel -q update -i $(VENV)/messages.pot -o procurement/translations/$$code.po -l $$code --no-fuzzy-matching --ignore-obsolete --omit-header; done

lock: ## renew the lock files (needs uv)
	env -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_INDEX uv pip compile --universal --generate-hashes --no-header -q pyproject.toml -o requirements.lock
	env -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_INDEX uv pip compile --universal --generate-hashes --no-header -q --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	env -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_INDEX uv pip compile --universal --generate-hashes --no-header -q --group bench -c requirements.lock -o requirements-bench.lock

$(BIN)/kravspor:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kravspor needs Python 3.11 or newer; set PYTHON=/path/to/python3.11."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python lacks venv. On Debian: sudo apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@echo '$(CURDIR)' > $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/kravspor.pth
	@printf '#!%s\nfrom procurement.cli import main\nmain()\n' '$(CURDIR)/$(BIN)/python' > $@
	@chmod +x $@

$(VENV)/run.stamp: requirements.lock | $(BIN)/kravspor
	@echo "Installing (the first time takes about a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock | $(BIN)/kravspor
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/run.stamp

$(VENV)/bench.stamp: requirements-bench.lock | $(VENV)/run.stamp
	@echo "Installing the tools to be measured against, in a folder of their own ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --upgrade --target $(VENV)/bench -r requirements-bench.lock
	@touch $@
