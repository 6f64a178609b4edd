"""Output prices by region and teaching industry, to count at the prices of 1995 (lessons 1.3 to 1.5, 2.2, 2.3)."""

from __future__ import annotations

import pandas as pd

from helpers import datasets
from helpers.classification import concordance
from helpers.datasets import kept

PRICED = tuple(range(1995, 2010))  # years of WIOD's accounts


@kept
def priced() -> pd.DataFrame:
    """Output, final use (million USD) and output price in USD (1995 = 1) by year, region and WIOD industry, 1995-2009.

    Where there is no price (the rest of the world, industries without accounts) the world's price of the industry stands.
    Source: WIOD, Socio-Economic Accounts.
    """
    key = ["year", "region", "industry"]
    panel = datasets.load("wiod_industries").query("year in @PRICED")[[*key, "output", "final_use"]]
    panel = panel.merge(datasets.load("wiod_accounts")[[*key, "output_price_usd"]], on=key, how="left")
    panel["price"] = panel.pop("output_price_usd") / 100
    known = panel.dropna(subset="price").assign(volume=lambda t: t["output"] / t["price"])
    total = known.groupby(["year", "industry"])[["output", "volume"]].sum()
    world = (total["output"] / total["volume"]).rename("world").reset_index()
    panel = panel.merge(world, on=["year", "industry"], how="left")
    return panel.assign(price=panel["price"].fillna(panel.pop("world")).fillna(1.0))


@kept
def at_1995(column: str) -> pd.Series:
    """A money column of `wiod_industries` at the prices of 1995 in USD, by year, region and WIOD industry; missing without a price.

    Each industry's number over its output price: what a quantity earns, not what the oil price or the dollar did.
    Source: WIOD, Socio-Economic Accounts (to 2009; not the rest of the world).
    """
    key = ["year", "region", "industry"]
    price = datasets.load("wiod_accounts").set_index(key)["output_price_usd"]
    return (datasets.load("wiod_industries").set_index(key)[column] / price * 100).rename(column)


@kept
def of_output(year: int) -> pd.Series:
    """Output price in USD (1995 = 1) by (region, teaching industry): output over output at the prices of 1995."""
    panel = priced().query("year == @year")
    panel = panel.assign(
        industry=panel["industry"].map(concordance("wiod2013")), volume=panel["output"] / panel["price"]
    )
    total = panel.groupby(["region", "industry"])[["output", "volume"]].sum()
    return (total["output"] / total["volume"]).fillna(1.0).rename("price")
