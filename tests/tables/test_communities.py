"""Four communities between pairs: what each measures, and how far a ranking hangs on the weights."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets
from helpers.tables import communities
from helpers.tables.communities import FOUR


@pytest.fixture(scope="module")
def pairs():
    return communities.pairs()


def test_every_pair_is_there_and_every_measure_lies_between_0_and_100(pairs):
    assert pairs.shape == (78 * 77, 4) and pairs.notna().all(axis=None)
    assert (pairs >= 0).all(axis=None) and (pairs <= 100 + 1e-9).all(axis=None)


def test_three_of_the_four_are_mutual_and_interest_is_not(pairs):
    there, back = pairs.loc[("CHN", "KAZ")], pairs.loc[("KAZ", "CHN")]
    assert np.allclose(there[["competition", "identity", "risk"]], back[["competition", "identity", "risk"]])
    assert back["interest"] > 10 * there["interest"]


def test_interest_is_a_part_of_all_value_added_trade():
    flows = datasets.load("icio_2022_flows").query("origin != destination")
    both = flows[(flows["origin"] == "DEU") | (flows["destination"] == "DEU")]
    france = both[(both["origin"] == "FRA") | (both["destination"] == "FRA")]
    assert communities.of("DEU").at["FRA", "interest"] == pytest.approx(100 * france["value_added"].sum() / both["value_added"].sum())


def test_competition_is_the_overlap_of_what_both_sell():
    sold = datasets.load("icio_2022_industries").set_index(["region", "industry"])["vax"].unstack().clip(lower=0)
    part = sold.div(sold.sum(axis=1), axis=0)
    assert communities.of("CHN").at["VNM", "competition"] == pytest.approx(100 * np.minimum(part.loc["CHN"], part.loc["VNM"]).sum())


def test_one_language_is_half_of_identity():
    votes = datasets.load("un_votes").query("year == 2022").set_index("region")["ideal_point"]
    one, other = communities.of("DEU").loc["AUT"], communities.of("DEU").loc["ITA"]
    places = communities.economies()
    farthest = votes[places].max() - votes[places].min()
    apart = abs(votes["DEU"] - votes[["AUT", "ITA"]]) / farthest
    assert one["identity"] == pytest.approx(50 * (1 - apart["AUT"]) + 50)
    assert other["identity"] == pytest.approx(50 * (1 - apart["ITA"]))


def test_two_economies_are_left_out_of_their_own_common_risk():
    """If all that A and B shared were each other, they would share nothing."""
    flows = np.array([[0.0, 9, 1, 0], [9, 0, 0, 1], [1, 0, 0, 1]])
    found = communities._overlap(flows)
    assert found[0, 1] == pytest.approx(0) and found[0, 2] == pytest.approx(0)
    alike = np.array([[0.0, 5, 3, 3], [5, 0, 3, 3], [3, 3, 0, 3]])
    assert communities._overlap(alike)[0, 1] == pytest.approx(100)


def test_all_weight_on_one_measure_ranks_by_it():
    table = communities.of("BRA")
    for k, measure in enumerate(FOUR):
        weights = [0, 0, 0, 0]
        weights[k] = 7
        first = communities.weighed(table, weights).index[0]
        assert table.at[first, measure] == table[measure].max()


def test_only_proportions_of_weights_count():
    table = communities.of("IND")
    one, other = (communities.weighed(table, w) for w in ([1, 2, 3, 4], [10, 20, 30, 40]))
    pd.testing.assert_series_equal(one, other)


@pytest.mark.parametrize("weights", [[0, 0, 0, 0], [1, 1, 1], [1, -1, 1, 1], [1, 1, 1, np.nan], "1111"])
def test_weights_that_are_none_are_refused_in_words(weights):
    with pytest.raises(ValueError, match="Four weights|could not convert"):
        communities.weighed(communities.of("IND"), weights)


def test_an_economy_that_does_not_vote_and_a_scale_that_is_none_are_named():
    with pytest.raises(ValueError, match="TWN"):
        communities.of("TWN")
    with pytest.raises(ValueError, match="is not a scale"):
        communities.weighed(communities.of("IND"), [1, 1, 1, 1], "magic")


def test_weights_are_drawn_alike_for_all_four_and_the_same_each_time():
    drawn = communities.draws(20_000)
    assert np.allclose(drawn.sum(axis=1), 1) and np.allclose(drawn.mean(axis=0), 0.25, atol=5e-3)
    assert np.array_equal(communities.draws(5), communities.draws(5))
    assert communities.draws(5000, spread=4.0).std() < drawn.std()


def test_places_are_one_ranking_a_draw():
    found = communities.places("CHN")
    assert found.shape == (77, 1000) and (np.sort(found, axis=0) == np.arange(1, 78)[:, None]).all()


def test_the_turnover_counts_what_the_draws_say():
    found, equal = communities.places("IND"), communities.weighed(communities.of("IND"), [1, 1, 1, 1])
    turn = communities.turnover("IND")
    assert turn["first"] == equal.index[0]
    assert turn["lost"] == pytest.approx(100 * (found.loc[equal.index[0]] != 1).mean())
    assert turn["kept"] == pytest.approx(sum((found.loc[c] <= 10).mean() for c in equal.index[:10]))


def test_partners_that_tie_under_equal_weights_are_named_together_and_lost_only_with_all_of_them():
    equal = communities.weighed(communities.of("GBR"), [1, 1, 1, 1])
    assert communities.tied(equal) == ["DEU", "FRA"] and equal["DEU"] == equal["FRA"]
    found = communities.places("GBR")
    alone = 100 * (found.loc[["DEU", "FRA"]] != 1).mean(axis=1)
    assert communities.turnover("GBR")["lost"] == pytest.approx(alone.sum() - 100) and (alone > 70).all()


def test_three_of_78_economies_have_two_partners_at_the_top():
    table = communities.all_turnovers()
    assert table["ties"].loc[table["ties"] > 1].to_dict() == {"CHL": 2, "EGY": 2, "GBR": 2}
    assert table["lost"].idxmax() == "IND" and table["lost"].max() == pytest.approx(75.9)


def test_a_partner_that_leads_in_all_four_is_never_moved():
    kazakh = communities.turnover("KAZ")
    assert kazakh["first"] == "RUS" and kazakh["lost"] == 0 and kazakh["firsts"] == 1


def test_the_median_over_economies_is_that_of_the_table_and_weights_near_equal_turn_less():
    specs = communities.turning_specifications()["value"]
    assert specs["ranks, all weights alike likely"] == pytest.approx(communities.all_turnovers()["lost"].median())
    for scale in communities.SCALES:
        assert specs[f"{scale}, weights near equal"] < specs[f"{scale}, all weights alike likely"]


def test_reversed_pairs_are_counted_once_each():
    found = communities.places("STP")
    equal = list(communities.weighed(communities.of("STP"), [1, 1, 1, 1]).index)
    at = found.loc[equal].to_numpy()[:, :50]
    turned = [(at[j] < at[i]).mean() for i in range(77) for j in range(i + 1, 77)]
    whole = communities.turnover("STP")["reversed"]
    assert 100 * np.mean(turned) == pytest.approx(whole, abs=4)
