# Homecoming: the commands for its readers, teachers and authors. `make help` lists them.
# Plain POSIX shell and GNU make 3.81 or newer, so that it runs on Linux, macOS and WSL as they come.

.DEFAULT_GOAL := help
# Steps follow each other: a test of the built site needs the site.
.NOTPARALLEL:
# Nothing half-written stays behind after an error.
.DELETE_ON_ERROR:

# Which Python makes the environment. Empty: the first on the PATH that is new enough.
PYTHON ?=
# Where `make serve` offers the book.
PORT ?= 8000
# More options for pytest, for example: make check PYTEST="-k counts -x"
PYTEST ?=

VENV := .venv
BIN := $(VENV)/bin
SITE := _build/html
# So that notebooks, and programs started by programs, find the environment first.
export PATH := $(CURDIR)/$(BIN):$(PATH)

# Committed notebooks keep run counts, and outputs of cells tagged keep_output: nbval compares those.
STRIP := --keep-count --extra-keys "metadata.language_info.version metadata.widgets"
NOTEBOOKS = find book exercises assignments -name '*.ipynb' -not -path '*/.ipynb_checkpoints/*'

READERS := $(VENV)/.readers-installed
GRADERS := $(VENV)/.graders-installed
TESTERS := $(VENV)/.testers-installed
PINS := requirements.txt constraints.txt pyproject.toml

## For readers and teachers

.PHONY: book
book: $(READERS)  ## build the book into _build/html (makes the environment if need be)
	$(BIN)/jupyter-book build -W --keep-going .
	@echo
	@echo "The book is ready. Open $(SITE)/index.html in a browser, or run: make serve"

.PHONY: serve
serve: book  ## build the book and offer it on this machine (PORT=8000)
	@echo "Reading at http://localhost:$(PORT)/ - stop with Ctrl+C"
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory $(SITE)

.PHONY: lab
lab: $(READERS)  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab

## For teachers

.PHONY: exercises
exercises: $(READERS)  ## write the exercises of exercises/ into the pages, solutions replaced by stubs
	$(BIN)/homecoming exercises

.PHONY: book-instructor
book-instructor: $(READERS)  ## build the instructor's edition, with solutions and notes, into _instructor
	$(BIN)/homecoming instructor --out _instructor
	$(BIN)/jupyter-book build -W --keep-going _instructor
	@echo
	@echo "For teachers only. Open _instructor/_build/html/index.html in a browser."

.PHONY: assignments
assignments: $(GRADERS)  ## write the problem sets as students get them into _build/assignments, and as pages
	$(BIN)/homecoming release
	$(BIN)/homecoming release --pages book/problem-sets

.PHONY: grade
grade: $(GRADERS)  ## mark a class: ASSIGNMENT=name, SUBMISSIONS=folder or zip file (submissions/name)
	@test -n "$(ASSIGNMENT)" || { echo "Say which: make grade ASSIGNMENT=name. There are:" $(notdir $(wildcard assignments/source/*)); exit 2; }
	$(BIN)/homecoming grade "$(ASSIGNMENT)" $(if $(SUBMISSIONS),"$(SUBMISSIONS)")

## For authors

.PHONY: test
test: lint book check  ## everything: style, the build, unit tests, doctests, notebooks, the site in a browser

.PHONY: test-all
test-all: SLOW = yes
test-all: test  ## the same, and the slow tests that make fresh environments (as CI does)

.PHONY: lint
lint: $(TESTERS)  ## style, spelling, types, who imports whom, and outputs left in notebooks
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/codespell
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(NOTEBOOKS) -print0 | xargs -0 $(BIN)/nbstripout --verify $(STRIP)

# Two processes; each file, and so each notebook and its kernel, stays in one of them.
.PHONY: check
check: $(TESTERS)  ## pytest alone, on the book as last built (PYTEST="-k counts -x" for a part)
	$(BIN)/pytest --nbval -n 2 --dist loadfile --max-worker-restart=0 $(if $(SLOW)$(CI),-m "") $(PYTEST)

.PHONY: format
format: $(TESTERS)  ## mend style and formatting where a program can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: notebooks-clean
notebooks-clean: $(TESTERS)  ## strip outputs from notebooks before a commit
	$(NOTEBOOKS) -print0 | xargs -0 $(BIN)/nbstripout $(STRIP)

.PHONY: bench
bench: $(TESTERS) book  ## measure: recovery, audit, rendering, page weight, build time
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/misprints.py 50

.PHONY: screenshots
screenshots: $(TESTERS) book  ## picture pages, light and dark, wide and narrow
	$(BIN)/python tools/screenshots.py

.PHONY: links
links: $(READERS)  ## ask every external link whether it answers (needs the network)
	rm -rf _build/links
	-$(BIN)/jupyter-book build --builder linkcheck --path-output _build/links .
	$(BIN)/python tools/links.py _build/links/_build/html/output.json

.PHONY: hashes
hashes: $(READERS)  ## write the hashes of changed data files into data/datapackage.json
	$(BIN)/homecoming hashes

.PHONY: numbers
numbers: $(READERS)  ## put the numbers of the data into the sentences that say them (after a table is added)
	$(BIN)/python -m homecoming.book.in_prose --write

# A universal resolution: one file that holds on every system and on every Python from 3.11.
# Known versions are kept unless they no longer fit; `make lock UPGRADE=--upgrade` takes the newest of all.
.PHONY: lock
lock: $(READERS)  ## resolve constraints.txt anew (UPGRADE=--upgrade for the newest versions)
	$(BIN)/python -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet uv
	grep -v '^-' requirements.txt > $(VENV)/lock/requirements.txt
	cp constraints.txt $(VENV)/lock/
	$(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 $(UPGRADE) \
		--custom-compile-command "make lock" --output-file $(VENV)/lock/constraints.txt \
		pyproject.toml --all-extras $(VENV)/lock/requirements.txt
	sed 's|$(VENV)/lock/||' $(VENV)/lock/constraints.txt > constraints.txt

## Cleaning up

.PHONY: environment
environment: $(TESTERS)  ## make or refresh the environment only (PYTHON=python3.12 to choose)

.PHONY: clean
clean:  ## remove what was built; keep the environment
	rm -rf _build _instructor .pytest_cache .ruff_cache .hypothesis

.PHONY: clean-all
clean-all: clean  ## remove the environment too
	rm -rf $(VENV)

.PHONY: help
help:  ## show this list
	@echo "Homecoming: Return Migration from Theory to Table"
	@awk -F ':.*##' '/^## / { printf "\n%s\n", substr($$0, 4) } \
		/^[a-z-]+:.*##/ { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The environment is made once, and refreshed when a pin or a requirement changes, or when another Python is asked for.
WHICH := -c 'import sys; print(sys.base_prefix, sys.hexversion)' 2>/dev/null
ifneq "$(PYTHON)" ""
ifneq "$(shell $(PYTHON) $(WHICH))" "$(shell $(BIN)/python $(WHICH))"
.PHONY: another-python
$(READERS): another-python
endif
endif

$(READERS): $(PINS)
	@PYTHON="$(PYTHON)" sh tools/make_environment.sh $(VENV)
	$(BIN)/python -m pip install -r requirements.txt
	@touch $@

$(GRADERS): $(READERS) $(PINS)
	$(BIN)/python -m pip install -c constraints.txt -e '.[site,grading]'
	@touch $@

$(TESTERS): $(READERS) $(PINS)
	$(BIN)/python -m pip install -c constraints.txt -e '.[site,grading,test]'
	@touch $@
