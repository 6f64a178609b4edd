"""The command: ``python -m helpers.course lab|author|desk|student|key|new|store|site|translate|render|check``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from helpers import writing
from helpers.shelf import DataError

try:
    from helpers.course import books, desk, lab, records
except DataError as error:  # GVC_DATA names no data, or the catalogue is damaged: nothing can be said about lessons
    sys.exit(str(error))


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m helpers.course", description="Care for the lessons.")
    commands = top.add_subparsers(dest="command", required=True)

    def command(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=words, description=words)

    for name, words in (
        ("lab", "lay out the desk and open JupyterLab there (what else is said goes to JupyterLab)"),
        ("desk", "lay out the desk, or one lesson anew"),
    ):
        one = command(name, words)
        one.add_argument("--desk", type=Path, default=desk.DESK, help="the folder; desk/ by default")
        if name == "desk":
            one.add_argument("--over", metavar="NUMBER", help="start this lesson over; your copy stays beside it")
    command("author", "open JupyterLab on the lessons themselves, notebooks/")
    for name, words in (("student", "copies for a class"), ("key", "copies with solutions and misconceptions shown")):
        command(name, words).add_argument("out", type=lambda said: Path(said).expanduser())
    fresh = command("new", "a new lesson from the template, as data/course/study_map.csv plans it")
    fresh.add_argument("number", help="such as 1.3")
    fresh.add_argument("slug", help="for the file's name, such as find_the_ict")
    kept = command("store", "run lessons, keep their outputs, render everything")
    kept.add_argument("numbers", nargs="*", help="lesson numbers; all by default")
    kept.add_argument("--redraw", action="store_true", help="keep new pictures even where their words did not change")
    site = command("site", "the website of the course, from the stored lessons, offline")
    site.add_argument("--out", type=lambda said: Path(said).expanduser(), help="the folder; site/ by default, site/zh/ for Chinese")
    site.add_argument("--quick", action="store_true", help="without the pictures of the explorers' other settings")
    site.add_argument("--language", default="en", help="of the frame: navigation, badges, buttons; en by default")
    other = command("translate", "bring the catalogues of Chinese words in line with the course; say what is filled")
    other.add_argument("--fonts", type=lambda said: Path(said).expanduser(), metavar="FOLDER", help="cut the fonts of pictures anew from NotoSansCJK-*.ttc there")
    other.add_argument("--no-prose", action="store_true", help="without the templates of the lessons' prose")
    command("render", "write all that follows from the records: headers, map, register, README, glossary page")
    command("check", "say which rendered files are not as the records say")
    return top


def run(given: argparse.Namespace, more: list[str]) -> int:
    if given.command == "lab":
        for words in desk.lay_out(given.desk):
            print(words)
        lab.open_lab(given.desk.resolve(), more)
    elif given.command == "author":
        lab.open_lab(books.NOTEBOOKS, more)
    elif given.command == "desk" and given.over:
        beside = desk.start_over(given.over, given.desk)
        print(
            f"Lesson {given.over} lies on the desk anew."
            + (f" Your copy is beside it: {beside.name}" if beside else "")
        )
    elif given.command == "desk":
        print("\n".join([*desk.lay_out(given.desk), f"The desk is laid out: {given.desk}"]))
    elif given.command in ("student", "key"):
        made = desk.copies(given.out, desk.key if given.command == "key" else desk.learners)
        print(f"{sum(name[0].isdigit() for name in made)} lessons and the glossary in {given.out}")
    elif given.command == "new":
        made = books.new(given.number, given.slug).relative_to(books.ROOT)
        print(f"{made} is ready; .github/CONTRIBUTING.md says what comes next")
    elif given.command == "site":
        from helpers.course.website import build  # what it needs comes with the group "site"

        out = given.out or (build.SITE if given.language == "en" else build.SITE / given.language)
        print("\n".join(build.build(out, given.quick, given.language)))
    elif given.command == "translate":
        from helpers.course import translate

        print("\n".join(translate.refresh(given.fonts, prose=not given.no_prose)))
    elif given.command == "check":
        late = [p.relative_to(books.ROOT).as_posix() for p in records.changed()]
        print(
            "\n".join([*late, "python -m helpers.course render writes them"] if late else ["All as the records say."])
        )
        return bool(late)
    else:
        if given.command == "store":
            for path in [books.find(n) for n in given.numbers] or books.lessons():
                print(f"{books.store(path, given.redraw):5.1f} s  {path.relative_to(books.ROOT)}", flush=True)
        for path in records.render():
            print(f"rendered  {path.relative_to(books.ROOT)}")
    return 0


def main(argv: list[str] | None = None) -> int:
    given, more = parser().parse_known_args(argv)
    if more and given.command not in ("lab", "author"):
        parser().error(f"unknown: {' '.join(more)}")
    try:
        return run(given, more)
    except (books.LessonError, DataError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"{error.filename or 'A file'} could not be read or written: {writing.reason(error)}, then try again. "
            "Each file is as it was or as it should be, none half.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Each file is as it was or as it should be, none half.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
