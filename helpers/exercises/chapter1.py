"""Checks of chapter 1."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers import datasets, search, trends
from helpers.classification import E11
from helpers.exercises import Exercise, Misconception, register


@cache
def _germany() -> dict[str, float]:
    m = datasets.mrio(2011)
    sold = m.exports.reshape(m.G, m.N, m.G)
    g, i = m.region("DEU"), m.industries.index("vehicles")
    x, b = sold[g, i].sum(), sold[:, i, g].sum()
    return {
        "total": float(1 - abs(x - b) / (x + b)),
        "net": float(abs(x - b) / (x + b)),
        "ratio": float(min(x, b) / max(x, b)),
    }


@cache
def _treaties() -> dict[str, float]:
    table = trends.new_treaties(1995, 2011)
    growth = table["growth"]
    return {
        "right": float(growth["agreement came"] / growth["no agreement"]), "upside": float(growth["no agreement"] / growth["agreement came"]),
        "levels": float(table.loc["agreement came", 2011] / table.loc["no agreement", 2011]), "always": float(growth["agreement from the start"] / growth["no agreement"]),
    }  # fmt: skip


@cache
def _ict() -> dict[str, float]:
    m = datasets.mrio(2011)
    china = trends.inside_exports(m).loc["CHN"]
    node = m.nodes.get_loc(("CHN", "electronics"))
    direct = m.A[m.region("CHN") * m.N : (m.region("CHN") + 1) * m.N, node]
    return {
        "all": float(china.sum()),
        "electronics": float(china["electronics"]),
        "services": float(china[["telecom", "business_services"]].sum()),
        "direct": float(direct[[m.industries.index(i) for i in trends.ICT]].sum()),
    }


@cache
def _fragmentation() -> dict[str, float]:
    world = trends.world_fragmentation()["foreign_share"]
    panel = datasets.load("wiod_industries").query("year == 2011")
    return {
        "dip": float((world[2009] - world[2008]) * 100), "relative": float((world[2009] / world[2008] - 1) * 100), "rise": float((world[2008] - world[2009]) * 100),
        "weighted": float(world[2011] * 100), "simple": float(panel["foreign_share_of_final_products"].mean() * 100),
        "by output": float(np.average(panel["foreign_share_of_final_products"], weights=panel["output"]) * 100),
    }  # fmt: skip


@cache
def _home() -> dict[str, float]:
    usa = trends.home_share("USA")
    m = datasets.mrio(2011)
    bought = m.Y[:, m.region("USA")] * trends.nodes_of(m, trends.MANUFACTURING)
    home_goods = bought[m.rows("USA")].sum() / bought.sum()
    return {
        "change": float((usa[2011] - usa[2007]) * 100),
        "to 2009": float((usa[2009] - usa[2007]) * 100),
        "trough": float((usa[2011] - usa[2008]) * 100),
        "share": float(usa[2011]),
        "goods": float(home_goods),
        "long": float((usa[2011] - usa[1995]) * 100),
    }


@cache
def _moved(technology: str) -> dict[str, float]:
    earned = trends.earned_by_income().loc[technology]
    moved = (earned.loc[2011] - earned.loc[1995]) * 100
    return {"fraction": float(moved["China"] / -moved["high income"]), "points": float(moved["China"])}


@cache
def _regions() -> dict[str, float]:
    flows = trends.e11_flows(2011)
    sold = flows[flows["origin"].isin(set(flows[flows["inside"]]["origin"]))]
    inside = flows[flows["inside"]]["value"].sum()
    bought = flows[flows["destination"].isin(set(flows[flows["inside"]]["origin"]))]
    return {
        "share": float(inside / sold["value"].sum()),
        "all": float(inside / flows["value"].sum()),
        "bought": float(inside / bought["value"].sum()),
    }


@cache
def _patents() -> dict[str, float]:
    share = trends.patent_shares()
    e11 = share[[c for c in E11 if c in share]].sum(axis=1)
    gain, china = e11[2013] - e11[2000], share["CHN"][2013] - share["CHN"][2000]
    return {"share": float(china / gain), "level": float(share["CHN"][2013] / e11[2013]), "of all": float(china)}


register(
    # -- 1.1
    Exercise(
        "1.1.1", "LO1.1.1", "predict",
        expected=lambda: "fell",
        misconceptions=(
            Misconception("two-way trade always grows", lambda: "rose",
                          "It rose for decades before. From 1995 to 2011 something else grew faster: trade with partners who sell what you do not."),
            Misconception("nothing moved", lambda: "same",
                          "It moved by about four points. Which kind of partner came into world trade after 1995?"),
        ),
        hints=("China and the resource sellers became large. Do they sell each other the same goods, or different ones?",),
        praise="From 56 to 52 %: trade grew most between unlike partners, step against step, not like against like.",
    ),
    Exercise(
        "1.1.2", "LO1.1.1", "compute",
        expected=lambda: _germany()["total"],
        misconceptions=(
            Misconception("one-way share", lambda: _germany()["net"],
                          "This is the one-way part, |X − M| over X + M. The index is what is left of 1."),
            Misconception("ratio of smaller to larger", lambda: _germany()["ratio"],
                          "The smaller over the larger looks alike, but the index compares twice the smaller with both together."),
        ),
        hints=("`1 - abs(X - M) / (X + M)`.",),
        praise="Two thirds of Germany's trade in vehicles is two-way: cars out, cars and parts in.",
        tolerance=0.003,
    ),
    Exercise(
        "1.1.3", "LO1.1.3", "bug hunt",
        expected=lambda: _treaties()["right"],
        misconceptions=(
            Misconception("upside down", lambda: _treaties()["upside"], "Upside down: pairs without an agreement over pairs that got one."),
            Misconception("levels instead of growth", lambda: _treaties()["levels"], "This compares how large the two are in 2011, not how fast they grew."),
            Misconception("the colleague's group", lambda: _treaties()["always"],
                          "This is the colleague's number: pairs that had an agreement all along. Whose growth tells what a new one goes with?"),
        ),
        hints=("Take the rows \"agreement came\" and \"no agreement\" of the column growth.",),
        praise="Pairs that signed grew a third faster than pairs that never did. Whether they signed because they grew is another question (lesson 4.1).",
        tolerance=0.003,
    ),
    Exercise(
        "1.1.4", "LO1.1.2", "open",
        rubric="A good answer separates three things the word cooperation can mean (agreements, trade under them, gains for both), says which "
        "the figures show, and names evidence that could tell whether a deal was good for both sides.",
    ),
    # -- 1.2
    Exercise(
        "1.2.1", "LO1.2.1", "predict",
        expected=lambda: "hundreds",
        misconceptions=(
            Misconception("one for one", lambda: "tens",
                          "A handicap of one and a half deviations is much: nine in ten crowd tries are below the lab's average one."),
            Misconception("hopeless", lambda: "millions",
                          "Only the best counts, and the best of many is far out in the tail. It does not take millions."),
        ),
        hints=("The best of 100 draws lies about 2.5 deviations above the mean, the best of 10 about 1.5.",),
        praise="About 500 in this model: numbers can make up for skill, but fifty to one.",
    ),
    Exercise(
        "1.2.2", "LO1.2.1", "compute",
        expected=lambda: search.expected_best(1000, overlap=0.5),
        misconceptions=(
            Misconception("no overlap", lambda: search.expected_best(1000),
                          "This is a crowd of independent minds. Half of the variance is common to all here."),
            Misconception("overlap not under the root", lambda: 0.5 * search.best_of(1000),
                          "The common part takes away variance, so the spread shrinks by the square root of one minus the overlap."),
        ),
        hints=("`search.expected_best(1000, overlap=0.5)`.",),
        praise="A thousand minds that think half alike do no better than about fifty-five that do not.",
        tolerance=0.003,
    ),
    Exercise(
        "1.2.3", "LO1.2.2", "bug hunt",
        expected=lambda: 10 * 0.04,
        misconceptions=(
            Misconception("share of exporters", lambda: 10.0,
                          "Ten per cent of exporters. The statement is about firms: how many of a hundred firms export at all?"),
            Misconception("all exporters", lambda: 4.0,
                          "Four per cent of firms export at all. The 96 % belong to the top tenth of those."),
        ),
        hints=("Four per cent of firms export; of these the top tenth.",),
        praise="0.4 % of firms made 96 % of exports in 2000. Whatever the crowd does, exporting is done by very few.",
    ),
    Exercise(
        "1.2.4", "LO1.2.3", "open",
        rubric="A good answer says what would have to be counted (tries, results, who earns), over which years and firms, and what result would "
        "speak against the claim. It does not count press reports of single successes.",
    ),
    # -- 1.3
    Exercise(
        "1.3.1", "LO1.3.1", "predict",
        expected=lambda: "fell",
        misconceptions=(
            Misconception("ICT everywhere", lambda: "rose",
                          "More devices, yes. But the table counts dollars, and a computer's price fell faster than its number grew."),
            Misconception("no change", lambda: "same",
                          "It rose until 2000 and then lost what it had gained, and a bit more."),
        ),
        hints=("Value is number times price. What did the price of computing power do?",),
        praise="In current dollars the ICT share of the value inside manufacturing exports was a little lower in 2011 than in 1995.",
    ),
    Exercise(
        "1.3.2", "LO1.3.1", "compute",
        expected=lambda: _ict()["all"],
        misconceptions=(
            Misconception("hardware only", lambda: _ict()["electronics"], "This is the electronics industry alone. Add telecom and business services."),
            Misconception("services only", lambda: _ict()["services"], "These are the services. Electronics is ICT too."),
        ),
        hints=("`trends.inside_exports(m).loc[\"CHN\"]` has three numbers; add them.",),
        praise="A fifth of what China's manufacturing exports are worth comes from ICT industries somewhere in the world.",
        tolerance=0.003,
    ),
    Exercise(
        "1.3.3", "LO1.3.2", "bug hunt",
        expected=lambda: float(trends.internet_effect()["estimate"].iloc[2]),
        misconceptions=(
            Misconception("across economies", lambda: float(trends.internet_effect()["estimate"].iloc[0]),
                          "This is the colleague's number: it compares Luxembourg with Bangladesh. What happens inside an economy as people go online?"),
            Misconception("years left in", lambda: float(trends.internet_effect()["estimate"].iloc[1]),
                          "Economy effects are in, but everybody went online in the same years: take out the years too."),
        ),
        hints=("The last row of `trends.internet_effect()`.",),
        praise="Close to nothing, with an interval on both sides of zero: the link across economies is not a link within them.",
        tolerance=0.02,
    ),
    Exercise(
        "1.3.4", "LO1.3.2", "open",
        rubric="A good answer names something that moves both (income, size, location in Europe), a way to tell them apart (a sudden cable, a policy "
        "that came by lot), and what the panel with effects still cannot rule out.",
    ),
    # -- 1.4
    Exercise(
        "1.4.1", "LO1.4.1", "predict",
        expected=lambda: "fell",
        misconceptions=(
            Misconception("longer in every year", lambda: "rose", "Most years, yes. But one year was different: trade fell by more than output."),
            Misconception("crisis hits all alike", lambda: "same", "If all links had shrunk alike the share would stay. Durable goods, made in long chains, fell most."),
        ),
        hints=("In 2009 people put off buying cars and machines. Are those made in short chains or long ones?",),
        praise="By 2.3 points in one year: long chains make the goods whose buying can wait. (And oil was cheaper.)",
    ),
    Exercise(
        "1.4.2", "LO1.4.1", "compute",
        expected=lambda: _fragmentation()["dip"],
        misconceptions=(
            Misconception("relative change", lambda: _fragmentation()["relative"], "This is the change in per cent of itself. Asked are percentage points."),
            Misconception("sign", lambda: _fragmentation()["rise"], "The size is right; a fall is negative."),
        ),
        hints=("`(world.loc[2009, \"foreign_share\"] - world.loc[2008, \"foreign_share\"]) * 100`.",),
        praise="Minus 2.3 points, and back above 13 % two years later.",
        tolerance=0.005,
    ),
    Exercise(
        "1.4.3", "LO1.4.2", "bug hunt",
        expected=lambda: _fragmentation()["weighted"],
        misconceptions=(
            Misconception("simple mean", lambda: _fragmentation()["simple"],
                          "This is the colleague's number: every industry of every economy counts the same, Malta's shoes like America's hospitals."),
            Misconception("weighted by output", lambda: _fragmentation()["by output"],
                          "Weighted, but by output. The share is one of final products: weigh by final use."),
        ),
        hints=("Weigh `foreign_share_of_final_products` with `final_use`.",),
        praise="13 %, not 21: most of what people finally use is services made at home.",
        tolerance=0.005,
    ),
    Exercise(
        "1.4.4", "LO1.4.3", "open",
        rubric="A good answer says which measure fits the word fragmented (how many borders, how many steps, how far from the user), gives one "
        "number for each, and names the price effect that could make a chain look longer without any change in who does what.",
    ),
    # -- 1.5
    Exercise(
        "1.5.1", "LO1.5.2", "predict",
        expected=lambda: "lower",
        misconceptions=(
            Misconception("reshoring worked", lambda: "higher", "It jumped in 2009 and then fell back. Compare 2011 with 2007."),
            Misconception("unchanged", lambda: "same", "Nearly, but by 2011 the share was more than a point below 2007."),
        ),
        hints=("A fall in imports during a crisis can look like factories coming home. What came after it?",),
        praise="The jump of 2009 was a fall in imports. By 2011 the share was below that of 2007.",
    ),
    Exercise(
        "1.5.2", "LO1.5.2", "compute",
        expected=lambda: _home()["share"],
        misconceptions=(
            Misconception("goods completed at home", lambda: _home()["goods"],
                          "This counts goods completed in the United States, with all the foreign parts in them. Count where the value is earned."),
            Misconception("the foreign share", lambda: 1 - _home()["share"], "This is the part earned elsewhere."),
        ),
        hints=("`m.origin_shares[m.region(\"USA\")] @ bought / bought.sum()`.",),
        praise="55 cents of a dollar that Americans spend on manufactures are earned at home; in 1995 it was 68.",
        tolerance=0.003,
    ),
    Exercise(
        "1.5.3", "LO1.5.1", "compute",
        expected=lambda: _moved("low technology")["fraction"],
        misconceptions=(
            Misconception("high technology", lambda: _moved("high technology")["fraction"], "This is high technology. The question is about the low end."),
            Misconception("points, not a fraction", lambda: _moved("low technology")["points"],
                          "These are the points China gained. Divide by the points that high-income economies lost."),
            Misconception("upside down", lambda: 1 / _moved("low technology")["fraction"], "The other way round: gained over lost."),
        ),
        hints=("`earned.loc[\"low technology\"]` has years in rows and groups in columns. Take 2011 minus 1995.",
               "China's gain over minus the loss of high-income economies."),
        praise="Seven tenths to one economy. A story about poorer economies in the plural has to explain the singular.",
        tolerance=0.005,
    ),
    Exercise(
        "1.5.4", "LO1.5.2", "bug hunt",
        expected=lambda: _home()["change"],
        misconceptions=(
            Misconception("measured from the trough", lambda: _home()["trough"],
                          "This starts in 2008, the lowest year. A change from a trough always looks like a recovery."),
            Misconception("stopped at the jump", lambda: _home()["to 2009"], "This stops in 2009, the year of the jump. What is left of it in 2011?"),
        ),
        hints=("Percentage points from 2007, the last year before the crisis, to 2011.",),
        praise="Minus 1.2 points. Choose the first and last year, and you can show reshoring or its opposite.",
        tolerance=0.01,
    ),
    Exercise(
        "1.5.5", "LO1.5.3", "open",
        rubric="A good answer says what low end means (low pay, low share of value, easy to replace), which of these the tables show, and whether "
        "an economy can be at the low end of one chain and at the high end of another.",
    ),
    # -- 1.6
    Exercise(
        "1.6.1", "LO1.6.1", "predict",
        expected=lambda: "fell",
        misconceptions=(
            Misconception("regions closed ranks", lambda: "rose",
                          "Agreements were regional, but the new supplier was far from Europe. Who took the place of neighbours?"),
            Misconception("stable", lambda: "same", "It moved by more than ten points."),
        ),
        hints=("Think of a German car maker in 1995 and 2011: where did its new parts come from?",),
        praise="From 62 to 48 % of the foreign value in Europe's exports: chains became less regional, not more.",
    ),
    Exercise(
        "1.6.2", "LO1.6.2", "compute",
        expected=lambda: _regions()["share"],
        misconceptions=(
            Misconception("of all flows on the map", lambda: _regions()["all"], "You divided by flows to and from the E11. Asked is the share of what the E11 *sell*."),
            Misconception("of what they buy", lambda: _regions()["bought"], "This is the share of what the E11 buy. Asked is what they sell: take flows by origin."),
        ),
        hints=("Flows with `inside`, over all flows whose origin is one of the eight.",),
        praise="A quarter, more than twice the share of 1995 (12 %).",
        tolerance=0.003,
    ),
    Exercise(
        "1.6.3", "LO1.6.2", "bug hunt",
        expected=lambda: "size",
        misconceptions=(
            Misconception("closeness", lambda: "distance", "The eight did not move nearer to each other. What did change about them between 1995 and 2011?"),
            Misconception("treaties", lambda: "agreements", "Few of the eight have agreements with each other in force. What grew a great deal more?"),
        ),
        hints=("If an economy grows fourfold, its share in everybody's trade grows, with no change in closeness.",),
        praise="Against what size alone would give, E11 economies are not closer to each other than before: see the next cell.",
    ),
    Exercise(
        "1.6.4", "LO1.6.3", "open",
        rubric="A good answer says what complement and rival would look like in numbers (E11 inputs inside rich economies' exports; rich "
        "economies' share lost), reads one of them from the tables, and notes that three of eleven are missing.",
    ),
    # -- 1.7
    Exercise(
        "1.7.1", "LO1.7.1", "predict",
        expected=lambda: "China",
        misconceptions=(
            Misconception("India's software", lambda: "India", "India's share is near one per cent throughout: software is seldom patented as manufacturing."),
            Misconception("Korea files most per head", lambda: "Korea", "Korea spends most on research, but its share of filings in this extract rose only from 2 to 2.5 %."),
            Misconception("all together", lambda: "all", "One economy explains nearly all of the rise."),
        ),
        hints=("The E11 rose from 7 to 26 % of filings. Leave one economy out, and see what is left of the rise.",),
        praise="Nine tenths of the rise is China's.",
    ),
    Exercise(
        "1.7.2", "LO1.7.1", "compute",
        expected=lambda: _patents()["share"],
        misconceptions=(
            Misconception("share of the level", lambda: _patents()["level"], "This is China's share of the E11's filings in 2013. Asked is its share of the *rise* since 2000."),
            Misconception("points", lambda: _patents()["of all"], "These are China's points of the world. Divide by the points of the E11."),
        ),
        hints=("China's change from 2000 to 2013, over the E11's change.",),
        praise="About nine tenths.",
        tolerance=0.003,
    ),
    Exercise(
        "1.7.3", "LO1.7.2", "bug hunt",
        expected=lambda: 2013,
        misconceptions=(
            Misconception("the last year in the file", lambda: 2015, "2015 has five applications in the whole world. That is no crash of invention."),
            Misconception("the last full-looking year", lambda: 2014, "In 2014 the world filed one eighteenth of the year before. What happens to files that arrive late?"),
        ),
        hints=("Look at the number of applications by year: when does it collapse?",),
        praise="Filings reach the database years later. The last years are incomplete, and shares in them are noise.",
        tolerance=1e-9,
    ),
    Exercise(
        "1.7.4", "LO1.7.3", "open",
        rubric="A good answer tells filing, making and capturing apart, says which of the three the word innovation chain needs, and names what "
        "patents do not count (know-how, design, software, secrecy) and what they count too often.",
    ),
)  # fmt: skip
