"""The front of the house: what the README says is so, links open what they name, and what runs elsewhere is well formed."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import test_bad_input
import test_exercises
import yaml
from nbformat import v4
from packaging.requirements import Requirement
from packaging.version import Version
from PIL import Image

from helpers import exercises
from helpers.course import __main__ as command
from helpers.course import books, links
from helpers.tables import course

ROOT = books.ROOT
README = (ROOT / "README.md").read_text(encoding="utf-8")
FRONT = README.partition("<!-- lessons:start -->")[0]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = {p.name: yaml.safe_load(p.read_text(encoding="utf-8")) for p in (ROOT / ".github/workflows").iterdir()}
JOBS = {(name, job): made for name, flow in WORKFLOWS.items() for job, made in flow["jobs"].items()}
ADDRESS, HUB = "https://github.com/OWNER/NAME", "https://hub.example.edu"
LESSON = "0_start/0.1_start_here.ipynb"


def said(number: str) -> int:
    """A number that the README's front says, such as the 1,100 of "more than 1,100 cells"."""
    return int(re.search(number.replace("N", r"([\d,]+)"), " ".join(FRONT.split()))[1].replace(",", ""))


# The README


def test_the_front_fits_two_screens():
    """Rendered at 1280 by 800 it takes 1,290 pixels; words and lines stand for them here."""
    assert len(FRONT.split()) <= 450 and len(FRONT.splitlines()) <= 55


def test_the_moving_picture_moves_is_small_and_says_in_words_what_it_shows():
    words, file = re.search(r"!\[([^]]+)\]\(([^)]+)\)", FRONT).groups()
    with Image.open(ROOT / file) as picture:
        assert picture.n_frames > 10
    assert len(words) > 100 and (ROOT / file).stat().st_size < 1e6


def test_counts_of_the_front_are_those_of_the_course():
    assert said("N lessons") == len(books.lessons()) and said("its N claims") == len(course.claims())
    assert said("each of the N exercises") == len(list(exercises.every()))


def test_more_than_so_many_is_true_and_not_old():
    cells = [c for p in books.lessons() for c in books.read(p).cells if c.cell_type == "code"]
    compared = sum("nbval-ignore-output" not in books.tags(c) for c in cells)
    bad = sum(len(values) for *_, bad in test_bad_input.table() for values in bad.values())
    for floor, there in (
        ("than N cells", compared),
        ("than N bad inputs", bad),
        ("than N odd", len(test_exercises.ODD)),
    ):
        assert said(floor) < there < 2 * said(floor), floor


def test_more_than_so_many_tests(request):
    if {p.name for p in ROOT.glob("tests/**/test_*.py")} - {i.path.name for i in request.session.items}:
        pytest.skip("counted where all tests are collected")
    assert said("than N tests") < len(request.session.items) < 1.3 * said("than N tests")


def test_every_link_of_the_readme_leads_to_a_file_or_a_heading():
    headings = {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in re.findall(r"(?m)^#+ (.+)$", README)}
    for to in re.findall(r"\]\(([^)]+)\)", README):
        assert to.startswith("https://") or (to[1:] in headings if to[0] == "#" else (ROOT / to).exists()), to


def test_every_make_command_of_the_readme_is_there():
    targets = made()
    assert set(re.findall(r"`make (\w+)", README)) <= targets


def made() -> set[str]:
    """The Makefile's targets."""
    found = re.findall(r"(?m)^([\w./][\w./ ]*?):(?![=])", (ROOT / "Makefile").read_text(encoding="utf-8"))
    return {target for line in found for target in line.split()}


# The citation


def test_the_citation_has_what_its_form_requires():
    assert CITATION["cff-version"] == "1.2.0" and CITATION["type"] == "software"
    assert all(CITATION[k] for k in ("message", "title", "authors", "license", "abstract", "keywords"))
    assert all("name" in a or "family-names" in a for a in CITATION["authors"])


def test_version_and_address_say_the_same_wherever_they_stand():
    assert str(CITATION["version"]) == PROJECT["version"]
    assert CITATION.get("repository-code", "") == PROJECT.get("urls", {}).get("Repository", "")
    newest = re.findall(r"(?m)^## (\d[\d.]*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))[0]
    assert newest == PROJECT["version"]
    assert set(CITATION["license"]) == set(PROJECT["license"].split(" AND "))


# The environment and the desk for Binder


def test_the_environment_is_one_exact_version_a_line():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert set(environment) == {"name", "channels", "dependencies"} and environment["channels"] == ["conda-forge"]
    *lines, last = environment["dependencies"]
    assert all(re.fullmatch(r"[a-z][a-z0-9_-]*=\d+(\.\d+)+", x) for x in lines if x != "pip"), lines
    assert len(set(lines)) == len(lines) and set(last) == {"pip"}
    *pinned, course_itself = last["pip"]
    assert course_itself == "-e ." and all(re.fullmatch(r"[a-z]+==\d+(\.\d+)+", x) for x in pinned)


def test_the_environment_names_a_python_that_the_course_runs_on():
    named = re.search(r"(?m)^  - python=(\S+)$", (ROOT / "environment.yml").read_text(encoding="utf-8"))[1]
    assert Version(named) in Requirement(f"python{PROJECT['requires-python']}").specifier


def test_binder_runs_a_command_there_is_and_reads_the_environment_at_the_root():
    last = (ROOT / "postBuild").read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("python -m helpers.course ") and os.access(ROOT / "postBuild", os.X_OK)
    assert command.parser().parse_args(last.split()[3:]).command == "desk"
    assert not (ROOT / "binder").exists() and not (ROOT / ".binder").exists()  # either would hide the one at the root


# Links


def test_links_open_the_lesson_they_name():
    assert links.binder(ADDRESS, LESSON) == (
        "https://mybinder.org/v2/gh/OWNER/NAME/HEAD?urlpath=lab%2Ftree%2Fdesk%2F0_start%2F0.1_start_here.ipynb"
    )
    assert links.colab(ADDRESS, LESSON) == (
        "https://colab.research.google.com/github/OWNER/NAME/blob/desk/colab/0_start/0.1_start_here.ipynb"
    )
    assert links.pulled(HUB, ADDRESS, LESSON) == (
        "https://hub.example.edu/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2FOWNER%2FNAME"
        "&branch=desk&urlpath=lab%2Ftree%2FNAME%2F0_start%2F0.1_start_here.ipynb"
    )


def test_elsewhere_than_on_github_binder_still_opens_and_colab_is_left_out():
    lines = list(links.every("https://git.example.org/a/b.git"))
    assert len(lines) == len(books.lessons()) and "/v2/git/https%3A%2F%2Fgit.example.org%2Fa%2Fb/HEAD" in lines[0]


def test_every_lesson_has_its_links(capsys):
    assert command.main(["links", "--repository", ADDRESS + ".git/", "--hub", HUB + "/"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [x.split()[:2] for x in lines] == [
        [books.number_of(p), place] for p in books.lessons() for place in ("Binder", "Colab", "hub")
    ]
    assert not any("//hub/" in x or "NAME.git" in x for x in lines)


@pytest.mark.parametrize(
    "repository, hub, words",
    [
        ("", "", "has no public address yet"),
        ("github.com/a/b", "", "is no web address: write it like https://github.com/OWNER/NAME"),
        ("https://github.com/a", "", "names no owner and repository"),
        ("https://github.com/a b/c", "", "is no web address"),
        ("git@github.com:a/b.git", "", "is no web address"),
        (ADDRESS, "hub.example.edu", "is no web address: write it like https://hub.example.edu"),
        (ADDRESS, "ftp://hub", "is no web address"),
    ],
)
def test_an_address_that_is_none_is_told_in_a_sentence(capsys, repository, hub, words):
    assert command.main(["links", "--repository", repository, "--hub", hub]) == 1
    told = capsys.readouterr()
    assert words in told.err and told.err.count("\n") == 1 and told.out == ""


def test_the_readme_gets_badges_once_there_is_an_address_and_loses_them_with_it(monkeypatch):
    monkeypatch.setattr(links, "address", lambda: ADDRESS)
    there = links.with_badges(README)
    assert f"[Open in Binder]({links.binder(ADDRESS)})" in there and f"[Open in Colab]({links.colab(ADDRESS)})" in there
    monkeypatch.setattr(links, "address", lambda: "")
    assert "mybinder.org" not in links.with_badges(there)


# Colab


def small():
    """A lesson of two cells as a copy for Colab."""
    words = '[a](0.4_count_value_added.ipynb), [b](../glossary.md#value-added "what …"), [c](https://example.org/d.md)'
    face = v4.new_notebook(cells=[v4.new_markdown_cell(words), v4.new_code_cell("from helpers import lesson")])
    return links.in_colab(face, LESSON, ADDRESS)


def test_a_copy_for_colab_says_first_what_to_do_and_its_links_work_there():
    first, second, words, _ = small().cells
    assert first.source.startswith("**In Colab.** Run the next cell first") and "git clone" in second.source
    assert f"[a]({links.colab(ADDRESS, '0_start/0.4_count_value_added.ipynb')})" in words.source
    assert f'[b]({ADDRESS}/blob/desk/glossary.md#value-added "what …")' in words.source
    assert "[c](https://example.org/d.md)" in words.source


def test_colab_gets_what_lessons_import_and_keeps_its_own_kernel():
    asked = {Requirement(r).name for r in re.findall(r'"([^"]+[\d])"', small().cells[1].source)}
    direct = {Requirement(r).name for r in PROJECT["dependencies"]}
    assert asked == direct - links.NOT_IN_COLAB and links.NOT_IN_COLAB <= direct


def test_the_first_cell_of_colab_fetches_the_course_and_shows_explorers(tmp_path):
    """Run as it is, but for the address: a repository of this disk stands for the course, a stub for Colab's module."""
    origin, work = tmp_path / "origin", tmp_path / "content"
    (origin / "helpers").mkdir(parents=True)
    (origin / "helpers/__init__.py").write_text("HERE = 'the clone'\n")
    git(origin, "init", "-q")
    git(origin, "add", "-A")
    git(origin, "commit", "-qm", "A course")
    (work / "google/colab").mkdir(parents=True)
    (work / "google/colab/output.py").write_text("def enable_custom_widget_manager():\n    print('widgets on')\n")
    cell = small().cells[1].source.replace(ADDRESS, origin.as_uri())
    (work / "cell.ipy").write_text(f"{cell}\nimport helpers; print(helpers.HERE)\n")
    for _ in range(2):  # a second time, as after a restart
        done = subprocess.run(
            [sys.executable, "-m", "IPython", "cell.ipy"], cwd=work, capture_output=True, text=True, timeout=120,
            env={**os.environ, "PIP_NO_INDEX": "1", "IPYTHONDIR": str(tmp_path), "PYTHONPATH": str(work)},
        )  # fmt: skip
        assert done.stdout.splitlines()[-2:] == ["widgets on", "the clone"], done.stdout + done.stderr


def git(folder: Path, *words: str) -> str:
    """What git says, with a name of its own and no settings of whoever runs the tests."""
    who = {f"GIT_{role}_{part}": "test@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    env = os.environ | who | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(["git", "-C", folder, *words], env=env, check=True, capture_output=True, text=True).stdout


# What runs elsewhere


def test_learners_copies_are_pushed_as_one_more_commit_with_no_solution_in_them(tmp_path):
    """`.ci/share` to a repository of this disk, as for two releases; the first had one old lesson and nothing else."""
    course_itself, public = tmp_path / "course", tmp_path / "public.git"
    (course_itself / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci/share", course_itself / ".ci")
    (course_itself / "helpers").symlink_to(ROOT / "helpers")
    git(tmp_path, "init", "-q", "--bare", str(public))
    git(course_itself, "init", "-q")
    git(course_itself, "remote", "add", "origin", str(public))
    git(course_itself, "commit", "-q", "--allow-empty", "-m", "A release")
    who = {f"GIT_{role}_{part}": "test@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    first = tmp_path / "first"
    first.write_text('#!/bin/sh\nmkdir -p "$4" && echo old > "$4/old.ipynb"\n')
    first.chmod(0o755)
    for python in (str(first), sys.executable):
        env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | who | {"PYTHON": python}
        subprocess.run(["bash", ".ci/share", ADDRESS], cwd=course_itself, env=env, check=True, timeout=300)
    assert len(git(public, "log", "--format=%s", "desk").splitlines()) == 2
    files = git(public, "ls-tree", "-r", "--name-only", "desk").splitlines()
    lessons = [p.relative_to(books.NOTEBOOKS).as_posix() for p in books.lessons()]
    assert sorted(files) == sorted([*lessons, "glossary.md", *(f"colab/{p}" for p in lessons), "colab/glossary.md"])
    for at in (LESSON, f"colab/{LESSON}"):
        text = git(public, "show", f"desk:{at}")
        assert '"solution"' not in text and ("In Colab" in text) == at.startswith("colab/")


KNOWN = {
    "actions/checkout@v4",
    "actions/setup-python@v5",
    "actions/upload-pages-artifact@v3",
    "actions/deploy-pages@v4",
}


def steps():
    for job in JOBS.values():
        yield from job.get("steps", ())


def test_workflows_use_nothing_but_known_actions_pinned_by_version():
    assert {s["uses"] for s in steps() if "uses" in s} == KNOWN
    for (_, name), job in JOBS.items():
        local = job.get("uses", "")
        assert "steps" in job or (ROOT / local).is_file(), name


def test_workflows_may_only_read_but_for_the_two_jobs_that_publish():
    assert all(flow["permissions"] == {"contents": "read"} for flow in WORKFLOWS.values())
    more = {job: made["permissions"] for (_, job), made in JOBS.items() if "permissions" in made}
    assert more == {"pages": {"pages": "write", "id-token": "write"}, "desk": {"contents": "write"}}


def test_commands_of_workflows_are_there():
    run = "\n".join(s["run"] for s in steps() if "run" in s)
    assert set(re.findall(r"make (\S+)", run)) <= made() and {"site", "lock"} <= set(re.findall(r"make (\S+)", run))
    assert all((ROOT / script).is_file() for script in re.findall(r"bash (\S+)", run))
    ids = re.findall(r"tests/(\S+)::(\w+)", str(WORKFLOWS["upkeep.yml"]))
    assert ids and all(f"def {test}(" in (ROOT / "tests" / file).read_text(encoding="utf-8") for file, test in ids)


def test_nothing_is_published_before_the_checks_and_the_tag_is_the_version(tmp_path):
    jobs = WORKFLOWS["publish.yml"]["jobs"]
    assert WORKFLOWS["publish.yml"][True] == {"push": {"tags": ["v*"]}}  # YAML reads the key `on` as True
    assert jobs["build"]["needs"] == "check" and jobs["pages"]["needs"] == jobs["desk"]["needs"] == "build"
    assert "workflow_call" in WORKFLOWS["ci.yml"][True]
    (guard,) = (s["run"] for s in jobs["build"]["steps"] if s.get("name") == "The tag is the version")
    for tag, code in ((f"v{PROJECT['version']}", 0), ("v9.9.9", 1)):
        assert (
            subprocess.run(["bash", "-e", "-c", guard], cwd=ROOT, env=os.environ | {"GITHUB_REF_NAME": tag}).returncode
            == code
        )


def test_upkeep_tries_the_newest_and_the_oldest_each_month():
    flow = WORKFLOWS["upkeep.yml"]
    assert re.fullmatch(r"\d+ \d+ 1 \* \*", flow[True]["schedule"][0]["cron"])
    tried = {(m["packages"], m["resolution"]) for m in flow["jobs"]["check"]["strategy"]["matrix"]["include"]}
    assert tried == {("newest", "highest"), ("oldest", "lowest-direct")}
    versions = {Version(m["python"]) for m in flow["jobs"]["check"]["strategy"]["matrix"]["include"]}
    assert {Version("3.11"), Version("3.13")} == versions


@pytest.mark.parametrize(
    "report, words",
    [("FAILED tests/test_a.py::test_b - no\n1 failed, 2 passed in 3.0s\n", ["FAILED tests/test_a.py::test_b - no", "1 failed, 2 passed in 3.0s"]), (None, ["They were not run to their end: see the log."])],
)  # fmt: skip
def test_the_report_says_which_versions_were_tried_and_what_failed(tmp_path, report, words):
    (told,) = (s["run"] for s in WORKFLOWS["upkeep.yml"]["jobs"]["check"]["steps"] if s.get("name") == "Report")
    git(tmp_path, "init", "-q")
    for lock, version in (("requirements.lock", "1.0"), ("requirements-test.lock", "1.0")):
        (tmp_path / lock).write_text(f"numpy=={version} \\\n    --hash=sha256:a\nsame==3 \\\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "locks")
    (tmp_path / "requirements.lock").write_text("numpy==2.0 \\\n    --hash=sha256:b\nsame==3 \\\n")
    if report:
        (tmp_path / "report.txt").write_text(report)
    env = os.environ | {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), "HEADING": "Newest"}
    subprocess.run(["bash", "-e", "-o", "pipefail", "-c", told], cwd=tmp_path, env=env, check=True)
    lines = (tmp_path / "summary.md").read_text().splitlines()
    assert lines[0] == "## Newest" and {"+numpy==2.0", "-numpy==1.0", *words} <= set(lines)
    assert not any("same" in x or "sha256" in x for x in lines)
