"""A table of bad inputs to every public function of the core, the measures and the models: each is refused by the
module's own error, in a sentence.

``python tests/test_bad_input.py`` counts what is answered otherwise, one line each.
"""

import traceback
import warnings
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from worlds import trade_model, world

from helpers import (
    adoption,
    agglomeration,
    bargains,
    clusters,
    composite,
    cooperation,
    decomposition,
    equilibrium,
    extraction,
    gravity,
    lock_in,
    mrio,
    network,
    participation,
    position,
    search,
    shocks,
    traces,
    value_added,
    worlds,
    year_gravity,
)
from helpers.bounds import OutsideBounds
from helpers.mrio import MRIO
from helpers.trade_model import TradeModel

NAN, INF = float("nan"), float("inf")
NO_NUMBER = [None, NAN, INF, -INF, "0.5", [0.5], 1j, True, pd.NA, np.array([0.1, 0.2]), {}]
FRACTION = [*NO_NUMBER, -0.1, 1.1, 50]
COUNT = [*NO_NUMBER, 0, -1, 2.5]
NO_TABLE = [None, "table", 3, [], {}, pd.DataFrame([[1.0]]), np.eye(3)]
NAME = [None, NAN, 5, "R11", "r1 ", [], ["R1"], ["R1", "R2"], {}, True]
NAMES = [NAN, 5, ["R11"], [None], [["R1"]], {"R1": 1}, True, "R11", ["R1", NAN], [1]]
KEPT = {}  # what fuzzing keeps: made once


def arrays(good: np.ndarray) -> list:
    """A good array spoilt: holes, no numbers, other shapes, labels of others, doubled labels."""
    spoilt = [None, "x", 5.0, NAN, [], {}, good[:-1], good[..., None], good.T[..., :1], good.astype(str), good > 0]
    for hole in (NAN, INF, -INF):
        spoilt.append(np.array(good, dtype=float))
        spoilt[-1].flat[1] = hole
    spoilt += [good + 0j, np.ma.masked_less(good, np.median(good)), np.where(good > np.median(good), None, good)]
    spoilt += [pd.Series(good.ravel()), pd.DataFrame(good.reshape(len(good), -1)), pd.Series(good.ravel(), ["a"] * good.size)]  # fmt: skip
    return spoilt


@cache
def model() -> TradeModel:
    return trade_model(1, deficit="closed")


@cache
def solved():
    return model().counterfactual()


@cache
def net() -> network.Network:
    return network.Network(pd.DataFrame(np.arange(25.0).reshape(5, 5), list("abcde"), list("abcde")))


def features() -> pd.DataFrame:
    return pd.DataFrame({"x": [0, 1, 2, 5.0], "y": [1, 1, 4, 2.0]}, list("abcd"))


def frames(good: pd.DataFrame) -> list:
    """A good table spoilt."""
    out = [None, 3, "table", [], {}, good.iloc[:0], good.iloc[:, :0], good.astype(str), good.astype(complex), pd.concat([good, good])]  # fmt: skip
    for hole in (NAN, INF):
        out.append(good.astype(float))
        out[-1].iloc[1, 0] = hole
    out.append(good.astype(object))
    out[-1].iloc[0, 0] = "x"
    return out


def trade_model_arguments() -> dict:
    m = model().baseline
    return {
        "pi": m.pi, "expenditure": m.expenditure, "value_added_share": m.value_added_share, "input_share": m.input_share,
        "final_share": m.final_share, "tariff": m.tariff, "elasticity": m.elasticity,
    }  # fmt: skip


def spoilt_model_arguments() -> dict[str, list]:
    good = trade_model_arguments()
    home = np.eye(4)[:, :, None] * np.ones(3)
    bad = {k: arrays(v) for k, v in good.items()}
    bad["tariff"] = [b for b in bad["tariff"] if b is not None]
    bad["elasticity"] = [b for b in bad["elasticity"] if not isinstance(b, float) or b != 5.0]
    bad["pi"] += [good["pi"] * 2, good["pi"] * 100, good["pi"].transpose(1, 0, 2), good["pi"] * 0.98, -good["pi"]]
    for share in ("value_added_share", "input_share", "final_share"):
        bad[share] += [good[share] * 2, good[share] * 100, good[share] * 0.8, -good[share]]
    bad["input_share"] += [good["input_share"].transpose(0, 2, 1)]
    bad["expenditure"] += [good["expenditure"] * 0, -good["expenditure"], np.full((4, 3), 1e308)]
    bad["tariff"] += [good["tariff"] * 100, good["tariff"] + 0.01 * home, good["tariff"] - 2]
    bad["elasticity"] += [0, -4, "five", [], {"i0": 4.0}, {"i0": 4, "i1": 4, "i2": 4, "i9": 4}, pd.Series([4.0, 4, 4])]
    bad["deficit"] = [None, "open", 3, [], NAN]
    bad["regions"] = ["ABCD", 4, [], list("AAAA"), list("ABC")]
    bad["industries"] = ["abc", 3, [], list("aaa"), list("ab")]
    return bad


def panel() -> pd.DataFrame:
    from test_gravity import simulated

    if "panel" not in KEPT:
        KEPT["panel"] = simulated(0)
    return KEPT["panel"]


def panels() -> list:
    p = panel()
    hole = p.assign(trade=p["trade"].where(p["trade"] < 2, INF))
    return [
        None, 3, "panel", {}, p.iloc[:0], p.iloc[:1], p.drop(columns="trade"), p.assign(trade=0.0), p.assign(trade=1e-320),
        (p.assign(trade=(p["trade"] * 1e-3).round())), p.assign(trade=-p["trade"]), hole, p.assign(trade=NAN), p.assign(trade="1"),
        p.assign(agreement="yes"), p.assign(affinity=INF), p.assign(affinity=1.0), p.assign(agreement=0), p[p["year"] == 2000],
        p[p["origin"] == "C01"], pd.concat([p, p]), p.assign(year=p["year"] + 0.5), p.assign(year="2000"), p.assign(trade=1e300),
        p.assign(trade=np.where(p.index == 5, 1.0, 0.0)), p.assign(trade=np.where(p["origin"] == "C00", p["trade"], 0.0)),
        p.assign(affinity=p["affinity"] * 1e200), p.assign(trade=p["trade"] + 0j), pd.concat([p, p["trade"]], axis=1),
    ]  # fmt: skip


NODE = [None, "R1", ("R1",), ("R1", "i9"), ("r1", "i0"), ("R1", "i0", "i1"), 7, NAN, [], {}, ("R1", None), (0, 1)]  # fmt: skip
LABELS = [None, "abc", 3, {}, [], ["a", "a", "b"], ["a", None, "b"], ["a", NAN, "b"], [1.5, 2, 3], [True, 2, 3], list("abcd"), [["a"], "b", "c"]]  # fmt: skip
SHARE = [None, NAN, INF, "0.5", 1j, True, pd.NA, {}, -0.1, 1.1, [0.5, NAN], [0.5, "x"]]  # arrays are welcome
COST = [None, NAN, INF, "1.5", 1j, True, pd.NA, {}, 0.9, -1, 1e9, [1.5, NAN]]
MEASURES = (value_added, decomposition, participation, position)


def core() -> list[tuple]:
    """The same for the table itself and its measures."""
    m = world(3, 2)
    broken = MRIO(m.Z * 3, m.Y, m.regions, m.industries, x=m.x)
    blind = MRIO(m.Z, None, m.regions, m.industries, x=m.x)
    unsolved = [*NO_TABLE, broken]
    good = {"Z": m.Z, "Y": m.Y, "regions": m.regions, "industries": m.industries, "x": m.x, "inventories": m.Y / 10}  # fmt: skip
    optional = lambda a: [b for b in arrays(a) if b is not None]  # noqa: E731
    mapping = [3, "R1", ["R1"], [("R1", "a")], {"R9": "a"}, {"R0": None}, {"R0": 1}, {"R0": ["a"]}, {None: "a"}, pd.Series(["a", "b"], ["R0", "R0"]), pd.Series([1.0], ["R0"])]  # fmt: skip
    one = {  # measures of a table alone, and what each cannot do without
        "value_added.own_and_others": unsolved, "value_added.value_added_trade": [*unsolved, blind], "value_added.vax": [*unsolved, blind],
        "value_added.value_added_imports": [*unsolved, blind], "value_added.vax_by_industry": [*unsolved, blind],
        "value_added.gross_exports": [*NO_TABLE, blind], "value_added.gross_imports": [*NO_TABLE, blind],
        "value_added.origin_of_exports": [*unsolved, blind], "value_added.content_of_exports": [*unsolved, blind],
        "value_added.value_added_in_exports_by_industry": [*NO_TABLE, blind], "value_added.domestic_value_added_in_exports": [*NO_TABLE, blind],
        "value_added.vs": [*NO_TABLE, blind], "value_added.vs1": [*unsolved, blind], "value_added.revealed_comparative_advantage": [*NO_TABLE, blind],
        "value_added.origin_of_final_products": unsolved, "decomposition.koopman_wang_wei": [*unsolved, blind],
        "decomposition.wang_wei_zhu": [*unsolved, blind], "decomposition.gvc_participation": [*unsolved, blind],
        "participation.participation": [*unsolved, blind], "participation.backward": [*unsolved, blind], "participation.forward": [*unsolved, blind],
        "participation.production_stages": [*unsolved, blind], "participation.production_length_shares": [*unsolved, blind],
        "position.upstreamness": unsolved, "position.downstreamness": unsolved, "position.final_use_share": NO_TABLE,
        "position.value_added_share": NO_TABLE, "position.net_inventories": [*NO_TABLE, blind], "position.country_positions": [*unsolved, blind],
    }  # fmt: skip
    modules = {module.__name__.rsplit(".", 1)[-1]: module for module in MEASURES}
    return [
        *((name, getattr(modules[name.split(".")[0]], name.split(".")[1]), {"m": m}, {"m": bad}) for name, bad in one.items()),
        ("mrio.MRIO", MRIO, good, {
            "Z": arrays(m.Z), "Y": optional(m.Y), "x": [*optional(m.x), -m.x], "inventories": optional(m.Y / 10), "regions": LABELS, "industries": LABELS}),
        ("mrio.MRIO f", lambda f: MRIO(m.Z, None, m.regions, m.industries, f=f), {"f": m.f}, {"f": arrays(m.f)}),
        ("mrio.table", mrio.table, {"m": m}, {"m": NO_TABLE}),
        ("mrio.pair", mrio.pair, {"node": ("R1", "i0")}, {"node": [b for b in NODE if not isinstance(b, tuple) or len(b) != 2]}),
        ("mrio.label", m.label, {"node": 3}, {"node": [*NO_NUMBER, -1, 6, 2.5]}),
        ("mrio.region", m.region, {"code": "R1"}, {"code": NAME}),
        ("mrio.rows", m.rows, {"code": "R1"}, {"code": NAME}),
        ("mrio.node", m.node, {"region": "R1", "industry": "i0"}, {"region": NAME, "industry": [*NAME, "R1"]}),
        ("mrio.select", m.select, {"industries": "i0", "region": "R1"}, {"industries": [b for b in NAMES if b != {"R1": 1}], "region": [*(b for b in NAMES if b != {"R1": 1}), {"R9": 1}, "i0"]}),
        ("mrio.trade", m.trade, {"industries": "i0"}, {"industries": NAMES}),
        ("mrio.aggregate", m.aggregate, {"regions": {"R0": "a"}, "industries": {"i0": "a"}}, {"regions": mapping, "industries": mapping}),
        *((f"mrio.{k}", getattr(m, k), {a: v}, {a: [*(b for b in arrays(v) if np.shape(b) != (m.n, 1)), *more]}) for k, a, v, more in (
            ("by_node", "values", m.x, [m.Y]), ("by_region", "values", m.x, [m.Y.T, np.float64(3)]), ("at_home", "values", m.Y, [m.x, m.Z]), ("spread", "values", m.x, [m.Y]),
            ("domestic_blocks", "matrix", m.Z, [m.x, m.Y]), ("per_output", "values", m.x, [m.Y]), ("local_output", "demand", m.x, [m.Y]),
            ("solve", "rhs", m.x, [m.Y.T]), ("solve_transposed", "rhs", m.x, [m.Y.T]))),
        ("value_added.footprint", value_added.footprint, {"m": m, "factor": m.x}, {"m": [*unsolved, blind], "factor": [*arrays(m.x), m.Y]}),
        ("value_added.extraction", value_added.extraction, {"m": m, "region": "R1"}, {"m": [*NO_TABLE, blind], "region": NAME}),
        ("value_added.balassa", value_added.balassa, {"values": features()},
         {"values": [b for b in frames(features()) if not isinstance(b, pd.DataFrame) or (len(b) in (1, 2, 3, 4) and b.shape[1])] + [features().to_numpy()]}),
        ("value_added.final_product_origin", value_added.final_product_origin, {"m": m, "by": "node"}, {"m": unsolved, "by": [None, 3, "nodes", [], NAN]}),
        ("value_added.rounds_of_value_added", value_added.rounds_of_value_added, {"m": m, "product": ("R1", "i0"), "rounds": 2, "A": m.A},
         {"m": NO_TABLE, "product": NODE, "rounds": [b for b in COUNT if not (isinstance(b, int) and b == 0)], "A": [*optional(m.A), m.x]}),
        ("decomposition.borin_mancini", decomposition.borin_mancini, {"m": m, "approach": "sink", "perspective": "world"},
         {"m": [*unsolved, blind], "approach": [None, 3, "sinks", [], NAN, "exporter"], "perspective": [None, 3, "word", [], NAN, "source"]}),
        ("extraction.through", extraction.through, {"m": m, "regions": "R1", "factor": m.x},
         {"m": [*unsolved, blind], "regions": [None, *NAMES], "factor": [*(b for b in arrays(m.x) if b is not None), m.Y]}),
        ("extraction.through_each", extraction.through_each, {"m": m, "regions": ["R1"], "factor": m.x},
         {"m": [*unsolved, blind], "regions": NAMES, "factor": [*(b for b in arrays(m.x) if b is not None), m.Y]}),
        ("extraction.hinge", extraction.hinge, {"m": m, "origins": ["R1"], "destinations": ["R2"], "regions": ["R0"], "factor": m.x},
         {"m": [*unsolved, blind], "origins": NAMES, "destinations": NAMES, "regions": NAMES, "factor": [*(b for b in arrays(m.x) if b is not None), m.Y]}),
        ("extraction.by_size_alone", extraction.by_size_alone, {"m": m, "rounds": 5}, {"m": [*NO_TABLE, blind], "rounds": COUNT}),
        ("position.by_region", position.by_region, {"m": m, "measure": m.v}, {"m": NO_TABLE, "measure": [*arrays(m.x), m.Y]}),
        ("position.average_propagation_length", position.average_propagation_length, {"m": m, "source": ("R1", "i0")}, {"m": unsolved, "source": [b for b in NODE if b is not None]}),
    ]  # fmt: skip


def bargaining() -> list[tuple]:
    """The part of the table that is about bargains: partners spoilt column by column, and what a deal is asked for."""
    good = bargains.unequal(2)
    spoilt = [None, 3, "partners", {}, good.to_numpy(), good.iloc[:1], good.drop(columns="bad"), pd.concat([good, good])]
    spoilt += [good.assign(**{c: b}) for c in bargains.COLUMNS for b in (NAN, INF, "1", None, -1.0)]
    spoilt += [good.assign(patience=1.0), good.assign(bad=1.0), good.assign(worse=0.5), good.assign(cost=0.0)]
    level, chance = [b for b in COUNT if b is not None and not isinstance(b, float)] + [NAN, INF, -0.5], FRACTION
    years, seed, deal = COUNT, [*NO_NUMBER, -1, 0.5], bargains.soft(good)
    memory = [b for b in COUNT if not isinstance(b, float) or b != INF]
    memory = [b for b in memory if not (isinstance(b, float) and b == 2.5)]
    return [
        ("bargains.partners", bargains.partners, {"table": good}, {"table": spoilt}),
        ("bargains.patience_needed", bargains.patience_needed, {"cost": 1.0, "benefit": 3.0, "outside": 0.5, "bad": 0.2, "worse": 2.0},
         {"cost": [*NO_NUMBER, 0, -1], "benefit": [*NO_NUMBER, -1], "outside": [*NO_NUMBER, -1], "bad": [*FRACTION, 1], "worse": [*NO_NUMBER, 0.5]}),
        ("bargains.one_rule", bargains.one_rule, {"table": good, "level": 0.5}, {"table": spoilt, "level": level}),
        ("bargains.own_levels", bargains.own_levels, {"table": good}, {"table": spoilt}),
        ("bargains.soft", bargains.soft, {"table": good, "found_out": 0.5, "memory": 3}, {"table": spoilt, "found_out": chance, "memory": memory}),
        ("bargains.mixed", bargains.mixed, {"table": good, "floor": 0.2, "found_out": 0.5, "memory": 3},
         {"table": spoilt, "floor": level, "found_out": chance, "memory": memory}),
        ("bargains.all_deals", bargains.all_deals, {"table": good, "found_out": 0.5, "memory": 3}, {"table": spoilt, "found_out": chance, "memory": memory}),
        ("bargains.simulate", bargains.simulate, {"deal": deal, "years": 3, "seed": 1}, {"deal": [None, 3, good, "deal"], "years": years, "seed": seed}),
        ("bargains.break_at", bargains.break_at, {"table": good, "level": 0.5, "years": 3, "seed": 1},
         {"table": spoilt, "level": [None, *level], "years": years, "seed": seed}),
        ("bargains.unequal", bargains.unequal, {"n": 3, "spread": 2.0, "what": ("size",)},
         {"n": [*COUNT, 1, 13], "spread": [*NO_NUMBER, 0.5], "what": [NAN, 5, ["sise"], [None], {"size": 1}, True, "sise"], "patience": [*NO_NUMBER, 1.0], "siz": [1.0]}),
    ]  # fmt: skip


def table() -> list[tuple]:
    """(name, function, good arguments, argument → bad values)."""
    m, t, n = world(3, 2), model(), net()
    rise = shocks.prices_rise(m, ["R0"], ["i0"], 0.5)
    game = cooperation.Game("abc", lambda s: float(len(s) ** 2))
    tariff, home = t.tariff, np.eye(4)[:, :, None] * np.ones(3)
    cost = 1 - tariff / 10
    broken = MRIO(world(3, 2).Z * 3, world(3, 2).Y, list("ABC"), ["i0", "i1"], x=world(3, 2).x)
    one = [{"R1": b} for b in FRACTION]
    f = features()
    found = clusters.cluster(f, 2)
    names = dict(zip("abcd", "xxyy", strict=True))
    policy = lambda s: {"tariff": t.tariffs_cut(s)}  # noqa: E731
    core_ = agglomeration.CorePeriphery()
    pair, money = 1 + t.tariff.transpose(1, 0, 2) / 2, np.array([1.0, -1, 0, 0]) * 1e-3
    pay = lambda paid: equilibrium.solve(t.baseline, t.tariff * 0 + 1, t.tariff, paid=paid)  # noqa: E731
    return [
        *core(),
        ("equilibrium.solve", lambda change, tariff: equilibrium.solve(t.baseline, change, tariff), {"change": pair, "tariff": t.tariff},
         {"change": [*arrays(pair), pair * 0], "tariff": arrays(t.tariff)}),
        ("equilibrium.solve paid", pay, {"paid": money}, {"paid": [b for b in arrays(money) if b is not None]}),
        ("shocks.final_demand_falls", shocks.final_demand_falls, {"m": m, "buyers": {"R1": 0.1}, "industries": None},
         {"m": [*NO_TABLE, broken], "buyers": [None, ["R1"], "R1", {"R11": 0.1}, {None: 0.1}, {1: 0.1}, *one, pd.Series([0.1, 0.1], ["R1", "R1"])], "industries": NAMES}),
        ("shocks.prices_rise", shocks.prices_rise, {"m": m, "sellers": ["R1"], "industries": ["i0"], "rise": 0.1},
         {"m": [*NO_TABLE, broken], "sellers": NAMES, "industries": NAMES, "rise": [*NO_NUMBER, -1, -2]}),
        ("shocks.cost_of_living", shocks.cost_of_living, {"m": m, "price_rise": rise},
         {"m": NO_TABLE, "price_rise": [*arrays(rise.to_numpy()), rise.iloc[:-1], rise.rename(index={"R1": "R7"}), rise.reset_index(drop=True)]}),
        ("shocks.partner_extracted", shocks.partner_extracted, {"m": m, "region": "R1", "partner": "R2"},
         {"m": [*NO_TABLE, broken], "region": [*NAME, "R2"], "partner": [*NAME, "R1"]}),
        ("shocks.made_at_home", shocks.made_at_home, {"m": m, "region": "R1", "share": 0.1, "industries": None},
         {"m": [*NO_TABLE, broken], "region": NAME, "share": FRACTION, "industries": NAMES}),
        ("shocks.concentration", shocks.concentration, {"values": f},
         {"values": [b for b in frames(f) if not (isinstance(b, pd.DataFrame) and (b.shape[0] in (0, 8) or b.shape[1] == 0))] + [pd.Series([1.0])]}),
        ("search.best_of", search.best_of, {"tries": 3, "tail": "normal"}, {"tries": [*COUNT, 10**15], "tail": [None, 3, "flat", [], NAN]}),
        ("search.expected_best", search.expected_best, {"tries": 3, "mean": 0.0, "overlap": 0.1, "tail": "fat"},
         {"tries": COUNT, "mean": NO_NUMBER, "overlap": FRACTION, "tail": [None, "flat", []]}),
        ("search.crowd_needed", search.crowd_needed, {"lab": 3, "skill": 0.5, "overlap": 0.1, "tail": "normal", "most": 1000},
         {"lab": COUNT, "skill": NO_NUMBER, "overlap": FRACTION, "tail": [None, "flat", []], "most": COUNT}),
        ("search.simulated", search.simulated, {"tries": 3, "mean": 0.5, "overlap": 0.1, "tail": "normal", "rounds": 10, "seed": 1},
         {"tries": [*COUNT, 10**12], "mean": NO_NUMBER, "overlap": FRACTION, "tail": [None, "flat", []], "rounds": COUNT, "seed": [*NO_NUMBER, -1, 0.5]}),
        ("traces.path", traces.path, {"trace": "market first", "technology": 0.2, "market": 0.2, "squeeze": 0.3, "learning": 0.1, "fading": 0.02, "years": 5},
         {"trace": [None, 3, "sideways", [], NAN], "technology": FRACTION, "market": FRACTION, "squeeze": FRACTION, "learning": FRACTION, "fading": FRACTION, "years": [*COUNT, 10**9]}),
        ("traces.years_to_brand", traces.years_to_brand, {"squeeze": 0.3, "learning": 0.1, "fading": 0.02, "steps": 3, "years": 5},
         {"squeeze": FRACTION, "learning": FRACTION, "fading": FRACTION, "steps": [*COUNT, 1, 10**6], "years": [*COUNT, 10**9]}),
        ("traces.arrives", traces.arrives, {"way": traces.path("market first", years=3)}, {"way": [None, 3, "way", [], {}, pd.DataFrame({"x": [1.0]})]}),
        ("clusters.cluster", clusters.cluster, {"table": f, "groups": 2, "method": "k-means"},
         {"table": [*frames(f), f.assign(y=1.0), pd.DataFrame({"x": [1.0, 1, 1]})], "groups": [*COUNT, 1, 5], "method": [None, "magic", [], 3]}),
        ("clusters.adjusted_rand", clusters.adjusted_rand, {"a": [0, 0, 1], "b": [1, 1, 0]},
         {"a": [None, 3, "aab", [], [0, 1], [0, NAN, 1], [0, None, 1], {}, [[0, 1], [1, 0]]], "b": [None, 3, [], [1, 1, 0, 0]]}),
        ("clusters.adjusted_rand labelled", clusters.adjusted_rand, {"a": found, "b": found}, {"b": [found.iloc[:3], found.rename({"a": "z"}), pd.concat([found, found])]}),
        ("clusters.agreement", clusters.agreement, {"found": found, "groups": names},
         {"found": [None, 3, [0, 1], {}, found.iloc[:0], found.iloc[:1], pd.concat([found, found]), found.where(found > 0),
                    pd.Series(range(60), range(60))], "groups": [None, 3, [], {}, {"a": "x"}, {"z": "x", "y": "y"}, {"a": None, "b": "x"}]}),
        ("composite.to_points", composite.to_points, {"table": f, "scale": "z"},
         {"table": [*frames(f), f.assign(y=1.0), f.assign(y=True)], "scale": [None, "log", [], 3, NAN]}),
        ("composite.weights", composite.weights, {"given_weights": {"x": 1, "y": 2}, "columns": "xy"},
         {"given_weights": [None, 3, [1, 2], {}, {"x": 1}, {"x": 0, "y": 0}, {"x": 1, "y": -1}, {"x": 1, "y": NAN}, {"x": 1, "y": "2"}, {"x": 1, "y": 2, "z": 1}]}),
        ("composite.component_weights", composite.component_weights, {"points": f}, {"points": [*frames(f), f.iloc[:2], f.assign(y=1.0)]}),
        ("composite.combine", composite.combine, {"points": composite.to_points(f), "by": {"x": 1, "y": 2}, "how": "geometric"},
         {"points": [None, 3, "table", [], {}, f.iloc[:0], f.astype(str), f - 5, pd.concat([f, f])], "by": [3, [1, 2], {"x": 1}, {"x": 0, "y": 0}], "how": [None, "max", [], 3]}),
        ("composite.places", composite.places, {"index": f["x"]}, {"index": [None, 3, [1.0, 2], {}, f, f["x"].iloc[:0], f["x"].astype(str), f["x"] > 1]}),
        ("composite.redrawn", composite.redrawn, {"table": f, "draws": 5, "seed": 1},
         {"table": [b for b in frames(f) if not (isinstance(b, pd.DataFrame) and b.isna().any(axis=None))], "draws": [*COUNT, 10**9], "seed": [*NO_NUMBER, -1, 0.5]}),
        ("composite.turned", composite.turned, {"drawn": composite.redrawn(f, 5), "base": pd.Series([1, 2, 3, 4], list("abcd"))},
         {"drawn": [None, 3, [], {}, composite.redrawn(f, 5).iloc[:1], composite.redrawn(f, 5).rename({"a": "z"})], "base": [None, 3, [1, 2, 3, 4], pd.Series([1, 2], list("ab"))]}),
        ("lock_in.landscapes", lock_in.landscapes, {"ruggedness": 2, "runs": 2, "seed": 1},
         {"ruggedness": [*NO_NUMBER, -1, 10, 2.5], "runs": [*COUNT, 10**9], "seed": [*NO_NUMBER, -1, 0.5]}),
        ("lock_in.search", lock_in.search, {"inside": 1, "ties": 2, "ruggedness": 2, "understood": 0.5, "outsiders": 3, "rounds": 1, "runs": 2, "seed": 1},
         {"inside": [*NO_NUMBER, -1, 3, 1.5], "ties": [*COUNT, 24], "understood": FRACTION, "outsiders": [*COUNT, 10**9], "rounds": [*NO_NUMBER, -1, 2.5, 10**9]}),
        ("lock_in.curve", lock_in.curve, {"ties": 2, "ruggedness": 2, "understood": 0.5, "outsiders": 3, "rounds": 1, "runs": 2, "seed": 1},
         {"ties": [*COUNT, 24], "ruggedness": [*NO_NUMBER, -1, 10], "understood": FRACTION, "runs": COUNT, "seed": [*NO_NUMBER, -1]}),
        ("gravity.estimate", gravity.estimate, {"data": panel(), "flow": "trade", "terms": ("agreement", "affinity"), "by_year": ()},
         {"data": panels(), "flow": [None, 3, "trede", [], NAN, "agreement", "year"],
          "terms": [None, 3, (), ("agrement",), ("year",), ("agreement", "agreement"), (None,), "magic", ("trade",)],
          "by_year": [None, 3, ("distance",), ("year",), (None,), ("agreement",)],
          "borders": [None, 1, "yes", [], NAN, True], "both_ways": [None, 1, "yes", [], NAN]}),
        ("gravity.linear", gravity.linear, {"data": panel(), "outcome": "trade", "terms": ("agreement", "affinity")},
         {"data": [b for k, b in enumerate(panels()) if k not in (10, 24, 25)],  # below zero, mostly zero: what it is for
          "outcome": [None, 3, "trede", [], NAN, "agreement", "year"],
          "terms": [None, 3, (), ("agrement",), ("year",), ("agreement", "agreement"), (None,), "magic", ("trade",)]}),
        ("gravity.timed", gravity.timed, {"data": panel(), "since": pd.Series({("C01", "C02"): 2003}), "lags": (4,), "leads": (4,)},
         {"data": [None, 3, "panel", {}, [], panel().drop(columns="year"), pd.concat([panel(), panel()["year"]], axis=1), panel().assign(year="2000")],
          "since": [None, 3, [], {("C01", "C02"): 2003}, pd.Series([2003.0]), pd.Series([1, 2], pd.MultiIndex.from_tuples([("a", "b")] * 2)),
                    pd.Series(["soon"], pd.MultiIndex.from_tuples([("a", "b")]))],
          "lags": [None, 3, "4", ("4",), (0,), (-4,), (2.5,), (NAN,), (None,), (1000,)], "leads": [None, 3, "4", (0,), (True,)]}),
        ("gravity.Gravity.percent", KEPT.setdefault("gravity", gravity.estimate(panel(), "trade", by_year=())).percent, {"term": "agreement", "change": 1.0},
         {"term": [None, 3, "agrement", [], (), NAN, ("agreement", "agreement"), ("agreement", None), ["agrement"], {}], "change": [*NO_NUMBER, 1e9]}),
        ("gravity.Gravity.effect", KEPT["gravity"].effect, {"term": "agreement"}, {"term": [None, 3, "agrement", [], NAN, ("agreement", "agreement")]}),
        ("year_gravity.estimate", year_gravity.estimate, {"data": panel(), "flow": "trade", "terms": ("affinity",), "constant": ()},
         {"data": [None, 3, "panel", {}, panel().iloc[:0], panel().drop(columns="trade"), panel().assign(trade=0.0), panel().assign(trade=-panel()["trade"]),
                   panel().assign(trade=NAN), panel().assign(trade="1"), panel().assign(affinity=INF), panel().assign(affinity=1.0), pd.concat([panel(), panel()]),
                   panel().assign(year=panel()["year"] + 0.5), panel()[panel()["origin"] == "C01"], pd.concat([panel(), panel()["trade"]], axis=1)],
          "flow": [None, 3, "trede", [], NAN, "affinity", "year"], "terms": [None, 3, (), ("afinity",), ("year",), ("affinity", "affinity"), (None,), "magic"],
          "constant": [None, 3, ("distance",), ("year",), (None,), ("affinity",)]}),
        ("year_gravity.YearGravity.of", KEPT.setdefault("by year", year_gravity.estimate(panel(), "trade", ["affinity"])).of, {"term": "affinity"},
         {"term": [None, 3, "afinity", [], NAN, ("affinity",), {}]}),
        ("year_gravity.YearGravity.change", KEPT["by year"].change, {"term": "affinity", "first": None, "last": None},
         {"term": [None, 3, "afinity", [], NAN], "first": ["soon", 1900, [], {}, NAN], "last": ["soon", 1900, [], {}, NAN]}),
        ("agglomeration.CorePeriphery", agglomeration.CorePeriphery, {"manufactures": 0.4, "substitution": 5.0},
         {"manufactures": [*FRACTION, 0, 1], "substitution": [*NO_NUMBER, 1, 0.5, 1000]}),
        *((f"agglomeration.{k}", getattr(core_, k), {"people": 0.6, "cost": 1.5}, {"people": SHARE, "cost": COST}) for k in ("wages", "price_levels", "real_wages", "pull", "real_incomes")),
        ("agglomeration.equilibria", core_.equilibria, {"cost": 1.5, "points": 21}, {"cost": COST, "points": [*COUNT, 5, 10**9]}),
        ("agglomeration.by_cost", core_.by_cost, {"costs": [1.5, 2.0], "points": 21}, {"costs": [*COST, [1.5, NAN], [[1.5]], []], "points": [*COUNT, 5, 10**9]}),
        ("agglomeration.settle", core_.settle, {"people": 0.6, "cost": 1.5, "steps": 3, "speed": 1.0},
         {"people": SHARE, "cost": COST, "steps": [*COUNT, 10**9], "speed": [*NO_NUMBER, 0, -1, 50]}),
        ("adoption.Adoption", adoption.Adoption, {"network": 1.0, "place": 1.5, "kept": 0.0, "alone": 0.0, "spread": 0.5, "places": 10},
         {"network": [*NO_NUMBER, -1], "place": [*NO_NUMBER, -1], "kept": FRACTION, "alone": NO_NUMBER, "spread": [*NO_NUMBER, 0, -1], "places": [*COUNT, 10**9]}),
        ("adoption.response", adoption.Adoption().response, {"shares": 0.5}, {"shares": [*SHARE, [0.5, 0.5], []]}),
        ("adoption.path", adoption.Adoption().path, {"pushed": 1, "start": 0.1, "steps": 3},
         {"pushed": [b for b in COUNT if not (isinstance(b, int) and b == 0)] + [11], "start": FRACTION, "steps": [*COUNT, 10**9]}),
        ("network.by_node", network.by_node, {"m": m}, {"m": [*NO_TABLE, broken]}),
        ("network.Network", network.Network, {"flows": pd.DataFrame(np.ones((3, 3))), "domestic": False},
         {"flows": [*frames(pd.DataFrame(np.ones((3, 3)))), np.ones((3, 3)), pd.DataFrame(np.zeros((3, 3))), pd.DataFrame(-np.ones((3, 3))),
                    pd.DataFrame(np.ones((3, 3)), list("abc"), list("abd")), pd.DataFrame(np.ones((2, 2)), list("aa"), list("aa")),
                    pd.DataFrame(np.full((3, 3), 1e307)), pd.DataFrame(np.full((3, 3), 1e-310)), pd.DataFrame([[1.0]])],
          "domestic": [None, "no", 3, []]}),
        ("network.pagerank", n.pagerank, {"damping": 0.85}, {"damping": [*FRACTION, 0, 1]}),
        ("network.communities", n.communities, {"resolution": 1.0, "seed": 0, "starts": 2},
         {"resolution": [*NO_NUMBER, 0, -1], "seed": [*NO_NUMBER, -1, 0.5], "starts": [b for b in COUNT if b is not None]}),
        ("network.core_periphery", n.core_periphery, {"draws": 3, "seed": 0}, {"draws": COUNT, "seed": [*NO_NUMBER, -1, 0.5]}),
        ("network.without", n.without, {"node": "a"}, {"node": [None, NAN, 5, "A", [], ["a"], {}, ("a", "b"), True]}),
        ("network.removal", n.removal, {"node": "a"}, {"node": [None, NAN, 5, "A", [], ["a"], {}, ("a", "b"), True]}),
        ("network.backbone", n.backbone, {"level": 0.5}, {"level": [*FRACTION, 0, 1]}),
        ("network.sources", n.sources, {"most": 2}, {"most": COUNT}),
        ("network.shuffled", n.shuffled, {"seed": 1}, {"seed": [*NO_NUMBER, -1, 0.5]}),
        ("network.beside_chance", n.beside_chance, {"measure": network.Network.reciprocity, "draws": 3, "seed": 0},
         {"measure": [None, 3, "reciprocity", lambda n: None, lambda n: NAN, lambda n: "1", lambda n: [1.0]], "draws": COUNT, "seed": [*NO_NUMBER, -1, 0.5]}),
        ("network.stability", n.stability, {"resolution": 1.0, "noise": 0.1, "runs": 3, "seed": 0},
         {"resolution": [*NO_NUMBER, 0, -1], "noise": [*NO_NUMBER, -0.1, 50], "runs": [*COUNT, 1], "seed": [*NO_NUMBER, -1, 0.5]}),
        ("network.hops", n.hops, {"level": 0.1, "steps": 2}, {"level": [*FRACTION, 0], "steps": COUNT}),
        ("network.reach", n.reach, {"level": 0.1, "steps": 2}, {"level": [*FRACTION, 0], "steps": COUNT}),
        ("network.likeness", network.likeness, {"found": pd.Series([0, 0, 1], list("abc")), "groups": pd.Series(list("xxy"), list("abc")), "draws": 9, "seed": 0},
         {"found": [None, 3, [0, 1], {}, pd.Series([0, 1], list("aa")), pd.Series([0.0, NAN, 1], list("abc"))],
          "groups": [None, 3, [0, 1], {}, pd.Series([0, 1], list("aa")), pd.Series(["x"], ["a"]), pd.Series(["x", None], list("ab"))],
          "draws": COUNT, "seed": [*NO_NUMBER, -1, 0.5]}),
        ("cooperation.Game", lambda players, value: cooperation.Game(players, value).grand, {"players": "ab", "value": len},
         {"players": [None, 3, [], "aa", [None], [["a"]], [NAN], [1, "1"], {}],
          "value": [None, 3, "v", {}, {"a": 1.0}, {"ab": 1.0, "ba": 2.0}, {("a", "b"): NAN}, {("a", "b"): None}, {("a", "z"): 1.0}, {("a", "b"): "1"},
                    {("a", "b"): 1, ("b", "a"): 2}, lambda s: None, lambda s: NAN, lambda s: INF, lambda s: "1", lambda s: 1j, lambda s: [1], lambda s: True]}),
        ("cooperation.Game.value", game.value, {"coalition": "ab"}, {"coalition": [None, 3, "abz", ["z"], [["a"]], [None]]}),
        ("cooperation.shapley", cooperation.shapley, {"players": "ab", "value": len, "samples": 10, "seed": 0},
         {"players": [None, 3, [], "aa"], "value": [None, 3, {}], "samples": [b for b in COUNT if b is not None] + [1, 3], "seed": [*NO_NUMBER, -1]}),
        ("cooperation.core", cooperation.core, {"game": game},
         {"game": [None, "abc", 3, {}, cooperation.Game(range(13), len), cooperation.Game("abc", lambda s: NAN)]}),
        ("cooperation.core_corners", cooperation.core_corners, {"game": game},
         {"game": [None, "abc", 3, {}, cooperation.Game("ab", len), cooperation.Game("abcd", len), cooperation.Game("abc", lambda s: NAN)]}),
        *bargaining(),
        ("cooperation.transfers", cooperation.transfers, {"gains": pd.Series([2.0, -1], list("ab"))},
         {"gains": [None, 3, [1.0], {}, pd.Series(dtype=float), pd.Series([1.0, NAN]), pd.Series([INF, 1]), pd.Series(["1", "2"]), pd.Series([1.0, -2]),
                    pd.Series([2.0, -1], list("aa")), pd.Series([1e308, 1e308]), pd.Series([1 + 0j, 2])]}),
        ("cooperation.gains", cooperation.gains, {"found": solved()}, {"found": [None, 3, t, "found", []]}),
        ("cooperation.bloc_game", lambda **k: cooperation.bloc_game(**k).grand, {"model": t, "players": ["R1", "R2"], "policy": policy},
         {"model": NO_TABLE, "players": [None, 3, [], ["R1"], ["R1", "R11"], ["R1", "R1"], ["R1", None], "R1", {"R1": 1, "R2": 2}],
          "policy": [None, 3, {}, lambda s: None, lambda s: {"tarif": 0}, lambda s: {"tariff": 5}, lambda s: [], lambda s: {1: 2}]}),
        ("cooperation.compensated", cooperation.compensated, {"model": t, "change": {"tariff": t.tariff}, "members": ["R1", "R2"], "rounds": 3},
         {"model": NO_TABLE, "change": [None, 3, [], {"tarif": 0}, {"tariff": 5}], "members": [None, 3, [], ["R1"], ["R1", "R11"], ["R1", "R1"], "R1"], "rounds": COUNT}),
        ("trade_model.TradeModel", TradeModel, trade_model_arguments(), spoilt_model_arguments()),
        ("trade_model.from_mrio", TradeModel.from_mrio, {"m": m, "elasticity": 4.0, "tariff": None, "deficit": "held"},
         {"m": [*NO_TABLE, MRIO(m.Z, None, m.regions, m.industries, x=m.x), MRIO(m.Z, m.Y * [0, 1, 1], m.regions, m.industries, x=m.x)],
          "elasticity": [*NO_NUMBER[:-2], 0, -1, [4.0], {}, {"i0": 1}],
          "tariff": [b for b in arrays(np.full((3, 3, 2), 0.1)) if b is not None] + [np.full((3, 3, 2), 0.1), np.full((3, 3, 2), 5.0) * ~np.eye(3, dtype=bool)[:, :, None]],
          "deficit": [None, "open", 3]}),
        ("trade_model.region", t.region, {"code": "R1"}, {"code": NAME}),
        ("trade_model.bloc", t.bloc, {"members": ["R1", "R2"], "industries": None},
         {"members": [None, [], "R1", ["R1"], ["R1", "R1"], *NAMES], "industries": NAMES}),
        ("trade_model.tariffs_cut", t.tariffs_cut, {"members": ["R1", "R2"], "cut": 0.5, "industries": None}, {"members": NAMES, "cut": FRACTION, "industries": NAMES}),
        ("trade_model.costs_cut", t.costs_cut, {"members": ["R1", "R2"], "cut": 0.5, "industries": None}, {"members": NAMES, "cut": [*FRACTION, 1], "industries": NAMES}),
        ("trade_model.counterfactual", t.counterfactual, {"tariff": tariff, "iceberg": cost, "transfers": [0.0, 0, 0, 0], "start": solved()},
         {"tariff": [b for b in arrays(tariff) if b is not None] + [tariff * 100, tariff + 0.1 * home, tariff - 2, t.bloc(t.regions), home * 0.1],
          "iceberg": [b for b in arrays(cost) if b is not None] + [cost * 0, -cost, cost * 0.9, cost * 0 + 1e-300, np.where(home > 0, 1, 1e-300)],
          "transfers": [*(b for b in arrays(np.array([1.0, -1, 0, 0])) if b is not None), [1.0, 0, 0, 0], [1e300, -1e300, 0, 0]], "start": [3, "near", t, []]}),
        ("trade_model.with_elasticity", t.with_elasticity, {"elasticity": 4.0}, {"elasticity": [*NO_NUMBER, 0, -1, [4.0], {"i0": 4.0}]}),
        ("trade_model.case", t.case, {"name": "half"}, {"name": [None, 3, "hlaf", [], NAN]}),
        ("worlds.world_2023", worlds.world_2023, {"elasticity": 4.0, "output_ratio": 2.0, "deficit": "held"},
         {"elasticity": [*NO_NUMBER, 0, -4], "output_ratio": [*NO_NUMBER, 1, 0, -2, 1000], "deficit": [None, "open", 3, [], NAN]}),
        ("worlds.opening", worlds.opening, {"policy": "south", "cut": 0.1}, {"policy": [None, "TWN", "west", 3, [], {}, NAN], "cut": [*FRACTION, 1]}),
        ("worlds.opened_2023", worlds.opened_2023, {"policy": "NPL", "cut": 0.1}, {"policy": [None, "west", []], "cut": [*FRACTION, 1]}),
        ("trade_model.cases", t.cases, {"elasticities": {"four": 4.0}}, {"elasticities": [{}, [], 3, "half", {"a": NAN}, {"a": None}, {"a": -1}]}),
        ("trade_model.band", t.band, {"elasticities": {"four": 4.0}}, {"elasticities": [{}, [], 3, "half", {"a": NAN}]}),
    ]  # fmt: skip


def answered(function, arguments: dict, name: str, bad) -> str:
    """ "" where a bad argument is refused in our own words, else what happened instead."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = function(**arguments | {name: bad})
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1].filename
            said = str(error)
            if not isinstance(error, ValueError) or "helpers" not in Path(where).parts:
                return f"{type(error).__name__}: {said[:90]!r} from {Path(where).name}"
            if not type(error).__module__.startswith("helpers"):
                return f"a bare {type(error).__name__}: {said[:90]!r}"
            if "\n" in said or not said.endswith((".", "?")) or not 15 < len(said) < 900:
                return f"no sentence: {said[:120]!r}"
            return ""
    return f"accepted: {type(found).__name__}"


@pytest.fixture(scope="module")
def cases() -> list[tuple]:
    return table()


NAMES_OF_FUNCTIONS = [
    "mrio", "value_added", "decomposition", "participation", "position",
    "shocks", "search", "clusters", "gravity", "network", "cooperation", "trade_model", "equilibrium", "worlds",
    "shocks", "search", "clusters", "gravity", "network", "cooperation", "bargains", "trade_model", "equilibrium",
    "shocks", "search", "clusters", "gravity", "network", "cooperation", "trade_model", "equilibrium", "traces",
]  # fmt: skip


@pytest.mark.parametrize("module", NAMES_OF_FUNCTIONS)
def test_bad_input_is_refused_by_our_own_error_in_a_sentence(cases, module):
    wrong, tried = [], 0
    for name, function, good, bad in cases:
        if not name.startswith(module + "."):
            continue
        function(**good)  # what is spoilt below works as it is
        for argument, values in bad.items():
            for k, value in enumerate(values):
                tried += 1
                told = answered(function, good, argument, value)
                if told:
                    wrong.append(f"{name}({argument}: no {k}, {str(value)[:40]!r}): {told}")
    assert not wrong, f"{len(wrong)} of {tried}\n" + "\n".join(wrong)


def test_every_public_function_is_in_the_table(cases):
    known = {name.split()[0] for name, *_ in cases}
    results = ("Error", "Core", "CorePeriphery", "Gravity", "Stability", "Deal", "Stage")
    for module in (mrio, *MEASURES, shocks, search, clusters, gravity, network, cooperation, bargains, traces):
        short = module.__name__.rsplit(".", 1)[-1]
        public = {k for k, v in vars(module).items() if callable(v) and not k.startswith("_") and getattr(v, "__module__", "") == module.__name__}  # fmt: skip
        lacking = {k for k in public if f"{short}.{k}" not in known and not k.endswith(results)}
        assert not lacking, f"{short}: {lacking}"


# -- tables at the edge ------------------------------------------------------------------------------------------------


def emptied(m: MRIO, nodes: list[int]) -> MRIO:
    """The same table with nothing made, sold or bought by some nodes."""
    Z, Y = m.Z.copy(), m.Y.copy()
    Z[nodes], Z[:, nodes], Y[nodes] = 0, 0, 0
    return MRIO(Z, Y, m.regions, m.industries, inventories=Y * 0)


def edges() -> dict[str, MRIO]:
    m = world(3, 3, 2)
    none, x, spent = np.zeros_like(m.Y), m.x.copy(), m.Y.copy()
    x[0], spent[:, 1] = 0, 0
    make = lambda Z, Y, **more: MRIO(Z, Y, m.regions, m.industries, **more)  # noqa: E731
    return {
        "one region": world(1, 3, 1), "one industry": world(3, 1, 1), "one node": world(1, 1, 1),
        "an empty node": emptied(m, [4]), "an empty region": emptied(m, [3, 4, 5]), "an empty industry": emptied(m, [1, 4, 7]),
        "one node that makes anything": emptied(m, list(range(1, 9))), "nothing at all": emptied(m, list(range(9))),
        "no trade": world(3, 2, 1, autarky=True), "no inputs": make(m.Z * 0, m.Y, inventories=none),
        "a region that buys no final product": make(m.Z, spent, inventories=none),
        "no final demand by destination": make(m.Z, None, x=m.x), "no final demand": make(m.Z, None, x=m.x, f=m.f * 0),
        "a node that trades without output": make(m.Z, m.Y, x=x, inventories=none),
        "next to no money": world(3, 2, 1, money=1e-300), "too much money": world(3, 2, 1, money=1e300),
    }  # fmt: skip


def asked_of(m: MRIO) -> list:
    """Calls of every measure and of the models."""
    calls = []
    for module in MEASURES:
        for name, measure in vars(module).items():
            if callable(measure) and getattr(measure, "__module__", "") == module.__name__ and not name.startswith("_"):
                more = {
                    "footprint": [m.va], "extraction": [m.regions[0]], "rounds_of_value_added": [m.nodes[0], 2], "by_region": [m.v],
                }  # fmt: skip
                given = more.get(name, [])
                if name != "balassa":
                    calls.append((name, lambda f=measure, given=given: f(m, *given)))
    chosen, flows = m.regions[:2], lambda: network.Network(value_added.value_added_trade(m))
    model = lambda: TradeModel.from_mrio(m, 4.0)  # noqa: E731
    opened = lambda t: {"iceberg": t.costs_cut(chosen, 0.1)}  # noqa: E731
    return [
        *calls,
        ("one propagation", lambda: position.average_propagation_length(m, m.nodes[0])),
        ("sink", lambda: decomposition.borin_mancini(m, "sink")), ("world", lambda: decomposition.borin_mancini(m, "source", "world")),
        ("by node", lambda: value_added.final_product_origin(m, "node")),
        ("demand", lambda: shocks.final_demand_falls(m, {m.regions[0]: 0.1})), ("prices", lambda: shocks.prices_rise(m, chosen[:1], m.industries[:1], 0.1)),
        ("all prices", lambda: shocks.prices_rise(m, None, m.industries, 0.1)), ("living", lambda: shocks.cost_of_living(m, m.x * 0 + 0.1)),
        ("extraction", lambda: shocks.partner_extracted(m, m.regions[0], m.regions[-1])), ("home", lambda: shocks.made_at_home(m, m.regions[0], 0.3).x),
        *((ask, lambda ask=ask: getattr(flows(), ask)()) for ask in ("pagerank", "strength", "betweenness", "clustering", "reciprocity", "efficiency")),
        ("removal", lambda: flows().removal(m.regions[0])), ("nodes", lambda: network.Network(network.by_node(m)).strength()),
        ("core", lambda: network.Network(network.by_node(m)).core_periphery(3).fit), ("communities", lambda: flows().communities()[1]),
        ("sources", lambda: flows().sources()["share"]), ("by size", lambda: flows().size_alone()), ("shuffled", lambda: flows().shuffled().weights),
        ("stability", lambda: flows().stability(runs=3).together), ("reach", lambda: flows().reach()),
        ("model", lambda: model().baseline.pi), ("cheaper trade", lambda: model().counterfactual(**opened(model())).welfare),
        ("game", lambda: cooperation.shapley(cooperation.bloc_game(model(), chosen, lambda s: opened(model())))),
        ("all in one", lambda: value_added.vax(m.aggregate(regions=dict.fromkeys(m.regions, "world")))), ("trade", lambda: m.trade()),
    ]  # fmt: skip


@pytest.mark.parametrize("edge", edges())
def test_a_table_at_the_edge_gives_numbers_or_a_sentence(edge):
    wrong = []
    for name, ask in asked_of(edges()[edge]):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", OutsideBounds)
            try:
                found = ask()
                found = [found.Z] if isinstance(found, MRIO) else found if isinstance(found, tuple) else [found]
                if not all(np.isfinite(np.asarray(a, dtype=float)).all() for a in found):
                    wrong.append(f"{name}: not finite")
            except ValueError as error:
                if not type(error).__module__.startswith("helpers") or not str(error).endswith((".", "?")):
                    wrong.append(f"{name}: {type(error).__name__}: {error}")
    assert not wrong, "\n".join(wrong)


if __name__ == "__main__":
    tried = failed = 0
    for name, function, good, bad in table():
        for argument, values in bad.items():
            for value in values:
                tried += 1
                if told := answered(function, good, argument, value):
                    failed += 1
                    print(f"{name}({argument}={str(value)[:50]!r}): {told}")
    print(f"tried {tried}, not answered in our own words {failed}")
