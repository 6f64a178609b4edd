"""All claims and their verdicts as one account: what stands, what turned, and what our own verdicts hang on (lesson 5.1).

Everything is read from the register of claims (`tables.course.claims`), so that it follows the lessons. The row that
judges the paper as a whole is left out of every count: a sum is no part of itself.
"""

from __future__ import annotations

import math
import re

import numpy as np
import pandas as pd

from helpers import given
from helpers.datasets import kept
from helpers.tables import course

WHOLE = "0"  # the claim about all others, judged in 5.1
CHAPTERS = {"1": "1 Trends", "2": "2 Emerging economies", "3": "3 Cooperation", "4": "4 Policy paths"}
KINDS = {"M": "measured", "S": "by a model", "T": "a concept", "N": "a wish"}
UNJUDGED = "not judged yet"
ORDER = ("supported", "mixed", "contradicted", "untestable here", "model result", UNJUDGED)
STANDINGS = ("stands", "open", "falls", "not counted")
BARS = (0.5, 2 / 3, 0.75)
RULES = ("most claims", "every claim", "choices pooled")
PARTS = {  # the paper's four ways and five directions, by the section that argues each
    "way 1: each does what it can best": "3.1", "way 2: out of dark corners": "3.2", "way 3: the mechanism is mended": "3.3",
    "way 4: a global value network": "3.4", "direction 1: friendship and openness": "4.1", "direction 2: link four levels": "4.2",
    "direction 3: the double loop": "4.3", "direction 4: rank by clusters": "4.4", "direction 5: innovate and include": "4.5",
}  # fmt: skip
EDITION = re.compile(r"(wiod2016|wiod|icio2015|icio|tiva2013|tiva2025|adb|nafta)(?=_)")


class ScoreError(ValueError):
    """What was asked of the account cannot be answered; the message says what can."""


@kept
def claims() -> pd.DataFrame:
    """All claims but the one about the whole, by id, with what 5.1 counts.

    Columns as `course.claims` plus: chapter ("1" …), specifications and agreeing as numbers (missing where a claim has
    none), share (agreeing over specifications, 0 to 1), editions (how many editions of world tables it rests on); an empty
    verdict is "not judged yet".
    """
    table = course.claims().drop(index=WHOLE, errors="ignore")
    counts = {c: pd.to_numeric(table[c].replace("", np.nan)) for c in ("specifications", "agreeing")}
    table = table.assign(**counts, chapter=table["section"].str[0], verdict=table["verdict"].replace("", UNJUDGED))
    table["share"] = table["agreeing"] / table["specifications"]
    table["editions"] = [len(set(EDITION.findall(words))) for words in table["dataset"]]
    return table


def by_chapter() -> pd.DataFrame:
    """How many claims of each chapter (rows) got each verdict (columns, in the order of `ORDER`; those that occur)."""
    table = claims()
    counted = pd.crosstab(table["chapter"].map(CHAPTERS), table["verdict"])
    counted.index.name = counted.columns.name = None
    return counted[[v for v in ORDER if v in counted]]


def _bar(bar) -> float:
    return given.number(bar, "The share needed", ScoreError, 0.5, 1, "give a share of specifications from 0.5 to 1")


def standing(bar: float = 0.5) -> pd.Series:
    """How each claim stands where ``bar`` (0.5 to 1) of its specifications must point one way: see `STANDINGS`.

    It stands where more than half, and at least ``bar``, agree with it; falls where as many do not; else it is open.
    """
    bar, share = _bar(bar), claims()["share"]
    up, down = (share >= bar - 1e-9) & (share > 0.5), (share <= 1 - bar + 1e-9) & (share < 0.5)
    words = np.select([share.isna(), up, down], ["not counted", "stands", "falls"], "open")
    return pd.Series(words, share.index, dtype=object, name="standing")


def at_bars(bars=(0.5, 0.6, 2 / 3, 0.75, 0.9, 1.0)) -> pd.DataFrame:
    """How many claims stand, are open, fall or are not counted (columns) at each bar (rows, in per cent)."""
    rows = {f"{bar * 100:.0f} %": standing(bar).value_counts() for bar in bars}
    return pd.DataFrame(rows).T.reindex(columns=list(STANDINGS)).fillna(0).astype(int)


def weights_of(by: dict[str, float]) -> pd.Series:
    """The weight of each claim from weights of kinds (M, S, T, N): of a claim of two kinds the mean of both."""
    for k, value in given.kind(by, dict, "A weight for each kind, such as {'M': 1}", ScoreError).items():
        given.one_of(k, KINDS, "a kind of claim", ScoreError)
        given.number(value, f"The weight of {k}", ScoreError, 0, words="give 0 or more")
    letters = claims()["kind"].str.findall("[MSTN]")
    return letters.map(lambda some: float(np.mean([by.get(k, 0.0) for k in some])) if some else 0.0)


def weighed(by: dict[str, float], bar: float = 0.5) -> pd.Series:
    """Per cent of all weight that stands, is open, falls or is not counted. ScoreError where no claim has any weight."""
    weight, how = weights_of(by), standing(bar)
    if not weight.sum():
        raise ScoreError("No claim has any weight: give one kind of claim more than 0.")
    return weight.groupby(how).sum().reindex(STANDINGS, fill_value=0.0) / weight.sum() * 100


# -- what our own verdicts hang on ---------------------------------------------------------------------------------------
def doubt() -> pd.DataFrame:
    """Each claim that has specifications, the most doubtful first: share, its chance to turn, its margin.

    chance: of turning where one specification, drawn at random, were all that had been tried (0 to 0.5); margin: the
    fewest specifications that would have to change sides before the majority does.
    """
    table = claims().dropna(subset="share")
    least = np.minimum(table["agreeing"], table["specifications"] - table["agreeing"])
    margin = [math.ceil(n / 2 - k) if 2 * k < n else 0 for k, n in zip(least, table["specifications"], strict=True)]
    out = table[["verdict", "lesson", "specifications", "agreeing", "share", "editions"]]
    return out.assign(chance=least / table["specifications"], margin=margin).sort_values("chance", ascending=False, kind="stable")  # fmt: skip


def turned_by_one() -> pd.Series:
    """How many claims would turn, had each been tried in one specification at random: mean, and the middle 90 %.

    Exact for claims that are drawn apart from each other (a sum of unequal coins); in truth editions and cuts are shared,
    so that more or fewer turn together.
    """
    chances = doubt()["chance"].to_numpy()
    spread = np.array([1.0])
    for p in chances:
        spread = np.convolve(spread, [1 - p, p])
    reached = spread.cumsum()
    low, high = (int(np.searchsorted(reached, q)) for q in (0.05, 0.95))
    return pd.Series({"mean": chances.sum(), "low": low, "high": high, "claims": len(chances)})


def within_a_verdict() -> pd.DataFrame:
    """What the verdict words hide: least, middle and most share of agreeing specifications (per cent), and claims, by verdict."""
    table = claims().dropna(subset="share")
    found = (table["share"] * 100).groupby(table["verdict"]).agg(["min", "median", "max", "size"])
    found.index.name = None
    return found.set_axis(["least, %", "middle, %", "most, %", "claims"], axis="columns").loc[[v for v in ORDER if v in found.index]]  # fmt: skip


def editions() -> pd.DataFrame:
    """How many claims (one column) rest on no world table, on one edition, on two, three or more."""
    words = claims().query("verdict != @UNJUDGED")["editions"].clip(upper=3)
    names = {0: "no world table", 1: "one edition", 2: "two editions", 3: "three or more"}
    return words.map(names).value_counts().reindex(list(names.values()), fill_value=0).rename_axis(None).to_frame("claims")


def unknown() -> pd.DataFrame:
    """Claims that no count here can decide, with the reason: no data, a model only, a wish, or not judged yet."""
    table = claims()
    why = np.select(
        [table["verdict"] == UNJUDGED, table["verdict"] == "untestable here", table["verdict"] == "model result", table["kind"] == "N"],
        ["not judged yet", "no data at hand", "in a model only", "a wish"], "",
    )  # fmt: skip
    return table.assign(why=why)[["why", "lesson", "claim"]].loc[why != ""]


# -- the paper as a whole ------------------------------------------------------------------------------------------------
def part_of(part: str) -> pd.DataFrame:
    """The claims of one of the four ways and five directions (`PARTS`)."""
    section = PARTS[given.one_of(part, PARTS, "one of the nine parts", ScoreError)]
    table = claims()
    return table[table["section"].str.match(rf"{re.escape(section)}(\D|$)")]


@kept
def specifications() -> pd.DataFrame:
    """Each of the nine parts under 18 choices: bar, rule, and whether results of models count.

    Columns part, bar, rule, models (bool), counted (claims), agrees: whether the part stands, against: whether it falls.
    One without any claim that counts does neither.
    """
    rows = []
    for bar in BARS:
        how = standing(bar)
        for part in PARTS:
            table = part_of(part).dropna(subset="share")
            for models in (True, False):
                some = table if models else table[table["verdict"] != "model result"]
                pooled = some["agreeing"].sum() / some["specifications"].sum() if len(some) else 0.5
                up, down = _held(how[some.index] == "stands", pooled, bar), _held(how[some.index] == "falls", 1 - pooled, bar)  # fmt: skip
                rows += [
                    {"part": part, "bar": bar, "rule": rule, "models": models, "counted": len(some), "agrees": up[rule], "against": down[rule]}
                    for rule in RULES
                ]  # fmt: skip
    return pd.DataFrame(rows)


def _held(on_side: pd.Series, pooled: float, bar: float) -> dict[str, bool]:
    """Whether a part is on one side by each rule. on_side: of its claims that count; pooled: part of their choices."""
    return {
        "most claims": bool(len(on_side) and on_side.mean() > 0.5), "every claim": bool(len(on_side) and on_side.all()),
        "choices pooled": bool(pooled > 0.5 and pooled >= bar - 1e-9),
    }  # fmt: skip


def nine() -> pd.DataFrame:
    """The nine parts: claims, of these counted, choices in which the part stands and in which it falls, of how many."""
    grouped = specifications().groupby("part", sort=False)
    table = pd.DataFrame({"claims": [len(part_of(p)) for p in PARTS], "stands in": grouped["agrees"].sum(), "falls in": grouped["against"].sum(), "of": grouped.size()})  # fmt: skip
    table.insert(1, "counted", [int(part_of(p)["share"].notna().sum()) for p in PARTS])
    return table.rename_axis(None)


def word() -> str:
    """The verdict on the whole by a rule said before it is known.

    Supported where each of the nine parts stands in most choices, contradicted where each falls in most, else mixed.
    """
    table = nine()
    stands, falls = (2 * table[c] > table["of"] for c in ("stands in", "falls in"))
    return "supported" if stands.all() else "contradicted" if falls.all() else "mixed"
