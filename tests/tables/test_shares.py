"""Who weighs how much: shares add up, sources stay apart, the estimate borrows a ratio and nothing else."""

import numpy as np
import pandas as pd
import pytest

from helpers.classification import E11, EU27
from helpers.tables import shares

TRADE = pd.DataFrame([[0, 8, 1, 1], [6, 0, 1, 1], [1, 1, 0, 3], [1, 1, 5, 0]], list("abcd"), list("abcd"), dtype=float)
UNION = {"union": ["a", "b"]}


def test_domestic_and_foreign_make_gross_exports_in_each_source_that_has_all_three():
    for region in ("CHN", "USA", "KOR"):
        table = shares.concepts_by_source(region)
        for source in ("TiVA", "WIOD"):
            assert table.at["domestic", source] + table.at["foreign", source] == pytest.approx(
                table.at["gross exports", source], rel=1e-4
            )
        assert np.isnan(table.at["VAX", "TiVA"]) and table.at["VAX", "WIOD"] < table.at["domestic", "WIOD"]


def test_the_estimate_keeps_one_level_and_borrows_the_others_ratio():
    tiva, bridge, vax, content = shares.china_estimates(shares.four_sources("CHN"))["value"]
    assert bridge / tiva == pytest.approx(vax / content) and bridge < tiva < vax < content


def test_shares_of_each_year_add_up_to_the_world():
    assert shares.vax_shares().sum(axis=1).to_numpy() == pytest.approx(100)


def test_a_learner_who_spoils_the_shares_spoils_them_for_nobody_else():
    mine = shares.vax_shares()
    mine.loc[2011, "CHN"] = 0
    assert shares.vax_shares().at[2011, "CHN"] > 5


def test_both_directions_know_all_sellers_and_the_buyers_of_wiod():
    table = shares.both_directions()
    assert list(table.index) == E11 and table["sold (TiVA)"].notna().all()
    assert set(table.index[table["bought (WIOD)"].isna()]) == {"ARG", "SAU", "ZAF"}


def test_a_group_that_counts_as_one_region_has_the_smaller_share_and_all_shares_one_world():
    trade, union = (
        shares.flows(2009),
        {"EU": shares.EU27, "rest": [c for c in shares.flows(2009) if c not in shares.EU27]},
    )
    assert shares.weigh(trade, union).sum() == pytest.approx(1)
    assert shares.weigh(trade, union, inside=False)["EU"] != pytest.approx(shares.weigh(trade, union)["EU"])
    alone = {"EU": shares.EU27}
    assert shares.weigh(trade, alone, inside=False)["EU"] < shares.weigh(trade, alone)["EU"]


def test_inside_a_group_counts_or_does_not_in_the_group_and_in_the_world():
    """A union that trades mostly with itself weighs much as two countries and little as one region."""
    assert shares.weigh(TRADE, UNION)["union"] == pytest.approx(18 / 30)
    assert shares.weigh(TRADE, UNION, inside=False)["union"] == pytest.approx(4 / 16)
    assert shares.weigh(TRADE, {"union": ["a", "b"], "rest": ["c", "d"]}, inside=False).sum() == pytest.approx(1)


def test_what_a_group_buys_is_not_what_it_sells():
    bought = shares.weigh(TRADE, {"c": ["c"]}, "imports")["c"]
    assert bought == pytest.approx(7 / 30) != shares.weigh(TRADE, {"c": ["c"]})["c"]


def test_the_union_is_smaller_as_one_region_than_as_many_countries():
    flows = shares.flows(2009)
    many, one = (shares.weigh(flows, {"eu": EU27}, inside=i)["eu"] for i in (True, False))
    assert 0.3 < many < 0.45 and 0.15 < one < many - 0.1
