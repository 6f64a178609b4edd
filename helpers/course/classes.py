"""Commands for whoever teaches a class: the test and its gain, pseudonyms, terms, wheels."""

from __future__ import annotations

import argparse
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
    one.add_argument("out", type=_path, help="a folder of yours, outside the course")
    one.set_defaults(run=_assess)

    one = command("pseudonyms", "take the names out of a platform's list of grades")
    one.add_argument("grades", type=_path, help="the list as Moodle or Canvas hands it out (CSV)")
    one.add_argument("out", type=_path, help="the list without names: pseudonym, percent, background")
    one.add_argument("--secret", type=_path, required=True, help="the file of the key; made where there is none")
    one.add_argument("--term", help="note both files in their folder's ledger, so that `forget` knows them")
    one.set_defaults(run=_pseudonyms)

    one = command("gain", "the paired gain between two lists without names, with its interval")
    one.add_argument("pre", type=_path)
    one.add_argument("post", type=_path)
    one.set_defaults(run=_gain)

    one = command("note", "note files and folders of a term, such as marks, so that `forget` knows them")
    one.add_argument("folder", type=_path, help="the folder of the term")
    one.add_argument("what", nargs="+", help="files and folders in it")
    one.add_argument("--term", required=True)
    one.set_defaults(run=_note)

    one = command("forget", "delete what is known of a term below a folder; asks before")
    one.add_argument("folder", type=_path)
    one.add_argument("--term", required=True)
    one.add_argument("--yes", action="store_true", help="do not ask")
    one.set_defaults(run=_forget)

    one = command("changed", "which right answers differ between two terms (tags or commits)")
    one.add_argument("old")
    one.add_argument("new")
    one.add_argument("--csv", type=_path, help="write every difference, economy by economy, into this file")
    one.set_defaults(run=_changed)

    one = command("wheels", "fetch all packages into a folder for rooms without network (what else is said goes to pip)")
    one.add_argument("out", type=_path)
    one.set_defaults(run=_wheels)


def _path(said: str) -> Path:
    return Path(said).expanduser()


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
    print(f"{n} packages in {given.out}, and {wheels.PAGE} with the three commands that install them without a network.")
    return 0
