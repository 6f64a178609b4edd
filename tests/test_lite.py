"""The lessons for a browser: what each needs is found in its code, and the site holds what a browser does not have."""

import hashlib
import json
import re
import subprocess
import sys
import urllib.parse
import zipfile
from importlib import metadata
from pathlib import Path

import nbformat
import pytest
from packaging.utils import canonicalize_name

from helpers.course import books, desk, lab

pytest.importorskip("jupyterlite_pyodide_kernel", reason="the packages of the website are not installed")

from jupyterlite_pyodide_kernel import constants

from helpers.course import lite
from helpers.course.lite import needs, page, wheels


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return lite.build(tmp_path_factory.mktemp("lite") / "site")


@pytest.fixture(scope="module")
def listed(site):
    """The list of packages that the browser is given."""
    return json.loads((site / lite.AT / wheels.LOCK).read_text())["packages"]


@pytest.fixture(scope="module")
def lessons(site):
    """Number → notebook, as the site has them."""
    return {books.number_of(p): nbformat.read(p, 4) for p in sorted((site / "files").glob("[0-9]_*/*.ipynb"))}


def book(*sources):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])


# What a lesson needs


def test_a_package_is_found_behind_a_helper_that_imports_it_only_when_called():
    assert "pyfixest" in needs.of_lesson(book("from helpers import gravity\ngravity.estimate(1)"), "")
    assert "pyfixest" not in needs.of_lesson(book("from helpers import gravity\ngravity.timed(1, 2)"), "")


def test_what_a_module_imports_at_its_top_is_needed_by_all_who_import_it():
    assert "igraph" in needs.of_lesson(book("import helpers.network"), "")
    assert "igraph" not in needs.of_lesson(book("import helpers.mrio"), "")


def test_a_lesson_needs_what_its_checks_and_explorers_need():
    empty = book("x = 1")
    assert "igraph" not in needs.of_lesson(empty, "") and "igraph" in needs.of_lesson(empty, "3.3")


def test_a_cell_stops_where_it_needs_a_missing_package_or_what_a_stopped_cell_would_have_made():
    cells = book(
        "from helpers import gravity", "a = 1", "b = gravity.estimate(a)", "c = b + 1", "b = 2", "print(b)", "print(c)"
    )
    stopped = [c.source for c in needs.stopped(cells, {"pyfixest"})]
    assert stopped == ["b = gravity.estimate(a)", "c = b + 1", "print(c)"]


LOADED = """
import json, sys
from helpers import lesson
lesson.start({number!r})
{first}
print("LOADED", json.dumps(sorted({{m.split(".")[0] for m in sys.modules}})))
"""


@pytest.mark.parametrize("number", ["3.4"])
def test_what_the_code_says_is_what_python_loads(number):
    """The first cell of a lesson, run: no package that helpers import themselves was overlooked."""
    cells = books.read(books.find(number))
    first = next(c.source for c in cells.cells if c.cell_type == "code")
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(number=number, first=first)], capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout.partition("LOADED ")[2]))
    told = needs.of_lesson(cells, number)
    ours = set.union(*(needs.of_lesson(books.read(p), books.number_of(p)) for p in books.lessons()))
    assert {"igraph"} <= told & loaded and not (loaded & ours) - told


# The site


def test_the_site_holds_every_lesson_as_the_desk_has_it(lessons):
    faces = {books.number_of(Path(n)): nbformat.reads(t, 4) for n, t in desk.faces().items() if n.endswith(".ipynb")}
    assert set(lessons) == set(faces)
    for number, shown in lessons.items():
        assert [c.source for c in faces[number].cells if c.cell_type == "markdown"] == [
            c.source for c in shown.cells if c.cell_type == "markdown" and c.id != "in-the-browser"
        ]


def test_no_output_and_no_solution_is_in_it(lessons):
    for shown in lessons.values():
        for cell in shown.cells:
            assert not cell.get("outputs") and "solution" not in cell.metadata.get("tags", [])


def test_a_lesson_that_lacks_a_package_says_so_at_its_top_and_no_other_does(lessons, listed):
    there = {i for p in listed.values() for i in p["imports"]}
    for number, shown in lessons.items():
        lacking = needs.of_lesson(shown, number) - there
        note = shown.cells[1].source if shown.cells[1].id == "in-the-browser" else ""
        assert bool(lacking) == bool(note), number
        assert all(f"`{name}`" in note for name in lacking)


def test_what_only_some_lessons_need_is_imported_by_their_first_cell(lessons, listed):
    """The browser's Python fetches what a cell imports, and the course's wheel asks for what all lessons need."""
    there = {i for p in listed.values() for i in p["imports"]}
    with_the_course = {i for name in reach(listed, wheels.COURSE) for i in listed[name]["imports"]}
    for number, shown in lessons.items():
        first = next(c.source for c in shown.cells if c.cell_type == "code")
        imported = {a for line in re.findall(r"(?m)^import (.+?)  #", first) for a in line.split(", ")}
        assert needs.of_lesson(shown, number) & there - {"IPython"} <= with_the_course | imported, number


def reach(listed, name):
    """A package and all that it asks for."""
    found, waiting = set(), [name]
    while waiting:
        at = canonicalize_name(waiting.pop())
        if at not in found:
            found.add(at)
            waiting += listed[at]["depends"]
    return found


def test_nothing_but_pyodide_itself_is_fetched_from_elsewhere(site, listed):
    folder, elsewhere = site / lite.AT, set()
    for name in set().union(*(reach(listed, p) for p in [*lite.EARLY, wheels.COURSE])):
        file = listed[name]["file_name"]
        if file.startswith("http"):
            assert file.startswith(constants.PYODIDE_CDN_URL)
            elsewhere.add(name)
        else:
            assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == listed[name]["sha256"], name
    assert {"numpy", "pandas"} <= elsewhere and not {"seaborn", "anywidget", "ipywidgets", wheels.COURSE} & elsewhere


def test_wheels_are_of_the_versions_installed_and_of_the_course_with_its_data(site, listed):
    for name in ("seaborn", "anywidget", "ipywidgets", "comm", "psygnal"):
        assert listed[name]["version"] == metadata.version(name)
    with zipfile.ZipFile(site / lite.AT / listed[wheels.COURSE]["file_name"]) as held:
        names = held.namelist()
    assert "helpers/data/catalogue.toml" in names and "helpers/lesson.py" in names


def test_pip_installs_the_wheels(site, tmp_path):
    made = [str(p) for p in sorted((site / lite.AT).rglob("*.whl")) if "gvc_" not in p.name]
    assert len(made) >= 5
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-compile",
        "--target",
        tmp_path,
    ]
    assert subprocess.run([*command, *made], capture_output=True).returncode == 0
    code = "import anywidget, psygnal; print(anywidget.__file__, psygnal.Signal)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)}
    )
    assert str(tmp_path) in done.stdout, done.stderr


def test_the_list_of_packages_is_of_the_pyodide_that_the_kernel_starts(site):
    config = json.loads((site / lite.SIGN).read_text())["jupyter-config-data"]
    started = config["litePluginSettings"][f"{lite.PLUGIN}:kernel"]
    assert started["pyodideUrl"] == f"{constants.PYODIDE_CDN_URL}/{constants.PYODIDE_MJS}"
    assert (lite.HERE / f"pyodide-{constants.PYODIDE_VERSION}.json").is_file()
    assert (site / started["loadPyodideOptions"]["lockFileURL"]).is_file()


def test_widgets_have_what_shows_them(site):
    config = json.loads((site / lite.SIGN).read_text())["jupyter-config-data"]
    assert {e["name"] for e in config["federated_extensions"]} == {lite.PLUGIN, *lite.WIDGETS}
    for e in config["federated_extensions"]:
        assert (site / "extensions" / e["name"] / e["load"]).is_file()


def test_every_link_of_the_first_page_and_of_the_lessons_leads_somewhere(site, lessons):
    text = (site / "index.html").read_text()
    opened = [urllib.parse.unquote(p) for p in re.findall(r'href="lab/index.html\?path=([^"]+)"', text)]
    assert opened[0] == lab.START and len(opened) == len(lessons) + 1
    assert all((site / "files" / p).is_file() for p in opened) and (site / "lab/index.html").is_file()
    for path in (site / "files").glob("[0-9]_*/*.ipynb"):
        words = "\n".join(c.source for c in nbformat.read(path, 4).cells if c.cell_type == "markdown")
        for target in re.findall(r"\]\((?!https?:|#)([^)\s#]+)", words):
            assert (path.parent / urllib.parse.unquote(target)).exists(), (path.name, target)


def test_the_first_page_leads_back_to_the_website_where_it_stands_below_one(tmp_path):
    (tmp_path / "gvc_lessons-0-py3-none-any.whl").write_bytes(b"")
    for below in (True, False):
        page.write(tmp_path, [], own=False, below=below)
        assert ('href="../index.html"' in (tmp_path / "index.html").read_text()) == below


def test_the_first_page_says_how_much_is_fetched_and_which_lessons_stop(site, lessons):
    text = (site / "index.html").read_text()
    course = next(site.rglob("gvc_lessons-*.whl")).stat().st_size / 1e6
    assert f"{course:.0f} MB: the course" in text
    assert (
        len(re.findall("do(?:es)? not run in a browser", text))
        == sum(s.cells[1].id == "in-the-browser" for s in lessons.values())
        > 0
    )


# What is in the way


def test_a_folder_that_is_no_site_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(books.LessonError, match="Name another folder"):
        lite.build(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_kernel_that_is_none_is_told(tmp_path):
    with pytest.raises(books.LessonError, match="folder of a Pyodide distribution"):
        lite.build(tmp_path / "site", tmp_path)
    (tmp_path / constants.PYODIDE_MJS).touch()
    (tmp_path / wheels.LOCK).write_text("[]")
    with pytest.raises(books.LessonError, match="no list of Pyodide's packages"):
        lite.build(tmp_path / "site", tmp_path)


def test_a_package_with_a_compiled_part_and_no_source_for_it_is_not_taken_for_pure():
    assert wheels.is_pure(metadata.distribution("psygnal")) and not wheels.is_pure(metadata.distribution("igraph"))
