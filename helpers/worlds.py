"""Ready worlds of the trade model: 1993, 2005, 2011, 2022 and, of one sector but 190 economies, 2023; their blocs and
elasticities. Here the model meets the data.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from helpers import datasets, given
from helpers.classification import E11, E11_IN_WIOD, EU27, WIOD
from helpers.mrio import MRIO
from helpers.trade_model import Counterfactual, TradeModel, TradeModelError

NAFTA = ["CAN", "MEX", "USA"]
EU_SINCE_2020 = [*(c for c in EU27 if c != "GBR"), "HRV"]
LARGE = 0.004  # of the value added of the world of 2022: who earns less and is not of the E11 is part of its ROW


def elasticities(industries: Iterable[str]) -> pd.Series:
    """θ by teaching industry from data/elasticities.csv (Caliendo and Parro 2015); services carry their common value.

    Raises TradeModelError for an industry the table has not: give your own elasticity.
    """
    table = datasets.load("elasticities").set_index("industry")["theta"]
    unknown = [i for i in industries if i not in table.index]
    if unknown:
        raise TradeModelError(f"data/elasticities.csv has no elasticity for {unknown[0]!r}: give one number, or one for each industry.")  # fmt: skip
    return table[list(industries)]


def nafta_regions() -> list[str]:
    """Codes of the regions of `nafta`'s world."""
    return datasets.arrays("nafta_1993")["regions"].tolist()


def nafta(deficit: str = "closed") -> tuple[TradeModel, np.ndarray]:
    """Caliendo and Parro's world of 1993 (31 regions, 40 industries) and the tariffs after NAFTA's cuts.

    data/nafta_1993.npz, from their replication files; USD; ``deficit`` as in `TradeModel`.
    """
    given = datasets.arrays("nafta_1993")
    after = given.pop("tariff_after")
    return TradeModel(**given, deficit=deficit, name="Caliendo and Parro (2015), 1993", unit="USD"), after


_nafta = cache(nafta)


def world_1993() -> TradeModel:
    """Caliendo and Parro's world of 1993, deficits closed: 31 regions, 40 industries, tariffs as they were."""
    return _nafta("closed")[0].baseline


def nafta_tariffs() -> np.ndarray:
    """Tariffs of that world after NAFTA's members cut theirs on each other, to 2005."""
    return _nafta("closed")[1]


@datasets.kept
def tariffs_2005() -> np.ndarray:
    """Tariffs of 2005 for the world of 1993 (31×31×40 fractions, importer × exporter × industry); none on services.

    data/tariffs_2005.csv, averages over teaching industries (Caliendo and Parro 2015, supplement): each of the world's
    sectors pays its industry's. China's average, with the imports of 2005 as weights, is 5.1 % (1993: 31.9 %).
    """
    m = world_1993()
    listed = datasets.load("elasticities").set_index("industry")["industries_of_source"].str.split("; ").explode()
    rates = datasets.load("tariffs_2005").set_index(["importer", "exporter", "industry"])["tariff"] / 100
    return _laid_out(rates, m.regions, m.regions, [listed.index[listed == j][0] for j in m.industries])


@cache
def world_2005() -> TradeModel:
    """The world of 1993 at the tariffs of 2005: inputs, technology and home shares are those of 1993, and trade is what the
    model makes of them. Not the economy of 2005: its input-output tables are not among the supplement's.

    31 regions, 40 industries, deficits closed. Its base year is the model's answer to `tariffs_2005`.
    """
    return world_1993().counterfactual(tariffs_2005()).as_baseline()


def _laid_out(rates: pd.Series, importers: list[str], exporters: list[str], industries: list[str]) -> np.ndarray:
    """Rates by (importer, exporter, industry) as G×G×N, for regions and industries that go by these names there; 0 if none."""
    wanted = pd.MultiIndex.from_product([importers, exporters, dict.fromkeys(industries)])
    unique = list(dict.fromkeys(industries))
    found = (
        rates.reindex(wanted, fill_value=0.0).to_numpy(copy=True).reshape(len(importers), len(exporters), len(unique))
    )
    found[np.arange(len(importers)), np.arange(len(importers))] = 0.0
    return found[:, :, [unique.index(j) for j in industries]]


@cache
def table_2022() -> MRIO:
    """The teaching table of 2022 with small economies added to the rest of the world: all E11, every other one of at least
    0.4 % of value added, and ROW. Who sells imported final products to whom is estimated.
    """
    m = datasets.mrio(2022)
    earned = pd.Series(m.by_region(m.va), m.regions)
    large = set(earned.index[earned >= LARGE * earned.sum()]) | set(E11)
    added = m.aggregate(regions={r: "ROW" for r in m.regions if r not in large})
    places = sorted(range(added.G), key=lambda g: added.regions[g] == "ROW")  # ROW the last, as in every table
    nodes = (np.array(places)[:, None] * added.N + np.arange(added.N)).ravel()
    return MRIO(
        added.Z[np.ix_(nodes, nodes)], added.Y[np.ix_(nodes, places)], [added.regions[g] for g in places], added.industries,
        x=added.x[nodes], year=added.year, name=added.name,
    )  # fmt: skip


@datasets.kept
def tariffs_known_2022() -> np.ndarray:
    """Tariffs for the world of 2022 as far as they are at hand (G×G×N fractions), zero where they are not.

    The United States: duties of 2024 by partner (data/us_tariffs.csv). Brazil, Canada, China, the European Union, India,
    Japan, Mexico and the United Kingdom: applied tariffs of 2023 (data/tariffs_2023.csv), those of partners that it does
    not name are the average of all of these. Every other importer, so seven of the E11, has none here: its tariffs are
    part of the trade costs that shares imply, and no policy here can cut them. None on services.
    """
    m = table_2022()
    rates = datasets.load("tariffs_2023").set_index(["importer", "exporter", "industry"])["tariff"]
    named = set(rates.index.get_level_values("exporter"))
    union = ["EU" if r in EU_SINCE_2020 else r for r in m.regions]
    importers = ["" if r == "ROW" else r for r in union]  # the average of all others is nobody's own
    out = _laid_out(rates, importers, [r if r in named else "ROW" for r in union], m.industries)
    out[m.region("USA")] = _american("tariff_2024")
    return out / 100


def tariffs_2025() -> np.ndarray:
    """`tariffs_known_2022` with what the United States had added to theirs by September 2025, by partner and industry.

    For ``world_2022(tariffs="known")``. Whole chapters of the Harmonized System stand for industries; what partners answered
    is not in it.
    """
    out = tariffs_known_2022()
    out[table_2022().region("USA")] += _american("increase_2025") / 100
    return out


def _american(column: str) -> np.ndarray:
    """G×N American tariffs by partner of the world of 2022, ROW the average of all it holds."""
    m, table = table_2022(), datasets.load("us_tariffs")
    table = table.assign(partner=table["partner"].where(table["partner"].isin(m.regions), "ROW"))
    groups = (
        table.assign(paid=table[column] * table["imports"]).groupby(["partner", "industry"])[["paid", "imports"]].sum()
    )
    wide = (groups["paid"] / groups["imports"]).unstack("industry")
    out = wide.reindex(index=m.regions, columns=m.industries, fill_value=0.0).fillna(0.0).to_numpy(copy=True)
    out[m.region("USA")] = 0.0
    return out


@cache
def world_2022(case: str = "as given", tariffs: str = "none") -> TradeModel:
    """The table of 2022 with all E11 as a model, with one of the sets of elasticities of `trade_model.CASES`.

    ``tariffs``: "none", as in the world of 2011 (they are part of the trade costs that shares imply), or "known",
    `tariffs_known_2022`, to change some: those of seven of the E11 are not at hand, and where tariffs are known more trade
    brings revenue too, so gains of members are then not to be compared. Raises TradeModelError for another word. Who sells
    imported final products to whom is estimated; ROW holds small economies and what is known of all others.
    """
    given.one_of(tariffs, ("known", "none"), "a set of tariffs of 2022", TradeModelError)
    if case == "as given":
        m = table_2022()
        known = tariffs_known_2022() if tariffs == "known" else None
        return TradeModel.from_mrio(m, elasticities(m.industries), known).baseline
    return world_2022("as given", tariffs).case(case)


@cache
def world_2011(case: str = "as given") -> TradeModel:
    """The teaching table of 2011 as a model without tariffs, with one of the sets of elasticities of `trade_model.CASES`."""
    if case == "as given":
        m = datasets.mrio(2011)
        return TradeModel.from_mrio(m, elasticities(m.industries)).baseline
    return world_2011().case(case)


@cache
def blocs(year: int) -> dict[str, tuple[str, list[str]]]:
    """Code → words and members of blocs that the world of 1993, 2005, 2011 or 2022 knows."""
    known = WIOD if year == 2011 else table_2022().regions if year == 2022 else nafta_regions()  # nothing is solved
    asia = [c for c in ("CHN", "IDN", "IND", "JPN", "KOR", "TWN") if c in known]
    e11 = [c for c in E11 if c in known]
    eu = [c for c in (EU_SINCE_2020 if year == 2022 else EU27) if c in known]
    return {
        "nafta": ("Canada, Mexico and the United States", NAFTA),
        "e11": (f"the E11 ({len(e11)} of 11)", e11),
        "asia": (f"{len(asia)} Asian economies", asia),
        **({"eu": (f"the European Union ({len(eu)})", eu)} if year in (2011, 2022) else {}),
        "all": ("everyone", list(known)),
    }


@cache
def e11_in_2011(cut: float = 0.1, case: str = "as given") -> Counterfactual:
    """The E11 economies of the table make trade with each other cheaper by a fraction."""
    m = world_2011(case)
    return m.counterfactual(iceberg=m.costs_cut(E11_IN_WIOD, cut))


@cache
def e11_in_2022(cut: float = 0.1, case: str = "as given") -> Counterfactual:
    """All eleven make trade with each other cheaper by a fraction, in the world of 2022."""
    m = world_2022(case)
    return m.counterfactual(iceberg=m.costs_cut(E11, cut))


POOR = ("Low income", "Lower middle income")
OUTPUT_RATIO = 2.0  # gross output over GDP: its middle over the 80 economies of 2022 is 2.01, from 1.4 to 3.8
LEAST_AT_HOME = 0.05  # of output is sold at home at least: the Marshall Islands' exports (ships) are above their output
OPENINGS = {
    "everyone": "everyone with everyone",
    "south": "low and lower middle income with each other",
    "belt": "the Belt and Road's partners with each other",
    "neighbours": "neighbours with each other",
    "sales": "low income's sales to all",
}


@cache
def _trade_2023() -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Codes, goods trade (importer × exporter, million USD), GDP (million USD) and income groups of 190 economies."""
    about = datasets.load("economies").query("year == 2023").set_index("region")
    trade = datasets.load("trade2023")
    traders = sorted({*trade["exporter"], *trade["importer"]})
    codes = [c for c in traders if about["gdp_usd"].get(c, 0.0) > 0]
    wide = trade.pivot(index="importer", columns="exporter", values="exports")
    flows = wide.reindex(index=codes, columns=codes).fillna(0.0).to_numpy(copy=True)
    known = about.loc[codes]
    return codes, flows, known["gdp_usd"].to_numpy() / 1e6, known["income_group"].to_numpy(dtype=object)


def world_2023(elasticity: float = 4.0, output_ratio: float = OUTPUT_RATIO, deficit: str = "held") -> TradeModel:
    """Goods trade of 190 economies (data/trade2023.csv.gz, BACI of 2023) as a model of one sector whose product is its own input.

    Output is ``output_ratio`` times GDP (above 1), value added the same part of cost everywhere; what is not exported is
    sold at home, at least 5 % of output. So services are in output but not in trade, and what pays a deficit of goods
    (services, remittances, aid) is not seen: ``deficit`` as in `TradeModel`. Four of the 194 economies are left out, for
    their GDP of 2023 is not known: Eritrea, South Sudan, Syria and Yemen. Chinese Taipei is not in the file. Million USD;
    the elasticity 4 is Simonovska and Waugh's (2014). Raises TradeModelError for a ratio or an elasticity that cannot be.
    """
    ratio = given.number(output_ratio, "Output over GDP", TradeModelError, 1, 100, "give a number above 1, such as 2", above=True)  # fmt: skip
    theta = given.number(elasticity, "The elasticity", TradeModelError, 0, 100, "give a number above 0, such as 4", above=True)  # fmt: skip
    return _world_2023(theta, ratio, given.one_of(deficit, ("held", "closed"), "a way to treat a deficit", TradeModelError))


@cache
def _world_2023(elasticity: float, ratio: float, deficit: str) -> TradeModel:
    codes, flows, gdp, _ = _trade_2023()
    bought, G = flows.copy(), len(codes)
    output = ratio * gdp
    np.fill_diagonal(bought, np.maximum(output - flows.sum(axis=0), LEAST_AT_HOME * output))
    spent = bought.sum(axis=1, keepdims=True)
    one = np.ones((G, 1))
    return TradeModel(
        (bought / spent)[:, :, None], spent, one / ratio, (1 - 1 / ratio) * one[:, :, None], one, None, elasticity,
        regions=codes, industries=["all"], deficit=deficit, name="goods trade of 2023, one sector",
    ).baseline  # fmt: skip


@datasets.kept
def groups_2023() -> pd.Series:
    """The World Bank's income group of the 190 economies of that world, by code."""
    codes, _, _, group = _trade_2023()
    return pd.Series(group, pd.Index(codes, name="region"), name="income_group")


@cache
def _pairs_2023(policy: str) -> np.ndarray:
    """True where an importer (row) buys from an exporter at lower costs under one of `OPENINGS`, or in one economy's trade."""
    codes, _, _, group = _trade_2023()
    G = len(codes)
    if policy == "neighbours":
        table = datasets.load("pairs").pivot(index="origin", columns="destination", values="common_border")
        chosen = table.reindex(index=codes, columns=codes).fillna(0).to_numpy() > 0
    elif policy == "sales":
        chosen = np.tile(group == POOR[0], (G, 1))
    elif policy in codes:
        own = np.array(codes) == policy
        chosen = own[:, None] | own
    else:
        members = {"everyone": np.ones(G, dtype=bool), "south": np.isin(group, POOR)}.get(policy)
        if members is None:
            listed = datasets.load("belt_and_road").set_index("region")["january_2020"].reindex(codes).fillna(0)
            members = (listed.to_numpy() > 0) | (np.array(codes) == "CHN")
        chosen = np.outer(members, members)
    return chosen & ~np.eye(G, dtype=bool)


def opening(policy: str, cut: float) -> np.ndarray:
    """Change of iceberg costs (190×190×1, importer × exporter) in the world of 2023 when some trade gets cheaper by a fraction.

    ``policy``: one of `OPENINGS`, or an economy's code for all it buys and sells. South: the World Bank's low and lower
    middle income groups (extract of 2025). Belt and Road: the list of January 2020, and China, which is not on it;
    Hong Kong is missing there. Neighbours: a common border (CEPII), not known for Montenegro. Raises TradeModelError for
    another policy or a cut that is not from 0 to below 1.
    """
    policy, cut = _asked(policy, cut)
    return np.where(_pairs_2023(policy), 1 - cut, 1.0)[:, :, None]


def _asked(policy: str, cut: float) -> tuple[str, float]:
    """An opening and a cut that there can be; TradeModelError for others."""
    known = [*OPENINGS, *_trade_2023()[0]]
    policy = given.one_of(policy, known, "an opening", TradeModelError)
    return policy, given.number(cut, "The fall of trade costs", TradeModelError, 0, 1, "give a fraction from 0 to below 1", below=True)  # fmt: skip


def opened_2023(
    policy: str = "everyone", cut: float = 0.1, elasticity: float = 4.0, output_ratio: float = OUTPUT_RATIO, deficit: str = "held"
) -> Counterfactual:  # fmt: skip
    """The world of 2023 after an `opening`, solved (some 15 milliseconds; kept for the last 48). TradeModelError as both."""
    return _opened(*_asked(policy, cut), world_2023(elasticity, output_ratio, deficit))


@lru_cache(48)
def _opened(policy: str, cut: float, m: TradeModel) -> Counterfactual:
    return m.counterfactual(iceberg=opening(policy, cut))
