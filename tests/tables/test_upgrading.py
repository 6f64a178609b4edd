"""Upgrading in four ways: what the definitions say, what chance would deal, and what the real paths were."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.tables import upgrading
from helpers.tables.upgrading import KINDS, NONE


def row(**changed):
    """Three rows of moves of one economy and industry each, in which nothing moved but what is said of the first."""
    still = {"real": 0.0, "price": 0.0, "share": 0.0, "pay": 0.0, "kept": 0.0, "position": 0.0, "before": 0.5, "after": 0.5}
    index = pd.MultiIndex.from_tuples([("AAA", "24"), ("AAA", "29"), ("AAA", "19")], names=["region", "industry"])
    return pd.DataFrame([still | changed, still, still], index)


def made(table, **choices):
    first = upgrading.kinds(table, **choices).iloc[0]
    return set(first.index[first])


def test_an_industry_that_moves_like_the_median_upgrades_in_no_way():
    assert made(row()) == set() and upgrading.highest(upgrading.kinds(row())).iloc[0] == NONE


@pytest.mark.parametrize(
    "changed, kind",
    [
        ({"real": 0.11}, "process"), ({"share": 0.11}, "product"), ({"pay": 1.1, "position": -0.06}, "function"), ({"after": 1.0}, "chain"),
    ],
)  # fmt: skip
def test_each_kind_is_made_alone_by_its_own_change(changed, kind):
    assert made(row(**changed)) == {kind}


@pytest.mark.parametrize(
    "changed",
    [
        {"real": 0.09}, {"share": 0.11, "price": -0.01}, {"pay": 1.1}, {"pay": 1.1, "position": 0.04}, {"before": 1.2, "after": 1.5},
        {"before": 1.2, "after": 0.8},
    ],
)  # fmt: skip
def test_selling_cheaper_standing_still_or_having_been_there_is_no_upgrading(changed):
    assert made(row(**changed)) == set()


def test_pay_alone_is_a_new_function_only_where_the_place_is_not_asked():
    assert made(row(pay=1.1), function="pay") == {"function"} and made(row(kept=1.1), function="kept") == {"function"}


def test_a_lower_price_than_at_home_and_abroad_is_a_process_move_if_price_measures_it():
    assert made(row(price=-0.2), process="price") == {"process"} and made(row(price=-0.2)) == set()


def test_an_industry_counts_by_the_highest_kind_it_made():
    table = upgrading.kinds(row(real=0.2, share=0.2, after=1.1))
    assert list(upgrading.highest(table)) == ["chain", NONE, NONE]


def test_higher_thresholds_never_make_a_move():
    table = upgrading.moves()
    few, many = upgrading.kinds(table, 2.0), upgrading.kinds(table, 0.5)
    assert not (few & ~many).any(axis=None) and few.sum().sum() < many.sum().sum()


def test_the_mirror_image_of_the_mirror_image_is_the_move():
    table = upgrading.moves()
    turned = -table.drop(columns=["before", "after"])
    turned = turned.assign(before=table["after"], after=table["before"])
    assert (upgrading.mirrored(turned) == upgrading.kinds(table)).all(axis=None)


def test_an_unknown_measure_is_answered_in_words():
    with pytest.raises(ValueError, match="process is one of labour, price"):
        upgrading.kinds(row(), process="magic")


def test_changes_are_taken_against_the_industrys_median():
    middle = upgrading.moves().groupby("industry")[["real", "price", "share", "pay", "kept", "position"]].median()
    assert np.abs(middle.to_numpy()).max() < 1e-12


def test_a_product_move_of_brazil_is_the_one_of_the_raw_tables():
    """By hand: Brazil's share of the world's food exports and its price, 1995 to 2008, against the medians."""
    raw = datasets.load("wiod_industries").query("industry == '15t16' and year in (1995, 2008)")
    sold = raw.pivot(index="region", columns="year", values="exports")
    share = np.log(sold[2008] / sold[2008].sum() / (sold[1995] / sold[1995].sum())).drop("ROW")
    assert upgrading.moves().at[("BRA", "15t16"), "share"] == pytest.approx(share["BRA"] - share.median(), abs=1e-9)


def test_forty_economies_are_known_and_the_rest_of_the_world_is_none_of_them():
    assert len(upgrading.economies()) == 40 and "ROW" not in upgrading.economies()
    with pytest.raises(ValueError, match="no accounts in WIOD"):
        upgrading.economy_kinds("ROW")


def test_kinds_dealt_by_chance_keep_how_many_made_each():
    table = upgrading.together(draws=50)
    made_ = upgrading.kinds(upgrading.moves())
    assert table["found"].sum() == pytest.approx(100) and table["expected"].sum() == pytest.approx(100)
    assert (table.index * table["expected"]).sum() == pytest.approx(made_.to_numpy().sum() / len(made_) * 100)


def test_chance_deals_two_independent_kinds_about_the_product_of_their_shares():
    pairs, share = upgrading.pairs(draws=200), upgrading.kinds(upgrading.moves()).mean()
    assert pairs.at["product and function", "expected"] == pytest.approx(share["product"] * share["function"] * 100, abs=0.8)


def test_process_and_function_part_because_pay_stands_in_both():
    """Pay counts labour in one and is what is counted in the other: measured by price they meet as chance deals."""
    assert upgrading.pairs().at["process and function", "outside"]
    assert not upgrading.pairs("price").at["process and function", "outside"]


def test_every_country_industry_goes_somewhere():
    table = upgrading.transition(50)
    assert table["found"].sum() == table["expected"].sum() == len(upgrading._halves()[0])
    then = table.groupby("then")[["found", "expected"]].sum()
    assert (then["found"] == then["expected"].round(6)).all()


def test_no_way_to_count_shows_higher_kinds_after_lower_ones_beyond_chance():
    table = upgrading.order(100)
    assert len(table) == 14 and not table["agrees"].any()
    assert list(table.index[table["value"] < table["floor"]]) == ["E11 only"]
    assert (table["up"] > 0).sum() == 13 and (table["value"] == table["up"] - table["down"]).all()


def test_an_order_that_is_there_is_found():
    """A made-up world in which every process move is followed by a function move: the count must see it."""
    rng = np.random.default_rng(1)
    index = pd.MultiIndex.from_product([[f"R{i}" for i in range(40)], list("abcdef")], names=["region", "industry"])
    first = pd.DataFrame(False, index, list(KINDS)).assign(process=rng.random(len(index)) < 0.3)
    then = pd.DataFrame(False, index, list(KINDS)).assign(function=first["process"], process=rng.random(len(index)) < 0.3)
    first["function"] = rng.random(len(index)) < 0.3
    assert upgrading._order(first, then, 100)["agrees"]
    assert not upgrading._order(first, then.sample(frac=1, random_state=2).set_axis(index), 100)["agrees"]


def test_most_choices_leave_most_classes_as_they_are():
    table = upgrading.changed_class()
    assert table["value"].between(0, 30).all() and table["agrees"].sum() == 8


def test_new_industries_are_entered_from_near():
    for at_least in (0.0, 0.5):
        table = upgrading.near(at_least=at_least)
        assert table["entered"].is_monotonic_increasing and table["number"].max() - table["number"].min() <= 1
    assert upgrading.near(at_least=0.5)["before"].std() < 0.02  # who was halfway there started level


def test_two_publishers_of_the_same_years_differ_most_on_value_kept():
    same = upgrading.later().loc["both say the same"]
    assert same.idxmin() == "more value kept" and same.min() < 70


def test_output_per_worker_grew_fastest_in_china_among_the_eleven():
    growth = upgrading.by_worker()
    assert growth["CHN"] == growth[["BRA", "CHN", "IND", "IDN", "KOR", "MEX", "TUR"]].max() == pytest.approx(9.5, abs=0.1)


def test_a_path_is_named_by_which_sign_grew():
    path = upgrading.taken()["path"]
    assert path["IND"] == "market first" and path["MEX"] == "technology first"
    assert set(path.index[path == "both at once"]) == {"CHN", "KOR", "TUR"}
    with pytest.raises(ValueError, match="above 0"):
        upgrading.taken(0)


def test_hardly_anything_moves_by_a_thousandfold_and_everything_by_a_hair():
    assert (upgrading.taken(1000)["path"] == "neither").all()
    assert upgrading.taken(1e-9)["path"].isin(["both at once"]).sum() >= 3


def test_no_count_finds_most_on_one_trace():
    assert len(upgrading.one_trace()) == 18 and not upgrading.one_trace()["agrees"].any()


def test_signs_are_shares_of_the_world():
    signs = upgrading.signs()
    assert len(signs) == 8 * 17 and signs[["technology", "market", "kept"]].notna().all(axis=None)
    assert signs["market"].between(0, 30).all() and signs["kept"].between(10, 60).all()


def test_the_weaker_capability_sets_the_pace_more_than_the_stronger():
    pace = upgrading.pace()
    assert (pace["weaker"] < pace["stronger"]).all() and (pace < 0).all(axis=None)


def test_suggestions_lean_on_claims_that_were_judged():
    table = upgrading.leans_on()
    assert table["suggestion"].nunique() == 4 and (table["verdict"] != "").all() and (table["decides"] != "").all()


def test_who_began_with_little_pay_made_more_function_moves():
    table = upgrading.low_start()
    assert table.at["began low", "function"] > table.at["began high", "function"]
