"""North, South and what lies between them: value-added flows across a movable border, roles, hinges (lesson 3.3)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets, extraction
from helpers.classification import E11, WIOD, WIOD_YEARS, area, regions
from helpers.clusters import adjusted_rand
from helpers.datasets import kept
from helpers.mrio import MRIO
from helpers.network import Network
from helpers.sizes import size_alone
from helpers.tables import fragmentation, shares
from helpers.value_added import footprint, gross_exports, value_added_trade, vax_by_industry

# The 25 members of the OECD on 1 January 1995 (Mexico joined in May 1994, Czechia in December 1995, Korea in 1996).
OECD_1995 = (
    "AUS AUT BEL CAN CHE DEU DNK ESP FIN FRA GBR GRC IRL ISL ITA JPN LUX MEX NLD NOR NZL PRT SWE TUR USA".split()
)
G7 = "CAN DEU FRA GBR ITA JPN USA".split()
BORDERS = {
    "rich": "high income in 1995",
    "oecd": "the OECD of 1995",
    "g7": "the G7",
    "today": "high income today",
}
AMONG = {"all": "all economies", "common": "the 40 in both tables"}
NORTH, CHINA, SOUTH, REST = GROUPS = ("North", "China", "South", "rest of the world")
FOUR = ("North to North", "North to South", "South to North", "South to South")
YEARS = (*WIOD_YEARS, 2022)
SIX = ("CHN", "DEU", "KOR", "MEX", "USA", "JPN")


def _listed(value, known, what: str):
    if value not in known:
        raise ValueError(f"There is no {what} {value!r}; there are {', '.join(map(str, known))}.")
    return value


@cache
def _north(border: str) -> frozenset[str]:
    _listed(border, BORDERS, "border")
    if border == "today":  # the World Bank's latest group; it leaves out Chinese Taipei, counted as rich
        held = datasets.load("countries").drop_duplicates("region").set_index("region")["income_group"]
        return frozenset(held.index[held == "High income"]) | {"TWN"}
    if border == "rich":
        return frozenset(regions().index[regions()["income_1995"] == "high"])
    return frozenset(OECD_1995 if border == "oecd" else G7)


def north(border: str = "rich") -> list[str]:
    """Codes of the North inside one of `BORDERS`, in the order of the alphabet. Raises ValueError for another border."""
    return sorted(_north(border))


def sides(codes, border: str = "rich") -> pd.Series:
    """North, China, South or rest of the world for each code. Raises ValueError for another border."""
    inside = _north(border)
    side = lambda c: REST if c == "ROW" else CHINA if c == "CHN" else NORTH if c in inside else SOUTH  # noqa: E731
    return pd.Series({c: side(c) for c in codes}, name="side")


def trade(year: int, among: str = "all", without: str = "") -> pd.DataFrame:
    """Value added by origin and final destination, million USD, nothing at home; ``among``: see `AMONG`.

    ``without``: "oil" leaves out what is earned in mining and refining, a code leaves that economy out.

    1995-2011 WIOD (41 regions), 2022 ICIO (81, an estimated split by partner). "common": the 40 economies that stand in
    both, without the rest of the world. Raises ValueError for another year or set.
    """
    _listed(among, AMONG, "set of economies")
    found = shares.flows_without_oil(year) if without == "oil" else shares.flows(year)
    codes = [c for c in found.index if c != without and (among == "all" or (c in WIOD and c != "ROW"))]
    return found.loc[codes, codes]


@kept
def between(year: int, border: str = "rich", among: str = "all") -> pd.DataFrame:
    """Value added that crosses a border, by side of origin (rows) and of final destination, billion USD: see `sides`."""
    flows = trade(year, among)
    side = sides(flows.index, border)
    order = [s for s in GROUPS if s in set(side)]
    return (flows.groupby(side).sum().T.groupby(side).sum().T / 1e3).loc[order, order]


def four_flows(year: int, border: str = "rich", among: str = "all") -> pd.Series:
    """North-North, North-South, South-North and South-South, % of all value added that crosses a border.

    South: everyone else, China and the rest of the world among them. The four add up to 100.
    """
    table = between(year, border, among)
    side = np.where(table.index == NORTH, "North", "South")
    four = table.groupby(side).sum().T.groupby(side).sum().T
    values = [four.at[a, b] for a in ("North", "South") for b in ("North", "South")]
    return pd.Series(values, FOUR, name=year) / table.to_numpy().sum() * 100


@kept
def four_by_year(border: str = "rich", among: str = "all") -> pd.DataFrame:
    """`four_flows` of every year there is a table for: rows years, columns the four, %."""
    return pd.DataFrame({y: four_flows(y, border, among) for y in YEARS}).T


@kept
def north_to_north() -> pd.DataFrame:
    """The North's trade with itself, % of all, under each border and both sets of economies (rows), 1995, 2011, 2022."""
    rows = {
        f"{words}: {of}": {y: four_flows(y, b, a)[FOUR[0]] for y in (1995, 2011, 2022)}
        for b, words in BORDERS.items()
        for a, of in AMONG.items()
    }
    return pd.DataFrame(rows).T


# -- three roles -------------------------------------------------------------------------------------------------------
CORE, WORKSHOP, RESOURCE = ROLES = ("core", "workshops", "resource sellers")
PRIMARY = ("agriculture", "mining", "petroleum")


@kept
def primary_share(year: int) -> pd.Series:
    """What is earned in farming, mining and refining, % of each region's value-added exports: 22 industries."""
    earned = vax_by_industry(datasets.mrio(year)).unstack("industry")
    return earned[list(PRIMARY)].sum(axis=1) / earned.sum(axis=1) * 100


def roles(year: int, border: str = "rich", threshold: float = 25.0, among: str = "all") -> pd.Series:
    """core, workshops or resource sellers: the North; of the South those above the threshold, and all others.

    The rule is applied in the first year of the table: 1995 for WIOD's years and for the common 40, else 2022.
    threshold: % of value-added exports earned in `PRIMARY` industries.
    """
    codes = trade(year, among).index
    share = primary_share(1995 if among == "common" or year < 2022 else 2022)
    inside = _north(border)
    role = lambda c: CORE if c in inside else RESOURCE if share[c] >= threshold else WORKSHOP  # noqa: E731
    return pd.Series({c: role(c) for c in codes}, name="role")


def _added(flows: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    return flows.groupby(groups).sum().T.groupby(groups).sum().T


def over_size(flows: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Flows between groups over what sizes alone give them: above 1 is closer. groups: a name for each code."""
    expected = _added(size_alone(flows), groups)
    return (_added(flows, groups) / expected).where(expected > 0)


@kept
def closeness(year: int, border: str = "rich", threshold: float = 25.0, among: str = "all") -> pd.DataFrame:
    """`over_size` of the three roles, seller's role in rows: times what size alone gives."""
    found = over_size(trade(year, among), roles(year, border, threshold, among))
    return found.reindex(index=list(ROLES), columns=list(ROLES))


PAIRS = (f"{CORE} and {WORKSHOP}", f"{WORKSHOP} and {RESOURCE}", f"{CORE} and {RESOURCE}")


def pair_closeness(year: int, border: str = "rich", threshold: float = 25.0, among: str = "all", without: str = "") -> pd.Series:  # fmt: skip
    """The three `PAIRS` of roles, both directions together, over size: the sides of two circles and what would join them."""
    flows, role = trade(year, among, without).clip(lower=0), roles(year, border, threshold, among)
    role = role[flows.index]
    real, alone = (_added(t, role).reindex(index=list(ROLES), columns=list(ROLES)) for t in (flows, size_alone(flows)))
    both = lambda t, pair: t.at[pair[0], pair[1]] + t.at[pair[1], pair[0]]  # noqa: E731
    sides_ = [tuple(words.split(" and ")) for words in PAIRS]
    return pd.Series({w: both(real, p) / both(alone, p) for w, p in zip(PAIRS, sides_, strict=True)}, name=year)


CHOICES = {  # in words: threshold, set of economies, what is left out
    "all economies": (25, "all", ""),
    "the 40 in both tables": (25, "common", ""),
    "resources from 20 % of exports": (20, "all", ""),
    "resources from 30 % of exports": (30, "all", ""),
    "without China": (25, "all", "CHN"),
    "without oil": (25, "all", "oil"),
}


@kept
def two_circles() -> pd.DataFrame:
    """Are there two circles? The three `PAIRS` over size under 48 sets of choices: borders × 2011 and 2022 × `CHOICES`.

    first: core and workshops are closer than size says; second: workshops and resource sellers are; apart: core and
    resource sellers are less close. value: how close the less close of the two circles is; agrees: all three.
    """
    rows = {}
    for year in (2011, 2022):
        for border, words in BORDERS.items():
            for of, (threshold, among, without) in CHOICES.items():
                rows[f"{year}, {words}, {of}"] = pair_closeness(year, border, threshold, among, without)
    table = pd.DataFrame(rows).T[list(PAIRS)]
    first, second, apart = table[PAIRS[0]] > 1, table[PAIRS[1]] > 1, table[PAIRS[2]] < 1
    value = table[list(PAIRS[:2])].min(axis=1)
    return table.assign(value=value, first=first, second=second, apart=apart, agrees=first & second & apart)


@kept
def asian_workshops() -> pd.DataFrame:
    """Workshops of Factory Asia alone, both directions over size: with the core and with resource sellers, by border and year."""
    rows = {}
    for border in ("rich", "oecd"):
        for year in (1995, 2011, 2022):
            flows, role = trade(year), roles(year, border)
            asian = (role == WORKSHOP) & np.array([area(c) == "Factory Asia" for c in role.index])
            real, alone = (_added(t, role.mask(asian, "Asian")) for t in (flows, size_alone(flows)))
            both = lambda t, other: t.at["Asian", other] + t.at[other, "Asian"]  # noqa: E731
            found = {f"with {other}": both(real, other) / both(alone, other) for other in (CORE, RESOURCE)}
            rows[f"{year}, {BORDERS[border]}"] = {"economies": int(asian.sum())} | found
    return pd.DataFrame(rows).T


@kept
def where_resources_go() -> pd.DataFrame:
    """Final destinations of the resource sellers' value added, % of what leaves each of them: role × year (1995 rule, WIOD; 2022)."""
    rows = {}
    for year in (1995, 2000, 2005, 2011, 2022):
        flows, role = trade(year), roles(year)
        sold = flows[role == RESOURCE].sum()
        rows[year] = sold.groupby(role).sum() / sold.sum() * 100
    return pd.DataFrame(rows).reindex(list(ROLES))


# -- groups found blind ------------------------------------------------------------------------------------------------
def told(flows: pd.DataFrame, groups: pd.Series, expected: pd.DataFrame | None = None) -> float:
    """What groups tell of who trades with whom, beyond sizes: Σ p log₂(p / p by size) over pairs of groups, bits per dollar.

    0 if flows between the groups are as sizes say; never more than what all pairs tell (each economy its own group).
    Source: the likelihood of a degree-corrected block model, Karrer and Newman (2011).
    """
    real, alone = (_added(t, groups).to_numpy() for t in (flows, size_alone(flows) if expected is None else expected))
    return _bits(real, alone)


def _bits(real: np.ndarray, alone: np.ndarray) -> float:
    p, q = real / real.sum(), alone / alone.sum()
    some = (p > 0) & (q > 0)
    return float((p[some] * np.log2(p[some] / q[some])).sum())


def blind(flows: pd.DataFrame, groups: int = 3, starts: int = 10, seed: int = 0) -> pd.Series:
    """The groups that tell most of who trades with whom (`told`), found from the flows alone; 0 is the largest.

    Economies are moved one at a time to the group where most is told, from ``starts`` random sortings; the best is kept.
    """
    W, E = flows.to_numpy() / flows.to_numpy().sum(), size_alone(flows).to_numpy()
    E = E / E.sum()
    rng = np.random.default_rng(seed)
    found = max((_moved(W, E, rng.integers(0, groups, len(W)), groups) for _ in range(starts)), key=lambda f: f[0])[1]
    order = pd.Series(found).value_counts().index
    return pd.Series(pd.Series(found).map({g: k for k, g in enumerate(order)}).to_numpy(), flows.index, name="group")


def _moved(W: np.ndarray, E: np.ndarray, group: np.ndarray, groups: int) -> tuple[float, np.ndarray]:
    """A sorting improved until no move of one economy tells more."""
    H = np.eye(groups)[group]
    both = np.stack([W, E])
    blocks = H.T @ both @ H
    best = _gain(blocks)
    for _ in range(50):
        moved = False
        for i in range(len(W)):
            out, into = both[:, i] @ H, both[:, :, i] @ H  # 2 × groups: sold to and bought from each group
            now = int(group[i])
            rest = blocks.copy()
            rest[:, now, :] -= out
            rest[:, :, now] -= into
            tried = np.repeat(rest[None], groups, axis=0)
            k = np.arange(groups)
            tried[k, :, k, :] += out
            tried[k, :, :, k] += into
            values = _gain(tried)
            to = int(np.argmax(values))
            if to != now and values[to] > best + 1e-12:
                best, blocks, moved = float(values[to]), tried[to], True
                H[i], group[i] = np.eye(groups)[to], to
        if not moved:
            break
    return best, group


def _gain(blocks: np.ndarray):
    p, q = blocks[..., 0, :, :], blocks[..., 1, :, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((p > 1e-15) & (q > 1e-15), p * np.log2(p / q), 0.0).sum(axis=(-2, -1))


SORTINGS = ("three groups found blind", "four areas of the map", "the three roles")


def _sortings(year: int, among: str = "all", border: str = "rich") -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    flows = trade(year, among).clip(lower=0)
    areas_ = pd.Series({c: area(c) for c in flows.index})
    return flows, dict(zip(SORTINGS, (blind(flows), areas_, roles(year, border, 25.0, among)), strict=True))


INSIDE, BY_LOT = "roles inside areas", "groups found blind in worlds by lot"


def by_lot(flows: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """A world of the same sizes and no other structure: how far a flow departs from what sizes give is dealt out anew.

    Then rows and columns are scaled until everybody sells and buys as much as before.
    """
    return pd.DataFrame(Network(flows).shuffled(seed).weights, flows.index, flows.columns)


@kept
def by_number(year: int = 2011) -> pd.DataFrame:
    """Two to six groups found blind: % of all there is to tell, and agreement (adjusted Rand index) with areas and roles."""
    flows, sortings = _sortings(year)
    alone, rows = size_alone(flows), {}
    whole = _bits(flows.to_numpy(), alone.to_numpy())
    for groups in range(2, 7):
        found = blind(flows, groups)
        ties = {words: adjusted_rand(found.tolist(), sortings[k].tolist()) for words, k in zip(("areas", "roles"), SORTINGS[1:], strict=True)}  # fmt: skip
        rows[groups] = {"told, %": told(flows, found, alone) / whole * 100} | ties
    return pd.DataFrame(rows).T.rename_axis("groups")


@kept
def explained(among: str = "all", lots: int = 400) -> pd.DataFrame:
    """How much of who trades with whom beyond size each sorting tells, % of all there is to tell: rows × 1995, 2011, 2022.

    All there is: every economy its own group. Rows: `SORTINGS`; `BY_LOT`: what three groups found blind tell of worlds of the
    same sizes without structure (a search always finds something); "chance": the mean of sortings with the roles' sizes
    handed out by lot, "p": the share of them that tell at least as much as the roles. "roles inside areas": what the roles
    add once the areas are known; "chance inside", "p inside": the same with roles handed out by lot within each area.
    """
    found = {}
    for year in (1995, 2011, 2022):
        flows, sortings = _sortings(year, among)
        both = np.stack([flows.to_numpy(), size_alone(flows).to_numpy()])
        both /= both.sum(axis=(1, 2), keepdims=True)
        whole = float(_gain(both)) / 100
        telling = lambda group, both=both, whole=whole: _told_by(both, group) / whole  # noqa: E731
        place, role = (pd.factorize(sortings[k])[0] for k in SORTINGS[1:])
        rows = {words: telling(pd.factorize(groups)[0]) for words, groups in sortings.items()}
        worlds = [by_lot(flows, seed) for seed in range(5)]
        rows[BY_LOT] = float(np.mean([told(w, blind(w, starts=3)) / _bits(w.to_numpy(), size_alone(w).to_numpy()) * 100 for w in worlds]))  # fmt: skip
        rows[INSIDE] = telling(place * 3 + role) - rows[SORTINGS[1]]
        rng = np.random.default_rng(0)
        lot = np.array([telling(rng.permutation(role)) for _ in range(lots)])
        inside = np.array([telling(place * 3 + _within(role, place, rng)) for _ in range(lots)]) - rows[SORTINGS[1]]
        for words, value, drawn in (("", rows[SORTINGS[2]], lot), (" inside", rows[INSIDE], inside)):
            rows |= {f"chance{words}": drawn.mean(), f"p{words}": (1 + (drawn >= value).sum()) / (1 + lots)}
        found[year] = rows
    return pd.DataFrame(found)


def _told_by(both: np.ndarray, group: np.ndarray) -> float:
    H = np.eye(group.max() + 1)[group]
    return float(_gain(H.T @ both @ H))


def _within(role: np.ndarray, place: np.ndarray, rng) -> np.ndarray:
    """Roles handed out by lot among economies of the same area."""
    out = role.copy()
    for area_ in np.unique(place):
        at = np.flatnonzero(place == area_)
        out[at] = rng.permutation(role[at])
    return out


@kept
def found_blind(year: int, among: str = "all") -> pd.DataFrame:
    """The groups found blind, beside role and area, by code; and, in attrs, how well they agree (adjusted Rand index)."""
    _, sortings = _sortings(year, among)
    found = pd.DataFrame(sortings).set_axis(["found", "area", "role"], axis="columns")
    found.attrs = {k: adjusted_rand(found["found"].tolist(), found[k].tolist()) for k in ("area", "role")}
    return found


# -- hinges ------------------------------------------------------------------------------------------------------------
@cache
def world(year: int, by_size: bool = False) -> MRIO:
    """The table of a year (0: that of 2022 added up to WIOD's regions), or its copy whose partners follow size alone."""
    if by_size:
        return extraction.by_size_alone(world(year))
    return datasets.mrio(year) if year else fragmentation.in_wiods_regions()


def _ends(m: MRIO, border: str, sellers: str = "South", rest: bool = True) -> tuple[list[str], list[str]]:
    """Origins (the South, or its resource sellers) and destinations (the North) of a table.

    rest: the rest of the world sells as one of the South; else it sells to nobody.
    """
    inside = _north(border)
    south = [c for c in m.regions if c not in inside and (rest or c != "ROW")]
    if sellers != "South":
        share = primary_share(2022 if m.year == 2022 and m.G > len(WIOD) else 1995)
        south = [c for c in south if share[c] >= 25]
    return south, [c for c in m.regions if c in inside]


@kept
def hinges(year: int, border: str = "rich", sellers: str = "South") -> pd.DataFrame:
    """Every region as a hinge from the South to the North: through, between (million USD), share (%), by size (%), ratio.

    sellers: "South" or "resource sellers". by size: the same in the table whose partners follow size alone. ratio: share
    over by size.
    """
    found = {}
    for by_size in (False, True):
        m = world(year, by_size)
        found[by_size] = extraction.hinge(m, *_ends(m, border, sellers))
    table, share = found[False], found[False]["share"] * 100
    return table.assign(share=share, **{"by size": found[True]["share"] * 100}).assign(
        ratio=lambda t: t["share"] / t["by size"].where(t["by size"] > 0)
    )


@kept
def hinges_by_year(border: str = "rich") -> pd.DataFrame:
    """Share (%) of the South's value used in the North that passes `SIX` economies, and what size alone gives: by year.

    Columns: (economy, "share" or "by size"); 1995-2011 WIOD and 2022 ICIO, another edition.
    """
    rows = {}
    for year in YEARS:
        m = world(year)
        if (
            1995 < year < 2011
        ):  # a table of its own, so that the kept one keeps no LU: seventeen of them fill a small server
            m = MRIO(m.Z, m.Y, m.regions, m.industries, x=m.x, year=year)
        for words, held in (("share", m), ("by size", extraction.by_size_alone(m))):
            share = extraction.hinge(held, *_ends(m, border), regions=SIX)["share"] * 100
            rows[year] = rows.get(year, {}) | {(c, words): v for c, v in share.items()}
    return pd.DataFrame(rows).T.rename_axis(index="year", columns=["region", "kind"])


def _factor(m: MRIO, kind: str) -> np.ndarray | None:
    """Value added by node of mining alone, or of all but mining and refining; None: all of it."""
    _listed(kind, ("", "mining", "oil"), "kind of value")
    if not kind:
        return None
    chosen = m.select("mining") if kind == "mining" else ~m.select(shares.OIL)
    return np.where(chosen, m.va, 0.0)


def share_through(year: int, through, sellers: str = "South", border: str = "rich", kind: str = "", by_size: bool = False, rest: bool = True) -> float:  # fmt: skip
    """Of the value added of the South (or its resource sellers) used in the North, the % that passes one or several economies.

    Economies that it passes are neither origin nor destination. kind: "mining" follows only what is earned in mining,
    "oil" all but mining and refining. by_size: in the table whose partners follow size alone. rest: the rest of the world
    is among the sellers.
    """
    through = (through,) if isinstance(through, str) else tuple(through)
    sold, bought = ([c for c in codes if c not in through] for codes in _ends(world(year, by_size), border, sellers, rest))
    count = lambda t: t.loc[sold, bought].to_numpy().sum()  # noqa: E731
    passed, every = _passing(year, through, kind, by_size)
    return float(count(passed) / count(every) * 100)


@cache
def _passing(year: int, through: tuple[str, ...], kind: str, by_size: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What passes some economies, and all there is, origin × destination: the same under every border."""
    m = world(year, by_size)
    factor = _factor(m, kind)
    every = value_added_trade(m) if factor is None else footprint(m, factor)
    return extraction.through(m, through, factor), every


def workshops_of(year: int, border: str = "rich") -> list[str]:
    """Codes of the workshops: the South that is no resource seller."""
    role = roles(year or 2022, border, 25.0, "all" if year else "common")
    return [c for c in role.index if role[c] == WORKSHOP]


KINDS = {  # in words: whose value, what is left out
    "the South": ("South", ""),
    "resource sellers": ("resource sellers", ""),
    "the South without oil": ("South", "oil"),
}
OUT = "rest of the world no seller"
SELLING = {"": True, f", {OUT}": False}  # in words: does the rest of the world sell as one of the South?


@kept
def hinge_specifications(more: float = 1.1) -> pd.DataFrame:
    """Is China more of a hinge than its size gives? 48 sets of choices: value is share over size alone.

    Choices: border; 2011 (WIOD) or 2022 (ICIO); `KINDS` of value (oil: what is earned in mining and refining); the rest of
    the world as a seller or not. share: % that passes China, by size: what size alone gives; rest: it sells; agrees: value
    above ``more`` (by default a tenth more than size).
    """
    rows = {}
    for border, words in BORDERS.items():
        for year in (2011, 2022):
            for kind, (sellers, without) in KINDS.items():
                for of, rest in SELLING.items():
                    real, alone = (share_through(year, "CHN", sellers, border, without, s, rest) for s in (False, True))
                    row = {"share": real, "by size": alone, "value": real / alone, "rest": rest}
                    rows[f"{year}, {words}, {kind}{of}"] = row
    table = pd.DataFrame(rows).T.astype({"share": float, "by size": float, "value": float, "rest": bool})
    return table.assign(agrees=table["value"] > more)


@kept
def rise_specifications() -> pd.DataFrame:
    """Did China's part in South-to-North value rise from 1995, above every other economy's? value: times the share of 1995.

    48 sets of choices: border; to 2011, to 2022, to 2022 in WIOD's regions (those of 1995); value of the South or of its
    resource sellers; the rest of the world as a seller or not. share: % that passes China then, next: the largest share of
    another economy, who: its code; year: 2011, 2022 or 0 (WIOD's regions); rest: it sells; agrees: value above 1, share
    above next.
    """
    rows = {}
    for border, words in BORDERS.items():
        for sellers in ("South", "resource sellers"):
            for of, rest in SELLING.items():
                first = share_through(1995, "CHN", sellers, border, rest=rest)
                for year, then in ((2011, "2011"), (2022, "2022"), (0, "2022 in WIOD's regions")):
                    m = world(year)
                    share = extraction.hinge(m, *_ends(m, border, sellers, rest))["share"].drop("ROW") * 100
                    others = share.drop("CHN")
                    found = {"value": share["CHN"] / first, "share": share["CHN"], "next": others.max()}
                    found |= {"who": others.idxmax(), "year": year, "rest": rest}
                    rows[f"{then}, {words}, {sellers}{of}"] = found
    kinds = {"value": float, "share": float, "next": float, "year": int, "rest": bool}
    table = pd.DataFrame(rows).T.astype(kinds)
    return table.assign(agrees=(table["value"] > 1) & (table["share"] > table["next"]))


@kept
def without_the_rest(border: str = "rich") -> pd.DataFrame:
    """South-to-North value with the rest of the world as a seller and without, by year (0: 2022 in WIOD's regions), %.

    China, China by size alone, Germany; then the same, the rest of the world no seller; then the rest's part of all that
    passes China.
    """
    rows = {}
    for year in (1995, 2011, 2022, 0):
        row = {}
        for words, rest in (("", True), (", rest out", False)):
            through = lambda c, s=False, year=year, rest=rest: share_through(year, c, "South", border, "", s, rest)  # noqa: E731
            row |= {f"China{words}": through("CHN"), f"by size{words}": through("CHN", True), f"Germany{words}": through("DEU")}
        m = world(year)
        south, rich = _ends(m, border)
        passed = extraction.through(m, "CHN").loc[[c for c in south if c != "CHN"], rich].sum(axis=1)
        rows[year] = row | {"the rest's part": passed["ROW"] / passed.sum() * 100}
    return pd.DataFrame(rows).T


@kept
def ways_through(year: int) -> pd.Series:
    """Of the South's value used in the North, % that passes: China, the other E11, all workshops (each counted once), Germany.

    Each set is taken out alone, so the numbers overlap and must not be added up.
    """
    m = world(year)
    others = [c for c in E11 if c in m.regions and c != "CHN"]
    sets = {"China": "CHN", "the other E11 economies": others, "all workshops": workshops_of(year), "Germany": "DEU"}
    return pd.Series({words: share_through(year, codes) for words, codes in sets.items()}, name=year)


# -- the half of the first circle that runs in money ----------------------------------------------------------------------
ACCOUNTS = ("United States", "other rich economies", "China", "other workshops", "resource sellers")


def _account_groups(codes) -> pd.Series:
    """Five groups of the current accounts: the rich of 1995 in two, the South by the roles of 2022."""
    role = roles(2022)
    words = {CORE: ACCOUNTS[1], WORKSHOP: ACCOUNTS[3], RESOURCE: ACCOUNTS[4]}
    found = {c: words.get(role.get(c), None) for c in codes} | {"USA": ACCOUNTS[0], "CHN": ACCOUNTS[2]}
    return pd.Series(found).dropna()


@kept
def balances() -> pd.DataFrame:
    """Current accounts of 40 economies by group (columns `ACCOUNTS`) and year, billion USD; only economies known in all years."""
    held = datasets.load("current_accounts").pivot(index="year", columns="region", values="balance_usd") / 1e9
    held = held.dropna(axis="columns")  # economies that are known in all years
    group = _account_groups(held.columns)
    return held[group.index].T.groupby(group).sum().T[list(ACCOUNTS)]


# -- a world of three, and what a learner asks -------------------------------------------------------------------------
def three() -> MRIO:
    """A mine that sells ore to a workshop and, less, straight to a rich buyer; the workshop sells goods to both (million USD)."""
    Z = np.array([[0.0, 40.0, 20.0], [0.0, 10.0, 0.0], [5.0, 10.0, 30.0]])
    Y = np.array([[10.0, 0.0, 10.0], [10.0, 20.0, 60.0], [5.0, 10.0, 140.0]])
    return MRIO(Z, Y, ["mine", "workshop", "buyer"], ["goods"], name="a world of three")


@kept
def everyones_hinge(year: int) -> pd.DataFrame:
    """Every region as a hinge between all others: share (%), part of all exports and of GDP (%)."""
    m = world(year)
    sold, gdp = gross_exports(m), pd.Series(m.by_region(m.va), m.regions)
    share = extraction.hinge(m)["share"] * 100
    return pd.DataFrame({"share": share, "exports": sold / sold.sum() * 100, "gdp": gdp / gdp.sum() * 100})


WHOSE = {
    "all": "value added of others",
    "south": "South's value used in the North",
    "mining": "value others earn in mining",
}


def carried(year: int, code: str, whose: str = "all", by_size: bool = False) -> tuple[pd.DataFrame, float]:
    """What passes one economy: origin × destination in million USD, and its % of all that goes between the same ends.

    whose: one of `WHOSE` (South and North by high income in 1995). by_size: in the table whose partners follow size alone.
    """
    _listed(whose, WHOSE, "kind of value")
    m = world(year, by_size)
    sold, bought = _ends(m, "rich") if whose == "south" else (m.regions, m.regions)
    sold, bought = ([c for c in codes if c != code] for codes in (sold, bought))
    factor = _factor(m, "mining" if whose == "mining" else "")
    away = np.array(sold)[:, None] != np.array(bought)[None, :]
    every = value_added_trade(m) if factor is None else footprint(m, factor)
    passed, every = (t.loc[sold, bought].where(away, 0.0) for t in (extraction.through(m, code, factor), every))
    return passed, float(passed.to_numpy().sum() / every.to_numpy().sum() * 100)
