# Two commands: `make lab` to learn, `make test` to check. Both set up what they need first.
PYTHON ?= python3
PY := .venv/bin/python
COURSE := $(PY) -m helpers.course
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-deps
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: lab over test author store render new student key lock clean
# Learners: lay out desk/ (what you changed there stays) and open JupyterLab in it. FLAGS go to JupyterLab.
lab: .venv/.runtime
	@$(COURSE) lab $(FLAGS)

# Start a lesson over; your copy stays beside the new one (make over LESSON=2.2).
over: .venv/.runtime
	@$(COURSE) desk --over $(or $(LESSON),$(error Say which lesson: make over LESSON=2.2))

test: .venv/.tests
	$(PY) -m ruff check --no-cache .
	$(PY) -m pytest -rs -n 2 --dist loadfile tests
	$(PY) -m pytest -n 2 --dist loadfile --nbval --nbval-current-env --nbval-sanitize-with tests/sanitize.cfg notebooks

# Authors: open the lessons themselves.
author: .venv/.tests
	@$(COURSE) author $(FLAGS)

# Authors: run lessons, keep their outputs and render all that follows (LESSON=2.2 for one; REDRAW=1 keeps every new
# picture). `render` writes what follows without running anything: headers, map, register, README, glossary page.
store: .venv/.tests
	$(COURSE) store $(LESSON) $(if $(REDRAW),--redraw)
render: .venv/.tests
	$(COURSE) render

# Authors: a lesson from the template (make new LESSON=3.2 SLUG=light_the_dark_corners).
new: .venv/.tests
	@$(COURSE) new $(LESSON) $(SLUG)

# Instructors: copies without solutions, and the marked-up key. A folder that is there is not written over.
student key: .venv/.runtime
	@$(COURSE) $@ $@

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
