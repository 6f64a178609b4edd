"""Tables: technology."""

import numpy as np
import pytest

from helpers import datasets
from helpers.classification import concordance
from helpers.mrio import MRIO
from helpers.tables import technology


@pytest.fixture(scope="module")
def wiod() -> MRIO:
    return datasets.mrio(2011)


def test_labours_share_is_a_share():
    labour = technology.labour_shares(2007)
    assert labour.dropna().between(0, 1).all() and labour.notna().mean() > 0.95


def test_income_groups_earn_everything_there_is():
    earned = technology.earned_by_income()
    assert earned.sum(axis=1).to_numpy() == pytest.approx(1)
    fell = earned["rich in 1995"].unstack("technology").loc[[1995, 2011]].diff().iloc[1]
    assert (fell < -0.2).all()


def test_home_and_foreign_value_of_what_is_bought_add_up(wiod):
    share = technology.home_share("USA", 2011, 2011)[2011]
    assert 0.5 < share < 0.6


def test_labours_share_ends_in_2007_and_says_so():
    with pytest.raises(ValueError, match="not for 2011"):
        technology.labour_shares(2011)


def test_parts_of_the_world_are_per_cent_and_a_group_is_a_mean_of_its_industries():
    groups = (("textiles", ("17t18",)), ("leather", ("19",)), ("both", ("17t18", "19")))
    share = technology.part_of_world("CHN", groups)
    assert share.to_numpy().min() > 0 and share.to_numpy().max() < 100 and len(share) == 17
    low, high = share[["textiles", "leather"]].min(axis=1), share[["textiles", "leather"]].max(axis=1)
    assert share["both"].between(low, high).all()


def test_home_shares_are_those_of_each_economy_in_per_cent():
    table = technology.home_shares(("USA", "DEU"))
    assert table.at[2011, "USA"] == pytest.approx(technology.home_share("USA")[2011] * 100)


def test_schools_pay_people_and_mines_pay_owners():
    """Labour earns most of what schools make and little of mining; all in all two thirds in the United States."""
    labour = technology.labour_shares(2007)
    by_industry = labour.groupby("industry").median()
    assert by_industry.idxmax() == "public_services" and by_industry.idxmin() == "real_estate"
    assert by_industry["mining"] < 0.5 < by_industry["textiles"]
    earned = datasets.load("wiod_industries").query("year == 2007 and region == 'USA'")
    capital = datasets.load("capital_shares").query("year == 2007 and region == 'USA'").merge(earned, on="industry")
    whole = 1 - (capital["capital_share"] * capital["value_added"]).sum() / capital["value_added"].sum()
    assert 0.55 < whole < 0.7


def test_home_shares_and_parts_of_the_world_are_what_the_tables_tell(wiod):
    m, k = wiod, wiod.region("DEU")
    chosen = m.Y[:, k] * m.select(list(technology.MANUFACTURING))
    earned = (m.v * np.repeat(np.arange(m.G) == k, m.N)) @ m.solve(chosen)
    assert technology.home_share("DEU", 2011, 2011)[2011] == pytest.approx(earned / chosen.sum())
    assert list(technology.home_share("DEU", 2009, 2011).index) == [2009, 2010, 2011]
    made = datasets.load("wiod_industries").query("year == 2011 and industry in ('17t18', '19')")
    part = made.loc[made["region"] == "CHN", "value_added"].sum() / made["value_added"].sum() * 100
    assert technology.part_of_world("CHN", (("both", ("17t18", "19")),)).at[2011, "both"] == pytest.approx(part)


def test_labours_share_of_a_teaching_industry_is_weighed_by_what_is_earned():
    labour = technology.labour_shares(2000)
    one = concordance("wiod2013")
    earned = datasets.load("wiod_industries").query("year == 2000 and region == 'ITA'")
    capital = datasets.load("capital_shares").query("year == 2000 and region == 'ITA'")
    both = earned.merge(capital, on="industry")
    for teaching in ("food", "textiles"):
        part = both[both["industry"].map(one) == teaching]
        told = ((1 - part["capital_share"]) * part["value_added"]).sum() / part["value_added"].sum()
        assert labour["ITA", teaching] == pytest.approx(told)


def test_who_grew_rich_later_is_not_rich_in_1995():
    earned, today = technology.earned_by_income() * 100, technology.earned_by_income(today=True) * 100
    low = earned.loc["low technology"]
    moved = low.loc[2011] - low.loc[1995]
    assert moved["rich in 1995"] < today.loc["low technology", "rich in 1995"].loc[[1995, 2011]].diff().iloc[1]
    assert moved.round(1).to_dict() == {
        "rich in 1995": -25.7, "China": 16.0, "other economies": 5.2, "rest of the world": 4.5
    }  # fmt: skip


def test_low_end_work_flowed_out_in_every_count_and_hardly_more_than_high_end_work():
    found = technology.outflow()
    assert found["agrees"].all() and len(found) == 16
    both = {w.split(", ", 1)[1]: v for w, v in found["value"].items() if w.startswith("low technology")}
    for words, value in found["value"].items():
        if words.startswith("low less"):
            assert 0 < value < both[words.split(", ", 1)[1]]


def test_no_count_on_the_years_after_2011_shows_a_return():
    found = technology.backflow()
    later = found[found.index.str.contains("GDP")]
    assert len(later) == 6 and not later["agrees"].any()
    assert found["agrees"].sum() == 3, "and before 2011 only from the low of 2008"
    assert all("2008-2011" in words for words in found.index[found["agrees"]])
