"""Everything is written whole or not at all: on a full disk, by a killed process, by several at once."""

import ast
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from disk import ENDS, at_every_step, parts, visible

from helpers import writing

HELPERS = Path(writing.__file__).parent
LEFT = {  # what may touch a disk without `writing`: names of files change hands, or a program of its own does it
    "build/command.py": "puts what is ready in its place",
    "build/wheel.py": "pip's own folder",
    "progress.py": "puts a damaged file aside",
    "sources/download.py": "what was fetched beside",
    "course/lab.py": "Jupyter's own folders",
    "course/desk.py": "takes away a lesson that the course gave up",
    "course/lite/__init__.py": "a site made beside, then put in its place",
    "course/lite/page.py": "in the site made beside",
    "course/lite/wheels.py": "in the site made beside",
    "course/term.py": "deletes what an instructor says",
    "course/translate.py": "templates made anew by their library",
    "course/website/build.py": "a site made beside, then put in its place",
    "course/website/live.py": "in the site made beside",
    "course/website/outputs.py": "in the site made beside",
    "course/wheels.py": "pip's own folder",
    "assess/pseudonyms.py": "the folder of the key",
    "marking/gradebook.py": "nbgrader's own file is made beside and put in its place",
    "marking/sandbox.py": "rooms of submissions, thrown away",
}


@pytest.mark.parametrize("how", ENDS)
def test_a_file_is_the_old_one_or_the_new_one_after_every_step(tmp_path, how):
    path = tmp_path / "a" / "b.txt"

    def fresh():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"old")

    def look():
        assert path.read_bytes() in (b"old", b"new") and (how == "killed" or not parts(tmp_path))

    def end():
        assert path.read_bytes() == b"new" and not parts(tmp_path)

    assert at_every_step(how, fresh, lambda: writing.write(path, "new"), look, end) >= 3


@pytest.mark.parametrize("how", ENDS)
def test_a_folder_is_there_whole_or_not_there(tmp_path, how):
    whole = {"student/1/a.txt": b"one", "student/b.txt": b"two"}

    def fresh():
        shutil.rmtree(tmp_path / "student", ignore_errors=True)

    def make():
        if not (tmp_path / "student").exists():
            with writing.folder(tmp_path / "student") as new:
                writing.write(new / "1" / "a.txt", "one")
                writing.write(new / "b.txt", "two")

    def look():
        assert visible(tmp_path) in ({}, whole) and (how == "killed" or not parts(tmp_path))

    def end():
        assert visible(tmp_path) == whole and not parts(tmp_path)

    assert at_every_step(how, fresh, make, look, end) >= 8


def test_a_folder_that_is_there_is_never_written_over(tmp_path):
    with pytest.raises(OSError), writing.folder(tmp_path / "mine") as fresh:
        writing.write(fresh / "a", "1")
        writing.write(tmp_path / "mine" / "b", "2")  # meanwhile
    assert visible(tmp_path) == {"mine/b": b"2"} and parts(tmp_path) == []


def test_an_error_names_the_file_that_was_to_be_written(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError) as said:
        writing.write(tmp_path / "file" / "b.txt", "new")
    assert said.value.filename == str(tmp_path / "file" / "b.txt")
    assert writing.reason(said.value) == "a file stands where a folder should be: move it away"


def test_what_is_there_already_is_not_written(tmp_path):
    path = tmp_path / "a.txt"
    assert writing.write(path, "ä\n") and not writing.write(path, "ä\n".encode())


def test_rights_and_links_stay(tmp_path):
    path, link = tmp_path / "a.txt", tmp_path / "link.txt"
    path.touch()
    path.chmod(0o660)
    link.symlink_to(path)
    writing.write(link, "new")
    assert link.is_symlink() and path.read_text() == "new" and path.stat().st_mode & 0o777 == 0o660


def killed_while_writing(path: Path) -> None:
    code = f"import os, signal; from helpers import writing; os.fsync = lambda _: os.kill(os.getpid(), 9); writing.write({str(path)!r}, 'new')"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(HELPERS.parent)})
    assert done.returncode == -9


def test_what_a_killed_process_left_goes_with_the_next_and_that_of_a_living_one_stays(tmp_path):
    path = tmp_path / "[a].txt"
    killed_while_writing(path)
    assert not path.exists() and len(parts(tmp_path)) == 1
    with writing.beside(path) as other:
        other.touch()
        writing.write(path, "mine")
        assert parts(tmp_path) == [other]
    assert path.read_text() == "mine" and parts(tmp_path) == []


def test_one_is_let_in_at_a_time_and_nobody_waits_for_ever(tmp_path):
    inside, most = [], []

    def work():
        with writing.locked(tmp_path / ".lock"):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.01)
            inside.pop()

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert most == [1] * 8
    with writing.locked(tmp_path / ".lock"), writing.locked(tmp_path / ".lock", seconds=0.05):
        pass  # the second went on without
    with writing.locked(tmp_path / "nowhere" / ".lock"):
        pass


def test_a_free_name_is_numbered(tmp_path):
    first = writing.free(tmp_path / "a.json", "damaged")
    first.touch()
    assert [first.name, writing.free(tmp_path / "a.json", "damaged").name] == [
        "a (damaged).json",
        "a (damaged, 2).json",
    ]


def writes(call: ast.Call) -> bool:
    """Whether a call changes the disk: makes, fills, renames or takes away a file or folder."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    home = getattr(getattr(call.func, "value", None), "id", "")
    said = [a.value for a in [*call.args, *(k.value for k in call.keywords)] if isinstance(a, ast.Constant)]
    return (
        name in {"write_text", "write_bytes", "savefig", "copyfile", "copytree", "unlink", "rmtree", "mkdir", "extractall"}
        or (name in {"replace", "rename", "move"} and home in {"os", "shutil", "path", "part"})
        or (name == "open" and any(isinstance(m, str) and set(m) & set("wxa+") and set(m) <= set("rwxabt+") for m in said))
        or (name.startswith("to_") and name in {"to_csv", "to_excel", "to_parquet", "to_json", "to_stata"} and bool(call.args))
        or (name in {"savez", "savez_compressed", "save"} and getattr(call.args[0], "id", "") not in ("buffer", "packed"))
    )  # fmt: skip


def test_nothing_in_the_house_writes_by_itself():
    """A new place that writes uses `writing`, or stands in LEFT with its reason."""
    found = set()
    for path in HELPERS.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(n, ast.Call) and writes(n) for n in ast.walk(tree)):
            found.add(path.relative_to(HELPERS).as_posix())
    assert "writing.py" in found and found - {"writing.py", *LEFT} == set()
