"""Areas and groups as neighbours: regional content, flows, intensity (lesson 1.6)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import E11, E11_IN_WIOD, WIOD, WIOD_YEARS, area
from helpers.datasets import kept
from helpers.tables import change
from helpers.tables.shares import flows, flows_without_oil


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


def expected(matrix: pd.DataFrame) -> pd.DataFrame:
    """What size alone gives for each pair, same shape and unit as the flows, zero on the diagonal.

    Each region sells abroad in proportion to every other region's purchases abroad.
    """
    sold, bought = matrix.sum(axis=1), matrix.sum(axis=0)
    found = np.outer(sold / (bought.sum() - bought), bought)
    np.fill_diagonal(found, 0.0)
    return pd.DataFrame(found, index=matrix.index, columns=matrix.columns)


def over_size(matrix: pd.DataFrame, chosen: np.ndarray) -> float:
    """Trade of the chosen pairs (bool, shape of the flows) over what size alone gives them. Above 1: nearer than size says."""
    return float(matrix.to_numpy()[chosen].sum() / expected(matrix).to_numpy()[chosen].sum())


def pairs(codes, sellers, buyers=None) -> np.ndarray:
    """Which flows run from sellers to buyers (the sellers themselves if not given): bool, codes × codes, never at home."""
    found = np.outer(np.isin(codes, sellers), np.isin(codes, sellers if buyers is None else buyers))
    np.fill_diagonal(found, False)
    return found


def intensity(year: int, members: list[str], kind: str = "value_added") -> pd.Series:
    """Trade inside a group against what size alone would give: observed share of its sales, expected share, their ratio.

    Kinds and years as `flows`; rest of the world among the buyers. Expected as `expected`.
    """
    matrix = flows(year, kind)
    inside = pairs(matrix.index, members)
    sold = matrix.loc[[c for c in members if c in matrix.index]].to_numpy().sum()
    observed, by_size = matrix.to_numpy()[inside].sum() / sold, expected(matrix).to_numpy()[inside].sum() / sold
    return pd.Series({"observed": observed, "expected": by_size, "ratio": observed / by_size}, name=year)


AREAS = ("Europe", "Factory Asia", "North America")


def members(codes) -> dict[str, list[str]]:
    """The three areas, and the E11 with and without China: words → those of the codes that belong."""
    known = [c for c in E11 if c in codes]
    return {a: [c for c in codes if area(c) == a] for a in AREAS} | {
        "E11": known,
        "E11 without China": [c for c in known if c != "CHN"],
    }


@kept
def own_content() -> pd.DataFrame:
    """Of the foreign value in each group's exports: the share from the same group, by year (rows), fractions."""
    known = members(flows(WIOD_YEARS[-1]).index)
    groups = {a: known[a] for a in AREAS} | {f"E11 ({len(E11_IN_WIOD)} of 11)": known["E11"]}
    return pd.DataFrame({y: group_content(y, groups) for y in WIOD_YEARS}).T


@kept
def closeness(group: str = "E11") -> pd.DataFrame:
    """`intensity` of one of the groups of `members` by year (rows): observed, expected, ratio."""
    codes = members(flows(WIOD_YEARS[-1]).index)[group]
    return pd.DataFrame({y: intensity(y, codes) for y in WIOD_YEARS}).T


EDITIONS = ("WIOD 1995", "WIOD 2011", "ADB 2017", "ADB 2022", "ICIO 2022")
ASIANS = ["CHN", "IDN", "KOR"]  # the E11 economies of Factory Asia


@kept
def held(edition: str) -> pd.DataFrame:
    """Foreign value in exports, origin × exporter, million USD, zero on the diagonal. edition: one of `EDITIONS`.

    WIOD: 41 × 41, eight of the E11. ADB: 73 × 73, ten (no South Africa). ICIO: 81 × 81, all eleven, the split by partner
    estimated. South-East Asia's economies are single ones in ADB and ICIO. Raises ValueError for another edition.
    """
    if edition not in EDITIONS:
        raise ValueError(f"There is no edition {edition!r}; there are {', '.join(EDITIONS)}.")
    publisher, year = edition.split()
    if publisher != "ADB":
        return flows(int(year), "value_added_in_exports")
    table = datasets.load("adb_origins")
    found = table[table["year"] == int(year)].pivot(index="origin", columns="exporter", values="value")
    return found.reindex(columns=found.index).fillna(0.0)


def at_wiod(matrix: pd.DataFrame) -> pd.DataFrame:
    """Flows at the regions of WIOD: 40 economies, all others in ROW. So editions differ by their numbers, not their map."""
    codes = np.array([c if c in WIOD else "ROW" for c in matrix.index])
    found = matrix.groupby(codes).sum().T.groupby(codes).sum().T
    return found.where(~np.eye(len(found), dtype=bool), 0.0)


def groups_of_pairs(codes) -> dict[str, np.ndarray]:
    """Areas, E11 and the three parts of the E11's pairs: words → pairs. The parts add up to the E11."""
    e11, asians = pairs(codes, E11), pairs(codes, ASIANS)
    china = pairs(codes, E11, ["CHN"]) | pairs(codes, ["CHN"], E11)
    return {a: pairs(codes, [c for c in codes if area(c) == a]) for a in AREAS} | {
        "E11": e11,
        "E11: China, Indonesia and Korea": asians,
        "E11: China with the others": china & ~asians,
        "E11: all other pairs": e11 & ~china & ~asians,
    }


def closeness_by_edition() -> pd.DataFrame:
    """Foreign value in exports from the same group over what size gives: `groups_of_pairs` × `EDITIONS`."""
    found = {}
    for edition in EDITIONS:
        matrix = held(edition)
        found[edition] = {g: over_size(matrix, chosen) for g, chosen in groups_of_pairs(matrix.index).items()}
    return pd.DataFrame(found)


def closeness_in_final_use() -> pd.DataFrame:
    """Value added in each other's final use over what size gives: `groups_of_pairs` × 1995, 2011 (WIOD), 2022 (ICIO)."""
    found = {}
    for year in (1995, 2011, 2022):
        matrix = flows(year)
        found[year] = {g: over_size(matrix, chosen) for g, chosen in groups_of_pairs(matrix.index).items()}
    return pd.DataFrame(found)


def e11_split(first: str = "WIOD 1995", last: str = "WIOD 2011") -> pd.Series:
    """The change of the E11's closeness: inside the three parts of its pairs and by their weights in what size gives."""
    values, weights = {}, {}
    for edition in (first, last):
        matrix = held(edition)
        parts = {g: p for g, p in groups_of_pairs(matrix.index).items() if g.startswith("E11: ")}
        values[edition] = {g: over_size(matrix, p) for g, p in parts.items()}
        weights[edition] = {g: expected(matrix).to_numpy()[p].sum() for g, p in parts.items()}
    return change.within_between(pd.DataFrame(values), pd.DataFrame(weights))


def shares_by_edition() -> pd.DataFrame:
    """Of the foreign value in each group's exports the share from the same group, %: areas and E11 × `EDITIONS`."""
    found = {}
    for edition in EDITIONS:
        matrix = held(edition)
        found[edition] = {g: _share(matrix, codes) for g, codes in members(matrix.index).items()}
    return pd.DataFrame(found).loc[[*AREAS, "E11"]] * 100


def _share(matrix: pd.DataFrame, codes: list[str]) -> float:
    return matrix.loc[codes, codes].to_numpy().sum() / matrix[codes].to_numpy().sum()


def specifications() -> pd.DataFrame:
    """Did emerging economies' chains become more regional? Last year over first under all choices; agrees: above 1.

    Choices: who (E11, without China, Factory Asia); edition (WIOD 1995 to 2011, ADB 2017 to 2022, WIOD 2011 to ICIO 2022 at
    the same 41 regions and only over size); foreign value in exports or, in WIOD, gross exports and final use (with and
    without oil); the share itself or trade over what size gives. Index = the choices in words, columns value (times), agrees (bool).
    """
    both = {
        "WIOD": (held("WIOD 1995"), held("WIOD 2011")),
        "ADB": (held("ADB 2017"), held("ADB 2022")),
        "WIOD to ICIO": (held("WIOD 2011"), at_wiod(held("ICIO 2022"))),
    }
    other = {
        "gross": [flows(y, "gross_exports") for y in (1995, 2011)],
        "final use": [flows(y) for y in (1995, 2011)],
        "final use without oil": [flows_without_oil(y) for y in (1995, 2011)],
    }
    rows = {}
    for who in ("E11", "E11 without China", "Factory Asia"):
        for edition, (first, last) in both.items():
            if "ICIO" not in edition:
                then, now = (_share(m, members(m.index)[who]) for m in (first, last))
                rows[f"{who}, {edition}: share"] = now / then
            rows[f"{who}, {edition}: over size"] = _times(first, last, who)
        for kind, (first, last) in other.items():
            rows[f"{who}, WIOD, {kind}: over size"] = _times(first, last, who)
    return change.specifications(rows, above=1)


def _times(first: pd.DataFrame, last: pd.DataFrame, who: str) -> float:
    """Closeness of a group in the last flows over that in the first."""
    then, now = (over_size(m, pairs(m.index, members(m.index)[who])) for m in (first, last))
    return now / then


def complement() -> pd.DataFrame:
    """E11 value in rich economies' exports and the reverse, by edition (rows): % of the foreign value, and over size.

    Rich: Europe and North America without Mexico and the other E11, and Japan.
    """
    rows = {}
    for edition in EDITIONS:
        matrix = held(edition)
        codes = list(matrix.index)
        e11 = members(codes)["E11"]
        rich = [c for c in codes if c == "JPN" or (c not in E11 and area(c) in ("Europe", "North America"))]
        rows[edition] = {
            f"{words}, {unit}": value
            for words, (origin, exporter) in {"E11 in rich": (e11, rich), "rich in E11": (rich, e11)}.items()
            for unit, value in {
                "%": matrix.loc[origin, exporter].to_numpy().sum() / matrix[exporter].to_numpy().sum() * 100,
                "over size": over_size(matrix, pairs(codes, origin, exporter)),
            }.items()
        }
    return pd.DataFrame(rows).T


def largest_flow() -> float:
    """The largest flow of `e11_flows` in any year: one scale for all maps, billion USD."""
    return max(float(e11_flows(y)["value"].max()) for y in (WIOD_YEARS[0], WIOD_YEARS[-1]))
