## make run      the dashboard at http://localhost:8501 (another port: make run PORT=8600)
## make test     every check: format, lint, types, imports, SQL, unit, page and browser tests
## make lint     only the checks that run no test
## make unit     only the tests that need no browser
## make browser  only the tests that drive a browser
## make test-spark  only the tests that start Apache Spark, with its packages and Java
## make test-long  what make test does in small, at its full size: 200 kills, 100,000 projects
##               on Spark, thousands of made-up files; more than an hour
## make survive  only the 200 kills: an importing process dies, what is left is examined
## make load     50 people at the overview while files come in, over real websockets
## make wheels   fetch what the program needs into wheels/, for a machine without network
## make bench    measure judging, import and export, as ratios, into docs/performance.md
## make format   write Python and SQL in the project's format
## make lock     pin what pyproject.toml asks for; make upgrade moves the pins to the newest
## make clean    remove .venv and caches; data/ stays

PYTHON ?= python3
PORT ?= 8501
VENV_PYTHON := .venv/bin/python
CHECK := $(VENV_PYTHON) -m tools.check
LOCK = $(VENV_PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock" $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help python environment tools spark-tools run test lint unit browser test-spark test-long survive load wheels bench format lock upgrade clean

help:
	@sed -n 's/^## //p' Makefile

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "Python 3.11 or newer is needed; $(PYTHON) is" \
	"$$($(PYTHON) --version 2>/dev/null || echo missing)." \
	"Install one, or name it: make run PYTHON=python3.12" >&2; exit 1; }

environment: python
	@$(PYTHON) tools/environment.py requirements.txt

tools: python
	@$(PYTHON) tools/environment.py requirements.txt requirements-dev.txt

spark-tools: python
	@$(PYTHON) tools/environment.py requirements.txt requirements-dev.txt requirements-spark.txt

run: environment
	@$(VENV_PYTHON) -m monitor setup
	@$(VENV_PYTHON) -m streamlit run app.py --server.port $(PORT)

test: spark-tools
	@$(CHECK)

lint: tools
	@$(CHECK) format lint types imports sql

unit: tools
	@$(CHECK) unit

browser: tools
	@$(CHECK) programs browser

test-spark: spark-tools
	@$(CHECK) java spark

test-long: spark-tools
	@$(CHECK) programs java long

survive: tools
	@SURVIVE_ROUNDS=200 $(VENV_PYTHON) -m pytest -q -n0 tests/services/test_surviving.py -k moment

load: tools
	@$(VENV_PYTHON) -m tools.load $(LOAD)

wheels: environment
	@$(VENV_PYTHON) -m tools.wheels $(FILES)

bench: tools
	@$(VENV_PYTHON) -m tools.bench

format: tools
	@$(VENV_PYTHON) -m ruff check --fix-only .
	@$(VENV_PYTHON) -m ruff format .
	@$(VENV_PYTHON) -m sqlfluff fix monitor/store/sql

lock: tools
	@$(VENV_PYTHON) -m pip install --disable-pip-version-check --quiet "uv>=0.13,<1"
	@$(LOCK) pyproject.toml --output-file requirements.txt
	@$(LOCK) pyproject.toml --extra spark -c requirements.txt --output-file requirements-spark.txt
	@$(LOCK) --group dev -c requirements.txt --output-file requirements-dev.txt

upgrade:
	@$(MAKE) lock UPGRADE=--upgrade

clean:
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
