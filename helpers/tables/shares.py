"""Who weighs how much in value-added trade: market shares of economies and groups, from several sources."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import (
    E11,
    E11_IN_WIOD,
    EU27,
    concordance,
    concordance_labels,
    industries,
    name,
    tiva2013_groups,
)
from helpers.datasets import kept
from helpers.tables import change, prices
from helpers.value_added import balassa, content_of_exports, footprint
from helpers.value_added import vax as value_added_exports

STEPS = (1995, 2000, 2005, 2008, 2009)  # the paper's years
OIL = ("mining", "petroleum")  # teaching industries whose current dollars follow the price of oil
# members of the European Union since the fifteen of 1995
JOINED = {2004: "CYP CZE EST HUN LVA LTU MLT POL SVK SVN", 2007: "BGR ROU", 2013: "HRV"}


def union(year: int) -> list[str]:
    """Members of the European Union at the end of a year, as codes: 15, 25, 27, 28, from 2020 without the United Kingdom.

    Raises ValueError for a year before 1995. Source: treaties of accession; withdrawal agreement.
    """
    if year < 1995:
        raise ValueError(f"The members of {year} are not listed; the list begins in 1995.")
    later = {c: since for since, codes in JOINED.items() for c in codes.split()}
    members = [c for c in [*EU27, "HRV"] if later.get(c, 1995) <= year]
    return [c for c in members if c != "GBR" or year < 2020]


@kept
def flows(year: int, kind: str = "value_added") -> pd.DataFrame:
    """Flows of one year from the full tables, origin × destination, million USD, zero on the diagonal.

    1995-2011: 41×41, WIOD; 2022: 81×81, ICIO with an estimated split by partner, its rest of the world only what trades
    with the 80 economies. ``kind``: value_added (by final demand), gross_exports, or value_added_in_exports (origin ×
    exporter). Raises ValueError for another year or kind.
    """
    table = datasets.load("icio_2022_flows").assign(year=2022) if year == 2022 else datasets.load("wiod_flows")
    chosen = table[table["year"] == year]
    if chosen.empty or kind not in table:
        raise ValueError(
            f"There are no {kind!r} flows of {year}; years are {table['year'].min()}-{table['year'].max()} and 2022."
        )
    matrix = chosen.pivot(index="origin", columns="destination", values=kind)
    return matrix.where(~np.eye(len(matrix), dtype=bool), 0.0)


@kept
def flows_without_oil(year: int) -> pd.DataFrame:
    """`flows` of value added without what is earned in mining and refining: at 22 industries, zero on the diagonal."""
    m = datasets.mrio(year)
    trade = footprint(m, np.where(m.nodes.get_level_values("industry").isin(OIL), 0.0, m.va))
    return trade.where(~np.eye(len(trade), dtype=bool), 0.0)


def _counted(trade: pd.DataFrame, groups: dict[str, list[str]], one) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """Trade that counts, and the members that the table knows."""
    counted, members = trade.copy(), {k: [c for c in codes if c in trade.index] for k, codes in groups.items()}
    if unknown := set(one) - set(groups):
        raise ValueError(f"There is no group {', '.join(sorted(unknown))}; there are {', '.join(groups)}.")
    for group in one:
        counted.loc[members[group], members[group]] = 0.0
    return counted, members


def weigh(trade: pd.DataFrame, groups: dict[str, list[str]], direction: str = "exports", one=()) -> pd.Series:
    """Each group's share of world trade, as a fraction.

    ``one``: names of the groups that count as one economy: trade between their members is left out, in the group and in
    the world total. Statistics of trade usually count the European Union so, and nobody else. Members missing from the
    table are ignored. ``direction``: exports or imports. Raises ValueError for another direction or an unknown group.
    """
    if direction not in ("exports", "imports"):
        raise ValueError(f"direction is 'exports' or 'imports', not {direction!r}.")
    counted, members = _counted(trade, groups, one)
    totals = counted.sum(axis=1 if direction == "exports" else 0)
    return pd.Series({name: totals[codes].sum() / totals.sum() for name, codes in members.items()})


def four_sources(region: str) -> pd.DataFrame:
    """What is known of a region's value added in trade in 2009, source by source: billion USD and share of the world.

    One row a source and concept; a share is only given where the source has a world total.
    """
    tiva = datasets.load("tiva2013_exports").set_index("region")
    panel = datasets.load("wiod_regions")
    wiod = panel[panel["year"] == 2009].set_index("region")
    icio = datasets.load("icio2015_flows")
    icio = icio[icio["year"] == 2009].groupby("region")[["backward", "forward"]].sum()
    foreign = tiva["exports"] - tiva["domestic_value_added"]
    rows = [
        ("TiVA, May 2013", "gross exports", tiva["exports"]),
        ("TiVA, May 2013", "domestic value added in exports", tiva["domestic_value_added"]),
        ("TiVA, May 2013", "foreign value added in exports", foreign),
        ("ICIO, 2015", "foreign value added in exports", icio["backward"]),
        ("WIOD, 2013", "gross exports", wiod["exports"]),
        ("WIOD, 2013", "domestic value added in exports", wiod["domestic_content"]),
        ("WIOD, 2013", "foreign value added in exports", wiod["foreign_content"]),
        ("WIOD, 2013", "value-added exports (VAX)", wiod["vax"]),
        ("WIOD, 2013", "value-added imports", wiod["value_added_imports"]),
    ]
    out = [(source, concept, series[region] / 1e3, series[region] / series.sum()) for source, concept, series in rows]
    return pd.DataFrame(out, columns=["source", "concept", "billion USD", "share of world"])


SHORT = {
    "gross exports": "gross exports", "domestic value added in exports": "domestic", "foreign value added in exports": "foreign",
    "value-added exports (VAX)": "VAX", "value-added imports": "imports of value added",
}  # fmt: skip


def concepts_by_source(region: str) -> pd.DataFrame:
    """`four_sources` with short names, a row a concept: billion USD by source, then % of the world where it is known."""
    rows = four_sources(region)
    rows = rows.assign(concept=rows["concept"].map(SHORT), source=rows["source"].str.split("[ ,]").str[0])
    usd = rows.pivot(index="concept", columns="source", values="billion USD")[["TiVA", "ICIO", "WIOD"]]
    percent = rows.pivot(index="concept", columns="source", values="share of world")[["TiVA", "WIOD"]] * 100
    return usd.join(percent.add_suffix(", % of world")).loc[list(SHORT.values())].rename_axis(index=None, columns=None)


def both_directions(year: int = 2009) -> pd.DataFrame:
    """The E11's shares of the world's traded value added of 2009 or 2022, in per cent: sold and bought.

    By VAX and imports of value added, 2009 from WIOD (NaN for those it lacks), 2022 from ICIO (of the trade of its 80
    economies). For 2009 a third column knows all eleven: domestic value added in exports, TiVA 2013.
    """
    trade, alone = flows(year), {c: [c] for c in E11}
    known = [c for c in E11 if c in trade.index]
    sold, bought = (weigh(trade, alone, d)[known].reindex(E11) for d in ("exports", "imports"))
    if year == 2022:
        return pd.DataFrame({"sold": sold, "bought": bought}) * 100
    held = datasets.load("tiva2013_exports").set_index("region")["domestic_value_added"]
    columns = {
        "sold (WIOD)": sold,
        "bought (WIOD)": bought,
        "sold, with what comes home (TiVA)": held[E11] / held.sum(),
    }
    return pd.DataFrame(columns) * 100


@kept
def vax_shares() -> pd.DataFrame:
    """Shares of the world's value-added exports in per cent, year × region: WIOD, full tables."""
    wide = datasets.load("wiod_regions").pivot(index="year", columns="region", values="vax")
    return wide.div(wide.sum(axis=1), axis=0) * 100


def origin_shares() -> pd.DataFrame:
    """Share of world value added in exports by region of origin (rows) and year (columns): TiVA, May 2013 edition.

    A region's value added in its own and in others' exports, over that of all regions.
    """
    totals = datasets.load("tiva2013_origin").groupby(["origin", "year"])["value"].sum().unstack("year")
    return totals / totals.sum()


def vax_2012_2022() -> pd.DataFrame:
    """Value-added exports (billion USD) by economy and year: TiVA 2025's share of value added used abroad times GDP.

    GDP at market prices stands in for value added, so levels are a few per cent high. Economies without GDP in the
    World Bank's data (Chinese Taipei) are left out.
    """
    shares = datasets.load("tiva2025_shares")
    used_abroad = shares[shares["measure"] == "FFD_DVA"].pivot(index="region", columns="year", values="value") / 100
    gdp = datasets.load("countries").pivot(index="region", columns="year", values="gdp_usd")
    return (used_abroad * gdp.reindex(index=used_abroad.index, columns=used_abroad.columns) / 1e9).dropna()


def accounts_balance(year: int, extract: str = "") -> pd.Series:
    """Exports minus imports by national accounts (World Bank), billion USD; ``extract``: "" (2024) or "_2020"."""
    table = datasets.load("countries")
    table = table[table["year"] == year].set_index("region")
    return table["gdp_usd"] / 1e11 * (table[f"exports_pct_gdp{extract}"] - table[f"imports_pct_gdp{extract}"])


def balances_2009() -> pd.DataFrame:
    """Trade balance of each E11 economy in 2009 (billion USD): WIOD, and two vintages of national accounts, one witness.

    NaN where a source lacks it. By identity the balance in value added is the balance of gross trade, so national
    accounts can stand in for it.
    """
    panel = datasets.load("wiod_regions")
    wiod = panel[panel["year"] == 2009].set_index("region")
    columns = {
        "WIOD 2013": (wiod["vax"] - wiod["value_added_imports"]) / 1e3,
        "World Bank, 2020 extract": accounts_balance(2009, "_2020"),
        "World Bank, 2024 extract": accounts_balance(2009),
    }
    return pd.DataFrame(columns).reindex(E11)


def listings(balances: pd.DataFrame) -> pd.DataFrame:
    """Who stands on which side: the paper's word against every witness. balances: `balances_2009`.

    Index = names; columns says (the paper's word), WIOD 2013 and national accounts (the later vintage), "moved" (what the
    revision between vintages changed), agrees: all witnesses put the economy on the paper's one side, in all vintages.
    """
    chosen = balances.loc[list(PAPER_SIDES)]
    side = pd.Series(PAPER_SIDES)
    sells = chosen.gt(0).where(chosen.notna())
    agrees = pd.Series(
        {
            c: side[c] in ("seller", "buyer") and (sells.loc[c].dropna() == (side[c] == "seller")).all()
            for c in side.index
        }
    )
    return pd.DataFrame({
        "says": side, "WIOD 2013": chosen["WIOD 2013"], "national accounts": chosen["World Bank, 2024 extract"],
        "moved": chosen["World Bank, 2024 extract"] - chosen["World Bank, 2020 extract"], "agrees": agrees.astype(bool),
    }).rename(index=name)  # fmt: skip


def origin_by_industry(year: int = 2009) -> pd.DataFrame:
    """Value added in exports by region of origin and broad industry of origin (million USD): TiVA, May 2013 edition."""
    table = datasets.load("tiva2013_origin")
    chosen = table[table["year"] == year]
    if chosen.empty:
        raise ValueError(f"TiVA's May 2013 edition has no {year}; it has {sorted(table['year'].unique().tolist())}.")
    broad = chosen["origin_industry"].map(tiva2013_groups())
    return chosen.groupby(["origin", broad.rename("industry")])["value"].sum().unstack("industry")


PAPER_SIDES = {
    "KOR": "seller", "CHN": "seller", "TUR": "both", "RUS": "seller", "SAU": "seller", "IDN": "seller",
    "MEX": "buyer", "ZAF": "buyer", "IND": "buyer",
}  # fmt: skip  # section 2.2: who sells more value added than it buys, and who the reverse

PAPER_EARNS = {
    **dict.fromkeys(["SAU", "RUS", "ZAF", "IDN"], "Mining and fuels"),
    **dict.fromkeys(["ARG", "BRA"], "Agriculture and food"), "CHN": "Manufacturing", "IND": "Services",
}  # fmt: skip  # section 2.2: what each earns from


WAYS = {"the Union as one": ("EU",), "each group as one": ("E11", "EU"), "every border counts": ()}
DIRECTIONS = {"exports": "sold", "imports": "bought"}
WITHOUT_CHINA = [c for c in E11 if c != "CHN"]


def lead(trade: pd.DataFrame, direction: str, one=("EU",), who=E11, year: int = 2009) -> float:
    """The E11's lead over the Union of a year, percentage points of the world's trade in value added."""
    share = weigh(trade, {"E11": who, "EU": union(year)}, direction, one) * 100
    return share["E11"] - share["EU"]


def e11_against_eu(years=range(1995, 2012)) -> pd.DataFrame:
    """E11 (the 8 in WIOD) minus the Union of the year, percentage points of the world's trade in value added.

    Rows: years; columns: direction and way of counting (`WAYS`).
    """
    out = {
        (year, f"{word}, {way}"): lead(flows(year), direction, one, year=year)
        for year in years
        for direction, word in DIRECTIONS.items()
        for way, one in WAYS.items()
    }
    return pd.Series(out).unstack().rename_axis("year")


def tiva_lead(one: bool, who=E11) -> float:
    """`lead` of all eleven in 2009 by domestic value added in exports, TiVA 2013, which has the Union as one economy too."""
    held = datasets.load("tiva2013_exports").set_index("region")["domestic_value_added"]
    inside = held[[c for c in EU27 if c in held.index]].sum()
    eu = datasets.load("tiva2013_groups").set_index("region").at["EU27", "domestic_value_added"] if one else inside
    return float((held[who].sum() - eu) / (held.sum() - inside + eu) * 100)


@kept
def against_the_union() -> pd.DataFrame:
    """Claim 2.2c under all reasonable choices.

    Index = choices in words; value: the E11's lead over the Union, points; agrees: above 0.
    """
    rows = {}
    for direction, word in DIRECTIONS.items():
        for way, one in WAYS.items():
            rows[f"2009, {word}: {way}"] = lead(flows(2009), direction, one)
            rows[f"2022, {word}: {way}"] = lead(flows(2022), direction, one, year=2022)
        rows[f"2009, {word}: Union as one, no oil"] = lead(flows_without_oil(2009), direction)
        rows[f"2022, {word}: Union as one, no oil"] = lead(flows_without_oil(2022), direction, year=2022)
        rows[f"2009, {word}: Union as one, no China"] = lead(flows(2009), direction, who=WITHOUT_CHINA)
        rows[f"2022, {word}: Union as one, no China"] = lead(flows(2022), direction, who=WITHOUT_CHINA, year=2022)
    rows["2009, sold, TiVA: the Union as one"] = tiva_lead(True)
    rows["2009, sold, TiVA: every border counts"] = tiva_lead(False)
    rows["2009, sold, TiVA: Union as one, no China"] = tiva_lead(True, WITHOUT_CHINA)
    for words, sold in (("TiVA × GDP", vax_2012_2022()[2022]), ("ADB", _adb_vax())):
        e11, eu = (sold[sold.index.isin(group)].sum() for group in (E11, union(2022)))
        rows[f"2022, sold, {words}: every border"] = float((e11 - eu) / sold.sum() * 100)
    return change.specifications(rows)


def _smallest_step(shares: pd.Series) -> float:
    """The smallest of the four steps between the paper's years; shares in per cent by year."""
    return float(shares[list(STEPS)].diff().min())


@kept
def real_vax_shares() -> pd.Series:
    """The E11's (8) share of value-added exports at prices of 1995, per cent by year to 2009, of WIOD's 40 economies.

    Each industry's VAX over its output price in USD: what a quantity earns, not what the oil price or the dollar did.
    """
    real = prices.at_1995("vax").dropna().groupby(["year", "region"]).sum().unstack("region")
    return real[E11_IN_WIOD].sum(axis=1) / real.sum(axis=1) * 100


@kept
def at_every_step() -> pd.DataFrame:
    """Claim 2.2b, the group's rise, under all reasonable choices.

    Index = choices in words; value: the smallest of the four steps between the paper's years, points of the world's
    trade in value added; agrees: above 0, so that the share rose at every step.
    """
    rows, held = (
        {},
        datasets.load("tiva2013_origin").assign(industry=lambda t: t["origin_industry"].map(tiva2013_groups())),
    )
    for direction, word in DIRECTIONS.items():
        for words, flow, who, one in (
            ("VAX", flows, E11, ()), ("no China", flows, WITHOUT_CHINA, ()), ("no oil", flows_without_oil, E11, ()),
            ("no oil, no China", flows_without_oil, WITHOUT_CHINA, ()), ("the Union as one", flows, E11, ("EU",)),
        ):  # fmt: skip
            groups = {"E11": who, "EU": EU27}
            share = {y: weigh(flow(y), groups, direction, one)["E11"] * 100 for y in STEPS}
            rows[f"{word}: {words}"] = _smallest_step(pd.Series(share))
    rows["sold: VAX at prices of 1995"] = _smallest_step(real_vax_shares())
    for words, kept_rows, who in (
        ("", held.index == held.index, E11), (", no China", held.index == held.index, WITHOUT_CHINA),
        (", no mining", held["industry"] != "Mining and fuels", E11),
    ):  # fmt: skip
        by = held[kept_rows].groupby(["origin", "year"])["value"].sum().unstack("year")
        rows[f"inside all exports, TiVA, eleven{words}"] = _smallest_step((by / by.sum()).loc[who].sum() * 100)
    return change.specifications(rows)


def bridged() -> pd.DataFrame:
    """Value added sold and bought in 2009 in TiVA's edition, our estimate, billion USD; index = economies of TiVA and WIOD.

    sold: TiVA's domestic value added in exports times WIOD's ratio of VAX to the same concept. bought: sold less the
    balance of national accounts (identity), by extract. The last column is WIOD's own. Largest buyers first.
    """
    held = datasets.load("tiva2013_exports").set_index("region")["domestic_value_added"]
    panel = datasets.load("wiod_regions")
    wiod = panel[panel["year"] == 2009].set_index("region")
    sold = held * wiod["vax"] / wiod["domestic_content"] / 1e3
    out = pd.DataFrame({
        "sold": sold, "bought (2024 extract)": sold - accounts_balance(2009),
        "bought (2020 extract)": sold - accounts_balance(2009, "_2020"), "bought (WIOD)": wiod["value_added_imports"] / 1e3,
    })  # fmt: skip
    return out.dropna(subset="sold").drop("ROW").sort_values("bought (2024 extract)", ascending=False)


@kept
def china_by_choice(paper: float = 838.6, within: float = 0.01) -> pd.DataFrame:
    """Claim 2.2a: China's value-added exports of 2009 under all reasonable choices, billion USD.

    agrees: within 1 % of the paper's number. Choices: the source of the ratio that leaves out what comes home, no such
    ratio, and WIOD's own level.
    """
    held = datasets.load("tiva2013_exports").set_index("region").at["CHN", "domestic_value_added"] / 1e3
    panel = datasets.load("wiod_regions")
    china = panel[panel["region"] == "CHN"].set_index("year")
    ratio = china["vax"] / china["domestic_content"]
    later = datasets.load("icio_2022_regions").set_index("region").loc["CHN"]
    m = datasets.mrio(2009)
    small = value_added_exports(m)["CHN"] / content_of_exports(m).at["CHN", "domestic"]
    rows = {
        "TiVA × ratio of WIOD 2009": held * ratio[2009], "TiVA × ratio of WIOD 2008": held * ratio[2008],
        "TiVA × ratio of WIOD 2011": held * ratio[2011], "TiVA × ratio of WIOD 2009, 22 industries": held * small,
        "TiVA × ratio of ICIO 2022": held * later["vax"] / later["domestic_content"], "TiVA, with what comes home": held,
        "WIOD": china.at[2009, "vax"] / 1e3, "WIOD, with what comes home": china.at[2009, "domestic_content"] / 1e3,
    }  # fmt: skip
    value = pd.Series(rows)
    return pd.DataFrame({"value": value, "agrees": (value / paper - 1).abs() < within})


def _adb_vax() -> pd.Series:
    """Value-added exports of 2022 by region, billion USD, ADB: sum of its industries (no South Africa)."""
    table = datasets.load("adb_industries")
    return table[table["year"] == 2022].groupby("region")["vax"].sum() / 1e3


def in_2022() -> pd.DataFrame:
    """What each of the eleven sold and bought of value added in 2022, billion USD, by edition; NaN where one lacks it.

    ICIO: both from the table (split by partner estimated, which totals hardly feel). TiVA 2025: its share of value added
    used abroad times GDP. ADB: sum of its industries. The last two know no imports: sold less the balance of national
    accounts, by identity.
    """
    icio, balance = datasets.load("icio_2022_regions").set_index("region") / 1e3, accounts_balance(2022)
    adb, tiva = _adb_vax(), vax_2012_2022()[2022]
    columns = {
        "sold, ICIO": icio["vax"], "sold, TiVA 2025 × GDP": tiva, "sold, ADB": adb,
        "bought, ICIO": icio["value_added_imports"], "bought, TiVA 2025 × GDP": tiva - balance,
        "bought, ADB": adb - balance,
    }  # fmt: skip
    return pd.DataFrame({k: v.reindex(E11) for k, v in columns.items()})


def e11_lines(shares: pd.DataFrame) -> pd.DataFrame:
    """Lines worth comparing from shares by economy (rows) and year (columns): E11, China, E11 without China, EU, USA.

    EU: the members of each year. Of the E11, those that the table knows.
    """
    e11, eu = [c for c in E11 if c in shares.index], {y: [c for c in union(y) if c in shares.index] for y in shares}
    return pd.DataFrame({
        "EU": pd.Series({y: shares.loc[codes, y].sum() for y, codes in eu.items()}), "E11": shares.loc[e11].sum(),
        "E11 without China": shares.loc[[c for c in e11 if c != "CHN"]].sum(), "China": shares.loc["CHN"],
        "United States": shares.loc["USA"],
    })  # fmt: skip


def member_part(
    trade: pd.DataFrame, groups: dict[str, list[str]], group: str, member: str, direction: str = "exports", one=()
) -> float:
    """One member's part of its group's trade, as a fraction, counted as `weigh` counts."""
    counted, members = _counted(trade, groups, one)
    totals = counted.sum(axis=1 if direction == "exports" else 0)
    return float(totals[member] / totals[members[group]].sum())


@kept
def origins_by_industry() -> pd.DataFrame:
    """Value added in exports by (year, origin) and industry of origin, million USD: TiVA, May 2013 edition."""
    table = datasets.load("tiva2013_origin").groupby(["year", "origin", "origin_industry"])["value"].sum()
    return table.unstack("origin_industry").rename(columns=concordance_labels("tiva2013"))


def origin_by_industry_2022() -> pd.DataFrame:
    """Value-added exports by region and broad industry (million USD), ICIO 2022.

    The groups are those of `origin_by_industry`: refining is in manufacturing.
    """
    table = datasets.load("icio_2022_industries")
    teaching = industries()
    broad = teaching["tiva2013"].map(tiva2013_groups())
    return (
        table.groupby(["region", table["industry"].map(concordance("icio2025")).map(broad).rename("industry")])["vax"]
        .sum()
        .unstack("industry")
    )


def earns(table: pd.DataFrame) -> pd.DataFrame:
    """What the paper says that eight economies earn from, read two ways. table: economies × broad industries, money.

    Index = codes; columns: industry (the paper's), own and world (its share, per cent), times (own over world), other (the
    largest of the other broad industries), largest other (its share, per cent).
    """
    own, world, times = (
        table.div(table.sum(axis=1), axis=0) * 100,
        table.sum() / table.to_numpy().sum() * 100,
        balassa(table),
    )
    rows = {}
    for c, what in PAPER_EARNS.items():
        others = own.loc[c].drop(what)
        rows[c] = (what, own.at[c, what], world[what], times.at[c, what], others.idxmax(), others.max())
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["industry", "own", "world", "times", "other", "largest other"]
    )


def two_readings(found: pd.DataFrame) -> pd.DataFrame:
    """Claim 2.2e, economy by economy and reading by reading. found: `earns`.

    Index = choices in words; value: the named industry's share less what it must beat, points: its share in the world,
    or the economy's largest other industry; agrees: above 0.
    """
    rows, short = {}, {"Mining and fuels": "mining", "Agriculture and food": "farming"}
    for code, r in found.iterrows():
        words = f"{name(code)}, {short.get(r['industry'], r['industry'].lower())}"
        rows[f"{words}: over the world"] = r["own"] - r["world"]
        rows[f"{words}: over the next"] = r["own"] - r["largest other"]
    return change.specifications(rows)


@kept
def earned_from() -> pd.DataFrame:
    """Claim 2.2e under all reasonable choices: of eight economies, for how many does it hold?

    Index = choices in words: the reading (more than the world's share; more than any other broad industry), edition and
    year. value: economies for which it holds; agrees: all eight.
    """
    rows = {}
    sources = {f"{y}, TiVA": origin_by_industry(y) for y in STEPS} | {"2022, ICIO": origin_by_industry_2022()}
    for words, table in sources.items():
        found = earns(table)
        rows[f"{words}: above the world's share"] = (found["times"] > 1).sum()
        rows[f"{words}: the largest earner"] = (found["own"] > found["largest other"]).sum()
    value = pd.Series(rows, dtype=float)
    return pd.DataFrame({"value": value, "agrees": value == len(PAPER_EARNS)})
