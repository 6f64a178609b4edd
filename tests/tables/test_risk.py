"""What lesson 2.3 rests on: losses that follow value-added trade, balances, baskets, chains at home."""

import numpy as np
import pytest

from helpers import datasets, shocks
from helpers.classification import E11, E11_IN_WIOD
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
