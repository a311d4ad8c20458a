# The project's commands. Needs Python 3.11+ and make; everything else is set up on first use.
PYTHON ?= python3
STUDY ?= data/example

.DEFAULT_GOAL := help
.PHONY: help report verify diff bundle test mutants check claims import export new lab schema clean

help: ## list the commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile
	@echo
	@echo "  STUDY=folder chooses the study (default: data/example), PYTHON=python3.12 the Python."
	@echo "  make report: FORCE=1 makes everything again, OUT=folder puts the report there and leaves reports/ alone."
	@echo "  make export: FORMAT=sav for SPSS, dta for Stata, csv for any; RAW=1 leaves reversed items as answered."
	@echo "  make import: YES=1 asks nothing; KEEP=column uses one that looks personal; on a study that is there already it takes a newer export and keeps your edits."
	@echo "  make check: LANGUAGE=zh answers in Chinese (default: as the locale), JSON=1 answers for programs."

report: ## make the report of STUDY: HTML, PDF and Word, in English and Chinese
	@$(PYTHON) -m analysis report "$(STUDY)" $(if $(FORCE),--force) $(if $(OUT),--out "$(OUT)")

verify: ## rerun STUDY in a clean folder and compare its report number by number: REPORT=folder or a document of it
	@$(PYTHON) -m analysis verify "$(STUDY)" $(if $(REPORT),--report "$(REPORT)") $(if $(OUT),--out "$(OUT)") \
		$(if $(AT),--at "$(AT)") \
		$(if $(LANGUAGE),--language "$(LANGUAGE)")

diff: ## say what is another in B than in A: answers, settings, estimates beyond noise, verdicts
	@$(PYTHON) -m analysis diff "$(A)" "$(B)" $(if $(LANGUAGE),--language "$(LANGUAGE)")

bundle: ## make an archive of STUDY and its report for Zenodo or OSF; answers only if study.toml says share_data = true
	@$(PYTHON) -m analysis bundle "$(STUDY)" $(if $(OUT),--out "$(OUT)")

test: ## run the tests
	@$(PYTHON) -m analysis test

mutants: ## see whether the tests notice verdicts, cut-offs and cache keys made wrong; half an hour (SHARE=.1: a tenth)
	@$(PYTHON) -m analysis --version >/dev/null && .venv/bin/python -m benchmarks.mutants $(if $(SHARE),--share $(SHARE))

check: ## say whether the folder STUDY is sound
	@$(PYTHON) -m analysis check "$(STUDY)" $(if $(JSON),--json) $(if $(LANGUAGE),--language "$(LANGUAGE)")

claims: ## list every claim of the last report of STUDY: what makes it true, its values, its sentences
	@$(PYTHON) -m analysis claims "$(STUDY)" $(if $(LANGUAGE),--language "$(LANGUAGE)")

export: ## write the analysed answers of STUDY for co-authors: FORMAT=sav, dta or csv, with the model for R
	@$(PYTHON) -m analysis export "$(STUDY)" $(if $(FORMAT),--format $(FORMAT)) $(if $(OUT),--out "$(OUT)") \
		$(if $(RAW),--raw) $(if $(LANGUAGE),--language "$(LANGUAGE)")

import: ## make a study from the export of a survey platform: make import FILE=export.xlsx STUDY=name
	@$(PYTHON) -m analysis import "$(FILE)" "$(STUDY)" $(if $(YES),--yes) $(if $(KEEP),--keep "$(KEEP)") $(if $(LANGUAGE),--language "$(LANGUAGE)")

new: ## make a commented study folder that runs: make new STUDY=name
	@$(PYTHON) -m analysis new "$(STUDY)"

lab: ## open the notebooks in JupyterLab
	@$(PYTHON) -m analysis lab

schema: ## write the JSON Schema of results.json anew, after a change of what it holds
	@$(PYTHON) -m analysis schema

clean: ## remove reports, cached chapters and the environment; never data
	@$(PYTHON) -m analysis clean
