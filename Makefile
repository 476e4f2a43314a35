# Each target does all of its own set-up; python3 (3.11 or newer), python3-venv, make and git are enough.
PYTHON ?= python3
export PORT ARGS

.PHONY: demo report test check bench fix setup clean-demo

demo: ## serve the demo province until Ctrl-C (PORT=8000)
report: ## write the province's annual inspection report and exit
test: ## run all tests on servers of their own (ARGS="tests/ops -k report")
check: ## lint, import contracts, migrations, rule book, states, texts, contrast
bench: ## measure at 200,000 cadres
fix: ## repair and format the code
setup: ## only install what is needed
clean-demo: ## remove the demo's data

demo report test check bench fix setup clean-demo:
	@$(PYTHON) -m ops $@
