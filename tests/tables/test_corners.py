"""Who is in the dark: in no table, and at the edge of goods trade."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.tables import corners


def test_tables_hold_40_72_and_80_economies_and_one_of_low_income():
    held = corners.held()
    assert {k: len(v) for k, v in held.items()} == {"WIOD": 40, "ADB": 72, "ICIO": 80}
    low = corners.economies(2023).query("income_group == 'Low income'").index
    assert not held["WIOD"] & set(low) and not held["ADB"] & set(low) and held["ICIO"] & set(low) == {"COD"}


def test_what_is_left_out_adds_up_by_people():
    table = corners.left_out()
    world = datasets.load("economies").query("year == 2023")
    people = world.groupby("income_group")["population"].sum()
    for name in ("WIOD", "ADB", "ICIO"):
        known = world[world["region"].isin(corners.held()[name])]
        assert table.at[(name, "all"), "people"] == pytest.approx(100 * (1 - known["population"].sum() / people.sum()))
    assert table.loc[("ICIO", "Low income"), ["economies", "outside"]].tolist() == [25, 24]
    assert table.at[("ICIO", "Low income"), "people"] == pytest.approx(82.6, abs=0.05)
    assert table.at[("ICIO", "all"), "trade"] == pytest.approx(5.1, abs=0.05)


def test_goods_trade_is_all_of_the_file_and_sellers_stand_in_rows():
    flows = corners.goods(2023)
    assert flows.shape == (194, 194) and flows.to_numpy().sum() == pytest.approx(datasets.load("trade2023")["exports"].sum())
    assert flows.loc["CHN", "USA"] > 3 * flows.loc["USA", "CHN"] and (np.diag(flows) == 0).all()


def test_a_higher_threshold_never_finds_more_buyers():
    found = [corners.buyers(2023, least) for least in (0.1, 1, 10, 100)]
    assert all((b <= a).all() for a, b in zip(found, found[1:], strict=False))
    assert found[1]["DEU"] > 180 and found[1]["TCD"] < 30


def test_the_core_is_the_fewest_that_make_half_of_trade():
    members, flows = corners.core(2023), corners.goods(2023)
    size = (flows.sum(axis=1) + flows.sum(axis=0)) / (2 * flows.to_numpy().sum())
    assert size[members].sum() >= 0.5 > size[members[:-1]].sum() and members[0] == "CHN" and len(members) == 10
    assert set(corners.core(2023, 0.4)) < set(members) < set(corners.core(2023, 0.6))


def test_a_step_is_a_supplier_that_counts_of_the_step_before():
    found, flows = corners.steps(2023), corners.goods(2023)
    part = flows / flows.sum()
    for code in found.index[found == 2][:20]:
        assert part.loc[code, found.index[found == 0]].max() < 0.001 <= part.loc[code, found.index[found == 1]].max()
    unreached = found.index[found.isna()]
    assert len(unreached) and (part.loc[unreached, found.index[found.notna()]].max().max() < 0.001)


def test_what_is_left_after_size_has_nothing_to_do_with_size():
    about, values = corners.economies(2023), np.log1p(corners.measures(2023)["buyers"])
    rest = corners.after_size(values, about["gdp_usd"], about["population"])
    assert len(rest) == 190 and rest.mean() == pytest.approx(0, abs=1e-9)
    for size in ("gdp_usd", "population"):
        assert rest.corr(np.log(about[size])) == pytest.approx(0, abs=1e-9)
    assert rest.var() / values[rest.index].var() < 0.3  # size alone tells most of the number of buyers


def test_a_place_is_a_rank_from_dark_to_bright():
    places = corners.place(2023, "exports")
    assert len(places) == 194 and places.idxmax() == "CHN" and places.mean() == pytest.approx(50)
    assert 0 < places.min() < 1 and 99 < places.max() < 100
    steps = corners.place(2023, "steps")
    assert steps["USA"] == steps["DEU"] == steps.max() and steps[corners.steps(2023).isna()].nunique() == 1
    with pytest.raises(ValueError, match="no measure 'light'"):
        corners.place(2023, "light")


def test_a_group_drawn_blindly_is_dark_as_often_as_all():
    places = pd.Series(np.linspace(0.5, 99.5, 100), [f"e{k}" for k in range(100)])
    told = corners.in_the_dark(places, [f"e{k}" for k in range(0, 100, 4)])
    assert told["chance"] == 25 and 20 <= told["value"] <= 32 and told["p"] > 0.3
    darkest = corners.in_the_dark(places, [f"e{k}" for k in range(10)])
    assert darkest["value"] == 100 and darkest["p"] < 1e-5


def test_who_takes_off_gdp_and_people_takes_off_income_a_head_too():
    about, values = corners.economies(2023), np.log1p(corners.measures(2023)["buyers"])
    income = np.log(about["per_head"])
    assert abs(corners.after_size(values, about["gdp_usd"], about["population"]).corr(income)) < 1e-9
    assert corners.after_size(values, about["population"]).corr(income) > 0.6
    with pytest.raises(ValueError, match="'income' cannot be taken off"):
        corners.place(2023, "exports", "income")


def test_off_people_alone_nearly_all_of_low_income_are_dark_and_off_gdp_few():
    about = corners.economies(2023)
    low = about.index[about["income_group"] == "Low income"]
    found = {m: [int(corners.in_the_dark(corners.place(2023, m, off), low)["dark"]) for off in ("people", "GDP", "size")] for m in ("exports", "buyers")}
    assert found == {"exports": [18, 6, 7], "buyers": [15, 8, 9]}
    assert len(corners.place(2023, "exports", "people")) == len(corners.place(2023, "exports", "size")) == 190


def test_the_dark_of_the_poor_goes_with_gdp():
    table = corners.specifications()
    assert len(table) == 160 and table.index.is_unique and (table["agrees"] == (table["p"] < 0.05)).all()
    count = table.groupby("off")["agrees"].agg(["sum", "size"])
    assert (count["size"] == 40).all() and count["sum"].to_dict() == {"nothing": 30, "people": 40, "GDP": 9, "size": 10}
    assert not table[(table["off"] == "size") & (table["who"] == "low and lower middle income")]["agrees"].any()
    row = table.loc["2023, exports, low income"]
    assert (row["poor"], row["dark"]) == (24, 12) and row["value"] == 50


def test_the_poorest_of_2009_sell_twice_the_share_but_two_economies_are_most_of_it():
    table = corners.shrank()
    poorest = table.loc["poorest fourth"]
    assert [round(poorest[c], 1) for c in ("exports 2009", "exports 2023")] == [2.9, 5.6]
    assert [round(poorest[c], 1) for c in ("2009 without two", "2023 without two")] == [0.9, 1.6]
    assert poorest["two"] == "Viet Nam and India" and (poorest["dark"], poorest["stayed"]) == (22, 17)
    assert table["exports 2009"].sum() == pytest.approx(100) and (table["stayed"] <= table["dark"]).all()


def test_inside_the_tables_all_groups_took_more_part_and_nearly_all_within():
    table = corners.inside_the_tables()
    assert table["economies"].sum() == 40 and (table["2011"] > table["1995"]).all()
    assert np.allclose(table["within"] + table["between"], table["2011"] - table["1995"])
    assert (table["within"] > 10 * table["between"].abs()).all() and table.at["low", "economies"] == 2
