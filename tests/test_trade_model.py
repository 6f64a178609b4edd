"""The trade model: published results, accounting identities, and invariances that hold in any world."""

import json
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import relabelled, world
from worlds import trade_model as model

from helpers import datasets, trade_model, worlds
from helpers.classification import DATA, E11, E11_IN_WIOD, GOODS
from helpers.trade_model import NotConverged, TradeModel, TradeModelError

ORACLE = json.loads((Path(__file__).parent / "oracles" / "caliendo_parro_2015.json").read_text())
CODE = {"Mexico": "MEX", "Canada": "CAN", "USA": "USA", "China": "CHN", "Korea": "KOR", "Germany": "DEU"}
THETA = worlds.elasticities(datasets.mrio(2011).industries)
seeds = st.integers(0, 10_000)


def policy(m: TradeModel, seed: int) -> dict:
    rng = np.random.default_rng(seed + 1)
    other = ~np.eye(m.G, dtype=bool)[:, :, None]
    shape = (m.G, m.G, m.N)
    return {"tariff": rng.uniform(-0.1, 0.5, shape) * other, "iceberg": 1 + rng.uniform(-0.3, 0.5, shape) * other}


# -- Caliendo and Parro (2015) -----------------------------------------------------------------------------------------
@pytest.fixture(scope="module", params=["closed", "held"])
def nafta(request):
    m, after = worlds.nafta(request.param)
    return request.param, m.counterfactual(after)


def test_published_welfare_of_nafta_is_reproduced_to_the_last_printed_digit(nafta):
    treatment, found = nafta
    published = ORACLE["table2_zero_deficit_pct" if treatment == "closed" else "with_deficits_pct"]
    table = found.welfare_first_order
    for country, row in published.items():
        ours = table.loc[CODE[country]]
        assert ours.round(2).tolist() == [row["tot"], row["vot"], row["welfare"]], country
        assert round((found.real_wage[CODE[country]] - 1) * 100, 2) == row["realwage"], country


def test_exact_real_income_of_nafta_agrees_with_another_solver():
    m, after = worlds.nafta("closed")
    found = m.counterfactual(after)
    for country, row in ORACLE["computed_here"].items():
        assert (found.welfare[CODE[country]] - 1) * 100 == pytest.approx(row["exact_I_over_P"], abs=2e-5), country
        assert found.welfare_first_order.at[CODE[country], "welfare"] == pytest.approx(row["welfare_decomp"], abs=2e-4)


def test_in_small_steps_the_first_order_measure_finds_the_exact_one():
    m, after = worlds.nafta("closed")
    m, steps, total = m.baseline, 12, 0.0
    for k in range(1, steps + 1):
        found = m.counterfactual(m.tariff + (after - m.tariff) / (steps - k + 1))
        total += np.log1p(found.welfare_first_order.at["MEX", "welfare"] / 100)
        m = found.as_baseline()
    exact = worlds.nafta("closed")[0].counterfactual(after).welfare["MEX"]
    assert 0 < total * 100 < 0.15 and (exact - 1) * 100 < 0.01  # from 1.31 to near the exact 0.007


# -- identities --------------------------------------------------------------------------------------------------------
@settings(max_examples=12, deadline=None)
@given(seeds)
def test_no_change_of_costs_changes_nothing(seed):
    m = model(seed, troubled=seed % 2 == 1)
    found = m.counterfactual()
    assert np.abs(found.welfare - 1).max() < 1e-10 and np.abs(found.trade_share - m.baseline.pi).max() < 1e-10


def test_the_teaching_tables_do_not_move_by_themselves():
    for year in (1995, 2011):
        found = TradeModel.from_mrio(datasets.mrio(year), THETA).counterfactual()
        assert np.abs(found.welfare - 1).max() < 1e-10


@settings(max_examples=12, deadline=None)
@given(seeds)
def test_markets_clear_and_budgets_balance(seed):
    m = model(seed, deficit="closed" if seed % 2 else "held", troubled=seed % 3 == 0)
    found = m.counterfactual(**policy(m, seed))
    assert found.converged and found.residual <= trade_model.TOLERANCE
    world_income = m.labour_income.sum()
    assert found.value_added.sum().sum() == pytest.approx(world_income)
    assert (found.wage * m.baseline.labour_income).to_numpy() == pytest.approx(found.value_added.sum(axis=1).to_numpy())
    assert found.trade_share.sum(axis=1) == pytest.approx(1)
    inputs = (m.input_share * found.output.to_numpy()[:, None, :]).sum(axis=2)
    final = m.final_share * found.income.to_numpy()[:, None]
    assert found.expenditure.to_numpy() == pytest.approx(inputs + final, rel=1e-8, abs=1e-8 * world_income)
    imports, exports = found.sales.sum(axis=(1, 2)), found.sales.sum(axis=(0, 2))
    assert imports - exports == pytest.approx(m.deficit.to_numpy(), abs=1e-8 * world_income)


@settings(max_examples=8, deadline=None)
@given(seeds, st.floats(0.01, 1000))
def test_the_unit_of_money_does_not_matter(seed, money):
    rng = np.random.default_rng(seed)
    tariff = rng.uniform(0, 0.3, (4, 4, 3)) * ~np.eye(4, dtype=bool)[:, :, None]
    a, b = (TradeModel.from_mrio(world(4, 3, seed, money=k), 4.0, tariff) for k in (1.0, money))
    change = policy(a, seed)
    assert a.counterfactual(**change).welfare.to_numpy() == pytest.approx(b.counterfactual(**change).welfare.to_numpy())


@settings(max_examples=8, deadline=None)
@given(seeds, st.floats(0.5, 2))
def test_without_inputs_costs_that_all_rise_by_as_much_change_no_trade_and_cost_just_that(seed, factor):
    rng = np.random.default_rng(seed)
    pi, final = rng.dirichlet(np.ones(4), (4, 3)).transpose(0, 2, 1), rng.dirichlet(np.ones(3), 4)
    m = TradeModel(pi, final, np.ones((4, 3)), np.zeros((4, 3, 3)), final, elasticity=[2.0, 5.0, 9.0], deficit="closed")
    found = m.baseline._solve(m.tariff, np.full((4, 4, 3), factor))  # at home too, which no policy can do
    assert found.trade_share == pytest.approx(m.baseline.pi) and found.wage.to_numpy() == pytest.approx(1)
    assert found.welfare.to_numpy() == pytest.approx(1 / factor)


@settings(max_examples=8, deadline=None)
@given(seeds)
def test_the_order_of_countries_and_industries_does_not_matter(seed):
    first = world(4, 3, seed)
    second = relabelled(first, seed)
    theta = dict(zip(first.industries, (2.0, 5.0, 9.0), strict=True))
    a, b = TradeModel.from_mrio(first, theta), TradeModel.from_mrio(second, theta)
    one, two = (m.counterfactual(iceberg=m.costs_cut(["R0", "R2"], 0.2, ["i1"])).welfare for m in (a, b))
    assert one.sort_index().to_numpy() == pytest.approx(two.sort_index().to_numpy())


def test_the_starting_point_does_not_matter():
    m = TradeModel.from_mrio(datasets.mrio(2011), THETA)
    near = m.counterfactual(iceberg=m.costs_cut(E11_IN_WIOD, 0.10))
    cold, warm = (m.counterfactual(iceberg=m.costs_cut(E11_IN_WIOD, 0.11), start=s) for s in (None, near))
    assert cold.welfare.to_numpy() == pytest.approx(warm.welfare.to_numpy(), abs=1e-9)


def test_gains_from_trade_with_one_industry_are_those_of_the_closed_formula():
    """Arkolakis, Costinot and Rodríguez-Clare (2012): without inputs, Ŵ = π̂_nn^(−1/θ)."""
    rng = np.random.default_rng(1)
    pi = rng.dirichlet([5, 1, 1], 3)[:, :, None]
    pi = np.array([np.roll(row, n, axis=0) for n, row in enumerate(pi)])
    one = np.ones((3, 1))
    m = TradeModel(pi, one, one, np.zeros((3, 1, 1)), one, elasticity=4.0, deficit="closed")
    found = m.counterfactual(iceberg=m.costs_cut(["R0", "R1"], 0.3))
    own = found.trade_share[np.arange(3), np.arange(3), 0] / m.baseline.pi[np.arange(3), np.arange(3), 0]
    assert found.welfare.to_numpy() == pytest.approx(own ** (-1 / 4.0))


def test_autarky_of_all_is_reached_and_costs_everyone():
    m = model(3, deficit="closed")
    found = m.counterfactual(iceberg=np.where(m.bloc(m.regions), 1e4, 1.0))
    assert (found.welfare < 1).all()
    assert found.sales[~np.eye(4, dtype=bool)].sum() < 1e-3 * found.sales.sum()


def test_a_deficit_that_no_trade_can_finance_has_no_answer():
    m = model(3, deficit="held")
    with pytest.raises(NotConverged, match="there is no answer"):
        m.counterfactual(iceberg=np.where(m.bloc(m.regions), 1e4, 1.0))


def test_a_free_customs_union_of_all_raises_the_worlds_trade():
    m = model(5)
    found = m.counterfactual(m.tariffs_cut(m.regions))
    away = ~np.eye(4, dtype=bool)
    assert found.tariff_revenue.abs().max() == 0
    assert found.sales[away].sum() > m.baseline.sales[away].sum()


def test_the_solved_world_is_an_input_output_table_that_balances():
    m = TradeModel.from_mrio(datasets.mrio(2011), THETA)
    found = m.counterfactual(iceberg=m.costs_cut(E11_IN_WIOD, 0.1))
    table = found.to_mrio()
    assert table.by_region(table.va) == pytest.approx(found.value_added.sum(axis=1).to_numpy())
    assert table.Y.sum(axis=0) == pytest.approx(found.income.to_numpy())


def test_the_band_holds_the_central_case():
    m = TradeModel.from_mrio(datasets.mrio(2011), THETA)
    band = m.band(iceberg=m.costs_cut(["CHN", "KOR"], 0.1))
    assert (band["low"] <= band["central"]).all() and (band["central"] <= band["high"]).all()
    assert band.loc["KOR", "low"] < band.loc["KOR", "high"]


# -- data --------------------------------------------------------------------------------------------------------------
def test_elasticities_of_teaching_industries_are_means_of_the_published_ones():
    table = pd.read_csv(DATA / "elasticities.csv")
    m, _ = worlds.nafta()
    theirs = dict(zip(m.industries, m.elasticity, strict=True))
    for row in table.itertuples():
        parts = row.industries_of_source.split("; ")
        assert row.theta == pytest.approx(np.mean([theirs[p] for p in parts]), abs=6e-4)
    named = "; ".join(table["industries_of_source"]).split("; ")
    assert sorted(named) == sorted(m.industries)


def test_negative_and_empty_cells_are_counted():
    wiod = datasets.mrio(2011)
    counted = TradeModel.from_mrio(wiod, THETA).repairs
    assert counted["negative final demand set to 0"] == (wiod.Y < 0).sum() > 0
    assert model(1, troubled=True).repairs["industries without output"] == 1


# -- 2005 and 2022 -------------------------------------------------------------------------------------------------------
def average_tariff(m: TradeModel, tariff: np.ndarray, region: str, trade: np.ndarray) -> float:
    """A region's tariff on the twenty sectors of goods in per cent, weighted by what it buys abroad."""
    n = m.region(region)
    abroad = trade[n] * (np.arange(m.G) != n)[:, None]
    return float((tariff[n] * abroad)[:, :20].sum() / abroad[:, :20].sum() * 100)


def test_chinas_tariffs_fell_from_32_to_5_per_cent_between_1993_and_2005():
    given_1993, rows = worlds.nafta()[0], datasets.load("tariffs_2005").query("importer == 'CHN'")
    before = average_tariff(given_1993, given_1993.tariff, "CHN", given_1993.sales)
    after = np.average(rows["tariff"], weights=rows["imports"])  # each year's imports are its weights
    assert (before, after) == pytest.approx((31.9, 5.1), abs=0.05)
    m = worlds.world_1993()
    same_weights = [average_tariff(m, t, "CHN", m.sales) for t in (m.tariff, worlds.tariffs_2005())]
    assert same_weights[1] < same_weights[0] / 3


def test_the_world_of_2005_is_that_of_1993_with_other_tariffs():
    before, m = worlds.world_1993(), worlds.world_2005()
    assert (m.regions, m.industries) == (before.regions, before.industries)
    assert (m.input_share == before.input_share).all() and (m.final_share == before.final_share).all()
    assert np.abs(m.counterfactual(before.tariff).welfare * before.counterfactual(m.tariff).welfare - 1).max() < 1e-9
    members = np.ix_(*[[m.region(c) for c in worlds.NAFTA]] * 2)
    assert np.abs(m.tariff[members] - worlds.nafta_tariffs()[members]).max() < 0.003  # averages over sectors
    assert (m.tariff[:, :, 20:] == 0).all()


def test_the_world_of_2022_has_all_eleven_and_reproduces_the_tables_trade_shares():
    m, table = worlds.world_2022(), worlds.table_2022()
    assert set(E11) <= set(m.regions) and m.regions[-1] == "ROW" and 30 < m.G < 45
    flows = (table.Z.reshape(table.n, table.G, table.N).sum(axis=2) + table.Y).reshape(table.G, table.N, table.G)
    bought = flows.transpose(2, 0, 1)
    known = bought.sum(axis=1) > 0
    shares = bought / np.where(known, bought.sum(axis=1), 1)[:, None, :]
    for tariffs in ("none", "known"):
        found = worlds.world_2022(tariffs=tariffs)
        sales = found.sales / found.sales.sum(axis=1, keepdims=True).clip(1e-12)
        assert np.abs(sales - shares)[known[:, None, :] * np.ones_like(shares, dtype=bool)].max() < 1e-6, tariffs
    assert "partner split estimated" in m.name


@pytest.mark.parametrize("make", [worlds.world_2005, worlds.world_2022, lambda: worlds.world_2022(tariffs="known")])
def test_the_later_worlds_do_not_move_by_themselves(make):
    found = make().counterfactual()
    assert np.abs(found.welfare - 1).max() < 1e-10 and np.abs(found.trade_share - make().pi).max() < 1e-10


def test_the_world_of_2022_answers_within_two_seconds_under_every_set_of_elasticities():
    worlds.world_2022()
    for case in trade_model.CASES:
        start = time.perf_counter()
        found = worlds.e11_in_2022(0.1, case)
        assert time.perf_counter() - start < 2 * 5 and found.converged  # a busy machine may take five times as long
        assert (found.welfare[E11] > 1).all(), case


def test_tariffs_of_2022_are_those_of_nine_importers_and_no_others():
    m, tariff = worlds.world_2022(tariffs="known"), worlds.tariffs_known_2022()
    known = {r for r, t in zip(m.regions, tariff, strict=True) if t.any()}
    union = {r for r in m.regions if r in worlds.EU_SINCE_2020}
    assert known == {"USA", "BRA", "CAN", "CHN", "GBR", "IND", "JPN", "MEX"} | union and len(worlds.EU_SINCE_2020) == 27
    inside = np.ix_(*[[m.region(r) for r in union]] * 2)
    assert (tariff[inside] == 0).all()
    goods = [m.industries.index(i) for i in GOODS]
    assert (np.delete(tariff, goods, axis=2) == 0).all() and (m.tariff == tariff).all()
    rates = datasets.load("us_tariffs").set_index(["partner", "industry"])["tariff_2024"]
    steel = m.industries.index("metals")
    assert tariff[m.region("USA"), m.region("CHN"), steel] == pytest.approx(rates["CHN", "metals"] / 100)
    assert tariff[m.region("CHN"), m.region("IDN"), steel] == tariff[m.region("CHN"), m.region("SAU"), steel] > 0
    assert tariff[m.region("DEU"), m.region("CHN"), steel] == tariff[m.region("FRA"), m.region("CHN"), steel] > 0


def test_american_tariffs_of_2025_cost_the_united_states_and_move_its_purchases_from_china():
    m = worlds.world_2022(tariffs="known")
    after = worlds.tariffs_2025()
    found = m.counterfactual(after)
    moved = after != m.tariff
    assert not np.delete(moved, m.region("USA"), axis=0).any() and moved[m.region("USA")].any()
    assert found.welfare["USA"] < 1 and found.welfare["CHN"] < 1
    usa, china, mexico = (m.region(r) for r in ("USA", "CHN", "MEX"))
    assert found.sales[usa, china].sum() < 0.5 * m.sales[usa, china].sum()
    assert found.sales[usa, mexico].sum() > m.sales[usa, mexico].sum()


def test_blocs_of_every_world_are_of_that_world():
    regions = {1993: worlds.nafta_regions(), 2005: worlds.nafta_regions(), 2011: datasets.mrio(2011).regions, 2022: worlds.table_2022().regions}  # fmt: skip
    for year, known in regions.items():
        for words, members in worlds.blocs(year).values():
            assert set(members) <= set(known), (year, words)
    assert worlds.blocs(2022)["e11"] == ("the E11 (11 of 11)", E11) and "GBR" not in worlds.blocs(2022)["eu"][1]


def test_a_set_of_tariffs_there_is_not_is_answered_with_those_there_are():
    with pytest.raises(TradeModelError, match="'all' is not a set of tariffs of 2022"):
        worlds.world_2022(tariffs="all")


# -- bad input ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "call, words",
    [
        (lambda m: m.counterfactual(np.full((4, 4, 3), -1.2)), "is -120%: it must stay above -100 %"),
        (lambda m: m.counterfactual(iceberg=np.zeros((4, 4, 3))), "must be above 0"),
        (lambda m: m.counterfactual(iceberg=np.ones((4, 4))), "has the shape"),
        (lambda m: m.with_elasticity(0.0), "elasticity of i0 is 0: it must be positive"),
        (lambda m: m.with_elasticity({"i0": 4}), "elasticity has no number for i1"),
        (lambda m: m.bloc(["R1"]), "bloc of one"),
        (lambda m: m.bloc("R1"), "bloc of one"),
        (lambda m: m.bloc(["R1", "XXX"]), "'XXX' is not a region"),
        (lambda m: m.bloc(["R1", "R2"], ["steel"]), "'steel' is not an industry"),
        (lambda m: m.tariffs_cut(["R1", "R2"], 1.5), "cut of tariffs is 1.5: give a fraction"),
        (lambda m: m.costs_cut(["R1", "R2"], 1.0), "fall of trade costs is 1: give a fraction"),
        (lambda m: worlds.elasticities(["steel"]), "no elasticity for 'steel'"),
        (lambda m: TradeModel(np.ones((2, 3, 1)), 1, 1, 1, 1), "importers × exporters × industries"),
        (lambda m: TradeModel.from_mrio(world(), 5.0, deficit="open"), '"held" or "closed"'),
        (lambda m: TradeModel.from_mrio(world(), 5.0, np.full((4, 4, 3), np.nan)), "missing or infinite"),
    ],
)
def test_bad_input_is_answered_in_a_sentence(call, words):
    with pytest.raises(TradeModelError, match=words):
        call(model())


def test_a_case_without_solution_is_no_answer():
    m = model(2)
    with pytest.raises(NotConverged, match="No equilibrium was found in 3 rounds .* there is no answer"):
        m.baseline._solve(m.tariff, np.where(m.bloc(m.regions), 2.0, 1.0), None, most=3)


def test_a_market_that_nobody_can_serve_is_named():
    m = TradeModel.from_mrio(datasets.mrio(2011), THETA)
    with pytest.raises(NotConverged, match="nobody sells .* which has none of its own"):
        m.counterfactual(iceberg=np.where(m.bloc(m.regions), 1e9, 1.0))


# -- what is meant ------------------------------------------------------------------------------------------------------
def test_the_world_of_1993_has_its_deficits_closed_unless_they_are_asked_for():
    """Caliendo and Parro's published table closes them first: with them held, Mexico's welfare is another."""
    assert (worlds.nafta()[0].deficit == 0).all() and worlds.nafta()[0].deficit_treatment == "closed"
    assert worlds.nafta("held")[0].deficit.abs().max() > 0


def test_a_tenth_cheaper_is_nine_tenths_and_only_inside_the_bloc():
    m = model(1)
    change = m.costs_cut(["R0", "R1"], 0.1, ["i1"])
    assert change[0, 1, 1] == change[1, 0, 1] == 0.9
    assert (change == 1).sum() == change.size - 2


def test_cheaper_trade_moves_trade_by_theta_times_the_change_of_cost():
    """π̂ = (κ̂ĉ/P̂)^−θ: between two sellers of one market whose costs did not move, shares move by 0.9^−θ."""
    m = model(1)
    found = m.counterfactual(iceberg=m.costs_cut(["R0", "R1"], 0.1))
    seen = found.trade_share / m.baseline.pi
    made = found.cost.to_numpy()
    relative = seen[0, 1] / seen[0, 2] * (made[1] / made[2]) ** m.elasticity
    assert relative == pytest.approx(0.9**-m.elasticity)


def parts(m):
    return {
        "pi": m.pi.copy(), "expenditure": m.expenditure, "value_added_share": m.value_added_share, "input_share": m.input_share,
        "final_share": m.final_share, "tariff": m.tariff.copy(), "elasticity": m.elasticity,
    }  # fmt: skip


HOME = np.eye(4, dtype=bool)[:, :, None] * np.ones(3, dtype=bool)


@pytest.mark.parametrize(
    "name, change, words",
    [
        ("pi", lambda a: a.transpose(1, 0, 2), "importer comes first|miss 1 by more than 1 %"),
        ("pi", lambda a: a * 2, "trade shares .* of R0, i0 add up to 2, 12 of 12"),
        ("pi", lambda a: a * 100, "in per cent"),
        ("pi", lambda a: np.where(np.arange(4)[:, None, None] == 2, a * 0.98, a), "of R2, i0 add up to 0.98, 3 of 12"),
        ("pi", lambda a: a + np.array([0.5, -0.5, 0, 0])[:, None], "add up to .* once negative shares are set to 0"),
        ("value_added_share", lambda a: a * 100, "shares of cost .* of R0, i0 add up to"),
        ("input_share", lambda a: a * 2, "shares of cost"),
        ("final_share", lambda a: a * 100, "final shares .* of R0 add up to 100, .* in per cent"),
        ("tariff", lambda a: a * 100, "in per cent"),
        ("tariff", lambda a: a * 0.1 + 0.02 * HOME, "tariff of R0 on i0 from R0 is 2%: nobody pays tariffs at home"),
        ("tariff", lambda a: a * 0 + 5.0 * ~HOME, "500% on average"),
    ],
)  # fmt: skip
def test_what_is_no_world_is_refused_and_not_made_one(name, change, words):
    given_as = parts(model(1).baseline)
    with pytest.raises(TradeModelError, match=words):
        TradeModel(**given_as | {name: change(given_as[name])})


def test_swapped_importers_and_exporters_are_told_as_that():
    pi = np.array([[[0.7], [0.4]], [[0.3], [0.6]]])  # the first index sells: columns add up
    one = np.ones((2, 1))
    with pytest.raises(TradeModelError, match="Importer and exporter seem to be swapped"):
        TradeModel(pi, one, one, np.zeros((2, 1, 1)), one)


def test_shares_that_only_round_are_taken_and_made_exact():
    given_as = parts(model(1).baseline)
    m = TradeModel(**given_as | {"pi": given_as["pi"] * 1.004})
    assert m.pi.sum(axis=1) == pytest.approx(1)


def test_policies_at_home_are_refused():
    m = model(1)
    with pytest.raises(TradeModelError, match="Iceberg costs of R0's own i0 change by the factor 0.9"):
        m.counterfactual(iceberg=np.full((4, 4, 3), 0.9))
    with pytest.raises(TradeModelError, match="nobody pays tariffs at home"):
        m.counterfactual(m.tariff + 0.1 * HOME)
    with pytest.raises(TradeModelError, match="true-or-false|numbers only"):
        m.counterfactual(m.bloc(m.regions))


def test_one_country_may_raise_its_tariffs_far_above_100_per_cent():
    m = TradeModel.from_mrio(world(12, 2), 4.0)
    wall = np.zeros((12, 12, 2))
    wall[0, 3] = 1.45
    assert m.counterfactual(wall).trade_share[0, 3].sum() < m.baseline.pi[0, 3].sum() / 5


def test_labelled_shares_need_the_names_of_both_ends_and_of_the_products():
    m = model(1)
    held = parts(m.baseline)
    labelled = pd.DataFrame(held["pi"].reshape(4, -1))
    for some in ({}, {"regions": m.regions}, {"industries": m.industries}):
        with pytest.raises(TradeModelError, match="pi has labels: give regions and industries too"):
            TradeModel(**held | {"pi": labelled} | some)
    for some, words in (
        ({"regions": ["a", "b"]}, "4 different regions are needed, there are 2"),
        ({"industries": ["x"]}, "3 different industries"),
    ):
        with pytest.raises(TradeModelError, match=words):
            TradeModel(**held | some)
    named = TradeModel(**held | {"regions": list("abcd"), "industries": list("xyz"), "name": "A world", "unit": "EUR"})
    assert (named.regions, named.industries, named.name, named.unit) == (list("abcd"), list("xyz"), "A world", "EUR")
    assert repr(named) == "<TradeModel A world: 4 regions × 3 industries, deficits held>"


def test_an_equilibrium_is_found_in_few_rounds():
    """The accelerated map needs some fifty rounds for NAFTA; without its memory it would need hundreds."""
    m, after = worlds.nafta()
    assert m.counterfactual(after).iterations < 100
