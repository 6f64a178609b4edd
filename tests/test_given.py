"""What callers give: labels decide the place of a number, and what is no number is refused in words."""

import numpy as np
import pandas as pd
import pytest
from worlds import trade_model, world

from helpers import given, shocks
from helpers.trade_model import TradeModel, TradeModelError

AXES = {"region": ["b", "a", "c"], "industry": ["y", "x"]}


class Refused(ValueError):
    pass


def shuffled(values: pd.DataFrame | pd.Series, seed: int = 0):
    return values.sample(frac=1, random_state=seed)


def test_labelled_numbers_come_in_our_order_however_they_lie():
    table = pd.DataFrame([[1, 2], [3, 4], [5, 6]], AXES["region"], AXES["industry"])
    right = table.to_numpy()
    named = table.rename_axis(index="region", columns="industry")
    for given_as in (table, shuffled(table), table[["x", "y"]], shuffled(table.stack()), named.T, shuffled(named.T.stack())):  # fmt: skip
        assert (given.array(given_as, AXES, "it", Refused) == right).all()


@pytest.mark.parametrize(
    "values, words",
    [
        (pd.DataFrame([[1, 2]], ["a"], ["x", "y"]), "no number for b, y"),
        (pd.Series([1, 2, 3], ["a", "b", "c"]), "1 levels of labels, 2 are needed"),
        (pd.DataFrame(np.ones((3, 2))), "labelled 0, which is no region"),
        (pd.DataFrame(np.ones((3, 2)), list("abc"), list("xx")), "names 'x' twice"),
        (pd.DataFrame([[1, 2], [3, 4], [5, "six"]], list("bac"), list("yx")), "numbers only"),
        (np.ma.masked_equal(np.ones((3, 2)), 1), "masked"),
        (np.ones((3, 2)) * 1j, "complex"),
        (np.ones((2, 3)), r"shape \(2, 3\); \(3, 2\) is needed \(region × industry\)"),
        ([[1, 2], [3, None], [5, 6]], "missing or infinite number at a, x"),
        ([[10**400, 1], [1, 1], [1, 1]], "too large"),
        ([[1, 2], [3], [4]], "same length"),
    ],
)
def test_what_is_no_table_of_ours_is_refused(values, words):
    with pytest.raises(Refused, match=words):
        given.array(values, AXES, "it", Refused)


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(Refused, match=r"'mex' is not a region of this table. Did you mean MEX\? It has: USA, MEX"):
        given.names(["mex"], ["USA", "MEX"], "region", Refused)
    assert given.near("z", range(1000)).endswith("… (1000 in all).")


def test_one_name_is_a_list_of_one_and_no_names_are_nobody():
    assert given.names("a", ["a", "b"], "region", Refused) == ["a"]
    assert given.names([], ["a", "b"], "region", Refused) == []
    assert given.names(["b", "a", "b"], ["a", "b"], "region", Refused) == ["b", "a"]


def test_the_model_reads_labels_not_places():
    m = trade_model(1).baseline
    regions, industries = m.regions, m.industries
    pairs = pd.MultiIndex.from_product([regions, regions, industries], names=["importer", "exporter", "industry"])
    inputs = pd.MultiIndex.from_product([regions, industries, industries])
    given_as = {
        "pi": shuffled(pd.Series(m.pi.ravel(), pairs)),
        "expenditure": shuffled(pd.DataFrame(m.expenditure, regions, industries)),
        "value_added_share": pd.DataFrame(m.value_added_share, regions, industries)[industries[::-1]],
        "input_share": shuffled(pd.Series(m.input_share.ravel(), inputs)),
        "final_share": shuffled(pd.DataFrame(m.final_share, regions, industries), 1),
        "tariff": shuffled(pd.Series(m.tariff.ravel(), pairs)).unstack("industry"),
        "elasticity": shuffled(pd.Series(m.elasticity, industries)),
    }
    again = TradeModel(**given_as, regions=regions, industries=industries)
    for name in given_as:
        assert getattr(again, name) == pytest.approx(getattr(m, name)), name
    with pytest.raises(TradeModelError, match="give regions and industries too"):
        TradeModel(**given_as)
    paid = pd.Series([0.1, -0.1, 0, 0], regions)
    one, two = (m.counterfactual(transfers=p).welfare for p in (paid, shuffled(paid)))
    assert one.to_numpy() == pytest.approx(two.to_numpy())


def test_the_cost_of_living_reads_labels_not_places():
    m = world(3, 2, seed=2)
    rise = shocks.prices_rise(m, ["R0"], ["i0"], 0.5)
    right = shocks.cost_of_living(m, rise).to_numpy()
    for given_as in (rise.sort_index(ascending=False), shuffled(rise), rise.unstack("industry"), rise.to_numpy()):
        assert shocks.cost_of_living(m, given_as).to_numpy() == pytest.approx(right)
