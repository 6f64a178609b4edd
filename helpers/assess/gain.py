"""The paired gain between two sittings, with its interval, by pingouin: for all, and by background where it is known."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.assess import pseudonyms
from helpers.assess.said import AssessError

FEWEST = 5  # a group below this is not reported by itself: one would see who it is


@dataclass(frozen=True)
class Gain:
    """A table (all, then by background) and who is in one sitting only."""

    table: pd.DataFrame
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = "Per cent of the points in both sittings, the mean gain with its 95 % interval, and Cohen's d:"
        lines = [head, self.table.to_string(float_format="{:.2f}".format, na_rep="–")]
        for who, words in ((self.only_before, "Only in the first"), (self.only_after, "Only in the second")):
            lines.append(f"{words}: {len(who)}" + (f" ({', '.join(who)})" if who else ""))
        if self.left_out:
            lines.append(f"Not shown, since a group of fewer than {FEWEST} could be recognised or worked out from the rest: {', '.join(self.left_out)}.")  # fmt: skip
        return "\n".join(lines)


def sitting(path: Path) -> pd.DataFrame:
    """One sitting: pseudonym (index), percent, and background if there; AssessError in a sentence for another table."""
    path = Path(path)
    table = pseudonyms.read(path)
    table.columns = table.columns.str.strip().str.casefold()
    lacking = [c for c in ("pseudonym", "percent") if c not in table]
    if lacking:
        raise AssessError(f"{path.name} has no column {' and no column '.join(lacking)}; `python -m helpers.course pseudonyms` writes both.")  # fmt: skip
    table["percent"] = pseudonyms.numbers(table["percent"], path)
    table["pseudonym"] = table["pseudonym"].str.strip()
    table = table[(table["pseudonym"] != "") & table["percent"].notna()]
    outside = table[(table["percent"] < 0) | (table["percent"] > 100)]
    if len(outside):
        raise AssessError(f"{path.name}: {outside['percent'].iloc[0]:g} is no per cent of the points (0 to 100).")
    twice = table.loc[table["pseudonym"].duplicated(), "pseudonym"]
    if len(twice):
        raise AssessError(f"{path.name} has {twice.iloc[0]} twice: keep one row each.")
    if (table["percent"] <= 1).all() and len(table) > 1 and (table["percent"] > 0).any():
        raise AssessError(f"{path.name}: all values are 1 or less; per cent run from 0 to 100, so multiply by 100.")
    return table.set_index("pseudonym")


def paired(before: Path, after: Path) -> Gain:
    """What those who sat both gained, in points of per cent: n, means, gain, 95 % interval, Cohen's d.

    AssessError where fewer than two sat both, in a sentence.
    """
    first, second = sitting(before), sitting(after)
    both = first.index.intersection(second.index).sort_values()
    if len(both) < 2:
        raise AssessError(f"{len(both)} of {len(first)} and {len(second)} sat both: were both lists made with the same secret?")  # fmt: skip
    groups, left_out = {"all": both}, []
    known = next((t["background"] for t in (first, second) if "background" in t), None)
    if known is not None:
        said = known.reindex(both).fillna("").str.strip().replace("", "not said")
        for label, members in said.groupby(said):
            if len(members) < FEWEST:
                left_out.append(label)
            else:
                groups[label] = members.index
        shown = [label for label in groups if label != "all"]
        if shown and 0 < len(both) - sum(len(groups[label]) for label in shown) < FEWEST:
            smallest = min(shown, key=lambda label: len(groups[label]))  # all less the others shown would give the few
            del groups[smallest]
            left_out.append(smallest)
    table = pd.DataFrame({n: _compared(first.loc[who, "percent"], second.loc[who, "percent"]) for n, who in groups.items()}).T  # fmt: skip
    table["n"] = table["n"].astype(int)
    return Gain(table, tuple(first.index.difference(both)), tuple(second.index.difference(both)), tuple(left_out))


def _compared(before: pd.Series, after: pd.Series) -> dict[str, float]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pingouin
    except ImportError:
        raise AssessError("The gain is computed by pingouin, which is not installed here: run make test once.") from None  # fmt: skip
    difference = after - before
    out = {"n": len(before), "first": before.mean(), "second": after.mean(), "gain": difference.mean(), "from": float("nan"), "to": float("nan"), "d": float("nan")}  # fmt: skip
    if difference.nunique() > 1:  # all the same: there is no spread to make an interval of
        found = pingouin.ttest(after, before, paired=True).iloc[0]
        out["from"], out["to"] = (float(v) for v in found["CI95"])
        out["d"] = float(found["cohen_d"])
    return out
