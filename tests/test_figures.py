"""What figures owe their readers: an accessible name, words that can be read, colours that belong to someone, honest axes."""

import configparser
import html
import io
import logging
import re
import time
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from browser import FLAGS, READY, browser_path, lab
from figure_lint import lint
from matplotlib.colors import to_hex
from PIL import Image

from helpers import datasets
from helpers.classification import E11, regions
from helpers.figures import cases, charts, diagrams, maps, sankey, theme

YEARS = list(range(1995, 2012))
BUDGET = 0.15  # seconds of work a redraw may take on an idle machine
SLACK = 10  # times as much on a busy one


def paths(*codes):
    return pd.DataFrame({c: np.linspace(10 + 9 * k, 20 + 7 * k, len(YEARS)) for k, c in enumerate(codes)}, index=YEARS)


def points():
    rng = np.random.default_rng(4)
    return pd.DataFrame({"steps": rng.uniform(0, 5, 12), "share": rng.uniform(0.5, 25, 12), "labour": 0.6, "home": [True, False] * 6},
                        index=[f"China, part {k}" for k in range(12)])  # fmt: skip


def flows(times=1.0):
    rows = [
        ("CHN", "USA", 346, False),
        ("USA", "CHN", 150, False),
        ("MEX", "USA", 137, False),
        ("BRA", "CHN", 60, True),
    ]
    out = pd.DataFrame(rows, columns=["origin", "destination", "value", "inside"])
    return out.assign(value=out["value"] * times)


def table(rows=("CHN", "KOR", "IND"), columns=("low", "central", "high")):
    return pd.DataFrame(np.add.outer(np.arange(len(rows)), np.arange(len(columns))) + 0.5, index=rows, columns=columns)


SOME = pd.Series({"CHN": 4.0, "KOR": -1.5, "IND": 2.25, "USA": 0.5})
SAY = (
    "A finding that fills a line, and more than a line, so that it has to be broken in two somewhere",
    "somebody",
    "% of something",
)
SPECIFICATIONS = pd.DataFrame(
    {"value": [1.0, 3.0, -0.5], "agrees": [True, True, False]}, index=["as published", "without China", "without oil"]
)
CHARTS = {
    "bars": lambda: charts.bars(SOME, *SAY, strong=["CHN"], note="red: China", line=1, line_label="the world"),
    "bars with a part": lambda: charts.bars(SOME.abs(), *SAY, part=pd.Series({"China": 2.0}, name="CHN")),
    "lines": lambda: charts.lines(paths("CHN", "USA", "E11", "JPN"), *SAY, marks={2009: "2009"}),
    "lines, many": lambda: charts.lines(paths("CHN", "USA", "E11", "JPN", "KOR"), *SAY, marks={2009: "2009"}),
    "lines, strong": lambda: charts.lines(paths("CHN", "USA", "E11", "JPN", "KOR"), *SAY, strong=["CHN"], zero=False),
    "lines, log": lambda: charts.lines(paths("CHN", "USA") ** 3, *SAY, log=True, xlabel="years"),
    "stacked": lambda: charts.stacked(table(columns=("CHN", "USA", "all others")), *SAY, decimals=1),
    "dots": lambda: charts.dots(table(columns=(1995, 2011)), *SAY, line=1.5, line_label="the paper"),
    "dots, one kind": lambda: charts.dots(SOME.abs(), *SAY, line=3, line_label="the paper: 3"),
    "dots, log": lambda: charts.dots(table(), *SAY, log=True, sort=True),
    "dots, folded": lambda: charts.dots(table() * [-30, 1, 100], *SAY, fold=10, line=0, connect=False),
    "scatter": lambda: charts.scatter(pd.DataFrame({"a, %": [1, 2, 3], "b, %": [3, 1, 2], "g": ["p", "p", "q"]}, index=["CHN", "USA", "JPN"]),
                                      "a, %", "b, %", *SAY[:2], group="g", label=["CHN", "JPN"], diagonal=True),
    "connected": lambda: charts.connected(pd.DataFrame({"region": ["CHN"] * 5 + ["USA"] * 5, "year": [*range(5)] * 2, "a": [*range(5), *range(9, 4, -1)],
                                                        "b": [1, 3, 2, 5, 6, 9, 7, 8, 6, 5]}), "a", "b", *SAY[:2]),
    "heat": lambda: charts.heat(table(), *SAY),
    "heat of ratios": lambda: charts.heat(table() / 2, *SAY, ratio=True),
    "smile curve": lambda: charts.smile_curve(points(), *SAY[:2]),
    "bars by step": lambda: charts.stepbars(table((3, 2, 1), ("labour", "capital", "not known")), *SAY, xlabel="steps"),
    "forest": lambda: charts.forest(pd.DataFrame({"value": [0.4, 0.1], "low": [0.2, -0.3], "high": [0.6, 0.5]}, index=["deep", "shallow"]), *SAY, line_label="none"),
    "specifications": lambda: charts.specifications(SPECIFICATIONS, *SAY, line=0, line_label="no change"),
    "specifications with intervals": lambda: charts.specifications(SPECIFICATIONS.assign(low=SPECIFICATIONS["value"] - 1, high=SPECIFICATIONS["value"] + 1), *SAY),
    "specifications, long numbers": lambda: charts.specifications(SPECIFICATIONS.assign(value=SPECIFICATIONS["value"] * 1e3 + 1e5), *SAY, line=1e5),
    "specifications, many": lambda: charts.specifications(pd.concat([SPECIFICATIONS] * 20), *SAY, line=0),
    "ranges": lambda: charts.range_dots(table(), *SAY, line=0),
    "waterfall": lambda: charts.waterfall(pd.Series({"prices": 2.0, "revenue": -1.0}), *SAY, start=("before", 1.0)),
    "sankey": lambda: sankey.sankey({"1995": table(columns=("CHN", "USA")).abs(), "2011": table(columns=("CHN", "USA")).abs() * 2}, *SAY),
    "sankey by way of one": lambda: sankey.sankey(table(columns=("CHN", "USA", "all others")).abs(), *SAY, by_way_of="Korea", colours={"all others": "#868B90"}),
    "swarm": lambda: charts.beeswarm({"then": SOME.abs(), "now": SOME.abs() + 1}, *SAY, strong=["CHN"]),
    "waffle": lambda: charts.waffle(pd.Series({"1.1a": "mixed", "1.1b": "supported", "1.2a": "mixed"}), *SAY[:2], "claims"),
    "flow map": lambda: maps.flow_map(flows(), *SAY[:2], "billion USD"),
    "flow maps": lambda: maps.flow_map({1995: flows(0.3), 2011: flows()}, *SAY[:2], "billion USD"),
    "picked cells": lambda: diagrams.picked_cells(table(), table() > 2, *SAY, "A table of three rows; in boxes: values above 2."),
    "study map": lambda: diagrams.study_map(pd.DataFrame({"part": ["Start", "Start", "Trends"], "title": ["Start here", "Read", "See"], "question": ["What?"] * 3, "needs": ["", "0.1", "0.2"]},
                                                         index=["0.1", "0.2", "1.1"]), "1.1", ["0.1", "0.2"]),
}  # fmt: skip


@pytest.fixture(params=CHARTS)
def draw(request):
    return CHARTS[request.param]


# -- every kind --------------------------------------------------------------------------------------------------------
def test_words_stay_apart_inside_the_picture_and_can_be_read(draw):
    assert lint(draw()) == []


def test_the_same_table_gives_the_same_bytes(draw):
    assert draw()._repr_mimebundle_() == draw()._repr_mimebundle_()


def test_a_redraw_is_quick(draw):
    draw().png(100)
    seconds = []
    for _ in range(3):
        start = time.process_time()
        draw().png(100)
        seconds.append(time.process_time() - start)
    assert min(seconds) < BUDGET * SLACK


def test_the_card_is_opaque_so_that_dark_pages_do_not_shine_through(draw):
    picture = Image.open(io.BytesIO(draw().png(60))).convert("RGBA")
    assert picture.getchannel("A").getextrema() == (255, 255)
    assert picture.getpixel((1, 1)) == (0xFC, 0xFC, 0xFA, 255)


# -- accessible names --------------------------------------------------------------------------------------------------
def test_a_picture_comes_once_as_html_with_its_name():
    bundle = CHARTS["bars"]()._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/html"].count("base64,") == 1 and 'alt="A finding' in bundle["text/html"]


def test_the_name_survives_quotes_and_brackets():
    fig = charts.bars(SOME, 'Korea\'s "third" <of all> & more', "x", "units")
    assert html.unescape(re.search(r'alt="([^"]*)"', fig._repr_html_())[1]) == fig.alt


def test_the_plain_text_holds_title_and_numbers():
    assert repr(CHARTS["bars"]()).startswith(f"Figure: {SAY[0]} | Bar chart, {SAY[2]}. Highest China 4.0")


def test_a_description_that_says_nothing_is_refused():
    fig, _ = theme.canvas("Title", "", "x", 1)
    with pytest.raises(ValueError, match="kind of chart"):
        theme.finish(fig, "Bars.")


def test_stored_pictures_are_not_compared_but_everything_else_is():
    rules = configparser.ConfigParser(interpolation=None)
    rules.read(Path(__file__).with_name("sanitize.cfg"))
    clean = lambda words: re.sub(rules["pictures"]["regex"], rules["pictures"]["replace"], words)  # noqa: E731
    one, other = charts.bars(SOME, *SAY)._repr_html_(), charts.bars(SOME + 1, *SAY)._repr_html_()
    assert "base64" not in clean(one) and "China 4.0" in clean(one) and clean(one) != clean(other)


def notebook(words="figure"):
    bundle = CHARTS["bars"]()._repr_mimebundle_()
    shown = nbformat.v4.new_output("execute_result", data=bundle, execution_count=1)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cell = nbformat.v4.new_code_cell(words, execution_count=1, outputs=[shown])
    return nbformat.v4.new_notebook(cells=[cell], metadata=kernel)


def test_an_html_export_keeps_the_name_and_warns_of_nothing(caplog):
    from nbconvert import HTMLExporter

    exporter = HTMLExporter()
    exporter.log = logging.getLogger("export")
    with caplog.at_level(logging.WARNING):
        page, _ = exporter.from_notebook_node(notebook())
    assert 'alt="A finding' in page and not caplog.records


@pytest.mark.skipif(browser_path() is None, reason="no browser is installed: apt-get install chromium")
def test_jupyterlab_gives_the_name_to_screen_readers_in_a_notebook_it_does_not_trust(tmp_path):
    from playwright.sync_api import sync_playwright

    nbformat.write(notebook(f"figure  # {time.time()}"), tmp_path / "new.ipynb")
    with lab(tmp_path, tmp_path / "log") as (url, token), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page()
        page.goto(f"{url}/doc/tree/new.ipynb?token={token}&reset")
        picture = page.get_by_role("img", name=re.compile("^A finding .* Bar chart"))
        picture.wait_for(timeout=90_000)
        trusted = page.evaluate("window.jupyterapp.shell.currentWidget.content.model.cells.get(0).trusted")
        assert not trusted and picture.evaluate("i => i.naturalWidth") > 500
        page.wait_for_function(READY, timeout=90_000)  # a server told to stop while its kernel starts never stops
        browser.close()


# -- alternative texts are true ----------------------------------------------------------------------------------------
def test_a_line_tells_its_peak_when_it_lies_between_the_ends():
    path = pd.DataFrame({"exact": [0.0, 0.12, 0.19, 0.1, 0.01]}, index=[0, 25, 50, 75, 100])
    assert "exact from 0.00 to 0.01 (highest 0.19 at 50)" in charts.lines(path, *SAY, decimals=2, xlabel="cut, %").alt


def test_a_logarithmic_axis_is_told_in_its_own_values():
    fig = charts.lines(pd.DataFrame({"crowd": [1.0, 2, 3]}, index=[1, 300, 100_000]), *SAY, xlabel="tries", log_x=True)
    assert "over tries from 1 to 100,000" in fig.alt
    assert fig.axes[0].get_xscale() == "log" and [t.get_text() for t in fig.axes[0].get_xticklabels()][-1] == "100,000"


def test_extremes_and_unit_are_told():
    alt = charts.bars(SOME, *SAY).alt
    assert "% of something" in alt and "Highest China 4.0, lowest Korea −1.5." in alt


def test_regions_are_named_wherever_codes_stand():
    alt = charts.stacked(table(("CHN", "TUR"), ("KOR", "all others")), *SAY).alt
    assert "Türkiye: Korea" in alt and "CHN" not in alt
    pairs = pd.Series({("CHN", "electronics"): 30.5, ("ROW", "mining"): 2.0})
    assert "China, electronics 30.5" in charts.bars(pairs, *SAY).alt


def test_a_source_may_be_the_name_of_a_data_set_or_the_year_of_a_table():
    assert theme.source_line("wiod_flows") == datasets.source("wiod_flows")
    assert theme.source_line([2009, "our model"]) == f"{datasets.source(2009)}; our model"
    assert theme.source_line("our model, not observed") == "our model, not observed"


def test_a_screen_reader_is_spared_long_tables_and_the_plain_text_holds_them():
    fig = charts.heat(table([f"row {k}" for k in range(30)]), *SAY)
    assert len(fig.alt) < 300 and "row 15: low 15.5" in repr(fig) and "Highest row 29, high 31.5" in fig.alt


# -- one look ----------------------------------------------------------------------------------------------------------
def test_a_colour_belongs_to_one_economy_or_group():
    owners = [*theme._OWN, *(c for c in regions().index if c not in theme._OWN)]
    assert len({theme.colour(o) for o in owners}) == len(owners)


def test_words_can_be_written_in_every_colour():
    used = [theme.colour(c) for c in (*theme._OWN, *regions().index)] + [*theme.COLOURS, theme.WORDS, theme.INK]
    assert min(map(theme.contrast, used)) >= 4.5 and theme.contrast(theme.GREY) >= 3


@pytest.mark.parametrize(
    "names",
    [
        ("CHN", "China"),
        ("EU", "EU 27", "European Union (27)"),
        ("E11", "E11 (8 of 11)"),
        ("WLD", "world", "all industries, world"),
    ],
)
def test_a_colour_is_found_by_code_and_by_name(names):
    assert len({theme.colour(n) for n in names}) == 1


def test_other_things_get_colours_in_order():
    assert [theme.colour("goods", 0), theme.colour("services", 1)] == list(theme.COLOURS[:2])


def test_per_cent_is_written_in_one_way():
    assert theme.percent(0.3712) == "37\u202f%" and theme.percent(-0.0001, 1) == "0.0\u202f%"
    assert theme.tidy("37 %, 37% and 37\u00a0% of %") == "37\u202f%, 37\u202f% and 37\u202f% of %"


def test_no_word_of_a_title_is_left_alone():
    lines = theme.wrap(
        "After 2012 the foreign share of exports fell, then rose again in most of the six economies shown",
        7.7,
        12,
        "bold",
    ).split("\n")
    assert len(lines) == 2 and abs(len(lines[0]) - len(lines[1])) < 12


def test_the_unit_stands_under_the_title_and_nothing_is_turned():
    fig = charts.lines(paths("CHN"), *SAY)
    assert SAY[2] in [t.get_text() for t in fig.texts] and not fig.axes[0].get_ylabel()


def test_four_lines_share_a_panel_and_five_get_their_own_on_the_same_axes():
    assert len(CHARTS["lines"]().axes) == 1
    shown = [ax for ax in CHARTS["lines, many"]().axes if ax.axison]
    assert len(shown) == 5 and len({(ax.get_ylim(), ax.get_xlim()) for ax in shown}) == 1


def test_what_matters_is_coloured_and_the_rest_is_grey():
    colours = [line.get_color() for line in CHARTS["lines, strong"]().axes[0].lines[:5]]
    assert colours == [theme.colour("CHN")] + [theme.GREY] * 4


# -- honest axes -------------------------------------------------------------------------------------------------------
def test_a_cut_axis_says_where_it_begins():
    fig = charts.lines(paths("CHN") + 100, *SAY, zero=False)
    assert re.search(r"the axis begins at 1\d\d", " ".join(t.get_text() for t in fig.texts))
    assert charts.lines(paths("CHN") + 100, *SAY).axes[0].get_ylim()[0] == 0


def test_a_missing_value_never_looks_like_zero():
    gap = SOME.copy()
    gap["IND"] = np.nan
    assert "India not known" in charts.bars(gap, *SAY).alt
    assert "not known" in [t.get_text() for t in charts.bars(gap, *SAY).axes[0].texts]
    hole = table()
    hole.iloc[1, 1] = np.nan
    assert to_hex(charts.heat(hole, *SAY).axes[0].images[0].get_array()[1, 1]).upper() == theme.CARD
    assert sum(len(line.get_xdata()) for line in charts.dots(hole, *SAY, connect=False).axes[0].lines) == 8


def test_only_the_high_side_of_a_heat_map_gets_dark():
    dark = [theme.contrast(cases.tone(p)) for p in (-1, -0.5, 0, 0.5, 1)]
    assert dark[4] > 7 and max(dark[:3]) < 2


def test_the_axis_can_be_held_while_settings_change():
    limits = [charts.bars(SOME.abs() * k, *SAY, limits=(0, 50)).axes[0].get_xlim() for k in (1, 3)]
    assert limits[0] == limits[1]


# -- kinds of chart ----------------------------------------------------------------------------------------------------
def bars_of(fig):
    return [(round(p.get_x(), 6), round(p.get_x() + p.get_width(), 6)) for p in fig.axes[0].patches]


def test_a_waterfall_ends_at_its_sum():
    assert bars_of(CHARTS["waterfall"]()) == [(0, 1), (1, 3), (2, 3), (0, 2)]


def test_estimates_that_may_be_nothing_are_grey():
    colours = CHARTS["forest"]().axes[0].collections[0].get_edgecolor()
    assert not np.allclose(colours[0], colours[1])


def test_no_dot_of_a_swarm_covers_another():
    at = np.random.default_rng(0).uniform(0, 1, 60)
    up = cases._swarm(at, 0.1)
    apart = np.hypot(at[:, None] - at, up[:, None] - up)[~np.eye(60, dtype=bool)]
    assert apart.min() > 0.099


def test_a_waffle_has_a_square_a_case():
    assert len(CHARTS["waffle"]().axes[0].patches) == 3


def test_labour_is_the_dark_part_at_the_foot():
    first = CHARTS["bars by step"]().axes[0].patches[0]
    assert first.get_y() == 0 and theme.contrast(to_hex(first.get_facecolor())) > 7


def test_ways_across_the_pacific_do_not_cross_the_atlantic():
    _, middles = maps._outlines()
    place = middles[["lon", "lat"]].to_numpy(dtype=float)
    at = dict(zip(middles.index, place, strict=True))
    assert at["USA"][0] - at["CHN"][0] < 180 and at["CHN"][0] > at["DEU"][0]
    assert all(at[c][0] < maps.WEST + 360 for c in E11)


def test_arrows_of_all_years_are_on_one_scale():
    wide = lambda v: maps.arrow(np.array([[x, 0.0] for x in np.linspace(0, 3, 41)]), v)[0, 1]  # noqa: E731
    assert wide(0.16) == pytest.approx(2 * wide(0.08), rel=0.01)
    fig = CHARTS["flow maps"]()
    old, new = (max(np.ptp(p.vertices[:, 1]) for p in ax.collections[1].get_paths()) for ax in fig.axes)
    assert new > old


# -- the lint sees what it should --------------------------------------------------------------------------------------
def spoiled(spoil):
    fig = CHARTS["bars"]()
    spoil(fig.axes[0])
    return " ".join(lint(fig))


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda ax: [ax.text(1, 1, "same place") for _ in range(2)], "words meet"),
        (lambda ax: ax.text(1, 0.5, "far too long to stay in the picture", transform=ax.transAxes), "words leave"),
        (lambda ax: (ax.plot([1], [0.5], "o", label="x"), ax.legend()), "a legend"),
        (lambda ax: ax.text(-1, 2.5, "pale", color="#BBBBBB"), "pale words"),
        (lambda ax: ax.plot([0, 1], [0, 1], color="#CCCCCC"), "pale mark"),
        (
            lambda ax: (ax.plot([2], [2.5], "o", color="#222222"), ax.text(1.8, 2.5, "on it", va="center")),
            "words on a mark",
        ),
    ],
)
def test_the_lint_notices(spoil, found):
    assert found in spoiled(spoil)


def test_a_cell_that_asks_nothing_is_not_called_unknown():
    fig = charts.heat(pd.DataFrame({"CHN": [np.nan, 1.0], "USA": [2.0, 3.0]}, index=["CHN", "MEX"]), *SAY, missing="its own")
    assert "China its own" in fig.alt and "not known" not in fig.alt
    assert "its own" in [t.get_text() for t in fig.axes[0].texts]
