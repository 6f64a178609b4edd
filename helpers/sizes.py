"""What sizes alone give, flows brought to given sizes, and how uneven they are. Square tables, sellers in rows, buyers in columns.

Plain arrays in and out, any number of tables at once (leading dimensions); whoever calls has looked at the input.
"""

from __future__ import annotations

import numpy as np
import pandas as pd


def alone(sold: np.ndarray, bought: np.ndarray, group: np.ndarray | None = None, rounds: int = 500) -> np.ndarray:
    """aᵢbⱼ with given sums by row and column (… × n each), 0 on the diagonal: … × n × n. Source: Wilson (1967).

    ``group``: n whole numbers from 0; those of one group do not trade either (one table only). Where no such flows exist (one
    is larger than all others together) the last round's come back: ask for the sums.
    """
    within = (lambda x: x) if group is None else (lambda x: np.bincount(group, x)[group])
    a, b = np.ones_like(sold, dtype=float), np.ones_like(bought, dtype=float)
    for _ in range(rounds):
        a = _over(sold, b.sum(axis=-1, keepdims=True) - within(b))
        found = _over(bought, a.sum(axis=-1, keepdims=True) - within(a))
        done = np.allclose(found, b, rtol=1e-10, atol=0)
        b = found
        if done:
            break
    out = a[..., :, None] * b[..., None, :]
    group = np.arange(out.shape[-1]) if group is None else group
    out[..., group[:, None] == group] = 0.0
    return out


def size_alone(flows: pd.DataFrame) -> pd.DataFrame:
    """What sizes alone give for each pair: aᵢbⱼ with the flows' own sums by row and column, nothing at home."""
    W = flows.to_numpy(dtype=float)
    return pd.DataFrame(alone(W.sum(axis=1), W.sum(axis=0)), flows.index, flows.columns)


def scaled(start: np.ndarray, sold: np.ndarray, bought: np.ndarray, rounds: int = 500) -> np.ndarray:
    """Tables (… × n × n) whose rows, then columns, are brought to given sums by turns (RAS): rᵢ · startᵢⱼ · sⱼ.

    Stops when a round changes next to nothing; where no such table exists the sums by column are kept and those by row not.
    """
    b = np.ones(start.shape[:-1])
    for _ in range(rounds):
        a = _over(sold, (start @ b[..., None])[..., 0])
        before, b = b, _over(bought, (a[..., None, :] @ start)[..., 0, :])
        if (np.abs(b - before).max(axis=-1) <= 1e-11 * b.max(axis=-1)).all():
            break
    return a[..., :, None] * start * b[..., None, :]


def effective(amounts: np.ndarray, axis: int = -1) -> np.ndarray:
    """Effective number of partners, 1 over the sum of squared shares: four equal ones count 4. Missing without any.

    Source: Laakso and Taagepera (1979).
    """
    total, squares = amounts.sum(axis=axis), (amounts**2).sum(axis=axis)
    return np.divide(total**2, squares, out=np.full(np.shape(total), np.nan), where=total > 0)


def _over(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """A part over a whole, 0 where there is none."""
    return np.divide(part, whole, out=np.zeros(np.broadcast(part, whole).shape), where=whole > 1e-280)
