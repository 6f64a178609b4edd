"""Two traditions of participation: what exports contain, and how many borders production crosses."""

import numpy as np
import pytest
from worlds import relabelled, world

from helpers import participation as pt
from helpers import value_added as va
from helpers.mrio import MRIO, MRIOError


@pytest.fixture(params=[False, True], ids=["quiet", "troubled"])
def m(request) -> MRIO:
    return world(4, 3, seed=5, troubled=request.param)


def test_backward_participation_is_the_foreign_share_of_exports(m):
    content = va.content_of_exports(m)
    assert pt.backward(m).to_numpy() == pytest.approx((content["foreign"] / content["exports"]).to_numpy())


def test_forward_participation_is_own_value_added_in_others_exports(m):
    inside = va.origin_of_exports(m)
    own = np.diag(inside)
    assert pt.forward(m).to_numpy() == pytest.approx(((inside.sum(axis=1) - own) / va.gross_exports(m)).to_numpy())
    assert (pt.forward(m) * va.gross_exports(m)).to_numpy() == pytest.approx(pt.vs1(m).to_numpy())


def test_forward_participation_can_pass_all_of_own_exports():
    """A mine that sells ore to a smelter, which sells metal on and on: its dollars cross borders many times."""
    n = 4
    Z = np.diag([8.0, 12.0, 16.0], k=1)  # each region sells all it makes to the next one
    Y = np.zeros((n, n))
    Y[3, 0] = 20.0
    m = MRIO(Z, Y, ["mine", "smelter", "works", "shop"], ["all"])
    assert pt.forward(m)["mine"] == pytest.approx(3), "its 8 dollars are in three other regions' exports"


def test_four_parts_of_value_added_and_of_final_output_are_the_whole(m):
    parts = pt.production_stages(m)
    forward, backward = ([c for c in parts if c.endswith(side)] for side in ("forward", "backward"))
    assert len(forward) == len(backward) == 4
    assert parts[forward].sum(axis=1).to_numpy() == pytest.approx(m.va)
    assert parts[backward].sum(axis=1).to_numpy() == pytest.approx(m.f)


def test_four_parts_are_the_published_matrices(m):
    """V̂BŶ = V̂LŶᴰ + V̂LŶᶠ + V̂LA^FLŶᴰ + V̂LA^F(BŶ − LŶᴰ), Wang, Wei, Yu and Zhu (2017), written out."""
    same = np.kron(np.eye(m.G), np.ones((m.N, m.N)))
    A, home = m.A, m.at_home(m.Y)
    L, foreign, B = np.linalg.inv(np.eye(m.n) - A * same), A * (1 - same), np.linalg.inv(np.eye(m.n) - A)
    V, final, domestic = np.diag(m.v), np.diag(m.f), np.diag(home)
    printed = [
        V @ L @ domestic,
        V @ L @ (final - domestic),
        V @ L @ foreign @ L @ domestic,
        V @ L @ foreign @ (B @ final - L @ domestic),
    ]
    assert sum(printed) == pytest.approx(V @ B @ final)
    parts = pt.production_stages(m).to_numpy().T
    assert parts[:4] == pytest.approx(np.array([p.sum(axis=1) for p in printed]))
    assert parts[4:] == pytest.approx(np.array([p.sum(axis=0) for p in printed]))


def test_the_world_earns_in_chains_what_it_spends_on_them(m):
    parts = pt.production_stages(m).sum()
    for part in ("domestic", "traded_final", "simple_gvc", "complex_gvc"):
        assert parts[f"{part}_forward"] == pytest.approx(parts[f"{part}_backward"])


def test_chain_shares_are_the_last_two_parts_over_all_four(m):
    shares, parts = pt.production_length_shares(m), pt.production_stages(m)
    own = parts.loc["R2"].sum()
    assert shares.at["R2", "forward"] == pytest.approx((own.iloc[2] + own.iloc[3]) / m.va[m.rows("R2")].sum())
    assert shares.at["R2", "backward"] == pytest.approx((own.iloc[6] + own.iloc[7]) / m.f[m.rows("R2")].sum())


@pytest.mark.parametrize("edge", [world(3, 3, autarky=True), world(1, 4)], ids=["no trade", "one region"])
def test_without_borders_to_cross_nobody_participates(edge):
    for shares in (pt.participation(edge), pt.production_length_shares(edge)):
        assert shares.to_numpy() == pytest.approx(np.zeros((edge.G, 2)), abs=1e-12)


def test_the_order_of_labels_does_not_matter(m):
    other = relabelled(m, 1)
    for measure in (pt.participation, pt.production_length_shares, pt.production_stages):
        assert measure(other).loc[measure(m).index].to_numpy() == pytest.approx(measure(m).to_numpy(), abs=1e-9)


def test_participation_needs_destinations_of_final_demand(m):
    blind = MRIO(m.Z, None, m.regions, m.industries, x=m.x)
    for measure in (pt.backward, pt.forward, pt.production_length_shares):
        with pytest.raises(MRIOError, match="no final demand by destination"):
            measure(blind)
