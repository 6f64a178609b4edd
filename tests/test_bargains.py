"""Bargains that nobody enforces: what the closed forms say, what a patient calculation of all futures says, what is simulated."""

import numpy as np
import pandas as pd
import pytest

from helpers import bargains
from helpers.bargains import BargainError


def same(n=3, **values):
    """Equal partners."""
    return bargains.unequal(n, 1.0, ("size",), **values)


def worth_of_keeping(B, C, v, delta, q, h, years=4000):
    """By value iteration, not the formula: is a hard rule kept in good and in bad years, if others keep it? (good, bad)."""
    keep, out = 0.0, v / (1 - delta)
    for _ in range(years):  # the best of keeping and breaking in each kind of year; a breaker has B once and v for ever
        good = max(B - C + delta * keep, B + delta * out)
        bad = max(B - h * C + delta * keep, B + delta * out)
        keep = (1 - q) * good + q * bad
    return B - C + delta * keep >= B + delta * out - 1e-9, B - h * C + delta * keep >= B + delta * out - 1e-9


def test_without_bad_years_the_rule_is_kept_at_friedmans_patience():
    """(T − R) / (T − P) with T = B, R = B − C, P = v."""
    assert bargains.patience_needed(2, 5, outside=1) == pytest.approx((5 - 3) / (5 - 1))


def test_the_patience_needed_is_the_one_that_value_iteration_finds():
    rng = np.random.default_rng(3)
    for _ in range(20):
        B, C, v, q, h = rng.uniform(2, 6), rng.uniform(0.3, 1.5), rng.uniform(0, 1), rng.uniform(0.05, 0.6), rng.uniform(1, 3)
        needed = bargains.patience_needed(C, B, v, q, h)
        if needed < 0.97:
            assert all(worth_of_keeping(B, C, v, needed + 0.01, q, h))
        if 0.02 < needed < 0.97:
            assert not all(worth_of_keeping(B, C, v, needed - 0.01, q, h))


def test_a_better_place_outside_worse_years_and_dearer_opening_ask_for_more_patience():
    plain = bargains.patience_needed(1, 4, 0.5, 0.2, 2)
    assert bargains.patience_needed(1, 4, 1.0, 0.2, 2) > plain < bargains.patience_needed(1, 4, 0.5, 0.2, 3)
    assert bargains.patience_needed(1.5, 4, 0.5, 0.2, 2) > plain


def test_who_gets_more_outside_than_inside_keeps_to_nothing():
    assert bargains.patience_needed(1, 2, outside=3) == np.inf


def test_equal_and_patient_partners_open_by_what_is_best_for_all():
    """n equal partners, no bad years: the joint optimum is x = (n − 1) b s / c."""
    deal = bargains.own_levels(same(4, patience=0.95, bad=0.0))
    assert np.allclose(deal.level, 3.0, atol=1e-3) and deal.total == pytest.approx(4 * (3 * 3 - 9 / 2), rel=1e-3)


def test_impatient_equal_partners_open_by_the_highest_level_that_keeps_itself_up():
    """C = κ (B − mC) at the limit: ½c x² h = κ (b(n−1)s x − ½ m c x²), so x = 2κ(n−1) / (h + κm)."""
    delta, q, h = 0.3, 0.2, 2.0
    kappa, m = delta / (1 - delta), 1 + q * (h - 1)
    deal = bargains.own_levels(same(3, patience=delta, bad=q, worse=h))
    assert np.allclose(deal.level, 2 * kappa * 2 / (h + kappa * m), rtol=1e-3)


def test_one_rule_for_equal_partners_is_their_own_level():
    table = same(3, patience=0.3)
    grid = bargains.one_rule(table).level.iloc[0]
    assert grid == pytest.approx(bargains.own_levels(table).level.iloc[0], abs=0.06)  # steps of a fortieth


def test_a_hard_level_is_kept_exactly_by_those_who_are_patient_enough_for_it():
    table = bargains.unequal(4, 6.0, ("patience",), patience=0.5, bad=0.3, worse=2.5, outside=0.1)
    for level in (0.5, 1.0, 1.5, 2.0):
        deal = bargains.one_rule(table, level)
        for who in deal.members:
            gets = level * (len(deal.members) - 1)
            assert bargains.patience_needed(level**2 / 2, gets, 0.1, 0.3, 2.5) <= table.at[who, "patience"] + 1e-3


def test_nobody_can_gain_by_one_breach_of_the_soft_deal():
    """By summing the years after a false excuse, not by the formula."""
    table, seen, memory = bargains.unequal(3, 3.0, ("patience", "cost"), patience=0.6), 0.4, 5
    deal = bargains.soft(table, seen, memory)
    assert len(deal.members) == 3
    for who, p in table.iterrows():
        cost = p["cost"] * deal.level[who] ** 2 / 2
        lost = sum(p["patience"] ** t * (deal.payoff[who] - p["outside"]) for t in range(1, memory + 1))
        assert cost <= seen * lost + 1e-3


def test_excuses_that_are_never_found_out_leave_no_soft_deal():
    assert bargains.soft(same(3), found_out=0.0).total == 0


def test_a_longer_memory_never_lowers_a_soft_deal():
    table = same(3, patience=0.4)
    worth = [bargains.soft(table, 0.4, years).total for years in (1, 2, 5, np.inf)]
    assert worth == sorted(worth) and worth[0] < worth[-1]


def test_the_best_mix_is_worth_at_least_the_rule_and_the_soft_deal_it_contains():
    for spread in (1.0, 4.0):
        for worse in (1.0, 4.0):
            deals = bargains.all_deals(bargains.unequal(3, spread, ("size",), worse=worse), 0.5)
            assert deals["mixed"].total >= max(deals["one rule"].total, deals["soft"].total) - 1e-9


def test_without_bad_years_and_with_every_excuse_seen_soft_and_own_levels_are_one():
    table = bargains.unequal(3, 3.0, ("cost",), patience=0.5, bad=0.0)
    assert np.allclose(bargains.soft(table, 1.0).payoff, bargains.own_levels(table).payoff, rtol=1e-3)


def test_what_is_simulated_is_on_average_what_the_deal_is_worth():
    for deal in bargains.all_deals(bargains.unequal(3, 3.0, ("size",)), 0.6).values():
        mean = bargains.simulate(deal, 20_000, seed=1)["payoff"].groupby("partner").mean()
        assert np.allclose(mean, deal.payoff, rtol=0.03)


def test_excused_partners_open_by_their_floor_in_bad_years():
    deal = bargains.mixed(same(3), 0.5, 0.5)
    played = bargains.simulate(deal, 200)
    assert set(played.loc[played["bad"], "opening"].round(6)) == {0.5}
    assert played.loc[~played["bad"], "opening"].min() > 0.5


def test_a_rule_that_asks_too_much_of_one_loses_the_others_after_it():
    table = bargains.unequal(3, 4.0, ("size",))
    played = bargains.break_at(table, 3.0, 30)["opening"].unstack()
    assert (played.iloc[-1] == 0).all() and (played.iloc[0] > 0).any()


def test_a_rule_that_all_can_keep_is_never_broken():
    table = bargains.unequal(3, 4.0, ("size",))
    level = float(bargains.one_rule(table).level.min())
    assert (bargains.break_at(table, level, 60)["opening"] > 0).all()


def test_the_spread_moves_no_geometric_mean():
    table = bargains.unequal(5, 4.0, ("size", "cost"))
    assert np.allclose(np.log(table[["size", "cost"]]).mean(), 0) and table["size"].max() / table["size"].min() == pytest.approx(4)


@pytest.mark.parametrize(
    ("change", "said"),
    [({"patience": 1.0}, "patience of"), ({"size": 0.0}, "size of"), ({"worse": 0.5}, "worse of"), ({"bad": -0.1}, "bad of"), ({"cost": np.nan}, "cost")],
)
def test_partners_that_cannot_be_are_named(change, said):
    table = same(2).assign(**change)
    with pytest.raises(BargainError, match=said):
        bargains.partners(table)


def test_a_table_without_a_column_is_told_which():
    with pytest.raises(BargainError, match="no column 'benefit'"):
        bargains.partners(pd.DataFrame({"size": [1.0, 2.0]}))
