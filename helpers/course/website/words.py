"""All that the frame of the website says, in one place: navigation, badges, buttons, home page, footer.

Each text goes through ``_``, where ``python -m helpers.course translate`` finds it for the catalogue website.po; what the
catalogue lacks stays English.
"""

from __future__ import annotations

from types import SimpleNamespace

from helpers import words

NAMES = {"en": "English", "zh": "中文"}  # as who reads it calls it


def languages() -> list[str]:
    """The languages the frame can speak."""
    return list(words.LANGUAGES)


def frame(language: str = "en") -> SimpleNamespace:
    """What the frame says in a language. Names in braces are filled in with ``str.format``."""
    known = words.messages("website", language)
    _ = lambda text: known.get(text, text)  # noqa: E731
    return SimpleNamespace(
        language=language,
        # navigation
        title=_("Global value chains, claim by claim"),
        home=_("Home"),
        search=_("Search the course"),
        contents=_("On this page"),
        scorecard=_("Scorecard"),
        glossary=_("Glossary"),
        teach=_("For teachers"),
        more=_("Look up"),
        parts={
            "Start": _("Start"),
            "Trends": _("Trends"),
            "Emerging economies": _("Emerging economies"),
            "Cooperation": _("Cooperation"),
            "Policy paths": _("Policy paths"),
            "Review": _("Review"),
        },
        # home page
        lead=_(
            "Twenty minutes at a time, take a policy paper on global value chains apart: its claims in our words, the "
            "idea behind each, evidence computed from real input-output tables, something to move, exercises, and a verdict."
        ),
        paper=_(
            "The paper: Li Jizhen and others, *The Reconstruction of Global Value Chain and the Choice of Multilateral "
            "Cooperation Paths*, Annual Meeting of the New Champions 2018 (Tsinghua University)."
        ),
        whom_title=_("Who it is for"),
        whom=_(
            "Economists with little Python, programmers with little economics, and those who teach them. You need "
            "school algebra and no program installed; the first four lessons bring the rest."
        ),
        ways_title=_("Three ways in"),
        read=_("Read here"),
        read_more=_(
            "Every lesson with its results. Several explorers answer on the page, solutions are folded, nothing is installed."
        ),
        read_button=_("Begin with {lesson}"),
        run=_("Run it in your browser"),
        run_more=_(
            "The same lessons as notebooks that compute in your browser. The page there says what it fetches and how much."
        ),
        run_button=_("Open the lessons to run"),
        install=_("Install it"),
        install_more=_(
            "The whole course on your computer, with exercises that answer back and keep your progress. You need Python "
            "3.11 to 3.13 and make. In the folder of the course:"
        ),
        paths_title=_("A way through"),
        path=_("for whom"),
        in_order=_("lessons in order"),
        lessons_title=_("The lessons"),
        lesson=_("lesson"),
        question=_("question"),
        minutes=_("minutes to read + to exercise"),
        # a lesson
        run_lesson=_("Open this lesson in your browser's kernel"),
        fetches=_("what that fetches"),
        download=_("Download this lesson as a notebook, without solutions"),
        claims_here=_("Claims judged here"),
        setup=_("Set-up of this lesson"),
        figure_code=_("The code of this figure"),
        verdict_code=_("The code of this verdict"),
        hint=_("Hint"),
        solution=_("Solution"),
        in_words=_("The figure in words and numbers"),
        what=_("what"),
        number=_("number"),
        wide_table=_("Table"),
        next_title=_("Next"),
        before=_("before"),
        after=_("after"),
        path_begins=_("the beginning"),
        path_ends=_("the end of this way"),
        map_order=_("In the order of the course"),
        # explorers
        without_script=_(
            "This is the default setting. With JavaScript its controls appear here; {link} has them all."
        ),
        in_kernel=_("The controls of this explorer need a kernel."),
        # the scorecard
        scorecard_lead=_(
            "Every claim of the paper that the lessons judge: the verdict, the number that decides, how many reasonable "
            "specifications agree, the data, and the lesson where all of it is computed."
        ),
        show=_("Show"),
        all_claims=_("all chapters"),
        chapter=_("Chapter {number}: {part}"),
        decides=_("Decides"),
        measure=_("Measure"),
        agree=_("Specifications that agree"),
        n_of_n=_("{n} of {of}"),
        source=_("Data"),
        judged_in=_("Lesson"),
        no_verdict=_("not judged yet"),
        counts=_("How many"),
        verdict=_("verdict"),
        means=_("what it means"),
        verdicts={
            "supported": _("supported"),
            "mixed": _("mixed"),
            "contradicted": _("contradicted"),
            "untestable here": _("untestable here"),
            "model result": _("model result"),
        },
        meanings={
            "supported": _("the evidence agrees"),
            "mixed": _("part of it holds, or it depends on a choice that is shown"),
            "contradicted": _("the evidence says otherwise"),
            "untestable here": _("no data at hand can decide"),
            "model result": _("true in the model shown; not observed"),
        },
        # footer
        footer=_("Version {version}. Code under BSD 3-Clause, texts and figures under CC BY 4.0. No trackers, no cookies."),
    )  # fmt: skip
