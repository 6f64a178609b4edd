"""Networks: known graphs give known numbers, and short cuts for dense tables change nothing."""

import igraph
import numpy as np
import pandas as pd
import pytest
from worlds import relabelled, world

from helpers import clusters, datasets, network
from helpers.network import Network, NetworkError
from helpers.value_added import value_added_trade


def made(edges, n: int, both: bool = True) -> Network:
    W = np.zeros((n, n))
    for i, j in edges:
        W[i, j] = 1.0
        if both:
            W[j, i] = 1.0
    return Network(pd.DataFrame(W, range(n), range(n)))


@pytest.fixture(scope="module")
def star() -> Network:
    return made([(0, k) for k in range(1, 8)], 8)


@pytest.fixture(scope="module")
def cliques() -> Network:
    five = [(i, j) for i in range(5) for j in range(i)]
    return made([*five, *((i + 5, j + 5) for i, j in five), (4, 5)], 10)


@pytest.fixture(scope="module")
def zachary() -> Network:
    """The karate club of Zachary (1977), 34 members."""
    return made(igraph.Graph.Famous("Zachary").get_edgelist(), 34)


@pytest.fixture(scope="module")
def wiod() -> Network:
    return Network(value_added_trade(datasets.mrio(2011)))


# -- star --------------------------------------------------------------------------------------------------------------
def test_all_paths_of_a_star_lead_through_its_hub(star):
    assert star.betweenness().tolist() == [1, *[0] * 7]


def test_the_core_of_a_star_is_its_hub_and_fits_perfectly(star):
    core = star.core_periphery(draws=5)
    assert core.core == [0] and core.fit == pytest.approx(1)


def test_a_star_has_no_triangles_and_falls_apart_without_its_hub(star):
    assert star.clustering().max() == 0
    with pytest.raises(NetworkError, match="Nothing flows"):
        star.without(0)


def test_pagerank_of_a_star_solves_its_two_equations(star):
    rank, d, n = star.pagerank(), 0.85, 8
    assert rank[0] == pytest.approx((1 - d) / n + d * rank[1:].sum()) and rank.sum() == pytest.approx(1)


# -- two cliques -------------------------------------------------------------------------------------------------------
def test_two_cliques_are_two_communities_joined_by_a_bridge(cliques):
    members, modularity = cliques.communities()
    assert members[:5].nunique() == members[5:].nunique() == 1 and members[0] != members[9]
    assert modularity == pytest.approx(20 / 21 - 1 / 2)
    assert set(cliques.betweenness().nlargest(2).index) == {4, 5}


def test_inside_a_clique_everyone_knows_everyone(cliques):
    assert cliques.clustering().drop([4, 5]).tolist() == pytest.approx([1] * 8)


# -- Zachary -----------------------------------------------------------------------------------------------------------
def test_the_karate_club_splits_as_published(zachary):
    members, modularity = zachary.communities()
    assert modularity == pytest.approx(0.4198, abs=1e-4) and members.nunique() == 4
    assert members[0] != members[33]  # the instructor and the president part ways


def test_the_karate_clubs_clustering_and_betweenness_are_igraphs(zachary):
    g = igraph.Graph.Famous("Zachary")
    assert zachary.clustering().to_numpy() == pytest.approx(g.transitivity_local_undirected(mode="zero"))
    ours, theirs = zachary.betweenness(), np.array(g.betweenness()) / (33 * 32 / 2)
    assert ours.to_numpy() == pytest.approx(theirs) and ours[0] == pytest.approx(0.4376, abs=1e-4)


def test_the_instructor_and_the_president_rank_first(zachary):
    assert set(zachary.pagerank().nlargest(2).index) == {0, 33}


# -- any network -------------------------------------------------------------------------------------------------------
def test_leaving_out_long_links_changes_no_shortest_path():
    rng = np.random.default_rng(4)
    W = rng.lognormal(0, 2, (60, 60)) * (rng.random((60, 60)) < 0.7)
    np.fill_diagonal(W, 0)
    i, j = np.nonzero(W)
    g = igraph.Graph(60, np.column_stack([i, j]), directed=True)
    ours = Network(pd.DataFrame(W))
    assert ours._short.ecount() < g.ecount() / 2
    assert (ours.betweenness() * 59 * 58).to_numpy() == pytest.approx(g.betweenness(weights=1 / W[i, j]))
    away = np.array(g.distances(weights=1 / W[i, j]))
    np.fill_diagonal(away, np.inf)
    assert ours.efficiency() == pytest.approx((1 / away).sum() / (60 * 59))


def test_flows_that_come_back_in_full_are_reciprocal_and_one_way_flows_are_not():
    assert made([(0, 1), (1, 2)], 3).reciprocity() == 1
    assert made([(0, 1), (1, 2)], 3, both=False).reciprocity() == 0


def test_the_core_is_that_of_all_cores_tried_one_by_one(wiod):
    order, fit = network._core(wiod.weights)
    flow = np.log1p(wiod.weights / (wiod.weights.sum() / (41 * 40)))
    off = ~np.eye(41, dtype=bool)
    for size in (1, 4, 17):
        inside = np.isin(np.arange(41), order[:size])
        ideal = (inside[:, None] | inside).astype(float)
        assert fit[size - 1] == pytest.approx(np.corrcoef(flow[off], ideal[off])[0, 1], abs=1e-5)


def test_a_network_of_sizes_only_has_no_more_of_a_core_than_sizes_give():
    rng = np.random.default_rng(0)
    size = rng.lognormal(0, 1, 30)
    W = np.outer(size, size) * rng.uniform(0.9, 1.1, (30, 30))
    found = Network(pd.DataFrame(W)).core_periphery()
    assert found.p_value > 0.05 and "no more of a core" in str(found)


def test_the_backbone_of_equal_links_is_empty_and_of_one_strong_link_is_that_link():
    assert made([(i, j) for i in range(6) for j in range(i)], 6).backbone().empty
    W = np.ones((6, 6))
    W[2, 3] = 500.0
    assert Network(pd.DataFrame(W)).backbone(0.01)[["origin", "destination"]].values.tolist() == [[2, 3]]


def test_the_order_of_countries_does_not_matter():
    m = world(5, 2, 3)
    a, b = Network(value_added_trade(m)), Network(value_added_trade(relabelled(m, 3)))
    for measure in ("pagerank", "betweenness", "clustering"):
        one, two = getattr(a, measure)().sort_index(), getattr(b, measure)().sort_index()
        assert one.to_numpy() == pytest.approx(two.to_numpy())


def test_the_same_seed_finds_the_same_communities():
    m = datasets.mrio(2011)
    a, b = (Network(value_added_trade(m)).communities()[0] for _ in range(2))
    assert a.equals(b)


# -- value added -------------------------------------------------------------------------------------------------------
def test_flows_between_nodes_add_up_to_value_added_trade():
    m = world(3, 2, 1)
    flows = network.by_node(m)
    earned = flows.sum(axis=1).groupby("region").sum()
    assert earned.to_numpy() == pytest.approx(value_added_trade(m).sum(axis=1).to_numpy())


def test_domestic_flows_decide_communities_when_they_are_let_in():
    m = datasets.mrio(2011)
    flows = network.by_node(m)
    without, with_them = (Network(flows, domestic=d).communities()[1] for d in (False, True))
    assert with_them > 2 * without


def test_strength_out_is_value_added_exports(wiod):
    flows = value_added_trade(datasets.mrio(2011))
    abroad = flows.sum(axis=1) - np.diag(flows)
    assert wiod.strength()["out"].to_numpy() == pytest.approx(abroad.to_numpy())


def test_what_is_left_of_a_network_without_domestic_flows_has_none_either():
    left = Network(network.by_node(world(4, 2, 1))).without("R0")
    assert not left.domestic and left._by_size()[0].size == left.n * (left.n - 2)


def test_removing_a_hub_takes_its_flows_and_never_brings_the_others_nearer(wiod):
    for hub in ("CHN", "USA", "MLT"):
        gone = wiod.removal(hub)
        strength = wiod.strength()
        assert gone["flow lost"] == pytest.approx(strength.at[hub, "total"] / strength["out"].sum())
        assert gone["efficiency of the others lost"] >= -1e-12


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda w: Network(pd.DataFrame(np.ones((2, 3)))), "square table"),
        (lambda w: Network(pd.DataFrame(np.ones((2, 2)), list("aa"), list("aa"))), "'a' is in the table twice"),
        (lambda w: Network(pd.DataFrame(np.full((2, 2), np.nan))), "missing or infinite"),
        (lambda w: Network(pd.DataFrame(np.zeros((2, 2)))), "Nothing flows"),
        (lambda w: w.without("XXX"), "'XXX' is not in this network"),
        (lambda w: w.backbone(5), "between 0 and 1"),
    ],
)
def test_bad_input_is_answered_in_a_sentence(wiod, call, words):
    with pytest.raises(NetworkError, match=words):
        call(wiod)


def test_who_trades_with_nobody_is_at_no_distance_and_lowers_the_mean():
    """The last of the table buys and sells nothing: all pairs with it count as unlinked, the others are as before."""
    whole = pd.DataFrame([[0, 4, 2.0], [4, 0, 1], [2, 1, 0]], list("abc"), list("abc"))
    alone = whole.reindex(index=list("abcz"), columns=list("abcz"), fill_value=0.0)
    one, other = Network(whole), Network(alone)
    assert other.efficiency() * 4 * 3 == pytest.approx(one.efficiency() * 3 * 2)
    assert other.betweenness()["z"] == 0
    for hub in "abc":
        gone = (one.removal(hub), other.removal(hub))
        assert gone[1].to_numpy() == pytest.approx(gone[0].to_numpy())
    assert other.backbone(0.9).equals(one.backbone(0.9)) and len(one.backbone(0.9)) > 0


def test_columns_in_another_order_are_the_same_network():
    whole = pd.DataFrame([[0, 4, 2.0], [3, 0, 1], [2, 1, 0]], list("abc"), list("abc"))
    assert (Network(whole[list("cab")]).weights == Network(whole).weights).all()


# -- null models -------------------------------------------------------------------------------------------------------
def test_a_shuffled_network_sells_and_buys_what_ours_does_but_with_others(wiod):
    made = wiod.shuffled(3)
    for axis in (0, 1):
        assert made.weights.sum(axis=axis) == pytest.approx(wiod.weights.sum(axis=axis), rel=1e-6)
    assert np.corrcoef(np.log1p(made.weights).ravel(), np.log1p(wiod.weights).ravel())[0, 1] < 0.98
    assert not np.diag(made.weights).any() and made.nodes.equals(wiod.nodes)
    assert (wiod.shuffled(3).weights == made.weights).all() and not (wiod.shuffled(4).weights == made.weights).all()


def test_shuffling_keeps_flows_inside_economies_out():
    m = datasets.mrio(2011)
    two = {i: "one" if k < 11 else "two" for k, i in enumerate(m.industries)}
    net = Network(network.by_node(m.aggregate(industries=two)))
    made = net.shuffled()
    home = net._home[:, None] == net._home
    assert not made.weights[home].any() and made.weights.sum(axis=1) == pytest.approx(net.weights.sum(axis=1), rel=1e-5)


def test_what_size_alone_gives_is_one_product_of_two_numbers_off_the_diagonal(wiod):
    size = wiod.size_alone().to_numpy()
    assert size.sum(axis=1) == pytest.approx(wiod.weights.sum(axis=1)) and not np.diag(size).any()
    a, b, c, d = 3, 7, 20, 33  # no two of rows and columns the same: the product of a crossing is that of the other
    assert size[a, c] * size[b, d] == pytest.approx(size[a, d] * size[b, c])


def test_a_network_of_sizes_only_is_its_own_null_model():
    size = np.random.default_rng(1).lognormal(0, 1, 20)
    net = Network(pd.DataFrame(np.outer(size, size)))
    assert net.shuffled(5).weights == pytest.approx(net.weights, rel=1e-4)


def test_reciprocity_beside_chance_is_told_from_none():
    rng = np.random.default_rng(2)
    W = rng.lognormal(0, 1, (25, 25))
    one_way, both_ways = Network(pd.DataFrame(W)), Network(pd.DataFrame(W + W.T))
    assert one_way.beside_chance(Network.reciprocity, 39)["p"] > 0.05
    found = both_ways.beside_chance(Network.reciprocity, 39)
    assert found["observed"] == 1 and found["high"] < 1 and found["p"] == pytest.approx(1 / 40)


def test_a_star_has_no_other_network_of_its_sums(star):
    with pytest.raises(NetworkError, match="too many pairs do not trade, or one node is larger"):
        star.shuffled()


# -- stability ---------------------------------------------------------------------------------------------------------
def test_two_cliques_are_found_in_every_run_and_their_pairs_always_together(cliques):
    found = cliques.stability(noise=0.2, runs=8)
    assert found.agreement == 1 and set(found.counts) == {2} and found.communities.nunique() == 2
    assert found.together.loc[0, 1] == 1 and found.together.loc[0, 9] == 0 and "the same each time" in str(found)


def test_communities_of_a_network_without_any_hardly_agree():
    size = np.ones(40)
    noise = np.random.default_rng(3).lognormal(0, 0.05, (40, 40))
    found = Network(pd.DataFrame(np.outer(size, size) * noise)).stability(noise=0.2, runs=10)
    assert found.agreement < 0.2


def test_noise_lowers_agreement_where_new_starts_alone_do_not(wiod):
    assert wiod.stability(1.2, noise=0.0).agreement > wiod.stability(1.2, noise=0.3).agreement
    together = wiod.stability(1.2, noise=0.3).together
    assert (np.diag(together) == 1).all() and together.equals(together.T) and together.stack().between(0, 1).all()


# -- likeness ----------------------------------------------------------------------------------------------------------
def test_likeness_is_the_adjusted_rand_index():
    rng = np.random.default_rng(0)
    for _ in range(5):
        a, b = (pd.Series(rng.integers(0, k, 30), range(30)) for k in (3, 5))
        assert network.likeness(a, b, 9)["index"] == pytest.approx(clusters.adjusted_rand(a, b))


def test_a_sorting_is_like_itself_and_chance_is_not():
    a = pd.Series([0] * 10 + [1] * 10 + [2] * 10, range(30))
    same = network.likeness(a, a.sample(frac=1, random_state=1), 99)
    assert same["index"] == 1 and same["p"] == 0.01 and same["high"] < 0.3
    other = network.likeness(a, pd.Series([0, 1, 2] * 10, range(30)), 99)
    assert other["p"] > 0.5


def test_nodes_that_only_one_side_sorts_are_left_out():
    a = pd.Series([0, 0, 1, 1, 1], list("abcde"))
    assert network.likeness(a, pd.Series(["x", "x", "y", "y"], list("abcd")), 9)["nodes"] == 4


# -- reach and sources -------------------------------------------------------------------------------------------------
def test_along_a_line_value_gets_one_further_with_each_step():
    line = made([(0, 1), (1, 2), (2, 3)], 4, both=False)
    away = line.hops(0.5, 3)
    assert away.loc[0].tolist() == [0, 1, 2, 3] and np.isinf(away.loc[3, 0])
    assert line.reach(0.5, 3).loc[0].tolist() == pytest.approx([1 / 3, 2 / 3, 1])
    assert np.isinf(line.hops(0.5, 2).loc[0, 3])


def test_a_link_counts_from_its_level_on_and_reach_never_falls(wiod):
    reach = wiod.reach(0.05, 4)
    share = wiod.weights / wiod.weights.sum(axis=0)
    assert reach[1].to_numpy() == pytest.approx((share >= 0.05).sum(axis=1) / 40)
    assert (reach.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert (wiod.reach(0.02, 4) >= reach).all(axis=None)


def test_each_nodes_largest_sources_are_those_of_its_column(wiod):
    sources = wiod.sources(3)
    assert (sources["destination"].value_counts() == 3).all() and len(sources) == 3 * 41
    mexico = sources[sources["destination"] == "MEX"]
    took = pd.Series(wiod.weights[:, list(wiod.nodes).index("MEX")], wiod.nodes)
    assert list(mexico["origin"]) == list(took.nlargest(3).index) and list(mexico["place"]) == [1, 2, 3]
    assert mexico["share"].to_numpy() == pytest.approx((took.nlargest(3) / took.sum()).to_numpy())


def test_who_buys_from_one_only_has_one_source():
    assert made([(0, 1), (1, 2)], 3, both=False).sources(2)[["origin", "destination"]].values.tolist() == [
        [0, 1],
        [1, 2],
    ]
