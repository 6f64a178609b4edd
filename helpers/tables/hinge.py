"""China and the eleven as hinges between North and South, in both directions, and how central they are beside (lesson 4.3)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import extraction
from helpers.classification import E11, name
from helpers.datasets import kept
from helpers.network import Network
from helpers.tables import circles, shares

WAYS = {"South to North": ("South", "North"), "North to South": ("North", "South"), "South to South": ("South", "South")}
PEERS = ("DEU", "USA", "JPN", "SGP")  # hinges that are none of the eleven, for comparison


@cache
def _passing(year: int, by_size: bool) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Hinges that a table has, what passes each (origin × hinge × destination), and all that goes from origin to destination."""
    m = circles.world(year, by_size)
    known = [c for c in (*E11, *PEERS) if c in m.regions]
    return known, extraction.through_each(m, known), m.origin_shares @ m.Y


@kept
def both_ways(year: int = 2022, border: str = "rich", rest: bool = True) -> pd.DataFrame:
    """Share of value added (%) that passes each of the eleven and `PEERS`, by way of `WAYS`, and what size alone gives.

    Columns: (way, "share" or "by size"); rows: economies that the table has. The passing economy is neither origin nor
    destination, and nothing that stays at home counts (as `extraction.hinge`). Years and borders as in `circles`. rest: the
    rest of the world is one of the South; else it is neither origin nor destination.
    """
    codes = circles.world(year).regions
    north = np.isin(codes, circles.north(border))
    side = {"North": north, "South": ~north & (rest | (np.array(codes) != "ROW"))}
    out = {}
    for by_size, words in ((False, "share"), (True, "by size")):
        known, each, flows = _passing(year, by_size)
        for way, (a, b) in WAYS.items():
            count = np.outer(side[a], side[b]) & ~np.eye(len(codes), dtype=bool)
            for k, code in enumerate(known):
                other, r = count.copy(), codes.index(code)
                other[r], other[:, r] = False, False
                out.setdefault((way, words), {})[code] = each[:, k][other].sum() / flows[other].sum() * 100
    table = pd.DataFrame(out).loc[known]
    return table[[(w, k) for w in WAYS for k in ("share", "by size")]]


@kept
def central(year: int = 2022) -> pd.DataFrame:
    """Betweenness and size of the eleven in value-added flows: betweenness (%), rank of it, part of trade (%), rank of that.

    Betweenness: of all pairs of others, how many have their shortest path (length 1 / flow) through it (Freeman 1977). It
    knows no chains, only who trades most with whom.
    """
    flows = shares.flows(year)
    flows = flows.loc[flows.index != "ROW", flows.columns != "ROW"]
    net = Network(flows)
    between, size = net.betweenness() * 100, net.strength()["total"]
    table = pd.DataFrame({"betweenness": between, "rank": between.rank(ascending=False, method="min")})
    table["trade"] = size / size.sum() * 100
    table["rank of trade"] = size.rank(ascending=False)
    return table.loc[[c for c in E11 if c in table.index]]


@kept
def central_by_year() -> pd.DataFrame:
    """Betweenness (%) by year of China, Germany, Japan and the United States in value-added flows, WIOD 1995-2011."""
    rows = {}
    for year in range(1995, 2012):
        flows = shares.flows(year)
        flows = flows.loc[flows.index != "ROW", flows.columns != "ROW"]
        rows[year] = Network(flows).betweenness()[["CHN", "DEU", "JPN", "USA"]] * 100
    return pd.DataFrame(rows).T.rename_axis(index="year")


@kept
def specifications(more: float = 1.1) -> pd.DataFrame:
    """Is China the hinge: does more pass it than size alone gives, and more than any other of the eleven? value: share over size.

    Choices: border (four), 2011 (WIOD) or 2022 (ICIO), way (South to North, North to South), the rest of the world in the
    South or left out. share: % that passes China; next: the largest share of another of the eleven, who: its name; Germany:
    its share; year, rest: of the choice; agrees: value above ``more`` and share above next. The test does not ask Germany:
    it is no economy of the South.
    """
    rows = {}
    for border, words in circles.BORDERS.items():
        for year in (2011, 2022):
            for rest, of in ((True, ""), (False, ", without the rest of the world")):
                table = both_ways(year, border, rest)
                for way in ("South to North", "North to South"):
                    share, alone = table[way, "share"], table[way, "by size"]
                    others = share[[c for c in E11 if c in share.index and c != "CHN"]]
                    rows[f"{year}, {words}, {way}{of}"] = {
                        "value": share["CHN"] / alone["CHN"], "share": share["CHN"], "next": others.max(),
                        "who": name(others.idxmax()), "Germany": share["DEU"], "year": year, "rest": rest,
                    }  # fmt: skip
    kinds = {"value": float, "share": float, "next": float, "Germany": float, "year": int, "rest": bool}
    table = pd.DataFrame(rows).T.astype(kinds)
    return table.assign(agrees=(table["value"] > more) & (table["share"] > table["next"]))


@kept
def rise() -> pd.DataFrame:
    """China's share (%) in both ways by year, beside size alone: 1995, 2000, 2005, 2011 (WIOD), 2022 (ICIO, another edition)."""
    out = {}
    for year in (1995, 2000, 2005, 2011, 2022):
        row = both_ways(year).loc["CHN"]
        out[year] = row[[(w, k) for w in ("South to North", "North to South") for k in ("share", "by size")]]
    return pd.DataFrame(out).T.rename_axis(index="year")


def rise_split(first: int = 1995, last: int = 2011, way: str = "South to North") -> pd.Series:
    """The rise of China's share (points) as size and as what is beyond size (share = by size × ratio, midpoint weights)."""
    table = rise()[way]
    ratio = table["share"] / table["by size"]
    size = (table.at[last, "by size"] - table.at[first, "by size"]) * (ratio[first] + ratio[last]) / 2
    beyond = (ratio[last] - ratio[first]) * (table.at[first, "by size"] + table.at[last, "by size"]) / 2
    return pd.Series({"first": table.at[first, "share"], "last": table.at[last, "share"], "by size": size, "beyond size": beyond})  # fmt: skip
