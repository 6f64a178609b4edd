"""Areas and groups as neighbours: regional content, flows, intensity (lesson 1.6)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.classification import E11_IN_WIOD, WIOD_YEARS, area
from helpers.datasets import kept
from helpers.tables.shares import flows


def regional_content(year: int, kind: str = "value_added_in_exports") -> pd.DataFrame:
    """Foreign value added in each area's exports (columns) by area of origin (rows), without own value; billion USD."""
    matrix = flows(year, kind)
    areas = np.array([area(c) for c in matrix.index])
    return matrix.groupby(areas).sum().T.groupby(areas).sum().T / 1e3


@kept
def e11_flows(year: int) -> pd.DataFrame:
    """Value-added flows from or to the E11 economies of WIOD, rest of the world left out: billion USD, ``inside`` if both are."""
    matrix = flows(year) / 1e3
    long = matrix.stack().rename("value").reset_index().set_axis(["origin", "destination", "value"], axis="columns")
    a, b = long["origin"].isin(E11_IN_WIOD), long["destination"].isin(E11_IN_WIOD)
    keep = (a | b) & (long["origin"] != "ROW") & (long["destination"] != "ROW") & (long["value"] > 0)
    return long.assign(inside=a & b)[keep]


def group_content(year: int, groups: dict[str, list[str]]) -> pd.Series:
    """Of the foreign value in each group's exports: the share from other members of it and from the rest (fractions)."""
    matrix = flows(year, "value_added_in_exports")
    rows = {}
    for words, members in groups.items():
        known = [c for c in members if c in matrix.index]
        inside = matrix.loc[known, known].to_numpy().sum()
        rows[words] = inside / matrix[known].to_numpy().sum()
    return pd.Series(rows, name=year)


def intensity(year: int, members: list[str]) -> pd.Series:
    """Value-added trade inside a group against what size alone would give: observed share, expected share, their ratio.

    Expected: each member sells abroad in proportion to every other region's purchases of foreign value added. WIOD full
    tables, rest of the world among the buyers. Above 1, members trade more with each other than size says.
    """
    matrix = flows(year)
    known = [c for c in members if c in matrix.index]
    sold, bought = matrix.sum(axis=1), matrix.sum(axis=0)
    observed = matrix.loc[known, known].to_numpy().sum() / sold[known].sum()
    weight = {i: bought[[j for j in known if j != i]].sum() / (bought.sum() - bought[i]) for i in known}
    expected = sum(sold[i] * weight[i] for i in known) / sold[known].sum()
    return pd.Series({"observed": observed, "expected": expected, "ratio": observed / expected}, name=year)


AREAS = ("Europe", "Factory Asia", "North America")


def members(codes) -> dict[str, list[str]]:
    """The three areas and the E11 as groups: words → those of the codes that belong."""
    return {a: [c for c in codes if area(c) == a] for a in AREAS} | {f"E11 ({len(E11_IN_WIOD)} of 11)": E11_IN_WIOD}


@kept
def own_content() -> pd.DataFrame:
    """Of the foreign value in each group's exports: the share from the same group, by year (rows), fractions."""
    groups = members(flows(WIOD_YEARS[-1]).index)
    return pd.DataFrame({y: group_content(y, groups) for y in WIOD_YEARS}).T


@kept
def closeness(group: str = "E11 (8 of 11)") -> pd.DataFrame:
    """`intensity` of one of the groups of `members` by year (rows): observed, expected, ratio."""
    codes = members(flows(WIOD_YEARS[-1]).index)[group]
    return pd.DataFrame({y: intensity(y, codes) for y in WIOD_YEARS}).T


def complement(years: tuple[int, ...]) -> pd.DataFrame:
    """E11 value in rich economies' exports and the reverse, % of the foreign value in them, by year (columns).

    Rich: Europe and North America without Mexico and the other E11, and Japan.
    """
    rows = {"E11 value in rich economies' exports": {}, "rich economies' value in E11 exports": {}}
    for year in years:
        held = flows(year, "value_added_in_exports")
        rich = [
            c for c in held.index if c == "JPN" or (c not in E11_IN_WIOD and area(c) in ("Europe", "North America"))
        ]
        for words, (origin, exporter) in zip(rows, ((E11_IN_WIOD, rich), (rich, E11_IN_WIOD)), strict=True):
            rows[words][year] = held.loc[origin, exporter].to_numpy().sum() / held[exporter].to_numpy().sum() * 100
    return pd.DataFrame(rows).T


def largest_flow() -> float:
    """The largest flow of `e11_flows` in any year: one scale for all maps, billion USD."""
    return max(float(e11_flows(y)["value"].max()) for y in (WIOD_YEARS[0], WIOD_YEARS[-1]))


def ratios(year: int) -> pd.Series:
    """Trade inside each group of `members` over what size gives, one year."""
    return pd.Series({g: intensity(year, codes)["ratio"] for g, codes in members(flows(year).index).items()}, name=year)
