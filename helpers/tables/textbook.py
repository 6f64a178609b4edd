"""The textbook table of two industries that lesson 0.3 works by hand. Miller and Blair (2009), chapter 2."""

from __future__ import annotations

import numpy as np
import pandas as pd

SOURCE = "the textbook table of Miller and Blair (2009), chapter 2"
INDUSTRIES = ["industry 1", "industry 2"]
Z = np.array([[150.0, 500.0], [200.0, 100.0]])  # sales between the two industries, dollars
X = np.array([1000.0, 2000.0])  # their output, dollars
INVERSE = np.array([[1.2541, 0.3300], [0.2640, 1.1221]])  # the Leontief inverse as the book prints it


def sales() -> pd.DataFrame:
    """Who sells (rows) to whom (columns), dollars."""
    return pd.DataFrame(Z.copy(), INDUSTRIES, INDUSTRIES)


def output() -> pd.Series:
    """What each industry makes, dollars."""
    return pd.Series(X.copy(), INDUSTRIES, name="output")


def published_inverse() -> pd.DataFrame:
    """The Leontief inverse as the book prints it, four digits."""
    return pd.DataFrame(INVERSE.copy(), INDUSTRIES, INDUSTRIES)


def order(first: float, second: float) -> pd.Series:
    """An order from final demand: so many dollars of product 1, so many of product 2."""
    return pd.Series([float(first), float(second)], INDUSTRIES)


def leontief_inverse(A: pd.DataFrame) -> pd.DataFrame:
    """(I − A)⁻¹ of recipes A (labelled, square): all output that a dollar of each product takes, round after round.

    Source: Leontief (1936), Miller and Blair (2009).
    """
    return pd.DataFrame(np.linalg.inv(np.eye(len(A)) - A.to_numpy()), A.index, A.columns)


def rounds(A: pd.DataFrame, wanted: pd.Series, last: int) -> pd.DataFrame:
    """Output made for an order, round by round: products × (0: the order itself, 1: its inputs … ``last``)."""
    made, step = {}, wanted
    for k in range(last + 1):
        made[k] = step
        step = A @ step
    return pd.DataFrame(made)
