"""Search with ties inside and outside: what the model must do where the answer is known."""

import numpy as np
import pytest

from helpers import lock_in
from helpers.lock_in import LockInError


def test_every_world_runs_from_0_to_1():
    value = lock_in.landscapes(4, 5, 1)
    assert value.shape == (5, 1024) and (value.min(axis=1) == 0).all() and (value.max(axis=1) == 1).all()


def tops(ruggedness):
    """Ways no change of one part makes better, on average of worlds."""
    value = lock_in.landscapes(ruggedness, 20, 3)
    ways = np.arange(1024)
    better = np.stack([value[:, ways ^ (1 << b)] > value for b in range(lock_in.BITS)])
    return (~better.any(axis=0)).sum(axis=1)


def test_smooth_ground_has_one_top_and_rugged_ground_has_many():
    assert (tops(0) == 1).all()
    assert tops(2).mean() < tops(4).mean() < tops(7).mean()


def test_nobody_ever_gets_worse():
    reached = [lock_in.search(4, rounds=r)["value"] for r in (0, 5, 20, 60)]
    assert all((late >= early - 1e-12).all() for early, late in zip(reached, reached[1:], strict=False))


def test_on_smooth_ground_all_reach_the_top_however_they_are_tied():
    assert lock_in.curve(4, ruggedness=0, rounds=120, runs=10)["value"].min() == pytest.approx(100, abs=0.1)
    assert not lock_in.has_top_between(lock_in.curve(4, ruggedness=0, rounds=120, runs=10))


def test_all_ties_inside_end_with_one_way_for_all():
    curve = lock_in.curve()
    assert curve["ways"].iloc[-1] == pytest.approx(1, abs=0.1) and curve["ways"].iloc[0] > 5


def test_with_all_ties_inside_outsiders_do_not_matter():
    """The same worlds and starts would differ with the number of outsiders, so what gets across is changed."""
    none, all_ = (lock_in.search(8, understood=u) for u in (0.0, 1.0))
    assert none.equals(all_)


def test_what_gets_across_never_hurts_on_average():
    value = [lock_in.curve(understood=u)["value"].iloc[2] for u in (0.0, 0.5, 1.0)]
    assert value[0] < value[1] and value[0] < value[2]


def test_a_hump_is_there_and_about_half_of_it_needs_no_outside():
    alone, helped = lock_in.curve(understood=0.0), lock_in.curve()
    assert lock_in.has_top_between(alone) and lock_in.has_top_between(helped)
    assert alone["behind"].iloc[-1] == pytest.approx(helped["behind"].iloc[-1] / 2, rel=0.1)


def test_partners_are_others_and_as_many_inside_as_asked():
    partners = lock_in._partners(np.random.default_rng(0), 3, 5, 8, 48)
    firms = np.arange(lock_in.FIRMS)[None, :, None]
    assert partners.shape == (3, lock_in.FIRMS, 8) and (partners != firms).all()
    assert ((partners < lock_in.FIRMS).sum(axis=2) == 5).all()
    assert all(len(set(row)) == 5 for row in partners[0, :, :5])


def test_the_same_seed_gives_the_same_curve_of_your_own():
    one = lock_in.curve(4, runs=5)
    one["value"] = 0.0
    assert lock_in.curve(4, runs=5)["value"].min() > 0


def test_a_top_between_needs_both_ends_clearly_lower():
    curve = lock_in.curve()
    assert not lock_in.has_top_between(curve.iloc[:3])  # still rising to its end
    assert not lock_in.has_top_between(curve.assign(**{"behind error": 100.0}))


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"inside": 9}, "of 8 ties"),
        ({"inside": 1, "ties": 0}, "number of ties"),
        ({"inside": 1, "understood": 1.5}, "fraction from 0 to 1"),
        ({"inside": 1, "ruggedness": 10}, "ruggedness"),
        ({"inside": 1, "outsiders": 0}, "outsiders"),
        ({"inside": 1, "rounds": -1}, "rounds"),
        ({"inside": 1, "runs": 0}, "worlds"),
        ({"inside": 1, "seed": -1}, "seed"),
    ],
)
def test_what_cannot_be_searched_is_refused_in_words(setting, words):
    with pytest.raises(LockInError, match=words):
        lock_in.search(**setting)
