"""Decompositions of gross exports: equal to their published formulas written out block by block, and adding up.

The formulas of `Blocks` are those of Koopman, Wang and Wei (2014), Wang, Wei and Zhu (2013) and Borin and Mancini (2019),
with explicit sums over regions and inverses from numpy: slow, and independent of how `helpers.decomposition` gets there.
"""

from functools import cached_property

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import relabelled, split, world

from helpers import value_added as va
from helpers.decomposition import (
    BORIN_MANCINI_COLUMNS,
    DECOMPOSITION_TERMS,
    borin_mancini,
    gvc_participation,
    koopman_wang_wei,
    wang_wei_zhu,
)
from helpers.mrio import MRIO, MRIOError

seeds = st.integers(0, 10**6)
few = settings(max_examples=10, deadline=None)
KINDS = [("source", "exporter"), ("sink", "exporter"), ("source", "world"), ("sink", "world")]


class Blocks:
    """A table cut into region blocks, with the formulas of the literature as they are printed."""

    def __init__(self, m: MRIO):
        self.m, self.R = m, range(m.G)
        self.inverse, self.coefficients = np.linalg.inv(np.eye(m.n) - m.A), m.A

    def _cut(self, g):
        return slice(g * self.m.N, (g + 1) * self.m.N)

    def A(self, s, r):
        return self.coefficients[self._cut(s), self._cut(r)]

    def B(self, s, r):
        return self.inverse[self._cut(s), self._cut(r)]

    def L(self, s):
        return np.linalg.inv(np.eye(self.m.N) - self.A(s, s))

    def V(self, s):
        return self.m.v[self._cut(s)]

    def X(self, s):
        return self.m.x[self._cut(s)]

    def Y(self, s, r):
        return self.m.Y[self._cut(s), r]

    def E(self, s, r=None):
        if r is None:
            return sum(self.E(s, k) for k in self.R if k != s)
        return self.m.Z[self._cut(s), self._cut(r)].sum(axis=1) + self.Y(s, r)

    def but(self, *out):
        return [g for g in self.R if g not in out]

    def koopman_wang_wei(self, s):
        A, B, L, V, Y, E, but = self.A, self.B, self.L, self.V, self.Y, self.E, self.but
        pairs = [(t, r) for t in but(s) for r in but(s)]
        return [
            V(s) @ B(s, s) @ sum(Y(s, r) for r in but(s)),
            sum(V(s) @ B(s, r) @ Y(r, r) for r in but(s)),
            sum(V(s) @ B(s, r) @ Y(r, t) for r in but(s) for t in but(s, r)),
            sum(V(s) @ B(s, r) @ Y(r, s) for r in but(s)),
            sum(V(s) @ B(s, r) @ A(r, s) @ L(s) @ Y(s, s) for r in but(s)),
            sum(V(s) @ B(s, r) @ A(r, s) @ L(s) @ E(s) for r in but(s)),
            sum(V(t) @ B(t, s) @ Y(s, r) for t, r in pairs),
            sum(V(t) @ B(t, s) @ A(s, r) @ L(r) @ Y(r, r) for t, r in pairs),
            sum(V(t) @ B(t, s) @ A(s, r) @ L(r) @ E(r) for t, r in pairs),
        ]

    def wang_wei_zhu(self, s, r):
        A, B, L, V, Y, E, X, but = self.A, self.B, self.L, self.V, self.Y, self.E, self.X, self.but
        zero = np.zeros(self.m.N)
        own, local = V(s) @ B(s, s), V(s) @ L(s)
        importer = V(r) @ B(r, s)
        third = sum((V(t) @ B(t, s) for t in but(s, r)), zero)
        flows = [Y(s, r), A(s, r) @ L(r) @ Y(r, r), A(s, r) @ L(r) @ E(r)]
        return [
            own * Y(s, r),
            local * (A(s, r) @ B(r, r) @ Y(r, r)),
            local * (A(s, r) @ sum((B(r, t) @ Y(t, t) for t in but(s, r)), zero)),
            local * (A(s, r) @ B(r, r) @ sum((Y(r, t) for t in but(s, r)), zero)),
            local * (A(s, r) @ sum((B(r, t) @ Y(t, u) for t in but(s, r) for u in but(s, t)), zero)),
            local * (A(s, r) @ B(r, r) @ Y(r, s)),
            local * (A(s, r) @ sum((B(r, t) @ Y(t, s) for t in but(s, r)), zero)),
            local * (A(s, r) @ B(r, s) @ Y(s, s)),
            local * (A(s, r) @ B(r, s) @ sum(Y(s, t) for t in but(s))),
            (own - local) * (A(s, r) @ X(r)),
            *(importer * flow for flow in flows),
            *(third * flow for flow in flows),
        ]

    @cached_property
    def _used(self):
        return self.inverse @ self.m.Y

    def borin_mancini(self, s, r, approach, perspective):
        A, B, L, V, Y, E, X, but = self.A, self.B, self.L, self.V, self.Y, self.E, self.X, self.but
        own, local = V(s) @ B(s, s), V(s) @ L(s)
        others = sum(V(t) @ B(t, s) for t in but(s))
        again = np.linalg.inv((np.eye(self.m.N) - A(s, s)) @ B(s, s))  # (I + M_s)⁻¹
        absorbed = Y(s, r) + A(s, r) @ L(r) @ Y(r, r)
        terms = {"EXGR": E(s, r), "DC": own * E(s, r), "FC": others * E(s, r)}
        if approach == "source":
            terms["DVA"] = local * E(s, r)
            terms["DAVAX"] = local * absorbed
            terms["VAX"] = local * (Y(s, r) + A(s, r) @ (X(r) - self._used[self._cut(r), s]))
            entering = (
                others @ again if perspective == "exporter" else sum(V(t) @ L(t) @ A(t, s) @ L(s) for t in but(s))
            )
            terms["FVA"] = entering * E(s, r)
        else:
            if perspective == "exporter":
                never = [X(j) - B(j, s) @ again @ E(s) for j in self.R]
                demand = sum(Y(r, j) for j in self.R) + sum(A(r, j) @ never[j] for j in but(r))
                absorbed = Y(s, r) + A(s, r) @ L(r) @ demand
            terms["DVA"], terms["FVA"] = own * absorbed, others * absorbed
        return terms


@pytest.fixture(params=[False, True], ids=["quiet", "troubled"])
def m(request) -> MRIO:
    return world(4, 3, seed=11, troubled=request.param)


def _totals(frame: pd.DataFrame, m: MRIO) -> pd.DataFrame:
    return frame.groupby(level="exporter").sum().loc[m.regions]


# -- as printed ------------------------------------------------------------------------------------------------------


def test_koopman_wang_wei_is_its_published_formulas(m):
    literal = Blocks(m)
    expected = [literal.koopman_wang_wei(s) for s in range(m.G)]
    assert koopman_wang_wei(m).to_numpy() == pytest.approx(np.array(expected))


def test_wang_wei_zhu_is_its_published_formulas(m):
    literal, terms = Blocks(m), wang_wei_zhu(m)
    for s, r in [(s, r) for s in range(m.G) for r in range(m.G) if s != r]:
        here = terms.xs((m.regions[s], m.regions[r]), level=("exporter", "importer")).loc[m.industries]
        assert here.to_numpy().T == pytest.approx(np.array(literal.wang_wei_zhu(s, r)))


@pytest.mark.parametrize("kind", KINDS, ids="-".join)
def test_borin_mancini_is_its_published_formulas(m, kind):
    literal, terms = Blocks(m), borin_mancini(m, *kind)
    for s, r in [(s, r) for s in range(m.G) for r in range(m.G) if s != r]:
        here = terms.xs((m.regions[s], m.regions[r]), level=("exporter", "importer")).loc[m.industries]
        for name, expected in literal.borin_mancini(s, r, *kind).items():
            assert here[name].to_numpy() == pytest.approx(expected), name


# -- what adds up ----------------------------------------------------------------------------------------------------


def test_every_term_has_its_description():
    assert list(koopman_wang_wei(world()).columns) == list(DECOMPOSITION_TERMS)


def test_nine_terms_are_gross_exports(m):
    assert koopman_wang_wei(m).sum(axis=1).to_numpy() == pytest.approx(va.gross_exports(m).to_numpy())


def test_sixteen_terms_are_exports_of_each_industry_to_each_importer(m):
    terms = wang_wei_zhu(m)
    exports = borin_mancini(m)["EXGR"]
    assert terms.sum(axis=1).to_numpy() == pytest.approx(exports.loc[terms.index].to_numpy())


def test_the_nine_terms_contain_the_measures_of_value_added_in_trade(m):
    nine, content = koopman_wang_wei(m), va.content_of_exports(m)
    measures = {
        ("T1", "T2", "T3"): va.vax(m),
        ("T1", "T2", "T3", "T4", "T5"): va.domestic_value_added_in_exports(m),
        ("T1", "T2", "T3", "T4", "T5", "T6"): content["domestic"],
        ("T7", "T8", "T9"): content["foreign"],
    }
    for terms, measure in measures.items():
        assert nine[list(terms)].sum(axis=1).to_numpy() == pytest.approx(measure.to_numpy())


def test_wang_wei_zhu_adds_up_to_koopman_wang_wei_by_exporter(m):
    """What is absorbed abroad, comes home, is counted twice, and is foreign: the same in both, whatever the route."""
    sixteen, nine = _totals(wang_wei_zhu(m), m), koopman_wang_wei(m)
    same = [
        ([1], [1]),
        ([2, 3, 4, 5], [2, 3]),
        ([6, 7, 8], [4, 5]),
        ([9, 10], [6]),
        ([11, 14], [7]),
        ([12, 15], [8]),
        ([13, 16], [9]),
    ]
    for finer, coarser in same:
        fine = sixteen[[f"T{k}" for k in finer]].sum(axis=1)
        assert fine.to_numpy() == pytest.approx(nine[[f"T{k}" for k in coarser]].sum(axis=1).to_numpy()), finer


@pytest.mark.parametrize("kind", KINDS, ids="-".join)
def test_borin_and_mancinis_parts_are_the_whole(m, kind):
    t = borin_mancini(m, *kind)
    for parts, whole in ((["DC", "FC"], "EXGR"), (["DVA", "DDC"], "DC"), (["FVA", "FDC"], "FC")):
        assert t[parts].sum(axis=1).to_numpy() == pytest.approx(t[whole].to_numpy())
    assert list(t.columns) == [c for c in BORIN_MANCINI_COLUMNS if c in t]


@pytest.mark.parametrize("perspective", ["exporter", "world"])
def test_participation_is_what_crosses_more_than_one_border(m, perspective):
    t = borin_mancini(m, "source", perspective)
    assert (t["GVCB"] + t["GVCF"]).to_numpy() == pytest.approx(t["GVC"].to_numpy())
    assert (t["DVA"] - t["VAX"]).to_numpy() == pytest.approx(t["REF"].to_numpy())
    assert (t["GVC"] + t["DAVAX"]).to_numpy() == pytest.approx(t["EXGR"].to_numpy())


def test_backward_participation_of_borin_and_mancini_is_vertical_specialisation(m):
    assert _totals(borin_mancini(m), m)["GVCB"].to_numpy() == pytest.approx(va.vs(m).to_numpy())


def test_borin_and_mancini_find_the_exporters_value_added_measures(m):
    t = _totals(borin_mancini(m), m)
    assert t["VAX"].to_numpy() == pytest.approx(va.vax(m).to_numpy())
    assert t["DVA"].to_numpy() == pytest.approx(va.domestic_value_added_in_exports(m).to_numpy())
    assert t["FC"].to_numpy() == pytest.approx(va.content_of_exports(m)["foreign"].to_numpy())


def test_first_and_last_exit_count_the_same_dollars_once(m):
    """Source and sink differ by industry and importer, never for all exports of an economy (exporter perspective)."""
    source, sink = (borin_mancini(m, approach) for approach in ("source", "sink"))
    for term in ("DVA", "FVA", "DDC", "FDC"):
        assert _totals(source, m)[term].to_numpy() == pytest.approx(_totals(sink, m)[term].to_numpy()), term
    assert not np.allclose(source["DVA"], sink["DVA"])


def test_foreign_value_added_of_koopman_wang_wei_is_that_of_the_worlds_sink(m):
    nine = koopman_wang_wei(m)
    sink = _totals(borin_mancini(m, "sink", "world"), m)
    assert sink["FVA"].to_numpy() == pytest.approx((nine["T7"] + nine["T8"]).to_numpy())


def test_participation_shares_of_the_world_development_report(m):
    t = _totals(borin_mancini(m), m)
    shares = gvc_participation(m)
    assert shares.index.tolist() == m.regions
    assert shares["GVC"].to_numpy() == pytest.approx((t["GVC"] / t["EXGR"]).to_numpy())
    assert (shares["GVCB"] + shares["GVCF"]).to_numpy() == pytest.approx(shares["GVC"].to_numpy())
    assert shares["GVC"].between(0, 1).all()


@pytest.mark.parametrize("wrong", [("inward", "exporter"), ("source", "importer")])
def test_an_unknown_framework_is_refused_with_the_known_ones(wrong):
    with pytest.raises(MRIOError, match=r"choose '(source|exporter)' or '(sink|world)'"):
        borin_mancini(world(), *wrong)


# -- worlds at the edge, and what must not matter ----------------------------------------------------------------------


def test_where_nothing_is_traded_every_term_is_zero():
    m = world(3, 2, autarky=True)
    frames = [koopman_wang_wei(m), wang_wei_zhu(m), gvc_participation(m), *(borin_mancini(m, *k) for k in KINDS)]
    for terms in frames:
        assert terms.abs().to_numpy().max() == 0


def test_a_one_region_world_has_no_one_to_export_to():
    m = world(1, 3)
    assert koopman_wang_wei(m).to_numpy() == pytest.approx(np.zeros((1, 9)))
    assert wang_wei_zhu(m).empty and borin_mancini(m).empty and borin_mancini(m, "sink").empty
    assert gvc_participation(m).to_numpy().tolist() == [[0, 0, 0]]


def test_a_table_without_destinations_says_so():
    full = world()
    blind = MRIO(full.Z, None, full.regions, full.industries, x=full.x)
    for decompose in (koopman_wang_wei, wang_wei_zhu, borin_mancini, gvc_participation):
        with pytest.raises(MRIOError, match="no final demand by destination"):
            decompose(blind)


@pytest.mark.parametrize("decompose", [koopman_wang_wei, wang_wei_zhu, borin_mancini, gvc_participation])
@given(seed=seeds, order=seeds)
@few
def test_the_order_of_regions_and_industries_does_not_matter(decompose, seed, order):
    m = world(3, 2, seed=seed, troubled=True)
    here, there = decompose(m), decompose(relabelled(m, order))
    assert here.to_numpy() == pytest.approx(there.loc[here.index].to_numpy(), abs=1e-9)


@given(seed=seeds, money=st.floats(1e-3, 1e6))
@few
def test_counting_in_another_currency_scales_every_term(seed, money):
    m, other = world(3, 2, seed=seed), world(3, 2, seed=seed, money=money)
    for decompose in (koopman_wang_wei, wang_wei_zhu, borin_mancini):
        scaled = money * decompose(m).to_numpy()
        assert decompose(other).to_numpy() == pytest.approx(scaled, rel=1e-6, abs=1e-9 * money)


@given(seed=seeds, share=st.floats(0.05, 0.95))
@few
def test_splitting_a_partner_into_twin_provinces_leaves_my_own_once_counted_value_added(seed, share):
    m = world(3, 2, seed=seed)
    before, after = (_totals(borin_mancini(t), t) for t in (m, split(m, "R1", share)))
    for term in ("EXGR", "DC", "DVA", "VAX", "DDC", "FC", "FVA", "GVCB"):
        assert after.loc[["R0", "R2"], term].to_numpy() == pytest.approx(before.loc[["R0", "R2"], term].to_numpy()), (
            term
        )
