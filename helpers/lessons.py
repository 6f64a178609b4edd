"""Care for the lessons: ``python -m helpers.lessons store|student|key|new``."""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

import nbformat
import pandas as pd

from helpers.classification import DATA
from helpers.tables import course

ROOT = DATA.parent
NOTEBOOKS = ROOT / "notebooks"
TEMPLATE = Path(__file__).with_name("lesson_template.ipynb")
CHAPTERS = {
    "0": "0_start", "1": "1_trends", "2": "2_emerging_economies", "3": "3_cooperation", "4": "4_policy_paths", "5": "5_review",
}  # fmt: skip
WIDGET = "application/vnd.jupyter.widget-view+json"
VERDICT = re.compile(r"^Claim (?P<id>[\w.]+) \| (?P<verdict>[^|]+) \| (?P<value>[^|]+) \|", re.M)


class LessonError(ValueError):
    """A lesson that cannot be found or is not what it should be; the message says what to do."""


def lessons() -> list[Path]:
    """All lessons in the order of their numbers."""
    found = [p for p in NOTEBOOKS.glob("[0-9]_*/*.ipynb") if ".ipynb_checkpoints" not in p.parts]
    return sorted(found, key=lambda p: [int(v) for v in p.name.split("_")[0].split(".")])


def find(number: str) -> Path:
    """The lesson with a number such as "2.2"; LessonError lists the numbers there are."""
    for path in lessons():
        if path.name.startswith(f"{number}_"):
            return path
    raise LessonError(f"There is no lesson {number}; there are {', '.join(p.name.split('_')[0] for p in lessons())}.")


def store(path: Path) -> float:
    """Run a lesson from top to bottom and keep its outputs; returns seconds. A cell that fails leaves the file as it was."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    book = nbformat.read(path, 4)
    start = time.perf_counter()
    try:
        NotebookClient(
            book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
        ).execute()
    except CellExecutionError as error:
        raise LessonError(
            f"{path.name} was left as it was; a cell failed: {str(error).strip().splitlines()[-1]}"
        ) from None
    for cell in book.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":  # a stored widget has no kernel behind it: JupyterLab would show an error there
            cell.outputs = [o for o in cell.outputs if WIDGET not in o.get("data", {})]
        if cell.cell_type == "code" and (
            "solution" in cell.metadata.get("tags", []) or cell.source.startswith("hint(")
        ):
            cell.metadata.setdefault("jupyter", {})["outputs_hidden"] = True  # folded: it would give the answer away
    book.metadata.pop("widgets", None)
    book.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book.metadata["language_info"] = {"name": "python"}
    nbformat.write(book, path)
    return time.perf_counter() - start


def verdicts(book) -> dict[str, dict[str, str]]:
    """Verdicts a stored lesson shows: claim → verdict and deciding value."""
    out = {}
    for cell in book.cells:
        for output in cell.get("outputs", []):
            for found in VERDICT.finditer(output.get("data", {}).get("text/plain", "")):
                out[found["id"]] = {"verdict": found["verdict"].strip(), "value": found["value"].strip()}
    return out


def register() -> pd.DataFrame:
    """data/course/claims.csv with the verdicts, values and lessons that the stored lessons show."""
    claims = pd.read_csv(DATA / "course" / "claims.csv", dtype=str, keep_default_na=False)
    claims[["value", "verdict", "lesson"]] = ""
    for path in lessons():
        for id, found in verdicts(nbformat.read(path, 4)).items():
            claims.loc[claims["id"] == id, ["value", "verdict", "lesson"]] = [
                found["value"],
                found["verdict"],
                path.name.split("_")[0],
            ]
    return claims


def readme_table() -> str:
    """The README's table of lessons: number, title, minutes, what you will be able to do."""
    rows = ["| lesson | minutes | you will be able to |", "| --- | --- | --- |"]
    for path in lessons():
        meta = nbformat.read(path, 4).metadata["gvc"]
        goals = "; ".join(meta["objectives"].values())
        rows.append(
            f"| [{meta['number']} {meta['title']}]({path.relative_to(ROOT).as_posix()}) | {meta['minutes_reading']} + {meta['minutes_exercises']} | {goals} |"
        )
    return "\n".join(rows)


def readme() -> str:
    """README.md with its table of lessons made anew."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.sub(
        r"(<!-- lessons:start -->\n).*?(<!-- lessons:end -->)",
        lambda m: f"{m[1]}\n{readme_table()}\n\n{m[2]}",
        text,
        flags=re.S,
    )


def anchor(term: str) -> str:
    """Where a glossary term stands in its page, as JupyterLab names it."""
    return term.replace(" ", "-")


def glossary():
    """The glossary page (a notebook of text cells, one a letter) from data/course/glossary.csv."""
    terms = pd.read_csv(DATA / "course" / "glossary.csv", keep_default_na=False).sort_values(
        "term", key=lambda t: t.str.casefold()
    )
    head = "# Glossary\n\nEach term once, in plain words, in English and Chinese. Lessons link here where a term first appears."
    cells = [nbformat.v4.new_markdown_cell(head, id="glossary")]
    for letter, group in terms.groupby(terms["term"].str[0].str.upper()):
        parts = [f"## {letter}"]
        parts += [f"### {t.term}\n\n**{t.chinese}** · {t.definition} *({t.source})*" for t in group.itertuples()]
        cells.append(nbformat.v4.new_markdown_cell("\n\n".join(parts), id=f"letter-{letter}"))
    kernel = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


def study_map() -> pd.DataFrame:
    """All lessons planned (index: number): part, title, question, leans_on, and the file of those that are there."""
    return course.study_map()


def new(number: str, slug: str) -> Path:
    """Make a lesson from the template, under the number and title that data/course/study_map.csv plans; nothing is written over.

    Raises LessonError for a number the map does not have, one that is taken, or a slug that is no file name.
    """
    planned = study_map()
    if number not in planned.index:
        raise LessonError(f"data/course/study_map.csv plans no lesson {number}: add a line for it first.")
    if planned.at[number, "file"]:
        raise LessonError(f"Lesson {number} is already there ({planned.at[number, 'file']}); nothing was written.")
    if not re.fullmatch(r"[a-z0-9_]+", slug):
        raise LessonError(f"{slug!r} cannot name a file: use small letters, digits and _ only, such as find_the_ict.")
    folders = [p for p in NOTEBOOKS.glob(f"{number[0]}_*") if p.is_dir()]
    folder = folders[0] if folders else NOTEBOOKS / CHAPTERS[number[0]]
    text = TEMPLATE.read_text(encoding="utf-8")
    for mark, words in {"NUMBER": number, "CHAPTER": number[0], "TITLE": planned.at[number, "title"]}.items():
        text = text.replace(f"@{mark}@", words)
    target = folder / f"{number}_{slug}.ipynb"
    folder.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def copies(out: Path, solutions: bool) -> list[Path]:
    """Copies of all lessons under ``out``: for students without solutions and outputs, or the instructor's key with both.

    Raises LessonError where ``out`` exists: nothing is written over.
    """
    from helpers import exercises

    out = Path(out)
    if out.exists():
        raise LessonError(
            f"{out} is already there and nothing was written. Name another folder, or move that one away."
        )
    known = {e.id: e for e in exercises.every()}
    made = []
    for path in lessons():
        book = nbformat.read(path, 4)
        kept = []
        for cell in book.cells:
            tags = cell.metadata.get("tags", [])
            if "solution" in tags:
                if not solutions:
                    continue
                cell.metadata["jupyter"] = {"source_hidden": False, "outputs_hidden": False}
            if not solutions and cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
            kept.append(cell)
            asked = re.search(r'check\("([\w.]+)"', cell.source) if cell.cell_type == "code" else None
            if solutions and asked and "solution" in tags and asked[1] in known:
                e = known[asked[1]]
                lines = [
                    f"**Key to {e.id}** ({e.objective}, {e.kind}). What the check answers to known ways of going wrong:"
                ]
                lines += [f"- *{m.name}*: {m.hint}" for m in e.misconceptions]
                kept.append(nbformat.v4.new_markdown_cell("\n".join(lines)))
        book.cells = kept
        target = out / path.relative_to(NOTEBOOKS)
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(book, target)
        made.append(target)
    return made


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m helpers.lessons", description="Care for the lessons.")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("store", help="run lessons, keep their outputs, bring register and README in step")
    one.add_argument("numbers", nargs="*", help="lesson numbers; all by default")
    for command, words in (
        ("student", "copies without solutions"),
        ("key", "copies with solutions and misconceptions shown"),
    ):
        commands.add_parser(command, help=words).add_argument("out", type=Path)
    fresh = commands.add_parser("new", help="a new lesson from the template, planned in data/course/study_map.csv")
    fresh.add_argument("number", help="such as 1.3")
    fresh.add_argument("slug", help="for the file's name, such as find_the_ict")
    given = parser.parse_args(argv)
    try:
        if given.command == "store":
            for path in [find(n) for n in given.numbers] or lessons():
                print(f"{store(path):5.1f} s  {path.relative_to(ROOT)}")
            register().to_csv(DATA / "course" / "claims.csv", index=False, lineterminator="\n")
            (ROOT / "README.md").write_text(readme(), encoding="utf-8")
            nbformat.write(glossary(), NOTEBOOKS / "glossary.ipynb")
        elif given.command == "new":
            print(
                f"{new(given.number, given.slug).relative_to(ROOT)} is ready; notebooks/AUTHORS.md says what comes next"
            )
        else:
            made = copies(given.out, solutions=given.command == "key")
            print(f"{len(made)} lessons in {given.out}")
    except LessonError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
