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
