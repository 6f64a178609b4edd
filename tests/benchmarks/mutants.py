"""How many broken helpers the tests notice: a sample of one-place changes, each run against the tests that reach it.

    pip install coverage
    python tests/benchmarks/mutants.py --seed 1 --count 400 [--only tables/] [--reach FILE] [--out FILE]
    python tests/benchmarks/mutants.py --again FILE | --named | --control

Not in `make test` (about half an hour on two idle cores). mutmut leaves out decorated functions (all our kept tables and
properties) and changes words; cosmic-ray starts Python anew for each mutant. Here libraries are imported once, and each
mutant is a fork that runs the tests that execute the changed line, then the others of their files.

Left out: words, what a refusal or a wrong answer is told, types, and rooms that are not economics: pictures (figures/,
explorers/: looked at by figure_lint), course/, build/, lesson.py, evidence.py, progress.py, errors.py, downloads and
outlines of maps. Stored outputs count for nothing here. ``--named``: the mutants of NAMED; ``--again``: those that lived
in an earlier run's ``--out``; ``--control``: nothing is changed, so all must survive.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zlib
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = ("course/", "build/", "figures/", "explorers/", "lesson.py", "evidence.py", "tables/course.py", "progress.py", "errors.py", "sources/download.py", "sources/natural_earth.py")  # fmt: skip
NOT_RUN = (  # lessons, browsers, the desk: they say nothing of economics, or only what is stored
    "browser", "mutation", "lessons", "desk", "course", "setup", "own_copies", "house", "progress", "errors", "full_tables",
    "figures", "explorers", "outlines", "download",
)  # fmt: skip
UNTIMED = "not slow and not memory and not endless"  # tests of time say nothing here
IGNORED = ("-W", "ignore::pytest.PytestAssertRewriteWarning", "-W", "ignore:the matrix subclass")  # imported beforehand
SWAPS = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,), ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,), ast.Mod: (ast.Mult,), ast.BitAnd: (ast.BitOr,), ast.BitOr: (ast.BitAnd,), ast.And: (ast.Or,), ast.Or: (ast.And,),
}  # fmt: skip
TO_WRONG = ("misconceptions", "neighbours", "steps", "rubric")  # of an exercise: what is said to a wrong answer
TWINS = {"min": "max", "any": "all", "first": "last", "argmin": "argmax", "idxmin": "idxmax", "sum": "mean", "cumsum": "cumprod", "head": "tail"}  # fmt: skip
TWINS |= {v: k for k, v in TWINS.items()}

# Mutants that once lived, or died of stored outputs alone: module, what is right, what is wrong.
NAMED = {
    "soft without being found out": ("bargains.py", "strength = 1 - self.q, found_out * _kappa(self.d, memory)\n\n        def levels(inside, before):\n            cap = self.best_for_all(inside, 1.0)", "strength = 1 - self.q, _kappa(self.d, memory)\n\n        def levels(inside, before):\n            cap = self.best_for_all(inside, 1.0)"),
    "interest forgotten": ("tables/belt_road.py", "left = 1 - interest * debt / gain", "left = 1 - 0 * debt / gain"),
    "outsiders' trade stays dear": ("tables/belt_road.py", "1 - cut, 1 - less *", "1 - cut, 1 - 0 *"),
    "all of the South outside the Union": ("tables/south.py", "if c not in EU27]\n", "]\n"),
    "closeness upside down": ("tables/south.py", '"closeness": share / by_size', '"closeness": by_size / share'),
    "passed twice, counted twice": ("extraction.py", "np.linalg.solve(_columns(m, nodes)[nodes], used[nodes])", "used[nodes]"),
    "partners by size at home too": ("sizes.py", "    out[..., group[:, None] == group] = 0.0\n", ""),
    "roles by another year": ("tables/circles.py", 'primary_share(1995 if among == "common" or year < 2022 else 2022)', "primary_share(year)"),
    "inventories in wrong columns": ("mrio.py", "inventories=added(self._inventories, where[0], len(new[0]))", "inventories=added(self._inventories, where[0][::-1], len(new[0]))"),
    "unit dropped by aggregate": ("mrio.py", "            unit=self.unit,\n            name=self.name,\n", "            name=self.name,\n"),
    "year dropped by aggregate": ("mrio.py", "            year=self.year,\n            unit=self.unit,\n            name=self.name,\n", "            unit=self.unit,\n            name=self.name,\n"),
    "an economy that all but uses itself up": ("mrio.py", "and behind.max() < 1e12)", ")"),
    "a core missed by a per cent": ("cooperation.py", "exists = excess <= 1e-9", "exists = excess <= 1e-2"),
    "nafta with deficits held": ("worlds.py", 'def nafta(deficit: str = "closed")', 'def nafta(deficit: str = "held")'),
    "votes a year late": ("sources/panels.py", 'held["session"] + 1945', 'held["session"] + 1946'),
    "thousands taken for millions": ("sources/panels.py", 'held["Fij"] / 1e3', 'held["Fij"]'),
    "goods trade a thousand times": ("sources/panels.py", 'held["Fij"] / 1e3', 'held["Fij"] * 1e3'),
    "withdrawals are agreements": ("sources/panels.py", ' & ~held["entry_type"].str.contains("withdraw", case=False)]', "]"),
    "the last treaty counts": ("sources/panels.py", "min(int(year), first.get(pair, 9999))", "max(int(year), first.get(pair, 0))"),
    "answers ten times less exact": ("exercises/exercise.py", "tolerance: float = 1e-6", "tolerance: float = 1e-5"),
    "answers a thousand times less exact": ("exercises/exercise.py", "tolerance: float = 1e-6", "tolerance: float = 1e-3"),
    "2.2.4 to the next ten": ("exercises/lesson_2_2.py", 'balance("MEX", 2009)},\n        decimals=0,', 'balance("MEX", 2009)},\n        decimals=-1,'),
    "2.2.4 to five per cent": ("exercises/lesson_2_2.py", 'balance("MEX", 2009)},\n        decimals=0,', 'balance("MEX", 2009)},\n        decimals=0, tolerance=0.05,'),
    "average linkage": ("clusters.py", 'linkage="ward"', 'linkage="average"'),
    "services among goods": ("tables/kinds_of_trade.py", "(GOODS if goods else m.industries)", "(m.industries if goods else m.industries)"),
    "stores that give back are buyers": ("shocks.py", "np.clip(m.Y, 0, None)", "m.Y"),
    "a tenth cheaper is ten elevenths": ("trade_model.py", "return np.where(self.bloc(members, industries), 1 - cut, 1.0)", "return np.where(self.bloc(members, industries), 1 / (1 + cut), 1.0)"),
    "every winner pays as much": ("cooperation.py", "wins * (-losses.sum() / wins.sum())", "(wins > 0) * (-losses.sum() / (wins > 0).sum())"),
    "transfers turned round": ("cooperation.py", "(-losses - paid)", "(losses + paid)"),
    "errors by direction": ("gravity.py", 'ready, vcov={"CRV1": "both"}', 'ready, vcov={"CRV1": "pair"}'),
    "errors not clustered": ("gravity.py", 'ready, vcov={"CRV1": "both"}', 'ready, vcov="hetero"'),
    "last year's affinity": ("tables/agreements.py", 'votes.reindex(pd.MultiIndex.from_frame(table[[end, "year"]]))', 'votes.reindex(pd.MultiIndex.from_frame(table[[end, "year"]].assign(year=table["year"] - 1)))'),
    "treaties a year late": ("tables/agreements.py", 'trade["year"].to_numpy() >= since', 'trade["year"].to_numpy() > since'),
    "treaties of the last year left out": ("tables/agreements.py", "[since <= first, since <= last]", "[since <= first, since < last]"),
    "treaties of the first year are new": ("tables/agreements.py", "[since <= first, since <= last]", "[since < first, since <= last]"),
    "labour earns what capital does": ("tables/technology.py", 'labour = 1 - both["capital_share"]', 'labour = both["capital_share"]'),
    "labour's share unweighted": ("tables/technology.py", '.clip(0, 1) * both["value_added"]', '.clip(0, 1) * both["value_added"].mean()'),
    "trade inside a group left in the world": ("tables/shares.py", "totals[codes].sum() / totals.sum()", "totals[codes].sum() / trade.to_numpy().sum()"),
    "trade inside a group counted": ("tables/shares.py", "members[group]] = 0.0", "members[group]] *= 1.0"),
    "both directions of a pair apart": ("year_gravity.py", "scores = scores + scores.transpose(0, 2, 1)", "scores = scores + scores"),
    "a push that pushes itself": ("adoption.py", "self.network * shares.mean() - self.lost * (1 - shares)", "self.network * shares.mean() - self.lost * shares"),
    "the break point without farmers": ("agglomeration.py", "((rho - mu) * (1 - mu))", "((rho - mu) * (1 + mu))"),
    "the variance of sizes": ("tables/levels.py", "(v - w @ v) * np.sqrt(w)[:, None]", "(v - w @ v)"),
    "2.3.2 a year early": ("exercises/lesson_2_3.py", 'm = datasets.mrio(2011)\n    lost = shocks.final_demand_falls(m, {"USA": 0.1})', 'm = datasets.mrio(2010)\n    lost = shocks.final_demand_falls(m, {"USA": 0.1})'),
    "ties kept when they are dealt anew": ("network.py", "factor[rng.permutation(len(factor))]", "factor"),
    "a link of the seller's share": ("network.py", "link = (self.weights >= level * bought)", "link = (self.weights >= level * self.weights.sum(axis=1)[:, None])"),
    "agreements a year late": ("tables/agreement_effects.py", 'years = panel["year"].to_numpy() - first', 'years = panel["year"].to_numpy() - first - 1'),
    "a hub that still buys": ("tables/value_network.py", "costs[k, others] = costs[others, k] = factor", "costs[others, k] = factor"),
    "2.3.2 two years early": ("exercises/lesson_2_3.py", 'm = datasets.mrio(2011)\n    lost = shocks.final_demand_falls(m, {"USA": 0.1})', 'm = datasets.mrio(2009)\n    lost = shocks.final_demand_falls(m, {"USA": 0.1})'),
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    module: str
    line: int
    old: str
    new: str
    start: int  # bytes
    end: int
    body: tuple[int, int] | None  # lines of the function it stands in; None: run at import


def mutants_of(module: str, source: str) -> list[Mutant]:
    """Every one-place change of a module."""
    data, tree = source.encode(), ast.parse(source)
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = []

    def put(node, new: str, body):
        a, b = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
        old = data[a:b].decode()
        if new != old:
            found.append(Mutant(module, node.lineno, " ".join(old.split()), new, a, b, body))

    def changed(node, body, field, value):
        kept = getattr(node, field)
        setattr(node, field, value)
        text = ast.unparse(node)
        setattr(node, field, kept)
        put(node, f"({text})" if isinstance(node, ast.expr) else text, body)

    def visit(node, body):
        if isinstance(node, ast.Raise):
            put(node, "pass", body)
        if isinstance(node, ast.Raise | ast.JoinedStr | ast.Assert):
            return
        if isinstance(node, ast.If) and "__name__" in ast.dump(node.test):
            return
        match node:
            case ast.FunctionDef():
                body = (node.body[0].lineno, node.end_lineno)
            case ast.Lambda():
                body = (node.lineno, node.end_lineno)
            case ast.Compare(ops=[op, *_]) if type(op) in SWAPS:
                for other in SWAPS[type(op)]:
                    changed(node, body, "ops", [other(), *node.ops[1:]])
            case ast.BinOp() if type(node.op) in SWAPS and not any(isinstance(s, ast.JoinedStr) or (isinstance(s, ast.Constant) and isinstance(s.value, str)) for s in (node.left, node.right)):  # fmt: skip
                changed(node, body, "op", SWAPS[type(node.op)][0]())
            case ast.BoolOp():
                changed(node, body, "op", SWAPS[type(node.op)][0]())
            case ast.UnaryOp(op=ast.Not() | ast.Invert() | ast.USub()):
                put(node, f"({ast.unparse(node.operand)})", body)
            case ast.Constant(value=bool(v)):
                put(node, str(not v), body)
            case ast.Constant(value=int(v)):
                put(node, str(v + 1) if v != 1 else "0", body)
            case ast.Constant(value=float(v)):
                put(node, repr(v * 10 if v else 1.0), body)
            case ast.IfExp() | ast.If() | ast.While() if not (isinstance(node, ast.If) and isinstance(node.body[0], ast.Raise)):  # fmt: skip
                put(node.test, f"(not ({ast.unparse(node.test)}))", body)
            case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.JoinedStr | ast.Constant):
                put(node.value, "None", body)
            case ast.Expr(value=ast.Call()) | ast.AugAssign():
                put(node, "pass", body)
            case ast.Attribute(attr=name) if name in TWINS:
                changed(node, body, "attr", TWINS[name])
            case ast.Call():
                for k in node.keywords:
                    if k.arg and k.arg not in TO_WRONG and not isinstance(k.value, ast.Constant | ast.JoinedStr):
                        changed(node, body, "keywords", [o for o in node.keywords if o is not k])
                for i, (a, b) in enumerate(zip(node.args, node.args[1:], strict=False)):
                    if type(a) is type(b) is ast.Name and a.id != b.id:
                        changed(node, body, "args", [*node.args[:i], b, a, *node.args[i + 2 :]])
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not (isinstance(child, ast.keyword) and child.arg in TO_WRONG):
                    visit(child, body)

    visit(tree, None)
    return found


def copy_of_the_project(to: Path) -> Path:
    for room in ("helpers", "tests"):
        shutil.copytree(ROOT / room, to / room, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.name not in ("helpers", "tests") and not path.name.startswith("."):
            (to / path.name).symlink_to(path)
    compileall.compile_dir(to / "helpers", quiet=2)
    return to


def tests() -> list[str]:
    found = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "tests").rglob("test_*.py"))
    return [f for f in found if not any(Path(f).stem.startswith(f"test_{n}") for n in NOT_RUN)]


class Reached:
    """A pytest plugin: which lines of the helpers each test runs, and how long it takes."""

    def __init__(self, tree: Path):
        import coverage

        self.cover = coverage.Coverage(data_file=None, include=[f"{tree}/helpers/*"], config_file=False)
        self.seconds = {}
        self.cover.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.cover.switch_context(item.nodeid)
        started = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.process_time() - started
            self.cover.switch_context("")

    def lines(self, tree: Path) -> dict:
        self.cover.stop()
        data = self.cover.get_data()
        return {
            Path(f).relative_to(tree / "helpers").as_posix(): data.contexts_by_lineno(f) for f in data.measured_files()
        }


def forked(tree: Path, arguments: list[str], timeout: float, plugin: bool = False) -> int | None:
    """Pytest's exit code in a fork with the libraries already imported; None after too long."""
    child = os.fork()
    if not child:
        os.setsid()
        code = 70
        try:
            out = os.open(tree / "out.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1), os.dup2(out, 2)
            os.chdir(tree)
            sys.path[:0] = [str(tree)]
            os.environ["PYTHONPATH"], os.environ["HOME"] = str(tree), str(tree)
            reached = [Reached(tree)] if plugin else []
            sys.dont_write_bytecode = not plugin
            code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin", *IGNORED, "--hypothesis-seed=0", "-k", UNTIMED, *arguments], reached))  # fmt: skip
            if plugin:
                (tree / "reached.json").write_text(json.dumps([reached[0].lines(tree), reached[0].seconds]))
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush(), sys.stderr.flush()
            os._exit(code)
    limit = time.monotonic() + timeout
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > limit:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return None
        time.sleep(0.02)


def reach(tree: Path, known: Path | None) -> tuple[dict, dict]:
    """module → line → tests that run it; test → seconds. Each file in a process of its own: what one file keeps, another lacks."""
    lines, seconds = defaultdict(lambda: defaultdict(set)), {}
    by_file = json.loads(known.read_text()) if known and known.exists() else {}
    for file in tests():
        key = f"{file} {zlib.crc32((ROOT / file).read_bytes()):08x}"
        if key not in by_file:
            code = forked(tree, [file], 900, plugin=True)
            if code not in (0, 5):
                sys.exit(f"{file} fails without any mutant ({code}):\n{(tree / 'out.txt').read_text()[-2000:]}")
            by_file[key] = json.loads((tree / "reached.json").read_text())
            print(f"{sum(by_file[key][1].values()):6.1f} s  {file}", flush=True)
            if known:
                known.write_text(json.dumps(by_file))
        found, took = by_file[key]
        seconds |= took
        for module, by_line in found.items():
            for line, names in by_line.items():
                lines[module][int(line)] |= {n for n in names if n}
    return {m: {n: sorted(t) for n, t in found.items()} for m, found in lines.items()}, seconds


def plan(m: Mutant, lines: dict, seconds: dict, first=20.0, most=60.0) -> tuple[list[str], list[str]]:
    """The tests that run a mutant's line, the quickest first, and the others of their files; so many seconds of each at most.

    Others, because a table that is kept runs its lines only for the first that asks.
    """
    by_line = lines.get(m.module, {})
    begin, end = m.body or (0, 10**6)
    at = set(by_line.get(m.line, ())) if begin <= m.line and m.body else set()
    if not at:  # a default or a constant: whoever runs its function or its module
        at = {t for n, names in by_line.items() if begin <= n <= end for t in names}
    files = {t.split("::")[0] for t in at}
    others = [t for t in seconds if t.split("::")[0] in files and t not in at]
    chosen = []
    for some, left in ((at, first), (others, most)):
        chosen.append([])
        for test in sorted(some, key=lambda t: (seconds.get(t, 1.0), t)):
            left -= seconds.get(test, 1.0)
            if left < 0 and chosen[-1]:
                break
            chosen[-1].append(test)
    return chosen[0], chosen[1]


def verdict(m: Mutant, tree: Path, lines: dict, seconds: dict) -> str:
    path = tree / "helpers" / m.module
    right = path.read_bytes()
    stat = path.stat()
    quick, others = plan(m, lines, seconds)
    if not quick:
        return "not reached"
    path.write_bytes(right[: m.start] + m.new.encode() + right[m.end :])
    try:
        for chosen in filter(None, (quick, others)):
            code = forked(tree, chosen, 300)
            if code is None:
                return "killed (time)"
            if code == 5:
                raise RuntimeError(f"No tests for {m}: {(tree / 'out.txt').read_text()[-500:]}")
            if code:
                return "killed"
        return "survived"
    finally:
        path.write_bytes(right)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def room(module: str) -> str:
    if "/" in module:
        return module.split("/")[0]
    ground = ("mrio", "classification", "datasets", "shelf", "given")
    measures = ("value_added", "decomposition", "participation", "position")
    stem = module.removesuffix(".py")
    return "ground" if stem in ground else "measures" if stem in measures else "models"


def sample(count: int, seed: int, only: str) -> list[Mutant]:
    """Mutants spread over modules by their size, two of each at least."""
    draw, by_module = random.Random(seed), {}
    for path in sorted((ROOT / "helpers").rglob("*.py")):
        module = path.relative_to(ROOT / "helpers").as_posix()
        if only in module and not module.startswith(SKIPPED):
            by_module[module] = mutants_of(module, path.read_text(encoding="utf-8"))
    every = sum(map(len, by_module.values()))
    print(f"{every} mutants in {len(by_module)} modules")
    chosen = [m for found in by_module.values() for m in draw.sample(found, min(len(found), max(2, round(count * len(found) / every))))]  # fmt: skip
    draw.shuffle(chosen)
    return chosen


def named() -> list[Mutant]:
    found = []
    for module, right, wrong in NAMED.values():
        source = (ROOT / "helpers" / module).read_text(encoding="utf-8")
        assert source.count(right) == 1, f"{module} no longer holds {right!r} exactly once: choose the mutant anew"
        start = len(source[: source.index(right)].encode())
        line = source[: source.index(right)].count("\n") + 1
        bodies = [(n.body[0].lineno, n.end_lineno) for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef) and n.lineno <= line <= n.end_lineno]  # fmt: skip
        found.append(Mutant(module, line, right, wrong, start, start + len(right.encode()), max(bodies, default=None)))
    return found


def survivors(path: Path) -> list[Mutant]:
    """The mutants of an earlier run that lived."""
    lived = {
        (m, n, old, new) for found, m, n, old, new in map(json.loads, path.open()) if not found.startswith("killed")
    }
    modules = {module: (ROOT / "helpers" / module).read_text(encoding="utf-8") for module, *_ in lived}
    every = [m for module, source in modules.items() for m in mutants_of(module, source)]
    return list(
        {(m.module, m.line, m.old, m.new): m for m in every if (m.module, m.line, m.old, m.new) in lived}.values()
    )


def preload() -> None:
    """What takes long to import and is not ours: forks have it for nothing."""
    import anywidget, coverage, hypothesis.strategies, igraph, IPython, ipywidgets, matplotlib.pyplot, nbformat, pandas, pyfixest, scipy.linalg, scipy.optimize, scipy.sparse, seaborn, sklearn.cluster, sklearn.metrics  # noqa: E401, F401, I001 # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=400)
    options.add_argument("--only", default="", help="part of a module's path below helpers/")
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--reach", type=Path, help="keep the map of lines to tests here, and use it if it is there")
    options.add_argument("--out", type=Path, help="a line of JSON for each mutant")
    options.add_argument("--again", type=Path, help="the survivors of an earlier run instead, from its --out")
    options.add_argument("--control", action="store_true", help="change nothing: all must survive")
    options.add_argument("--named", action="store_true", help="the mutants of NAMED instead")
    given = options.parse_args()
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MPLBACKEND="Agg")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # a second of imports for each mutant
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    preload()
    if given.named or given.again:
        chosen = named() if given.named else survivors(given.again)
    else:
        chosen = sample(given.count, given.seed, given.only)
    if given.control:
        chosen = [replace(m, new="", end=m.start) for m in chosen]
    with tempfile.TemporaryDirectory() as folder:
        trees = [copy_of_the_project(Path(folder, str(k))) for k in range(given.processes)]
        lines, seconds = reach(trees[0], given.reach)
        workers = []
        for k, tree in enumerate(trees):
            worker = os.fork()
            if not worker:
                with (Path(folder) / f"{k}.jsonl").open("w") as out:
                    for m in chosen[k :: given.processes]:
                        found = verdict(m, tree, lines, seconds)
                        print(json.dumps([found, m.module, m.line, m.old, m.new]), file=out, flush=True)
                        if not found.startswith("killed"):
                            print(f"{found:12} {m.module}:{m.line}  {m.old}  ->  {m.new}", flush=True)
                os._exit(0)
            workers.append(worker)
        for worker in workers:
            os.waitpid(worker, 0)
        rows = [json.loads(line) for k in range(len(trees)) for line in (Path(folder) / f"{k}.jsonl").open()]
    if given.out:
        given.out.write_text("".join(json.dumps(r) + "\n" for r in rows))
    by_room = defaultdict(list)
    for found, module, *_ in rows:
        by_room[room(module)].append(found.startswith("killed"))
    for name, killed in [*sorted(by_room.items()), ("all", [k for ks in by_room.values() for k in ks])]:
        print(f"{name:12} {sum(killed):4} of {len(killed):4} killed, {sum(killed) / len(killed):.1%}")


if __name__ == "__main__":
    main()
