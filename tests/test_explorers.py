"""Every explorer answers every setting: a labelled figure, a sentence, in time, never a traceback."""

import time

import ipywidgets as widgets
import numpy as np
import pytest

from helpers import explorers

ALL = explorers.every()
SLACK = 4  # times the budget a busy machine may take; benchmarks/explorers.py measures an idle one


@pytest.fixture(params=ALL, ids=lambda e: e.id)
def explorer(request):
    return request.param


def drawn_numbers(fig):
    """Every number drawn as a line or bar in a figure."""
    for ax in fig.axes:
        for line in ax.lines:
            yield from np.asarray(line.get_ydata(), dtype=float)
            yield from np.asarray(line.get_xdata(), dtype=float)
        for patch in ax.patches:
            if hasattr(patch, "get_width"):
                yield from (patch.get_width(), patch.get_height())


def test_all_settings_draw_finite_numbers_and_say_a_sentence_in_time(explorer):
    explorer()[0].png(explorers.SCREEN_DPI)  # the first draw loads data and fonts
    seconds = []
    for setting in explorers.settings(explorer, np.random.default_rng(0)):
        start = time.perf_counter()
        fig, words = explorer(**setting)
        picture = fig.png(explorers.SCREEN_DPI)
        seconds.append(time.perf_counter() - start)
        assert np.isfinite(list(drawn_numbers(fig))).all(), setting
        assert picture.startswith(b"\x89PNG") and len(words) > 40, setting
        assert "nan" not in (words + fig.alt).lower().split(), setting
    assert np.median(seconds) < explorer.budget * SLACK


def test_every_control_changes_what_is_shown(explorer):
    at_default = explorer()
    for name, control in explorer.controls.items():
        others = [v for v in control.ends() if v != control.default]
        shown = [explorer(**{name: value}) for value in others]
        assert any((fig.alt, words) != (at_default[0].alt, at_default[1]) for fig, words in shown), name


def test_the_same_setting_gives_the_same_picture(explorer):
    assert explorer()[0].png() == explorer()[0].png()


def test_it_has_a_title_a_question_and_a_sensible_default(explorer):
    assert explorer.title and explorer.question.strip().endswith(("?", "."))
    for name, control in explorer.controls.items():
        assert control.accepts(control.default), name


def test_a_value_out_of_bounds_is_answered_in_words(explorer):
    name = next(iter(explorer.controls))
    with pytest.raises(ValueError, match=name):
        explorer(**{name: object()})


def test_the_widget_follows_its_controls(explorer):
    box = explorers.show(explorer.id)
    image = next(w for w in box.children if isinstance(w, widgets.Image))
    before = image.value
    for control, spec in zip(box.children[1:], explorer.controls.values(), strict=False):
        for value in spec.ends():
            control.value = value
    assert "role='status'" in next(w.value for w in box.children[::-1] if isinstance(w, widgets.HTML))
    assert len(before) and len(image.value)


def test_a_problem_is_told_in_a_sentence_inside_the_explorer():
    @explorers.explorer("test.broken", "Broken", "Does it tell?", {"level": explorers.Slider(0, 3, 1)})
    def broken(level):
        raise ValueError(f"level {level} has no data")

    try:
        box = explorers.show("test.broken")
        said = next(w.value for w in box.children[::-1] if isinstance(w, widgets.HTML))
        assert "role='alert'" in said and "level 1 has no data" in said and "Traceback" not in said
    finally:
        explorers._REGISTRY.pop("test.broken")


def test_an_unknown_explorer_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="there are .*2.2a"):
        explorers.find("9.9z")
