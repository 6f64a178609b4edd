"""Checks of chapter 2."""

from __future__ import annotations

from functools import cache

from helpers import clusters, datasets, shares, shocks
from helpers.exercises import Exercise, Misconception, register
from helpers.value_added import content_of_exports, gross_exports, value_added_trade


@cache
def _mexico() -> dict[str, float]:
    m = datasets.mrio(2009)
    flows = value_added_trade(m).loc["MEX"]
    abroad = float(flows.drop("MEX").sum())
    exports = float(gross_exports(m)["MEX"])
    return {
        "ratio": abroad / exports,
        "with home": float(flows.sum()) / exports,
        "upside down": exports / abroad,
        "of value added": abroad / float(flows.sum()),
        "domestic content": float(content_of_exports(m).loc["MEX", "domestic"]) / exports,
    }


@cache
def _turkey() -> dict[str, float]:
    m = datasets.mrio(2009)
    flows = value_added_trade(m)
    sold, bought = float(flows.loc["TUR"].drop("TUR").sum()), float(flows["TUR"].drop("TUR").sum())
    return {"balance": (sold - bought) / 1e3, "sold": sold / 1e3}


@cache
def _china() -> dict[str, float]:
    rows = shares.four_sources("CHN").set_index(["source", "concept"])["billion USD"]
    tiva = rows["TiVA, May 2013", "domestic value added in exports"]
    content, vax = (
        rows["WIOD, 2013", "domestic value added in exports"],
        rows["WIOD, 2013", "value-added exports (VAX)"],
    )
    return {
        "bridge": tiva * vax / content,
        "divided": tiva * content / vax,
        "gross": rows["TiVA, May 2013", "gross exports"] * vax / content,
        "wiod": vax,
    }


@cache
def _links() -> dict[str, float]:
    table = datasets.load("icio2015_flows")
    one = table[(table["year"] == 2011) & (table["region"] == "TUR")][["backward", "forward"]].sum()
    total = one["backward"] + one["forward"]
    return {
        "share": one["backward"] / total,
        "forward": one["forward"] / total,
        "ratio": one["backward"] / one["forward"],
    }


@cache
def _company(what: str) -> frozenset:
    """China's company in three groups: on standardised features, on raw ones, or on money."""
    if what == "money":
        table = datasets.load("icio2015_flows")
        table = table[(table["year"] == 2011) & table["region"].isin(clusters.PAPER_GROUPS)]
        frame = table.groupby("region")[["backward", "forward"]].sum()
        found = clusters.cluster(frame, 3, standardise=False)
    else:
        found = clusters.cluster(clusters.features("icio2015", 2011), 3, standardise=what == "standardised")
    return frozenset(found.index[found == found["CHN"]])


@cache
def _mexico_falls() -> dict[str, float]:
    m = datasets.mrio(2011)
    lost = shocks.final_demand_falls(m, {"USA": 0.1})["lost"].groupby("region").sum()["MEX"]
    earned = m.va[m.rows("MEX")].sum()
    gross = 0.1 * m.exports[m.rows("MEX"), m.region("USA")].sum()
    return {
        "share": float(lost / earned),
        "gross": float(gross / earned),
        "all": float(10 * lost / earned),
        "final": float(0.1 * m.Y[m.rows("MEX"), m.region("USA")].sum() / earned),
    }


@cache
def _partners() -> dict[str, float]:
    flows = value_added_trade(datasets.mrio(2011)).loc[["MEX"]]
    abroad = flows.drop(columns=["MEX", "ROW"])
    return {
        "right": float(shocks.concentration(abroad).iloc[0]),
        "home": float(shocks.concentration(flows.drop(columns="ROW")).iloc[0]),
        "largest": float((abroad / abroad.sum(axis=1).iloc[0]).max(axis=1).iloc[0]),
    }


register(
    Exercise(
        "2.1.1", "LO2.1.3", "predict",
        expected=lambda: "petroleum",
        misconceptions=(
            Misconception("both grew", lambda: "both",
                          "Both grew in dollars, as nearly everything did. Ask for the share: whose part of all foreign inputs became larger?"),
            Misconception("chemicals are larger", lambda: "chemicals",
                          "Chemicals began with the larger share. A share can be large and shrink."),
            Misconception("nothing changed", lambda: "neither",
                          "One of the two more than doubled its share between 2000 and 2011."),
        ),
        hints=("Which of the two turns imported crude oil into fuel?",),
        praise="From 5 to 11 % of the foreign value in South Africa's exports, while chemicals fell from 9 to 6 %.",
    ),
    Exercise(
        "2.1.2", "LO2.1.1", "compute",
        expected=lambda: float(_links()["share"]),
        misconceptions=(
            Misconception("forward instead of backward", lambda: float(_links()["forward"]),
                          "This is the forward share: Turkish value in others' exports. Backward is foreign value in Turkish exports."),
            Misconception("ratio instead of share", lambda: float(_links()["ratio"]),
                          "Backward over forward can pass 1. A share divides by both together."),
        ),
        hints=("`links.loc[\"TUR\", \"backward\"]` over the sum of Türkiye's row.",),
        praise="Nearly two thirds: Türkiye sits late in chains, as Korea and Mexico do.",
        tolerance=0.003,
    ),
    Exercise(
        "2.1.3", "LO2.1.2", "bug hunt",
        expected=lambda: _company("standardised"),
        misconceptions=(
            Misconception("sorted by size", lambda: _company("money"),
                          "These are groups of size: money decides, because its numbers are the largest. Sort shares, not dollars."),
            Misconception("not standardised", lambda: _company("raw"),
                          "Shares, but not standardised: the feature that varies most decides alone."),
        ),
        hints=("`clusters.cluster(table, 3)` standardises; `standardise=False` does not. Use the three features of 2011.",),
        praise="India, Mexico and Türkiye. By size China would stand alone: the groups you find are the ruler you used.",
    ),
    Exercise(
        "2.1.4", "LO2.1.2", "open",
        rubric="A good answer chooses features for a reason given beforehand, says what the groups are for (whom would a policy treat alike?), "
        "and names one economy whose place depends on edition, year or feature.",
    ),
    Exercise(
        "2.3.1", "LO2.3.1", "predict",
        expected=lambda: "Mexico",
        misconceptions=(
            Misconception("the largest seller", lambda: "China",
                          "China sells the United States most in dollars, but China is large: the question is the share of its own value added."),
            Misconception("the most open", lambda: "Korea",
                          "Korea is very open, but its buyers are spread over the world."),
            Misconception("in America", lambda: "Brazil",
                          "Near on the map is not near in trade: Brazil sells little of its value added there."),
        ),
        hints=("Who sells nearly half of the value added it exports to one buyer?",),
        praise="Mexico: about 12 % of all it earns ends in American final demand.",
    ),
    Exercise(
        "2.3.2", "LO2.3.1", "compute",
        expected=lambda: _mexico_falls()["share"],
        misconceptions=(
            Misconception("gross exports", lambda: _mexico_falls()["gross"],
                          "This takes gross exports to the United States: they hold parts that others made, and some go on elsewhere."),
            Misconception("everything, not a tenth", lambda: _mexico_falls()["all"],
                          "This is the loss if all American final demand vanished. It falls by a tenth."),
            Misconception("final goods only", lambda: _mexico_falls()["final"],
                          "These are only the final goods Mexico sells there. Mexican parts inside American products are lost too."),
        ),
        hints=("`shocks.final_demand_falls(m, {\"USA\": 0.1})`, add up Mexico's losses, divide by Mexico's value added.",),
        praise="A bit over one per cent of everything Mexico earns, before anyone has reacted.",
        tolerance=0.003,
    ),
    Exercise(
        "2.3.3", "LO2.3.2", "bug hunt",
        expected=lambda: _partners()["right"],
        misconceptions=(
            Misconception("home is no partner", lambda: _partners()["home"],
                          "Mexico itself is still among the buyers, and it buys most. Partners are the others."),
            Misconception("the largest share", lambda: _partners()["largest"],
                          "This is the share of the largest buyer. The index adds up the squares of all shares."),
        ),
        hints=("Drop the columns \"MEX\" and \"ROW\" first, then `shocks.concentration`.",),
        praise="Close to a half: as concentrated as if Mexico had two equal buyers. China's index is a quarter of it.",
        tolerance=0.003,
    ),
    Exercise(
        "2.3.4", "LO2.3.3", "open",
        rubric="A good answer names who gains and who pays when inputs are made at home (here recipes and prices do not change, so nobody pays: "
        "that is the model's weakness), asks whether the home input costs more, and says what evidence could settle it.",
    ),
    Exercise(
        "2.2.1", "LO2.2.1", "predict",
        expected=lambda: "lower",
        misconceptions=(
            Misconception("value added hides less", lambda: "higher",
                          "What would have to be true for it to rise? China would need more of its own value in each dollar shipped than others have. Think of the imported chip."),
            Misconception("shares do not change", lambda: "same",
                          "It would stay if every economy's exports held the same part of foreign value. An assembler's hold more of it than an oil seller's."),
        ),
        hints=("Ask whose exports hold more foreign parts: those of an assembler or those of the average economy?",),
        praise="From 9.4 % to 8.3 % in TiVA's May 2013 edition: Chinese exports held more foreign value than the average.",
    ),
    Exercise(
        "2.2.2", "LO2.2.1", "compute",
        expected=lambda: _mexico()["ratio"],
        misconceptions=(
            Misconception("home counted as abroad", lambda: _mexico()["with home"],
                          "This counts Mexican value added that Mexicans use themselves. Exports are what ends up elsewhere: leave out the diagonal."),
            Misconception("ratio upside down", lambda: _mexico()["upside down"],
                          "Above 1: gross exports over value-added exports. Turn it round."),
            Misconception("share of value added", lambda: _mexico()["of value added"],
                          "You divided by all Mexican value added. The VAX ratio divides by gross exports."),
        ),
        hints=("Sum `flows.loc[\"MEX\"]` without its own column, then divide by `gross_exports(m)[\"MEX\"]`.",),
        praise="About 70 cents of each exported dollar are Mexican value added used abroad; the rest was made elsewhere.",
        tolerance=0.003,
    ),
    Exercise(
        "2.2.3", "LO2.2.2", "compute",
        expected=lambda: _china()["bridge"],
        misconceptions=(
            Misconception("divided instead of multiplied", lambda: _china()["divided"],
                          "Larger than what you started from, but VAX leaves something out. Multiply by the ratio, do not divide."),
            Misconception("started from gross exports", lambda: _china()["gross"],
                          "You started from gross exports. The ratio compares VAX with domestic value added in exports: start from that."),
            Misconception("WIOD's own level", lambda: _china()["wiod"],
                          "This is WIOD's VAX itself. Borrow only WIOD's ratio, and keep TiVA's level."),
        ),
        hints=("TiVA's domestic value added in exports, times WIOD's VAX over WIOD's domestic value added in exports.",),
        praise="About 839 billion against the paper's 838.6: within 0.1 %. The paper very likely shows VAX from TiVA's May 2013 edition.",
        tolerance=0.002,
    ),
    Exercise(
        "2.2.4", "LO2.2.4", "bug hunt",
        expected=lambda: _turkey()["balance"],
        misconceptions=(
            Misconception("rows and columns swapped", lambda: -_turkey()["balance"],
                          "The size is right, the sign is not: rows are where value added comes from, columns where it is used."),
            Misconception("imports left out", lambda: _turkey()["sold"],
                          "This is what Türkiye sold. A balance takes off what it bought."),
        ),
        hints=("`flows.sum(axis=1)` adds along a row: everything that comes from one origin.",),
        praise="Minus 19 billion in this table: in WIOD, Türkiye stands with the buyers.",
        tolerance=0.01,
    ),
    Exercise(
        "2.2.5", "LO2.2.3", "open",
        rubric="A good answer names what each choice counts as abroad, says who would like which choice and why, gives one number for each, "
        "and notes that three of the eleven are missing from the table. It does not need to agree with anybody.",
    ),
)  # fmt: skip
