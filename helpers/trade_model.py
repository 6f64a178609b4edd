"""A trade model of many countries and industries that buy inputs from each other, solved in changes ("exact hat").

Source: Caliendo and Parro (2015). Every region n makes industry j's product from labour (share γ of cost) and all
industries' products, buys each product where it is cheapest, and pays iceberg costs and tariffs on what comes from
others. The model needs no levels of technology or trade costs: shares of a base year and the elasticity θ are enough.

Arrays: G regions, N industries; trade shares, tariffs and iceberg costs are G×G×N (importer, exporter, industry), all
others G×N (region, industry), except input shares, G×N×N (region, input, output). Money in the table's unit; a change
of 1 is no change. The numéraire is the world's value added, and imbalances are held as shares of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np
import pandas as pd

from helpers import equilibrium, given
from helpers.equilibrium import TOLERANCE, Counterfactual, NotConverged, TradeModelError
from helpers.mrio import MRIO

__all__ = ["CASES", "TOLERANCE", "Counterfactual", "NotConverged", "TradeModel", "TradeModelError"]

SLACK = 0.01  # how far shares may be from adding up to 1: publishers round
HIGHEST_TARIFF = 10.0  # nobody takes more than 1,000 %: such tariffs are meant in per cent
CASES = {  # what `band` tries, from θ as given: factors are our choice, the single values are published estimates
    "as given": lambda theta: theta,
    "half": lambda theta: theta / 2,
    "twice": lambda theta: theta * 2,
    "2.97 everywhere (lowest of Giri, Yi and Yilmazkuday 2018)": lambda theta: 2.97,
    "4 everywhere (Simonovska and Waugh 2014)": lambda theta: 4.0,
    "8.94 everywhere (highest of Giri, Yi and Yilmazkuday 2018)": lambda theta: 8.94,
}


class TradeModel:
    """Regions that trade, as shares of a base year; give shares that are nearly an equilibrium, `baseline` makes it one.

    pi : G×G×N share of importer n's expenditure on industry j that goes to exporter i (rows over i add to 1).
    expenditure : G×N, with tariffs. value_added_share : G×N, of cost. input_share : G×N×N, input k in output j.
    final_share : G×N, of final consumption. tariff : G×G×N, a fraction (0.05 is 5 %), by default none.
    elasticity : θ > 0 of trade to costs, one number or one an industry (list, or mapping/Series by industry).
    deficit : "held" at the base year's share of world value added, or "closed": every region spends what it earns.

    A Series or DataFrame is aligned by its labels (with ``regions`` and ``industries`` given). Small negative and empty
    cells are handled and counted in ``repairs``. Raises TradeModelError in words for wrong shapes and labels, missing
    numbers, shares that miss 1 by more than 1 %, tariffs of −100 % or less, on home goods or in per cent, and an
    elasticity that is not positive.
    """

    def __init__(
        self,
        pi,
        expenditure,
        value_added_share,
        input_share,
        final_share,
        tariff=None,
        elasticity=5.0,
        *,
        regions: Iterable[str] | None = None,
        industries: Iterable[str] | None = None,
        deficit: str = "held",
        name: str = "",
        unit: str = "million USD",
    ):
        self.name, self.unit, self.deficit_treatment = name, unit, deficit
        if not isinstance(deficit, str) or deficit not in ("held", "closed"):
            raise TradeModelError(f'The deficit is "held" or "closed", not {deficit!r}.')
        labelled = isinstance(pi, pd.Series | pd.DataFrame)
        if labelled and (regions is None or industries is None):
            raise TradeModelError("pi has labels: give regions and industries too, in the order of all other arrays.")
        self.regions, self.industries = _labels(regions, "regions"), _labels(industries, "industries")
        if not labelled:
            pi = given.plain(pi, "pi", TradeModelError)
            if pi.ndim != 3 or pi.shape[0] != pi.shape[1] or 0 in pi.shape:
                raise TradeModelError(f"pi has the shape {pi.shape}; importers × exporters × industries is needed.")
            self.regions = self.regions or [f"R{g}" for g in range(pi.shape[0])]
            self.industries = self.industries or [f"i{i}" for i in range(pi.shape[2])]
            for names, size, what in ((self.regions, pi.shape[0], "regions"), (self.industries, pi.shape[2], "industries")):  # fmt: skip
                if len(names) != size:
                    raise TradeModelError(f"{size} different {what} are needed, there are {len(names)}.")
        self.G, self.N = len(self.regions), len(self.industries)
        G = self.G
        node = {"region": self.regions, "industry": self.industries}
        X = self._array(expenditure, node, "expenditure")
        self.value_added_share = self._array(value_added_share, node, "value_added_share")
        self.input_share = self._array(input_share, {"region": self.regions, "input": self.industries, "output": self.industries}, "input_share")  # fmt: skip
        self.final_share = self._array(final_share, node, "final_share")
        self.pi = self._array(pi, equilibrium.pairs(self.regions, self.industries), "pi")
        self.tariff = _tariff(tariff, self.regions, self.industries)
        self.elasticity = self._elasticity(elasticity)
        self.repairs, self.rounds = self._repair(X), 0
        self.expenditure = X
        sales = self.sales
        with np.errstate(all="ignore"):
            too_large = not np.isfinite(X.sum() + sales.sum())
        if too_large:
            raise TradeModelError("The money in expenditure is too large to be added up: give it in a larger unit.")
        self.labour_income = self._series((self.value_added_share * sales.sum(axis=0)).sum(axis=1))
        if (self.labour_income <= 0).any():
            raise TradeModelError(f"{self.labour_income.idxmin()} earns no value added: leave it out or join it to another region.")  # fmt: skip
        gap = sales.sum(axis=(1, 2)) - sales.sum(axis=(0, 2))  # imports less exports; home sales drop out
        self.deficit = self._series(gap if deficit == "held" else np.zeros(G))

    # -- made from a table -------------------------------------------------------------------------------------------
    @classmethod
    def from_mrio(cls, m: MRIO, elasticity, tariff=None, deficit: str = "held") -> TradeModel:
        """The model of an input-output table with final demand by destination; θ for each industry or one number.

        All users of a product in a region are given the same mix of origins. Negative cells (shrinking inventories, a
        loss-making industry) are set to zero and counted in ``repairs``. ``tariff`` as in the class; flows are before it.
        """
        given.kind(m, MRIO, "An input-output table (MRIO)", TradeModelError)
        G, N = m.G, m.N
        tariff = _tariff(tariff, m.regions, m.industries)
        Z, Y = np.clip(m.Z, 0, None), np.clip(m.Y, 0, None)
        negative = {"negative inputs set to 0": int((m.Z < 0).sum()), "negative final demand set to 0": int((m.Y < 0).sum())}  # fmt: skip
        # importer, exporter, industry
        flows = (Z.reshape(m.n, G, N).sum(axis=2) + Y).reshape(G, N, G).transpose(2, 0, 1)
        paid = flows * (1 + tariff)
        spent = paid.sum(axis=1)
        pi = np.divide(paid, spent[:, None, :], out=np.zeros_like(paid), where=spent[:, None, :] > 0)
        untaxed = flows.sum(axis=1)
        shared = np.divide(spent, untaxed, out=np.ones_like(spent), where=untaxed > 0)  # 1 + mean tariff
        output = flows.sum(axis=0)
        negative["industries without output"] = int((output <= 0).sum())
        bought = Z.reshape(G, N, G, N).sum(axis=0).transpose(1, 0, 2) * shared[:, :, None]  # region, input, output
        negative["negative value added set to 0"] = int((bought.sum(axis=1) > output * (1 + 1e-12)).sum())
        cost = np.maximum(output, bought.sum(axis=1))
        inputs = np.divide(bought, cost[:, None, :], out=np.zeros_like(bought), where=cost[:, None, :] > 0)
        final = Y.reshape(G, N, G).sum(axis=0).T * shared
        spent_finally = final.sum(axis=1, keepdims=True)
        final = np.divide(final, spent_finally, out=np.zeros_like(final), where=spent_finally > 0)
        out = cls(
            pi, spent, 1 - inputs.sum(axis=1), inputs, final, tariff,
            elasticity,
            regions=m.regions, industries=m.industries, deficit=deficit, name=m.name or "a table", unit=m.unit,
        )  # fmt: skip
        out.repairs = negative | out.repairs
        return out

    # -- checks ------------------------------------------------------------------------------------------------------
    def _array(self, values, axes: Mapping[str, list], name: str) -> np.ndarray:
        return given.array(values, axes, name, TradeModelError)

    def _elasticity(self, values) -> np.ndarray:
        if isinstance(values, Mapping):
            values = pd.Series(dict(values))
        if np.ndim(values) == 0:
            values = np.full(self.N, given.number(values, "The elasticity", TradeModelError))
        out = self._array(values, {"industry": self.industries}, "elasticity")
        if (out <= 0).any():
            j = int(np.argmin(out))
            raise TradeModelError(f"The elasticity of {self.industries[j]} is {out[j]:g}: it must be positive, or trade would not react to costs.")  # fmt: skip
        return out

    def _iceberg(self, values) -> np.ndarray:
        out = self._array(values, equilibrium.pairs(self.regions, self.industries), "iceberg")
        if (out <= 0).any():
            raise TradeModelError("The change of iceberg costs must be above 0: 0.9 makes trade 10 % cheaper.")
        home = out[np.arange(self.G), np.arange(self.G)]
        if (home != 1).any():
            n, j = np.argwhere(home != 1)[0]
            raise TradeModelError(f"Iceberg costs of {self.regions[n]}'s own {self.industries[j]} change by the factor {home[n, j]:g}: at home there are none, 1 is needed.")  # fmt: skip
        return out

    def _repair(self, X: np.ndarray) -> dict[str, int]:
        """Make every share usable, in place, and count what was changed."""
        counts = {}
        self._add_up("")
        for values, what in ((X, "expenditure"), (self.pi, "trade shares"), (self.value_added_share, "value-added shares"),
                             (self.input_share, "input shares"), (self.final_share, "final shares")):  # fmt: skip
            counts[f"negative {what} set to 0"] = int((values < 0).sum())
            np.clip(values, 0, None, out=values)
        self._add_up(" once negative shares are set to 0")
        total = self.pi.sum(axis=1)
        empty = total <= 0
        counts["empty markets"] = int(empty.sum())
        n, j = np.nonzero(empty)
        self.pi[n, n, j] = 1.0
        X[empty] = 0.0
        self.pi /= np.where(empty, 1.0, total)[:, None, :]
        cost = self.value_added_share + self.input_share.sum(axis=1)
        idle = cost <= 0
        counts["industries without costs"] = int(idle.sum())
        self.value_added_share[idle] = 1.0
        cost = np.where(idle, 1.0, cost)
        self.value_added_share /= cost
        self.input_share /= cost[:, None, :]
        spent = self.final_share.sum(axis=1, keepdims=True)
        if (spent <= 0).any():
            raise TradeModelError(f"{self.regions[int(np.argmin(spent))]} has no final consumption: leave it out or join it to another region.")  # fmt: skip
        self.final_share /= spent
        return counts

    def _add_up(self, when: str) -> None:
        """Shares of one market, one industry's cost, one region's consumption add up to 1, or to 0 where there is none."""
        with np.errstate(all="ignore"):
            sums = {
                "trade shares (pi over exporters)": self.pi.sum(axis=1),
                "shares of cost (value_added_share and input_share over inputs)": self.value_added_share + self.input_share.sum(axis=1),
                "final shares (final_share over industries)": self.final_share.sum(axis=1)[:, None],
            }  # fmt: skip
        for what, total in sums.items():
            off = ~(np.abs(total - 1) <= SLACK) & (total != 0)
            if not off.any():
                continue
            n, j = np.argwhere(off)[0]
            of = self.regions[n] if total.shape[1] != self.N or what.startswith("final") else f"{self.regions[n]}, {self.industries[j]}"  # fmt: skip
            hint = ""
            if np.median(total[off]) > 50:
                hint = " Are they in per cent? 0.05 is 5 %."
            elif what.startswith("trade") and (np.abs(self.pi.sum(axis=0) - 1) <= SLACK).all():
                hint = " Importer and exporter seem to be swapped: the importer comes first."
            elif what.startswith("shares of cost") and (np.abs(self.value_added_share + self.input_share.sum(axis=2) - 1) <= SLACK).all():  # fmt: skip
                hint = " Input and output seem to be swapped: the input comes first."
            raise TradeModelError(
                f"The {what} of {of} add up to {total[n, j]:.4g}{when}, {int(off.sum())} of {off.size} such sums miss 1 by more than 1 %: nothing is made to fit.{hint}"
            )

    def _series(self, values) -> pd.Series:
        return pd.Series(values, self.labels)

    def _frame(self, values) -> pd.DataFrame:
        return pd.DataFrame(values, self.labels, pd.Index(self.industries, name="industry"))

    @property
    def labels(self) -> pd.Index:
        """The regions as an index."""
        return pd.Index(self.regions, name="region")

    def region(self, code: str) -> int:
        """Position of a region; an unknown one is answered with the nearest and those there are."""
        found = [code] if isinstance(code, str) else [None]
        return self.regions.index(given.names(found, self.regions, "region", TradeModelError, "this model")[0])

    # -- the base year -----------------------------------------------------------------------------------------------
    @property
    def sales(self) -> np.ndarray:
        """Sales before tariffs, importer × exporter × industry."""
        return self.pi / (1 + self.tariff) * self.expenditure[:, None, :]

    @property
    def value_added(self) -> pd.DataFrame:
        """Value added, region × industry."""
        return self._frame(self.value_added_share * self.sales.sum(axis=0))

    @property
    def income(self) -> pd.Series:
        """Income by region: labour, tariff revenue, imbalance."""
        return self.labour_income + self._series((self.tariff * self.sales).sum(axis=(1, 2))) + self.deficit

    @cached_property
    def baseline(self) -> TradeModel:
        """The same model with shares that are an exact equilibrium (raw tables are not quite; negative cells were dropped).

        Without this step, a counterfactual would mix the policy with the table's own inconsistency.
        """
        return self._from(self._solve(self.tariff, None, None))

    def _from(self, solved: Counterfactual) -> TradeModel:
        return self._settled(
            pi=solved.trade_share, expenditure=solved.expenditure.to_numpy(), tariff=solved.tariff, deficit=solved.deficit,
            labour_income=solved.value_added.sum(axis=1), rounds=solved.iterations,
        )  # fmt: skip

    def _settled(self, **changes) -> TradeModel:
        """A copy whose base year is an equilibrium already, with some attributes changed."""
        out = object.__new__(TradeModel)
        out.__dict__.update(self.__dict__ | changes)
        out.baseline = out
        return out

    # -- policies ----------------------------------------------------------------------------------------------------
    def bloc(self, members: Iterable[str], industries: Iterable[str] | None = None) -> np.ndarray:
        """True where one member of a bloc buys from another (G×G×N), in some industries or all.

        An empty list of industries is none. Raises TradeModelError for a bloc of fewer than two members, a region or
        industry there is not.
        """
        members = given.names(members, self.regions, "region", TradeModelError, "this model")
        if len(members) < 2:
            raise TradeModelError(f"A bloc of one ({', '.join(members) or 'nobody'}) has nobody to open to: name two members or more.")  # fmt: skip
        wanted = self.industries
        if industries is not None:
            wanted = given.names(industries, self.industries, "industry", TradeModelError, "this model")
        inside = np.isin(self.regions, members)
        pairs = np.outer(inside, inside) & ~np.eye(self.G, dtype=bool)
        return pairs[:, :, None] & np.isin(self.industries, wanted)

    def tariffs_cut(self, members: Iterable[str], cut: float = 1.0, industries=None) -> np.ndarray:
        """Tariffs after members of a bloc cut those on each other by a fraction (1: free trade among them)."""
        cut = given.number(cut, "The cut of tariffs", TradeModelError, 0, 1, "give a fraction from 0 to 1")
        return self.tariff * np.where(self.bloc(members, industries), 1 - cut, 1.0)

    def costs_cut(self, members: Iterable[str], cut: float, industries=None) -> np.ndarray:
        """Change of iceberg costs when trade among members of a bloc gets cheaper by a fraction (0.1: 10 %)."""
        cut = given.number(cut, "The fall of trade costs", TradeModelError, 0, 1, "give a fraction from 0 to below 1", below=True)  # fmt: skip
        return np.where(self.bloc(members, industries), 1 - cut, 1.0)

    # -- solving -----------------------------------------------------------------------------------------------------
    def counterfactual(
        self, tariff=None, iceberg=None, *, transfers=None, start: Counterfactual | None = None
    ) -> Counterfactual:
        """The equilibrium after tariffs become ``tariff`` and iceberg costs change by the factor ``iceberg`` (both G×G×N).

        Compared with `baseline`. ``transfers``: money each region is given (G, adds to 0; world value added is the
        numéraire). ``start``: a solved case nearby, which saves iterations. Raises TradeModelError for tariffs of −100 %
        or less, costs that are not positive and transfers that do not add up, NotConverged if no equilibrium is found.
        """
        new = self.tariff if tariff is None else _tariff(tariff, self.regions, self.industries)
        iceberg = None if iceberg is None else self._iceberg(iceberg)
        if start is not None:
            given.kind(start, Counterfactual, "A solved case to start from", TradeModelError)
        paid = np.zeros(self.G)
        if transfers is not None:
            paid = self._array(transfers, {"region": self.regions}, "transfers")
        if abs(paid.sum()) > 1e-9 * self.labour_income.sum():
            raise TradeModelError(f"The transfers add up to {paid.sum():,.4g}: what some get, others must pay.")
        return self.baseline._solve(new, iceberg, start, paid)

    def with_elasticity(self, elasticity) -> TradeModel:
        """The same base year with other elasticities."""
        return self.baseline._settled(elasticity=self._elasticity(elasticity))

    def case(self, name: str) -> TradeModel:
        """The same base year with one of the sets of elasticities in `CASES`; TradeModelError for another name."""
        given.one_of(name, CASES, "a set of elasticities", TradeModelError)
        return self.with_elasticity(CASES[name](self.elasticity))

    def cases(self, tariff=None, iceberg=None, elasticities: Mapping[str, object] | None = None) -> pd.DataFrame:
        """Welfare (change of real income, %) by region, one column a set of elasticities (by default `CASES`)."""
        if elasticities is None:
            models = {k: self.case(k) for k in CASES}
        else:
            given.kind(elasticities, Mapping, "A mapping from names to sets of elasticities", TradeModelError)
            models = {k: self.with_elasticity(v) for k, v in elasticities.items()}
        if not models:
            raise TradeModelError("No set of elasticities is given: name one or more, or leave them out for those of `CASES`.")  # fmt: skip
        return pd.DataFrame({k: (m.counterfactual(tariff, iceberg).welfare - 1) * 100 for k, m in models.items()})

    def band(self, tariff=None, iceberg=None, elasticities: Mapping[str, object] | None = None) -> pd.DataFrame:
        """Welfare (change of real income, %) by region: low and high over sets of elasticities, central as given."""
        table = self.cases(tariff, iceberg, elasticities)
        central = table["as given"] if "as given" in table else (self.counterfactual(tariff, iceberg).welfare - 1) * 100
        return pd.DataFrame({"low": table.min(axis=1), "central": central, "high": table.max(axis=1)})

    def _solve(self, tariff, iceberg=None, start: Counterfactual | None = None, paid=None, most: int = 2000):
        change = (1 + tariff) / (1 + self.tariff) * (1.0 if iceberg is None else iceberg)
        return equilibrium.solve(self, change, tariff, start, paid, most)

    def __repr__(self) -> str:
        told = "".join(f", {count} {what}" for what, count in self.repairs.items() if count)
        return (
            f"<TradeModel {self.name}: {self.G} regions × {self.N} industries, deficits {self.deficit_treatment}{told}>"
        )


def _labels(values, what: str) -> list[str]:
    """Names each once, as text; an empty list where none are given."""
    if values is None:
        return []
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise TradeModelError(f"A list of {what} is needed, not {values!r}.")
    names = [str(v) for v in values]
    if len(set(names)) != len(names) or not names:
        raise TradeModelError(f"{len(names)} different {what} are needed, there are {len(set(names))}.")
    return names


def _tariff(values, regions: list[str], industries: list[str]) -> np.ndarray:
    """G×G×N tariffs as fractions (none by default), checked; TradeModelError names the first that cannot be."""
    G = len(regions)
    if values is None:
        return np.zeros((G, G, len(industries)))
    out = given.array(values, equilibrium.pairs(regions, industries), "tariff", TradeModelError)
    home = np.eye(G, dtype=bool)[:, :, None]
    away = out[~home[:, :, 0]]

    def told(wrong: np.ndarray, why: str):
        n, i, j = np.argwhere(wrong)[0]
        raise TradeModelError(f"The tariff of {regions[n]} on {industries[j]} from {regions[i]} is {out[n, i, j]:.0%}: {why}.")  # fmt: skip

    if (out <= -1).any():
        told(out <= -1, "it must stay above -100 %")
    if (home & (out != 0)).any():
        told(home & (out != 0), "nobody pays tariffs at home, 0 is needed")
    if (out > HIGHEST_TARIFF).any():
        told(out > HIGHEST_TARIFF, "is it in per cent? 0.05 is 5 %; to stop trade, raise iceberg costs")
    if away.size and (away > 0).mean() > 0.1 and away[away > 0].mean() > 1:
        told(out > 1, f"tariffs are {away[away > 0].mean():.0%} on average, are they in per cent? 0.05 is 5 %")
    return out
