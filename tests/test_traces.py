"""The stage model: a firm learns what its stage teaches, forgets the rest, and moves on when it has what the next one asks."""

import numpy as np
import pytest

from helpers import traces
from helpers.traces import STAGES, TRACES, TraceError, arrives, path, years_to_brand


@pytest.mark.parametrize("trace", TRACES)
def test_a_firm_goes_through_the_stages_in_order_and_skips_none(trace):
    way = path(trace, 0.5, 0.5, squeeze=0)
    assert tuple(way["stage"].drop_duplicates()) == TRACES[trace]


@pytest.mark.parametrize("trace", TRACES)
def test_a_firm_that_has_everything_needs_a_year_a_stage(trace):
    assert arrives(path(trace, 1, 1)) == len(TRACES[trace]) - 1


def test_who_learns_nothing_arrives_nowhere():
    assert arrives(path("market first", 0.2, 0.2, learning=0)) is None


def test_capabilities_stay_between_nothing_and_all():
    for trace in TRACES:
        for start in (0.0, 1.0):
            way = path(trace, start, 1 - start, squeeze=1, learning=1, fading=1)
            assert way[["technology", "market"]].to_numpy().min() >= 0 and way[["technology", "market"]].to_numpy().max() <= 1


def test_one_year_is_the_formula_by_hand():
    after = 0.2 + 0.15 * STAGES["OEM"].teaches[1] * (1 - 0.3) * (1 - 0.2) - 0.02 * 0.2
    assert path("market first")["market"][1] == pytest.approx(after, abs=1e-15)


def test_a_stage_is_entered_only_with_what_it_asks_for():
    for trace in TRACES:
        way = path(trace, 0.1, 0.3)
        for year in way.index[1:][way["stage"].ne(way["stage"].shift())[1:]]:
            asks = STAGES[way["stage"][year]].asks
            assert way["technology"][year] >= asks[0] and way["market"][year] >= asks[1]


def test_a_stronger_squeeze_never_brings_a_brand_sooner():
    for trace in TRACES:
        years = [years_to_brand(squeeze=s)[trace].fillna(np.inf) for s in (0.0, 0.3, 0.6, 0.9)]
        assert all((b >= a).all() for a, b in zip(years, years[1:], strict=False))


def test_buyers_who_keep_the_market_keep_a_firm_at_its_first_orders():
    assert arrives(path("market first", squeeze=0.9)) is None
    assert set(path("market first", squeeze=0.9)["stage"]) == {"OEM"}


def test_the_grid_and_the_single_firm_agree():
    years = years_to_brand(squeeze=0.1, steps=6)
    for (technology, market), row in years.iterrows():
        for trace in TRACES:
            single = arrives(path(trace, technology, market, squeeze=0.1))
            assert (single is None and np.isnan(row[trace])) or single == row[trace]


def test_more_of_a_dollar_is_kept_at_the_brand_than_at_any_stage_before():
    assert all(STAGES["OBM"].keeps > s.keeps for k, s in STAGES.items() if k != "OBM")


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: path("sideways"), "'sideways' is not a trace"),
        (lambda: path("market first", technology=1.2), "Technology is 1.2: give a number from 0 to 1"),
        (lambda: path("market first", squeeze=-0.1), "Squeeze is -0.1"),
        (lambda: path("market first", years=0), "number of years"),
        (lambda: years_to_brand(steps=1), "number of steps"),
        (lambda: arrives("never"), "A way as path gives it"),
    ],
)
def test_bad_input_is_answered_in_a_sentence(call, words):
    with pytest.raises(TraceError, match=words):
        call()


def test_both_traces_begin_and_end_as_the_figure_has_them():
    assert [s[-1] for s in TRACES.values()] == ["OBM", "OBM"] and traces.TRACES["technology first"][0] == "technology"
