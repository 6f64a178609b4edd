"""Tables: areas."""

import pytest

from helpers import datasets
from helpers.classification import E11_IN_WIOD
from helpers.mrio import MRIO
from helpers.tables import areas
from helpers.value_added import content_of_exports


@pytest.fixture(scope="module")
def wiod() -> MRIO:
    return datasets.mrio(2011)


def test_content_by_area_is_all_foreign_content(wiod):
    content = areas.regional_content(2011)
    foreign = content_of_exports(wiod)["foreign"].sum() / 1e3
    assert content.to_numpy().sum() == pytest.approx(foreign, rel=1e-2)  # 35 industries against 22


def test_a_group_of_everyone_adds_all_its_foreign_value_itself():
    everyone = list(datasets.mrio(2011).regions)
    inside = areas.group_content(2011, {"world": everyone, "E11": E11_IN_WIOD})
    assert inside["world"] == pytest.approx(1) and 0 < inside["E11"] < 0.5


def test_everyone_together_trades_as_much_inside_as_size_says():
    everyone = areas.intensity(2011, list(datasets.mrio(2011).regions))
    assert everyone.tolist() == pytest.approx([1, 1, 1])


def test_flows_of_the_e11_are_counted_once_and_never_at_home():
    flows = areas.e11_flows(2011)
    assert not flows.duplicated(["origin", "destination"]).any()
    assert (flows["origin"] != flows["destination"]).all()
    assert flows.loc[flows["inside"], "origin"].isin(E11_IN_WIOD).all()


def test_years_beside_each_other_are_those_of_each_year():
    groups = areas.members(datasets.mrio(2011).regions)
    assert set(groups) == {*areas.AREAS, "E11 (8 of 11)"} and {"MEX", "USA", "CAN"} == set(groups["North America"])
    content, close = areas.own_content(), areas.closeness("Europe")
    assert list(content.index) == list(close.index) == list(range(1995, 2012))
    for year in (1995, 2011):
        assert content.loc[year].to_dict() == pytest.approx(areas.group_content(year, groups).to_dict())
        assert close.loc[year].to_dict() == pytest.approx(areas.intensity(year, groups["Europe"]).to_dict())
        near = areas.ratios(year)
        assert near["Europe"] == pytest.approx(close.at[year, "ratio"])
        assert (near[list(areas.AREAS)] > 1).all(), "neighbours trade more than size says"


def test_a_small_open_member_expects_more_from_its_group_than_itself():
    """What a member sells abroad it cannot sell to itself: size says the others' part of all buyers but itself."""
    matrix, pair = areas.flows(2011), ["DEU", "FRA"]
    bought, sold = matrix.sum(), matrix.sum(axis=1)
    found = areas.intensity(2011, [*pair, "Atlantis"])
    expected = {a: bought[b] / bought.drop(a).sum() for a, b in (pair, pair[::-1])}
    assert found["expected"] == pytest.approx(sum(sold[a] * expected[a] for a in pair) / sold[pair].sum())
    assert found["observed"] == pytest.approx((matrix.loc[pair, pair].to_numpy().sum()) / sold[pair].sum())
    assert found["ratio"] == pytest.approx(found["observed"] / found["expected"])


def test_value_of_the_rich_and_the_e11_in_each_others_exports_are_parts_of_all_foreign_value():
    table = areas.complement((1995, 2011))
    assert list(table) == [1995, 2011] and table.gt(0).all().all()
    held = areas.flows(2011, "value_added_in_exports")
    e11 = held[E11_IN_WIOD].to_numpy().sum()
    among = held.loc[E11_IN_WIOD, E11_IN_WIOD].to_numpy().sum() / e11 * 100
    others = ["TWN", "AUS", "ROW"]  # neither rich as counted here nor E11
    left = held.loc[others, E11_IN_WIOD].to_numpy().sum() / e11 * 100
    assert table.at["rich economies' value in E11 exports", 2011] == pytest.approx(100 - among - left)
    assert (
        table.at["E11 value in rich economies' exports", 2011]
        > 2 * table.at["E11 value in rich economies' exports", 1995]
    )


def test_the_largest_arrow_is_the_largest_flow_of_both_ends_of_the_years_in_billions():
    largest = areas.largest_flow()
    flows = {y: areas.flows(y).drop(index="ROW", columns="ROW") / 1e3 for y in (1995, 2011)}
    touching = {y: max(f.loc[E11_IN_WIOD].max().max(), f[E11_IN_WIOD].max().max()) for y, f in flows.items()}
    assert largest == pytest.approx(max(touching.values()))
    assert areas.e11_flows(2011)["value"].min() > 0
