"""The table itself: it balances, it refuses what cannot be a table, and it solves from one LU."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import relabelled, world

from helpers.mrio import MRIO, MRIOError
from helpers.position import downstreamness, upstreamness, value_added_share
from helpers.value_added import (
    content_of_exports,
    final_product_origin,
    gross_exports,
    gross_imports,
    value_added_trade,
)

# Miller and Blair (2009), Input-Output Analysis, chapter 2: two industries, as in the tests of pymrio.
MILLER_BLAIR = {
    "Z": [[150, 500], [200, 100]],
    "x": [1000, 2000],
    "A": [[0.15, 0.25], [0.2, 0.05]],
    "L": [[1.254125412541254, 0.33003300330033003], [0.26402640264026406, 1.1221122112211221]],
}


def miller_blair(**other):
    return MRIO(MILLER_BLAIR["Z"], None, ["one"], ["agriculture", "manufacturing"], x=MILLER_BLAIR["x"], **other)


def test_coefficients_and_leontief_inverse_of_miller_and_blair():
    m = miller_blair()
    np.testing.assert_allclose(m.A, MILLER_BLAIR["A"], rtol=1e-15)
    np.testing.assert_allclose(m.B, MILLER_BLAIR["L"], rtol=1e-14)
    np.testing.assert_allclose(m.local[0], MILLER_BLAIR["L"], rtol=1e-14)
    np.testing.assert_allclose(m.solve([600, 1500]), [1247.52475248, 1841.58415842], rtol=1e-10)


def test_value_added_of_the_world_is_its_final_demand():
    m = world(troubled=True)
    assert m.va.sum() == pytest.approx(m.Y.sum())
    assert m.solve(m.f) == pytest.approx(m.x)


def test_output_is_the_row_sum_unless_published_output_is_given():
    m = world()
    assert MRIO(m.Z, m.Y, m.regions, m.industries).x == pytest.approx(m.x)
    published = m.x * 1.001
    given_x = MRIO(m.Z, m.Y, m.regions, m.industries, x=published)
    assert (given_x.x == published).all()
    assert given_x.check()["row residual, share of output"] == pytest.approx(0.001 / 1.001)


def test_one_lu_answers_for_the_inverse_its_transpose_and_its_blocks():
    m = world(5, 4, seed=3)
    inverse = np.linalg.inv(np.eye(m.n) - m.A)
    assert m.B == pytest.approx(inverse)
    assert m.solve(m.Y) == pytest.approx(inverse @ m.Y)
    assert m.solve_transposed(m.x) == pytest.approx(inverse.T @ m.x)
    assert m.home_blocks[2] == pytest.approx(inverse[8:12, 8:12])
    assert m.local[2] == pytest.approx(np.linalg.inv(np.eye(4) - m.A[8:12, 8:12]))
    assert m.lu is m.lu


def test_nothing_is_exported_to_oneself_and_the_world_imports_what_it_exports():
    m = world()
    assert not m.at_home(m.exports).any()
    home_use = m.at_home(m.Z.reshape(m.n, m.G, m.N).sum(axis=2) + m.Y)
    assert m.exports.sum(axis=1) == pytest.approx(m.x - home_use)


def test_industries_without_output_count_for_nothing_and_break_nothing():
    m = world(troubled=True)
    assert m.x[2] == 0 and m.v[2] == 0 and not m.A[:, 2].any()
    assert m.check()["empty nodes"] == 1 and m.check()["nodes that trade without output"] == 0
    for measure in (upstreamness, downstreamness, final_product_origin):
        assert np.isfinite(measure(m)).all()


def test_shrinking_stocks_stay_in_final_demand():
    m = world(troubled=True)
    assert m.inventories.min() < 0
    assert m.check()["negative final-demand cells"] >= 0
    assert m.f == pytest.approx(m.Y.sum(axis=1))


@pytest.mark.parametrize("keywords", [{}, {"f": [350, 1700]}])
def test_a_table_without_final_demand_by_destination_knows_final_use_and_says_what_is_missing(keywords):
    m = miller_blair(name="The 2022 table", **keywords)
    assert m.f == pytest.approx([350, 1700]) and not m.has_final_demand
    assert upstreamness(m).min() > 1 and final_product_origin(m).tolist() == [0]
    for needs_destination in (lambda: m.Y, lambda: m.exports, lambda: value_added_trade(m)):
        with pytest.raises(MRIOError, match="The 2022 table has no final demand by destination"):
            needs_destination()


def test_final_use_alone_gives_output():
    assert MRIO(MILLER_BLAIR["Z"], None, ["a"], ["b", "c"], f=[350, 1700]).x.tolist() == [1000, 2000]


def test_adding_up_regions_and_industries_loses_no_money():
    m = world(4, 3, troubled=True)
    small = m.aggregate(regions={"R1": "north", "R3": "north"}, industries={"i0": "goods", "i2": "goods"})
    assert small.regions == ["R0", "north", "R2"] and small.industries == ["goods", "i1"]
    assert small.va.sum() == pytest.approx(m.va.sum())
    assert small.x[small.rows("north")].sum() == pytest.approx(m.x[m.rows("R1")].sum() + m.x[m.rows("R3")].sum())
    assert small.Y[:, 1].sum() == pytest.approx(m.Y[:, [1, 3]].sum())
    assert small.inventories.sum() == pytest.approx(m.inventories.sum())
    for part in ("Y", "inventories"):  # whoever holds the stock keeps it, and the north holds its members'
        held, whole = (pd.DataFrame(getattr(t, part), columns=t.regions).sum() for t in (m, small))
        assert whole.to_dict() == pytest.approx(
            {k: held[k] for k in ("R0", "R2")} | {"north": held[["R1", "R3"]].sum()}
        )
    assert small.exports.sum() < m.exports.sum(), "trade inside the north is no longer trade"


def test_adding_up_keeps_final_use_where_its_destination_is_unknown():
    one = miller_blair().aggregate(industries={"agriculture": "all", "manufacturing": "all"})
    assert one.f.tolist() == [2050] and not one.has_final_demand


def test_adding_up_changes_neither_year_nor_money_nor_name():
    m = world()
    dated = MRIO(m.Z, m.Y, m.regions, m.industries, year=1995, unit="billion EUR", name="A made-up world")
    small = dated.aggregate(regions={"R1": "R0"})
    assert (small.year, small.unit, small.name) == (1995, "billion EUR", "A made-up world")
    assert repr(small) == "<MRIO A made-up world, 1995: 3 regions × 3 industries, billion EUR>"


def test_adding_up_an_unknown_label_is_named():
    with pytest.raises(MRIOError, match="region 'Atlantis', which this table does not have"):
        world().aggregate(regions={"Atlantis": "R1"})


@given(seed=st.integers(0, 10**6), order=st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_the_order_of_labels_does_not_matter(seed, order):
    m = world(3, 3, seed=seed, troubled=True)
    other = relabelled(m, order)
    for name in ("x", "va", "f"):
        here, there = (pd.Series(getattr(t, name), t.nodes) for t in (m, other))
        assert here.to_numpy() == pytest.approx(there.loc[here.index].to_numpy())


def bad(what, **changes):
    Z, Y, x = np.full((4, 4), 1.0), np.full((4, 2), 2.0), np.full(4, 8.0)
    parts = {"Z": Z, "Y": Y, "regions": ["AAA", "BBB"], "industries": ["farms", "mills"], "x": x} | changes
    return pytest.param(parts, what, id=what[:30])


def holed(shape, place, value):
    array = np.full(shape, 1.0)
    array[place] = value
    return array


@pytest.mark.parametrize(
    "parts, sentence",
    [
        bad(r"Z \(intermediate flows\) has shape \(4, 3\); 2 regions × 2 industries need \(4, 4\)", Z=np.ones((4, 3))),
        bad(r"Y .* has shape \(4, 4\); .* need \(4, 2\)", Y=np.ones((4, 4))),
        bad(r"x .* has shape \(4, 1\)", x=np.ones((4, 1))),
        bad("Z .* missing or infinite number at BBB, farms, column AAA, mills", Z=holed((4, 4), (2, 1), np.nan)),
        bad("Y .* missing or infinite number at AAA, mills, column BBB", Y=holed((4, 2), (1, 1), np.inf)),
        bad("x .* missing or infinite number at BBB, mills", x=holed(4, 3, np.nan)),
        bad("numbers only, not 'n.a.'", Y=[["n.a.", 1]] * 4),
        bad("numbers only, in rows of the same length", Z=[[1, 2], [3]]),
        bad("region label 'AAA' stands more than once", regions=["AAA", "AAA"]),
        bad("industry label 'mills' stands more than once", industries=["mills", "mills"]),
        bad("no region", regions=[]),
        bad("no industry", industries=[]),
        bad("needs x", Y=None, x=None),
        bad("not both", f=np.ones(4)),
        bad("f .* has shape", Y=None, f=np.ones(3)),
        bad(r"inventories .* has shape \(4,\)", inventories=np.ones(4)),
        bad(r"negative at AAA, farms \(-8\): correct it", x=np.array([-8.0, 8, 8, 8])),
        bad(r"negative at BBB, mills \(-14\): .* give published x", x=None, Y=holed((4, 2), (3, 0), -19)),
    ],
)
def test_what_cannot_be_a_table_is_answered_with_the_place(parts, sentence):
    with pytest.raises(MRIOError, match=sentence):
        MRIO(**parts)


@pytest.mark.parametrize("mills_buy", [8.0, 12.0, 1e9])
def test_an_economy_that_uses_up_more_than_it_makes_is_refused(mills_buy):
    Z = np.diag([1.0, 1, mills_buy, 1])  # 8 of output from 8 or more of itself
    m = MRIO(Z, np.ones((4, 2)), ["AAA", "BBB"], ["farms", "mills"], x=np.full(4, 8.0))
    with pytest.raises(MRIOError, match=r"cannot reproduce itself.*BBB, farms buys"):
        m.solve(m.x)


@pytest.mark.parametrize("earned", [1e-3, 1e-6, 1e-9])
def test_an_economy_that_earns_next_to_nothing_is_still_solved(earned):
    """Inputs of nearly all output: chains a billion dollars long behind one of final product, and no digit to lose."""
    rng = np.random.default_rng(1)
    A = rng.uniform(0.1, 1, (12, 12))
    A *= (1 - earned) / A.sum(axis=0)
    x = np.linalg.solve(np.eye(12) - A, np.ones(12))
    m = MRIO(A * x, None, list("abcd"), list("xyz"), x=x)
    behind = m.solve(m.f)
    assert behind - m.A @ behind == pytest.approx(m.f, rel=1e-6, abs=1e-10 * x.max())
    assert m.column_sums == pytest.approx(1 / earned, rel=1e-13 / earned + 1e-10)


@pytest.mark.parametrize("earned", [1e-13, 1e-15])
def test_chains_longer_than_digits_can_tell_are_refused(earned):
    """A trillion steps behind a dollar: the inverse is positive, but nothing of it is more than rounding."""
    with pytest.raises(MRIOError, match="cannot reproduce itself"):
        MRIO([[1 - earned]], None, ["AAA"], ["farms"], x=[1.0]).solve([earned])


def test_a_world_in_which_nobody_earns_anything_is_refused():
    circular = MRIO(np.array([[0.0, 5], [5, 0]]), np.zeros((2, 1)), ["AAA"], ["farms", "mills"])
    with pytest.raises(MRIOError, match="cannot reproduce itself"):
        upstreamness(circular)


def test_one_industry_may_run_at_a_loss():
    Z = world(2, 2).Z * 1.0
    Z[:, 0] *= 2.5
    m = MRIO(Z, world(2, 2).Y, ["AAA", "BBB"], ["farms", "mills"])
    assert m.va[0] < 0 and m.check()["nodes with negative value added"] == 1
    assert m.solve(m.f) == pytest.approx(m.x)


# -- names instead of positions ----------------------------------------------------------------------------------------

MAKERS = {"regions": ["DEU", "FRA", "USA"], "industries": ["farming", "vehicles", "transport"]}


def named(**other):
    m = world(3, 3, seed=5)
    return MRIO(m.Z, m.Y, x=m.x, **(MAKERS | other))


def test_a_node_is_found_by_its_names():
    m = named()
    for k, (region, industry) in enumerate(m.nodes):
        assert m.node(region, industry) == k
        assert m.label(k) == f"{region}, {industry}"


def test_picking_everything_picks_everything_and_picking_in_parts_picks_each_once():
    m = named()
    assert m.select().all() and m.select(m.industries, m.regions).all() and not m.select([]).any()
    parts = [m.select(i) for i in m.industries], [m.select(region=r) for r in m.regions]
    for whole in parts:
        assert (np.sum(whole, axis=0) == 1).all()
    assert m.x[m.select(region="FRA")].tolist() == m.x[m.rows("FRA")].tolist()


def test_one_industry_of_one_region_is_one_node():
    m = named()
    assert np.flatnonzero(m.select("vehicles", "FRA")).tolist() == [m.node("FRA", "vehicles")]
    both = m.select(("transport", "vehicles"), {"USA", "DEU"})
    assert [m.label(k) for k in np.flatnonzero(both)] == [
        f"{r}, {i}" for r in ("DEU", "USA") for i in ("vehicles", "transport")
    ]


def test_of_a_mapping_the_keys_are_picked():
    m = named()
    assert (m.select({"vehicles": "cars", "farming": "food"}) == m.select(["farming", "vehicles"])).all()


def test_what_is_picked_is_the_pickers_own():
    m = named()
    m.select("vehicles")[:] = True
    assert m.select("vehicles").sum() == 3


@pytest.mark.parametrize(
    "ask, sentence",
    [
        (lambda m: m.rows("XYZ"), "'XYZ' is not a region of this table. It has: DEU, FRA, USA"),
        (lambda m: m.region("DUE"), "'DUE' is not a region of this table. Did you mean DEU"),
        (lambda m: m.node("fra", "vehicles"), "'fra' is not a region .* Did you mean FRA"),
        (lambda m: m.node("FRA", "Vehicle"), "'Vehicle' is not an industry .* Did you mean vehicles"),
        (lambda m: m.select(["farming", "transports"]), "'transports' is not an industry .* Did you mean transport"),
        (lambda m: m.select("farming", ["FRA", "US"]), "'US' is not a region .* Did you mean USA"),
        (lambda m: m.trade("cars"), "'cars' is not an industry of this table. .*It has: farming, vehicles, transport"),
        (lambda m: m.trade([7]), "7 is not an industry"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(ask, sentence):
    with pytest.raises(MRIOError, match=sentence):
        ask(named())


def test_what_all_buy_from_an_economy_is_what_it_exports():
    m = named()
    trade = m.trade()
    assert list(trade.index.names) == ["exporter", "industry"] and trade.columns.name == "importer"
    assert trade.sum(axis=1).to_numpy() == pytest.approx(m.exports.sum(axis=1))
    assert trade.groupby("exporter").sum().sum(axis=1).to_dict() == pytest.approx(gross_exports(m).to_dict())
    assert trade.sum().to_dict() == pytest.approx(gross_imports(m).to_dict())


def test_trade_is_inputs_and_final_goods_that_cross_a_border():
    m = named()
    inputs = m.Z[m.node("DEU", "vehicles"), m.rows("USA")].sum()
    final = m.Y[m.node("DEU", "vehicles"), m.region("USA")]
    assert m.trade().at[("DEU", "vehicles"), "USA"] == pytest.approx(inputs + final)


def test_trade_in_one_product_is_a_square_in_which_nobody_trades_with_itself():
    m = named()
    square = m.trade("vehicles")
    assert list(square.index) == list(square.columns) == m.regions
    assert not np.diag(square).any()
    assert (square - square.T).sum().sum() == pytest.approx(0), "one's surplus is another's deficit"
    assert sum(m.trade(i) for i in m.industries).to_numpy() == pytest.approx(m.by_region(m.exports))


def test_trade_in_some_products_is_part_of_trade_in_all():
    m = named()
    some = m.trade(["transport", "farming"])
    assert some.equals(m.trade().drop("vehicles", level="industry"))
    assert m.trade(["vehicles"]).droplevel("industry").equals(m.trade("vehicles")), "a list of one keeps the level"


def test_a_table_without_final_demand_by_destination_knows_no_trade():
    with pytest.raises(MRIOError, match="no final demand by destination"):
        miller_blair().trade()


def test_a_right_hand_side_of_another_size_is_refused():
    with pytest.raises(MRIOError, match="needs 12 rows"):
        world().solve(np.ones(5))


# -- a table stays as it was made --------------------------------------------------------------------------------------


def test_numbers_of_a_table_cannot_change_under_its_lu():
    mine = world(troubled=True).Z.copy()
    m = MRIO(mine, world().Y, world().regions, world().industries, inventories=world().inventories)
    kept = (
        "Z",
        "Y",
        "x",
        "f",
        "inventories",
        "va",
        "v",
        "exports",
        "origin_shares",
        "column_sums",
        "local",
        "home_blocks",
    )
    for array in (*(getattr(m, k) for k in kept), *m.lu):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    mine[0, 0] = 0  # the giver's own array stays the giver's


@pytest.mark.parametrize(
    "part", ["Z", "Y", "x", "f", "inventories", "va", "A", "exports", "regions", "year", "anything"]
)
def test_nothing_of_a_table_is_set_afterwards(part):
    m = world()
    m.va, m.lu, m.exports  # noqa: B018  kept from now on
    with pytest.raises(MRIOError, match=f"{part} of a table cannot be set.* Make another"):
        setattr(m, part, np.zeros(m.n))


def spoil(m):
    """All that a learner may do to what a table gives."""
    m.regions.append("Atlantis")
    m.industries.clear()
    m.nodes.names = ["land", "trade"]
    for frame in (
        m.trade(),
        m.trade("i1"),
        m.check(),
        content_of_exports(m),
        value_added_trade(m),
        value_added_share(m),
    ):
        frame.iloc[:] = -1
        frame.index.name = "spoilt"
    for array in (m.A, m.A_foreign, m.B, m.select(), m.solve(m.x), m.by_region(m.x), m.at_home(m.Y), m.spread(m.f)):
        array[:] = 0
    m.domestic_blocks(m.Z)[:] = 0
    m.per_output(m.x)[:] = 0


def test_what_a_table_gives_can_be_changed_without_changing_the_table():
    m, fresh = world(troubled=True), world(troubled=True)
    spoil(m)
    assert m.regions == fresh.regions and m.industries == fresh.industries and m.nodes.equals(fresh.nodes)
    assert m.nodes.names == ["region", "industry"] and list(m.trade().index.names) == ["exporter", "industry"]
    for part in ("Z", "Y", "x", "f", "va", "v", "A", "B", "exports", "origin_shares", "local", "inventories"):
        np.testing.assert_array_equal(getattr(m, part), getattr(fresh, part))


def test_troubles_of_a_table_are_counted():
    m = world()
    Z, Y, x = m.Z.copy(), m.Y.copy(), m.x.copy()
    Z[0, 1], Y[3, 2], x[4] = -1, -1, 0
    report = MRIO(Z, Y, m.regions, m.industries, x=x).check()
    assert report["negative intermediate flows"] == report["negative final-demand cells"] == 1
    assert report["nodes that trade without output"] == 1
    assert report["largest row residual"].endswith("R1, i1")


def test_measures_need_little_more_memory_than_the_table_and_its_lu():
    m = world(20, 30, seed=1)
    size = m.Z.nbytes
    tracemalloc.start()
    try:
        upstreamness(m), downstreamness(m), final_product_origin(m), value_added_trade(m)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.6 * size


def test_an_unknown_industry_is_named_when_nodes_are_selected():
    with pytest.raises(MRIOError, match="'i9' is not an industry"):
        world().select(["i9"])


@pytest.mark.parametrize(
    "trouble, told",
    [
        ({"Z": (0, 1, -0.5)}, {"negative intermediate flows": 1}),
        ({"Y": (3, 2, -0.5)}, {"negative final-demand cells": 1}),
        ({"Y": (3, 2, -99.0)}, {"negative final-demand cells": 1, "nodes with negative final use": 1}),
        ({"Z": (2, 4, 60.0)}, {"nodes with negative value added": 1}),
        ({"x": (5, None, 0.0)}, {"empty nodes": 1, "nodes that trade without output": 1, "nodes with negative value added": 1}),
        ({}, {}),
    ],
)  # fmt: skip
def test_each_trouble_is_counted_where_it_is_and_nowhere_else(trouble, told):
    m = world()
    parts = {"Z": m.Z.copy(), "Y": m.Y.copy(), "x": m.x.copy()}
    parts["Z"][1, 3] = parts["Y"][1, 1] = 0.0  # no flow is no trouble
    for part, (row, column, value) in trouble.items():
        parts[part][row if column is None else (row, column)] = value
    report = MRIO(parts["Z"], parts["Y"], m.regions, m.industries, x=parts["x"]).check()
    counts = report[[k for k in report.index if k.startswith(("empty", "nodes", "negative"))]]
    assert {k: n for k, n in counts.items() if n} == told
    small = MRIO(*(parts[k] / 1e6 for k in "ZY"), m.regions, m.industries, x=parts["x"] / 1e6).check()
    assert small[counts.index].to_dict() == counts.to_dict(), "in whatever unit"
    assert (report["regions"], report["industries"]) == (4, 3)
    assert report["gross output"] == pytest.approx(parts["x"].sum())
    assert report["value added"] == pytest.approx(parts["x"].sum() - parts["Z"].sum())
    assert report["final use"] == pytest.approx(parts["Y"].sum())


def test_an_industry_that_neither_makes_nor_buys_is_empty_and_no_trouble():
    report = world(troubled=True).check()
    assert report["empty nodes"] == 1 and report["nodes that trade without output"] == 0
    used_up = MRIO([[0.0, 0], [3, 0]], [[0.0], [5]], ["AAA"], ["idle", "mills"], x=[0.0, 8]).check()
    assert used_up["nodes that trade without output"] == 1, "it buys, and makes nothing"
    sold = MRIO([[0.0, 0], [0, 0]], [[2.0], [5]], ["AAA"], ["idle", "mills"], x=[0.0, 5]).check()
    assert sold["nodes that trade without output"] == 1 and sold["largest row residual"] == "-2 at AAA, idle"
    assert sold["row residual, share of output"] == pytest.approx(2 / 5)
