"""Value added as a network: who is central, who belongs together and how surely, and what is left when a hub is gone.

A network is a square table of flows, origins in rows: `value_added.value_added_trade` for regions, `by_node` for their
industries. Self-loops are always dropped; flows inside a country are dropped
unless asked for, because they dwarf the others and decide communities alone. Built on igraph; seeds are fixed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

import igraph
import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from helpers import given, sizes
from helpers.mrio import MRIO


class NetworkError(ValueError):
    """A network that cannot be built or asked; the message says what to do."""


def by_node(m: MRIO) -> pd.DataFrame:
    """Value added of each region-industry (rows) in the final products each one completes (columns), n×n: v̂ B f̂."""
    given.kind(m, MRIO, "An input-output table (MRIO)", NetworkError)
    flows = m.B
    flows *= m.v[:, None]
    flows *= m.f
    return pd.DataFrame(flows, m.nodes, m.nodes)


@dataclass(frozen=True)
class CorePeriphery:
    """A split into a core, joined to everyone, and a periphery, joined through it: Borgatti and Everett (2000)."""

    core: list
    fit: float  # correlation of flows (log(1 + flow / mean)) with the ideal pattern, −1 … 1
    null: np.ndarray  # the same in networks whose economies have the same sizes but no structure
    p_value: float  # share of those that fit at least as well, the observed one among them

    def __str__(self) -> str:
        more = "more" if self.p_value <= 0.05 else "no more"
        return (
            f"{len(self.core)} in the core, fit {self.fit:.2f}; sizes alone give {self.null.mean():.2f} on average "
            f"(p = {self.p_value:.2f}): {more} of a core than sizes explain."
        )


@dataclass(frozen=True)
class Stability:
    """Communities found again and again, with other seeds and with flows measured a little wrong."""

    communities: pd.Series  # those of the run that is most like all others, 0 the largest
    agreement: float  # mean adjusted Rand index of all pairs of runs: 1 the same each time, 0 as chance has it
    together: pd.DataFrame  # n×n: share of runs that put two nodes into one community
    counts: np.ndarray  # communities in each run

    def __str__(self) -> str:
        low, high = self.counts.min(), self.counts.max()
        many = f"{low}" if low == high else f"{low} to {high}"
        return f"{many} communities in {len(self.counts)} runs, which agree by {self.agreement:.2f} (1: the same each time)."


def likeness(found: pd.Series, groups: pd.Series, draws: int = 999, seed: int = 0) -> pd.Series:
    """How like two sortings of the same nodes are, beside what chance gives: groups of the same sizes, dealt out anew.

    index: adjusted Rand index (1 the same, 0 chance on average; Hubert and Arabie 1985); high: what 95 % of the draws stay
    below; p: share of draws at least as like, the observed one among them. Nodes that ``groups`` lacks are left out.
    Raises NetworkError for what is no Series by node, for fewer than two common nodes, and for fewer than one draw.
    """
    for what, held in (("The communities", found), ("The groups", groups)):
        given.kind(held, pd.Series, f"{what}, a Series by node,", NetworkError)
        if not held.index.is_unique:
            raise NetworkError(f"{what} name {held.index[held.index.duplicated()][0]!r} twice.")
    draws, seed = (
        given.whole(draws, "The number of draws", NetworkError, 1),
        given.whole(seed, "The seed", NetworkError),
    )
    common = found.index[found.index.isin(groups.index)]
    if len(common) < 2:
        raise NetworkError(f"Both sort {len(common)} nodes: two or more are needed to compare.")
    one, other = (pd.factorize(held.reindex(common))[0] for held in (found, groups))
    if min(one.min(), other.min()) < 0:
        raise NetworkError("A node has no group: leave it out of the sorting.")
    rng = np.random.default_rng(seed)
    observed = _rand_index(one, other)
    null = np.array([_rand_index(one, rng.permutation(other)) for _ in range(draws)])
    p = (1 + (null >= observed - 1e-12).sum()) / (1 + draws)
    return pd.Series({"index": observed, "high": float(np.quantile(null, 0.95)), "p": float(p), "nodes": len(common)})


def _rand_index(one: np.ndarray, other: np.ndarray) -> float:
    """The adjusted Rand index of two sortings by number, from their cross table."""
    wide = other.max() + 1
    cross = np.bincount(one * wide + other, minlength=(one.max() + 1) * wide).reshape(-1, wide)
    both, a, b, every = (
        (c * (c - 1) / 2).sum() for c in (cross, cross.sum(axis=1), cross.sum(axis=0), np.array([len(one)]))
    )
    chance = a * b / every
    return 1.0 if a == b == both else float((both - chance) / ((a + b) / 2 - chance))


class Network:
    """A directed, weighted network made of a square table of flows (n×n, same labels in rows and columns).

    domestic : keep flows between nodes of the same region (only where nodes are (region, …) pairs).
    Columns are put into the order of the rows by their labels. Negative flows (shrinking inventories) are set to zero and
    counted in ``negative``. Raises NetworkError in words.
    """

    def __init__(self, flows: pd.DataFrame, domestic: bool = False):
        given.kind(flows, pd.DataFrame, "A square table (DataFrame) of flows", NetworkError)
        if not isinstance(domestic, bool | np.bool_):
            raise NetworkError(f"Domestic flows are kept (True) or not (False), not {domestic!r}.")
        for labels in (flows.index, flows.columns):
            if not labels.is_unique:
                raise NetworkError(f"{labels[labels.duplicated()][0]!r} is in the table twice: add its rows up first.")
        if flows.shape[0] != flows.shape[1] or set(flows.index) != set(flows.columns):
            raise NetworkError("A network needs a square table with the same labels in rows and columns.")
        if not flows.index.equals(flows.columns):
            flows = flows.loc[:, flows.index]
        W = given.plain(flows.to_numpy(), "The table of flows", NetworkError)
        if not np.isfinite(W).all():
            raise NetworkError("A flow is missing or infinite: fill it, with 0 where there is none.")
        self.nodes, self.domestic = flows.index, domestic
        self.n = len(W)
        np.fill_diagonal(W, 0.0)
        if not domestic and isinstance(self.nodes, pd.MultiIndex):
            W[self._home[:, None] == self._home] = 0.0
        self.negative = int((W < 0).sum())
        self.weights = np.clip(W, 0, None)
        if self.n < 2 or not self.weights.any():
            raise NetworkError("Nothing flows between two different nodes: there is no network.")
        some = self.weights[self.weights > 0]
        if not 1e-100 < some.min() <= some.max() < 1e100:
            raise NetworkError(f"Flows from {some.min():.1g} to {some.max():.1g} are too far apart to be computed with: choose another unit, or 0 for the smallest.")  # fmt: skip

    @property
    def _home(self) -> np.ndarray:
        return pd.factorize(self.nodes.get_level_values(0))[0]

    def _series(self, values, name: str) -> pd.Series:
        return pd.Series(values, self.nodes, name=name)

    def _dense(self, W: np.ndarray, directed: bool) -> igraph.Graph:
        """All pairs as an igraph graph, weights with zeros: made in a tenth of the time a list of links takes."""
        g = igraph.Graph.Full(self.n, directed=directed, loops=False)
        g.es["weight"] = W[~np.eye(self.n, dtype=bool)] if directed else W[np.triu_indices(self.n, 1)]
        return g

    # -- who is central ----------------------------------------------------------------------------------------------
    def strength(self) -> pd.DataFrame:
        """Flows out of, into and through each node (their sum), in the table's unit."""
        sold, bought = self.weights.sum(axis=1), self.weights.sum(axis=0)
        return pd.DataFrame({"out": sold, "in": bought, "total": sold + bought}, self.nodes)

    def pagerank(self, damping: float = 0.85) -> pd.Series:
        """PageRank with flows as weights (adds to 1): importance as a user of important suppliers. Cerina et al. (2015).

        ``damping``: how often a walk goes on, above 0 and below 1. Raises NetworkError for others.
        """
        damping = given.number(damping, "The damping", NetworkError, 0, 1, "give a fraction between 0 and 1, such as 0.85", above=True, below=True)  # fmt: skip
        return self._series(self._dense(self.weights, True).pagerank(weights="weight", damping=damping), "pagerank")

    @cached_property
    def _short(self) -> igraph.Graph:
        """Only links that can lie on a shortest path, length 1 / flow: the others are proven longer than a way round a hub."""
        with np.errstate(divide="ignore"):
            far = 1 / self.weights
        hubs = np.argsort(-(self.weights.sum(axis=0) + self.weights.sum(axis=1)), kind="stable")[:40]
        keep = self.weights > 0
        best = np.full_like(far, np.inf)
        way = np.empty_like(far)
        for h in hubs:
            np.add.outer(far[:, h], far[h], out=way)
            np.minimum(best, way, out=best)
        keep &= far <= best * (1 + 1e-12)  # ties stay: they share the paths between them
        i, j = np.nonzero(keep)
        g = igraph.Graph(n=self.n, edges=np.column_stack([i, j]), directed=True)
        g.es["far"] = far[i, j]
        return g

    def betweenness(self) -> pd.Series:
        """Share of all pairs of other nodes whose shortest path (length 1 / flow) leads through a node. Freeman (1977)."""
        pairs = max((self.n - 1) * (self.n - 2), 1)
        return self._series(np.array(self._short.betweenness(weights="far")) / pairs, "betweenness")

    def efficiency(self) -> float:
        """Mean of 1 / distance over all pairs (distance: sum of 1 / flow along the shortest path), in the table's unit."""
        return float(self._nearness.sum() / (self.n * (self.n - 1)))

    @cached_property
    def _nearness(self) -> np.ndarray:
        """1 / distance of all pairs, 0 where there is no path and on the diagonal."""
        i, j = np.array(self._short.get_edgelist()).T
        away = dijkstra(csr_array((self._short.es["far"], (i, j)), shape=(self.n, self.n)))
        np.fill_diagonal(away, np.inf)
        return 1 / away

    # -- how it is knit ----------------------------------------------------------------------------------------------
    def reciprocity(self) -> float:
        """Share of flow that is returned in kind: Σ min(w_ij, w_ji) / Σ w_ij, 0 … 1. Squartini et al. (2013)."""
        return float(np.minimum(self.weights, self.weights.T).sum() / self.weights.sum())

    def clustering(self) -> pd.Series:
        """Weighted clustering of each node, 0 … 1 (flows over the largest, cube roots). Fagiolo (2007)."""
        links = (self.weights > 0).astype(float)
        root = np.cbrt(self.weights / self.weights.max())
        both = root + root.T
        triangles = np.einsum("ij,ji->i", both @ both, both) / 2
        degree = links.sum(axis=0) + links.sum(axis=1)
        possible = degree * (degree - 1) - 2 * np.einsum("ij,ji->i", links, links)
        return self._series(np.divide(triangles, possible, out=np.zeros(self.n), where=possible > 0), "clustering")

    def communities(self, resolution: float = 1.0, seed: int = 0, starts: int | None = None) -> tuple[pd.Series, float]:
        """Community of each node (0 is the largest) and the modularity of the split: Leiden (Traag et al. 2019).

        Flows in both directions are added up. ``resolution`` above 1 gives more and smaller communities. The best of
        ``starts`` random starts: by default 20, and 1 in networks of more than 300 nodes. Raises NetworkError for a
        resolution that is not above 0, fewer than one start or a seed that is no whole number.
        """
        resolution = given.number(resolution, "The resolution", NetworkError, 0, 1e6, "give a number above 0, such as 1", above=True)  # fmt: skip
        seed = given.whole(seed, "The seed", NetworkError)
        starts = (20 if self.n <= 300 else 1) if starts is None else given.whole(starts, "The number of starts", NetworkError, 1)  # fmt: skip
        g = self._dense(self.weights + self.weights.T, False)
        members = _leiden(g, resolution, seed, starts)
        return self._series(members, "community"), float(g.modularity(members, weights="weight"))

    def stability(self, resolution: float = 1.0, noise: float = 0.1, runs: int = 20, seed: int = 0) -> Stability:
        """Communities over many runs, each from one random start of its own and with flows measured a little wrong.

        ``noise``: standard deviation of the error of each flow (of its logarithm; 0.1 is about 10 %); 0 varies the starts
        alone, which often all agree and so say little. Raises NetworkError for a resolution that is not above 0, a
        negative noise, fewer than two runs or a seed that is no whole number. After Lancichinetti and Fortunato (2012).
        """
        resolution = given.number(resolution, "The resolution", NetworkError, 0, 1e6, "give a number above 0, such as 1", above=True)  # fmt: skip
        noise = given.number(noise, "The noise", NetworkError, 0, 5, "give a number from 0 to 5, such as 0.1")
        runs, seed = (
            given.whole(runs, "The number of runs", NetworkError, 2),
            given.whole(seed, "The seed", NetworkError),
        )
        rng = np.random.default_rng(seed)
        found = []
        for k in range(runs):
            W = self.weights * np.exp(noise * rng.standard_normal((self.n, self.n))) if noise else self.weights
            found.append(_leiden(self._dense(W + W.T, False), resolution, seed + k, 1))
        alike = np.eye(runs)
        for i, j in combinations(range(runs), 2):
            alike[i, j] = alike[j, i] = _rand_index(found[i], found[j])
        together = np.mean([m[:, None] == m for m in found], axis=0)
        typical = found[int(np.argmax(alike.sum(axis=0)))]
        agreement = float((alike.sum() - runs) / (runs * (runs - 1)))
        counts = np.array([m.max() + 1 for m in found])
        return Stability(
            self._series(typical, "community"), agreement, pd.DataFrame(together, self.nodes, self.nodes), counts
        )

    def core_periphery(self, draws: int = 19, seed: int = 0) -> CorePeriphery:
        """The core that fits best, and how well networks of the same sizes fit that have no other structure.

        Nodes enter the core in the order of their strength; the ideal pattern has links wherever a core node takes part.
        Null networks keep what sizes alone give (aᵢbⱼ with the same sums by row and column) and draw anew how far a flow departs from it.
        Raises NetworkError for fewer than one draw or a seed that is no whole number.
        """
        draws, seed = given.whole(draws, "The number of draws", NetworkError, 1), given.whole(seed, "The seed", NetworkError)  # fmt: skip
        rng = np.random.default_rng(seed)
        order, fit = _core(self.weights)
        size = int(np.argmax(fit)) + 1
        size_alone, off = self._by_size()
        departs = (self.weights.ravel()[off] / size_alone).astype(np.float32)
        size_alone = size_alone.astype(np.float32)
        null, made = np.empty(draws), np.zeros(self.n * self.n, np.float32)
        for k in range(draws):
            made[off] = size_alone * departs[rng.integers(0, len(departs), len(departs), dtype=np.uint32)]
            null[k] = _core(made.reshape(self.n, self.n))[1].max()
        p = (1 + (null >= fit.max()).sum()) / (1 + draws)
        return CorePeriphery([self.nodes[i] for i in order[:size]], float(fit.max()), null, float(p))

    def _by_size(self) -> tuple[np.ndarray, np.ndarray]:
        """Flows that sizes alone give, and where (flat positions): aᵢbⱼ on all pairs that may trade, with our sums."""
        group = np.arange(self.n) if self.domestic or not isinstance(self.nodes, pd.MultiIndex) else self._home
        flows = sizes.alone(self.weights.sum(axis=1), self.weights.sum(axis=0), group)
        off = np.flatnonzero(flows)
        return flows.ravel()[off], off

    # -- beside chance -----------------------------------------------------------------------------------------------
    def size_alone(self) -> pd.DataFrame:
        """What sizes alone give each pair, n×n: the most even flows with our sums by row and column (aᵢbⱼ, no self-loops).

        Wilson (1967). Raises NetworkError where no such flows exist: a node larger than all others together.
        """
        flows, off = self._by_size()
        out = np.zeros(self.n * self.n)
        out[off] = flows
        out = out.reshape(self.n, self.n)
        self._sums_kept(out)
        return pd.DataFrame(out, self.nodes, self.nodes)

    def shuffled(self, seed: int = 0) -> Network:
        """A network whose nodes sell and buy in all what ours do, but with the ties dealt out anew: the null model.

        How far each flow departs from what size alone gives (its factor) is handed to another pair, then rows and columns
        are brought back to their sums (RAS). Raises NetworkError where that cannot be: too many pairs do not trade.
        """
        rng = np.random.default_rng(given.whole(seed, "The seed", NetworkError))
        size, off = self._by_size()
        factor = np.divide(self.weights.ravel()[off], size, out=np.zeros_like(size), where=size > 0)
        made = np.zeros(self.n * self.n)
        made[off] = size * factor[rng.permutation(len(factor))]
        made = made.reshape(self.n, self.n)
        made = sizes.scaled(made, self.weights.sum(axis=1), self.weights.sum(axis=0))
        self._sums_kept(made)
        return Network(pd.DataFrame(made, self.nodes, self.nodes), self.domestic)

    def _sums_kept(self, made: np.ndarray) -> None:
        most = self.weights.sum() * 1e-6
        kept = all(np.abs(made.sum(axis=k) - self.weights.sum(axis=k)).max() <= most for k in (0, 1))
        if not kept:
            raise NetworkError("No other network with the same sums was found: too many pairs do not trade, or one node is larger than all others together.")  # fmt: skip

    def beside_chance(self, measure: Callable[[Network], float], draws: int = 99, seed: int = 0) -> pd.Series:
        """A measure of this network beside the same of networks of the same sizes (`shuffled`).

        observed; mean, low and high (95 % of the draws lie between them); p: share of draws at least as far from their
        mean, the observed one among them. Raises NetworkError for a measure that gives no number, or fewer than one draw.
        """
        if not callable(measure):
            raise NetworkError(
                "The measure is a function of a network that gives a number, such as Network.reciprocity."
            )
        draws, seed = given.whole(draws, "The number of draws", NetworkError, 1), given.whole(seed, "The seed", NetworkError)  # fmt: skip
        what = "What the measure gives"
        observed = given.number(measure(self), what, NetworkError)
        null = np.array([given.number(measure(self.shuffled(seed + k)), what, NetworkError) for k in range(draws)])
        far = np.abs(null - null.mean()) >= abs(observed - null.mean()) - 1e-12
        low, high = np.quantile(null, [0.025, 0.975])
        p = (1 + far.sum()) / (1 + draws)
        return pd.Series({"observed": observed, "mean": null.mean(), "low": low, "high": high, "p": p}, dtype=float)

    # -- who can be reached ------------------------------------------------------------------------------------------
    def hops(self, level: float = 0.05, steps: int = 5) -> pd.DataFrame:
        """How many links lie between two nodes (origin × destination), infinite beyond so many ``steps``; 0 to oneself.

        A link counts where it carries at least ``level`` of all that its buyer takes from others. Raises NetworkError for a
        level that is not above 0 and up to 1, or fewer than one step.
        """
        level = given.number(
            level, "The level", NetworkError, 0, 1, "give a fraction above 0, such as 0.05", above=True
        )
        steps = given.whole(steps, "The number of steps", NetworkError, 1)
        bought = self.weights.sum(axis=0)
        link = (self.weights >= level * bought) & (self.weights > 0)
        linked = link.astype(np.float32)
        away = np.where(np.eye(self.n, dtype=bool), 0.0, np.where(link, 1.0, np.inf))
        front = linked
        for k in range(2, steps + 1):
            new = (front @ linked > 0) & np.isinf(away)
            if not new.any():
                break
            away[new] = k
            front = new.astype(np.float32)
        return pd.DataFrame(away, self.nodes, self.nodes)

    def reach(self, level: float = 0.05, steps: int = 5) -> pd.DataFrame:
        """Share of the other nodes that each node's value gets to within 1 … ``steps`` links: node × steps, never falling.

        Links, and errors, as `hops` has them.
        """
        away = self.hops(level, steps).to_numpy()
        within = {k: ((away > 0) & (away <= k)).sum(axis=1) / (self.n - 1) for k in range(1, int(steps) + 1)}
        return pd.DataFrame(within, self.nodes).rename_axis("steps", axis="columns")

    # -- what if -----------------------------------------------------------------------------------------------------
    def without(self, node) -> Network:
        """The network with one node, or all nodes of a region, taken out; NetworkError for one there is not."""
        if isinstance(node, list | dict | set | np.ndarray | pd.Series | pd.Index) or node is None:
            raise NetworkError("One node is taken out at a time: give its name.")
        if isinstance(self.nodes, pd.MultiIndex) and not isinstance(node, tuple):
            keep = np.asarray(self.nodes.get_level_values(0) != node)
        else:
            keep = ~self.nodes.isin([node])
        if keep.all():
            among = self.nodes.get_level_values(0).unique() if isinstance(self.nodes, pd.MultiIndex) else self.nodes
            raise NetworkError(f"{node!r} is not in this network. {given.near(node, among, 'It has')}")
        left = pd.DataFrame(self.weights[np.ix_(keep, keep)], self.nodes[keep], self.nodes[keep])
        return Network(left, self.domestic)

    def removal(self, node) -> pd.Series:
        """What goes with a hub: the share of all flow, and of the efficiency among the others; NetworkError as `without`."""
        left = self.without(node)
        others = self.nodes.isin(left.nodes)
        before = self._nearness[np.ix_(others, others)].sum() / (left.n * (left.n - 1))
        return pd.Series(
            {"flow lost": 1 - left.weights.sum() / self.weights.sum(), "efficiency of the others lost": 1 - left.efficiency() / before},
            name=str(node),
        )  # fmt: skip

    def sources(self, most: int = 2) -> pd.DataFrame:
        """Each node's largest sources, the largest first: a picture's backbone that leaves nobody out.

        Columns: origin, destination, value, share (of all that the destination takes from others, 0 … 1), place (1 is the
        largest). Who takes from fewer has fewer rows. Raises NetworkError for a number of sources below 1.
        """
        most = given.whole(most, "The number of sources", NetworkError, 1)
        order = np.argsort(-self.weights, axis=0, kind="stable")[:most]
        i, j = order.T.ravel(), np.repeat(np.arange(self.n), len(order))
        value, bought = self.weights[i, j], self.weights.sum(axis=0)[j]
        table = pd.DataFrame({
            "origin": self.nodes[i], "destination": self.nodes[j], "value": value,
            "share": np.divide(value, bought, out=np.zeros(len(value)), where=bought > 0), "place": np.tile(np.arange(1, len(order) + 1), self.n),
        })  # fmt: skip
        return table[value > 0].reset_index(drop=True)

    def backbone(self, level: float = 0.05) -> pd.DataFrame:
        """Links too strong for chance in their origin's or destination's eyes, strongest first. Serrano et al. (2009).

        Columns: origin, destination, value, p (of the disparity filter: (1 − share)^(links − 1), the smaller of both ends).
        Raises NetworkError for a level that is not between 0 and 1.
        """
        level = given.number(level, "The level", NetworkError, 0, 1, "give a fraction between 0 and 1, such as 0.05", above=True, below=True)  # fmt: skip
        p = np.ones_like(self.weights)
        for axis in (0, 1):
            total = self.weights.sum(axis=axis, keepdims=True)
            links = (self.weights > 0).sum(axis=axis, keepdims=True)
            share = np.divide(self.weights, total, out=np.zeros_like(self.weights), where=total > 0)
            p = np.minimum(p, np.where(links > 1, (1 - share) ** np.maximum(links - 1, 1), 1.0))
        i, j = np.nonzero((p < level) & (self.weights > 0))
        table = pd.DataFrame({"origin": self.nodes[i], "destination": self.nodes[j], "value": self.weights[i, j], "p": p[i, j]})  # fmt: skip
        return table.sort_values("value", ascending=False, ignore_index=True)

    def __repr__(self) -> str:
        negative = f", {self.negative} negative ones set to 0" if self.negative else ""
        return f"<Network: {self.n} nodes, {int((self.weights > 0).sum()):,} links, {'with' if self.domestic else 'without'} domestic flows{negative}>"


def _leiden(g: igraph.Graph, resolution: float, seed: int, starts: int) -> np.ndarray:
    """Members by community, 0 the largest: the best of some random starts."""
    igraph.set_random_number_generator(random.Random(seed))
    try:
        found = [
            g.community_leiden(objective_function="modularity", weights="weight", resolution=resolution, n_iterations=3)
            for _ in range(starts)
        ]
    finally:
        igraph.set_random_number_generator(random)
    members = np.array(max(found, key=lambda f: f.quality).membership)
    order = np.argsort(-np.bincount(members), kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank[members]


@lru_cache(2)
def _below(n: int) -> np.ndarray:
    return np.tri(n, k=-1, dtype=np.float32)


def _core(W: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Nodes by strength, and the fit of each core of the first 1 … n−1 of them: one pass over the sorted table."""
    n = len(W)
    order = np.argsort(-(W.sum(axis=0) + W.sum(axis=1)), kind="stable")
    # the weakest first; single precision is plenty for a correlation and halves the time
    flow = (W * np.float32(n * (n - 1) / W.sum(dtype=float))).astype(np.float32, copy=False)[order[::-1]][
        :, order[::-1]
    ]
    np.log1p(flow, out=flow)
    total, square, pairs = float(flow.sum(dtype=float)), float(np.vdot(flow, flow)), n * (n - 1)
    # flows among the n − k weakest nodes: what the row and the column of each one add
    below = _below(n)
    added = np.einsum("ij,ij->i", flow, below) + np.einsum("ij,ji->j", flow, below)
    k = np.arange(1, n)
    outside = added.cumsum(dtype=float)[n - 1 - k]
    touched = pairs - (n - k) * (n - k - 1)
    together = (total - outside) / pairs - total / pairs * touched / pairs
    spread = np.sqrt(
        np.maximum(touched / pairs * (1 - touched / pairs), 0) * max(square / pairs - (total / pairs) ** 2, 0)
    )
    return order, np.divide(together, spread, out=np.zeros(n - 1), where=spread > 1e-15)
