"""What lesson 2.3 rests on: losses that follow value-added trade, balances, baskets, chains at home."""

import numpy as np
import pytest

from helpers import datasets, shocks
from helpers.classification import E11, E11_IN_WIOD, EU27
from helpers.tables import risk
from helpers.value_added import value_added_trade


def test_routes_add_up_to_the_loss_of_the_quantity_model():
    m = datasets.mrio(2011)
    lost = shocks.final_demand_falls(m, {"USA": 1.0})["lost"].groupby("region").sum()
    earned = {c: m.va[m.rows(c)].sum() for c in E11_IN_WIOD}
    for code, share in risk.routes("USA", 2011).sum(axis=1).items():
        assert share == pytest.approx(lost[code] / earned[code] * 100)


def test_what_hangs_on_a_buyer_is_a_row_of_value_added_trade():
    flows = value_added_trade(datasets.mrio(2011))
    held = flows["CHN"] / flows.sum(axis=1) * 100
    told = risk.routes("CHN", 2011).sum(axis=1)
    assert told.to_numpy() == pytest.approx(held[told.index].to_numpy(), rel=0.01)  # published tables are rounded


def test_dearer_everywhere_is_no_less_than_dearer_from_one():
    everywhere, russia = risk.dearer(("mining",)), risk.dearer(("mining",), "RUS")
    assert (everywhere >= russia - 1e-12).all() and russia["RUS"] > russia["BRA"] > 0


def test_balances_have_the_sign_of_gross_trade():
    assert (risk.balances().loc["TUR"] < 0).all() and (risk.balances().loc["RUS"] > 0).all()
    assert list(risk.net_exports().index) == E11


def test_baskets_leave_home_and_the_rest_of_the_world_out():
    flows = value_added_trade(datasets.mrio(2011)).loc[["MEX"]].drop(columns=["MEX", "ROW"])
    assert risk.by_buyer(2011)["MEX"] == pytest.approx(shocks.concentration(flows).iloc[0])
    assert risk.by_industry().between(1 / 18, 1).all() and risk.by_industry().idxmax() == "SAU"
    assert (risk.swings() > 0).all() and set(risk.swings().index) == set(E11)


def test_an_industry_keeps_part_of_a_dollar():
    cents = risk.cents("30t33", ("CHN", "IND"))
    assert list(cents) == ["CHN", "IND"] and cents.stack().between(0, 100).all()
    assert (risk.slices("30t33")["upstreamness"].dropna() >= 1).all()


def test_a_chain_at_home_is_one_step_or_more_and_shorter_than_the_whole_chain():
    table, m = risk.home_chains(2011), datasets.mrio(2011)
    sold = m.exports.sum(axis=1)
    whole = m.by_region(m.column_sums * sold) / m.by_region(sold)
    assert (table["length"] >= 1).all() and (table["length"].to_numpy() <= np.delete(whole, m.region("ROW"))).all()
    assert table["domestic"].between(0, 100).all()


@pytest.mark.parametrize("buyer, members", [("CHN", ["CHN"]), ("EU", EU27), ("E11", E11_IN_WIOD)])
def test_each_route_is_told_by_who_completes_the_product(buyer, members):
    """Value added of Brazil in what the buyer finally uses: completed in Brazil, in the buyer, or elsewhere."""
    m = datasets.mrio(2011)
    bought = m.Y[:, [m.region(c) for c in members if c in m.regions]].sum(axis=1)
    held = m.by_region(m.origin_shares[m.region("BRA")] * bought) / m.va[m.rows("BRA")].sum() * 100
    own = held[m.region("BRA")]
    inside = sum(held[m.region(c)] for c in members if c != "BRA")
    assert risk.routes(buyer, 2011).loc["BRA"].tolist() == pytest.approx([own, inside, held.sum() - own - inside])
    assert buyer not in risk.routes(buyer, 2011).index


def test_tables_of_risk_are_what_their_publishers_tell():
    table, panel = risk.balances(), datasets.load("wiod_regions").set_index(["region", "year"])
    assert table["2011"].is_monotonic_decreasing and list(table) == ["1995", "2003", "2011"]
    for region, year in (("CHN", 2011), ("IND", 1995)):
        row = panel.loc[(region, year)]
        assert table.at[region, str(year)] == pytest.approx(
            (row["vax"] - row["value_added_imports"]) / row["value_added"] * 100
        )
    world_bank = datasets.load("countries").set_index(["region", "year"])
    row = world_bank.loc[("SAU", 2010)]
    assert risk.net_exports().at["SAU", 2010] == pytest.approx(row["exports_pct_gdp"] - row["imports_pct_gdp"])
    gdp = world_bank.loc["KOR", "gdp_usd"]
    growth = [(gdp[y] / gdp[y - 1] - 1) * 100 for y in range(2001, 2023)]
    assert risk.swings()["KOR"] == pytest.approx(np.std(growth, ddof=1))
    origin = datasets.load("tiva2013_origin").query("year == 2009 and origin == 'ZAF'")
    earned = origin.groupby("origin_industry")["value"].sum()
    assert risk.by_industry()["ZAF"] == pytest.approx(((earned / earned.sum()) ** 2).sum())
    for found in (risk.by_industry(), risk.by_buyer()):
        assert found.is_monotonic_decreasing
    industry = (
        datasets.load("wiod_industries").query("industry == '30t33' and region == 'CHN' and year == 2005").iloc[0]
    )
    kept = risk.cents("30t33", ("CHN",)).at[2005, "CHN"]
    assert kept == pytest.approx(industry["value_added"] / industry["output"] * 100)


def test_a_doubling_is_passed_on_to_baskets_and_chains_at_home_are_weighed_by_what_is_sold():
    m, table = datasets.mrio(2011), risk.home_chains(2011)
    rise = shocks.prices_rise(m, ["RUS"], ["mining"], 1.0)
    assert risk.dearer(("mining",), "RUS").to_dict() == pytest.approx(shocks.cost_of_living(m, rise).to_dict())
    k, sold = m.region("HUN"), m.exports.sum(axis=1)[m.rows("HUN")]
    inverse = np.linalg.inv(np.eye(m.N) - m.A[m.rows("HUN"), m.rows("HUN")])
    assert table.at["HUN", "length"] == pytest.approx((inverse.sum(axis=0) * sold).sum() / sold.sum())
    own = (m.v[m.rows("HUN")] @ m.home_blocks[k] @ sold) / sold.sum() * 100
    assert table.at["HUN", "domestic"] == pytest.approx(own, rel=1e-3) and "ROW" not in table.index
