"""Who is hurt when a buyer falls or a product gets dearer, by the way it takes (lesson 2.3)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from helpers import bounds, datasets, shocks
from helpers.classification import E11, E11_IN_WIOD, EU27, concordance
from helpers.datasets import kept
from helpers.tables import change, prices
from helpers.value_added import content_of_exports, value_added_trade
from helpers.worlds import EU_SINCE_2020

CLEARLY = 1.0  # per cent of value added: a balance beyond it is clearly on one side
CHANCE = 0.05  # a correlation that fewer orders by chance reach is hardly luck
OIL = ("mining", "petroleum")
BUYERS = ("USA", "EU", "CHN", "JPN", "IND")
CHEAP = ("CHN", "IDN", "IND", "MEX", "TUR")  # the low-cost manufacturers among the eleven
MAKERS = ("DEU", "JPN")  # rich makers of electronics and of textiles
ROUTES = ("in products it completes itself", "in the buyer's own products", "in others' products")


@kept
def routes(buyer: str, year: int) -> pd.DataFrame:
    """Per cent of each E11 economy's value added that a buyer's final demand holds, by who completes the product.

    The E11 in WIOD up to 2011; all eleven in 2022 (ICIO, partner split estimated), with the European Union of that year.
    """
    m = datasets.mrio(year)
    eleven = _eleven(year)
    union = EU_SINCE_2020 if year == 2022 else EU27
    members = {"EU": union, "E11": eleven}.get(buyer, [buyer])
    bought = m.Y[:, [m.region(c) for c in members]].sum(axis=1)
    held = pd.DataFrame(m.by_region((m.origin_shares * bought).T).T, m.regions, m.regions)
    own = pd.Series(np.diag(held), m.regions)
    inside = held[members].sum(axis=1) - own.where(own.index.isin(members), 0.0)
    rest = held.sum(axis=1) - own - inside
    earned = pd.Series(m.by_region(m.va), m.regions)
    out = pd.DataFrame(dict(zip(ROUTES, (own, inside, rest), strict=True))).div(earned, axis=0) * 100
    bounds.told(out, "percentages of value added in a buyer's demand", 100)
    return out.loc[[c for c in eleven if c != buyer]]


def _eleven(year: int) -> list[str]:
    return E11 if year == 2022 else E11_IN_WIOD


@kept
def stress(year: int = 2022) -> pd.DataFrame:
    """Per cent of its value added that each E11 economy loses if one buyer's final demand falls by a tenth: E11 × `BUYERS`.

    Missing where the buyer is the economy itself. Leontief's quantity model; 2022: ICIO, partner split estimated.
    """
    return pd.DataFrame({b: routes(b, year).sum(axis=1) / 10 for b in BUYERS}).loc[_eleven(year)]


@kept
def dearer(industries: tuple[str, ...], sellers: str = "all") -> pd.Series:
    """Rise of each region's cost of living (fraction) when products of some industries double in price, 2011.

    ``sellers``: "all", or the code of the one seller whose products get dearer. The model is linear: any rise is a
    multiple of a doubling. WIOD, teaching industries; Leontief's price model.
    """
    m = datasets.mrio(2011)
    return shocks.cost_of_living(
        m, shocks.prices_rise(m, None if sellers == "all" else [sellers], list(industries), 1.0)
    )


def _balance(year: int, oil: bool = True) -> pd.DataFrame:
    """Value-added exports less imports and value added of the E11, by economy; without mining and petroleum if not ``oil``."""
    m = datasets.mrio(year)
    kept_industries = np.tile([oil or i not in OIL for i in m.industries], m.G)
    flows = m.by_region((m.v * kept_industries)[:, None] * m.solve(m.Y))
    balance = flows.sum(axis=1) - flows.sum(axis=0)
    return pd.DataFrame({"balance": balance, "earned": m.by_region(m.va)}, m.regions).loc[_eleven(year)]


@kept
def balances() -> pd.DataFrame:
    """Do the E11 sell clearly more value added than they buy? In many ways: one table.

    value: exports minus imports, % of value added (of GDP in 2000 and 2015); agrees: above `CLEARLY`. Each year from one
    table: WIOD (1995, 2003, 2011; eight of eleven), ICIO (2022), World Bank (2000, 2015: gross trade, the same balance).
    Together, without China, the economy in the middle; from the tables of industries also without mining and petroleum.
    """
    found = {}
    for year in (1995, 2003, 2011, 2022):
        for oil, words in ((True, ""), (False, ", without oil and mining")):
            found[f"{year}{words}"] = _balance(year, oil)
    countries = datasets.load("countries").set_index(["year", "region"])
    for year in (2000, 2015):
        of = countries.loc[year].loc[E11]
        net = (of["exports_pct_gdp"] - of["imports_pct_gdp"]) * of["gdp_usd"] / 100
        found[str(year)] = pd.DataFrame({"balance": net, "earned": of["gdp_usd"]})
    rows = {}
    for words, table in sorted(found.items()):
        others = table.drop("CHN")
        rows[f"{words}: together"] = table["balance"].sum() / table["earned"].sum()
        rows[f"{words}: without China"] = others["balance"].sum() / others["earned"].sum()
        if "oil" not in words:
            rows[f"{words}: the middle economy"] = (table["balance"] / table["earned"]).median()
    return change.specifications(pd.Series(rows) * 100, above=CLEARLY)


@kept
def net_exports() -> pd.DataFrame:
    """Exports minus imports of goods and services, % of GDP: E11 × years; World Bank, extract of 2024."""
    table = datasets.load("countries")
    table = table[table["region"].isin(E11)]
    net = table["exports_pct_gdp"] - table["imports_pct_gdp"]
    return net.groupby([table["region"], table["year"]]).mean().unstack().loc[E11]


def _origins(edition: int) -> pd.DataFrame:
    """Value added in exports by economy and industry of origin: TiVA of May 2013 for 2009, ICIO of 2025 (VAX) for 2022."""
    if edition == 2009:
        origin = datasets.load("tiva2013_origin").query("year == 2009")
        return (
            origin.groupby(["origin", "origin_industry"])["value"].sum().unstack().rename(columns={"10T14": "mining"})
        )
    table = datasets.load("icio_2022_industries")
    industry = table["industry"].map(concordance("icio2025"))
    return table["vax"].groupby([table["region"], industry]).sum().unstack(fill_value=0.0)


@kept
def by_industry(edition: int = 2009) -> pd.Series:
    """Concentration (HHI) of the value added in exports by industry of origin, E11.

    2009: TiVA, May 2013 edition, 18 industries; 2022: VAX at 22 teaching industries, ICIO. The editions are not one series.
    """
    return shocks.concentration(_origins(edition)).loc[E11].sort_values(ascending=False).rename("by industry")


@kept
def by_buyer(year: int = 2022) -> pd.Series:
    """Concentration (HHI) of value-added exports by buyer, the E11 in the table: without home and the rest of the world.

    2022: partner split estimated.
    """
    flows = value_added_trade(datasets.mrio(year)).drop(columns="ROW")
    abroad = flows.where(~np.eye(*flows.shape, dtype=bool), 0.0)
    return shocks.concentration(abroad)[_eleven(year)].sort_values(ascending=False).rename("by buyer")


@kept
def swings() -> pd.DataFrame:
    """Standard deviation of yearly growth from 2001 to 2022, points, by economy; World Bank.

    Columns: exports (of goods and services, current USD), real GDP. Economies with at least 20 of the 22 years, else missing.
    """
    table = datasets.load("countries")
    table["exports"] = table["exports_pct_gdp"] * table["gdp_usd"]
    wide = table.pivot(index="year", columns="region", values=["exports", "gdp_growth_pct"])
    growth = {
        "exports": wide["exports"].pct_change(fill_method=None) * 100,
        "real GDP": wide["gdp_growth_pct"],
    }
    known = {k: g.loc[2001:2022].std().where(g.loc[2001:2022].notna().sum() >= 20) for k, g in growth.items()}
    return pd.DataFrame(known)


@kept
def baskets_and_swings() -> pd.DataFrame:
    """Does growth swing more where exports hang on one industry? In many ways: one table.

    value: Spearman's rank correlation; economies: how many; agrees: by chance fewer than `CHANCE` of all orders climb as
    much (one-sided). Swings of exports or of real GDP; mining's share of exports or their concentration (HHI), 2009 or
    2022; the eleven, without Saudi Arabia, or all economies with both.
    """
    swing, rows = swings(), {}
    for edition in (2009, 2022):
        origins = _origins(edition)
        baskets = {"mining": origins["mining"] / origins.sum(axis=1), "HHI": shocks.concentration(origins)}
        for basket, full in baskets.items():
            for what, how in swing.items():
                both = pd.DataFrame({"basket": full, "swing": how}).dropna()
                eleven = both.loc[E11]
                for who, of in {"E11": eleven, "E11, no Saudi Arabia": eleven.drop("SAU"), "all": both}.items():
                    rows[f"{what}, {basket} {edition}, {who}"] = _climbs(of["basket"], of["swing"], ranks=True)
    return _correlations(rows)


def _climbs(x: pd.Series, y: pd.Series, ranks: bool = False) -> tuple[float, float, int]:
    """Correlation, one-sided chance of one as high, and number of economies."""
    found = (stats.spearmanr if ranks else stats.pearsonr)(x, y, alternative="greater")
    return found.statistic, found.pvalue, len(x)


def _correlations(rows: dict) -> pd.DataFrame:
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["value", "chance", "economies"])
    return table.assign(agrees=table["chance"] < CHANCE)


@kept
def slices(industry: str) -> pd.DataFrame:
    """What an industry keeps of a dollar of output, and where it stands, by region and year; WIOD, full tables.

    Columns: region, year, kept (value added, cents per dollar of output), upstreamness (steps to the final user).
    """
    table = datasets.load("wiod_industries")
    table = table[table["industry"] == industry]
    return table[["region", "year", "upstreamness"]].assign(kept=table["value_added"] / table["output"] * 100)


@kept
def cents(industry: str, regions: tuple[str, ...]) -> pd.DataFrame:
    """Value added, cents per dollar of an industry's output: years × some regions; WIOD, full tables."""
    return slices(industry).pivot(index="year", columns="region", values="kept")[list(regions)]


@kept
def locked_in() -> pd.DataFrame:
    """Did low-cost manufacturers come to keep less of a dollar of output? And their gap to rich makers? One table.

    value: change of the economy in the middle of `CHEAP`; agrees: below 0. In cents of a dollar, alone or less the mean of
    `MAKERS`; and in steps to the final user (upstreamness; the low end is assembly, near the user). WIOD from 1995 without
    India, whose electronics break off in 1999, and from 2000 with it; ADB in two spans for its break in 2017, its steps from then.
    """
    adb = datasets.load("adb_industries")
    adb["kept"] = adb["value_added"] / adb["output"] * 100
    wide = lambda table, column: table.pivot(index="year", columns="region", values=column)  # noqa: E731
    rows = {}
    for industry, code in (("electronics", "30t33"), ("textiles", "17t18")):
        wiod, later = slices(code), adb[adb["industry"] == industry]
        panels = {"WIOD": (wide(wiod, "kept"), wide(wiod, "upstreamness")), "ADB": (wide(later, "kept"), wide(later, "length_forward"))}  # fmt: skip
        for edition, first, last in (
            ("WIOD", 1995, 2011),
            ("WIOD", 2000, 2011),
            ("ADB", 2007, 2016),
            ("ADB", 2017, 2022),
        ):
            moved, steps = (panel.loc[last] - panel.loc[first] for panel in panels[edition])
            cheap = [c for c in CHEAP if c != "IND" or first != 1995]
            words = f"{industry}, {edition} {first}-{last}"
            rows[f"{words}: slice"] = moved[cheap].median()
            rows[f"{words}: gap to Germany and Japan"] = (moved[cheap] - moved[list(MAKERS)].mean()).median()
            if steps[cheap].notna().all():
                rows[f"{words}: steps to the user"] = steps[cheap].median()
    value = pd.Series(rows, name="value")
    return value.to_frame().assign(agrees=value < 0)


@kept
def pie(industry: str, region: str) -> pd.DataFrame:
    """Value added of an industry, billion USD by year: at current prices, and deflated by its output price (1995 = 100, to 2009).

    WIOD, 2013 release, with its Socio-Economic Accounts; both at current exchange rates' dollars.
    """
    earned = datasets.load("wiod_industries").query("region == @region and industry == @industry")
    current = earned.set_index("year")["value_added"] / 1000
    real = prices.at_1995("value_added").xs((region, industry), level=["region", "industry"]) / 1000
    return pd.DataFrame({"current prices": current, "prices of 1995": real})


@kept
def intensities(year: int, gases: tuple[str, ...] = ("co2",)) -> pd.DataFrame:
    """Emissions, value added and VAX by group and teaching industry: rows (group, industry); ADB, 2017-2021.

    emissions: kilotonnes (of CO2-equivalent), of production, households not in; value_added, vax: million USD. Groups:
    E11 (ten: no South Africa), without China, China, rich: all others whose GDP per head passed 20,000 USD in 2009.
    """
    table = datasets.load("adb_emissions").merge(datasets.load("adb_industries"), on=["year", "region", "industry"])
    table = table[table["year"] == year].assign(emissions=lambda t: t[list(gases)].sum(axis=1))
    economies = datasets.load("economies").query("year == 2009").set_index("region")
    rich = economies.index[economies["gdp_usd"] / economies["population"] > 20000]
    groups = {
        "E11": E11,
        "without China": [c for c in E11 if c != "CHN"],
        "China": ["CHN"],
        "rich": [c for c in rich if c not in E11],
    }
    added = {
        g: table[table["region"].isin(who)].groupby("industry")[["emissions", "value_added", "vax"]].sum()
        for g, who in groups.items()
    }
    return pd.concat(added, names=["group"])


def grams(year: int = 2021, gases: tuple[str, ...] = ("co2",)) -> pd.DataFrame:
    """Grams of CO2 (or more gases) for a dollar of value added: groups × production, exports, and the split of the gap.

    production: all emissions over value added. exports: emissions behind value added that is finally used abroad, over VAX
    (each industry's emissions for a dollar times its VAX). structure, within: the gap to the rich, by what they make and by
    grams inside the industries (`change.within_between`).
    """
    table = intensities(year, gases)
    each = (table["emissions"] / table["value_added"]).unstack("group") * 1000
    weights = table["value_added"].unstack("group")
    total = table.groupby("group").sum()
    out = pd.DataFrame({"production": total["emissions"] / total["value_added"] * 1000})
    vax = table["vax"].unstack("group")
    out["exports"] = (each * vax).sum() / vax.sum()
    split = {g: change.within_between(each[["rich", g]], weights[["rich", g]]) for g in each if g != "rich"}
    out["structure"] = pd.Series({g: s["between"] for g, s in split.items()})
    out["within"] = pd.Series({g: s["within"] for g, s in split.items()})
    return out


@kept
def dirtier() -> pd.DataFrame:
    """Do the E11 emit more for a dollar than rich economies? In many ways: one table.

    value: the E11's grams of emissions for a dollar of value added over the rich economies'; agrees: above 1. All production,
    inside exports, or at the rich economies' mix of industries; CO2 or four gases; with China or without; 2017 and 2021.
    """
    rows = {}
    for year in (2017, 2021):
        for gas, gases in (("CO2", ("co2",)), ("all gases", ("co2", "ch4", "n2o", "f_gases"))):
            found, table = grams(year, gases), intensities(year, gases)
            each = (table["emissions"] / table["value_added"]).unstack("group") * 1000
            mix = table.loc["rich", "value_added"] / table.loc["rich", "value_added"].sum()
            ways = {**found[["production", "exports"]], "at the rich mix of industries": each.mul(mix, axis=0).sum()}
            for way, value in ways.items():
                for who in ("E11", "without China"):
                    rows[f"{gas} {year}, {way}, {who}"] = value[who] / value["rich"]
    return change.specifications(rows, above=1)


@kept
def home_chains(year: int) -> pd.DataFrame:
    """Length of the chain at home and domestic share of exports; teaching industries: 40 economies (WIOD), 80 in 2022 (ICIO).

    length: output at home, along chains that never leave, for a dollar of exports (column sums of L_ss, weighted by what is
    exported). domestic: own value added, % of gross exports.
    """
    m = datasets.mrio(year)
    sold = m.exports.sum(axis=1)
    length = m.by_region(m.local_output(sold)) / m.by_region(sold)
    content = content_of_exports(m)
    domestic = (content["domestic"] / content["exports"] * 100).to_numpy()
    return pd.DataFrame({"length": length, "domestic": domestic}, m.regions).drop("ROW")


def low_end() -> pd.DataFrame:
    """Both halves of the claim in one table: `locked_in`, then `dirtier`."""
    return pd.concat([locked_in(), dirtier()])


@kept
def chains_and_gains() -> pd.DataFrame:
    """Do longer chains at home go with larger domestic shares of exports? In many ways: one table.

    value: correlation; economies; agrees: by chance fewer than `CHANCE` of all would be as high (one-sided). Levels across
    economies (all, in ranks, less the part that size explains, the E11), then changes of the same economies.
    """
    chains, rows = {y: home_chains(y) for y in (1995, 2003, 2011, 2022)}, {}
    for year, table in chains.items():
        m = datasets.mrio(year)
        size = np.log(pd.Series(m.by_region(m.va), m.regions)[table.index])
        ways = {"all": table, "the economies of WIOD": table.loc[[c for c in chains[1995].index if c in table.index]]}
        ways["all, size taken out"] = table.apply(lambda v, size=size: v - np.polyval(np.polyfit(size, v, 1), size))
        ways["E11"] = table.loc[_eleven(year)]
        if year != 2022:
            del ways["the economies of WIOD"]
        for words, of in ways.items():
            rows[f"{year}, {words}"] = _climbs(of["length"], of["domestic"])
        rows[f"{year}, all, in ranks"] = _climbs(table["length"], table["domestic"], ranks=True)
    for first, last in ((1995, 2003), (2003, 2011), (1995, 2011)):
        moved = chains[last] - chains[first]
        for words, of in (("all", moved), ("E11", moved.loc[E11_IN_WIOD])):
            rows[f"change {first}-{last}, {words}"] = _climbs(of["length"], of["domestic"])
    return _correlations(rows)
