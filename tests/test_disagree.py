"""A learner's own verdicts: kept, handed in, joined, compared; and what is refused, in one sentence."""

import pandas as pd
import pytest

from helpers import disagree, progress
from helpers.disagree import DisagreeError

REASON = "the number moves with the year that is taken"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("GVC_DESK", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(disagree, "_memory", {})


@pytest.fixture
def desk(tmp_path, monkeypatch):
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / progress.MANIFEST).write_text("{}")
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def test_outside_a_desk_a_verdict_is_remembered_and_not_written(tmp_path):
    disagree.say("2.3a", "contradicted", REASON)
    assert disagree.mine().at["2.3a", "verdict"] == "contradicted" and not list(tmp_path.iterdir())


def test_on_a_desk_it_lies_beside_the_progress(desk):
    disagree.say("2.3a", "mixed", REASON)
    assert (desk / disagree.FILE).read_text(encoding="utf-8").startswith("claim,verdict,reason\n2.3a,mixed,")


def test_a_second_thought_replaces_the_first_and_the_register_s_order_is_kept(desk):
    disagree.say("2.3a", "mixed", REASON)
    disagree.say("1.1a", "supported", REASON)
    disagree.say("2.3a", "supported", REASON)
    assert disagree.mine()["verdict"].to_dict() == {"1.1a": "supported", "2.3a": "supported"}
    assert list(disagree.mine().index) == ["1.1a", "2.3a"]


def test_what_is_exported_comes_back_with_commas_quotes_and_chinese(desk):
    reason = 'two words, "quoted", 中国 and a line\nbreak'
    disagree.say("1.1a", "mixed", reason)
    disagree.export("ana.csv")
    assert disagree.join(["ana.csv"]).loc[0].tolist() == ["ana", "1.1a", "mixed", 'two words, "quoted", 中国 and a line break']


def test_two_learners_who_differ_agree_with_us_by_half(tmp_path):
    for who, word in (("ana", "mixed"), ("bo", "supported")):
        (tmp_path / f"{who}.csv").write_text(f"claim,verdict,reason\n1.1a,{word},{REASON}\n")
    row = disagree.compare(disagree.join(["ana.csv", "bo.csv"])).loc["1.1a"]
    assert row["judged by"] == 2 and row["agree with each other"] == 0
    assert row["agree with us"] == 0.5 and row["most say"] == "supported or mixed"


def test_who_says_all_that_we_say_agrees_beyond_chance_in_full():
    for claim in ("1.1a", "1.1b", "1.2a"):
        disagree.say(claim, disagree.course.claims().at[claim, "verdict"], REASON)
    assert disagree.beyond_chance(disagree.mine()) == pytest.approx(1)


def test_who_always_says_the_same_word_agrees_by_chance_only():
    for claim in ("1.1a", "1.1b", "1.2a"):
        disagree.say(claim, "mixed", REASON)
    assert disagree.beyond_chance(disagree.mine()) == pytest.approx(0)
    assert disagree.crossed(disagree.mine())["mixed"].sum() == 3


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("9.9z", "mixed", REASON), "9.9z"), ((None, "mixed", REASON), "None"), (("1.1a", "true", REASON), "supported"),
        (("1.1a", ["mixed"], REASON), "mixed"), (("1.1a", "mixed", "too short"), "5 or more"), (("1.1a", "mixed", None), "reason"),
        (("1.1a", "mixed", "word " * 900), "too long"), ((1.1, "mixed", REASON), "1.1"),
    ],
)  # fmt: skip
def test_what_is_no_verdict_is_refused_in_one_sentence(given, words):
    with pytest.raises(DisagreeError, match=words) as told:
        disagree.say(*given)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no CSV"), (b"\xff\xfe\x00", "no CSV"), (b"a,b\n1,2\n", "no column 'claim'"), (b"claim,verdict,reason\n1.1a,mixed,no\n", "line 2"),
        (b"claim,verdict,reason\n1.1a,mixed,%s\n1.1a,mixed,%s\n" % (REASON.encode(), REASON.encode()), "twice"),
        (b"claim,verdict,reason\nx,mixed,%s\n" % REASON.encode(), "ana.csv, line 2"), (b"claim,verdict,reason\n1.1a\n", "verdict"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_with_its_name_and_line(tmp_path, content, words):
    (tmp_path / "ana.csv").write_bytes(content)
    with pytest.raises(DisagreeError, match=words) as told:
        disagree.join(["ana.csv"])
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("files", ["ana.csv", None, [], [3], ["nowhere.csv"], ["a/x.csv", "b/x.csv"], [None]])
def test_no_list_of_files_is_refused(files):
    with pytest.raises(DisagreeError):
        disagree.join(files)


@pytest.mark.parametrize("table", [None, pd.DataFrame(), pd.DataFrame({"claim": ["1.1a"]}), pd.DataFrame({"claim": ["x"], "verdict": ["mixed"]})])
def test_no_table_of_verdicts_is_refused(table):
    for function in (disagree.compare, disagree.crossed, disagree.beyond_chance):
        with pytest.raises(DisagreeError):
            function(table)


@pytest.mark.parametrize("file", [None, 3, "", "verdicts.txt"])
def test_an_export_needs_a_csv_name_and_something_to_write(file):
    with pytest.raises(DisagreeError, match="no verdict of yours"):
        disagree.export("ana.csv")
    disagree.say("1.1a", "mixed", REASON)
    with pytest.raises(DisagreeError, match=r"\.csv"):
        disagree.export(file)


def test_a_damaged_file_of_one_s_own_is_left_and_the_verdict_remembered(desk, capsys):
    (desk / disagree.FILE).write_text("nonsense")
    disagree.say("1.1a", "mixed", REASON)
    assert "remembered only" in capsys.readouterr().out and (desk / disagree.FILE).read_text() == "nonsense"
