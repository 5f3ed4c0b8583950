# Everything starts here; each target prepares what it needs. Needs only Python 3.11+ and make.

PYTHON_OF_VENV := .venv/bin/python
PREPARE := bin/with-python bin/prepare.py
DEV := @$(PREPARE) requirements-dev.txt

.PHONY: help run test check fmt corpus bench

help:
	@echo "make run      set up and serve on http://127.0.0.1:8000 (make run PORT=9000)"
	@echo "make test     set up and run the whole suite (make test ARGS='-k slug')"
	@echo "make check    lint, types, import layers, templates, migrations, deploy check"
	@echo "make corpus   a made-up corpus to measure on, in an empty DATA_DIR (make corpus N=1000 DATA_DIR=corpus)"
	@echo "make bench    how fast the site is, beside others (make bench ARGS='--sizes 1000 --only list')"
	@echo "make fmt      put Python and the admin's templates into their one format"

run:
	@$(PREPARE) requirements.txt --to-serve
	@exec $(PYTHON_OF_VENV) manage.py serve

test:
	$(DEV)
	@exec $(PYTHON_OF_VENV) bin/run_tests.py $(ARGS)

corpus: export DATA_DIR := $(DATA_DIR)
corpus:
	@$(PREPARE) requirements.txt
	@exec $(PYTHON_OF_VENV) manage.py make_corpus $(or $(N),1000) $(ARGS)

bench: export PYTHONPATH := $(CURDIR)/bin
bench:
	$(DEV)
	@exec $(PYTHON_OF_VENV) -m bench $(ARGS)

# Checks read settings, so they get a data folder of their own.
check: export DATA_DIR := $(CURDIR)/.venv/check
check:
	$(DEV)
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	find templates/admin -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	$(PYTHON_OF_VENV) manage.py makemigrations --check --dry-run
	SITE_URL=https://example.org $(PYTHON_OF_VENV) manage.py check --deploy --fail-level WARNING

fmt:
	$(DEV)
	.venv/bin/ruff check --fix
	.venv/bin/ruff format
	find templates/admin -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +
