"""How far production is spread: origins behind a product, foreign share, length (lessons 1.1 and 1.4)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import bounds, datasets
from helpers.classification import MANUFACTURING, WIOD, WIOD_YEARS, area, concordance, industries, node_names
from helpers.datasets import kept
from helpers.mrio import MRIO
from helpers.position import average_propagation_length
from helpers.tables import change, prices


def origins_behind(m: MRIO, threshold: float = 0.01, of=MANUFACTURING) -> pd.Series:
    """How many regions add more than a share of the value of each final product (by node of completion with final use)."""
    chosen = m.select(of) & (m.f > 0)
    return pd.Series((m.origin_shares > threshold).sum(axis=0)[chosen], m.nodes[chosen], name="origins")


def origins_behind_largest(m: MRIO, most: int = 150) -> pd.Series:
    """`origins_behind` of the manufactured final products with the largest final use, most origins first."""
    count = origins_behind(m)
    largest = pd.Series(m.f, m.nodes)[count.index].nlargest(most).index
    return count[largest].sort_values(ascending=False)


@kept
def average_origins() -> pd.Series:
    """Regions behind more than 1 % of the average manufactured final product, weighted by final use, by year (WIOD)."""
    out = {}
    for year in WIOD_YEARS:
        m = datasets.mrio(year)
        count = origins_behind(m)
        out[year] = float(np.average(count, weights=pd.Series(m.f, m.nodes)[count.index]))
    return pd.Series(out, name="origins")


@kept
def origins_specifications() -> pd.DataFrame:
    """Did more economies come to stand behind a product? value: change of the weighted mean; agrees: it rose.

    Rows: thresholds of 0.5, 1 and 2 % of the value, to 2008 and to 2011, with and without products completed in China.
    """
    out = {}
    tables = {year: datasets.mrio(year) for year in (1995, 2008, 2011)}
    for threshold in (0.005, 0.01, 0.02):
        for without in ((), ("CHN",)):
            mean = {}
            for year, m in tables.items():
                count = origins_behind(m, threshold)
                count = count[~count.index.get_level_values(0).isin(without)]
                mean[year] = np.average(count, weights=pd.Series(m.f, m.nodes)[count.index])
            for last in (2008, 2011):
                words = (
                    f"more than {threshold:.1%} of the value, 1995-{last}{', no products of China' if without else ''}"
                )
                out[words] = mean[last] - mean[1995]
    return change.specifications(out)


@cache
def in_wiods_regions() -> MRIO:
    """The OECD's table of 2022 (partner split estimated) with WIOD's 41 regions: economies that WIOD lacks are in ROW."""
    m = datasets.mrio(2022)
    return m.aggregate(regions={r: r if r in WIOD else "ROW" for r in m.regions})


@cache
def origins_in_2022() -> float:
    """`average_origins` of 2022 on the OECD's table (partner split estimated), added up to WIOD's 41 regions: another edition."""
    m = in_wiods_regions()
    count = origins_behind(m)
    return float(np.average(count, weights=pd.Series(m.f, m.nodes)[count.index]))


@kept
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
    """World average foreign share of final products of a table, weighted by final use (also where it is negative)."""
    own = m.at_home(m.origin_shares.T)
    return bounds.told(float(np.average(1 - own, weights=m.f)), "The foreign share of final products")


def aggregation_bias(m: MRIO, groupings: dict[str, dict[str, str]]) -> pd.Series:
    """The foreign share of final products of one table, computed after adding industries together (name → mapping)."""
    return pd.Series({words: foreign_share(m.aggregate(industries=g) if g else m) for words, g in groupings.items()})


def regional_share(m: MRIO, chosen=None) -> pd.Series:
    """Of the foreign value in final products: the share from the maker's own area (Factory Asia, Europe, North America), by industry.

    Weighted by final use of makers in those areas.
    """
    areas = np.array([area(c) for c in m.regions])
    maker = np.repeat(areas, m.N)
    foreign = m.origin_shares * m.f
    foreign -= m.spread(m.at_home(foreign.T)).T
    same = np.where(areas[:, None] == maker[None, :], foreign, 0.0).sum(axis=0)
    counted = maker != "Other"
    table = (
        pd.DataFrame({"same": same * counted, "all": foreign.sum(axis=0) * counted}, m.nodes).groupby("industry").sum()
    )
    share = bounds.told(table["same"] / table["all"], "regional shares of foreign value")
    return share if chosen is None else share[list(chosen)]


@kept
def by_economy() -> pd.DataFrame:
    """Foreign share of the final products completed in each economy, per cent, weighted by final use: years × regions (WIOD)."""
    panel = datasets.load("wiod_industries")
    foreign = panel["foreign_share_of_final_products"] * panel["final_use"]
    total = panel.assign(foreign=foreign).groupby(["year", "region"])[["foreign", "final_use"]].sum()
    return (total["foreign"] / total["final_use"] * 100).unstack("region")


@kept
def after_2011() -> pd.Series:
    """The three measures of 2022, as world averages of OECD's ICIO table (another edition: not to be joined to WIOD's)."""
    table = datasets.load("icio_2022_industries")
    used = table["final_use"]
    return pd.Series(
        {
            "foreign_share": np.average(table["foreign_share_of_final_products"], weights=used),
            "length": np.average(table["downstreamness"], weights=used),
            "upstreamness": np.average(table["upstreamness"], weights=table["output"]),
        },
        name=2022,
    )


@kept
def spreads() -> pd.DataFrame:
    """How far foreign shares of final products lie apart, by year (WIOD), in points and relative to their own mean.

    Columns: mean standard deviation between economies in one industry and between industries of one economy, in points;
    then each divided by the mean share it lies around, as a fraction. A spread grows with the level it is a spread of.
    """
    panel = datasets.load("wiod_industries")

    def groups(among: str):
        return panel.groupby(["year", among])["foreign_share_of_final_products"]

    out = {}
    for words, among in (("economies in one industry", "industry"), ("industries of one economy", "region")):
        apart, level = groups(among).std(), groups(among).mean()
        out[f"{words}, points"] = apart.groupby("year").mean() * 100
        out[f"{words}, relative"] = (apart / level).groupby("year").mean()
    table = pd.DataFrame(out)
    return table[sorted(table, key=lambda c: c.endswith("relative"))]


@kept
def propagation(economy: str, industry: str, pushed: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """Average propagation length from pushes in the final demand of some nodes to one node's output: named nodes × 1995, 2011."""
    lengths = {
        year: average_propagation_length(datasets.mrio(year), (economy, industry)).loc[list(pushed)]
        for year in (1995, 2011)
    }
    return pd.DataFrame(lengths).set_axis(node_names(pushed))


@kept
def regional_change() -> pd.DataFrame:
    """`regional_share` of each manufacturing industry, per cent: industries × 1995, 2011, the most regional of 2011 first."""
    table = pd.DataFrame({year: regional_share(datasets.mrio(year), MANUFACTURING) for year in (1995, 2011)}) * 100
    return table.rename(index=industries()["label"]).sort_values(2011, ascending=False)


@kept
def by_detail(year: int = 2011) -> pd.Series:
    """The world's foreign share of final products, per cent, by how many industries the same table is counted in."""
    m = datasets.mrio(year)
    groups = {"22 industries": {}, "6 broad groups": industries()["broad"].to_dict(), "1 industry": dict.fromkeys(m.industries, "all")}  # fmt: skip
    full = pd.Series({"35 industries (full table)": world_fragmentation().at[year, "foreign_share"]})
    return pd.concat([full, aggregation_bias(m, groups)]) * 100


@kept
def foreign_share_of_exports() -> pd.DataFrame:
    """Foreign value added in gross exports, per cent: years × regions (OECD, TiVA 2025 edition, 2012-2022)."""
    table = datasets.load("tiva2025_shares").query("measure == 'EXGR_FVA'")
    return table.pivot(index="year", columns="region", values="value").rename_axis(columns=None)


MEASURES = {  # in words: column of the panel, what weighs it
    "foreign share": ("foreign_share_of_final_products", "final_use"),
    "steps behind": ("downstreamness", "final_use"),
    "steps to the user": ("upstreamness", "output"),
}
FUELS = ["mining", "petroleum"]


def _panel(without_region: str = "", without=()) -> pd.DataFrame:
    panel = datasets.load("wiod_industries")
    teaching = panel["industry"].map(concordance("wiod2013"))
    return panel[(panel["region"] != without_region) & ~teaching.isin(list(without))]


def _average(panel: pd.DataFrame, measure: str, year: int) -> float:
    value, weight = MEASURES[measure]
    rows = panel[panel["year"] == year]
    return float(np.average(rows[value], weights=rows[weight]))


@kept
def splits(first: int = 1995, last: int = 2011, without_region: str = "") -> pd.DataFrame:
    """The change of each measure's world average: inside each industry of each economy, and by their weights (WIOD).

    Rows: measures in words; columns: first, last, total, within, between (fractions, or steps), of the 1,435 nodes; the
    few final uses below 0 count as none. ``without_region`` leaves an economy's products out.
    """
    panel, out = _panel(without_region), {}
    for words, (value, weight) in MEASURES.items():
        wide = panel[panel["year"].isin([first, last])].pivot(index=["region", "industry"], columns="year")
        values = wide[value].ffill(axis="columns").bfill(axis="columns").fillna(0.0)
        out[words] = change.within_between(values, wide[weight].clip(lower=0).fillna(0.0))
    return pd.DataFrame(out).T


@kept
def foreign_by_source() -> pd.DataFrame:
    """Where the foreign share of the world's final products is earned, per cent, by year (WIOD, 22 industries).

    Columns: all, mining, elsewhere (they add up), and "of value not earned in mining": the foreign share when what mining
    earns, at home and abroad, is left out.
    """
    out = {}
    for year in (1995, 2000, 2008, 2009, 2011):
        m = datasets.mrio(year)
        total, own = _earned(m, m.v)
        mined, mined_at_home = _earned(m, m.v * m.select("mining"))
        out[year] = {
            "all": (total - own) / total,
            "mining": (mined - mined_at_home) / total,
            "elsewhere": (total - own - mined + mined_at_home) / total,
            "of value not earned in mining": 1 - (own - mined_at_home) / (total - mined),
        }
    return pd.DataFrame(out).T.rename_axis("year") * 100


def _earned(m: MRIO, v: np.ndarray) -> tuple[float, float]:
    """What v earns in all final products, and of this at home of the product's maker."""
    by_region = np.where(np.repeat(np.arange(m.G), m.N)[:, None] == np.arange(m.G), v[:, None], 0.0)
    share = m.solve_transposed(by_region)
    return float((share * m.f[:, None]).sum()), float((m.at_home(share) * m.f).sum())


@kept
def at_prices_of_1995() -> pd.DataFrame:
    """Foreign share (fraction) and steps behind final products by year 1995-2009, all counted at output prices of 1995.

    Foreign share: value added brought to the prices of its industry's output. Steps: output over final use, both at the
    prices of the industry; in one year's prices this is the average of the steps behind, by an identity.
    """
    panel = prices.priced().assign(
        output=lambda t: t["output"] / t["price"], final_use=lambda t: t["final_use"] / t["price"]
    )
    total = panel.groupby("year")[["output", "final_use"]].sum()
    shares = {}
    for year in (1995, 2009):
        m = datasets.mrio(year)
        earned, own = _earned(m, m.v / prices.of_output(year).reindex(m.nodes).to_numpy())
        shares[year] = 1 - own / earned
    return pd.DataFrame({"foreign_share": pd.Series(shares), "length": total["output"] / total["final_use"]})


@kept
def editions() -> pd.DataFrame:
    """Output over final use (steps behind the average product) by year, as three editions have it. Never to be joined.

    Columns: WIOD (41 regions, to 2011), ADB (63 regions in 2000 and 2007-2016, 73 from 2017), OECD (80 economies, 2022),
    "ADB, not China": the same 61 economies in all years, without China and the rest of the world, whose members change.
    """

    def ratio(table: pd.DataFrame) -> pd.Series:
        total = table.groupby("year")[["output", "final_use"]].sum()
        return total["output"] / total["final_use"]

    adb = datasets.load("adb_industries")
    named = set(adb.loc[adb["year"] == 2016, "region"]) - {"CHN", "ROW"}
    return pd.DataFrame(
        {
            "WIOD": ratio(datasets.load("wiod_industries")),
            "ADB": ratio(adb),
            "OECD": ratio(datasets.load("icio_2022_industries").assign(year=2022)),
            "ADB, not China": ratio(adb[adb["region"].isin(named)]),
        }
    )


@kept
def same_forty() -> pd.DataFrame:
    """The three measures of products completed in the same 40 economies: WIOD's 2011 and OECD's 2022 (two editions)."""
    both = {
        "2011, WIOD": datasets.load("wiod_industries").query("year == 2011"),
        "2022, OECD": datasets.load("icio_2022_industries"),
    }
    out = {}
    for words, table in both.items():
        rows = table[table["region"].isin(set(WIOD) - {"ROW"})]
        out[words] = {m: np.average(rows[value], weights=rows[weight]) for m, (value, weight) in MEASURES.items()}
    return pd.DataFrame(out).T


@kept
def of_the_worlds_exports() -> pd.Series:
    """Foreign value added in the exports of 80 economies together, per cent, 2012-2022: each weighed by its exports of 2022.

    Source: TiVA 2025; weights (the same in all years, so no weight moves): OECD ICIO 2022.
    """
    shares = foreign_share_of_exports()
    weights = datasets.load("icio_2022_regions").set_index("region")["exports"].reindex(shares.columns)
    return shares @ weights / weights.sum()


@kept
def specifications() -> pd.DataFrame:
    """Did chains become more foreign and longer? value: change in % of the first year's value; agrees: it rose.

    Index: the measure and the choice. To 2011 WIOD; after it TiVA 2025 (exports) and ADB (output over final use).
    """
    out = {}
    every, no_china, no_fuels, constant = _panel(), _panel("CHN"), _panel(without=FUELS), at_prices_of_1995()
    cuts = (
        ("1995-2011", every, 1995, 2011),
        ("2000-2011", every, 2000, 2011),
        ("1995-2011, not China's products", no_china, 1995, 2011),
    )
    for measure in MEASURES:
        for words, panel, first, last in cuts:
            out[f"{measure}, {words}"] = _average(panel, measure, last) / _average(panel, measure, first)
        parts = splits().loc[measure]
        out[f"{measure}, 1995-2011, weights held"] = 1 + parts["within"] / parts["first"]
    mined = foreign_by_source()["of value not earned in mining"]
    out["foreign share, 1995-2011, no value earned in mining"] = mined[2011] / mined[1995]
    used = every.groupby("year")["final_use"].sum()
    steps = no_fuels.groupby("year")["output"].sum() / used
    out["steps behind, 1995-2011, no mining or petroleum"] = steps[2011] / steps[1995]
    ahead = [_average(no_fuels, "steps to the user", year) for year in (1995, 2011)]
    out["steps to the user, 1995-2011, no mining or petroleum"] = ahead[1] / ahead[0]
    out["foreign share, 1995-2009, prices of 1995"] = constant.at[2009, "foreign_share"] / constant.at[1995, "foreign_share"]  # fmt: skip
    out["steps behind, 1995-2009, prices of 1995"] = constant.at[2009, "length"] / constant.at[1995, "length"]
    exports = of_the_worlds_exports()
    out["foreign share of exports, 2012-2022"] = exports[2022] / exports[2012]
    out["foreign share of exports, 2012-2019"] = exports[2019] / exports[2012]
    adb = editions()
    for first, last in ((2011, 2016), (2017, 2022)):
        for column, words in (("ADB", "ADB"), ("ADB, not China", "ADB, not China")):
            out[f"steps behind, {first}-{last} ({words})"] = adb.at[last, column] / adb.at[first, column]
    return change.specifications((pd.Series(out) - 1) * 100)
