"""The command: ``python -m helpers.course lab|author|desk|student|key|mark|variant|agree|new|store|render|check``."""

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


def path(said: str) -> Path:
    return Path(said).expanduser()


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
    marked = command("mark", "mark a class set: a folder of notebooks as Moodle or Canvas gives it")
    marked.add_argument("submissions", type=path, help="the folder")
    marked.add_argument(
        "--out", type=path, required=True, help="where marks, summary and nbgrader's folder go; run again, it goes on"
    )
    marked.add_argument("--lesson", default="", help="such as 2.2; found from the files' names by default")
    marked.add_argument(
        "--names",
        type=path,
        help="a CSV file of the class: student, name, email, moodle, canvas, login, section, group",
    )
    marked.add_argument("--secret-file", type=path, help="the secret of a graded variant")
    marked.add_argument("--workers", type=int, default=2, help="how many submissions run at once; 2 by default")
    marked.add_argument("--seconds", type=int, default=300, help="most that one submission may take; 300 by default")
    marked.add_argument(
        "--unprotected", action="store_true", help="run submissions as you, with your files and network in their reach"
    )
    varied = command("variant", "the economy and year of each student in a graded variant, as CSV")
    varied.add_argument(
        "--secret-file", type=path, required=True, help="a file with 16 characters or more that you keep to yourself"
    )
    varied.add_argument("--students", type=path, required=True, help="a CSV file with a column “student”")
    varied.add_argument("--lesson", required=True, help="such as 2.2")
    agreed = command("agree", "how far two markers of open answers agree (Cohen's kappa)")
    agreed.add_argument("gradebooks", type=path, nargs=2, help="the gradebook.db of each")
    fresh = command("new", "a new lesson from the template, as data/course/study_map.csv plans it")
    fresh.add_argument("number", help="such as 1.3")
    fresh.add_argument("slug", help="for the file's name, such as find_the_ict")
    kept = command("store", "run lessons, keep their outputs, render everything")
    kept.add_argument("numbers", nargs="*", help="lesson numbers; all by default")
    kept.add_argument("--redraw", action="store_true", help="keep new pictures even where their words did not change")
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
    elif given.command in ("mark", "variant", "agree"):
        mark(given)
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


def mark(given: argparse.Namespace) -> None:
    """What an instructor of a class does."""
    try:
        from helpers.marking import class_set, gradebook, handed_in, papers, reports, sandbox, variant
    except ModuleNotFoundError as error:
        raise books.LessonError(f"Marking needs {error.name}, of the group “teach”: run make mark once.") from None
    if given.command == "agree":
        told = gradebook.agreement(*given.gradebooks)
        print(
            f"{told['answers']} open answers with points from both, {told['alike']:.0%} alike; kappa {told['kappa']:.2f}, by distance {told['weighted kappa']:.2f}"
        )
        return
    if given.command == "variant":
        ids = [one.student for one in handed_in.students(given.students)]
        print(
            reports.table(variant.sheet(variant.secret(given.secret_file), ids, papers.paper(given.lesson).asked)),
            end="",
        )
        return
    limits = sandbox.Limits(seconds=given.seconds, cell=min(60, given.seconds))
    class_set.mark_class(
        given.submissions, given.out,
        class_set.Settings(given.lesson, given.names, given.secret_file, given.workers, not given.unprotected, limits),
    )  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    given, more = parser().parse_known_args(argv)
    if more and given.command not in ("lab", "author"):
        parser().error(f"unknown: {' '.join(more)}")
    try:
        return run(given, more)
    except (books.LessonError, DataError) as error:  # MarkingError is one of the former
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
