"""Checks of lesson 3.4."""

from __future__ import annotations

from functools import cache

import pandas as pd

from helpers import shocks
from helpers.exercises import Exercise, Misconception
from helpers.tables import agreement_effects, value_network


@cache
def _taken(code: str) -> dict[str, float]:
    """Viet Nam's (or another's) largest foreign source in 2022, %, and three ways to get it wrong."""
    flows = value_network.flows(2022)
    took, sold = flows[code].drop(code), flows.loc[code].drop(code)
    return {
        "right": float(took.max() / took.sum() * 100),
        "home in both": float(flows[code].max() / flows[code].sum() * 100),
        "home below": float(took.max() / flows[code].sum() * 100),
        "customer": float(sold.max() / sold.sum() * 100),
    }


@cache
def _split(year: int, domestic: bool = False) -> tuple[float, int]:
    """Modularity and number of communities of country-industries."""
    members, modularity = value_network.industries(year, domestic).communities()
    return float(modularity), int(members.nunique())


@cache
def _of_economies() -> float:
    """Modularity of the 40 economies themselves."""
    return float(value_network.economies(2011).communities()[1])


@cache
def _sure() -> dict[str, int]:
    """Intervals above zero four to seven years into an agreement, and what is counted by mistake."""
    table = agreement_effects.around()
    later = table[table["period"] == value_network.LATER]
    longer = table[table["period"] == "8 years on, or more"]
    return {
        "right": int((later["low"] > 0).sum()),
        "home": int((later["low"] > 0)[later["home"]].sum()),
        "abroad": int((later["low"] > 0)[~later["home"]].sum()),
        "estimates": int((later["estimate"] > 0).sum()),
        "all periods": int((table["low"] > 0).sum()),
        "eight years": int((longer["low"] > 0).sum()),
        "ways": len(later),
    }


def _hub(code: str) -> str:
    return "USA" if code == "CHN" else "CHN"


@cache
def _lost(code: str, hub: str | None = None) -> float:
    """Value added an economy loses if its hub buys nothing more from it, recipes kept, %."""
    hub = hub or _hub(code)
    return float(shocks.partner_extracted(value_network.table_of(2022), code, hub) * 100) if hub != code else 0.0


@cache
def _turned(code: str) -> float:
    return float(shocks.partner_extracted(value_network.table_of(2022), _hub(code), code) * 100)


@cache
def _model(code: str) -> float:
    return float(value_network.without_hub(_hub(code)).at[code, "another way found"])


@cache
def _known() -> pd.Index:
    return value_network.without_hub("CHN").index


EXERCISES = (
    Exercise(
        "3.4.1", "LO3.4.1", "predict",
        expected=lambda: "China",
        misconceptions=(
            Misconception("the largest trader", lambda: "United States",
                          "The United States trade most value added in all, sold and bought, because they buy most. The question is whose value others take."),
            Misconception("the hub of yesterday", lambda: "Germany",
                          "Germany is the largest source of most of WIOD's 40 economies in 1995, 2003 and 2011; 29 of these are in or next to Europe. Here are 80."),
            Misconception("oil is everywhere", lambda: "Saudi Arabia",
                          "Oil is in most things, but one seller's part of it is seldom the largest source of all that an economy uses."),
        ),
        steps=("Think of what is in the things people buy, in Asia, Africa and Latin America too, not only in Europe.",
               "The table has 80 economies in 2022; about 30 of them are European. Who makes most of what the other 50 take from abroad?"),
        code='answer_1 = "China"',
        why="In 2022 China is the largest foreign source of 36 of the 80, Germany of 17, the United States of 12. Among WIOD's 40 economies Germany led in all years to 2011.",
        praise="China, for 36 of 80. In 1995 it was the largest source of none of WIOD's 40: the bars below show who was.",
    ),
    Exercise(
        "3.4.2", "LO3.4.1", "change",
        expected=lambda: _taken("VNM")["right"],
        misconceptions=(
            Misconception("home counted as a source", lambda: _taken("VNM")["home in both"],
                          "This is what Viet Nam makes itself. Leave its own row out first: `.drop(\"VNM\")`."),
            Misconception("home in the sum", lambda: _taken("VNM")["home below"],
                          "The largest foreign source, but over all that Viet Nam uses, its own value too. Divide by the foreign value alone."),
            Misconception("customers, not sources", lambda: _taken("VNM")["customer"],
                          "This is the largest customer: a row. Who sends value *to* Viet Nam stands in its column, `flows[\"VNM\"]`."),
        ),
        neighbours=lambda: {"Mexico": _taken("MEX")["right"], "Thailand": _taken("THA")["right"], "Korea": _taken("KOR")["right"]},
        decimals=1,
        steps=("The two lines are about Mexico. What in them says so, and how often?",
               "`flows[code]` is a column: what an economy uses, by origin. `.drop(code)` leaves home out. Then the largest over the sum, × 100."),
        code='took = flows["VNM"].drop("VNM")\nanswer_2 = took.max() / took.sum() * 100',
        why="The column holds all origins of the value that Viet Nam finally uses. Without its own, China gives nearly a third of it.",
        praise="Nearly a third from one economy: one broad line of the web.",
    ),
    Exercise(
        "3.4.3", "LO3.4.2", "bug hunt",
        expected=lambda: _split(2011)[0],
        misconceptions=(
            Misconception("flows at home let in", lambda: _split(2011, True)[0],
                          "This is your colleague's number: industries of one economy trade mostly with each other, so each economy looks like a community. Leave flows at home out."),
            Misconception("the number of communities", lambda: _split(2011)[1],
                          "`communities()` gives two things: who belongs where (`[0]`), and the modularity (`[1]`). This counts the first."),
            Misconception("economies, not their industries", _of_economies,
                          "This is the modularity of 40 economies. The question is about their 880 industries: `value_network.industries`."),
        ),
        neighbours=lambda: {"the year 1995": _split(1995)[0], "the year 2003": _split(2003)[0]},
        decimals=3,
        steps=("Which flows are between two economies, and which are not? One word in the line decides it.",
               "`value_network.industries(2011, domestic=…)` keeps flows at home or leaves them out. `[1]` picks the modularity."),
        code="answer_3 = value_network.industries(2011, domestic=False).communities()[1]",
        why="With flows at home the split is 0.66 clear and finds economies, because three quarters of all flows between industries stay at home. Across borders it is 0.20 clear, and it finds regions.",
        praise="0.20, not 0.66: most of the clear split was home.",
    ),
    Exercise(
        "3.4.4", "LO3.4.3", "write",
        expected=lambda: _sure()["right"],
        misconceptions=(
            Misconception("estimates above zero", lambda: _sure()["estimates"],
                          "So many *estimates* are above zero. An interval is above zero if its low end is: the column `low`."),
            Misconception("all periods", lambda: _sure()["all periods"],
                          "This counts intervals of all five periods. Keep the rows of four to seven years on first."),
            Misconception("the longest run", lambda: _sure()["eight years"],
                          "This is eight years on, or more. The question is about four to seven years."),
            Misconception("all ways", lambda: _sure()["ways"],
                          "There are so many ways in all. In how many of them does the interval lie above zero?"),
        ),
        neighbours=lambda: {"ways with sales at home": _sure()["home"], "ways without": _sure()["abroad"]},
        steps=("First keep the rows of one period, then count those whose whole interval lies above zero.",
               "`later = timing[timing[\"period\"] == \"4 to 7 years on\"]`. An interval lies above zero if `low` does; `.sum()` counts what is true."),
        code='later = timing[timing["period"] == "4 to 7 years on"]\nanswer_4 = (later["low"] > 0).sum()',
        why="A condition in brackets keeps rows. `later[\"low\"] > 0` is true or false in each of the 16 rows, and true counts as 1.",
        praise="Nine of 16. The picture below shows which: nearly all beside sales at home, few beside other foreign partners.",
    ),
    Exercise(
        "3.4.5", "LO3.4.4", "your economy",
        for_economy=_lost,
        economies=_known,
        misconceptions=(
            Misconception("turned round", _turned,
                          "This is what the *hub* loses when your economy buys nothing more from it. First who loses, then who stops buying."),
            Misconception("another way found", _model,
                          "This is the model's answer, real income after all have found another way. Here recipes are kept: `shocks.partner_extracted`."),
            Misconception("its sign turned", lambda code: float(-_model(code)),
                          "This is the model's loss, after all have found another way. Here recipes are kept: `shocks.partner_extracted`."),
        ),
        neighbours=lambda code: {"without Germany": _lost(code, "DEU"), "without Japan": _lost(code, "JPN")},
        decimals=2,
        steps=("The line above gives Korea's loss as a fraction. Which two words in it name the economies, and in which order?",
               "`shocks.partner_extracted` wants the table, then who loses, then who stops buying: `mine` and `hub` are names, so no quotation marks. Then per cent."),
        code='mine = economy(table.index)\nhub = "USA" if mine == "CHN" else "CHN"\nanswer_5 = shocks.partner_extracted(m22, mine, hub) * 100',
        why="`partner_extracted` strikes what `mine` sells to `hub`, inputs and final products, and solves the table again with all recipes as they were. It is a fraction; × 100 is per cent.",
        praise="A number of your own. Now draw it beside what the model leaves of it.",
    ),
    Exercise(
        "3.4.6", "LO3.4.4", "open",
        steps=("Choose an economy and the one link that worries you. What does each of the two answers say would happen?",
               "Use three things of this lesson: who its sources are (3.4a), what breaks (3.4b, both answers), and whether an agreement tied it closer (which comparison?)."),
        model_answer="I advise Viet Nam, which takes 32 % of its foreign value from China. If China stopped buying, recipes kept, it would lose 10 % of its value added; in the "
        "model it loses 5 % of real income when all trade with China ends, more than anybody else, because it also buys there. A second source for electronics "
        "parts matters more than a new customer. Would an agreement with another supplier help? Beside sales at home trade of such a pair is higher after four to seven "
        "years, beside other foreign partners mostly not: it may replace home's products, not China's. So I would pay for tests and ports first, and not count on the treaty.",
        rubric=(
            "Names an economy and a link.",
            "Names a link and gives one number of this lesson for it.",
            "Gives both answers for the link, recipes kept and another way found, and says why they differ.",
            "Does this, says what an agreement would and would not do by both comparisons, and names what neither answer knows: firms, stocks, time.",
        ),
    ),
)  # fmt: skip
