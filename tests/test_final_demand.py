"""Final demand by destination of 2022: what is known comes out exactly, what is fitted is fitted as the method says.

On made-up worlds whose whole truth is known, and with ``GVC_RAW`` (the folder of publishers' files) on theirs.
"""

import os
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from worlds import world

from helpers import datasets, value_added
from helpers.build import final_demand
from helpers.build.command import WHEEL
from helpers.build.final_demand import by_destination, margins, partner_split, ras
from helpers.mrio import MRIO
from helpers.sources import SourceError, icio

RAW = os.environ.get("GVC_RAW", "")
raw = pytest.mark.skipif(not RAW, reason="a maintainers' check: set GVC_RAW to the folder of publishers' files")


def published(truth: MRIO) -> tuple[MRIO, dict[str, pd.DataFrame]]:
    """What a publisher tells of a world whose last region it leaves out: inputs among the others, and national tables."""
    G, N = truth.G - 1, truth.N
    inside = slice(0, G * N)
    extract = MRIO(truth.Z[inside, inside], None, truth.regions[:G], truth.industries, x=truth.x[inside], year=2022, name="Extract")  # fmt: skip
    national = {}
    for r in extract.regions:
        own, g = truth.rows(r), truth.region(r)
        others = np.setdiff1d(np.arange(truth.n), np.arange(truth.n)[own])
        by_product = lambda rows: rows.reshape(-1, N, *rows.shape[1:]).sum(axis=0)  # noqa: E731
        table = pd.DataFrame(by_product(truth.Z[:, own]), truth.industries, truth.industries)
        final = by_product(truth.Y[:, g])
        table[["HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR"]] = np.outer(final, [0.5, 0.1, 0.1, 0.2, 0.05, 0.05])
        exports = truth.Z[own][:, others].sum(axis=1) + np.delete(truth.Y[own], g, axis=1).sum(axis=1)
        table["CONS_NONRES"], table["EXPO"] = exports * 0.1, exports * 0.9
        table["IMPO"] = -by_product(truth.Z[others][:, own]).sum(axis=1) - by_product(truth.Y[others, g])
        table["TOTAL"] = table.sum(axis=1)
        bought = table.sum()
        table.loc["IMP_OTHER"], table.loc["TXS_INT_FNL"], table.loc["TTL_INT_FNL"] = 0.0, 0.0, bought
        cost = truth.x[own] - table.loc["TTL_INT_FNL", truth.industries]
        for row, part in {"VALU": 1, "LABR": 0.6, "OTXS": 0, "CFC": 0.1, "NOPS": 0.3}.items():
            table.loc[row] = 0.0
            table.loc[row, truth.industries] = cost * part
        table.loc["OUTPUT"] = 0.0
        table.loc["OUTPUT", truth.industries] = truth.x[own]
        national[r] = table
    return extract, national


@pytest.fixture(scope="module")
def told():
    truth = world(5, 3, seed=4)
    extract, national = published(truth)
    return truth, extract, national, by_destination(extract, national)


def across_borders(m: MRIO) -> np.ndarray:
    """Final sales to others: seller × product × buyer."""
    return (m.Y - m.spread(m.at_home(m.Y))).reshape(m.G, m.N, m.G)


# -- known: exact ------------------------------------------------------------------------------------------------------
def test_final_use_of_home_products_is_exact(told):
    truth, _, _, m = told
    assert m.at_home(m.Y)[:12] == pytest.approx(truth.at_home(truth.Y)[:12])


def test_each_products_imports_for_final_use_are_exact(told):
    truth, _, _, m = told
    assert across_borders(m).sum(axis=0)[:, :4] == pytest.approx(across_borders(truth).sum(axis=0)[:, :4])


def test_each_products_exports_for_final_use_are_exact_once_all_sales_to_the_rest_are_called_final(told):
    truth, _, _, m = told
    inputs_of_the_rest = truth.Z[:, truth.rows("R4")].sum(axis=1).reshape(5, 3)
    known = across_borders(truth).sum(axis=2) + inputs_of_the_rest
    assert across_borders(m).sum(axis=2)[:4] == pytest.approx(known[:4])


def test_inputs_from_the_rest_of_the_world_are_exact_for_every_buyer(told):
    truth, _, _, m = told
    assert m.Z[m.rows("ROW"), :12] == pytest.approx(truth.Z[truth.rows("R4"), :12])


def test_value_added_and_trade_in_all_are_those_of_the_truth(told):
    truth, _, _, m = told
    assert m.va[:12] == pytest.approx(truth.va[:12])
    assert m.exports.sum(axis=1)[:12] == pytest.approx(truth.exports.sum(axis=1)[:12])
    assert value_added.gross_imports(m)[:4].to_numpy() == pytest.approx(value_added.gross_imports(truth)[:4].to_numpy())


def test_the_table_balances_and_all_value_added_is_somebodys_final_demand(told):
    m = told[3]
    assert m.check()["row residual, share of output"] < 1e-9 and (m.Y >= 0).all()
    assert value_added.value_added_trade(m).to_numpy().sum() == pytest.approx(m.va.sum()) == pytest.approx(m.f.sum())


def test_changes_in_inventories_keep_their_total_by_economy_and_product(told):
    _, _, national, m = told
    ours = m.inventories.reshape(5, 3, 5).sum(axis=0)
    for g, table in enumerate(national.values()):
        assert ours[:, g] == pytest.approx(table.loc[m.industries, "INVNT"].to_numpy())
    assert (ours[:, 4] == 0).all()


def test_of_the_rest_of_the_world_only_its_border_is_told(told):
    m = told[3]
    rest = m.rows("ROW")
    assert (m.Z[:, rest] == 0).all() and (m.Y[rest, m.region("ROW")] == 0).all()
    assert m.va[rest] == pytest.approx(m.x[rest])
    assert m.name.endswith("partner split estimated")


def test_national_accounts_leave_out_what_other_governments_take_on_inputs(told):
    _, _, national, m = told
    vax = value_added.vax(m)[:4].to_numpy()
    assert final_demand.national_accounts(m, national) == pytest.approx(vax)
    taxed = {r: t.copy() for r, t in national.items()}
    for table in taxed.values():  # a tenth of what inputs leave went abroad as taxes
        table.loc["IMP_OTHER"], table.loc["VALU"] = table.loc["VALU"] * 0.1, table.loc["VALU"] * 0.9
    assert final_demand.national_accounts(m, taxed) == pytest.approx(0.9 * vax)


# -- fitted: as the method says ----------------------------------------------------------------------------------------
def test_ras_finds_the_one_table_of_its_form_with_the_given_sums():
    rng = np.random.default_rng(1)
    prior = rng.uniform(0.1, 1, (4, 5)) * (rng.uniform(size=(4, 5)) > 0.2)
    truth = prior * rng.uniform(0.5, 9, (4, 1)) * rng.uniform(0.5, 9, 5)
    found = ras(prior, truth.sum(axis=1), truth.sum(axis=0))
    assert found == pytest.approx(truth, rel=1e-6) and ((found == 0) == (prior == 0)).all()


def test_where_final_products_are_sold_as_inputs_are_the_split_is_the_inputs():
    rng = np.random.default_rng(2)
    inputs = rng.uniform(1, 9, (5, 5))
    np.fill_diagonal(inputs, 0)
    final = 3 * inputs[:, :4]  # of four economies and the rest; what the rest buys is not told
    to_rest = 7.0
    exported = final[:4].sum(axis=1) * (1 + to_rest / final[:4].sum())
    found = partner_split(inputs[:4, :4], exported, final.sum(axis=0), inputs[4, :4])
    assert found[:, :4] == pytest.approx(final, rel=1e-4)
    assert found[:4, 4].sum() == pytest.approx(to_rest)


def test_nobody_sells_to_itself_across_a_border(told):
    _, extract, national, _ = told
    known = margins(extract, national)
    sold = extract.Z.reshape(4, 3, 4, 3).sum(axis=3)[:, 0]
    split = partner_split(sold, known.exported[:, 0], known.imported[:, 0], known.from_rest[:, 0].sum(axis=1))
    assert (np.diag(split) == 0).all()


# -- what contradicts itself -------------------------------------------------------------------------------------------
def moved(row, column, by):
    def change(national):
        national["R1"] = national["R1"].copy()
        national["R1"].loc[row, column] += by

    return change


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda t: t.pop("R2"), "no national table of R2"),
        (lambda t: t.update(R1=t["R1"].rename(index={"i0": "steel"})), "table of R1 does not list the industries"),
        (moved("OUTPUT", "i1", 5.0), "table of R1 and the extract do not fit: in i1 output is not the extract's"),
        (moved("i1", "i2", -1e3), "in i1 inputs are less than those from the other economies"),
        (moved("i1", "IMPO", 1e3), "in i1 imports are less than the imported inputs"),
        (moved("i1", "EXPO", -1e3), "in i1 exports are less than the others' inputs from here"),
        (moved("i1", "HFCE", 5.0), "in i1 final use of home products is not the same from both sides"),
    ],
)
def test_tables_that_contradict_each_other_are_refused_by_economy_and_product(told, change, words):
    _, extract, national, _ = told
    national = dict(national)
    change(national)
    with pytest.raises(SourceError, match=words):
        by_destination(extract, national)


def test_sums_that_no_table_has_are_refused():
    with pytest.raises(SourceError, match="do not make one table"):
        ras(np.ones((2, 2)), np.array([1.0, 2.0]), np.array([1.0, 1.0]))
    with pytest.raises(SourceError, match="no way to a buyer"):
        ras(np.eye(2), np.array([1.0, 2.0]), np.array([2.0, 1.0]))
    with pytest.raises(SourceError, match="more for final use than they and the rest of the world export"):
        partner_split(np.ones((2, 2)), np.array([1.0, 1.0]), np.array([5.0, 5.0]), np.zeros(2))


# -- 2022, from the publisher's files ----------------------------------------------------------------------------------
@cache
def of_2022() -> tuple[MRIO, dict[str, pd.DataFrame], MRIO]:
    folder = Path(RAW) / "icio2025_national_iot_2022_mrkaic" / "data"
    extract = icio.read_extract(Path(RAW) / WHEEL)
    national = {r: icio.read_national(folder / f"{r}2022ttl.csv") for r in extract.regions}
    return extract, national, by_destination(extract, national)


@raw
def test_final_use_of_home_products_of_2022_agrees_two_ways():
    extract, national, m = of_2022()
    final = np.concatenate(
        [national[r].loc[m.industries, list(icio.NATIONAL_FINAL)].sum(axis=1) for r in extract.regions]
    )
    imported = across_borders(m).sum(axis=0)[:, :80].T.ravel()
    gap = np.abs(m.at_home(m.Y)[:4000] - (final - imported))
    assert {m.industries[k % 50] for k in np.argwhere(gap > 1).ravel()} == {"L"}  # real estate, in 49 economies
    assert gap.max() == pytest.approx(238.6, abs=0.1) and m.label(int(gap.argmax())) == "USA, L"  # of 4.5 trillion


@raw
def test_every_products_trade_of_2022_is_the_national_tables():
    extract, national, m = of_2022()
    exports, imports = m.exports.sum(axis=1).reshape(81, 50), m.exports.reshape(81, 50, 81).sum(axis=0)
    for g, r in enumerate(extract.regions):
        table = national[r].loc[m.industries]
        assert exports[g] == pytest.approx((table["EXPO"] + table["CONS_NONRES"]).to_numpy(), abs=0.5), r
        assert imports[:, g] == pytest.approx(-table["IMPO"].to_numpy(), abs=0.5), r


@raw
def test_inputs_value_added_and_taxes_of_2022_add_up_to_published_output():
    extract, national, m = of_2022()
    added = np.concatenate(
        [national[r].loc[["VALU", "TXS_INT_FNL", "IMP_OTHER"], m.industries].sum() for r in extract.regions]
    )
    assert np.abs(m.va[:4000] - added).max() < 250 and m.va[:4000].sum() == pytest.approx(added.sum(), rel=1e-5)
    assert m.check()["row residual, share of output"] < 1e-8


@raw
def test_the_full_table_of_2022_gives_the_shipped_measures():
    m = of_2022()[2]
    shipped = datasets.load("icio_2022_regions").set_index("region")["vax"]
    assert value_added.vax(m)[shipped.index].to_numpy() == pytest.approx(shipped.to_numpy(), rel=1e-5)
    assert final_demand.national_accounts(m, of_2022()[1])[m.region("CHN")] / 1e3 == pytest.approx(2689.6, abs=0.05)
