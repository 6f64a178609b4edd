"""East Asia between a line and a network, and the final market of what it earns (lesson 3.2, part 3.2.1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import datasets
from helpers.classification import EU27
from helpers.datasets import kept
from helpers.network import Network
from helpers.sizes import effective, scaled
from helpers.sizes import size_alone as by_size
from helpers.tables import change
from helpers.tables.areas import held
from helpers.tables.shares import flows

FIVE = ("CHN", "IDN", "JPN", "KOR", "TWN")  # East Asia in WIOD
EIGHT = ("CHN", "HKG", "IDN", "JPN", "KOR", "MYS", "PHL", "SGP")  # report goods exports every four years, 1984-2016
NINE = (*EIGHT, "THA")
TEN = (*EIGHT, "THA", "TWN")
FOURTEEN = (*NINE, "VNM", "KHM", "LAO", "BRN", "TWN")
FIFTEEN = (*FOURTEEN, "MMR")


@dataclass(frozen=True)
class Edition:
    """One source of flows among East Asian economies: which ones it has, in which years, and what flows."""

    words: str
    members: tuple[str, ...]
    years: tuple[int, ...]
    dataset: str
    flow: str  # what the flow is, in words


EDITIONS = {
    "goods": Edition("goods, 8 economies", EIGHT, tuple(range(1984, 2017, 4)), "agreement_depth", "reported goods exports"),
    "goods10": Edition("goods, 10 economies", TEN, tuple(range(1992, 2017, 4)), "agreement_depth", "reported goods exports"),
    "manufactures": Edition("manufactures, 9 economies", NINE, tuple(range(1986, 2007, 4)), "manufactures", "sales of manufactures"),
    "wiod": Edition("value added in exports, 5 economies", FIVE, tuple(range(1995, 2012)), "wiod_flows", "value added in the buyer's exports"),
    "adb": Edition("value added in exports, 14 economies", FOURTEEN, (2017, 2022), "adb_origins", "value added in the buyer's exports"),
    "trade": Edition("goods, 14 economies", tuple(c for c in FIFTEEN if c != "TWN"), (2009, 2023), "trade2023", "goods exports"),
    "icio": Edition("value added in exports, 15 economies", FIFTEEN, (2022,), "icio_2022_flows", "value added in the buyer's exports"),
}  # fmt: skip


@kept
def _matrix(dataset: str, year: int) -> pd.DataFrame:
    """All economies' flows of a data set and year, seller × buyer, million USD."""
    if dataset in ("wiod_flows", "icio_2022_flows"):
        return flows(year, "value_added_in_exports")
    if dataset == "adb_origins":
        return held(f"ADB {year}")
    if dataset == "trade2023":
        table, value = datasets.load(f"trade{year}"), "exports"
    else:
        table = datasets.load(dataset)
        table, value = table[table["year"] == year], "sales" if dataset == "manufactures" else "exports"
    return table.pivot(index="exporter", columns="importer", values=value)


def among(edition: str, year: int, without: tuple[str, ...] = ()) -> pd.DataFrame:
    """Flows among an edition's East Asian economies in a year, seller × buyer, billion USD, 0 on the diagonal.

    ``without``: economies to leave out. Raises ValueError for an edition or a year there is not.
    """
    if edition not in EDITIONS:
        raise ValueError(f"There is no edition {edition!r}; there are {', '.join(EDITIONS)}.")
    known = EDITIONS[edition]
    if year not in known.years:
        raise ValueError(f"{known.words} are not known for {year}; there are {', '.join(map(str, known.years))}.")
    codes = [c for c in known.members if c not in without]
    found = _matrix(known.dataset, year).reindex(index=codes, columns=codes).fillna(0.0) / 1e3
    return found.where(~np.eye(len(codes), dtype=bool), 0.0).rename_axis(index="seller", columns="buyer")


# -- what a line is, what a network is ---------------------------------------------------------------------------------
def best_chain(weights: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """The heaviest baton through all n nodes, one after another: its part of all flow, for one or many networks; and its order.

    weights: n×n, or many × n × n. The order is that of the first one. Held and Karp's (1962) dynamic programme, exact.
    """
    W = np.atleast_3d(np.asarray(weights, dtype=float))
    W = W.transpose(2, 0, 1) if np.ndim(weights) == 2 else W
    many, n, _ = W.shape
    best = np.full((1 << n, n, many), -np.inf)  # by set of those visited, the last one of them, and network
    bits = 1 << np.arange(n)
    best[bits, np.arange(n)] = 0.0
    into = W.transpose(2, 1, 0)  # to × from × many
    for mask in range(3, 1 << n):
        inside = np.flatnonzero(mask & bits)
        if len(inside) > 1:
            best[mask, inside] = (best[mask ^ bits[inside]] + into[inside]).max(axis=1)
    full = (1 << n) - 1
    share = best[full].max(axis=0) / W.sum(axis=(1, 2))
    order, mask = [int(best[full, :, 0].argmax())], full
    while len(order) < n:
        mask ^= 1 << order[0]
        rest = [k for k in range(n) if mask >> k & 1]
        steps = best[mask, rest, 0] + into[order[0], rest, 0]
        order.insert(0, rest[int(steps.argmax())])
    return share, order


MEASURES = {
    "chain": "on the best chain",
    "main": "from the main supplier",
    "suppliers": "suppliers, effective number",
    "customers": "customers, effective number",
    "links": "links",
    "hub": "links as of a hub",
    "reciprocity": "returned",
    "clustering": "clustering",
}
LINE = ("chain", "main")  # high in a line, low in a network; the others the reverse, but hub: high in a hub only


def knit(table: pd.DataFrame, threshold: float = 0.5) -> pd.Series:
    """How line-like and how network-like flows among n economies are: the measures of `MEASURES`.

    chain, main, links, hub, reciprocity and clustering are fractions. chain: the part of all flow on the heaviest way through
    all economies, one after another; main: the part that comes from each buyer's largest supplier; suppliers and customers:
    the mean effective number of those that have any; links: the part of all ordered pairs in which the seller brings at least ``threshold`` of an even share,
    1/(n - 1), of what the buyer takes from the others; hub: how far these links meet in one economy (`centralisation`).
    Sources: Held and Karp (1962), Freeman (1978), Squartini et al. (2013), Fagiolo (2007).
    """
    W, net = table.to_numpy(dtype=float), Network(table)
    return pd.Series(
        {
            "chain": best_chain(W)[0][0],
            "main": W.max(axis=0).sum() / W.sum(),
            "suppliers": _mean(effective(W, 0)),
            "customers": _mean(effective(W, 1)),
            "links": links(table, threshold),
            "hub": centralisation(table, threshold),
            "reciprocity": net.reciprocity(),
            "clustering": net.clustering().mean(),
        }
    )


def _mean(numbers: np.ndarray) -> float:
    return float(numbers[numbers > 0].mean())


def links(table: pd.DataFrame, threshold: float = 0.5) -> float:
    """The part of all ordered pairs in which the seller brings at least ``threshold`` of an even share of what the buyer takes."""
    linked = _linked(table.to_numpy(dtype=float), threshold)
    return float(linked.sum() / (len(linked) * (len(linked) - 1)))


def centralisation(table: pd.DataFrame | np.ndarray, threshold: float = 0.5) -> float:
    """How far the links (`links`) meet in one economy, 0 to 1: 1 for a hub linked both ways with spokes that have no other link.

    Freeman (1978): the sum of how many links, both ways, each has fewer than the one with most, over that sum in such a hub.
    """
    linked = _linked(np.asarray(table, dtype=float), threshold)
    n, degree = len(linked), linked.sum(axis=0) + linked.sum(axis=1)
    return float((degree.max() - degree).sum() / (2 * (n - 1) * (n - 2)))


def _linked(W: np.ndarray, threshold: float) -> np.ndarray:
    """True where the seller (row) brings at least ``threshold`` of an even share of what the buyer (column) takes."""
    bought = W.sum(axis=0, keepdims=True)
    share = np.divide(W, bought, out=np.zeros_like(W), where=bought > 0)
    return share >= threshold / (len(W) - 1)


def shuffled(table: pd.DataFrame, draws: int = 199, seed: int = 0) -> np.ndarray:
    """Networks with the same sizes and equally uneven ties whose ties join other pairs: draws × n × n.

    How far each flow departs from what sizes give (a ratio) is dealt out anew among all pairs; then sales and purchases
    are brought back by RAS, nearly: the last step fits purchases.
    """
    W = table.to_numpy(dtype=float)
    off = ~np.eye(len(W), dtype=bool)
    size = by_size(table).to_numpy()
    ratio = W[off] / size[off]
    rng = np.random.default_rng(seed)
    start = np.zeros((draws, *W.shape))
    start[:, off] = size[off] * rng.permuted(np.tile(ratio, (draws, 1)), axis=1)
    return scaled(start, W.sum(axis=1), W.sum(axis=0), 60)


def examples() -> dict[str, pd.DataFrame]:
    """Three made-up networks of five: a line, a hub and a network in which all sell the same to all; seller × buyer."""
    line, hub = np.diag([4.0, 4, 4, 4], k=1), np.zeros((5, 5))
    hub[0, 1:] = hub[1:, 0] = 4.0
    shown = {"a line": line, "a hub": hub, "a network": np.ones((5, 5)) - np.eye(5)}
    letters = list("abcde")
    return {words: pd.DataFrame(W, letters, letters) for words, W in shown.items()}


@kept
def over_time(edition: str, without: tuple[str, ...] = (), threshold: float = 0.5) -> pd.DataFrame:
    """`knit` by year: columns (measure, "observed" | "by size"), index = years of the edition."""
    rows = {}
    for year in EDITIONS[edition].years:
        table = among(edition, year, without)
        both = {"observed": knit(table, threshold), "by size": knit(by_size(table), threshold)}
        rows[year] = pd.concat(both).swaplevel()
    return pd.DataFrame(rows).T.sort_index(axis=1).rename_axis("year")


@kept
def by_chance(edition: str, measure: str = "chain", draws: int = 199) -> pd.DataFrame:
    """A measure, %, in the first and last year, and in networks of `shuffled`: observed, low, middle, high, p.

    measure: "chain", the best chain's part of the flow (only editions of ten economies or fewer: more take too long), or
    "hub", how far links meet in one economy (`centralisation`). low, high: the middle 90 % of the draws; p: the share of
    networks, the observed one among them, with at least as much.
    """
    told = {"chain": lambda W: best_chain(W)[0], "hub": lambda W: np.array([centralisation(one) for one in W])}[measure]
    rows = {}
    for year in (EDITIONS[edition].years[0], EDITIONS[edition].years[-1]):
        table = among(edition, year)
        drawn = told(shuffled(table, draws)) * 100
        observed = float(told(table.to_numpy()[None])[0]) * 100
        low, middle, high = np.quantile(drawn, [0.05, 0.5, 0.95])
        p = (1 + (drawn >= observed - 1e-9).sum()) / (1 + draws)
        rows[year] = {"observed": observed, "low": low, "middle": middle, "high": high, "p": p}
    return pd.DataFrame(rows).T.rename_axis("year")


LONG = ("goods", "goods10", "manufactures", "wiod", "trade", "adb")  # editions with a first and a last year
SPECIFIED = ("chain", "suppliers", "customers", "links", "reciprocity", "clustering")


def _turned(first: float, last: float, measure: str) -> float:
    """How many times more network-like the last value is than the first."""
    return first / last if measure in LINE else last / first


@kept
def turned_network() -> pd.DataFrame:
    """How many times more of a network in the last year than in the first: measures × editions, over what sizes alone give.

    The chain counts upside down: half as much of it is 2 times the network.
    """
    found = {}
    for edition in LONG:
        table = over_time(edition)
        first, last = table.iloc[0], table.iloc[-1]
        found[edition] = {
            m: _turned(first[m, "observed"] / first[m, "by size"], last[m, "observed"] / last[m, "by size"], m)
            for m in SPECIFIED
        }
    return pd.DataFrame(found)


@kept
def line_to_network() -> pd.DataFrame:
    """Did East Asia turn from a line to a network? Times as much of one in the last year as in the first, under all choices.

    Choices: edition (`LONG`; goods of eight also without China and without Japan), measure (`SPECIFIED`; links from a quarter, half and all
    of an even share on), as observed or over what sizes alone give. Columns value, agrees (above 1), edition, without, measure, over_size.
    """
    rows = {}
    for edition in LONG:
        for without in ((), ("CHN",), ("JPN",)) if edition == "goods" else ((),):
            left_out = {(): "", ("CHN",): " without China", ("JPN",): " without Japan"}[without]
            for measure, ends in _ends(edition, without).items():
                for sized in (False, True):
                    first, last = ends[:, 0] / (ends[:, 1] if sized else 1)
                    words = f"{EDITIONS[edition].words}{left_out}, {measure}{', over size' if sized else ''}"
                    rows[words] = (
                        _turned(first, last, measure),
                        edition,
                        left_out.removeprefix(" without "),
                        measure,
                        sized,
                    )
    out = pd.DataFrame(rows, index=["value", "edition", "without", "measure", "over_size"]).T
    out = out.astype({"value": float, "over_size": bool})
    out.insert(1, "agrees", out["value"] > 1)
    return out


def _ends(edition: str, without: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Each measure in the first and last year (rows), observed and by size (columns)."""
    table, years = over_time(edition, without), EDITIONS[edition].years
    found = {m: table[m][["observed", "by size"]].to_numpy()[[0, -1]] for m in SPECIFIED if m != "links"}
    pairs = [(among(edition, y, without), by_size(among(edition, y, without))) for y in (years[0], years[-1])]
    for threshold, words in ((0.25, "a quarter"), (0.5, "half"), (1.0, "all")):
        found[f"links from {words} of an even share"] = np.array(
            [[links(t, threshold) for t in both] for both in pairs]
        )
    return found


# -- the final market --------------------------------------------------------------------------------------------------
MARKETS = ("United States", "the region itself", "European Union", "China", "others")
SINGLE = "largest other economy"
REGIONS = {  # East Asia in WIOD, five economies, or some of them
    "with China": FIVE,
    "without China": tuple(c for c in FIVE if c != "CHN"),
    "without China and Japan": tuple(c for c in FIVE if c not in ("CHN", "JPN")),
}


def _by_market(matrix: pd.DataFrame, region: tuple[str, ...]) -> pd.Series:
    """Sales of a region's members (rows) by market (columns: buyers; home left in if it is there): shares, %.

    Beside `MARKETS`, which add up to 100, stands `SINGLE`: the share of the largest single economy that is neither.
    """
    sold = matrix.reindex(index=list(region)).fillna(0.0)
    total = sold.to_numpy().sum()
    take = lambda codes: sold[[c for c in codes if c in sold.columns]].to_numpy().sum() / total * 100  # noqa: E731
    found = {
        "United States": take(["USA"]),
        "the region itself": take(region),
        "European Union": take(EU27),
        "China": take([] if "CHN" in region else ["CHN"]),
    }
    abroad = sold.drop(columns=[c for c in (*region, "USA", "ROW") if c in sold.columns])
    return pd.Series(found | {"others": 100 - sum(found.values()), SINGLE: abroad.sum().max() / total * 100})


def _value_added(year: int, home: bool) -> pd.DataFrame:
    """Value added by final demand, origin × destination; ``home``: with what each economy uses of its own."""
    if not home:
        return flows(year)
    table = datasets.load("icio_2022_flows") if year == 2022 else datasets.load("wiod_flows").query("year == @year")
    return table.pivot(index="origin", columns="destination", values="value_added")


@kept
def final_market(region: str = "with China", home: bool = False) -> pd.DataFrame:
    """Who takes the value added that East Asia (five economies) sells: `MARKETS` and `SINGLE`, % by year; WIOD, in 2022 ICIO.

    Final use, wherever goods go in between. ``region``: one of `REGIONS`; ``home``: shares of all value added, what each
    member uses of its own counted with the region, in place of shares of exports.
    """
    if region not in REGIONS:
        raise ValueError(f"There is no region {region!r}; there are {', '.join(REGIONS)}.")
    years = (*range(1995, 2012), 2022)
    return pd.DataFrame({y: _by_market(_value_added(y, home), REGIONS[region]) for y in years}).T.rename_axis("year")


@kept
def goods_market(edition: str = "goods", without: tuple[str, ...] = ()) -> pd.DataFrame:
    """Who buys the goods that an edition's economies export: `MARKETS`, % by year. Gross, the next buyer, not the last."""
    known = EDITIONS[edition]
    region = tuple(c for c in known.members if c not in without)
    return pd.DataFrame({y: _by_market(_exports(known.dataset, y), region) for y in known.years}).T.rename_axis("year")


def _exports(dataset: str, year: int) -> pd.DataFrame:
    matrix = _matrix(dataset, year)
    codes = matrix.index.union(matrix.columns)
    matrix = matrix.reindex(index=codes, columns=codes)
    return matrix.where(~np.eye(len(codes), dtype=bool), 0.0)


RIVALS = {
    "single economies": [SINGLE],
    "European Union as one": ["European Union", "China"],
    "European Union and the region as one": ["European Union", "China", "the region itself"],
}


@kept
def first_market() -> pd.DataFrame:
    """Is the United States the first market? A row a choice of region, flow, and rival: lead (points over the largest rival)
    in the first and last year, last year in which it leads (0: never), agrees (it leads in the last year).

    Rivals: the Union as one beside China (where China is apart); the same and what members sell each other. 2022: ICIO.
    """
    series = {f"value added, five {r}": final_market(r) for r in REGIONS}
    series |= {"value added, fifteen with China, 2022 only": _fifteen()}
    series |= {
        "goods, eight with China": goods_market("goods"),
        "goods, seven without China": goods_market("goods", ("CHN",)),
        "manufactures, nine with China": goods_market("manufactures"),
        "manufactures, eight without China": goods_market("manufactures", ("CHN",)),
        "goods, fourteen with China": goods_market("trade"),
        "goods, thirteen without China": goods_market("trade", ("CHN",)),
    }
    rows = {}
    for words, table in series.items():
        for name, rivals in RIVALS.items():
            lead = table["United States"] - table[rivals].max(axis=1)
            led = lead.index[lead > 0]
            rows[f"{words}; {name}"] = {
                "first": table.index[0], "last": table.index[-1], "lead_first": lead.iloc[0], "value": lead.iloc[-1],
                "until": int(led.max()) if len(led) else 0, "agrees": bool(lead.iloc[-1] > 0),
            }  # fmt: skip
    return pd.DataFrame(rows).T.astype(
        {"first": int, "last": int, "until": int, "lead_first": float, "value": float, "agrees": bool}
    )


def _fifteen() -> pd.DataFrame:
    return pd.DataFrame({2022: _by_market(flows(2022), FIFTEEN)}).T.rename_axis("year")


def market_split(market: str = "United States", first: int = 1995, last: int = 2011) -> pd.Series:
    """The change of a market's share in the five's exports of value added, points: within the sellers, and by their weights."""
    of = {"United States": ["USA"], "European Union": EU27}[market]
    values, weights = {}, {}
    for year in (first, last):
        sold = flows(year).loc[list(FIVE)]
        values[year] = sold[[c for c in of if c in sold]].sum(axis=1) / sold.sum(axis=1) * 100
        weights[year] = sold.sum(axis=1)
    return change.within_between(pd.DataFrame(values), pd.DataFrame(weights))
