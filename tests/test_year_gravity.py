"""Distance year by year: what was put in is found, pyfixest agrees, and a published table comes out."""

import numpy as np
import pandas as pd
import pytest

from helpers import datasets, year_gravity
from helpers.gravity import GravityError
from helpers.tables import distance


def simulated(noise: float, seed: int = 1) -> pd.DataFrame:
    """12 economies, 3 years; distance has weight -0.6, -0.8, -1.0, a border -1 throughout."""
    rng = np.random.default_rng(seed)
    codes = [f"C{k:02d}" for k in range(12)]
    at = rng.uniform(0, 10, (12, 2))
    rows = []
    for year, weight in ((2000, -0.6), (2005, -0.8), (2010, -1.0)):
        sells, buys = rng.normal(0, 1, 12), rng.normal(0, 1, 12)
        for i in range(12):
            for j in range(12):
                far = np.log(np.linalg.norm(at[i] - at[j]) + 0.5)
                mean = np.exp(5 + sells[i] + buys[j] + weight * far - 1.0 * (i != j))
                rows.append((codes[i], codes[j], year, mean * rng.lognormal(-(noise**2) / 2, noise), far, float(i != j)))
    return pd.DataFrame(rows, columns=["origin", "destination", "year", "trade", "far", "border"])


def test_weights_that_were_put_in_are_found_again():
    found = year_gravity.estimate(simulated(0), "trade", ["far", "border"])
    assert found.of("far")["estimate"].tolist() == pytest.approx([-0.6, -0.8, -1.0])
    assert found.of("border")["estimate"].tolist() == pytest.approx([-1.0] * 3)
    assert found.change("far")["estimate"] == pytest.approx(-0.4)


def test_one_weight_for_all_years_is_found_too():
    found = year_gravity.estimate(simulated(0), "trade", ["far"], ["border"])
    assert found.of("border")["estimate"].tolist() == pytest.approx([-1.0]) and found.of("border").index.tolist() == [0]


@pytest.mark.parametrize("constant", [(), ("border",)])
def test_estimates_and_errors_are_those_of_pyfixest(constant):
    import warnings

    import pyfixest

    data = simulated(0.5)
    terms = ["far"] if constant else ["far", "border"]
    ours = year_gravity.estimate(data, "trade", terms, constant).table
    ends = np.sort(data[["origin", "destination"]].to_numpy(dtype=str), axis=1)
    data = data.assign(
        pair=pd.DataFrame(ends).groupby([0, 1]).ngroup(), e=data.groupby(["origin", "year"]).ngroup(),
        m=data.groupby(["destination", "year"]).ngroup(), **{f"{t}{y}": data[t] * (data["year"] == y) for t in terms for y in (2000, 2005, 2010)},
    )  # fmt: skip
    names = [f"{t}{y}" for t in terms for y in (2000, 2005, 2010)] + list(constant)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = pyfixest.fepois(f"trade ~ {' + '.join(names)} | e + m", data, vcov={"CRV1": "pair"}, fixef_tol=1e-10, iwls_tol=1e-10).tidy()
    assert ours["estimate"].to_numpy() == pytest.approx(theirs["Estimate"].to_numpy(), abs=1e-6)
    assert ours["error"].to_numpy() == pytest.approx(theirs["Std. Error"].to_numpy(), rel=0.01)


def test_a_change_has_the_error_of_a_change():
    """Noise of a pair that stays is in both years: the change is surer than the two levels tell."""
    found = year_gravity.estimate(simulated(0.5), "trade", ["far"])
    c = found.covariance
    a, b = ("far", 2000), ("far", 2010)
    assert found.change("far")["error"] ** 2 == pytest.approx(c.at[a, a] + c.at[b, b] - 2 * c.at[a, b])
    assert found.change("far", 2000, 2000)["estimate"] == found.change("far", 2000, 2000)["error"] == 0


def test_the_distance_puzzle_comes_out_as_published():
    """Table 2 of the Advanced Guide, PPML abroad: -0.859 in 1986, -0.836 in 2006. It holds colonial ties too, which we lack."""
    sold = datasets.load("manufactures").rename(columns={"exporter": "origin", "importer": "destination"})
    panel = distance.with_distance(sold[sold["exporter"] != sold["importer"]] if "exporter" in sold else sold, distance.CEPII)
    abroad = panel[panel["origin"] != panel["destination"]]
    found = year_gravity.estimate(abroad, "sales", ["log_distance"], distance.TIES).of("log_distance")["estimate"]
    assert found[[1986, 2006]].tolist() == pytest.approx([-0.859, -0.836], abs=0.01)


def test_the_puzzle_resolved_comes_out_as_published():
    """The same table with sales at home, distance at home apart: -0.980 in 1986, -0.872 in 2006."""
    sold = datasets.load("manufactures").rename(columns={"exporter": "origin", "importer": "destination"})
    panel = distance.with_distance(sold, distance.CEPII)
    panel["common_language"] = panel["common_language"].mask(panel["origin"] == panel["destination"], 0.0)  # as they have it
    found = year_gravity.estimate(panel, "sales", ["abroad"], [*distance.TIES, "at_home"])
    assert found.of("abroad")["estimate"][[1986, 2006]].tolist() == pytest.approx([-0.980, -0.872], abs=0.01)
    assert found.of("at_home")["estimate"].iloc[0] == pytest.approx(-0.488, abs=0.03)


def test_who_sells_nothing_in_a_year_is_left_out_of_it():
    data = simulated(0.2)
    data.loc[(data["origin"] == "C00") & (data["year"] == 2000), "trade"] = 0.0
    rest = data[~((data["origin"] == "C00") & (data["year"] == 2000))]
    both = [year_gravity.estimate(d, "trade", ["far"]).of("far")["estimate"].to_numpy() for d in (data, rest)]
    assert both[0] == pytest.approx(both[1])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda d: d.drop(columns="far"), "no column|one column 'far'"),
        (lambda d: d.assign(trade=-d["trade"]), "negative"),
        (lambda d: d.assign(trade=0.0), "no trade to explain"),
        (lambda d: pd.concat([d, d]), "twice"),
        (lambda d: d.assign(far=1.0), "tell all"),
        (lambda d: d[d["origin"] < "C02"], "settle|tell all|apart|four"),
        (lambda d: 3, "DataFrame"),
    ],
)
def test_a_panel_that_says_nothing_is_refused_in_words(spoil, words):
    with pytest.raises(GravityError, match=words):
        year_gravity.estimate(spoil(simulated(0.2)), "trade", ["far"])


def test_what_was_not_estimated_is_not_told():
    found = year_gravity.estimate(simulated(0.2), "trade", ["far"])
    with pytest.raises(GravityError, match="was not estimated"):
        found.of("border")
    with pytest.raises(GravityError, match="no estimate for 2001"):
        found.change("far", 2001)
