"""What callers give: labels decide the place of a number, and what is no number is refused in words."""

import numpy as np
import pandas as pd
import pytest
from labels import cases, swept
from pandas.testing import assert_frame_equal
from test_gravity import simulated
from worlds import trade_model, world

from helpers import clusters, cooperation, datasets, given, gravity, network, position, shocks, value_added
from helpers.mrio import MRIO, MRIOError
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
        (pd.DataFrame([[1, 2]], ["a"], ["x", "y"]), "no number for b"),
        (pd.Series([1, 2, 3], ["a", "b", "c"]), "1 level of labels, 2 are needed"),
        (pd.DataFrame(np.ones((3, 2))), "numbered, not labelled by region"),
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


# -- everything that takes one number for each node, region or industry ------------------------------------------------


@pytest.mark.parametrize("case", cases(), ids=repr)
def test_labelled_numbers_are_put_in_order_by_their_labels_or_refused_in_words(case):
    """A third of the ways of the sweep; all of them: python tests/labels.py."""
    aligned, refused, failed = swept(case, every=3)
    assert not failed, "\n".join(failed)
    assert aligned >= 3 and refused >= 10


def test_a_table_in_another_order_is_the_same_economy():
    """Columns of final demand sorted by name once gave the United States 14 trillion of value-added exports, not 1.2."""
    m = datasets.mrio(2009)
    Z, Y = pd.DataFrame(m.Z, m.nodes, m.nodes), pd.DataFrame(m.Y, m.nodes, pd.Index(m.regions, name="region"))
    right = value_added.vax(m)
    assert m.regions != sorted(m.regions)
    for given_as in (
        {"Z": m.Z, "Y": Y[sorted(Y)]},
        {"Z": Z.sort_index(axis=0).sort_index(axis=1), "Y": Y.sort_index()[sorted(Y)], "x": pd.Series(m.x, m.nodes).sort_index()},
        {"Z": Z, "Y": Y, "x": pd.Series(m.x, m.nodes).unstack()},
    ):  # fmt: skip
        again = MRIO(**({"x": m.x} | given_as), regions=m.regions, industries=m.industries)
        assert value_added.vax(again).to_numpy() == pytest.approx(right.to_numpy(), rel=1e-12)


def test_what_the_names_of_levels_say_counts_more_than_where_they_stand():
    m = trade_model(1).baseline
    pairs = pd.MultiIndex.from_product([m.regions, m.regions, m.industries])
    tariff = pd.Series(m.tariff.ravel(), pairs)
    in_order = {"importer": m.regions, "exporter": m.regions, "industry": m.industries}
    for names in (["importer", "exporter", "industry"], ["destination", "origin", "industry"], [None, None, None]):
        assert (given.array(tariff.rename_axis(names), in_order, "it", Refused) == m.tariff).all()
    turned = tariff.rename_axis(["exporter", "importer", "industry"])
    assert (given.array(turned, in_order, "it", Refused) == m.tariff.transpose(1, 0, 2)).all()
    with pytest.raises(
        Refused, match="has levels called exporter, None, industry: call all of them importer, exporter"
    ):
        given.array(tariff.rename_axis(["exporter", None, "industry"]), in_order, "it", Refused)


@pytest.mark.parametrize("G, N", [(1, 3), (3, 1)])
def test_a_level_with_one_label_may_lack(G, N):
    """One region, or one industry: its name need not be said of every number."""
    m = world(G, N, seed=1)
    labels = m.regions if N == 1 else m.industries
    again = MRIO(
        pd.DataFrame(m.Z, labels, labels).iloc[::-1], pd.DataFrame(m.Y, labels, m.regions).iloc[::-1, ::-1],
        m.regions, m.industries, x=pd.Series(m.x, labels).iloc[::-1],
    )  # fmt: skip
    assert (again.Z == m.Z).all() and (again.Y == m.Y).all() and (again.x == m.x).all()


def test_labels_that_are_numbers_are_read_as_the_table_reads_them():
    m = world(3, 2, seed=1)
    by_number = MRIO(m.Z, pd.DataFrame(m.Y, m.nodes.set_levels([[10, 20, 30]], level=[0]), [10, 20, 30])[[30, 10, 20]], [10, 20, 30], m.industries)  # fmt: skip
    assert by_number.regions == ["10", "20", "30"] and (by_number.Y == m.Y).all()


def test_arrays_stay_where_they_lie_and_the_givers_stay_the_givers():
    m = world(3, 2, seed=1)
    mine = np.ones(m.n)
    assert m.by_node(mine) is mine, "an array of numbers is not copied"
    assert (m.solve(mine) == m.solve(mine.tolist())).all()
    frame = pd.DataFrame(m.Y, m.nodes, m.regions)
    held = MRIO(m.Z, frame, m.regions, m.industries)
    frame.iloc[0, 0] = -5
    assert held.Y[0, 0] == m.Y[0, 0]


def test_right_hand_sides_keep_their_own_columns():
    m = world(3, 2, seed=1)
    wanted = pd.DataFrame(np.arange(12.0).reshape(6, 2), m.nodes, ["second", "first"])
    assert m.solve(shuffled(wanted)) == pytest.approx(m.solve(wanted.to_numpy()))


# -- what has only labels of its own -----------------------------------------------------------------------------------


def features() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    return pd.DataFrame(rng.uniform(size=(7, 3)), list("abcdefg"), list("xyz"))


@pytest.mark.parametrize("measure", [value_added.balassa, shocks.concentration, lambda t: clusters.cluster(t, 3)[list("abcdefg")]])  # fmt: skip
def test_the_order_of_rows_does_not_matter(measure):
    table = features()
    assert measure(shuffled(table)).loc[table.index].to_numpy() == pytest.approx(measure(table).to_numpy())


def test_the_order_of_columns_does_not_matter():
    table = features()
    turned = table[["z", "x", "y"]]
    assert value_added.balassa(turned)[table.columns].to_numpy() == pytest.approx(value_added.balassa(table).to_numpy())
    assert shocks.concentration(turned).to_numpy() == pytest.approx(shocks.concentration(table).to_numpy())


def test_a_network_is_the_same_in_any_order():
    flows = value_added.value_added_trade(world(5, 2, seed=4))
    one, other = network.Network(flows), network.Network(shuffled(flows)[shuffled(pd.Series(flows.columns), 5)])
    for ask in ("pagerank", "strength", "clustering", "betweenness"):
        here, there = getattr(one, ask)(), getattr(other, ask)()
        assert there.loc[here.index].to_numpy() == pytest.approx(here.to_numpy()), ask


def test_payments_cuts_and_groups_follow_their_labels():
    gains = pd.Series([3.0, -1, 2, -2], list("abcd"))
    assert cooperation.transfers(shuffled(gains))[gains.index].tolist() == cooperation.transfers(gains).tolist()
    m = world(4, 2, seed=2)
    cuts = pd.Series([0.1, 0.2, 0.3], ["R2", "R0", "R1"])
    for cut in (shuffled(cuts), cuts.to_dict()):
        assert_frame_equal(shocks.final_demand_falls(m, cut), shocks.final_demand_falls(m, cuts), rtol=1e-12)
    mapping = pd.Series({"R3": "north", "R0": "north", "R1": "south"})
    assert (m.aggregate(regions=shuffled(mapping)).Z == m.aggregate(regions=mapping.to_dict()).Z).all()


def test_sortings_are_matched_by_their_labels():
    found, groups = pd.Series([0, 0, 1, 1, 2], list("abcde")), pd.Series(list("xxyyy"), list("abcde"))
    for g in (groups, shuffled(groups), groups.to_dict()):
        assert clusters.agreement(shuffled(found), g) == pytest.approx(clusters.agreement(found, groups))
    with pytest.raises(clusters.ClusterError, match="One sorting has labels, the other has none"):
        clusters.adjusted_rand(found, groups.tolist())


def test_gravity_reads_columns_by_name_and_rows_in_any_order():
    panel = simulated(0)
    right = gravity.estimate(panel, "trade", by_year=()).table
    turned = shuffled(panel)[panel.columns[::-1]].reset_index(drop=True)
    for other in (turned, panel.set_axis([0] * len(panel))):
        again = gravity.estimate(other, "trade", by_year=()).table
        assert again.to_numpy() == pytest.approx(right.to_numpy(), rel=1e-5)


def test_positions_average_by_label_too():
    m = world(3, 2, seed=2)
    up = position.upstreamness(m)
    assert position.by_region(m, shuffled(up)).equals(position.by_region(m, up))
    with pytest.raises(MRIOError, match="The measure has no number for R0, i0"):
        position.by_region(m, up.iloc[1:])
