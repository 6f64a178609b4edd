"""What a class handed in: whose it is, and its cells. Names of files as Moodle and Canvas make them, or plain ones."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from helpers.assess import AssessError, pseudonyms
from helpers.course import desk
from helpers.marking import MarkingError, whole

LARGEST = 20 << 20  # bytes of a notebook
MOST_CODE = 200_000  # characters of its code cells: many times what a lesson has
MOODLE = re.compile(r"(?P<name>.+)_(?P<moodle>\d+)_assignsubmission_(?:file|onlinetext)_?")
CANVAS = re.compile(r"(?P<student>[^_]+)(?P<late>_LATE)?_(?P<canvas>\d+)_\d+_(?P<file>.+\.ipynb)")
COLUMNS = ("student", "name", "email", "moodle", "canvas", "login", "section", "group")


@dataclass(frozen=True)
class Student:
    """One name of a class; what is not known is empty."""

    student: str
    name: str = ""
    email: str = ""
    moodle: str = ""  # the participant's number in Moodle's names of folders
    canvas: str = ""  # the user's number in Canvas's names of files
    login: str = ""
    section: str = ""
    group: str = ""


@dataclass(frozen=True)
class Submission:
    """One notebook, and whose it is."""

    student: Student
    path: Path
    late: bool = False
    cells: tuple[str, ...] = ()
    written: dict[str, str] = field(default_factory=dict)  # exercise → text in its box
    group: tuple[str, ...] = ()  # who else is named in it
    note: str = ""
    files: Path | None = None  # the folder of what was handed in along with it, where a student has one of their own


def students(path: Path | None) -> list[Student]:
    """The class from a CSV file with the column ``student`` and any other of `COLUMNS`; MarkingError names what is amiss."""
    if path is None:
        return []
    try:
        table = pseudonyms.read(path)
    except AssessError as error:
        raise MarkingError(str(error)) from None
    table.columns = table.columns.str.strip()
    rows = [{c: v.strip() for c, v in row.items() if isinstance(v, str)} for row in table.to_dict("records")]
    if "student" not in table.columns:
        raise MarkingError(f"{path} needs a line for each student and a column “student”; {', '.join(COLUMNS[1:])} may follow.")  # fmt: skip
    made = [Student(**{c: row.get(c, "") for c in COLUMNS}) for row in rows if row.get("student")]
    ids = [s.student for s in made]
    twice = next((i for i in ids if ids.count(i) > 1), None)
    if twice:
        raise MarkingError(f"{path} has the student {twice!r} twice: give each one line and one identifier.")
    odd = next((i for i in ids if not re.fullmatch(r"\w[\w.@-]*", i)), None)
    if odd:
        raise MarkingError(f"{path} has the student {odd!r}: use letters, digits and . _ - @ only in this column.")
    return made


def find(folder: Path, known: list[Student], stem: str) -> list[Submission]:
    """The submissions of a lesson in a folder: one a student, whether they came as folders or as files.

    A student with several takes the last by name (Moodle and Canvas number them). MarkingError where there is none.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise MarkingError(f"{folder} is no folder: unpack what Moodle or Canvas gave you, and name the folder.")
    number, found = stem.split("_")[0], {}
    for path in sorted(p for p in folder.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts):
        other = re.search(r"(?:^|_)(\d\.\d+)_", path.name)
        if path.is_symlink() or (other and other[1] != number):
            continue
        one = replace(_whose(path, folder, known), files=path.parent if path.parent != folder else None)
        found[one.student.student] = one
    if not found:
        raise MarkingError(f"There is no notebook of lesson {number} in {folder}.")
    return [_read(one) for one in found.values()]


def _whose(path: Path, folder: Path, known: list[Student]) -> Submission:
    inside = path.relative_to(folder).parts
    canvas = CANVAS.fullmatch(path.name)
    top = MOODLE.fullmatch(inside[0]) if len(inside) > 1 else None
    if top:
        given = {"name": top["name"], "moodle": top["moodle"]}
    elif canvas:
        given = {"canvas": canvas["canvas"], "student": canvas["student"]}
    else:
        given = {"student": inside[0] if len(inside) > 1 else path.stem}
    for column in ("moodle", "canvas", "student", "name"):
        for one in known:
            if given.get(column) and getattr(one, column).casefold() == given[column].casefold():
                return Submission(one, path, bool(canvas and canvas["late"]))
    own = given.get("student") or given["name"]
    plain = (re.sub(r"[^\w.@-]+", "-", own).strip("-.") or "student")[:60]  # files are named after it
    if plain != own and not given.get("moodle"):  # two names may come to the same letters
        plain += "-" + hashlib.sha256(own.encode("utf-8", "replace")).hexdigest()[:4]
    if given.get("moodle") or given.get("canvas"):  # two may bear one name
        plain += "-" + (given.get("moodle") or given["canvas"])
    note = "not in the list of names" if known else ""
    return Submission(Student(plain, whole(given.get("name", "")), moodle=given.get("moodle", ""), canvas=given.get("canvas", "")), path, bool(canvas and canvas["late"]), note=note)  # fmt: skip


def _read(one: Submission) -> Submission:
    """A submission with what its notebook's cells say; outputs and all else that stands in the file count for nothing."""
    try:
        if one.path.stat().st_size > LARGEST:
            return replace(one, note="the file is too large to be read")
        book = json.loads(one.path.read_text(encoding="utf-8"))
        cells = [c for c in book["cells"] if isinstance(c, dict)]
        code = tuple(_source(c) for c in cells if c.get("cell_type") == "code")
        boxes = {str(c["id"])[6:].replace("-", "."): text for c in cells if str(c.get("id", "")).startswith("write-") and (text := _source(c)) != desk.BOX}  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return replace(one, note="the file is no notebook that can be read")
    if sum(map(len, code)) > MOST_CODE:
        return replace(one, note="it has more code than is read")
    group = book.get("metadata", {}).get("group") if isinstance(book.get("metadata"), dict) else None
    beside = one.files / "names.txt" if one.files else None
    if not group and beside and beside.is_file() and not beside.is_symlink() and beside.stat().st_size < 10_000:
        group = beside.read_text(encoding="utf-8", errors="replace").splitlines()
    named = tuple(whole(str(g)).strip() for g in group[:20] if str(g).strip()) if isinstance(group, list) else ()
    return replace(one, cells=code, written=boxes, group=named)


def _source(cell: dict) -> str:
    source = cell.get("source", "")
    return whole(source if isinstance(source, str) else "".join(s for s in source if isinstance(s, str)))


def shared(found: list[Submission], known: list[Student]) -> tuple[dict[str, str], list[str]]:
    """Who gets whose marks (student → the student who handed in), and what to tell about groups.

    Who handed in gets the marks of that, whoever else names them. A group is the column ``group`` of the list of names,
    else the names a submission gives, in its metadata ``group`` or in names.txt beside it.
    """
    own = {s.student.student: s for s in found}
    whose, told = {i: i for i in own}, []
    named: dict[str, set[str]] = {}
    for one in known:
        for other in found:
            if one.group and one.group == other.student.group and one.student not in own:
                named.setdefault(one.student, set()).add(other.student.student)
    for other in found:
        for name in other.group:
            one = next((k for k in known if name.casefold() in (k.student.casefold(), k.name.casefold())), None)
            if one is None:
                told.append(f"{other.student.student} names {name!r}, who is not in the list of names: no marks for that name.")  # fmt: skip
            elif one.student not in own and not one.group:
                named.setdefault(one.student, set()).add(other.student.student)
    for student, by in named.items():
        if len(by) == 1:
            whose[student] = next(iter(by))
        else:
            told.append(f"{student} is named by {' and '.join(sorted(by))}: say in the list of names which group it is; no marks yet.")  # fmt: skip
    return whose, told


def fingerprint(one: Submission, *more: str) -> str:
    """What a kept result belongs to: the same cells, run for the same ends."""
    return hashlib.sha256(json.dumps([one.cells, one.written, more]).encode()).hexdigest()
