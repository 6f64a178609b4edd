"""Checks of lesson 4.1."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers import datasets, gravity, worlds
from helpers.exercises import Exercise, Misconception
from helpers.tables import agreement_effects, communities, friendship, opening


@cache
def _guide(home: bool = True, term: str = "affinity_lag4", percent: bool = True) -> float:
    """Trade on affinity in the Advanced Guide's panel, with or without sales at home, % or the coefficient itself."""
    panel = friendship.with_votes(agreement_effects.manufactures())
    used = panel if home else panel[panel["origin"] != panel["destination"]]
    found = gravity.estimate(used, "sales", (term, "agreement"), by_year=(), borders=home)
    return float((found.percent(term) if percent else found.effect(term))["estimate"])


@cache
def _no_borders() -> float:
    panel = friendship.with_votes(agreement_effects.manufactures())
    return float(gravity.estimate(panel, "sales", ("affinity_lag4", "agreement"), by_year=()).percent("affinity_lag4")["estimate"])


@cache
def _ways() -> pd.DataFrame:
    return opening.orders(opening.staged(worlds.world_1993(), "CHN"))


def _taken(step: str, place: str, before: int, after: int) -> float:
    """Mean of what is gained between two places, over orders in which a step has a place."""
    ways = _ways()
    rows = ways[ways.index.get_level_values(place) == step]
    return float((rows[after] - rows[before]).mean())


@cache
def _mean_worth(step: str) -> float:
    return float(opening.worth_of_steps(opening.staged(worlds.world_1993(), "CHN")).at[step, "mean"])


def _third_deal(code: str) -> float:
    table = opening.by_regime()
    return float(table.at[code, "all three"] - table.at[code, "China with each"])


@cache
def _alone(code: str) -> float:
    """What the deal of Japan and Korea is worth where no other stands."""
    table = opening.next_deal(opening.networks(worlds.world_2022()))
    rows = table[[d == ("JPN", "KOR") for d in table["deal"]]]
    return float(rows.loc[rows["partner"] == code, "alone"].iloc[0])


@cache
def _raised(partner: str) -> dict[str, float]:
    table = datasets.load("us_tariffs").query("partner == @partner")
    bought = table["imports"]
    return {
        "weighed": float((table["increase_2025"] * bought).sum() / bought.sum()),
        "plain": float(table["increase_2025"].mean()),
        "with old": float(((table["increase_2025"] + table["tariff_2024"]) * bought).sum() / bought.sum()),
    }


@cache
def _stay(code: str, spread: float = 1.0, ten: int = 10) -> float:
    closest = communities.weighed(communities.of(code), [1, 1, 1, 1]).index[:ten]
    found = communities.places(code, spread=spread)
    return float((found.loc[closest] <= ten).sum().mean())


@cache
def _first_stays(code: str) -> float:
    closest = communities.weighed(communities.of(code), [1, 1, 1, 1]).index[0]
    return float((communities.places(code).loc[closest] == 1).mean() * 100)


EXERCISES = (
    Exercise(
        "4.1.1", "LO4.1.3", "predict",
        expected=lambda: "China",
        misconceptions=(
            Misconception("who signs pays", lambda: "Japan", "Japan signs because it gains: Korea's goods get cheaper for it, and its own for Korea."),
            Misconception("the smallest loses", lambda: "Korea", "Korea is the smallest of the three, and its trade with Japan weighs most in its income. It gains."),
            Misconception("more trade for all", lambda: "none", "The three gain together. That does not say that each one does."),
        ),
        steps=("Two of the three sign, so both expect a gain. What had the third until now that nobody else had?",
               "A hub sells to both spokes at a lower cost than the spokes sell to each other. What is left of this when they agree?"),
        code='answer_1 = "China"',
        why="As long as Japan and Korea had a deal with China only, Chinese goods had an edge in both. Their own deal takes it: in the model of 2022 "
        "China's gain falls from 0.37 to 0.31 % of real income, while Japan's and Korea's rise. It still gains more than with one deal.",
        praise="A hub has an edge, and its spokes' deal takes part of it: 0.37 becomes 0.31 % in the model.",
    ),
    Exercise(
        "4.1.2", "LO4.1.1", "change",
        expected=_guide,
        misconceptions=(
            Misconception("abroad only", lambda: _guide(home=False), "This is still abroad only: give `gravity.estimate` the whole panel, and take borders out year by year."),
            Misconception("no effects of borders", _no_borders, "Sales at home are in, but what opened all borders was left to votes: `borders=True`."),
            Misconception("the coefficient", lambda: _guide(percent=False), "This is the coefficient β. In per cent it is (exp(β) − 1) × 100, which `percent` gives."),
        ),
        neighbours=lambda: {"votes of the same year": _guide(term="affinity"), "votes four years after": _guide(term="affinity_lead4")},
        decimals=1,
        steps=("The line leaves out rows whose origin is their destination. What are they, and under which name is the whole panel?",
               "`gravity.estimate(guide, \"sales\", terms, by_year=(), borders=True)`, then `.percent(\"affinity_lag4\")[\"estimate\"]`."),
        code='answer_2 = gravity.estimate(guide, "sales", terms, (), borders=True)\n'
        'answer_2 = answer_2.percent("affinity_lag4")["estimate"]',
        why="With sales at home a tie can draw on what was sold at home, and effects of crossing a border, one a year, take out what opened all "
        "economies alike. The same votes, the same trade, 52 economies from 1994 to 2006: the sign turns from −7 to +13 %, because something else is "
        "compared. With the publisher's votes before 1990 the +13 % stay; abroad only −3 % are left, and the interval holds zero.",
        praise="From about −7 to about +13 % (52 economies, 1994 to 2006): the same votes, another question.",
    ),
    Exercise(
        "4.1.3", "LO4.1.2", "bug hunt",
        expected=lambda: _taken(opening.INSIDE, "fourth", 3, 4),
        misconceptions=(
            Misconception("the whole way", lambda: _taken(opening.INSIDE, "fourth", 0, 4), "This is what all four steps add. The last one begins where three are taken: column 3."),
            Misconception("first, not last", lambda: _taken(opening.INSIDE, "first", 0, 1), "This is what it adds as the first step. Asked is the last."),
            Misconception("the mean of all orders", lambda: _mean_worth(opening.INSIDE), "This is the mean over all 24 orders, its Shapley value. Asked are those in which it comes last."),
        ),
        neighbours=lambda: {"all other goods last": _taken(opening.OTHERS, "fourth", 3, 4), "everyone alike last": _taken(opening.ALIKE, "fourth", 3, 4)},
        decimals=2,
        steps=("Columns 0 to 4 hold the gain after so many steps. Between which two does the last step lie?",
               "The gain after four steps less the gain after three, on average over the rows of `six`."),
        code="answer_3 = (six[4] - six[3]).mean()",
        why="`six[4] - six[0]` is the whole way from no step to four. What the last step adds lies between column 3 and column 4. It is the same in "
        "all six orders: whatever the order of the three others, they end at one place.",
        praise="2.37 points as the last step, 1.66 as the first: opened first, foreign goods still pay the old tariffs.",
    ),
    Exercise(
        "4.1.4", "LO4.1.3", "write",
        expected=lambda: _third_deal("JPN"),
        misconceptions=(
            Misconception("all its deals", lambda: float(opening.by_regime().at["JPN", "all three"]), "This is what all three deals bring Japan. Take off what it had before the third."),
            Misconception("alone", lambda: _alone("JPN"), "This is what the deal would be worth where no other stands. China's two deals stand already."),
            Misconception("the wrong way round", lambda: -_third_deal("JPN"), "The size is right. Later less earlier: turn the sign."),
        ),
        neighbours=lambda: {"Korea": _third_deal("KOR"), "China": _third_deal("CHN")},
        decimals=2,
        steps=("Which column holds the world before the deal of Japan and Korea, which the one after it?",
               "`deals.at[\"JPN\", column]` is one cell: take the one of `\"China with each\"` from the one of `\"all three\"`."),
        code='after, before = deals.at["JPN", "all three"], deals.at["JPN", "China with each"]\nanswer_4 = after - before',
        why="The two columns differ by one deal only, so their difference is what it adds for Japan: 0.28 points. With no other deal standing it "
        "would have been worth 0.38.",
        praise="0.28 points, less than the 0.38 that a deal of Japan and Korea alone is worth (the explorer has it): for Japan the first deal made the next one less wanted.",
    ),
    Exercise(
        "4.1.5", "LO4.1.3", "fill",
        expected=lambda: _raised("CHN")["weighed"],
        misconceptions=(
            Misconception("all industries alike", lambda: _raised("CHN")["plain"], "This is the mean over industries, as if as much were bought of each. Weigh by `bought`."),
            Misconception("old tariffs too", lambda: _raised("CHN")["with old"], "This is the whole tariff. Asked is what 2025 added."),
            Misconception("a fraction", lambda: _raised("CHN")["weighed"] / 100, "The table is in per cent already: no division by 100."),
        ),
        neighbours=lambda: {"Mexico": _raised("MEX")["weighed"], "Viet Nam": _raised("VNM")["weighed"]},
        decimals=1,
        steps=("Each industry counts by what is bought of it. Which name holds that?",
               "A weighed mean: add up rate × weight, divide by the sum of the weights, which is `bought.sum()`."),
        code="answer_5 = (china[\"increase_2025\"] * bought).sum() / bought.sum()",
        why="Rates times weights, over the sum of the weights. The plain mean of the thirteen industries lies higher: electronics, of which most is "
        "bought, were raised by less, 27 points.",
        praise="About 31 points over what the United States bought of goods from China in 2024.",
    ),
    Exercise(
        "4.1.6", "LO4.1.4", "your economy",
        for_economy=_stay,
        economies=communities.economies,
        misconceptions=(
            Misconception("those that leave", lambda code: 10 - _stay(code), "This is how many leave the ten closest. Asked is how many stay."),
            Misconception("only the first partner", _first_stays, "This is in how many draws (%) the first partner stays first. Asked are the ten closest."),
            Misconception("a share", lambda code: _stay(code) / 10, "This is the share of the ten. Asked is their number: `sum()`, then the mean over draws."),
        ),
        neighbours=lambda code: {"weights near equal": _stay(code, 4.0), "the five closest": _stay(code, 1.0, 5)},
        decimals=1,
        steps=("`found` has a row a partner and a column a draw. Which rows do you need, and which places count?",
               "`found.loc[ten] <= 10` is True where one of the ten is among the ten closest: `.sum()` counts a draw, `.mean()` averages the draws."),
        code="mine = economy(communities.economies())\n"
        "ten = communities.weighed(communities.of(mine), [1, 1, 1, 1]).index[:10]\n"
        "found = communities.places(mine)  # partners × 1,000 draws of weights\n"
        "answer_6 = (found.loc[ten] <= 10).sum().mean()",
        why="A comparison gives True and False, which count as 1 and 0: the sum down a column is how many of the ten stay in that draw, the mean over "
        "1,000 draws the number asked for.",
        praise="A result of your own. Now draw how far each of the ten moves.",
    ),
    Exercise(
        "4.1.7", "LO4.1.3", "open",
        steps=("Say first what you have now, and what each of the next deals would change for you: the chart has a row for each.",
               "Three things to set against each other: your gain from the next deal, what it costs the others, and whether it makes going on to everyone "
               "more or less wanted (2022: all three gain; tariffs of 1993 and 2005: Korea does not)."),
        model_answer="I am Korea. A deal with China brings me 2.7 % in the model, one with Japan 0.8; I want both and ask for the plurilateral one, 3.2. China as "
        "the hub would rather keep us apart: our deal costs it 0.07 points, which we could pay from our 0.6. As an outsider, Chinese Taipei loses by each of "
        "these and gains only when everyone opens, so it asks for a clause that lets others join. In 2022 all three of us gain by going on. With the tariffs "
        "of 1993 I would have stopped at three: going on would have cost me 0.9 points. So write the date of the next round into the first deal. The "
        "model knows neither time nor firms, and every cut of costs is free in it.",
        rubric=(
            "Names a deal it would sign.",
            "Names the deals in an order, with one number from the model for itself.",
            "Does this for a member and an outsider, and says who would block the next step.",
            "Does this, names a rule that would keep the way open, and says what the model leaves out.",
        ),
    ),
)  # fmt: skip
