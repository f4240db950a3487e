# Everything here sets up what it needs; a fresh Debian machine with python3 and make is enough.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
STAMP := .venv/.installed
PORT ?= 8000
APT := postgresql chromium libatomic1 libreoffice-calc fonts-wqy-microhei clamav-daemon
APT_GET := DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300
COVERED := $(PY) -m coverage report --skip-covered --skip-empty
PACKAGES := bot cards scoring storage tests

.PHONY: help setup deps lint test demo bench chaos year audit lock

help: ## show the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/'

setup: $(STAMP) ## a working .venv/bin/kaohe

.venv/bin/python:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Please install Python 3.11 or newer as python3, then run make again." >&2; exit 1; }
	@python3 -m venv .venv 2>/dev/null || { rm -rf .venv; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    { $(APT_GET) update -q || $(APT_GET) update -q; } && $(APT_GET) install -y -q --no-install-recommends python3-venv && python3 -m venv .venv; \
	  else echo "Please install the package python3-venv, then run make again." >&2; exit 1; fi; }

$(STAMP): requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install -q --no-deps --require-hashes -r requirements.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $(STAMP)

deps: ## Debian's PostgreSQL, Chromium, LibreOffice, fonts, clamd (as root)
	@missing=""; for p in $(APT); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
	  echo "Not installed, what needs them is skipped by the tests:$$missing" >&2; exit 0; fi; \
	policy=/usr/sbin/policy-rc.d; made=""; \
	if [ ! -e $$policy ]; then printf '#!/bin/sh\nexit 101\n' > $$policy && chmod +x $$policy && made=$$policy; fi; \
	$(APT_GET) update -q || { sleep 5; $(APT_GET) update -q; } || true; \
	$(APT_GET) install -y -q --no-install-recommends $$missing; code=$$?; \
	if [ -n "$$made" ]; then rm -f "$$made"; fi; exit $$code

lint: setup ## style, types, direction of imports
	.venv/bin/ruff check $(PACKAGES)
	.venv/bin/ruff format --check $(PACKAGES)
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache

test: setup deps lint ## everything that must hold before a change lands
	@rm -f .coverage .coverage.*
	$(PY) -m pytest -n 3 --dist worksteal -q -rs --cov --cov-report=
	$(COVERED) --include 'scoring/*,cards/*' --fail-under 100
	$(COVERED) --include 'bot/*,storage/*' --omit 'bot/bench/*' --fail-under 90

demo: setup ## the whole service on this machine, with a pretend DingTalk
	@exec .venv/bin/kaohe demo --port $(PORT)

bench: setup ## measures, side by side in one run
	@.venv/bin/kaohe bench

chaos: setup ## killed, doubled, delayed: the same year again
	$(PY) -m pytest -q -m chaos tests

year: setup ## the whole year: over the wire, in all forms, on both databases
	$(PY) -m pytest -q -m "year or not chaos" tests/e2e/test_year_on_the_wire.py tests/bot/conversation/test_year.py tests/bot/conversation/test_zero_leaks.py tests/bot/conversation/test_three_forms.py

audit: setup ## check that nobody changed this machine's journal
	@.venv/bin/kaohe audit verify

lock: .venv/bin/python ## write requirements.lock anew from pyproject.toml
	$(PY) -m uv pip compile pyproject.toml --extra dev --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate -q -o requirements.lock
