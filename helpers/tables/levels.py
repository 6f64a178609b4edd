"""One product down four levels: what a country, an industry, a firm and people get of it (lesson 4.2)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers import classification, datasets
from helpers.datasets import kept
from helpers.tables.smile import smile
from helpers.tables.technology import labour_shares
from helpers.value_added import origin_of_final_products

LEVELS = ("country", "industry", "enterprise", "individual")
MAKER = "CHN"
ECONOMIES = ("CHN", "USA", "JPN", "KOR", "TWN", "EU")
UNKNOWN = "others or not known"
WHAT = {
    "country": "all final products completed in China",
    "industry": "final electronics completed in China",
    "enterprise": "one iPad as it leaves the factory",
    "individual": "wages in one iPad",
}


def teardown(product: str = "iPad") -> pd.DataFrame:
    """The published parts of one product: part, economy (missing where not given), kind, value, unit; without its price.

    Raises ValueError for a product that was not taken apart.
    """
    held = datasets.load("teardowns")
    if product not in set(held["product"]):
        raise ValueError(f"No teardown of {product!r} is at hand; there are {', '.join(held['product'].unique())}.")
    held = held[(held["product"] == product) & ~held["kind"].isin(["price", "cost"])]
    return held[["part", "economy", "kind", "value", "unit"]].reset_index(drop=True)


def price(product: str = "iPad") -> float:
    """Its retail price, USD."""
    held = datasets.load("teardowns").query("product == @product and kind == 'price'")
    return float(held["value"].iloc[0])


def _factory() -> pd.DataFrame:
    """The iPad's parts that are in its value at the factory gate: without shops and Apple's own margin."""
    parts = teardown()
    return parts[(parts["kind"] != "trade") & ~parts["part"].str.startswith("Apple")]


@kept
def rents() -> pd.Series:
    """Margins in one iPad by who keeps them, USD, largest first: what is left to firms after inputs and labour."""
    margins = teardown().query("kind == 'margin'")
    return margins.set_index("part")["value"].astype(float).sort_values(ascending=False).rename("USD")


def located() -> pd.Series:
    """What the teardown gives to each economy of the iPad's value at the factory gate, USD; the rest is not given to any."""
    parts = _factory()
    by = parts.groupby(parts["economy"].fillna(UNKNOWN))["value"].sum()
    return by.reindex([*ECONOMIES, UNKNOWN]).astype(float).rename("USD")


def bounds_of(economy: str) -> tuple[float, float]:
    """The least and the most an economy can have of the iPad's value at the factory gate, %: nothing or all of what is not given."""
    value = located()
    total = value.sum()
    return float(value[economy] / total * 100), float((value[economy] + value[UNKNOWN]) / total * 100)


@cache
def _origin(year: int) -> pd.DataFrame:
    return origin_of_final_products(datasets.mrio(year))


def _grouped(value: pd.Series) -> pd.Series:
    """Value by origin in the columns of the four levels, % of all."""
    own = {c: value[c] for c in ECONOMIES if c != "EU"}
    union = value[value.index.isin(classification.EU27)].sum()
    out = pd.Series({**own, "EU": union})[list(ECONOMIES)]
    out[UNKNOWN] = value.sum() - out.sum()
    return out / value.sum() * 100


def industry_average(year: int = 2010, industry: str = "electronics", maker: str = MAKER) -> pd.Series:
    """Who adds the value of an industry's final products, % by origin (`ECONOMIES` and all others)."""
    return _grouped(_origin(year)[maker, industry])


@kept
def four_levels(year: int = 2010) -> pd.DataFrame:
    """Who has how much, %, at each level (rows) and economy (columns), from all a country makes down to wages in one product.

    country, industry: value added by origin in the final products completed in China (input-output table of the year);
    enterprise: what the teardown gives to each economy of an iPad at the factory gate; individual: of the wages it lists.
    """
    origin = _origin(year)
    wages = _factory().query("kind == 'labour'")
    paid = wages.groupby(wages["economy"].fillna(UNKNOWN))["value"].sum().reindex([*ECONOMIES, UNKNOWN]).fillna(0.0)
    rows = {
        "country": _grouped(origin[MAKER].sum(axis=1)),
        "industry": _grouped(origin[MAKER, "electronics"]),
        "enterprise": located() / located().sum() * 100,
        "individual": paid / paid.sum() * 100,
    }
    return pd.DataFrame(rows).T.rename_axis("level")


@kept
def product_beside_industry(year: int = 2010) -> pd.DataFrame:
    """By economy, % of value at the factory gate: the industry's average, and the iPad's least and most. Columns: least, industry, most."""
    average = industry_average(year)
    ends = {c: bounds_of(c) for c in ECONOMIES}
    return pd.DataFrame({c: (ends[c][0], average[c], ends[c][1]) for c in ECONOMIES}, ["least", "industry", "most"]).T


@kept
def industry_profits(year: int = 2007) -> pd.Series:
    """Capital's income in final electronics completed in China, % by the economy that earns it (accounts to 2007).

    The rest of the world, whose labour's share is not known, is left out.
    """
    added = smile(datasets.mrio(year), MAKER, "electronics", keep=-np.inf)["share"]
    earned = (added * (1 - labour_shares(year).reindex(added.index))).groupby(level=0).sum()
    earned = earned.drop("ROW", errors="ignore")
    return _grouped(earned).rename("capital")


@kept
def labour_part(year: int = 2007) -> pd.Series:
    """Labour's part, %: of the value of final electronics completed in China, and of an iPad at the factory gate as far as it is listed.

    The accounts know labour's share of all chain but the rest of the world; the teardown lists wages of the last steps only.
    """
    added = smile(datasets.mrio(year), MAKER, "electronics", keep=-np.inf)["share"]
    paid = labour_shares(year).reindex(added.index)
    parts = _factory()
    listed = parts.loc[parts["kind"] == "labour", "value"].sum() / parts["value"].sum()
    whole = (added * paid).sum() / added[paid.notna()].sum()
    return pd.Series({"industry": whole * 100, "iPad": listed * 100})


# -- does a level hide what the next one shows? ------------------------------------------------------------------------

MEASURES = {
    "foreign share of final products": ("foreign_share_of_final_products", None, "final_use"),
    "value added over output": ("value_added", "output", "output"),
    "value added sold abroad over all": ("vax", "value_added", "value_added"),
    "upstreamness": ("upstreamness", None, "output"),
}
PARTS = ("country", "industry", "both")


def _nodes(year: int) -> pd.DataFrame:
    if year == 2022:
        return datasets.load("icio_2022_industries")
    return datasets.load("wiod_industries").query("year == @year and region != 'ROW'")


def parted(values: pd.Series, weights: pd.Series) -> pd.Series:
    """How the variance of industries of countries (index: region, industry) is made up, % (together 100), weighted.

    country: between countries' means; industry: what the same industry everywhere adds to that (countries and industries
    together, least squares); both: what only the industry of one country tells. Raises ValueError for weights below 0 or
    values that are all the same.
    """
    v, w, regions, both = _cases(values, weights)
    return pd.Series(dict(zip(PARTS, _parts(v[:, None], w, regions, both)[:, 0], strict=True)))


def by_lot(values: pd.Series, weights: pd.Series, draws: int = 199, seed: int = 42) -> pd.DataFrame:
    """`parted`, % (columns), when the values are dealt anew among all industries of all countries, ``draws`` times (rows).

    Weights and labels stay where they are: what some 40 to 80 averages of a few dozen industries tell by chance alone.
    Errors: as `parted`.
    """
    v, w, regions, both = _cases(values, weights)
    dealt = np.random.default_rng(seed).permuted(np.tile(v, (draws, 1)), axis=1).T
    return pd.DataFrame(_parts(dealt, w, regions, both).T, columns=list(PARTS))


def _cases(values: pd.Series, weights: pd.Series) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Values, weights (sum 1), and what countries alone, then countries and industries can tell: orthonormal columns."""
    keep = (weights > 0) & values.notna()
    if (weights < 0).any() or not keep.any():
        raise ValueError("Weights must not be negative, and some must be above 0.")
    v, w = values[keep].to_numpy(dtype=float), weights[keep].to_numpy(dtype=float)
    w = w / w.sum()
    if w @ (v - w @ v) ** 2 <= 1e-18:
        raise ValueError("All values are the same: there is no variance to part.")
    regions, industries = (pd.get_dummies(values[keep].index.get_level_values(k)).to_numpy(dtype=float) for k in (0, 1))
    return v, w, *(_directions(x * np.sqrt(w)[:, None]) for x in (regions, np.hstack([regions, industries])))


def _directions(x: np.ndarray) -> np.ndarray:
    u, s, _ = np.linalg.svd(x, full_matrices=False)
    return u[:, s > s[0] * 1e-9]


def _parts(v: np.ndarray, w: np.ndarray, regions: np.ndarray, both: np.ndarray) -> np.ndarray:
    """`PARTS` (rows), %, of each column of values."""
    v = (v - w @ v) * np.sqrt(w)[:, None]
    total = (v**2).sum(axis=0)
    one, two = (((x.T @ v) ** 2).sum(axis=0) / total for x in (regions, both))
    return np.array([one, two - one, 1 - two]) * 100


@kept
def hidden() -> pd.DataFrame:
    """What a country's average tells of its industries, and what it hides, in 32 ways (words), % of the variance among industries.

    Choices: four measures (measure), 1995, 2003, 2011 (WIOD, 35 industries) and 2022 (ICIO, 50), each industry of a country
    weighted by size or alike (weighted). country, industry, both: as `parted`; lot country, lot industry, lot both: the same
    by chance (mean of `by_lot`). agrees: country and industry each tell more than in any draw. That more than half lies
    within countries says nothing: by lot nearly all does.
    """
    rows = {}
    for year in (1995, 2003, 2011, 2022):
        nodes = _nodes(year).set_index(["region", "industry"])
        for words, (top, below, size) in MEASURES.items():
            value = nodes[top] / nodes[below].where(nodes[below] > 0) if below else nodes[top]
            value = value.where(nodes["output"] > 0)
            value = value.clip(*value.quantile([0.005, 0.995]))  # a few tiny industries have shares of any size
            weight = nodes[size].clip(lower=0)
            for how, w in (("by size", weight), ("alike", (weight > 0) * 1.0)):
                lot = by_lot(value, w)
                rows[f"{words}, {year}, {how}"] = {
                    **(found := parted(value, w)), **lot.mean().add_prefix("lot "), "measure": words, "weighted": how,
                    "agrees": bool((found > lot.max())[["country", "industry"]].all()),
                }  # fmt: skip
    return pd.DataFrame.from_dict(rows, orient="index")
