"""East Asia: what a line is, what a network is, and who takes what it earns."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from helpers.tables import east_asia
from helpers.tables.shares import flows

LETTERS = list("abcde")


def network(weights):
    return pd.DataFrame(np.asarray(weights, dtype=float), LETTERS[: len(weights)], LETTERS[: len(weights)])


LINE = network(np.diag([3.0, 3, 3, 3], k=1))
EVEN = network(np.ones((5, 5)) - np.eye(5))


def test_a_line_is_all_chain_with_one_supplier_and_nothing_back():
    found = east_asia.knit(LINE)
    assert found["chain"] == found["main"] == found["suppliers"] == found["customers"] == 1
    assert (
        found["reciprocity"] == found["clustering"] == 0
        and found["hub"] == pytest.approx(2 / 24)
        and found["links"] == pytest.approx(4 / 20)
    )
    share, order = east_asia.best_chain(LINE.to_numpy())
    assert share[0] == 1 and order == [0, 1, 2, 3, 4]


def test_an_even_network_has_all_links_and_as_many_suppliers_as_others():
    found = east_asia.knit(EVEN)
    assert found["chain"] == pytest.approx(1 / 5) and found["main"] == pytest.approx(1 / 4)
    assert found["suppliers"] == found["customers"] == pytest.approx(4)
    assert found["links"] == found["reciprocity"] == found["clustering"] == pytest.approx(1)


def test_the_best_chain_is_the_best_of_all_orders():
    W = np.random.default_rng(1).lognormal(sigma=2, size=(3, 5, 5)) * (1 - np.eye(5))
    share, order = east_asia.best_chain(W)
    for k, one in enumerate(W):
        every = {o: sum(one[a, b] for a, b in zip(o, o[1:], strict=False)) for o in permutations(range(5))}
        assert share[k] == pytest.approx(max(every.values()) / one.sum())
        if k == 0:
            assert tuple(order) == max(every, key=every.get)


def test_a_network_by_size_sells_and_buys_as_much_and_keeps_nothing_at_home():
    table = east_asia.among("goods", 1984)
    made = east_asia.by_size(table)
    assert np.allclose(made.sum(), table.sum()) and np.allclose(made.sum(axis=1), table.sum(axis=1), rtol=1e-6)
    assert (np.diag(made) == 0).all() and east_asia.by_size(made).to_numpy() == pytest.approx(made.to_numpy(), rel=1e-4)


def test_shuffled_networks_keep_sizes_and_come_back_the_same():
    table = east_asia.among("wiod", 1995)
    made = east_asia.shuffled(table, 20)
    assert np.allclose(made.sum(axis=1), table.sum().to_numpy())
    assert np.allclose(made.sum(axis=2), table.sum(axis=1).to_numpy(), rtol=0.02)
    assert (made == east_asia.shuffled(table, 20)).all() and not np.allclose(made[0], made[1])


def test_no_baton_is_longer_than_chance_gives_even_in_the_first_year():
    for edition in ("goods", "goods10", "manufactures", "wiod"):
        table = east_asia.by_chance(edition)
        assert (table["p"] > 0.05).all() and (table["low"] < table["observed"]).all()
    first = east_asia.by_chance("goods").loc[1984]
    assert first["observed"] == pytest.approx(33.8, abs=0.05) and first["p"] == pytest.approx(0.29, abs=0.03)


def test_a_hub_is_a_hub_and_an_even_network_is_none():
    assert east_asia.knit(east_asia.examples()["a hub"])["hub"] == 1 and east_asia.knit(EVEN)["hub"] == 0


def test_links_meet_in_one_economy_no_more_than_sizes_give_and_less_at_the_end():
    for edition in ("goods", "goods10", "manufactures", "wiod"):
        table = east_asia.by_chance(edition, "hub")
        assert (table["p"] >= 0.05).all() and table["observed"].iloc[-1] < table["observed"].iloc[0]
    goods = east_asia.by_chance("goods", "hub")
    assert goods["observed"].tolist() == pytest.approx([50.0, 23.8], abs=0.05) and goods.loc[2016, "p"] > 0.9


def test_with_a_whole_even_share_as_threshold_links_fall():
    whole = east_asia.over_time("goods", (), 1.0)["links"]["observed"] * 56
    assert list(whole.round()[[1984, 2016]]) == [16, 14]


def test_the_union_is_first_in_2008_and_china_from_2009():
    table = east_asia.final_market("without China")[["United States", "European Union", "China"]]
    assert table.loc[2008].idxmax() == "European Union" and (table.loc[2009:].idxmax(axis=1) == "China").all()
    assert (table.loc[:2007].idxmax(axis=1) == "United States").all()


def test_goods_get_more_links_and_suppliers_and_no_shorter_baton():
    table = east_asia.over_time("goods").xs("observed", level=1, axis=1)
    first, last = table.loc[1984], table.loc[2016]
    assert list((table["links"] * 56).round()[[1984, 2016]]) == [27, 34]
    assert last["suppliers"] > first["suppliers"] and last["customers"] > first["customers"] + 1
    assert last["chain"] > first["chain"]


def test_links_over_size_multiply_in_goods_and_not_in_tables_of_value_added():
    times = east_asia.turned_network().loc["links"]
    assert (times[["goods", "goods10", "manufactures"]] > 1.5).all() and (times[["wiod", "trade", "adb"]] < 1).all()


def test_all_choices_are_counted_and_more_than_half_say_network():
    table = east_asia.line_to_network()
    assert table.index.is_unique and len(table) == 128 and table["agrees"].sum() == 81
    assert (table["agrees"] == (table["value"] > 1)).all()


def test_markets_are_all_there_is_and_home_is_most_of_it():
    for home in (False, True):
        table = east_asia.final_market("without China", home)
        assert np.allclose(table[list(east_asia.MARKETS)].sum(axis=1), 100)
    assert (east_asia.final_market(home=True)["the region itself"] > 80).all()
    assert (east_asia.final_market()["China"] == 0).all()


def test_the_united_states_was_the_first_market_until_2007_and_china_is_now():
    table = east_asia.final_market("without China")
    assert table.loc[2007, "United States"] > table.loc[2007, ["European Union", "China"]].max()
    assert table.loc[2022, "China"] == pytest.approx(23.3, abs=0.05) and table.loc[
        2022, "United States"
    ] == pytest.approx(19.1, abs=0.05)
    sold = flows(2022).loc[["IDN", "JPN", "KOR", "TWN"]]
    assert table.loc[2022, "United States"] == pytest.approx(sold["USA"].sum() / sold.to_numpy().sum() * 100)


def test_who_is_first_hangs_on_whether_china_is_inside():
    table = east_asia.first_market()
    inside = table[table.index.str.contains("with China") & table.index.str.endswith("single economies")]
    outside = table[table.index.str.contains("without China") & table.index.str.contains("value added")]
    assert inside["agrees"].all() and not outside["agrees"].any() and outside["until"].between(2006, 2008).all()
    assert not table[table.index.str.endswith("the region as one") & table.index.str.contains("with China")][
        "agrees"
    ].any()


def test_the_american_share_fell_inside_the_sellers_not_by_their_weights():
    parts = east_asia.market_split()
    assert parts["within"] + parts["between"] == pytest.approx(parts["total"]) and parts["within"] < parts["total"] < 0


def test_what_is_not_there_is_named():
    with pytest.raises(ValueError, match="'silk'; there are goods, goods10"):
        east_asia.among("silk", 1984)
    with pytest.raises(ValueError, match="not known for 1985; there are 1984"):
        east_asia.among("goods", 1985)
    with pytest.raises(ValueError, match="no region 'Asia'"):
        east_asia.final_market("Asia")


def test_without_japan_suppliers_do_not_multiply_for_it_was_its_monopoly_that_ended():
    table = east_asia.over_time("goods", ("JPN",)).xs("observed", level=1, axis=1)
    assert table.loc[2016, "suppliers"] < table.loc[1984, "suppliers"]
    assert list((table["links"] * 42).round()[[1984, 2016]]) == [22, 23]


def test_examples_are_what_they_are_called():
    found = {words: east_asia.knit(t) for words, t in east_asia.examples().items()}
    assert found["a line"]["chain"] == 1 and found["a hub"]["reciprocity"] == 1 and found["a hub"]["clustering"] == 0
    assert found["a network"]["links"] == found["a network"]["clustering"] == 1
