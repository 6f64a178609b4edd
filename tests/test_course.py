"""Care for the collection: one record for one fact, the desk that gives nothing away and loses nothing, the command."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from disk import ENDS, at_every_step, parts, visible
from nbformat import NotebookNode, v4

from helpers import evidence, exercises, writing
from helpers.course import __main__ as command
from helpers.course import books, desk, lab, records
from helpers.shelf import DataError
from helpers.tables import course

MAP = records.planned()
WAYS = records.paths()
BOOKS = {books.number_of(p): books.read(p) for p in books.lessons()}
META = {"objectives": {"LO1.5.1": "see"}, "claims": []}


def lesson(*cells, **meta):
    """A small lesson: (words or code, tags) in order; text begins with #, * or a blank."""
    made = []
    for k, (source, *tags) in enumerate(cells):
        kind = v4.new_markdown_cell if source[0] in "#* |" else v4.new_code_cell
        made.append(kind(source, id=f"c{k}", metadata={"tags": tags} if tags else {}))
    return v4.new_notebook(cells=made, metadata={"gvc": META | meta, **books.KERNEL})


SMALL = lesson(
    ("# 1.5 Old title\n\n| old | table |\n\nGo on.",),
    ("from helpers import lesson\nfrom helpers.figures import common as figures",),
    ("* **Exercise 1.5.1** (LO1.5.1, predict). Guess.",),
    ("answer_1 = ...", "exercise"),
    ('check("1.5.1", answer_1)',),
    ('hint("1.5.1")',),
    ('answer_1 = "Korea"\ncheck("1.5.1", answer_1)', "solution"),
    ('figures.bars(table, "Korea is first")',),
    ("* **Exercise 1.5.2** (LO1.5.1, open, in pairs). Write.",),
    ('hint("1.5.2")',),
    ('evidence.verdict("1.5a", "mixed", "1", "because", "more")',),
)


@pytest.fixture
def small():
    return records.rendered(SMALL, "1.5", MAP, WAYS)


@pytest.fixture
def faced(small):
    return desk.learners(small, "1.5")


# The map


def test_every_lesson_leans_on_lessons_that_come_before_it():
    order = list(MAP.index)
    for number, needs in MAP["needs"].items():
        assert all(n in order[: order.index(number)] for n in needs.split()), number


@pytest.mark.parametrize("way", WAYS["key"])
def test_a_way_skips_nothing_that_a_later_lesson_of_it_needs(way):
    stops = WAYS.set_index("key").at[way, "lessons"].split()
    for k, number in enumerate(stops):
        assert set(course.needed(number)) <= set(stops[:k]), number


def test_the_half_day_fits_210_minutes_with_breaks():
    way = WAYS.set_index("key").loc["half-day"]
    there = [n for n in way["lessons"].split() if n not in way["at_home"].split()]
    work = sum(sum(records.minutes(BOOKS[n])) for n in there)
    assert work + records.breaks(work) <= 210


def test_map_slugs_name_the_files_there_are():
    stored = pd.read_csv(records.COURSE / "study_map.csv", dtype=str, keep_default_na=False).set_index("number")
    assert stored["slug"].to_dict() == MAP["slug"].to_dict()


def test_the_course_and_its_care_know_the_same_files():
    assert course.study_map()["file"].to_dict() == MAP["file"].to_dict()


@pytest.mark.parametrize(
    "name, old, new, said",
    [
        ("study_map.csv", "0.2,Start", "0.2;Start", "line 3: 5 cells where 6 were expected"),
        ("study_map.csv", ",0.2,read", ",0.4,read", "0.3 needs 0.4, which does not stand before it"),
        ("study_map.csv", "0.3,Start", "0.2,Start", "0.2 stands twice"),
        ("study_map.csv", ",start_here", ",Start here", "slug 'Start here' is not of the form"),
        ("study_map.csv", "title", "titel", "has no column title"),
        ("lessons.csv", "0.1,20", "0.1,2O", "reading '2O' is not of the form"),
        ("lessons.csv", "0.1.3", "0.1.8", "exercises of 0.1 are not numbered"),
        ("lessons.csv", "0.2,20,30,0.2.1 0.2.2 0.2.3 0.2.4 0.2.5 0.2.6\n", "", "do not know the same lessons: look at 0.2"),
        ("paths.csv", "0.3 0.4 2.2,0.1", "0.3 0.4 2.9,0.1", "lessons names the lesson 2.9, which study_map.csv has not"),
        ("claims.csv", "1.1b,1.1,", "1.1a,1.1,", "1.1a stands twice"),
        ("glossary.csv", ",OECD TiVA", ",", "source '' is not of the form"),
    ],
)  # fmt: skip
def test_a_damaged_record_is_answered_with_its_place_and_the_way_back(tmp_path, name, old, new, said):
    shutil.copytree(records.COURSE, tmp_path / "course")
    text = (tmp_path / "course" / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "course" / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(
        DataError, match=rf"^data/course/{name}.*{re.escape(said)}.* git checkout -- data/course/{name}$"
    ):
        course.read(name, tmp_path / "course")


def test_a_record_of_another_encoding_cut_or_gone_is_answered(tmp_path):
    shutil.copytree(records.COURSE, tmp_path / "course")
    path = tmp_path / "course" / "glossary.csv"
    for content in (
        path.read_bytes()[:-40],
        path.read_text(encoding="utf-8").encode("utf-16"),
        b"",
        b"\x1f\x8bxx",
        None,
    ):
        path.write_bytes(content) if content is not None else path.unlink()
        with pytest.raises(DataError, match="^data/course/glossary.csv .*git checkout -- data/course/glossary.csv$"):
            course.read("glossary.csv", tmp_path / "course")


# What is rendered


def test_a_header_says_minutes_needs_as_links_and_objectives(small):
    lines = small.cells[0].source.splitlines()
    assert lines[0] == f"# 1.5 {MAP.at['1.5', 'title']}"
    assert re.fullmatch(
        r"\| reading \d+, exercises \d+ \| \[1\.4 .*\]\(1\.4_\w+\.ipynb\) \| \*\*LO1\.5\.1\*\* see \|", lines[4]
    )
    assert lines[-1] == "Go on." and "old" not in small.cells[0].source


def test_rendering_twice_changes_nothing_more(small):
    assert records.rendered(small, "1.5", MAP, WAYS) == small


def test_rendering_leaves_the_lesson_handed_in_as_it_was():
    before = books.text_of(SMALL)
    records.rendered(SMALL, "1.5", MAP, WAYS)
    assert books.text_of(SMALL) == before


def test_the_metadata_keep_no_second_title():
    made = records.rendered(lesson(("# 1.5 x",), title="x", number="1.5", requires=["1.4"]), "1.5", MAP, WAYS)
    assert set(made.metadata["gvc"]) == {"objectives", "claims", "minutes_reading", "minutes_exercises"}


def test_minutes_grow_with_words_cells_and_exercises():
    words, cells = ("# T\n" + "word " * 1499,), [("print(1)",)] * 10
    assert records.minutes(lesson(words)) == (10, 0)
    assert records.minutes(lesson(words, *cells)) == (15, 0)
    assert records.minutes(SMALL) == (5, 10)


def test_what_stands_deeper_takes_no_minutes():
    assert records.minutes(lesson(("# T",), ("## Go deeper\n" + "word " * 3000,), ("print(1)",))) == (5, 0)


def test_next_says_the_next_lesson_there_is_on_each_way():
    text = records.next_cell("0.4", MAP, WAYS).source
    assert "You know economics, Python is new · You teach a half-day workshop" in text and ": [2.2 " in text
    assert "You program, economics is new: [1.4 " in text


def test_a_link_to_the_glossary_gets_its_definition_and_its_anchor():
    old = "an [MRIO](../glossary.ipynb#value-added-exports-%28VAX%29) and [x](../glossary.ipynb#no-term)"
    made = records.with_definitions(old)
    assert '(../glossary.ipynb#value-added-exports "' in made and made.endswith("[x](../glossary.ipynb#no-term)")
    assert records.with_definitions(made) == made


def test_every_term_has_an_anchor_of_its_own_that_markdown_can_name():
    anchors = [records.anchor(t) for t in records.terms()["term"]]
    assert len(set(anchors)) == len(anchors) and not any(re.search(r"[()\s\"%]", a) for a in anchors)


def test_every_term_is_defined_once_in_both_languages():
    terms = records.terms()
    assert terms["term"].is_unique and terms["chinese"].is_unique
    assert (terms["definition"].str.len() > 20).all() and terms["source"].ne("").all()
    assert terms["chinese"].str.contains(r"[\u4e00-\u9fff]").all()


@pytest.mark.parametrize("name", ["claims.csv", "lessons.csv", "study_map.csv", "glossary.ipynb", "README.md"])
def test_what_follows_from_the_lessons_is_as_rendered(name):
    assert name not in {p.name for p in records.changed()}, "make render writes it"


def test_the_register_takes_measure_data_and_counts_from_the_stored_verdict():
    shown = evidence.verdict(
        "2.2a", "mixed", "1 of 2", "so", "more", measure="VAX", data=["wiod_2009", "pairs"], agreeing=(5, 6)
    )
    book = lesson(("print(1)",))
    book.cells[0].outputs = [v4.new_output("execute_result", data={"text/plain": repr(shown)})]
    row = records.register({"2.2": book}).set_index("id").loc["2.2a"]
    assert row[records.FROM_LESSONS].tolist() == ["VAX", "wiod_2009; pairs", "1 of 2", "6", "5", "mixed", "2.2"]


def test_the_register_holds_only_words_a_verdict_may_have():
    assert set(course.claims()["verdict"]) - {""} <= set(evidence.VERDICTS)


@pytest.mark.parametrize(
    "more, said",
    [({"id": "9.9z"}, "no claim '9.9z'"), ({"verdict": "true"}, "no verdict"), ({"data": "wiod_209"}, "mean wiod_20"),
     ({"agreeing": (6, 5)}, "first how many"), ({"value": "a | b"}, "upright strokes")],
)  # fmt: skip
def test_a_verdict_says_what_is_wrong_with_it(more, said):
    given = {"id": "2.2a", "verdict": "mixed", "value": "1", "because": "", "would_change": ""} | more
    with pytest.raises(ValueError, match=said):
        evidence.verdict(**given)


def test_a_verdict_without_grounds_reads_as_before():
    assert (
        repr(evidence.verdict("2.2a", "mixed", "1", "so", "more"))
        == "Claim 2.2a | mixed | 1 | so | would change it: more"
    )


# Books


def picture(words, data, kind="image/png"):
    return v4.new_output("execute_result", data={"text/plain": words, kind: data}, metadata={kind: {"alt": words}})


@pytest.mark.parametrize("kind, old, new", [("image/png", "old", "new"), ("text/html", "<img old>", "<img new>")])
def test_a_picture_whose_words_did_not_change_is_kept(kind, old, new):
    kept = books.keep_pictures(
        [picture("Figure: a", old, kind)], [picture("Figure: a", new, kind), picture("Figure: b", new, kind)]
    )
    assert [o.data[kind] for o in kept] == [old, new]


def test_a_picture_of_another_kind_is_not_kept():
    kept = books.keep_pictures([picture("Figure: a", "old")], [picture("Figure: a", "<img new>", "text/html")])
    assert "image/png" not in kept[0].data


def test_a_stored_lesson_keeps_outputs_no_widget_and_folds_help(tmp_path):
    path = tmp_path / "1.5_x.ipynb"
    widget = f'from IPython.display import display\ndisplay({{"{books.WIDGET}": {{}}, "text/plain": "w"}}, raw=True)'
    path.write_text(books.text_of(lesson(("print(1)",), (widget,), ("hint = print\nhint(2)",), ("hint(3)",))))
    books.store(path)
    cells = books.read(path).cells
    assert [len(c.outputs) for c in cells] == [1, 0, 1, 1] and cells[0].outputs[0].text == "1\n"
    assert ["jupyter" in c.metadata for c in cells] == [False, False, False, True]
    assert all("execution" not in c.metadata for c in cells)


@pytest.mark.parametrize(
    "source, said",
    [
        ("1 / 0", r"code cell 2 \('1 / 0'\) failed: ZeroDivisionError"),
        (
            "import os\nos._exit(1)",
            r"kernel died in code cell 2 \('import os'\), most likely for want of memory: close",
        ),
        ("import os, signal\nos.kill(os.getpid(), 9)", "kernel died in code cell 2"),
    ],
)
def test_a_lesson_that_cannot_be_run_is_left_as_it_was(tmp_path, source, said):
    path = tmp_path / "1.5_x.ipynb"
    path.write_text(books.text_of(lesson(("# 1.5 T",), ("print(1)",), (source,), ("print(3)",))))
    before = path.read_bytes()
    with pytest.raises(books.LessonError, match=f"^1.5_x.ipynb was left as it was; .*{said}"):
        books.store(path)
    assert path.read_bytes() == before and os.listdir(tmp_path) == ["1.5_x.ipynb"]


def test_a_cell_that_takes_too_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(books, "CELL_SECONDS", 1)
    path = tmp_path / "1.5_x.ipynb"
    path.write_text(books.text_of(lesson(("import time; time.sleep(30)",))))
    with pytest.raises(books.LessonError, match=r"code cell 1 \('import time; .*'\) took more than 1 seconds: make it"):
        books.store(path)


def test_outputs_that_do_not_come_are_told_and_not_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(books, "CELL_SECONDS", 2)
    deaf = "get_ipython().kernel._publish_status = lambda *a, **k: None"  # the kernel never says that it has finished
    path = tmp_path / "1.5_x.ipynb"
    path.write_text(books.text_of(lesson((deaf,), ("print(1)",))))
    with pytest.raises(books.LessonError, match="code cell 1 .* took more than 2 seconds"):
        books.store(path)


def test_what_a_cell_prints_is_one_output_however_slowly_it_comes(tmp_path):
    path = tmp_path / "1.5_x.ipynb"
    path.write_text(books.text_of(lesson(("import time\nprint(1, flush=True)\ntime.sleep(0.5)\nprint(2)",))))
    books.store(path)
    assert [o.text for o in books.read(path).cells[0].outputs] == ["1\n2\n"]


def test_a_kernel_that_does_not_start_is_told(tmp_path, monkeypatch):
    def fails(*_, **__):
        raise RuntimeError("Kernel died before replying to kernel_info")

    monkeypatch.setattr("nbclient.NotebookClient.execute", fails)
    path = tmp_path / "1.5_x.ipynb"
    path.write_text(books.text_of(lesson(("print(1)",))))
    with pytest.raises(books.LessonError, match="1.5_x.ipynb was left as it was; no kernel could be started"):
        books.store(path)


@pytest.mark.parametrize("how", ENDS)
def test_a_stored_lesson_is_the_old_one_or_the_new_one_whatever_happens(tmp_path, monkeypatch, how):
    path = tmp_path / "1.5_x.ipynb"
    old = books.text_of(lesson(("print(1)",)))

    def ran(book, path):
        book.cells[0].outputs = [v4.new_output("stream", text="1\n")]

    monkeypatch.setattr(books, "run", ran)
    path.write_text(old)
    books.store(path)
    new = path.read_text()

    def look():
        assert visible(tmp_path) in ({path.name: old.encode()}, {path.name: new.encode()})

    def end():
        assert path.read_text() == new != old and not parts(tmp_path)

    assert at_every_step(how, lambda: path.write_text(old), lambda: books.store(path), look, end) >= 3


def test_a_full_disk_is_told_by_the_command_with_the_file(tmp_path, monkeypatch, capsys):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(records, "changed", lambda: {tmp_path / "README.md": "new"})
    monkeypatch.setattr(writing.os, "fsync", full)
    assert command.main(["render"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{tmp_path / 'README.md'} could not be read or written: the disk is full: make room")
    assert said.count("\n") == 1 and not list(tmp_path.iterdir())


def test_a_new_lesson_follows_the_template_and_never_takes_the_place_of_another(tmp_path, monkeypatch):
    monkeypatch.setattr(books, "NOTEBOOKS", tmp_path)
    made = books.new("4.4", "rank_a_cluster")
    assert made == tmp_path / "4_policy_paths" / "4.4_rank_a_cluster.ipynb"
    book = books.read(made)
    nbformat.validate(book)
    assert "@" not in book.cells[0].source
    for number, slug, said in [
        ("4.4", "other", "already there"),
        ("9.9", "other", "plans no lesson 9.9"),
        ("4.5", "A way", "small letters"),
    ]:
        with pytest.raises(books.LessonError, match=said):
            books.new(number, slug)


def test_an_unknown_lesson_is_answered_with_the_known_ones():
    with pytest.raises(books.LessonError, match=r"no lesson 7\.7; there are .*2\.2"):
        books.find("7.7")


# A learner's face


def sources(book):
    return [c.source for c in book.cells]


def test_a_face_has_no_outputs_and_no_solutions(faced):
    assert not any("solution" in books.tags(c) for c in faced.cells) and '= "Korea"' not in str(sources(faced))
    assert all(not c.outputs and c.execution_count is None for c in faced.cells if c.cell_type == "code")


def test_help_is_there_and_does_not_run(faced):
    helping = [c.source for c in faced.cells if "hint(" in c.source]
    assert len(helping) == 2 and all(x.startswith("#") for s in helping for x in s.splitlines())
    assert '# hint("1.5.1")' in helping[0].splitlines()


def test_a_folded_cell_tells_nothing_on_its_first_line(faced):
    folded = [c for c in faced.cells if c.metadata.get("jupyter", {}).get("source_hidden")]
    assert [c.source.splitlines()[0] for c in folded] == [desk.FOLDED["figure"], desk.FOLDED["verdict"].format("1.5a")]


def test_a_cell_tagged_show_stays_open(small):
    drawn = next(c for c in small.cells if c.source.startswith("figures.bars"))
    drawn.metadata["tags"] = ["show"]
    assert drawn.source in sources(desk.learners(small, "1.5"))


def test_an_open_exercise_has_a_box_before_its_hint(faced):
    at = sources(faced).index(desk.BOX)
    assert '# hint("1.5.2")' in sources(faced)[at + 1] and sources(faced).count(desk.BOX) == 1


def test_the_last_cell_leads_on(faced):
    assert sources(faced)[-1] == 'lesson.next_up("1.5")' and [c.id for c in faced.cells].count("next") == 1


def test_no_lesson_gives_an_answer_away_on_the_desk():
    for number, book in BOOKS.items():
        solved = [c.source for c in book.cells if "solution" in books.tags(c)]
        shown = "\n".join(sources(desk.learners(records.rendered(book, number, MAP, WAYS), number)))
        assert solved and not any(s in shown for s in solved), number


def test_every_link_of_every_face_leads_somewhere():
    files = desk.faces()
    anchors = {records.anchor(t) for t in records.terms()["term"]}
    for name, text in files.items():
        if name.endswith(".ipynb"):
            words = records.prose(nbformat.reads(text, 4))
            for target, _, at in (t.partition("#") for t in re.findall(r"\]\((?!https?:|#)([^)\s]+)", words)):
                there = os.path.normpath(os.path.join(os.path.dirname(name), target))
                assert there in files and (not at or at in anchors), (name, target, at)


def test_the_key_shows_solutions_and_what_the_checks_answer(small):
    made = desk.key(records.rendered(BOOKS["2.2"], "2.2", MAP, WAYS), "2.2")
    assert "**Key to 2.2.1**" in "\n".join(sources(made))
    assert not any("jupyter" in c.metadata for c in made.cells)


def test_copies_hold_the_glossary_nothing_of_progress_and_write_over_nothing(tmp_path):
    made = desk.copies(tmp_path / "student")
    assert desk.GLOSSARY in made and sorted(p.name for p in (tmp_path / "student").iterdir() if p.is_file()) == [
        desk.GLOSSARY
    ]
    with pytest.raises(books.LessonError, match="already there"):
        desk.copies(tmp_path / "student")


# The desk


@pytest.fixture
def laid(tmp_path, monkeypatch):
    """A desk of two lessons, and the files the course would lay out (change them to make a new version)."""
    new = {f"1_trends/{n}_x.ipynb": books.text_of(lesson((f"# {n} T",), ("a = ...",))) for n in ("1.5", "1.6")}
    new["glossary.md"] = "# Glossary"
    monkeypatch.setattr(desk, "faces", lambda make=None: dict(new))
    monkeypatch.setattr(desk.books, "find", lambda n: books.NOTEBOOKS / f"1_trends/{n}_x.ipynb")
    assert desk.lay_out(tmp_path / "desk") == []
    return tmp_path / "desk", new


FILE = "1_trends/1.5_x.ipynb"


def newer(new, name=FILE):
    new[name] = new[name].replace("T", "Title")


def touch(path, old="a = ...", by="a = 5"):
    path.write_text(path.read_text().replace(old, by))


def snapshot(folder):
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}


def test_laid_out_again_nothing_is_written(laid):
    folder, _ = laid
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    assert desk.lay_out(folder) == [] and {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before


def test_an_untouched_lesson_is_replaced_by_a_newer_one(laid):
    folder, new = laid
    newer(new)
    assert desk.lay_out(folder) == [] and (folder / FILE).read_text() == new[FILE]


def test_a_touched_lesson_stays_and_is_told(laid):
    folder, new = laid
    touch(folder / FILE)
    newer(new)
    (words,) = desk.lay_out(folder)
    assert "You have worked in 1.5" in words and "a = 5" in (folder / FILE).read_text()
    assert words.endswith(
        f'make over LESSON=1.5 FLAGS="--desk {folder}"'
    )  # this desk is not where make looks by itself


def test_a_touched_lesson_without_a_newer_one_is_not_spoken_of(laid):
    folder, _ = laid
    touch(folder / FILE)
    assert desk.lay_out(folder) == []


def test_outputs_counts_and_an_empty_cell_at_the_end_are_no_touch(laid):
    folder, new = laid
    book = books.read(folder / FILE)
    book.cells[1].outputs, book.cells[1].execution_count = [v4.new_output("stream", text="1")], 3
    book.cells.append(v4.new_code_cell(""))
    (folder / FILE).write_text(books.text_of(book))
    newer(new)
    assert desk.lay_out(folder) == [] and (folder / FILE).read_text() == new[FILE]


def test_a_run_lesson_keeps_its_outputs_as_long_as_there_is_no_newer_one(laid):
    folder, _ = laid
    book = books.read(folder / FILE)
    book.cells[1].outputs = [v4.new_output("stream", text="kept")]
    (folder / FILE).write_text(books.text_of(book))
    desk.lay_out(folder)
    assert "kept" in (folder / FILE).read_text()


def test_a_lesson_taken_away_comes_back(laid):
    folder, _ = laid
    (folder / FILE).unlink()
    assert desk.lay_out(folder) == [] and (folder / FILE).exists()


def test_a_lesson_the_course_gave_up_goes_if_it_was_not_touched(laid):
    folder, new = laid
    touch(folder / "1_trends/1.6_x.ipynb")
    new.clear()
    new["glossary.md"] = "# Glossary"
    desk.lay_out(folder)
    assert not (folder / FILE).exists() and (folder / "1_trends/1.6_x.ipynb").exists()


def test_a_damaged_lesson_stays(laid):
    folder, new = laid
    (folder / FILE).write_text("{")
    newer(new)
    assert "1.5" in desk.lay_out(folder)[0] and (folder / FILE).read_text() == "{"


@pytest.mark.parametrize("held", ["{", "[]", '{"format": 0}', '{"format": 1, "files": []}'])
def test_a_desk_whose_memory_is_older_or_damaged_keeps_everything(laid, held):
    folder, new = laid
    touch(folder / FILE)
    (folder / desk.MANIFEST).write_text(held)
    newer(new)
    words = " ".join(desk.lay_out(folder))
    assert "all kept" in words and "a = 5" in (folder / FILE).read_text()
    assert json.loads((folder / desk.MANIFEST).read_text())["format"] == desk.FORMAT


def test_a_desk_of_a_newer_course_is_left_alone(laid):
    folder, new = laid
    (folder / desk.MANIFEST).write_text('{"format": 99}')
    newer(new)
    before = snapshot(folder)
    with pytest.raises(books.LessonError, match="newer version"):
        desk.lay_out(folder)
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    "number, said", [(errno.ENOSPC, "disk is full"), (errno.EROFS, "only be read"), (errno.EACCES, "may not write")]
)
def test_what_a_disk_does_is_told_in_a_sentence_and_nothing_is_lost(laid, monkeypatch, number, said):
    folder, new = laid
    touch(folder / "1_trends/1.6_x.ipynb")
    newer(new)
    before = snapshot(folder)

    def fails(*_):
        raise OSError(number, "no")

    monkeypatch.setattr(books.os, "replace", fails)
    with pytest.raises(books.LessonError, match=f"{said}.*Nothing of yours was changed or lost"):
        desk.lay_out(folder)
    assert snapshot(folder) == before


def test_where_nothing_could_be_kept_nothing_is_opened_and_the_command_for_another_folder_is_named(laid, monkeypatch):
    folder, _ = laid
    before = snapshot(folder)
    monkeypatch.setattr(desk.os, "access", lambda path, how: path != folder)
    with pytest.raises(
        books.LessonError, match=r'You may not write in .*desk\. Name .*: make lab FLAGS="--desk ~/desk"$'
    ):
        desk.lay_out(folder)
    with pytest.raises(books.LessonError, match=r'make over LESSON=1\.5 FLAGS="--desk ~/desk"$'):
        desk.start_over("1.5", folder)
    with pytest.raises(books.LessonError, match=r"make student OUT=~/student$"):
        desk.copies(folder / "new" / "student")
    with pytest.raises(books.LessonError, match=r"make key OUT=~/key$"):
        desk.copies(folder / "key", desk.key)
    assert snapshot(folder) == before


@pytest.mark.parametrize("how", ENDS)
def test_an_update_broken_off_at_any_step_loses_nothing_and_takes_nothing_for_the_learners(laid, how):
    folder, new = laid
    first = snapshot(folder)
    given = dict(new)
    newest = {k: v.replace("T", "Title").replace("Glossary", "Words") for k, v in given.items()}
    later = {k: v.replace("Title", "Last").replace("Words", "Terms") for k, v in newest.items()}
    del newest["1_trends/1.6_x.ipynb"], later["1_trends/1.6_x.ipynb"]

    def fresh():
        new.clear()
        new.update(newest)
        for name, text in first.items():
            (folder / name).write_text(text)

    def look():
        for name, text in visible(folder).items():
            assert name == desk.MANIFEST or text.decode() in (given[name], newest.get(name)), name
        new.clear()
        new.update(later)  # and the course has gone on when the desk is next laid out

    def end():
        assert {k: v.decode() for k, v in visible(folder).items() if k != desk.MANIFEST} == later
        assert not parts(folder) and desk.lay_out(folder) == []

    assert at_every_step(how, fresh, lambda: desk.lay_out(folder), look, end) >= 12


@pytest.mark.parametrize("how", ENDS)
def test_copies_are_all_there_or_none_and_the_next_run_is_not_blocked(laid, how):
    out, given = laid[0].parent / "student", {k: v.encode() for k, v in laid[1].items()}

    def make():
        if not out.exists():
            desk.copies(out)

    def look():
        assert not out.exists() or visible(out) == given

    def end():
        assert visible(out) == given and not parts(out.parent)

    assert at_every_step(how, lambda: shutil.rmtree(out, ignore_errors=True), make, look, end) >= 12


@pytest.mark.parametrize("how", ENDS)
def test_a_lesson_started_over_keeps_what_was_written_whatever_happens(laid, how):
    folder, _ = laid
    laid_out = snapshot(folder)
    mine = laid_out[FILE].replace("a = ...", "a = 5")

    def fresh():
        shutil.rmtree(folder)
        for name, text in {**laid_out, FILE: mine}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)

    def look():
        assert mine in snapshot(folder).values()

    def end():
        assert mine in snapshot(folder).values() and (folder / FILE).read_text() == laid_out[FILE] and not parts(folder)

    assert at_every_step(how, fresh, lambda: desk.start_over("1.5", folder), look, end) >= 6


def test_a_file_where_the_desk_should_be_is_told(tmp_path):
    (tmp_path / "desk").write_text("mine")
    with pytest.raises(books.LessonError, match="a file stands where"):
        desk.lay_out(tmp_path / "desk")


def test_an_interrupted_update_goes_on_where_it_stopped(laid, monkeypatch):
    folder, new = laid
    newer(new)
    newer(new, "1_trends/1.6_x.ipynb")
    whole, calls = os.replace, []

    def second_fails(*given):
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt
        whole(*given)

    monkeypatch.setattr(books.os, "replace", second_fails)
    with pytest.raises(KeyboardInterrupt):
        desk.lay_out(folder)
    assert desk.lay_out(folder) == [] and {k: v for k, v in snapshot(folder).items() if k in new} == new


def test_starting_over_keeps_the_old_copy_beside(laid):
    folder, new = laid
    touch(folder / FILE)
    at = datetime(2026, 11, 24, 23, 10)
    first = desk.start_over("1.5", folder, at)
    assert first.name == "1.5_x (before 2026-11-24 23.10).ipynb" and "a = 5" in first.read_text()
    assert (folder / FILE).read_text() == new[FILE]
    assert desk.start_over("1.5", folder, at).name == "1.5_x (before 2026-11-24 23.10, 2).ipynb"
    newer(new)
    assert desk.lay_out(folder) == [] and (folder / FILE).read_text() == new[FILE]


def test_starting_over_on_a_full_disk_changes_nothing(laid, monkeypatch):
    folder, _ = laid
    touch(folder / FILE)
    before = snapshot(folder)

    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(books.LessonError, match="disk is full"):
        desk.start_over("1.5", folder)
    assert snapshot(folder) == before


# The command and the server


def test_jupyterlab_begins_in_the_desk_with_its_first_lesson():
    flags = lab.flags(desk.DESK)
    assert f"--ServerApp.root_dir={desk.DESK}" in flags and f"--LabApp.default_url=/lab/tree/{lab.START}" in flags
    assert lab.START in desk.faces()


def test_jupyter_without_a_home_is_told_with_the_command_that_helps(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "file" / "home"))
    with pytest.raises(books.LessonError, match=r"cannot \(.*Name another home, for instance: HOME=\$\(mktemp -d\) "):
        lab.open_lab(tmp_path, [])


def test_lessons_import_the_helpers_of_their_own_folder_before_any_other(tmp_path, monkeypatch):
    (tmp_path / "helpers").mkdir()
    (tmp_path / "helpers" / "__init__.py").touch()
    found = []

    def started():
        asked = [sys.executable, "-c", "import helpers; print(ascii(helpers.__file__))"]
        found.append(subprocess.run(asked, cwd=tmp_path.parent, capture_output=True, text=True).stdout.strip())

    monkeypatch.setattr("jupyterlab.labapp.main", started)
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    lab.open_lab(tmp_path, [])
    assert found == [ascii(str(books.ROOT / "helpers" / "__init__.py"))]


def test_the_command_answers_what_it_cannot_do_in_a_sentence(capsys):
    assert command.main(["store", "7.7"]) == 1
    assert "There is no lesson 7.7" in capsys.readouterr().err


def test_copies_for_a_class_go_where_they_are_told_to_at_home_too(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(desk, "copies", lambda out, make: asked.append((out, make)) or [])
    assert command.main(["student", "~/my class"]) == command.main(["key", "key"]) == 0
    assert asked == [(tmp_path / "my class", desk.learners), (Path("key"), desk.key)]


def test_an_interrupt_is_told_in_a_sentence(monkeypatch, capsys):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "run", stopped)
    assert command.main(["check"]) == 130 and "Stopped" in capsys.readouterr().err


def test_nothing_below_uses_the_care_of_the_collection():
    for path in (books.ROOT / "helpers").rglob("*.py"):
        if path.relative_to(books.ROOT / "helpers").parts[0] not in ("course", "marking"):
            assert not re.search(r"(?m)^\s*(from|import) helpers\.course", path.read_text()), path


def test_metadata_of_a_notebook_node_is_not_shared(small):
    made = desk.learners(small, "1.5")
    made.cells[0].metadata["x"] = 1
    assert "x" not in small.cells[0].metadata and isinstance(made, NotebookNode)


def test_the_key_answers_for_every_exercise():
    """Known ways of going wrong for the checked ones, four levels and a model answer for the open ones."""
    for number, book in BOOKS.items():
        key = "\n".join(c.source for c in desk.key(book, number).cells)
        for e in exercises.of_lesson(number):
            assert f"**Key to {e.id}**" in key
            assert not e.rubric or (all(words in key for words in e.rubric) and e.model_answer in key)


def test_a_verdict_counts_the_specifications_that_agree():
    table = pd.DataFrame({"value": [1.0, 2.0, -1.0], "agrees": [True, True, False]})
    shown = evidence.verdict("2.2a", "mixed", "1", "so", "more", agreeing=table)
    assert shown.agreeing == (2, 3) and "2 of 3 reasonable specifications" in shown._repr_html_()
