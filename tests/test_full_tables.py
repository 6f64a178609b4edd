"""Maintainers' checks on the publishers' full tables: GVC_RAW names the raw folder, and these are skipped without it.

``GVC_RAW`` holds ``wiod2013_cran`` as in data/README.md. ``GVC_ORACLES`` (by default a folder ``oracles`` beside the raw
one) holds the published estimates of Antràs and Chor (2018) by country and industry, as CSV.
"""

import os
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import position, value_added
from helpers.decomposition import borin_mancini, koopman_wang_wei, wang_wei_zhu
from helpers.mrio import MRIO
from helpers.sources import wiod2013

RAW = os.environ.get("GVC_RAW")
WIOD = Path(RAW or ".").resolve() / "wiod2013_cran"
ORACLES = Path(os.environ.get("GVC_ORACLES") or WIOD.parents[1] / "oracles")

pytestmark = pytest.mark.skipif(not RAW, reason="set GVC_RAW to the raw folder to check the publishers' full tables")


@cache
def wiod(year: int) -> MRIO:
    return wiod2013.read(WIOD / f"wiod{year % 100:02d}.rda", year)


def billion(values: pd.Series, region: str) -> float:
    return values[region] / 1000


def test_the_world_earned_57_trillion_dollars_in_2009():
    assert wiod(2009).va.sum() / 1e6 == pytest.approx(57.00, abs=0.005)


@pytest.mark.parametrize("region, exports, imports", [("CHN", 1043.7, 759.9), ("USA", 1153.2, 1531.9)])
def test_value_added_trade_of_2009(region, exports, imports):
    assert billion(value_added.vax(wiod(2009)), region) == pytest.approx(exports, abs=0.05)
    assert billion(value_added.value_added_imports(wiod(2009)), region) == pytest.approx(imports, abs=0.05)


def test_world_value_added_exports_of_2009():
    assert value_added.vax(wiod(2009)).sum() / 1000 == pytest.approx(9983.4, abs=0.05)


@pytest.mark.parametrize("year, share", [(1995, 0.5260), (2011, 0.4862)])
def test_the_worlds_share_of_output_sold_to_final_users(year, share):
    """Antràs and Chor (2018), from the country-level table without changes in inventories."""
    positions, output = position.country_positions(wiod(year)), wiod(year).by_region(wiod(year).x)
    assert np.average(positions["final_use_share"], weights=output) == pytest.approx(share, abs=0.0005)


def test_chinas_position_in_2011():
    china = position.country_positions(wiod(2011)).loc["CHN"]
    assert china["upstreamness"] == pytest.approx(2.819, abs=0.0005)
    assert china["downstreamness"] == pytest.approx(2.900, abs=0.0005)


@pytest.mark.parametrize("year", [1995, 2003, 2011])
def test_positions_of_1400_industries_are_those_of_antras_and_chor(year):
    """Published from unrounded tables: half of all industries within 0.02 stages, large ones closer than small ones."""
    path = ORACLES / "antras_chor_2018_country_industry.csv"
    if not path.is_file():
        pytest.skip(f"{path.name} is not in {ORACLES}: set GVC_ORACLES")
    published = pd.read_csv(path).query("YEAR == @year")
    table = position.net_inventories(wiod(year))
    industries = [table.industries[i - 1] for i in published["WIOT2013_n"]]
    regions = published["ISO3C"].replace({"ROM": "ROU", "RoW": "ROW"})
    published.index = pd.MultiIndex.from_arrays([regions, industries])
    known = table.x > 0
    for column, measure in {"GVC_Ui": position.upstreamness, "GVC_Di": position.downstreamness}.items():
        miss = (measure(table) - published[column].reindex(table.nodes)).abs()[known]
        assert miss.notna().all()
        assert miss.median() < 0.02
        assert np.average(miss, weights=table.x[known]) < 0.005


def _decompositions(m: MRIO) -> dict[str, np.ndarray]:
    total = lambda terms: terms.sum(axis=1).groupby(level="exporter").sum()[m.regions].to_numpy()  # noqa: E731
    return {
        "exports": value_added.gross_exports(m).to_numpy(),
        "Koopman-Wang-Wei": koopman_wang_wei(m).sum(axis=1).to_numpy(),
        "Wang-Wei-Zhu": total(wang_wei_zhu(m)),
        "Borin-Mancini, source": total(borin_mancini(m)[["DVA", "DDC", "FVA", "FDC"]]),
        "Borin-Mancini, sink": total(borin_mancini(m, "sink")[["DVA", "DDC", "FVA", "FDC"]]),
        "vertical specialisation": value_added.vs(m).to_numpy()
        + value_added.domestic_value_added_in_exports(m).to_numpy(),
    }


@pytest.mark.parametrize("year", [1995, 2009])
def test_every_decomposition_of_a_balanced_full_table_is_its_exports(year):
    m = wiod(year)
    rounding = m.x - m.Z.sum(axis=1) - m.f  # goes to home demand
    balanced = MRIO(m.Z, m.Y + m.spread(rounding), m.regions, m.industries, x=m.x)
    for name, total in _decompositions(balanced).items():
        assert total == pytest.approx(value_added.gross_exports(m).to_numpy()), name


@pytest.mark.parametrize("year", [1995, 2009])
def test_with_published_output_decompositions_miss_exports_by_rounding_only(year):
    """Cells are whole millions: rows miss output by 0.04-0.09 %, small economies' exports by up to 1 %, the world's by 0.2 %."""
    m = wiod(year)
    for name, total in _decompositions(m).items():
        exports = value_added.gross_exports(m).to_numpy()
        assert total == pytest.approx(exports, rel=0.01), name
        assert total.sum() == pytest.approx(exports.sum(), rel=0.003), name


def test_net_inventories_leave_every_year_in_balance():
    for year in wiod2013.YEARS:
        table = position.net_inventories(wiod2013.read(WIOD / f"wiod{year % 100:02d}.rda", year))
        assert table.check()["row residual, share of output"] < 0.001, year
        assert np.isfinite(position.upstreamness(table)).all(), year
