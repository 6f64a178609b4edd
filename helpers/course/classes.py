"""Commands for whoever teaches a class: marks, the test and its gain, pseudonyms, terms, wheels."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers import writing
from helpers.course import term, wheels
from helpers.course.books import LessonError


def commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add this module's commands; each says what runs it in ``run``."""
    one = command("assess", "write the test (two forms) and the survey: Moodle XML, QTI, to print, keys")
    one.add_argument("out", type=path, help="a folder of yours, outside the course")
    one.set_defaults(run=_assess)

    one = command("pseudonyms", "take the names out of a platform's list of grades")
    one.add_argument("grades", type=path, help="the list as Moodle or Canvas hands it out (CSV)")
    one.add_argument("out", type=path, help="the list without names: pseudonym, percent, background")
    one.add_argument("--secret", type=path, required=True, help="the file of the key; made where there is none")
    one.add_argument("--term", help="note both files in their folder's ledger, so that `forget` knows them")
    one.set_defaults(run=_pseudonyms)

    one = command("gain", "the paired gain between two lists without names, with its interval")
    one.add_argument("pre", type=path)
    one.add_argument("post", type=path)
    one.set_defaults(run=_gain)

    one = command("note", "note files and folders of a term, such as marks, so that `forget` knows them")
    one.add_argument("folder", type=path, help="the folder of the term")
    one.add_argument("what", nargs="+", help="files and folders in it")
    one.add_argument("--term", required=True)
    one.set_defaults(run=_note)

    one = command("forget", "delete what is known of a term below a folder; asks before")
    one.add_argument("folder", type=path)
    one.add_argument("--term", required=True)
    one.add_argument("--yes", action="store_true", help="do not ask")
    one.set_defaults(run=_forget)

    one = command("changed", "which right answers differ between two terms (tags or commits)")
    one.add_argument("old")
    one.add_argument("new")
    one.add_argument("--csv", type=path, help="write every difference, economy by economy, into this file")
    one.set_defaults(run=_changed)

    one = command(
        "wheels", "fetch all packages into a folder for rooms without network (what else is said goes to pip)"
    )
    one.add_argument("out", type=path)
    one.set_defaults(run=_wheels)

    one = command("mark", "mark a class set: a folder of notebooks as Moodle or Canvas gives it")
    one.add_argument("submissions", type=path, help="the folder")
    one.add_argument(
        "--out", type=path, required=True, help="where marks, summary and nbgrader's folder go; run again, it goes on"
    )
    one.add_argument("--lesson", default="", help="such as 2.2; found from the files' names by default")
    one.add_argument(
        "--names",
        type=path,
        help="a CSV file of the class: student, name, email, moodle, canvas, login, section, group",
    )
    one.add_argument("--secret-file", type=path, help="the secret of a graded variant")
    one.add_argument("--workers", type=_count, default=2, help="how many submissions run at once; 2 by default")
    one.add_argument("--seconds", type=_count, default=300, help="most that one submission may take; 300 by default")
    one.add_argument(
        "--unprotected", action="store_true", help="run submissions as you, with your files and network in their reach"
    )
    one.set_defaults(run=_mark)

    one = command("variant", "the economy and year of each student in a graded variant, as CSV")
    one.add_argument(
        "--secret-file", type=path, required=True, help="a file with 16 characters or more that you keep to yourself"
    )
    one.add_argument("--students", type=path, required=True, help="a CSV file with a column “student”")
    one.add_argument("--lesson", required=True, help="such as 2.2")
    one.set_defaults(run=_variant)

    one = command("agree", "how far two markers of open answers agree (Cohen's kappa)")
    one.add_argument("gradebooks", type=path, nargs=2, help="the gradebook.db of each")
    one.set_defaults(run=_agree)


def path(said: str) -> Path:
    return Path(said).expanduser()


def _count(said: str) -> int:
    if not said.isdecimal() or not int(said):
        raise argparse.ArgumentTypeError(f"{said!r} is no whole number from 1 on")
    return int(said)


def _assess(given: argparse.Namespace, _: list[str]) -> int:
    from helpers.assess import files

    made = files.everything()
    for name, content in made.items():
        writing.write(given.out / name, content)
    print(f"{', '.join(made)} in {given.out}. The keys are in them: keep the folder to yourself.")
    return 0


def _pseudonyms(given: argparse.Namespace, _: list[str]) -> int:
    from helpers.assess import pseudonyms

    if given.out.exists() and given.out.samefile(given.grades):
        raise LessonError(f"{given.out} is the list with the names: name another file for the one without.")
    there = given.secret.is_file()
    table = pseudonyms.results(given.grades, pseudonyms.secret(given.secret))
    writing.write(given.out, table.to_csv(index=False, lineterminator="\n"))
    if given.term:
        for path in (given.out, given.secret):
            term.note(path.parent, given.term, [path])
    print(f"{len(table)} rows without names in {given.out}." + ("" if there else f" A new key is in {given.secret}: keep it to yourself; the same list needs the same key next time."))  # fmt: skip
    return 0


def _gain(given: argparse.Namespace, _: list[str]) -> int:
    from helpers.assess import gain

    print(gain.paired(given.pre, given.post))
    return 0


def _note(given: argparse.Namespace, _: list[str]) -> int:
    files = []
    for path in (given.folder / name for name in given.what):
        if not path.exists():
            raise LessonError(f"There is no {path}.")
        files += [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
    term.note(given.folder, given.term, files)
    print(f"{len(files)} files in {given.folder} belong to {given.term}.")
    return 0


def _forget(given: argparse.Namespace, _: list[str]) -> int:
    what = term.known(given.folder, given.term)
    if not what.files:
        print(f"Nothing in {given.folder} is known to belong to {given.term}; {what.others} files were left alone.")
        return 1
    print("\n".join(p.relative_to(given.folder).as_posix() for p in what.files))
    print(f"These {len(what.files)} files of {given.term} would go; {what.others} others would stay.")
    if not given.yes:
        if not sys.stdin.isatty():
            raise LessonError("Nothing was deleted: say --yes to delete them.")
        if input("Delete them for good? Type yes: ").strip().casefold() != "yes":
            print("Nothing was deleted.")
            return 1
    print(f"{term.forget(given.folder, given.term)} files were deleted.")
    return 0


def _changed(given: argparse.Namespace, _: list[str]) -> int:
    table = term.changed(given.old, given.new)
    if given.csv:
        writing.write(given.csv, table.to_csv(index=False, lineterminator="\n"))
    print(f"No right answer differs between {given.old} and {given.new}." if table.empty else summary(table).to_string(index=False))  # fmt: skip
    return 0


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """A row an exercise: for how many economies its answer differs, and the first of them as an example."""
    rows = [
        {"exercise": id, "economies": "all" if set(part["economy"]) == {""} else len(part), "for example": part["economy"].iloc[0], "old": part["old"].iloc[0], "new": part["new"].iloc[0]}
        for id, part in table.groupby("exercise", sort=False)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _wheels(given: argparse.Namespace, more: list[str]) -> int:
    n = wheels.fetch(given.out, more)
    print(
        f"{n} packages in {given.out}, and {wheels.PAGE} with the three commands that install them without a network."
    )
    return 0


def _marking(name: str):
    """A module of `helpers.marking`, whose packages not everybody has."""
    try:
        return importlib.import_module(f"helpers.marking.{name}")
    except ModuleNotFoundError as error:
        raise LessonError(f"Marking needs {error.name}, of the group “teach”: run make mark once.") from None


def _mark(given: argparse.Namespace, _: list[str]) -> int:
    class_set, sandbox = _marking("class_set"), _marking("sandbox")
    limits = sandbox.Limits(seconds=given.seconds, cell=min(60, given.seconds))
    settings = class_set.Settings(
        given.lesson, given.names, given.secret_file, given.workers, not given.unprotected, limits
    )
    class_set.mark_class(given.submissions, given.out, settings)
    return 0


def _variant(given: argparse.Namespace, _: list[str]) -> int:
    variant = _marking("variant")
    ids = [one.student for one in _marking("handed_in").students(given.students)]
    asked = _marking("papers").paper(given.lesson).asked
    print(_marking("reports").table(variant.sheet(variant.secret(given.secret_file), ids, asked)), end="")
    return 0


def _agree(given: argparse.Namespace, _: list[str]) -> int:
    told = _marking("gradebook").agreement(*given.gradebooks)
    print(
        f"{told['answers']} open answers with points from both, {told['alike']:.0%} alike; kappa {told['kappa']:.2f}, by distance "
        f"{told['weighted kappa']:.2f}"
    )
    return 0
