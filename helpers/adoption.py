"""Ties of a place against ties of a network: firms in several places choose where they meet others (a made-up model).

After Katz and Shapiro (1985), with spill-overs that end at the edge of a place. A firm either works side by side with its
neighbours, which is worth ``place`` times their share, or on the network, which is worth ``network`` times the share of all
firms there, wherever they are. Who is on the network keeps a part ``kept`` of what the place gives. ``alone`` is what the
network is worth to a firm with nobody else on it; firms differ in this, evenly, by up to ± ``spread``. No number is
observed: what is derived is when a small push decides, and when the network only adds to the place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import given


class AdoptionError(ValueError):
    """Parameters of the model that say nothing, in words."""


@dataclass(frozen=True)
class Adoption:
    """Firms' choice between place and network, values in one unit (say, % of profit). Raises AdoptionError out of bounds."""

    network: float = 1.0
    place: float = 1.5
    kept: float = 0.0
    alone: float = 0.0
    spread: float = 0.5
    places: int = 10

    def __post_init__(self):
        for name, low, high in (("network", 0, 1e3), ("place", 0, 1e3), ("kept", 0, 1), ("alone", -1e3, 1e3)):
            words = f"give a number from {low:g} to {high:g}"
            given.number(getattr(self, name), f"The parameter {name}", AdoptionError, low, high, words)
        given.number(self.spread, "The spread", AdoptionError, 0, 1e3, "give a number above 0, at most 1000", above=True)
        given.whole(self.places, "The number of places", AdoptionError, 1, 1000, "give a whole number from 1 to 1000")

    @property
    def lost(self) -> float:
        """What a firm leaves behind in its place when it goes to the network, if all its neighbours stay."""
        return (1 - self.kept) * self.place

    @property
    def two_ends(self) -> bool:
        """Whether nobody and everybody on the network both last: alone − lost < −spread and alone + network > spread."""
        return self.alone - self.lost < -self.spread and self.alone + self.network > self.spread

    @property
    def tipping_share(self) -> float:
        """The share of firms on the network (all places alike) above which it fills and below which it empties.

        (lost − alone − spread) / (network + lost − 2 spread); missing where both ends do not last.
        """
        steep = self.network + self.lost - 2 * self.spread
        return (self.lost - self.alone - self.spread) / steep if self.two_ends and steep > 0 else math.nan

    @property
    def jumps_at(self) -> tuple[float, float]:
        """(up, down): the worth of the network alone at which an empty network begins to fill, and a full one to empty.

        lost − spread and spread − network. Up above down: between the two, history decides.
        """
        return self.lost - self.spread, self.spread - self.network

    def response(self, shares) -> np.ndarray:
        """The share of firms of each place that prefer the network if the shares of all places (0 to 1) are as given.

        One share stands for all places. Raises AdoptionError for shares outside 0 to 1 or too few of them.
        """
        shares = given.plain(shares, "Shares on the network", AdoptionError)
        if shares.shape not in ((), (self.places,)):
            raise AdoptionError(f"One share, or one for each of {self.places} places, is needed; got {shares.size}.")
        if not ((shares >= 0) & (shares <= 1)).all():
            raise AdoptionError("A share lies between 0 and 1: one that was given does not.")
        better = self.alone + self.network * shares.mean() - self.lost * (1 - shares)
        return np.clip(0.5 + better / (2 * self.spread), 0, 1)

    def equilibria(self) -> pd.DataFrame:
        """Shares on the network that last if all places are alike: share, stable; by share."""
        found = {}
        steep = self.network + self.lost - 2 * self.spread
        for end, left in ((0.0, self.lost - self.alone), (1.0, self.alone + self.network)):
            if left >= self.spread:
                found[end] = left > self.spread or steep < 0
        if steep:
            inside = (self.lost - self.alone - self.spread) / steep
            if 0 < inside < 1:
                found[inside] = steep < 0
        return pd.DataFrame({"share": list(found), "stable": list(found.values())}).sort_values("share", ignore_index=True)

    @property
    def places_needed(self) -> int | None:
        """How many places must be brought onto the network, and held there, before the first of the others follows by itself.

        More than places · (lost − alone − spread) / network; None where not even all of them are enough.
        """
        if self.lost - self.alone - self.spread < 0:
            return 0
        if not self.network:
            return None
        needed = math.floor(self.places * (self.lost - self.alone - self.spread) / self.network + 1e-9) + 1
        return needed if needed < self.places else None

    def path(self, pushed: int = 0, start: float = 0.0, steps: int = 60) -> pd.DataFrame:
        """Shares on the network by step (rows) and place (columns), the first ``pushed`` places held at 1, others from ``start``.

        Each step half of a place's firms think again. Raises AdoptionError for values out of bounds.
        """
        pushed = given.whole(pushed, "The number of places pushed", AdoptionError, 0, self.places, f"give from 0 to {self.places}")  # fmt: skip
        start = given.number(start, "The share to start from", AdoptionError, 0, 1, "give a share from 0 to 1")
        steps = given.whole(steps, "The number of steps", AdoptionError, 1, 10_000, "give from 1 to 10000")
        now = np.where(np.arange(self.places) < pushed, 1.0, start)
        rows = [now]
        for _ in range(steps):
            now = np.where(np.arange(self.places) < pushed, 1.0, (now + self.response(now)) / 2)
            rows.append(now)
        return pd.DataFrame(rows, columns=pd.RangeIndex(1, self.places + 1, name="place")).rename_axis("step")
