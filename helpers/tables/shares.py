"""Who weighs how much in value-added trade: market shares of economies and groups, from several sources."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import E11, EU27, concordance_labels, tiva2013_groups
from helpers.datasets import kept


@kept
def flows(year: int, kind: str = "value_added") -> pd.DataFrame:
    """41×41 flows of one year from the full WIOD tables, origin × destination, million USD, zero on the diagonal.

    ``kind``: value_added (by final demand), gross_exports, or value_added_in_exports (origin × exporter).
    """
    table = datasets.load("wiod_flows")
    chosen = table[table["year"] == year]
    if chosen.empty or kind not in table:
        raise ValueError(
            f"There are no {kind!r} flows of {year}; years are {table['year'].min()}-{table['year'].max()}."
        )
    matrix = chosen.pivot(index="origin", columns="destination", values=kind)
    return matrix.where(~np.eye(len(matrix), dtype=bool), 0.0)


def weigh(
    trade: pd.DataFrame, groups: dict[str, list[str]], direction: str = "exports", inside: bool = True
) -> pd.Series:
    """Each group's share of world trade, as a fraction.

    ``inside=False`` leaves out trade between members of the same group, in the group and in the world total: a group
    is then one region. Members missing from the table are ignored. ``direction``: exports or imports.
    """
    if direction not in ("exports", "imports"):
        raise ValueError(f"direction is 'exports' or 'imports', not {direction!r}.")
    counted = trade.copy()
    members = {name: [c for c in codes if c in trade.index] for name, codes in groups.items()}
    if not inside:
        for codes in members.values():
            counted.loc[codes, codes] = 0.0
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


def both_directions() -> pd.DataFrame:
    """The E11's shares of the world's traded value added of 2009 in per cent: sold (TiVA) and bought (WIOD).

    Sold is domestic value added in exports; bought is NaN for those whom WIOD lacks.
    """
    exported = datasets.load("tiva2013_exports").set_index("region")["domestic_value_added"]
    trade = flows(2009)
    bought = weigh(trade, {c: [c] for c in E11 if c in trade.index}, "imports")
    columns = {"sold (TiVA)": (exported / exported.sum()).reindex(E11), "bought (WIOD)": bought.reindex(E11)}
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


def balances_2009() -> pd.DataFrame:
    """Trade balance of each E11 economy in 2009 (billion USD) from three sources; NaN where a source lacks it.

    By identity the balance in value added is the balance of gross trade, so national accounts can stand in for it.
    """
    panel = datasets.load("wiod_regions")
    wiod = panel[panel["year"] == 2009].set_index("region")
    world_bank = datasets.load("countries")
    world_bank = world_bank[world_bank["year"] == 2009].set_index("region")
    of_gdp = world_bank["gdp_usd"] / 1e11
    return pd.DataFrame(
        {
            "WIOD 2013": (wiod["vax"] - wiod["value_added_imports"]) / 1e3,
            "World Bank, 2020 extract": of_gdp
            * (world_bank["exports_pct_gdp_2020"] - world_bank["imports_pct_gdp_2020"]),
            "World Bank, 2024 extract": of_gdp * (world_bank["exports_pct_gdp"] - world_bank["imports_pct_gdp"]),
        }
    ).reindex(E11)


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
    "SAU": "Mining and fuels", "ARG": "Agriculture and food", "CHN": "Manufacturing", "IND": "Services",
}  # fmt: skip  # section 2.2: what each earns from, one economy for each broad industry


def e11_against_eu(years=range(1995, 2012)) -> pd.DataFrame:
    """E11 (the 8 in WIOD) minus EU 27, percentage points of world value-added trade, by year and way of counting."""
    groups = {"E11": E11, "EU": EU27}
    out = {}
    for year in years:
        trade = flows(year)
        for direction in ("exports", "imports"):
            for inside, words in ((True, "inside counted"), (False, "inside not counted")):
                share = weigh(trade, groups, direction, inside)
                out[year, f"{direction}, {words}"] = (share["E11"] - share["EU"]) * 100
    return pd.Series(out).unstack().rename_axis("year")


def china_estimates(rows: pd.DataFrame) -> pd.DataFrame:
    """Estimates of one economy's value-added exports from `four_sources`: label → value and source.

    The second row scales TiVA's domestic value added in exports by WIOD's ratio of VAX to the same concept.
    """
    usd = rows.set_index(["source", "concept"])["billion USD"]
    tiva = usd["TiVA, May 2013", "domestic value added in exports"]
    content, vax = usd["WIOD, 2013", "domestic value added in exports"], usd["WIOD, 2013", "value-added exports (VAX)"]
    return pd.DataFrame(
        [
            ("TiVA 2013: domestic value added in exports", tiva, "TiVA"),
            ("TiVA 2013 scaled to VAX (our estimate)", tiva * vax / content, "both"),
            ("WIOD 2013: value-added exports (VAX)", vax, "WIOD"),
            ("WIOD 2013: domestic value added in exports", content, "WIOD"),
        ],
        columns=["label", "value", "source"],
    ).set_index("label")


def e11_lines(shares: pd.DataFrame) -> pd.DataFrame:
    """Lines worth comparing from shares by economy (rows) and year (columns): E11, China, E11 without China, EU, USA."""
    eu = [c for c in EU27 if c in shares.index]
    return pd.DataFrame({
        "EU 27": shares.loc[eu].sum(), "E11": shares.loc[E11].sum(), "E11 without China": shares.loc[[c for c in E11 if c != "CHN"]].sum(),
        "China": shares.loc["CHN"], "United States": shares.loc["USA"],
    })  # fmt: skip


def member_part(
    trade: pd.DataFrame, member: str, group: list[str], direction: str = "exports", inside: bool = True
) -> float:
    """One member's part of its group's trade, as a fraction, counted as `weigh` counts."""
    codes = [c for c in group if c in trade.index]
    counted = trade.copy()
    if not inside:
        counted.loc[codes, codes] = 0.0
    totals = counted.sum(axis=1 if direction == "exports" else 0)
    return float(totals[member] / totals[codes].sum())


@kept
def origins_by_industry() -> pd.DataFrame:
    """Value added in exports by (year, origin) and industry of origin, million USD: TiVA, May 2013 edition."""
    table = datasets.load("tiva2013_origin").groupby(["year", "origin", "origin_industry"])["value"].sum()
    return table.unstack("origin_industry").rename(columns=concordance_labels("tiva2013"))
