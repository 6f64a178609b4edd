"""Measures of chapter 1: kinds of trade, origins of a product, what is inside exports, positions along one chain."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import area
from helpers.mrio import MRIO, MRIOError

WIOD_YEARS = tuple(range(1995, 2012))
MANUFACTURING = (
    "food", "textiles", "wood_paper", "petroleum", "chemicals", "rubber_minerals", "metals", "machinery", "electronics",
    "vehicles", "other_manufacturing",
)  # fmt: skip


def nodes_of(m: MRIO, industries, region: str | None = None) -> np.ndarray:
    """True for the nodes of some industries (and one region): n booleans. Raises MRIOError for an unknown name."""
    for i in industries:
        if i not in m.industries:
            raise MRIOError(f"{i!r} is not an industry of this table. It has: {', '.join(m.industries)}.")
    chosen = np.isin(np.tile(m.industries, m.G), list(industries))
    if region is not None:
        chosen &= np.repeat(np.arange(m.G), m.N) == m.region(region)
    return chosen


# -- 1.1 ---------------------------------------------------------------------------------------------------------------
def grubel_lloyd(m: MRIO, goods: bool = True) -> pd.Series:
    """Grubel-Lloyd index of each region's trade by partner and industry, as a fraction: 1 if all trade is two-way.

    1 − Σ|X − M| / Σ(X + M) over partners and industries, weighted by trade. ``goods``: farming, mining and manufacturing
    only. Fewer industries give a higher index. Source: Grubel and Lloyd (1975).
    """
    keep = ["agriculture", "mining", *MANUFACTURING] if goods else m.industries
    sold = m.exports.reshape(m.G, m.N, m.G)[:, [m.industries.index(i) for i in keep], :]
    bought = sold.transpose(2, 1, 0)
    net, both = np.abs(sold - bought).sum(axis=(1, 2)), (sold + bought).sum(axis=(1, 2))
    index = 1 - np.divide(net, both, out=np.ones(m.G), where=both != 0)
    return pd.Series(index, pd.Index(m.regions, name="region"), name="grubel_lloyd")


def world_grubel_lloyd(m: MRIO) -> float:
    """The Grubel-Lloyd index of all goods trade in the table: each pair and industry weighted by its trade."""
    keep = ["agriculture", "mining", *MANUFACTURING]
    sold = m.exports.reshape(m.G, m.N, m.G)[:, [m.industries.index(i) for i in keep], :]
    bought = sold.transpose(2, 1, 0)
    return float(1 - np.abs(sold - bought).sum() / (sold + bought).sum())


@cache
def kinds_of_trade_by_region() -> pd.DataFrame:
    """Kinds of trade by (year, region) of WIOD, teaching industries, as fractions; region WLD is the world.

    two_way: Grubel-Lloyd index of goods; intermediates: inputs in gross exports; many_borders: exports that cross two or
    more borders (GVC of Borin and Mancini, source-based, exporter perspective).
    """
    from helpers.decomposition import borin_mancini

    out = {}
    for year in WIOD_YEARS:
        m = datasets.mrio(year)
        parts = borin_mancini(m)[["EXGR", "GVC"]].groupby("exporter").sum().reindex(m.regions)
        exports = m.by_region(m.exports.sum(axis=1))
        final = m.by_region(m.f - m.at_home(m.Y))
        table = pd.DataFrame(
            {
                "two_way": grubel_lloyd(m),
                "intermediates": 1 - final / exports,
                "many_borders": parts["GVC"] / parts["EXGR"],
            }
        )
        table.loc["WLD"] = [
            world_grubel_lloyd(m),
            1 - final.sum() / exports.sum(),
            parts["GVC"].sum() / parts["EXGR"].sum(),
        ]
        out[year] = table
    return pd.concat(out, names=["year", "region"])


def origins_behind(m: MRIO, threshold: float = 0.01, of=MANUFACTURING) -> pd.Series:
    """How many regions add more than a share of the value of each final product (by node of completion with final use)."""
    chosen = nodes_of(m, of) & (m.f > 0)
    return pd.Series((m.origin_shares > threshold).sum(axis=0)[chosen], m.nodes[chosen], name="origins")


@cache
def average_origins() -> pd.Series:
    """Regions behind more than 1 % of the average manufactured final product, weighted by final use, by year (WIOD)."""
    out = {}
    for year in WIOD_YEARS:
        m = datasets.mrio(year)
        count = origins_behind(m)
        out[year] = float(np.average(count, weights=pd.Series(m.f, m.nodes)[count.index]))
    return pd.Series(out, name="origins")


def pair_trade() -> pd.DataFrame:
    """`wiod_flows` between WIOD's 40 economies, home left out; agreement: whether one is in force that year (DESTA)."""
    trade = datasets.load("wiod_flows").query("origin != destination and origin != 'ROW' and destination != 'ROW'")
    since = _in_force().reindex(pd.MultiIndex.from_frame(trade[["origin", "destination"]])).fillna(9999)
    return trade.assign(agreement=trade["year"].to_numpy() >= since.to_numpy())


@cache
def treaty_cover() -> pd.DataFrame:
    """By year: pairs of WIOD's 40 economies with an agreement in force, and the share of trade between them (fractions).

    Columns: pairs (share of pairs), value_added and gross (shares of world trade among the 40). DESTA, WIOD 2013.
    """
    trade = pair_trade().rename(columns={"agreement": "covered"})
    by_year = trade.groupby("year")
    inside = trade[trade["covered"]].groupby("year")
    return pd.DataFrame(
        {
            "pairs": by_year["covered"].mean(),
            **{
                k: inside[v].sum() / by_year[v].sum()
                for k, v in (("value_added", "value_added"), ("gross", "gross_exports"))
            },
        }
    )


@cache
def _in_force() -> pd.Series:
    table = datasets.load("agreements")
    both = pd.concat([table, table.rename(columns={"region_a": "region_b", "region_b": "region_a"})])
    return both.groupby(["region_a", "region_b"])["in_force_since"].min()


def new_treaties(first: int, last: int) -> pd.DataFrame:
    """Growth of value-added trade of three kinds of pairs between two years: always, newly and never with an agreement.

    Columns: pairs, trade in the first and last year (billion USD), growth (a factor).
    """
    wide = pair_trade().pivot(index=["origin", "destination"], columns="year", values="value_added")[[first, last]]
    since = _in_force().reindex(wide.index).fillna(9999)
    kind = np.select([since <= first, since <= last], ["agreement from the start", "agreement came"], "no agreement")
    out = wide.groupby(kind).sum() / 1e3
    out.insert(0, "pairs", wide.groupby(kind).size())
    return out.assign(growth=out[last] / out[first])


# -- 1.3 ---------------------------------------------------------------------------------------------------------------
ICT = {
    "electronics": "ICT goods (electronics)",
    "telecom": "telecom",
    "business_services": "business and computer services",
}


def inside_exports(m: MRIO, of=MANUFACTURING, origins=tuple(ICT)) -> pd.DataFrame:
    """Value added of some industries (anywhere) inside each region's exports of others, as fractions of those exports.

    Rows: exporters; columns: industries of origin. v_i B E with v kept for one industry at a time.
    """
    carriers = nodes_of(m, of)
    exports = m.exports.sum(axis=1) * carriers
    total = m.by_region(exports)
    kept = np.column_stack([np.where(nodes_of(m, [i]), m.v, 0.0) for i in origins])
    held = m.by_region(m.solve_transposed(kept) * exports[:, None])
    share = np.divide(held, total[:, None], out=np.zeros_like(held), where=total[:, None] != 0)
    return pd.DataFrame(share, pd.Index(m.regions, name="region"), list(origins))


@cache
def ict_inside(of: tuple[str, ...] = MANUFACTURING) -> pd.DataFrame:
    """ICT value added inside exports of some industries, by (year, region) and industry of origin; region WLD is the world."""
    out = {}
    for year in WIOD_YEARS:
        m = datasets.mrio(year)
        share = inside_exports(m, of)
        weight = m.by_region(m.exports.sum(axis=1) * nodes_of(m, of))
        share.loc["WLD"] = np.average(share, axis=0, weights=weight)
        out[year] = share
    return pd.concat(out, names=["year", "region"])


def internet_and_participation() -> pd.DataFrame:
    """Panel of economies 2012-2022: internet users (% of people, World Bank) and backward participation (%, TiVA 2025)."""
    shares = datasets.load("tiva2025_shares").query("measure == 'EXGR_FVA'")
    users = datasets.load("countries")[["region", "year", "internet_pct"]]
    return (
        shares.rename(columns={"value": "backward"})[["region", "year", "backward"]]
        .merge(users, on=["region", "year"])
        .dropna()
    )


# -- 1.4 ---------------------------------------------------------------------------------------------------------------
@cache
def world_fragmentation() -> pd.DataFrame:
    """World averages by year from WIOD's full tables: foreign share of final products, length, upstreamness, F/GO."""
    panel = datasets.load("wiod_industries")
    final, output = panel["final_use"], panel["output"]
    panel = panel.assign(
        foreign=panel["foreign_share_of_final_products"] * final,
        length=panel["downstreamness"] * final,
        up=panel["upstreamness"] * output,
    )
    total = panel.groupby("year")[["foreign", "length", "up", "final_use", "output"]].sum()
    return pd.DataFrame(
        {
            "foreign_share": total["foreign"] / total["final_use"],
            "length": total["length"] / total["final_use"],
            "upstreamness": total["up"] / total["output"],
            "final_share": total["final_use"] / total["output"],
        }
    )


def foreign_share(m: MRIO) -> float:
    """World average foreign share of final products of a table, weighted by final use."""
    own = m.origin_shares[np.repeat(np.arange(m.G), m.N), np.arange(m.n)]
    made = m.f > 0
    return float(np.average(1 - own[made], weights=m.f[made]))


def aggregation_bias(m: MRIO, groupings: dict[str, dict[str, str]]) -> pd.Series:
    """The foreign share of final products of one table, computed after adding industries together (name → mapping)."""
    return pd.Series({words: foreign_share(m.aggregate(industries=g) if g else m) for words, g in groupings.items()})


def regional_share(m: MRIO, industries=None) -> pd.Series:
    """Of the foreign value in final products: the share from the maker's own area (Factory Asia, Europe, North America), by industry.

    Weighted by final use of makers in those areas.
    """
    areas = np.array([area(c) for c in m.regions])
    maker = np.repeat(areas, m.N)
    home = np.repeat(np.arange(m.G), m.N)
    foreign = m.origin_shares * m.f
    foreign[home, np.arange(m.n)] = 0.0
    same = np.where(areas[:, None] == maker[None, :], foreign, 0.0).sum(axis=0)
    counted = maker != "Other"
    table = (
        pd.DataFrame({"same": same * counted, "all": foreign.sum(axis=0) * counted}, m.nodes).groupby("industry").sum()
    )
    share = table["same"] / table["all"]
    return share if industries is None else share[list(industries)]


# -- 1.5 ---------------------------------------------------------------------------------------------------------------
def smile(m: MRIO, economy: str, industry: str, keep: float = 0.004) -> pd.DataFrame:
    """Who adds the value of one final product, and how far from its last step: nodes with more than ``keep`` of the value.

    Columns: share (of the product's value), steps (average propagation length to the maker; 0 is the maker itself).
    Source: Ye, Meng and Wei (2015). Raises MRIOError for an unknown node.
    """
    if (economy, industry) not in m.nodes:
        raise MRIOError(f"({economy!r}, {industry!r}) is not a node of this table.")
    node = m.nodes.get_loc((economy, industry))
    unit = np.zeros(m.n)
    unit[node] = 1.0
    needed = m.solve(unit)
    behind = needed - unit
    steps = np.divide(m.solve(behind), behind, out=np.zeros(m.n), where=behind > 1e-12)
    steps[node] = 0.0  # what the maker adds in the last step dwarfs its own inputs from itself
    out = pd.DataFrame({"share": m.v * needed, "steps": steps}, m.nodes)
    return out[out["share"] > keep].sort_values("share", ascending=False)


@cache
def home_share(region: str, first: int = 1995, last: int = 2011) -> pd.Series:
    """Share of manufactured final products bought in a region that is earned in it, by year (WIOD, teaching industries)."""
    out = {}
    for year in range(first, last + 1):
        m = datasets.mrio(year)
        bought = m.Y[:, m.region(region)] * nodes_of(m, MANUFACTURING)
        out[year] = float(m.origin_shares[m.region(region)] @ bought / bought.sum())
    return pd.Series(out, name=region)


def internet_effect() -> pd.DataFrame:
    """Points of backward participation that go with one point more of people online, three ways (rows).

    Columns: estimate, low, high (95 %, errors clustered by economy), observations. Rows: across economies, within them
    (economy effects), within economies and years (both effects). Least squares by pyfixest; associations, not causes.
    """
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyfixest 0.60 uses calls that pandas 3.1 will drop
        import pyfixest

        panel = internet_and_participation()
        rows = {}
        for words, effects in (
            ("across economies and years", ""),
            ("within economies", "| region"),
            ("within economies and years", "| region + year"),
        ):
            fit = pyfixest.feols(f"backward ~ internet_pct {effects}", panel, vcov={"CRV1": "region"})
            found = fit.tidy().loc["internet_pct"]
            rows[words] = {
                "estimate": found["Estimate"],
                "low": found["2.5%"],
                "high": found["97.5%"],
                "observations": len(panel),
            }
    return pd.DataFrame(rows).T


def smile_points(economy: str, industry: str, year: int) -> pd.DataFrame:
    """`smile` of a product with labels, per cent, whether at home, and labour's share (WIOD Socio-Economic Accounts)."""
    from helpers.classification import node_names

    points = smile(datasets.mrio(year), economy, industry)
    labour = labour_shares(year).reindex(points.index)
    out = points.assign(
        share=points["share"] * 100, home=[r == economy for r, _ in points.index], labour=labour.to_numpy()
    )
    return out.set_axis(node_names(points.index))


@cache
def labour_shares(year: int) -> pd.Series:
    """Labour's share of value added by region and teaching industry (WIOD accounts of 2012, to 2007), weighted by value added."""
    from helpers.classification import concordance

    capital = datasets.load("capital_shares").query("year == @year")
    if capital.empty:
        raise ValueError(f"Labour's share is known for 1995 to 2007, not for {year}.")
    earned = datasets.load("wiod_industries").query("year == @year")[["region", "industry", "value_added"]]
    both = capital.merge(earned, on=["region", "industry"])
    both["teaching"] = both["industry"].map(concordance("wiod2013"))
    both["labour"] = (1 - both["capital_share"]).clip(0, 1) * both["value_added"]
    total = both.groupby(["region", "teaching"])[["labour", "value_added"]].sum()
    return (total["labour"] / total["value_added"].where(total["value_added"] > 0)).rename_axis(["region", "industry"])


HIGH_TECHNOLOGY = ("24", "29", "30t33", "34t35")
LOW_TECHNOLOGY = ("15t16", "17t18", "19", "20", "21t22", "25", "26", "27t28", "36t37")


@cache
def earned_by_income() -> pd.DataFrame:
    """Share of the world's value added in high- and low-technology manufacturing by income group, (technology, year) in rows.

    Groups: high income, China, other middle income, not classified (Chinese Taipei and the rest of the world). World Bank
    groups of the extract; WIOD full tables, current prices.
    """
    group = datasets.load("countries").drop_duplicates("region").set_index("region")["income_group"]
    table = datasets.load("wiod_industries")
    table = table[table["industry"].isin(HIGH_TECHNOLOGY + LOW_TECHNOLOGY)]
    kind = (
        table["region"]
        .map(group)
        .map(
            {
                "High income": "high income",
                "Upper middle income": "other middle income",
                "Lower middle income": "other middle income",
            }
        )
    )
    kind = kind.fillna("not classified").mask(table["region"] == "CHN", "China")
    technology = table["industry"].isin(HIGH_TECHNOLOGY).map({True: "high technology", False: "low technology"})
    out = (
        table.groupby([technology.rename("technology"), "year", kind.rename("group")])["value_added"]
        .sum()
        .unstack("group")
    )
    return out.div(out.sum(axis=1), axis=0)[["high income", "China", "other middle income", "not classified"]]


# -- 1.6 ---------------------------------------------------------------------------------------------------------------
def regional_content(year: int, kind: str = "value_added_in_exports") -> pd.DataFrame:
    """Foreign value added in each area's exports (columns) by area of origin (rows), without own value; billion USD."""
    from helpers.shares import flows

    matrix = flows(year, kind)
    areas = np.array([area(c) for c in matrix.index])
    return matrix.groupby(areas).sum().T.groupby(areas).sum().T / 1e3


def e11_flows(year: int) -> pd.DataFrame:
    """Value-added flows from or to the E11 economies of WIOD, rest of the world left out: billion USD, ``inside`` if both are."""
    from helpers.classification import E11_IN_WIOD
    from helpers.shares import flows

    matrix = flows(year) / 1e3
    long = matrix.stack().rename("value").reset_index().set_axis(["origin", "destination", "value"], axis="columns")
    a, b = long["origin"].isin(E11_IN_WIOD), long["destination"].isin(E11_IN_WIOD)
    keep = (a | b) & (long["origin"] != "ROW") & (long["destination"] != "ROW") & (long["value"] > 0)
    return long.assign(inside=a & b)[keep]


def group_content(year: int, groups: dict[str, list[str]]) -> pd.DataFrame:
    """Of the foreign value in each group's exports: the share from other members of it and from the rest (fractions)."""
    from helpers.shares import flows

    matrix = flows(year, "value_added_in_exports")
    rows = {}
    for words, members in groups.items():
        known = [c for c in members if c in matrix.index]
        inside = matrix.loc[known, known].to_numpy().sum()
        rows[words] = inside / matrix[known].to_numpy().sum()
    return pd.Series(rows, name=year)


# -- 1.7 ---------------------------------------------------------------------------------------------------------------
@cache
def patent_shares(technology: str = "all") -> pd.DataFrame:
    """Share of patent applications in manufacturing by region (columns) and year of filing (rows), to 2014 (PATSTAT extract).

    Years after 2013 are truncated at the source. Raises ValueError for a technology class there is not.
    """
    table = datasets.load("patents").query("year <= 2014")
    if technology != "all":
        if technology not in set(table["technology"]):
            raise ValueError(
                f"There is no class {technology!r}; there are {', '.join(sorted(set(table['technology'])))}."
            )
        table = table[table["technology"] == technology]
    wide = table.groupby(["year", "region"])["applications"].sum().unstack(fill_value=0)
    return wide.div(wide.sum(axis=1), axis=0)


def lagged_link(lags=range(0, 7)) -> pd.Series:
    """Within-economy correlation of log patents with the domestic share of exports (TiVA 2025) so many years later.

    Both less their economy's and year's means, economies with at least 20 applications a year; index: lag in years.
    """
    filed = datasets.load("patents").query("2000 <= year <= 2013").groupby(["region", "year"])["applications"].sum()
    filed = np.log(filed[filed >= 20]).rename("patents").reset_index()
    home = datasets.load("tiva2025_shares").query("measure == 'EXGR_DVA'")[["region", "year", "value"]]
    out = {}
    for lag in lags:
        both = filed.assign(year=filed["year"] + lag).merge(home, on=["region", "year"])
        for column in ("patents", "value"):
            for by in ("region", "year", "region", "year", "region", "year"):
                both[column] -= both.groupby(by)[column].transform("mean")
        out[lag] = both["patents"].corr(both["value"]) if len(both) > 30 and both["year"].nunique() > 1 else np.nan
    return pd.Series(out, name="correlation")


def intensity(year: int, members: list[str]) -> pd.Series:
    """Value-added trade inside a group against what size alone would give: observed share, expected share, their ratio.

    Expected: each member sells abroad in proportion to every other region's purchases of foreign value added. WIOD full
    tables, rest of the world among the buyers. Above 1, members trade more with each other than size says.
    """
    from helpers.shares import flows

    matrix = flows(year)
    known = [c for c in members if c in matrix.index]
    sold, bought = matrix.sum(axis=1), matrix.sum(axis=0)
    observed = matrix.loc[known, known].to_numpy().sum() / sold[known].sum()
    weight = {i: bought[[j for j in known if j != i]].sum() / (bought.sum() - bought[i]) for i in known}
    expected = sum(sold[i] * weight[i] for i in known) / sold[known].sum()
    return pd.Series({"observed": observed, "expected": expected, "ratio": observed / expected}, name=year)
