"""Votes and trade, each before the other: what the panels hold, and what the shipped estimates say."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets, gravity
from helpers.tables import agreement_effects, friendship
from helpers.tables.friendship import AFTER, BEFORE, TRADE, VOTES


@pytest.fixture(scope="module")
def guide():
    return friendship.with_votes(agreement_effects.manufactures())


def test_affinity_is_minus_the_distance_of_two_votes_now_and_four_years_off(guide):
    votes = datasets.load("un_votes").set_index(["region", "year"])["ideal_point"]
    row = guide.query("origin == 'BRA' and destination == 'USA' and year == 1998").iloc[0]
    for column, year in (("affinity", 1998), ("affinity_lag4", 1994), ("affinity_lead4", 2002)):
        assert row[column] == pytest.approx(-abs(votes["BRA", year] - votes["USA", year]))


def test_an_economy_agrees_with_itself_and_general_friendliness_is_none_at_home(guide):
    home = guide[guide["origin"] == guide["destination"]]
    assert (home["affinity"].dropna() == 0).all() and (home["general_lag4"].dropna() == 0).all()


def test_general_friendliness_is_the_mean_of_each_with_all_others(guide):
    rows = guide.query("year == 1998 and origin != destination")
    mean = rows.groupby("origin")["affinity_lag4"].mean()
    row = rows.query("origin == 'BRA' and destination == 'USA'").iloc[0]
    assert row["general_lag4"] == pytest.approx(mean["BRA"] + mean["USA"])


def test_votes_begin_in_1990_so_causes_before_do_too(guide):
    assert guide.dropna(subset="affinity_lag4")["year"].min() == 1994
    assert guide.dropna(subset="affinity_lead4")["year"].min() == 1986


def test_trade_both_ways_is_the_same_for_both_and_a_doubling_is_one():
    panel = pd.DataFrame({"origin": list("ABAB"), "destination": list("BABA"), "year": [2000, 2000, 2004, 2004], "x": [1.0, 3, 2, 6]})
    wide = pd.concat([panel, panel.assign(year=panel["year"] + 8)])
    out = friendship.both_ways(wide, "x")
    assert out.loc[0, "trade"] == out.loc[1, "trade"] == 2
    later = out[out["year"] == 2004]
    assert (later["trade"] - later["trade_lag4"] == 1).all()


def test_years_that_lie_too_far_apart_give_no_before():
    panel, _ = friendship.panels()["WIOD 2016"]
    out = friendship.both_ways(panel, "sales")
    assert out["trade_lag4"].isna().all() and out["trade"].notna().any()


def test_bins_hold_all_years_but_the_two_before_and_none_at_home():
    panel = pd.DataFrame({"origin": "A", "destination": ["B"] * 30 + ["A"], "year": [*range(1985, 2015), 2000]})
    out, bins = friendship.binned(panel, pd.Series({("A", "B"): 2000.0}))
    held = out[list(bins.values())].sum(axis=1)
    assert (held[out["year"].isin([1998, 1999]) | (out["destination"] == "A")] == 0).all()
    assert (held[~out["year"].isin([1998, 1999]) & (out["destination"] == "B")] == 1).all()
    of = {year: next(k for k, c in bins.items() if row[c]) for year, row in out[:30].set_index("year").iterrows() if row[list(bins.values())].any()}
    assert of[1985] == of[1993] == -8 and of[1994] == -6 and of[2000] == of[2001] == 0 and of[2008] == of[2014] == 8


def test_one_shipped_estimate_of_each_direction_comes_out_again(guide):
    table = friendship.specifications().query("data == 'Advanced Guide' and sample == 'all' and held == 'alone' and not home")
    table = table.set_index(["direction", "when"])["estimate"]
    abroad = guide[guide["origin"] != guide["destination"]]
    trade = gravity.estimate(abroad, "sales", ("affinity_lag4", "agreement"), by_year=()).percent("affinity_lag4")
    assert table[VOTES, BEFORE] == pytest.approx(trade["estimate"], abs=5e-4)
    votes = gravity.linear(friendship.both_ways(guide, "sales"), "affinity", ("trade_lag4",)).effect("trade_lag4")
    assert table[TRADE, BEFORE] == pytest.approx(votes["estimate"] * 100, abs=5e-4)


def test_trade_follows_votes_only_where_home_sales_count_and_votes_never_follow_trade():
    votes, trade = friendship.before(VOTES), friendship.before(TRADE)
    assert votes.groupby("home")["agrees"].agg(["sum", "size"]).to_numpy().tolist() == [[0, 20], [11, 16]]
    assert trade["agrees"].sum() == 0 and len(trade) == 16


def test_with_home_sales_trade_follows_votes_mostly_where_china_is_in():
    home = friendship.before(VOTES).query("home")
    china = home.index.str.endswith("without China")
    assert (home.loc[china, "agrees"].sum(), china.sum()) == (1, 4)
    assert (home.loc[~china, "agrees"].sum(), (~china).sum()) == (10, 12)


def test_abroad_only_the_effect_vanishes_or_turns_round():
    away = friendship.before(VOTES).query("not home")
    assert (away["high"] < 0).sum() == 10 and ((away["low"] <= 0) & (away["high"] >= 0)).sum() == 10


def test_the_guide_counts_from_1994_with_52_of_its_69_economies_since_votes_begin_in_1990(guide):
    known = guide.dropna(subset="affinity_lag4")
    assert (known["origin"].nunique(), guide["origin"].nunique()) == (52, 69)
    assert (known["year"].min(), known["year"].max()) == (1994, 2006)


def test_before_and_after_can_be_asked_of_each_panel():
    table = friendship.which_first("WIOD 2013", "value added", True)
    assert list(table.index) == [BEFORE, friendship.SAME, AFTER, f"{BEFORE}, after held", f"{AFTER}, before held"]
    assert (table["low"] <= table["value"]).all() and (table["value"] <= table["high"]).all()
    assert len(friendship.which_first("WIOD 2016", "gross", False, TRADE)) == 1


def test_friendly_with_everyone_goes_with_openness_in_each_panel():
    table = friendship.general()
    everyone = table[table.index.str.endswith("with everyone")]
    assert len(everyone) == 4 and (everyone["value"] > 0).all() and (everyone["low"] > 0).sum() == 2
    partner = table.drop(everyone.index)
    assert list(partner.index[partner["low"] > 0]) == ["Advanced Guide, manufactures: with this partner"]


def test_votes_move_before_an_agreement_and_trade_after_it():
    table = friendship.around_agreements().set_index(["outcome", "home", "years"]).sort_index()
    assert table.at[("affinity", False, -4), "high"] < 0 < table.at[("value added", True, 4), "low"]
    away = table.loc[("value added", False)]
    assert ((away["low"] < 0) & (away["high"] > 0)).all()


def test_an_unknown_direction_is_named():
    with pytest.raises(ValueError, match="is not a direction"):
        friendship.before("sideways")


def test_parts_leave_out_what_they_say(guide):
    parts = friendship.parts(guide)
    assert "CHN" not in set(parts["without China"]["origin"]) | set(parts["without China"]["destination"])
    inside = parts["without trade inside the EU27"].query("origin == 'DEU' and destination == 'FRA'")
    assert inside.empty and not parts["without trade inside the EU27"].query("origin == 'DEU' and destination == 'DEU'").empty
    assert np.isfinite(len(parts["all"]))
