"""A broken helper must break a lesson: change one sign, transpose or share, and the comparison of outputs fails."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import mutants

from helpers.course import books as lessons

ROOT = lessons.ROOT
MUTANTS = {
    "unchanged": None,
    "sign of value added": ("2.2", "mrio.py", "self.x - dgemv(", "self.x + dgemv("),
    "origin and destination swapped": (
        "2.2",
        "tables/shares.py",
        'index="origin", columns="destination"',
        'index="destination", columns="origin"',
    ),
    "share of the wrong total": (
        "2.2",
        "tables/shares.py",
        "totals = counted.sum(axis=1 if direction == \"exports\" else 0)\n    return pd.Series",
        "totals = trade.sum(axis=1 if direction == \"exports\" else 0)\n    return pd.Series",
    ),
    "supplier and buyer swapped": (
        "0.3",
        "mrio.py",
        "return self.Z * self._inverse_output",
        "return self.Z.T * self._inverse_output",
    ),
    "round of suppliers skipped": ("0.4", "value_added.py", "needed = A @ needed", "needed = A @ (A @ needed)"),
    "the larger flow counted as returned": ("4.4", "tables/cluster_ties.py", "np.minimum(own, own.transpose(0, 2, 1))", "np.maximum(own, own.transpose(0, 2, 1))"),
    "home counted as foreign content": ("0.1", "value_added.py", "m.origin_shares.sum(axis=0) - own", "m.origin_shares.sum(axis=0)"),
    "strength without the world": (
        "2.2",
        "value_added.py",
        "_over(held.sum(axis=0), held.sum())",
        "_over(held.sum(axis=0), held.sum(axis=0))",
    ),
    "final goods taken for inputs": ("1.1", "tables/kinds_of_trade.py", "1 - final.sum() / exports.sum(),", "final.sum() / exports.sum(),"),
    "overlap that helps the crowd": ("1.2", "search.py", "np.sqrt(1 - overlap)) * best", "np.sqrt(overlap)) * best"),
    "output taken for value added": ("1.3", "tables/ict.py", "m.select(i), m.v, 0.0)", "m.select(i), 1.0, 0.0)"),
    "chains from the wrong end": ("1.4", "tables/fragmentation.py", 'panel["downstreamness"] * final', 'panel["upstreamness"] * final'),
    "a smile of output": ("1.5", "tables/smile.py", '"share": m.v * needed', '"share": needed'),
    "sellers taken for buyers": ("1.6", "tables/areas.py", "matrix.sum(axis=1), matrix.sum(axis=0)", "matrix.sum(axis=0), matrix.sum(axis=1)"),
    "shares down the years": ("1.7", "tables/innovation.py", "wide.div(wide.sum(axis=1), axis=0)", "wide.div(wide.sum(axis=0), axis=1)"),
    "groups by the largest number": ("2.1", "clusters.py", "values.std(axis=0)", "1"),
    "tariffs raised, not cut": ("3.1", "trade_model.py", "(1 + tariff) / (1 + self.tariff) *", "(1 + self.tariff) / (1 + tariff) *"),
    "friends taken for foes": ("3.1", "tables/agreements.py", "affinity=-np.abs(one - other)", "affinity=np.abs(one - other)"),
    "a share of what the others have": ("3.1", "cooperation.py", "- game.value(without))", "- 0.5 * game.value(without))"),
    "the bright taken for dark": ("3.2", "tables/corners.py", "dark, inside = places < DARK,", "dark, inside = places > DARK,"),
    "GDP taken for output": ("3.2", "worlds.py", "output = ratio * gdp", "output = gdp"),
    "suppliers taken for customers": ("3.2", "tables/east_asia.py", '"suppliers": _mean(effective(W, 0))', '"suppliers": _mean(effective(W, 1))'),
    "poverty left in when size is taken off": ("3.2", "tables/corners.py", '"size": ["gdp_usd", "population"]', '"size": ["population"]'),
    "links counted one way": ("3.2", "tables/east_asia.py", "linked.sum(axis=0) + linked.sum(axis=1)", "2 * linked.sum(axis=0)"),
    "sellers who meet sellers": ("3.2", "tables/rungs.py", "for t in (exports, imports))", "for t in (exports, exports))"),
    "what passes taken for all there is": ("3.3", "extraction.py", "np.linalg.solve(_columns(m, nodes)[nodes], used[nodes])", "used[nodes]"),
    "the South taken for the North": ("3.3", "tables/circles.py", "count = lambda t: t.loc[sold, bought]", "count = lambda t: t.loc[bought, sold]"),
    "people leave what pulls": ("4.2", "agglomeration.py", "return one - two", "return two - one"),
    "home is as far as abroad": ("4.2", "tables/distance.py", 'np.log(out["distance_km"].where(~home, own))', 'np.log(out["distance_km"].where(~home, 1000.0))'),
    "a tax inside the border that earns nothing": ("4.1", "tables/opening.py", "if INSIDE in steps else taxed(", "if INSIDE in steps else ("),
    "a hub without its second spoke": ("4.1", "tables/opening.py", "with each\": deals[:2]", "with each\": deals[:1]"),
    "interest in one direction": ("4.1", "tables/communities.py", "both = sold + sold.T", "both = sold + sold"),
    "a rule that excuses bad years": ("4.3", "bargains.py", "tempts = worse if bad else 1.0", "tempts = 1.0"),
    "a pair that gets what all get": ("4.3", "cooperation.py", "whole - game.value([q for q in names if q != p])", "whole"),
    "gain over debt": ("4.3", "tables/belt_road.py", "np.where(gain > 0, debt / gain, np.inf)", "np.where(gain > 0, gain / debt, np.inf)"),
    "a bar that is moved": ("5.1", "tables/scores.py", "- 1e-9) & (share > 0.5), (share", "- 1e-9) & (share > 0.7), (share"),
    "a chance of the larger side": ("5.1", "tables/scores.py", "least = np.minimum(", "least = np.maximum("),
    "a fall in what is sold": ("2.3", "shocks.py", "* m.Y[:, m.region(region)] * chosen", "* m.exports.sum(axis=1) * chosen"),
    "cheaper taken for better": ("4.5", "tables/upgrading.py", '(sign * t["price"] >= 0)', '(sign * t["price"] <= 0)'),
    "a buyer who gives the market away": ("4.5", "traces.py", "(1 - squeeze * s.buyer)", "(1 + squeeze * s.buyer)"),
}  # fmt: skip


def compared(lesson: str, helpers: Path, tmp_path: Path) -> subprocess.CompletedProcess:
    """Run one lesson under nbval with another copy of the helpers in front of the installed one."""
    book = tmp_path / "lesson.ipynb"
    shutil.copyfile(lessons.find(lesson), book)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path),
         "--nbval", "--nbval-current-env", "--nbval-sanitize-with", str(ROOT / "tests/sanitize.cfg"), str(book)],
        env=os.environ | {"PYTHONPATH": str(helpers), "OMP_NUM_THREADS": "1"}, cwd=tmp_path, capture_output=True, text=True, timeout=300,
    )  # fmt: skip


# Two here, of lessons that are soon through; GVC_SWEEP=1 is the maintainers' run of all (the monthly one too).
SOON = ("2.3", "3.1")
FIRST = {to[0]: name for name, to in reversed(MUTANTS.items()) if to and to[0] in SOON}
CHOSEN = list(MUTANTS) if os.environ.get("GVC_SWEEP") else ["unchanged", *FIRST.values()]


@pytest.mark.parametrize("name", CHOSEN)
def test_a_changed_helper_is_noticed_by_a_lesson(name, tmp_path):
    shutil.copytree(ROOT / "helpers", tmp_path / "helpers")
    (tmp_path / "data").symlink_to(ROOT / "data")
    lesson = "0.3"
    if MUTANTS[name]:
        lesson, module, right, wrong = MUTANTS[name]
        source = tmp_path / "helpers" / module
        text = source.read_text(encoding="utf-8")
        assert text.count(right) == 1, f"{module} no longer holds {right!r} exactly once: choose the mutant anew"
        source.write_text(text.replace(right, wrong), encoding="utf-8")
    result = compared(lesson, tmp_path, tmp_path)
    assert (result.returncode == 0) == (MUTANTS[name] is None), result.stdout[-1500:]
    if MUTANTS[name]:
        assert "failed" in result.stdout, result.stdout[-1500:]


@pytest.mark.parametrize("name", mutants.NAMED)
def test_a_named_mutant_can_still_be_made(name):
    """Which tests kill it is a maintainers' run (benchmarks/mutants.py --named): here, that it is not out of date."""
    module, right, wrong = mutants.NAMED[name]
    source = (ROOT / "helpers" / module).read_text(encoding="utf-8")
    assert source.count(right) == 1, f"{module} no longer holds {right!r} exactly once: choose the mutant anew"
    compile(source.replace(right, wrong), module, "exec")


def test_every_change_is_one_place_of_a_module_that_still_reads():
    source = (ROOT / "helpers/participation.py").read_text(encoding="utf-8")
    found = mutants.mutants_of("participation.py", source)
    data = source.encode()
    assert len(found) > 20 and len(set(found)) == len(found)
    for m in found:
        changed = data[: m.start] + m.new.encode() + data[m.end :]
        assert changed != data
        compile(changed, m.module, "exec")
