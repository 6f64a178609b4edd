"""What lesson 2.1 sorts: shares that add up, agreements that the paper's own groups bound, groups counted in full."""

import pytest

from helpers import datasets
from helpers.classification import E11
from helpers.tables import sorting


def test_backward_and_forward_make_all_links():
    share, features = sorting.backward_share(), sorting.features("icio2015", 2011)
    told = features["backward share of links"] * 100
    assert share.loc[E11, 2011].to_numpy() == pytest.approx(told[E11].to_numpy())
    assert share.stack().between(0, 100).all() and set(E11) <= set(share.index)


def test_domestic_and_foreign_value_make_all_exports():
    table = sorting.in_exports()
    assert (table["domestic"] + table["foreign"]).to_numpy() == pytest.approx(100, abs=0.01)
    both = sorting.participation(2022)
    assert list(both) == ["backward", "forward"] and both.at["SAU", "forward"] > both.at["SAU", "backward"]


def test_by_one_number_every_processor_stands_above_every_resource_exporter_but_in_one_year():
    table = sorting.one_number_table()
    assert len(table) == 13 and table.index[table["gap"] <= 0].tolist() == ["ICIO 2015, 1995"]
    for year in (2000, 2005, 2008, 2011):
        assert table.at[f"ICIO 2015, {year}", "gap"] > 0
    assert len(sorting.one_number("icio2022", 2022)) == 9 and len(sorting.one_number("wiod2013", 2011)) == 7


def test_a_sorting_that_is_the_papers_happens_by_chance_once_in_126():
    table = sorting.specifications()
    same = table.loc["one number, TiVA 2025, 2022"]
    assert same["value"] == pytest.approx(1) and same["chance"] == pytest.approx(1 / 126)
    assert table.at["one number, ICIO 2015, 1995", "value"] < 1
    assert table["value"].between(-1, 1).all() and (table["agrees"] == (table["chance"] < 0.05)).all()
    one = table.index.str.startswith("one number")
    assert table[one]["agrees"].mean() > table[~one]["agrees"].mean()


def test_chemicals_gained_in_no_year_after_2005_and_petroleum_not_in_2008():
    table = sorting.south_africa()
    assert table.index[table["agrees"]].tolist() == ["petroleum, 2005-2009", "petroleum, 2005-2010", "petroleum, 2005-2011"]


def test_a_table_handed_out_is_the_callers_own():
    mine = sorting.blind("icio2015", 2011)
    mine["CHN"] = 9
    assert sorting.blind("icio2015", 2011)["CHN"] != 9


def test_every_economy_is_counted_once_beside_the_papers_groups():
    counted = sorting.crossed(sorting.blind("icio2015", 2011))
    assert counted.to_numpy().sum() == 11 and counted.loc["processor"].sum() == 4
    assert list(counted) == ["group 1", "group 2", "group 3"]


def test_features_are_parts_of_the_links_and_of_value_added_that_the_publishers_tell():
    links = datasets.load("icio2015_flows").query("year == 2011 and region == 'BRA'").set_index("industry")
    first, ours = (
        links.loc[list(sorting.RESOURCES_ICIO), "forward"].sum(),
        sorting.features("icio2015", 2011).loc["BRA"],
    )
    all_of = links[["forward", "backward", "forward_high"]].sum()
    told = [all_of["backward"] / (all_of["backward"] + all_of["forward"]), first / all_of["forward"], all_of["forward_high"] / all_of["forward"]]  # fmt: skip
    assert ours.tolist() == pytest.approx(told)
    told = datasets.load("tiva2025_shares").query("year == 2022 and region == 'BRA'").set_index("measure")["value"]
    ours = sorting.features("tiva2025", 2022).loc["BRA"]
    assert (ours * 100).tolist() == pytest.approx(told[["EXGR_FVA", "FEXGR_DVA", "FFD_DVA"]].tolist())
    one = datasets.load("wiod_regions").query("year == 2011 and region == 'BRA'").iloc[0]
    made = datasets.load("wiod_industries").query("year == 2011 and region == 'BRA'").set_index("industry")["vax"]
    ours = sorting.features("wiod2013", 2011).loc["BRA"]
    assert ours.tolist() == pytest.approx([one["backward"], one["forward"], made[["AtB", "C"]].sum() / made.sum()])
    for edition, lacking in (("icio2015", 2012), ("tiva2025", 2011), ("wiod2013", 2012)):
        first, last = sorting.YEARS[edition]
        with pytest.raises(ValueError, match=f"has no {lacking}; it has {first} to {last}"):
            sorting.features(edition, lacking)
        assert len(sorting.features(edition, first)) == len(sorting.features(edition, last)) in (8, 11)
    with pytest.raises(ValueError, match="no edition 'magic'"):
        sorting.features("magic", 2011)


def test_foreign_inputs_are_parts_of_all_foreign_value():
    some = {"c10t14min": "mining", "c30t33xicteq": "electronics"}
    table = datasets.load("icio2015_flows").query("region == 'KOR'")
    some = {k: w for k, w in some.items() if k in set(table["industry"])} or dict.fromkeys(
        table["industry"].unique()[:2], "x"
    )
    ours = sorting.foreign_inputs("KOR", some)
    in_2011 = table.query("year == 2011").set_index("industry")["backward"]
    assert ours.loc[2011].tolist() == pytest.approx((in_2011[list(some)] / in_2011.sum()).tolist())
    with pytest.raises(ValueError, match="'XYZ' is not in"):
        sorting.foreign_inputs("XYZ", some)


def test_the_first_blind_group_is_the_most_backward():
    for edition, year in (("icio2015", 2011), ("tiva2025", 2022)):
        backward, found = sorting.features(edition, year).iloc[:, 0], sorting.blind(edition, year)
        mean = backward.groupby(found).mean()
        assert mean.is_monotonic_decreasing and list(mean.index) == [0, 1, 2]
        assert sorting.blind(edition, year, groups=2, used=1).nunique() == 2
