"""Every explorer answers every setting: a labelled figure, a sentence, in time, never a traceback; the widget follows."""

import io
import os
import time
from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.text import Text
from PIL import Image

from helpers import explorers
from helpers.explorers import Board, Choice, Slider, Toggle, widget
from helpers.figures.theme import LessonFigure, canvas, finish

try:
    from figure_lint import lint  # texts that overlap or leave the picture
except ImportError:

    def lint(fig) -> list[str]:
        """Without the lint the sweep looks at numbers and words only."""
        return []


ALL = explorers.every()
# GVC_SWEEP=200 is the maintainers' run: all corners and that many settings at random for each explorer.
SWEEP = int(os.environ.get("GVC_SWEEP", 0))
SLACK = 10  # times the budget that a slow machine's processor may take; benchmarks/explorers.py measures an idle one


@pytest.fixture(params=ALL, ids=lambda e: e.id)
def explorer(request):
    return request.param


@pytest.fixture(params=ALL, ids=lambda e: e.id, scope="module")
def swept(request):
    """An explorer, and setting, figure, sentence, picture and seconds for every setting worth trying, drawn once."""
    e = request.param
    e()[0].png(explorers.SCREEN_DPI)  # the first draw loads data and fonts
    drawn = []
    tried = {} if SWEEP else {"corners": 1, "options": 2}
    for setting in explorers.settings(e, np.random.default_rng(0), SWEEP or 1, **tried):
        start = time.process_time()
        fig, words = e(**setting)
        picture = fig.png(explorers.SCREEN_DPI)
        drawn.append((setting, fig, words, picture, time.process_time() - start))
    return e, drawn


def drawn_numbers(fig):
    """Every number drawn as a line, bar or dot in a figure."""
    for ax in fig.axes:
        for line in ax.lines:
            yield from np.asarray(line.get_ydata(), dtype=float)
            yield from np.asarray(line.get_xdata(), dtype=float)
        for patch in ax.patches:
            if hasattr(patch, "get_width"):
                yield from (patch.get_width(), patch.get_height())
        for dots in ax.collections:
            yield from np.ma.getdata(dots.get_offsets()).astype(float).ravel()


def test_all_settings_draw_finite_numbers_and_say_a_sentence(swept):
    _, drawn = swept
    for setting, fig, words, picture, _ in drawn:
        assert np.isfinite(list(drawn_numbers(fig))).all(), setting
        assert picture.startswith(b"\x89PNG") and len(words) > 40 and len(fig.alt) >= 40, setting
        read = " ".join([words, fig.alt, *(t.get_text() for t in fig.findobj(Text))]).lower()
        assert not {"nan", "inf"} & {w.strip("%+-(),.;:") for w in read.split()}, setting


def test_nearly_all_settings_answer_in_time(swept):
    """All but one in twenty, and but one where fewer are tried: a busy machine may stumble once, at any of them."""
    e, drawn = swept
    slow = {str(setting): seconds for setting, *_, seconds in drawn if seconds >= e.budget * SLACK}
    assert len(slow) <= max(1, len(drawn) // 20), slow


@pytest.mark.parametrize("id", [e.id for e in ALL][:: 1 if SWEEP else 6])
def test_the_picture_for_the_screen_is_the_one_drawn_without_its_short_cuts(id):
    fig, _ = explorers.find(id)()
    quick, held = pixels(fig.png(explorers.SCREEN_DPI)), io.BytesIO()
    with rc_context({"text.hinting": "no_hinting"}):
        fig.canvas.print_png(held)
    slow = pixels(held.getvalue())
    assert (
        quick.shape == slow.shape and np.abs(quick - slow).max() <= 64
    )  # an eighth of a pixel at the edge of a letter


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def test_all_settings_draw_texts_inside_the_picture_and_apart(swept):
    _, drawn = swept
    found = {str(setting): problems for setting, fig, *_ in drawn if (problems := lint(fig))}
    assert not found


def test_every_control_changes_what_is_shown(swept):
    e, drawn = swept
    at_default = drawn[0]
    for name, control in e.controls.items():
        others = [d for d in drawn if d[0][name] != control.default and d[0] == e.defaults() | {name: d[0][name]}]
        assert any((fig.alt, words) != (at_default[1].alt, at_default[2]) for _, fig, words, *_ in others), name


def test_the_same_setting_gives_the_same_picture(swept):
    e, drawn = swept
    assert e()[0].png(explorers.SCREEN_DPI) == drawn[0][3]


def test_it_has_a_title_a_question_and_a_sensible_default(explorer):
    assert explorer.title and explorer.question.strip().endswith(("?", "."))
    for name, control in explorer.controls.items():
        assert control.accepts(control.default), name


def test_a_value_out_of_bounds_is_answered_in_words(explorer):
    name = next(iter(explorer.controls))
    with pytest.raises(ValueError, match=name):
        explorer(**{name: object()})


@pytest.mark.parametrize("id", [e.id for e in ALL][:: 1 if SWEEP else 3])
def test_the_widget_follows_its_controls(id):
    explorer = explorers.find(id)
    w = explorers.show(explorer)
    before = bytes(w.picture)
    for name, control in explorer.controls.items():
        w.move(**{name: control.ends()[0]})
        w.move(**{name: control.ends()[-1]})
    fig, words = explorer(**{name: control.ends()[-1] for name, control in explorer.controls.items()})
    assert w.shown["turn"] == w.asked["turn"] == 2 * len(explorer.controls)
    assert (w.shown["words"], w.shown["alt"], w.shown["problem"]) == (words, fig.alt, "")
    assert before != w.picture == fig.png(explorers.SCREEN_DPI)


def test_what_the_page_holds_reads_back_as_the_same_value(explorer):
    for name, control in explorer.controls.items():
        for value in [control.default, *control.ends(), control.any(np.random.default_rng(1))]:
            back = control.read(control.sent(value))
            assert back == value and type(back) is type(value) and control.accepts(back), (name, value)


# Controls, apart from any explorer


def test_a_slider_stays_on_its_steps_and_keeps_its_kind_of_number():
    fine, whole = Slider(0, 4, 1.5, 0.1, unit="points"), Slider(-50, 100, 50, 10)
    for seed in range(50):
        rng = np.random.default_rng(seed)
        assert len(str(fine.any(rng))) <= 3 and whole.any(rng) % 10 == 0
    assert fine.ends() == [0.0, 4.0] and isinstance(fine.ends()[0], float)
    assert fine.read(2) == 2.0 and isinstance(fine.read(2), float) and whole.read(20.0) == 20
    assert fine.page()["digits"] == 1 and whole.page()["digits"] == 0 and fine.page()["unit"] == "points"
    assert not fine.page()["play"] and Slider(1984, 2016, 1984, 4, play=True).page()["play"]


@pytest.mark.parametrize("value", [True, "1995", None, float("nan"), 1994, 2012, 2000.5, [2000]])
def test_a_slider_of_whole_numbers_refuses_all_else(value):
    assert not Slider(1995, 2011, 2009).accepts(value)


def test_numbers_of_numpy_are_numbers():
    assert Slider(1995, 2011, 2009).accepts(np.int64(2000)) and Slider(0.0, 4.0, 1.5, 0.1).accepts(np.float64(2.5))


def test_codes_of_any_kind_travel_as_places_in_a_list():
    board = Board({"first": {1: "one", (2, 3): "two"}, "second": {None: "nothing"}}, 1)
    assert [board.read(board.sent(code)) for code in board.ends()] == [1, (2, 3), None]
    assert board.page()["rows"] == [["first", ["one", "two"]], ["second", ["nothing"]]]
    assert Choice({2009: "2009"}, 2009).sent(2009) == 0 and not Choice({1: "one"}, 1).accepts([1])
    assert Toggle().read(True) is True and not Toggle().accepts(1)


# The widget and the static result


def drawing(level):
    fig, ax = canvas("A title", "a unit", "a source", 1.5)
    ax.plot([1, 2, level])
    return finish(fig, f"A line that rises and ends at level {level}.")


@pytest.fixture
def fragile():
    """An explorer that cannot show the levels above 1."""

    @explorers.explorer("9.9a", "Fragile", "Does it tell?", {"level": Slider(0, 3, 1)})
    def drawn(level):
        if level > 1:
            raise ValueError(f"level {level} has no data")
        return drawing(level), f"Level {level} is shown as a line."

    return drawn


def test_a_problem_is_told_in_a_sentence_without_a_stale_picture_and_passes(fragile):
    w = explorers.show(fragile)
    w.move(level=2)
    assert w.shown["problem"] == "This setting cannot be shown: level 2 has no data"
    assert w.shown["words"] == w.shown["alt"] == "" and w.picture == b""
    w.move(level=0)
    assert not w.shown["problem"] and w.shown["words"] == "Level 0 is shown as a line." and len(w.picture)


def test_what_the_page_cannot_ask_for_is_told_too(fragile):
    w = explorers.show(fragile)
    w.asked = {"turn": 1, "values": {"level": 7}}
    assert "7 is outside what 'level' of explorer 9.9a can be" in w.shown["problem"] and w.shown["turn"] == 1


def test_words_and_picture_of_a_setting_leave_in_one_message_and_the_picture_as_bytes(fragile, monkeypatch):
    w, left = explorers.show(fragile), []
    monkeypatch.setattr(
        type(w), "send_state", lambda self, key=None: left.append({key} if isinstance(key, str) else set(key))
    )
    w.move(level=0)
    assert left == [{"asked"}, {"picture", "shown"}]
    assert isinstance(w.get_state("picture")["picture"], bytes)


def test_without_its_kernel_an_explorer_asks_to_be_run(fragile, monkeypatch):
    sent = []
    monkeypatch.setattr(widget, "display", lambda data, *rest, raw: sent.append(data))
    explorers.show(fragile)._ipython_display_()
    first, view = sent
    assert first["text/plain"] == view["text/plain"] == "Run this cell to use this explorer."
    assert first["text/html"].count("Run this cell") == 1 and view["text/html"] == ""
    assert "application/vnd.jupyter.widget-view+json" in view


def test_the_default_carries_figure_and_sentence_and_is_drawn_once(monkeypatch):
    drawn, png = [], LessonFigure.png
    monkeypatch.setattr(LessonFigure, "png", lambda self, *a, **k: drawn.append(1) or png(self, *a, **k))
    shown = explorers.default("2.2a")
    fig, words = explorers.find("2.2a")()
    assert repr(shown) == f"{fig!r} | {words}" and not drawn
    bundle = shown._repr_mimebundle_()
    assert len(drawn) == 1 and bundle["text/plain"] == repr(shown) and "image/png" not in bundle
    assert 'src="data:image/png;base64,' in bundle["text/html"] and ' alt="' in bundle["text/html"]
    assert bundle["text/html"].endswith("</p>") and words[:20] in bundle["text/html"]


@pytest.mark.parametrize("answer", [
    {"text/html": '<img alt="told">', "text/plain": "Figure"},
    ({"text/html": '<img alt="told">', "text/plain": "Figure"}, {}),
    ({"image/png": "AAAA", "text/plain": "Figure"}, {"image/png": {"alt": "told"}}),
    ({"image/png": b"\0\0\0", "text/plain": "Figure"}, {"image/png": {"alt": "told"}}),
])  # fmt: skip
def test_the_default_takes_a_figure_as_html_or_as_png(answer):
    page = explorers.Default(SimpleNamespace(_repr_mimebundle_=lambda: answer), "a < b")._repr_mimebundle_()[
        "text/html"
    ]
    assert 'alt="told"' in page and page.endswith("<p>a &lt; b</p>") and page.count("<img") == 1


def test_an_unknown_explorer_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="there are .*2.2a"):
        explorers.find("9.9z")
