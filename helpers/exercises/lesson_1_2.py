"""Checks of lesson 1.2."""

from __future__ import annotations

from helpers import search
from helpers.exercises import Exercise, Misconception

EXERCISES = (
    Exercise(
        "1.2.1", "LO1.2.1", "predict",
        expected=lambda: "hundreds",
        misconceptions=(
            Misconception("one for one", lambda: "tens",
                          "A handicap of one and a half deviations is much: nine in ten crowd tries are below the lab's average one."),
            Misconception("hopeless", lambda: "millions",
                          "Only the best counts, and the best of many is far out in the tail. It does not take millions."),
        ),
        steps=("The best of 100 draws lies about 2.5 deviations above the mean, the best of 10 about 1.5.",),
        code='answer_1 = "hundreds"',
        praise="About 500 in this model: numbers can make up for skill, but fifty to one.",
    ),
    Exercise(
        "1.2.2", "LO1.2.1", "compute",
        expected=lambda: search.expected_best(1000, overlap=0.5),
        misconceptions=(
            Misconception("no overlap", lambda: search.expected_best(1000),
                          "This is a crowd of independent minds. Half of the variance is common to all here."),
            Misconception("overlap not under the root", lambda: 0.5 * search.best_of(1000),
                          "The common part takes away variance, so the spread shrinks by the square root of one minus the overlap."),
        ),
        neighbours=lambda: {"a crowd of 10,000": search.expected_best(10_000, overlap=0.5), "an overlap of 0.6": search.expected_best(1000, overlap=0.6), "a crowd of 900": search.expected_best(900, overlap=0.5)},
        decimals=2,
        steps=("`search.expected_best(1000, overlap=0.5)`.",),
        code="answer_2 = search.expected_best(1000, overlap=0.5)",
        praise="A thousand minds that think half alike do no better than about fifty-five that do not.",
    ),
    Exercise(
        "1.2.3", "LO1.2.2", "bug hunt",
        expected=lambda: 10 * 0.04,
        misconceptions=(
            Misconception("share of exporters", lambda: 10.0,
                          "Ten per cent of exporters. The statement is about firms: how many of a hundred firms export at all?"),
            Misconception("all exporters", lambda: 4.0,
                          "Four per cent of firms export at all. The 96 % belong to the top tenth of those."),
        ),
        neighbours=lambda: {"the top fifth of exporters": 0.8, "the top twentieth of exporters": 0.2},
        steps=("Four per cent of firms export; of these the top tenth.",),
        code="answer_3 = 0.04 * 0.10 * 100",
        praise="0.4 % of firms made 96 % of exports in 2000. Whatever the crowd does, exporting is done by very few.",
    ),
    Exercise(
        "1.2.4", "LO1.2.3", "open",
        rubric=(
            "A good answer says what would have to be counted (tries, results, who earns), over which years and firms, and what result would "
            "speak against the claim. It does not count press reports of single successes.",
        ),
    ),
)  # fmt: skip
