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
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from helpers.mrio import MRIO

TOLERANCE = 1e-11
CASES = {  # what `band` tries, from θ as given: factors are our choice, the single values are published estimates
    "as given": lambda theta: theta,
    "half": lambda theta: theta / 2,
    "twice": lambda theta: theta * 2,
    "2.97 everywhere (lowest of Giri, Yi and Yilmazkuday 2018)": lambda theta: 2.97,
    "4 everywhere (Simonovska and Waugh 2014)": lambda theta: 4.0,
    "8.94 everywhere (highest of Giri, Yi and Yilmazkuday 2018)": lambda theta: 8.94,
}
_CONDITIONS = ("prices", "goods", "labour", "trade balance")


class TradeModelError(ValueError):
    """Something the model cannot use; the message names it and says what to do."""


class NotConverged(TradeModelError):
    """No equilibrium was found: there is no answer, and none is given."""


@dataclass(frozen=True)
class Counterfactual:
    """A solved equilibrium beside its baseline. Changes are factors (1.02 is +2 %) unless a name says otherwise."""

    model: TradeModel
    wage: pd.Series  # change of the wage by region, world value added the numéraire
    price: pd.DataFrame  # change of prices, region × industry
    cost: pd.DataFrame  # change of the cost of the region's own products
    trade_share: np.ndarray  # new shares of expenditure, importer × exporter × industry
    expenditure: pd.DataFrame  # new expenditure on each industry with tariffs, region × industry
    tariff: np.ndarray  # the tariffs it was solved for
    deficit: pd.Series  # spending beyond own income by region: the base year's, with transfers
    iterations: int
    residuals: dict[str, float]  # largest relative gap in each condition of equilibrium
    converged: bool = True  # always: a case without a solution raises NotConverged

    @property
    def residual(self) -> float:
        """The largest relative gap in any condition of equilibrium."""
        return max(self.residuals.values())

    @cached_property
    def sales(self) -> np.ndarray:
        """New sales before tariffs, importer × exporter × industry."""
        return self.trade_share / (1 + self.tariff) * self.expenditure.to_numpy()[:, None, :]

    @cached_property
    def output(self) -> pd.DataFrame:
        """New gross output, region × industry."""
        return self.model._frame(self.sales.sum(axis=0))

    @cached_property
    def value_added(self) -> pd.DataFrame:
        """New value added (labour income), region × industry; the world's total stays as it was."""
        return self.output * self.model.value_added_share

    @cached_property
    def tariff_revenue(self) -> pd.Series:
        """New tariff revenue by region."""
        return self.model._series((self.tariff * self.sales).sum(axis=(1, 2)))

    @cached_property
    def income(self) -> pd.Series:
        """New income by region: labour, tariff revenue and the imbalance, which is held."""
        return self.wage * self.model.labour_income + self.tariff_revenue + self.deficit

    @cached_property
    def cost_of_living(self) -> pd.Series:
        """Change of the price of final consumption by region: prices weighted by final shares."""
        return self.model._series(np.exp((self.model.final_share * np.log(self.price.to_numpy())).sum(axis=1)))

    @cached_property
    def welfare(self) -> pd.Series:
        """Change of real income, Î/P̂, by region: the exact measure."""
        return (self.income / self.model.income / self.cost_of_living).rename("welfare")

    @cached_property
    def real_wage(self) -> pd.Series:
        """Change of the real wage, ŵ/P̂, by region."""
        return (self.wage / self.cost_of_living).rename("real wage")

    @cached_property
    def welfare_first_order(self) -> pd.DataFrame:
        """Terms of trade, volume of trade and their sum by region, % of income: Caliendo and Parro's approximation.

        Right for small changes; for large ones it leaves the exact measure (``welfare``), as their Table 2 does for
        Mexico. Weights are the baseline's and every change is taken over the whole step at once, as they do.
        """
        m = self.model
        before, cost = m.sales, self.cost.to_numpy() - 1
        sold = before.sum(axis=0)
        bought = np.einsum("nij,ij->n", before, cost)
        terms = (sold * cost).sum(axis=1) - bought
        grown = np.divide(self.sales, before, out=np.ones_like(before), where=(before > 0) & (self.sales > 0))
        volume = (m.tariff * before * (grown - 1 - cost)).sum(axis=(1, 2))
        table = pd.DataFrame({"terms of trade": terms, "volume of trade": volume}, m.labels)
        return table.assign(welfare=table.sum(axis=1)).div(m.income, axis=0) * 100

    def as_baseline(self) -> TradeModel:
        """The model with this equilibrium as its base year, to go on from here."""
        return self.model._from(self)

    def to_mrio(self) -> MRIO:
        """The equilibrium as an input-output table, for the measures of the other modules.

        All users of a product in a region share its origins. Prices are net of tariffs, so tariffs paid on inputs are
        part of the table's value added.
        """
        m = self.model
        share = self.trade_share / (1 + self.tariff)
        inputs = m.input_share * self.output.to_numpy()[:, None, :]
        Z = np.einsum("nik,nkj->iknj", share, inputs).reshape(m.G * m.N, -1)
        final = m.final_share * self.income.to_numpy()[:, None]
        Y = np.einsum("nik,nk->ikn", share, final).reshape(m.G * m.N, -1)
        return MRIO(Z, Y, m.regions, m.industries, name=f"{m.name or 'Trade model'}, solved")


class TradeModel:
    """Regions that trade, as shares of a base year; give shares that are nearly an equilibrium, `baseline` makes it one.

    pi : G×G×N share of importer n's expenditure on industry j that goes to exporter i (rows over i add to 1).
    expenditure : G×N, with tariffs. value_added_share : G×N, of cost. input_share : G×N×N, input k in output j.
    final_share : G×N, of final consumption. tariff : G×G×N, a fraction (0.05 is 5 %), by default none.
    elasticity : θ > 0 of trade to costs, one number or one an industry (list, or mapping/Series by industry).
    deficit : "held" at the base year's share of world value added, or "closed": every region spends what it earns.

    Negative and empty cells are handled and counted in ``repairs``. Raises TradeModelError in words for wrong shapes,
    missing numbers, a tariff of −100 % or less or an elasticity that is not positive.
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
        if deficit not in ("held", "closed"):
            raise TradeModelError(f'The deficit is "held" or "closed", not {deficit!r}.')
        pi = np.array(pi, dtype=float)
        if pi.ndim != 3 or pi.shape[0] != pi.shape[1]:
            raise TradeModelError(f"pi has the shape {pi.shape}; importers × exporters × industries is needed.")
        self.G, _, self.N = pi.shape
        self.regions = [str(r) for r in regions] if regions is not None else [f"R{g}" for g in range(self.G)]
        self.industries = [str(i) for i in industries] if industries is not None else [f"i{i}" for i in range(self.N)]
        for names, size, what in ((self.regions, self.G, "regions"), (self.industries, self.N, "industries")):
            if len(names) != size or len(set(names)) != size:
                raise TradeModelError(f"{size} different {what} are needed, there are {len(set(names))}.")
        G, N = self.G, self.N
        X = self._array(expenditure, (G, N), "expenditure")
        self.value_added_share = self._array(value_added_share, (G, N), "value_added_share")
        self.input_share = self._array(input_share, (G, N, N), "input_share")
        self.final_share = self._array(final_share, (G, N), "final_share")
        self.pi = self._array(pi, (G, G, N), "pi")
        self.tariff = self._tariff(np.zeros(pi.shape) if tariff is None else tariff)
        self.elasticity = self._elasticity(elasticity)
        self.repairs, self.rounds = self._repair(X), 0
        self.expenditure = X
        sales = self.sales
        self.labour_income = self._series((self.value_added_share * sales.sum(axis=0)).sum(axis=1))
        if (self.labour_income <= 0).any():
            raise TradeModelError(f"{self.labour_income.idxmin()} earns no value added: leave it out or join it to another region.")  # fmt: skip
        gap = sales.sum(axis=(1, 2)) - sales.sum(axis=(0, 2))  # imports less exports; home sales drop out
        self.deficit = self._series(gap if deficit == "held" else np.zeros(G))

    # -- made from a table -------------------------------------------------------------------------------------------
    @classmethod
    def from_mrio(cls, m: MRIO, elasticity, tariff=None, deficit: str = "held") -> TradeModel:
        """The model of an input-output table with final demand by destination; by default `elasticities(m.industries)`.

        All users of a product in a region are given the same mix of origins. Negative cells (shrinking inventories, a
        loss-making industry) are set to zero and counted in ``repairs``. ``tariff`` as in the class; flows are before it.
        """
        G, N = m.G, m.N
        Z, Y = np.clip(m.Z, 0, None), np.clip(m.Y, 0, None)
        negative = {"negative inputs set to 0": int((m.Z < 0).sum()), "negative final demand set to 0": int((m.Y < 0).sum())}  # fmt: skip
        # importer, exporter, industry
        flows = (Z.reshape(m.n, G, N).sum(axis=2) + Y).reshape(G, N, G).transpose(2, 0, 1)
        rate = 1 + (np.zeros(flows.shape) if tariff is None else np.asarray(tariff, dtype=float))
        paid = flows * rate
        spent = paid.sum(axis=1)
        pi = np.divide(paid, spent[:, None, :], out=np.zeros_like(paid), where=spent[:, None, :] > 0)
        untaxed = flows.sum(axis=1)
        shared = np.divide(spent, untaxed, out=np.ones_like(spent), where=untaxed > 0)  # 1 + mean tariff
        output = flows.sum(axis=0)
        negative["industries without output"] = int((output <= 0).sum())
        bought = Z.reshape(G, N, G, N).sum(axis=0).transpose(1, 0, 2) * shared[:, :, None]  # region, input, output
        cost = np.maximum(output, bought.sum(axis=1))
        inputs = np.divide(bought, cost[:, None, :], out=np.zeros_like(bought), where=cost[:, None, :] > 0)
        final = Y.reshape(G, N, G).sum(axis=0).T * shared
        final = final / final.sum(axis=1, keepdims=True)
        out = cls(
            pi, spent, 1 - inputs.sum(axis=1), inputs, final, tariff,
            elasticity,
            regions=m.regions, industries=m.industries, deficit=deficit, name=m.name or "a table", unit=m.unit,
        )  # fmt: skip
        out.repairs = negative | out.repairs
        return out

    # -- checks ------------------------------------------------------------------------------------------------------
    def _array(self, values, shape: tuple, name: str) -> np.ndarray:
        try:
            out = np.array(values, dtype=float)
        except (TypeError, ValueError):
            raise TradeModelError(f"{name} must hold numbers only.") from None
        if out.shape != shape:
            raise TradeModelError(f"{name} has the shape {out.shape}; {shape} is needed.")
        if not np.isfinite(out).all():
            where = np.argwhere(~np.isfinite(out))[0]
            raise TradeModelError(
                f"{name} has a missing or infinite number at {tuple(int(k) for k in where)}: fill it."
            )
        return out

    def _tariff(self, values) -> np.ndarray:
        out = self._array(values, (self.G, self.G, self.N), "tariff")
        if (out <= -1).any():
            n, i, j = np.argwhere(out <= -1)[0]
            raise TradeModelError(
                f"The tariff of {self.regions[n]} on {self.industries[j]} from {self.regions[i]} is {out[n, i, j]:.0%}: it must stay above -100 %."
            )
        return out

    def _elasticity(self, values) -> np.ndarray:
        if isinstance(values, Mapping | pd.Series):
            missing = [i for i in self.industries if i not in values]
            if missing:
                raise TradeModelError(f"The elasticity of {missing[0]} is missing: give one for each industry.")
            values = [values[i] for i in self.industries]
        out = self._array(np.broadcast_to(np.asarray(values, dtype=float), (self.N,)) if np.ndim(values) == 0 else values, (self.N,), "elasticity")  # fmt: skip
        if (out <= 0).any():
            j = int(np.argmin(out))
            raise TradeModelError(f"The elasticity of {self.industries[j]} is {out[j]:g}: it must be positive, or trade would not react to costs.")  # fmt: skip
        return out

    def _repair(self, X: np.ndarray) -> dict[str, int]:
        """Make every share usable, in place, and count what was changed."""
        counts = {}
        for values, what in ((X, "expenditure"), (self.pi, "trade shares"), (self.value_added_share, "value-added shares"),
                             (self.input_share, "input shares"), (self.final_share, "final shares")):  # fmt: skip
            counts[f"negative {what} set to 0"] = int((values < 0).sum())
            np.clip(values, 0, None, out=values)
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

    def _series(self, values) -> pd.Series:
        return pd.Series(values, self.labels)

    def _frame(self, values) -> pd.DataFrame:
        return pd.DataFrame(values, self.labels, pd.Index(self.industries, name="industry"))

    @property
    def labels(self) -> pd.Index:
        """The regions as an index."""
        return pd.Index(self.regions, name="region")

    def region(self, code: str) -> int:
        """Position of a region; an unknown one is answered with those there are."""
        if code not in self.regions:
            raise TradeModelError(f"{code!r} is not a region of this model. It has: {', '.join(self.regions)}.")
        return self.regions.index(code)

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

        Raises TradeModelError for a bloc of fewer than two members, a region or industry there is not.
        """
        members = [members] if isinstance(members, str) else list(dict.fromkeys(members))
        inside = np.zeros(self.G, dtype=bool)
        inside[[self.region(c) for c in members]] = True
        if len(members) < 2:
            raise TradeModelError(f"A bloc of one ({', '.join(members) or 'nobody'}) has nobody to open to: name two members or more.")  # fmt: skip
        wanted = self.industries if industries is None else list(industries)
        unknown = [i for i in wanted if i not in self.industries]
        if unknown:
            raise TradeModelError(f"{unknown[0]!r} is not an industry of this model. It has: {', '.join(self.industries)}.")  # fmt: skip
        pairs = np.outer(inside, inside) & ~np.eye(self.G, dtype=bool)
        return pairs[:, :, None] & np.isin(self.industries, wanted)

    def tariffs_cut(self, members: Iterable[str], cut: float = 1.0, industries=None) -> np.ndarray:
        """Tariffs after members of a bloc cut those on each other by a fraction (1: free trade among them)."""
        if not 0 <= cut <= 1:
            raise TradeModelError(f"Tariffs cannot be cut by {cut:.0%}: give a fraction from 0 to 1.")
        return self.tariff * np.where(self.bloc(members, industries), 1 - cut, 1.0)

    def costs_cut(self, members: Iterable[str], cut: float, industries=None) -> np.ndarray:
        """Change of iceberg costs when trade among members of a bloc gets cheaper by a fraction (0.1: 10 %)."""
        if not 0 <= cut < 1:
            raise TradeModelError(f"Trade costs cannot fall by {cut:.0%}: give a fraction from 0 to below 1.")
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
        new = self.tariff if tariff is None else self._tariff(tariff)
        if iceberg is not None:
            iceberg = self._array(iceberg, (self.G, self.G, self.N), "iceberg")
            if (iceberg <= 0).any():
                raise TradeModelError("The change of iceberg costs must be above 0: 0.9 makes trade 10 % cheaper.")
        given = self._array(np.zeros(self.G) if transfers is None else transfers, (self.G,), "transfers")
        if abs(given.sum()) > 1e-9 * self.labour_income.sum():
            raise TradeModelError(f"The transfers add up to {given.sum():,.4g}: what some get, others must pay.")
        return self.baseline._solve(new, iceberg, start, given)

    def with_elasticity(self, elasticity) -> TradeModel:
        """The same base year with other elasticities."""
        return self.baseline._settled(elasticity=self._elasticity(elasticity))

    def case(self, name: str) -> TradeModel:
        """The same base year with one of the sets of elasticities in `CASES`; TradeModelError for another name."""
        if name not in CASES:
            raise TradeModelError(f"There is no set of elasticities {name!r}; there are {', '.join(CASES)}.")
        return self.with_elasticity(CASES[name](self.elasticity))

    def cases(self, tariff=None, iceberg=None, elasticities: Mapping[str, object] | None = None) -> pd.DataFrame:
        """Welfare (change of real income, %) by region, one column a set of elasticities (by default `CASES`)."""
        models = (
            {k: self.with_elasticity(v) for k, v in elasticities.items()}
            if elasticities
            else {k: self.case(k) for k in CASES}
        )
        return pd.DataFrame({k: (m.counterfactual(tariff, iceberg).welfare - 1) * 100 for k, m in models.items()})

    def band(self, tariff=None, iceberg=None, elasticities: Mapping[str, object] | None = None) -> pd.DataFrame:
        """Welfare (change of real income, %) by region: low and high over sets of elasticities, central as given."""
        table = self.cases(tariff, iceberg, elasticities)
        central = table["as given"] if "as given" in table else (self.counterfactual(tariff, iceberg).welfare - 1) * 100
        return pd.DataFrame({"low": table.min(axis=1), "central": central, "high": table.max(axis=1)})

    def _solve(self, tariff: np.ndarray, iceberg, start: Counterfactual | None, given=0.0, most: int = 2000):
        G, N, theta = self.G, self.N, self.elasticity[:, None]
        change = (1 + tariff) / (1 + self.tariff) * (1.0 if iceberg is None else iceberg)
        # industry, importer, exporter
        offer = np.ascontiguousarray((self.pi * change**-self.elasticity).transpose(2, 0, 1))
        nobody = np.argwhere((offer.sum(axis=2) <= 0).T & (self.expenditure > 0))
        if len(nobody):
            n, j = nobody[0]
            raise NotConverged(
                f"At these costs nobody sells {self.industries[j]} to {self.regions[n]}, which has none of its own: there is no answer. Try a smaller change."
            )
        net = offer / (1 + tariff).transpose(2, 0, 1)
        back = np.ascontiguousarray(net.transpose(0, 2, 1))
        inputs = self.input_share
        va, final, deficit = self.value_added_share, self.final_share, self.deficit.to_numpy() + given
        labour = self.labour_income.to_numpy()
        world = labour.sum()
        # a wage moves demand by about the trade elasticity: the first guess of how far to go
        step = 1 / (1 + np.average(self.elasticity, weights=self.expenditure.sum(axis=0)))

        def once(z):
            """One round of the map: wages, prices and expenditure in, the same out, with the gap in each condition."""
            w, p, X = z[:G], z[G : G + G * N].reshape(G, N), z[G + G * N :].reshape(G, N)
            cost = va * w[:, None] + (p[:, None, :] @ inputs)[:, 0, :]
            supply = np.exp(-theta * cost.T)
            price_power = (offer @ supply[:, :, None])[:, :, 0]
            price = -(np.log(price_power) / theta).T
            spread = X.T / price_power
            made = (supply * (back @ spread[:, :, None])[:, :, 0]).T
            kept = (spread * (net @ supply[:, :, None])[:, :, 0]).T  # expenditure before tariffs
            earned = labour * np.exp(w)
            income = earned + (X - kept).sum(axis=1) + deficit
            spent = (inputs @ made[:, :, None])[:, :, 0] + final * income[:, None]
            wanted = (va * made).sum(axis=1)
            gaps = (
                np.abs(price - p).max(), np.abs(spent - X).max() / world, np.abs(np.log(wanted / earned)).max(),
                np.abs((kept.sum(axis=1) - made.sum(axis=1) - deficit) / earned).max(),
            )  # fmt: skip
            new = w + step * np.log(wanted / earned)
            new = new - np.log((labour * np.exp(new)).sum() / world)
            return np.concatenate([new, price.ravel(), spent.ravel()]), gaps, (cost, supply, price_power)

        if start is not None and start.model.regions == self.regions and start.model.industries == self.industries:
            first = np.concatenate([np.log(start.wage), np.log(start.price).to_numpy().ravel(), start.expenditure.to_numpy().ravel()])  # fmt: skip
        else:
            first = np.concatenate([np.zeros(G + G * N), self.expenditure.ravel()])
        scale = np.concatenate([np.ones(G + G * N), np.full(G * N, N / labour.mean())])
        z, gaps, parts, iterations = _anderson(once, first, scale, most)
        if not max(gaps) <= TOLERANCE:
            worst = _CONDITIONS[int(np.nanargmax(gaps))] if np.isfinite(gaps).any() else "all of them"
            raise NotConverged(
                f"No equilibrium was found in {iterations} rounds (largest gap {max(gaps):.1e}, in {worst}): there is no answer. Try a smaller change."
            )
        cost, supply, price_power = parts
        share = (offer * supply[:, None, :] / price_power[:, :, None]).transpose(1, 2, 0)
        return Counterfactual(
            self, self._series(np.exp(z[:G])), self._frame(np.exp(z[G : G + G * N].reshape(G, N))), self._frame(np.exp(cost)),
            share, self._frame(z[G + G * N :].reshape(G, N)), tariff, self._series(deficit), iterations,
            dict(zip(_CONDITIONS, map(float, gaps), strict=True)),
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"<TradeModel {self.name}: {self.G} regions × {self.N} industries, deficits {self.deficit_treatment}>"


def _anderson(once, z: np.ndarray, scale: np.ndarray, most: int, memory: int = 12):
    """Anderson acceleration of a fixed-point map; a step that leaves the numbers falls back to the plain one.

    Source: Walker and Ni (2011). Returns the point, its gaps, what the map found there and the rounds used.
    """
    points, steps = [], []
    best, stalled = np.inf, 0
    for rounds in range(most):
        with np.errstate(all="ignore"):
            image, gaps, parts = once(z)
        if max(gaps) <= TOLERANCE:
            return z, gaps, parts, rounds
        if not np.isfinite(image).all():
            if not points:
                return z, gaps, parts, rounds
            z = points[-1] + steps[-1] / scale * 0.5  # the accelerated step went too far: half the plain one
            points, steps = [], []
            continue
        step = (image - z) * scale
        size = np.abs(step).max()
        stalled = 0 if size < 0.999 * best else stalled + 1
        best = min(best, size)
        if stalled > 60:
            points, steps, stalled, best = [], [], 0, np.inf
        points, steps = [*points, z][-memory:], [*steps, step][-memory:]
        if len(steps) == 1:
            z = image
            continue
        differences = np.array([b - a for a, b in zip(steps, steps[1:], strict=False)]).T
        weights = np.linalg.lstsq(differences, step, rcond=1e-10)[0]
        moves = np.array([b - a for a, b in zip(points, points[1:], strict=False)]).T
        z = image - (moves + differences / scale[:, None]) @ weights
    with np.errstate(all="ignore"):
        _, gaps, parts = once(z)
    return z, gaps, parts, most
