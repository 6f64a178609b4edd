"""The world of 2023: 190 economies, one sector, home sales from GDP."""

import time

import numpy as np
import pandas as pd
import pytest

from helpers import datasets, worlds
from helpers.trade_model import TradeModel, TradeModelError


@pytest.fixture(scope="module")
def m():
    return worlds.world_2023()


def test_trade_is_what_the_file_says_and_output_twice_gdp(m):
    trade = datasets.load("trade2023").set_index(["exporter", "importer"])["exports"]
    about = datasets.load("economies").query("year == 2023").set_index("region")
    sold = m.sales[:, :, 0]
    for seller, buyer in (("CHN", "USA"), ("BGD", "DEU"), ("TCD", "ARE")):
        assert sold[m.region(buyer), m.region(seller)] == pytest.approx(trade[seller, buyer], rel=1e-6)
    for code in ("CHN", "NPL", "TCD"):
        assert sold[:, m.region(code)].sum() == pytest.approx(2 * about.at[code, "gdp_usd"] / 1e6, rel=1e-6)
        assert m.labour_income[code] == pytest.approx(about.at[code, "gdp_usd"] / 1e6, rel=1e-6)


def test_four_economies_without_a_gdp_are_left_out_and_all_of_them_are_poor(m):
    table = datasets.load("trade2023")
    missing = {*table["exporter"], *table["importer"]} - set(m.regions)
    about = datasets.load("economies").query("year == 2023").set_index("region")
    assert missing == {"ERI", "SSD", "SYR", "YEM"} and set(about.loc[list(missing), "income_group"]) == {"Low income"}
    assert m.G == 190


def test_one_economy_only_sells_abroad_more_than_it_makes(m):
    home = np.diag(m.sales[:, :, 0]) / m.sales[:, :, 0].sum(axis=0)
    assert [r for r, h in zip(m.regions, home, strict=True) if h < 0.1] == ["MHL"] and home.min() > 0.01


def test_imports_beyond_exports_are_the_deficit_and_closed_deficits_are_none(m):
    trade = datasets.load("trade2023")
    trade = trade[trade["exporter"].isin(m.regions) & trade["importer"].isin(m.regions)]
    gap = trade.groupby("importer")["exports"].sum() - trade.groupby("exporter")["exports"].sum()
    assert np.allclose(m.deficit, gap.reindex(m.regions), rtol=1e-6, atol=1)
    closed = worlds.world_2023(deficit="closed")
    flows = closed.sales[:, :, 0]
    assert np.allclose(flows.sum(axis=0), flows.sum(axis=1), rtol=1e-8)


def test_real_wages_follow_the_home_share_as_arkolakis_and_others_have_it():
    """One sector that uses itself: real wage = home share to the power of -(output / value added) / elasticity."""
    for theta, ratio in ((4.0, 2.0), (8.94, 1.5)):
        found = worlds.opened_2023("belt", 0.1, theta, ratio, "closed")
        before, after = (np.diag(s[:, :, 0]) for s in (found.model.pi, found.trade_share))
        assert np.allclose(found.real_wage, (after / before) ** (-ratio / theta), rtol=1e-8)
        assert np.allclose(found.welfare, found.real_wage, rtol=1e-8)


def test_the_general_model_and_a_plain_fixed_point_of_one_sector_agree():
    found = worlds.opened_2023("south", 0.2, 4.0, 2.0, "closed")
    m, share = found.model, 0.5
    pi, labour, theta = m.pi[:, :, 0], m.labour_income.to_numpy(), 4.0
    offer = pi * worlds.opening("south", 0.2)[:, :, 0] ** -theta
    wage, price = np.ones(m.G), np.ones(m.G)
    for _ in range(4000):
        cost = wage**share * price ** (1 - share)
        weight = offer * cost**-theta
        price = weight.sum(axis=1) ** (-1 / theta)
        new = weight / weight.sum(axis=1, keepdims=True)
        spent = wage * labour / share  # balanced: spending on all is income over the value-added share
        wage = wage * (new.T @ spent / spent) ** 0.2
        wage /= (wage * labour).sum() / labour.sum()
    assert np.allclose(found.real_wage, wage / price, rtol=1e-6)


def test_nothing_moves_without_a_cut_and_more_helps_the_world_more():
    assert np.allclose(worlds.opened_2023("everyone", 0.0).welfare, 1, atol=1e-9)
    small, large = worlds.opened_2023("everyone", 0.1), worlds.opened_2023("everyone", 0.2)
    assert (small.welfare > 1).all() and (large.welfare > small.welfare).all()


def test_an_opening_lowers_costs_of_its_pairs_only(m):
    group = worlds.groups_2023()
    south = worlds.opening("south", 0.1)[:, :, 0]
    inside = group.isin(worlds.POOR).to_numpy()
    assert np.array_equal(south < 1, np.outer(inside, inside) & ~np.eye(m.G, dtype=bool)) and set(np.unique(south)) == {0.9, 1.0}
    near = worlds.opening("neighbours", 0.1)[:, :, 0]
    assert near[m.region("MEX"), m.region("USA")] == near[m.region("USA"), m.region("MEX")] == 0.9
    assert near[m.region("MEX"), m.region("CAN")] == 1 and np.array_equal(near, near.T)
    sales = worlds.opening("sales", 0.1)[:, :, 0]
    assert sales[m.region("DEU"), m.region("TCD")] == 0.9 and sales[m.region("TCD"), m.region("DEU")] == 1
    own = worlds.opening("NPL", 0.1)[:, :, 0]
    assert (own < 1).sum() == 2 * (m.G - 1) and own[m.region("NPL"), m.region("NPL")] == 1
    belt = worlds.opening("belt", 0.1)[:, :, 0]
    assert belt[m.region("CHN"), m.region("KAZ")] == 0.9 and (belt[m.region("USA")] == 1).all()


def test_an_opening_between_two_is_felt_by_them_most():
    gain = worlds.opened_2023("NPL", 0.1).welfare
    assert gain.idxmax() == "NPL" and gain["NPL"] > 1.01


def test_a_case_is_solved_in_less_than_a_second():
    taken = []
    for cut in (0.11, 0.12, 0.13):
        worlds._world_2023.cache_clear()
        start = time.perf_counter()
        worlds.world_2023().counterfactual(iceberg=worlds.opening("everyone", cut))
        taken.append(time.perf_counter() - start)
    assert min(taken) < 1


@pytest.mark.parametrize("bad", [1.0, 0, -2, float("nan"), "2", None])
def test_output_over_gdp_must_be_above_one(bad):
    with pytest.raises(TradeModelError, match="Output over GDP"):
        worlds.world_2023(4.0, bad)


@pytest.mark.parametrize(
    ("policy", "cut", "words"),
    [("west", 0.1, "not an opening"), (None, 0.1, "not an opening"), ("TWN", 0.1, "not an opening"),
     ("south", 1.0, "fall of trade costs"), ("south", -0.1, "fall of trade costs"), ("south", "0.1", "fall of trade costs")],
)  # fmt: skip
def test_an_opening_that_cannot_be_is_refused_in_words(policy, cut, words):
    with pytest.raises(TradeModelError, match=words):
        worlds.opening(policy, cut)


def test_the_elasticity_and_the_deficit_are_checked_as_the_model_does():
    with pytest.raises(TradeModelError, match="elasticity is -4"):
        worlds.world_2023(-4.0)
    with pytest.raises(TradeModelError, match="deficit"):
        worlds.world_2023(deficit="open")
    assert isinstance(worlds.world_2023(), TradeModel) and isinstance(worlds.groups_2023(), pd.Series)
