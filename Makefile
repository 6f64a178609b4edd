# Two commands: `make lab` to learn, `make test` to check. Both set up what they need first.
PYTHON ?= python3
PY := .venv/bin/python
START ?= notebooks/0_start/0.1_start_here.ipynb
LAB_FLAGS := $(if $(filter 0,$(shell id -u 2>/dev/null)),--allow-root,)
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-deps
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: lab test store student key lock clean
lab: .venv/.runtime
	$(PY) -m jupyterlab $(LAB_FLAGS) $(START)

test: .venv/.tests
	$(PY) -m ruff check --no-cache .
	$(PY) -m pytest -rs -n 2 --dist loadfile tests
	$(PY) -m pytest -n 2 --dist loadfile --nbval --nbval-current-env --nbval-sanitize-with tests/sanitize.cfg notebooks

# Authors: run lessons, keep their outputs, bring the register and the README in step (LESSON=2.2 for one).
store: .venv/.tests
	$(PY) -m helpers.lessons store $(LESSON)

# Instructors: copies without solutions, and the marked-up key. A folder that is there is not written over.
student key: .venv/.runtime
	$(PY) -m helpers.lessons $@ $@

# Maintainers: make both locks anew from pyproject.toml (then give environment.yml the same versions; a test compares).
lock: .venv/.tests
	$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade -o requirements.lock pyproject.toml
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra test --extra build -c requirements.lock -o requirements-test.lock pyproject.toml

clean:
	rm -rf .venv

# The environment is made once, and again only when a lock or pyproject.toml changes.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older or missing. Try: make PYTHON=python3.12 lab"; exit 1; }
	@echo "Making .venv: about a minute, only this once."
	@$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment here; on Debian or Ubuntu: apt install python3-venv"; rm -rf .venv; exit 1; }

.venv/.runtime: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-build-isolation --no-index -e .
	@mkdir -p .venv/share/jupyter/lab/settings
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}' > .venv/share/jupyter/lab/settings/overrides.json
	@touch $@

.venv/.tests: requirements-test.lock .venv/.runtime
	$(PIP) --require-hashes -r requirements-test.lock
	@touch $@
