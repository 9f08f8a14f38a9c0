# What a person can do here. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help run test check bench docs story why fresh setup setup-tests

PYTHON = .venv/bin/python
HAMTARAZ = .venv/bin/hamtaraz

# `make story NAME` and `make why ENTRY`: the words after the verb are its arguments.
ifneq ($(filter story why,$(firstword $(MAKECMDGOALS))),)
WORDS := $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS))
ifneq ($(WORDS),)
.PHONY: $(WORDS)
$(WORDS):
	@:
endif
endif

help: ## list what can be done
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

run: setup ## set everything up and serve http://localhost:8000
	@$(HAMTARAZ) run

test: setup-tests ## set everything up and run every check and every test, browser journeys included
	@$(PYTHON) tools/check.py --everything

check: setup-tests ## run every check and the quick tests
	@$(PYTHON) tools/check.py

story: setup-tests ## run the stories whose name contains a word: make story NAME
	@$(PYTHON) -m pytest stories -k "$(or $(WORDS),$(NAME))"

why: setup ## tell where an amount comes from: make why ENTRY
	@$(HAMTARAZ) why $(or $(WORDS),$(ENTRY))

bench: setup-tests ## measure speed beside a calibration probe
	@$(PYTHON) -m bench

docs: setup ## write docs/generated anew
	@$(HAMTARAZ) docs

fresh: setup ## forget every record and begin again from the example: make fresh CONFIRM=yes
	@$(HAMTARAZ) fresh $(if $(filter yes,$(CONFIRM)),--confirm)

setup:
	@python=$$(sh tools/find_python.sh) && "$$python" tools/setup.py

setup-tests:
	@python=$$(sh tools/find_python.sh) && "$$python" tools/setup.py --tests
