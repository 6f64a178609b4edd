"""The command: ``python -m helpers.course`` and lab, author, desk, student, key, colab, links, lite, site, new, store, translate, render, kit, slides,
handout or check; and those of `classes`."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from helpers import writing
from helpers.shelf import DataError

try:
    from helpers.course import books, classes, desk, kit, lab, links, records, show, teach
except ModuleNotFoundError as error:
    if (error.name or "helpers").startswith("helpers"):
        raise
    sys.exit(
        f"This Python ({sys.executable}) does not have {error.name}. Say `make lab`, which sets up what the course needs; "
        "without make, notebooks/teach/awkward_rooms.md says how."
    )
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
        one.add_argument("--cross", action="store_true", help="bring a desk of another term to this one")
        if name == "desk":
            one.add_argument("--over", metavar="NUMBER", help="start this lesson over; your copy stays beside it")
    command("author", "open JupyterLab on the lessons themselves, notebooks/")
    for name, words in (("student", "copies for a class"), ("key", "copies with solutions and misconceptions shown")):
        command(name, words).add_argument("out", type=classes.path)
    for name, words in (
        ("colab", "copies for a class in Colab"),
        ("links", "print the links that open each lesson in Binder, in Colab and on a hub"),
    ):
        one = command(name, words)
        if name == "colab":
            one.add_argument("out", type=classes.path)
        else:
            one.add_argument("--hub", default="", help="a JupyterHub with nbgitpuller, such as https://hub.example.edu")
        one.add_argument("--repository", default=links.address(), help="where the course is; what pyproject.toml says")
    browser = command("lite", "the lessons for a browser that runs Python itself: a folder to publish")
    browser.add_argument("--out", type=Path, required=True, help="the folder; an older site in it is replaced")
    browser.add_argument(
        "--kernel", type=Path, help="a Pyodide distribution to take into the site (none: fetched when used)"
    )
    fresh = command("new", "a new lesson from the template, as data/course/study_map.csv plans it")
    fresh.add_argument("number", help="such as 1.3")
    fresh.add_argument("slug", help="for the file's name, such as find_the_ict")
    kept = command("store", "run lessons, keep their outputs, render everything")
    kept.add_argument("numbers", nargs="*", help="lesson numbers; all by default")
    kept.add_argument("--redraw", action="store_true", help="keep new pictures even where their words did not change")
    site = command("site", "the website of the course, from the stored lessons, offline")
    site.add_argument(
        "--out", type=classes.path, help="the folder; site/ by default, site/zh/ for Chinese"
    )
    site.add_argument("--quick", action="store_true", help="without the pictures of the explorers' other settings")
    site.add_argument("--language", default="en", help="of the frame: navigation, badges, buttons; en by default")
    other = command("translate", "bring the catalogues of Chinese words in line with the course; say what is filled")
    other.add_argument(
        "--fonts",
        type=classes.path,
        metavar="FOLDER",
        help="cut the fonts of pictures anew from NotoSansCJK-*.ttc there",
    )
    other.add_argument("--no-prose", action="store_true", help="without the templates of the lessons' prose")
    command("render", "write all that follows from the records: headers, map, register, README, glossary page")
    taught = command("kit", "write the teaching kit's pages, notebooks/teach/, as data/course/teach/ says")
    taught.add_argument(
        "--look", metavar="NUMBER", help="say what the file of a lesson can name: figures, exercises, misconceptions"
    )
    for name, words in (("slides", "lessons as slides that need no network"), ("handout", "lessons to print")):
        shown = command(name, words)
        shown.add_argument("numbers", nargs="*", help="lesson numbers; all that have a page in the kit by default")
        shown.add_argument("--out", type=classes.path, required=True, help="the folder")
    command("check", "say which rendered files are not as the records say")
    classes.commands(command)
    return top


def _in_colab(address: str, book, number: str):
    path = books.find(number).relative_to(books.NOTEBOOKS).as_posix()
    return links.in_colab(desk.learners(book, number), path, address)


def run(given: argparse.Namespace, more: list[str]) -> int:
    if "run" in given:
        return given.run(given, more)
    if given.command == "lab":
        for words in desk.lay_out(given.desk, given.cross):
            print(words)
        lab.open_lab(given.desk.resolve(), more)
    elif given.command == "author":
        lab.open_lab(books.NOTEBOOKS, more)
    elif given.command == "desk" and given.over:
        beside = desk.start_over(given.over, given.desk, cross=given.cross)
        print(
            f"Lesson {given.over} lies on the desk anew."
            + (f" Your copy is beside it: {beside.name}" if beside else "")
        )
    elif given.command == "desk":
        print("\n".join([*desk.lay_out(given.desk, given.cross), f"The desk is laid out: {given.desk}"]))
    elif given.command in ("student", "key"):
        made = desk.copies(given.out, desk.key if given.command == "key" else desk.learners)
        print(f"{sum(name[0].isdigit() for name in made)} lessons and the glossary in {given.out}")
    elif given.command == "links":
        print("\n".join(links.every(given.repository, given.hub)))
    elif given.command == "colab":
        made = desk.copies(given.out, partial(_in_colab, links.repository(given.repository)))
        print(f"{sum(name[0].isdigit() for name in made)} lessons and the glossary in {given.out}")
    elif given.command == "lite":
        from helpers.course import lite  # its packages are those of the website, which not everybody has

        made = lite.build(given.out, given.kernel)
        print(f"The lessons for a browser are in {made}. To see them here: python -m http.server --directory {made}")
    elif given.command == "new":
        made = books.new(given.number, given.slug).relative_to(books.ROOT)
        print(f"{made} is ready; .github/CONTRIBUTING.md says what comes next")
    elif given.command == "kit":
        if given.look:
            print(kit.look(given.look))
        else:
            print(
                "\n".join(f"rendered  {p.relative_to(books.ROOT)}" for p in teach.render())
                or "All pages are as they should be."
            )
    elif given.command in ("slides", "handout"):
        print("\n".join(map(str, show.write(given.command, given.numbers, given.out))))
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
    if more and given.command not in ("lab", "author", "wheels"):
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
