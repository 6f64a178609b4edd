"""Checks of lesson 1.2."""

from __future__ import annotations

from functools import cache

from helpers import search
from helpers.exercises import Exercise, Misconception
from helpers.tables import crowd


def _times(lab: int = 20, weak: float = 1.0, strong: float = 2.0, overlap: float = 0.0) -> float:
    return search.crowd_needed(lab, strong, overlap) / search.crowd_needed(lab, weak, overlap)


@cache
def _online():
    return crowd.people_online()


def _from(code: str, one_in: int = 10_000) -> float:
    return search.expected_best(round(_online()[code] / one_in))


EXERCISES = (
    Exercise(
        "1.2.1", "LO1.2.1", "predict",
        expected=lambda: "hundreds",
        misconceptions=(
            Misconception("one for one", lambda: "tens",
                          "A head start of one and a half deviations is much: nine in ten crowd tries are below the lab's average one."),
            Misconception("hopeless", lambda: "millions",
                          "Only the best counts, and the best of many is far out in the tail. It does not take millions."),
        ),
        steps=(
            "The lab's best is its head start of 1.5 plus what the best of 10 adds. The crowd must find all of that in the best of many.",
            "The best of 10 draws lies about 1.5 deviations above the mean, the best of 100 about 2.5. How far must the crowd's best lie?",
        ),
        code='answer_1 = "hundreds"',
        why="The lab's best lies about 1.5 + 1.5 = 3 deviations above a stranger's average. A bell-shaped draw is that good about once in 700, so "
        "tens are too few; and a million would have a best of nearly 5.",
        praise="About 500 in this model: numbers can make up for skill, but fifty to one.",
    ),
    Exercise(
        "1.2.2", "LO1.2.1", "change",
        expected=lambda: search.expected_best(1000, overlap=0.5),
        misconceptions=(
            Misconception("no overlap", lambda: search.expected_best(1000),
                          "This is a crowd of independent minds. Half of the variance is common to all here."),
            Misconception("overlap not under the root", lambda: 0.5 * search.best_of(1000),
                          "The common part takes away variance, so the spread shrinks by the square root of one minus the overlap."),
            Misconception("the old crowd", lambda: search.expected_best(500, overlap=0.5),
                          "The overlap is right, but this crowd still has 500."),
            Misconception("overlap taken for skill", lambda: search.expected_best(1000, 0.5),
                          "Without its name, the second number is taken for the mean. Write `overlap=` before it."),
        ),
        neighbours=lambda: {
            "a crowd of 10,000": search.expected_best(10_000, overlap=0.5), "an overlap of 0.6": search.expected_best(1000, overlap=0.6),
            "a crowd of 900": search.expected_best(900, overlap=0.5),
        },
        decimals=2,
        steps=(
            "Two things change in the line: how many there are, and how alike they think. The lab's line above shows how a second thing is given by its name.",
            "In the brackets: the number of tries, a comma, then `overlap=` and the overlap. The formula is √(1 − ρ) · m(n).",
        ),
        code="answer_2 = search.expected_best(1000, overlap=0.5)",
        why="What all ideas share moves all of them together and makes no idea better than another. Only the part that differs, 1 − ρ of the "
        "variance, helps the best; its deviation is the root of that.",
        praise="A thousand minds that think half alike do no better than about fifty-five that do not.",
    ),
    Exercise(
        "1.2.3", "LO1.2.1", "write",
        expected=_times,
        misconceptions=(
            Misconception("upside down", lambda: 1 / _times(), "Upside down: the smaller crowd over the larger one."),
            Misconception("a difference", lambda: float(search.crowd_needed(20, 2.0) - search.crowd_needed(20, 1.0)),
                          "This is how many tries *more*. How many *times* as many is asked for: divide."),
            Misconception("one crowd only", lambda: float(search.crowd_needed(20, 2.0)),
                          "This is the crowd for a skill of 2. Divide it by the crowd for a skill of 1."),
            Misconception("the lab of 10", lambda: _times(10), "This is the ratio for a lab of 10. Here the lab makes 20 tries."),
        ),
        neighbours=lambda: {"an overlap of 0.3": _times(overlap=0.3), "a lab of 50": _times(50), "a skill of 1.5 instead of 2": _times(strong=1.5)},
        decimals=1,
        steps=(
            "Each crowd is one call of `search.crowd_needed`, with the tries of the lab and its skill in the brackets.",
            "First line: the crowd for a skill of 1, named `weak`. Second line: the same call for a skill of 2, divided by `weak`.",
        ),
        code=(
            "weak = search.crowd_needed(20, 1.0)\n"
            "answer_3 = search.crowd_needed(20, 2.0) / weak"
        ),
        why="Skill moves the lab's whole distribution; numbers only reach further into the crowd's thin tail. Where the tail thins out as fast as "
        "the bell's, each further step of skill costs a larger factor.",
        praise="From a skill of 1 to 2, the crowd must grow more than thirtyfold (in this model).",
    ),
    Exercise(
        "1.2.4", "LO1.2.2", "bug hunt",
        expected=lambda: 10 * 0.04,
        misconceptions=(
            Misconception("share of exporters", lambda: 10.0,
                          "Ten per cent of exporters. The statement is about firms: how many of a hundred firms export at all?"),
            Misconception("all exporters", lambda: 4.0,
                          "Four per cent of firms export at all. The 96 % belong to the top tenth of those."),
            Misconception("a fraction", lambda: 0.004, "A fraction of all firms. Per cent is asked for: times 100."),
        ),
        neighbours=lambda: {"the top fifth of exporters": 0.8, "the top twentieth of exporters": 0.2},
        steps=(
            "Think of a thousand firms. How many of them export, and how many of these are in the top tenth?",
            "A share of a share is a product of fractions: the share that exports × the top share of those × 100 for per cent.",
        ),
        code="answer_4 = 0.04 * 0.10 * 100",
        why="Of a thousand firms, forty export, and four of these are the top tenth. Each percentage has a base, here first firms and then "
        "exporters; the colleague mixed the two.",
        praise="Four firms in a thousand made 96 % of exports in 2000. Whatever the crowd does, exporting is done by very few.",
    ),
    Exercise(
        "1.2.5", "LO1.2.3", "your economy",
        for_economy=_from,
        economies=lambda: _online().index,
        misconceptions=(
            Misconception("everybody", lambda code: _from(code, 1), "This crowd is everybody online. One in 10,000 sends in an idea: divide first."),
            Misconception("one in a thousand", lambda code: _from(code, 1_000), "This crowd is one in 1,000. Ten thousand has four zeros."),
            Misconception("the size of the crowd", lambda code: float(round(_online()[code] / 10_000)),
                          "This is how many send in an idea. What best does a crowd of that size expect?"),
            Misconception("fat tails", lambda code: search.expected_best(round(_online()[code] / 10_000), tail="fat"),
                          "This is for fat-tailed luck. The question leaves luck bell-shaped."),
        ),
        neighbours=lambda code: {"one in 20,000": _from(code, 20_000), "one in 5,000": _from(code, 5_000)},
        decimals=2,
        steps=(
            "First the crowd: `online[mine]` is how many are online; divide, and round to whole tries with `round(…)`.",
            "Then give the crowd to `search.expected_best`, as 500 was given above.",
        ),
        code=(
            "tries = round(online[mine] / 10_000)\n"
            "answer_5 = search.expected_best(tries)"
        ),
        why="The best of n grows with n, but very slowly: a crowd a hundred times as large expects a best little more than one deviation higher. "
        "The number of people is data, all else here is the model: it says what numbers alone can do, nothing about anybody's ideas.",
        praise="{economy}: data in, model out. Draw it beside four others: what do a hundred times as many people buy?",
    ),
    Exercise(
        "1.2.6", "LO1.2.3", "open",
        steps=("Begin at the end: write down the table you would like to see, with its rows, columns and years, and the row that would prove you wrong.",),
        model_answer="For every exporting firm of several economies I would count exports, value added and whether an idea came from outside "
        "(a contest, crowdfunding), each year from 1995 to 2020. Claim 1.2a would be supported if the share of the top one per cent of firms "
        "fell in most economies, and firms that used a crowd grew faster than similar ones that did not. A share that stayed or rose would "
        "speak against it. Press reports of single successes would not count: nobody reports the failures.",
        rubric=(
            "Says what to count, for some firms.",
            "Names firms and years, and what would be counted in each.",
            "Also fixes beforehand what outcome would speak against the claim.",
            "Does this, compares with firms or years without a crowd, and says why single successes do not count.",
        ),
    ),
)  # fmt: skip
