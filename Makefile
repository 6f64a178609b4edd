# Two commands: `make lab` to learn, `make test` to check. Both set up what they need first.
PY := .venv/bin/python
COURSE := $(PY) -m helpers.course
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-deps
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE
# Jupyter keeps settings at home; where no home can be written to, .venv has room for them. A browser needs a TMPDIR.
export HOME := $(shell test -d "$$HOME" -a -w "$$HOME" && printf %s "$$HOME" || printf %s "$$PWD/.venv/home")
export TMPDIR := $(shell test -d "$$TMPDIR" -a -w "$$TMPDIR" && printf %s "$$TMPDIR" || printf /tmp)

.PHONY: lab over test author store render new student key mark site check-site lock clean
# Learners: lay out desk/ (what you changed there stays) and open JupyterLab in it. FLAGS go to JupyterLab.
lab: .venv/.ready
	@$(COURSE) lab $(FLAGS)

# Start a lesson over; your copy stays beside the new one (make over LESSON=2.2).
over: .venv/.ready
	@$(COURSE) desk --over $(or $(LESSON),$(error Say which lesson: make over LESSON=2.2)) $(FLAGS)

test: export GVC_DATA :=
test: .venv/.tests
	$(PY) -m ruff check --no-cache .
	$(PY) -m pytest -rs -n 2 --dist loadfile --no-loadscope-reorder tests
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

# Instructors: copies without solutions, and the marked-up key (OUT=~/student for another folder, which must be new).
student key: .venv/.ready
	@$(COURSE) $@ "$(or $(OUT),$@)"

# Instructors: mark a class set (make mark IN=~/class/submissions/2.2 OUT=~/class/marks/2.2 FLAGS="--names ~/class.csv"); see
# notebooks/teach/marking.md.
mark: .venv/.tests
	@$(COURSE) mark "$(or $(IN),$(error Say where the submissions are: make mark IN=~/class/submissions/2.2))" --out "$(or $(OUT),marks)" $(FLAGS)

# Maintainers: the website, its Chinese frame and the lessons that run in a browser, from the stored lessons, offline (OUT=~/site for another folder; FLAGS=--quick for a quick look).
site: .venv/.tests
	$(COURSE) site --out "$(or $(OUT),site)" $(FLAGS)
	$(COURSE) site --out "$(or $(OUT),site)/zh" --language zh $(FLAGS)
	$(COURSE) lite --out "$(or $(OUT),site)/lab"

# Maintainers: every page by axe, in light and dark (`make test` looks at pages of each kind only; this takes minutes).
check-site: export GVC_EVERY_PAGE := 1
check-site: .venv/.tests
	$(PY) -m pytest -rs tests/test_site_in_browser.py

# Maintainers: make all three locks anew from pyproject.toml (then give environment.yml the same versions; a test compares).
# The newest versions allowed, or the oldest: RESOLUTION=lowest-direct.
lock: LOCK := -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade --resolution $(or $(RESOLUTION),highest)
lock: .venv/.tests
	$(PY) -m pip install --quiet uv
	$(PY) $(LOCK) -o requirements.lock pyproject.toml
	$(PY) $(LOCK) --extra test --extra build --extra site --extra teach -c requirements.lock -o requirements-test.lock pyproject.toml
	$(PY) $(LOCK) -c requirements.lock -o hub/requirements.lock hub/requirements.in

clean:
	rm -rf .venv

# The environment is made once, brought up to date when a lock changes, and made anew where a set-up was cut short (it
# has no .ready) or its Python is gone or another one. Nothing in it names this folder, which may be moved or copied:
# course.pth leads from its packages back here, and whatever is run is run by .venv/bin/python.
# The pip that comes with an older Python takes a minute longer; where there is no newer one to be had, it does.
# One set-up at a time: descriptor 9 holds a lock as long as any part of a set-up is at work, even if its make is gone.
$(shell $(PY) -Ic "import helpers" 2>/dev/null || rm -f .venv/.ready .venv/.tests 2>/dev/null)
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
WAIT := import fcntl; fcntl.flock(9, fcntl.LOCK_EX)
YOURS := test -w . || { echo "You may not write in this folder. Make a copy that is yours: cp -R \"$$PWD\" ~/gvc && chmod -R u+w ~/gvc && cd ~/gvc"; exit 1; }
SAY := { echo "The set-up was not finished; the lines above say why. It needs the network and 1.5 GB of room; then the same command again."; exit 1; }

.venv/.ready: requirements.lock
	@$(YOURS)
	@exec 9>> $<; made=; test -f $@ && $(PY) -c "$(WAIT)" 2>/dev/null; test -f $@ || { \
	echo "Making .venv: about a minute, only this once."; \
	for p in "$(PYTHON)" python3 python3.13 python3.12 python3.11; do \
	"$$p" -c "$(FITS)" 2>/dev/null || continue; "$$p" -c "$(WAIT)" 2>/dev/null; \
	test -f $@ && made=1 && break; rm -rf .venv && "$$p" -m venv .venv && made=1 && break; done; \
	test "$$made" || { echo "Python 3.11, 3.12 or 3.13 with its module venv is needed (on Debian or Ubuntu: apt install python3-venv)."; \
	echo "One that is elsewhere can be named: make lab PYTHON=/opt/python3.12/bin/python3"; exit 1; }; }; \
	rm -f $@ .venv/.tests; $(PIP) "pip>=25.2" 2>/dev/null; $(PIP) --require-hashes -r $< || $(SAY); \
	(cd .venv/lib/python3.*/site-packages && echo ../../../.. > course.pth) && mkdir -p .venv/home .venv/share/jupyter/lab/settings && \
	echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}' > .venv/share/jupyter/lab/settings/overrides.json && \
	touch $@ || $(SAY)

.venv/.tests: requirements-test.lock .venv/.ready
	@$(YOURS)
	@exec 9>> requirements.lock; $(PY) -c "$(WAIT)" 2>/dev/null; \
	rm .venv/.ready && $(PIP) --require-hashes -r $< && touch .venv/.ready $@ || $(SAY)
