"""Checks of lesson 5.1. All follow the register: what is right moves with the verdicts of the other lessons."""

from __future__ import annotations

from functools import cache

from helpers.exercises import Exercise, Misconception
from helpers.tables import briefs, scores


def _counted():
    return scores.claims().dropna(subset="share")


@cache
def _most() -> str:
    return str(scores.claims()["verdict"].value_counts().index[0])


@cache
def _pooled(without: tuple[str, ...] = ()) -> float:
    table = _counted()
    table = table[~table["verdict"].isin(without)]
    return float(table["agreeing"].sum() / table["specifications"].sum() * 100)


@cache
def _mean_share() -> float:
    return float(_counted()["share"].mean() * 100)


@cache
def _stand(bar: float = 0.75, of: int = 0) -> float:
    how = scores.standing(bar)
    return float((how == "stands").sum() / (of or (how != "not counted").sum()) * 100)


@cache
def _gap(code: str, measure: str = "foreign") -> float:
    table = briefs.measures()[measure]
    return float(table[code] - table.median())


@cache
def _foreign(code: str) -> float:
    return float(briefs.measures().at[code, "foreign"])


@cache
def _from_mean(code: str) -> float:
    return _foreign(code) - float(briefs.measures()["foreign"].mean())


@cache
def _turn(how: str = "chance") -> float:
    """Claims expected to turn by one draw; or the sum of another column of the doubts."""
    table = scores.doubt()
    return float({"chance": table["chance"], "agree": table["share"], "not": 1 - table["share"], "most": 1 - table["chance"]}[how].sum())  # fmt: skip


@cache
def _turn_without(words: tuple[str, ...]) -> float:
    table = scores.doubt()
    return float(table.loc[~table["verdict"].isin(words), "chance"].sum())


def _other(word: str) -> str:
    """A verdict word as a misconception; where it is right by now, the one it changed places with."""
    return word if word != _most() else "mixed"


EXERCISES = (
    Exercise(
        "5.1.1", "LO5.1.1", "predict",
        expected=_most,
        misconceptions=(
            Misconception("the paper is right", lambda: _other("supported"),
                          "A claim is *supported* only where the number that decides agrees under nearly all reasonable choices. Few are that plain."),
            Misconception("the paper is wrong", lambda: _other("contradicted"),
                          "Contradicted needs evidence that says otherwise, not evidence that hangs on choices. Look at what each lesson's verdict hung on."),
            Misconception("nobody can know", lambda: _other("untestable here"), "Only where no data at hand can decide. Most claims met some data."),
            Misconception("all models", lambda: _other("model result"), "Models answered what tables could not, most of it in the part on policy. Count the other parts, too."),
        ),
        neighbours=lambda: {},
        steps=("Think of the lessons you did: how often did one number settle a claim, and how often did it hang on a choice?",
               "The word for *part of it holds, or it depends on a choice that is shown*."),
        code='answer_1 = scores.claims()["verdict"].value_counts().index[0]',
        why="`value_counts` counts each word and puts the most frequent one first; `.index[0]` is its name. Most claims of a policy paper are wider than one number, "
        "so that part of each holds.",
        praise="Most claims hold in part: that is how careful tests of wide sentences end.",
    ),
    Exercise(
        "5.1.2", "LO5.1.2", "fill",
        expected=_pooled,
        misconceptions=(
            Misconception("mean of shares", _mean_share,
                          "This is the mean of the claims' shares: each claim counts once. Here each *specification* counts once: sum first, then divide."),
            Misconception("fraction", lambda: _pooled() / 100, "As a fraction it is right; the question asks for per cent."),
            Misconception("the other side", lambda: 100 - _pooled(), "These are the specifications that do not agree."),
        ),
        neighbours=lambda: {"all but results of models": _pooled(("model result",)), "all but the mixed claims": _pooled(("mixed",))},
        decimals=0,
        steps=("What is to be added up, and over what? Not the column `share`.",
               "The sum of `table[\"agreeing\"]` over the sum of the column beside it, × 100."),
        code='answer_2 = table["agreeing"].sum() / table["specifications"].sum() * 100',
        why="A sum over a sum counts each specification once, so that a claim tried in many ways weighs more. The mean of shares counts each claim once. "
        "Neither is the truth about the paper: the first rewards whoever tried most.",
        praise="The mean of the claims' shares is another number: the two differ by whom they let count more.",
    ),
    Exercise(
        "5.1.3", "LO5.1.2", "bug hunt",
        expected=_stand,
        misconceptions=(
            Misconception("what was not tried counts as failed", lambda: _stand(of=len(scores.claims())),
                          "Still the colleague's number: a claim without specifications is missing, a comparison with a missing value is False, and it counts as failed."),
            Misconception("another bar", lambda: _stand(0.5), "This is where half must agree. Three quarters must: `0.75`."),
            Misconception("fraction", lambda: _stand() / 100, "As a fraction it is right; the question asks for per cent."),
        ),
        neighbours=lambda: {"a bar of 60 %": _stand(0.6), "a bar of 90 %": _stand(0.9)},
        decimals=1,
        steps=("What does `share >= 0.75` say of a claim that has no share? And what does `.mean()` then divide by?",
               "Take out what is missing first: `share.dropna()` keeps the claims that were counted."),
        code='answer_3 = (share.dropna() >= 0.75).mean() * 100',
        why="A comparison with a missing value is False in pandas, so claims that nobody could count were taken for failed ones. `dropna` leaves them out of both sides of the share.",
        praise="What was not tried is not what failed.",
    ),
    Exercise(
        "5.1.4", "LO5.1.2", "write",
        expected=_turn,
        misconceptions=(
            Misconception("all that agree", lambda: _turn("agree"), "This is the sum of the shares: how many would come out *for* the claim. To turn, a claim must come out on its smaller side."),
            Misconception("all that disagree", lambda: _turn("not"), "This is the sum of 1 − share. A claim that most specifications speak against turns when one agrees: take the smaller of the two."),
            Misconception("the larger side", lambda: _turn("most"), "These are the claims that would stay. Take the smaller side, `min`."),
        ),
        neighbours=lambda: {"all but the mixed claims": _turn_without(("mixed",)), "all but results of models": _turn_without(("model result",))},
        decimals=0,
        steps=("First line: of each claim the smaller of two columns. Second line: added up over claims.",
               "`both` has two columns; `.min(axis=1)` goes along rows. What adds them up?"),
        code='both = pd.concat([share, 1 - share], axis=1)\nchance = both.min(axis=1)\nanswer_4 = chance.sum()',
        why="A chance is a part of one claim; added up over claims, chances are the number to expect. (`min` leaves out what is missing, `sum` as well.)",
        praise="Now divide it by the number of claims that were counted: so much hangs on which cut one happens to take.",
    ),
    Exercise(
        "5.1.5", "LO5.1.3", "your economy",
        for_economy=_gap,
        economies=briefs.codes,
        misconceptions=(
            Misconception("from the mean", _from_mean,
                          "This is the gap to the mean. The brief sets an economy beside the one in the middle: `.median()`."),
            Misconception("the share itself", _foreign, "This is the share itself. Subtract the middle of all economies."),
            Misconception("turned round", lambda code: -_gap(code), "The sign is the other way round: yours less the middle."),
        ),
        neighbours=lambda code: {"what is passed on": _gap(code, "passed_on"), "what is earned abroad": _gap(code, "earned_abroad")},
        decimals=2,
        steps=("Two numbers of one column: the cell of your economy, and the middle of the whole column.",
               "`foreign[mine]` is the cell; a column's `.median()` is the middle. Which is taken from which?"),
        code='mine = economy(briefs.codes())\nforeign = briefs.measures()["foreign"]\nanswer_5 = foreign[mine] - foreign.median()',
        why="Half of the economies lie above the median, half below, whatever the largest do; the mean is pulled by small economies with very high shares.",
        praise="A first number for your brief. The page below sets nine more beside it.",
    ),
    Exercise(
        "5.1.6", "LO5.1.4", "open",
        steps=("Take a claim whose verdict you doubted when you read it, and open its lesson at the verdict.",
               "Which of its choices would you not call reasonable? Which one is missing? What would the count be then?"),
        model_answer="I disagree with the verdict on 2.3c, which is mixed though most of its counts agree. Locked in at the low end was tested by slices of a dollar and by steps to "
        "the user, and it is the steps that split. Distance to the user is not what the paper means by the low end, so I would leave that measure out, count anew, and say supported for "
        "the slices in these tables. Against me: I choose the measure after I saw what it gives, and wide industries hide who does which task. What each worker earns, in prices that can "
        "be compared, would decide. Until then I would keep the word and print both counts beside it.",
        rubric=(
            "Says that a verdict is wrong.",
            "Says which verdict should stand instead, with a reason.",
            "Names the choice the verdict hangs on and what the count would be without it.",
            "Does this, says what speaks against its own view, and which data would decide.",
        ),
    ),
)  # fmt: skip
