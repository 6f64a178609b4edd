"""Quiz of chapter 1, trends: keys computed from the tables of its lessons."""

from __future__ import annotations

from helpers import search
from helpers.quiz.question import judged, number, which, who
from helpers.tables import areas, fragmentation, kinds_of_trade


def _ratio(year: int) -> float:
    return float(areas.closeness("E11").at[year, "ratio"])


def _world(year: int, column: str = "foreign_share") -> float:
    return float(fragmentation.world_fragmentation().at[year, column] * 100)


QUESTIONS = (
    number(
        "1.1", "1.1", "By how many points did the two-way part of goods trade among WIOD's 40 economies change from 1995 to 2011?", "{:+.1f} points",
        lambda: kinds_of_trade.two_way(2011) - kinds_of_trade.two_way(1995), "Last year less first year. Within pairs and industries the change was another one: lesson 1.1 splits it.",
        (lambda: kinds_of_trade.two_way(1995) - kinds_of_trade.two_way(2011), "The sign is turned round: this is first year less last year."),
        (lambda: kinds_of_trade.two_way(2011, "CHN") - kinds_of_trade.two_way(1995, "CHN"), "This is without China's trade. The question asks for all."),
        (lambda: kinds_of_trade.two_way(2011), "This is the share itself in 2011, no change."),
    ),
    number(
        "1.2", "1.1", "How many economies added more than 1 % of a manufactured final product's value in 2011, on average?", "{:.1f}",
        lambda: fragmentation.average_origins()[2011], "The weighted mean over all products of 2011, in these tables.",
        (lambda: fragmentation.average_origins()[1995], "This is 1995: the number has grown since."),
        (lambda: fragmentation.average_origins().max(), "This is the highest of all years, before the crisis."),
        (lambda: fragmentation.average_origins()[2011] - fragmentation.average_origins()[1995], "This is the rise since 1995, not the number."),
    ),
    number(
        "1.3", "1.2", "Luck is bell-shaped, all think for themselves. What best does a crowd of 1,000 expect, in spreads above its mean?", "{:.2f}",
        lambda: search.expected_best(1000), "The expected largest of 1,000 draws: it grows with the logarithm of the crowd, not with its size.",
        (lambda: search.expected_best(10), "This is a lab of ten."),
        (lambda: search.expected_best(1000, overlap=0.5), "This is a crowd whose tries overlap by half: alike tries are worth less."),
        (lambda: search.expected_best(1000, tail="fat"), "This is with fat tails: rare strokes of luck are larger there."),
    ),
    which(
        "1.4", "1.2", "In the model of search, what does more overlap (all think alike) do to what a crowd of 1,000 expects to find?",
        lambda: "it lowers it" if search.expected_best(1000, overlap=0.5) < search.expected_best(1000) else "it raises it",
        {"it lowers it": "What is common to all tries cannot be searched: only the part that differs finds better and worse.",
         "it raises it": "The common part moves all tries together; the best of many alike tries is hardly better than one.",
         "it changes nothing": "It would only if a crowd found by its mean. It finds by its best."},
    ),
    which(
        "1.5", "1.4", "Between 2007 and 2011, in which year was the foreign share of the world's final products lowest?",
        lambda: str(fragmentation.world_fragmentation()["foreign_share"].loc[2007:2011].idxmin()),
        {"2007": "Before the fall.", "2009": "Trade in parts fell faster than what was made at home.", "2010": "The share was rising again.", "2011": "By then the share had passed most earlier years."},
    ),
    number(
        "1.6", "1.4", "Which part of the world's final products was earned abroad in 2011?", "{:.1f} %",
        lambda: _world(2011), "Value added in other economies than the one that completes the product, over all final products.",
        (lambda: _world(1995), "This is 1995."), (lambda: _world(2009), "This is the dip of 2009."),
        (lambda: _world(2011, "final_share"), "This is the share of final goods in output, another column."),
    ),
    which(
        "1.7", "1.6", "Trade in value added among the E11 in 2011, beside what their sizes alone would give:",
        lambda: "more" if _ratio(2011) > 1.01 else "less" if _ratio(2011) < 0.99 else "as much",
        {"more": "The observed share over the expected one lies above 1 in these tables.", "less": "Below 1 would be less; look at the last row of the ratio.",
         "as much": "Within a hundredth of 1 would be as much."},
    ),
    who("1.8", "Whose foreign share of final products rose most from 1995 to 2011?", "1.4.5", ("USA", "POL", "CHN", "BRA"), "{:+.1f} points", "Points, not per cent of the start."),
    who("1.9", "Which economy's share of the world's patent filings changed least, or fell most, from 2000 to 2021?", "1.7.5", ("CHN", "JPN", "KOR", "IND"), "{:+.2f} points", "A share can fall while filings grow: others grew faster.", highest=False),
    who("1.10", "Whose value added sold abroad went to the E11 in the largest part, 2011?", "1.6.5", ("AUS", "DEU", "MEX", "IRL"), "{:.2f}", "A fraction of what is sold abroad; China is the largest of the eight."),
    judged("1.11", "1.4a"),
    judged("1.12", "1.5b"),
)  # fmt: skip
