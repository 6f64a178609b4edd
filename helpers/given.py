"""What a caller gives, taken as plain numbers and known names, or refused in one sentence that says where and why.

Labelled input (Series, DataFrame) is put into our order by its labels, never taken as it lies. Each module hands in its
own error class, so that a learner reads one kind of message a module.
"""

from __future__ import annotations

import difflib
import math
import numbers as kinds
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

LISTED = 100  # names a message holds at most
Axes = Mapping[str, Sequence] | Sequence[int]


def kind(value, wanted: type | tuple[type, ...], what: str, error: type[Exception]):
    """The value, if it is of the class that is needed; ``what`` says in words what that is."""
    if not isinstance(value, wanted):
        raise error(f"{what} is needed, not {_said(value)}.")
    return value


def number(value, what: str, error: type[Exception], low: float = -math.inf, high: float = math.inf, words: str = "", *, above: bool = False, below: bool = False) -> float:  # fmt: skip
    """One finite number from low to high (``above``: not low itself; ``below``: not high itself).

    ``words`` ends the sentence of a refusal: what to give in its place.
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if not isinstance(value, kinds.Real) or isinstance(value, bool | np.bool_):
        raise error(f"{what} is {_said(value)}: {words or 'give a number'}.")
    inside = (value > low if above else value >= low) and (value < high if below else value <= high)
    if not math.isfinite(value) or not inside:
        raise error(f"{what} is {value:g}: {words or 'give a finite number'}.")
    return float(value)


def whole(value, what: str, error: type[Exception], low: int = 0, high: float = math.inf, words: str = "") -> int:
    """One whole number from low to high."""
    words = words or f"give a whole number of {low} or more"
    found = number(value, what, error, low, high, words)
    if found != int(found):
        raise error(f"{what} is {value:g}: {words}.")
    return int(found)


def one_of(value, known: Iterable, what: str, error: type[Exception]):
    """The value, if it is among the known ones; else the nearest and all of them are named."""
    known = list(known)
    if not isinstance(value, str) or value not in known:
        raise error(f"{value!r} is not {what}. {near(value, known)}")
    return value


def names(values, known: Sequence[str], what: str, error: type[Exception], home: str = "this table") -> list[str]:
    """One name or several as a list, each once, in the order given; nobody for an empty list.

    ``what``: "region", "industry" …; an unknown name is answered with the nearest and with all there are.
    """
    if isinstance(values, str):
        values = [values]
    if isinstance(values, Mapping) or not isinstance(values, Iterable):
        raise error(f"{'An' if what[0] in 'aeiou' else 'A'} {what} or a list of them is needed, not {_said(values)}.")
    found = list(dict.fromkeys(v if isinstance(v, str) else _Odd(v) for v in values))
    for v in found:
        if v not in known:
            raise error(
                f"{v!r} is not {'an' if what[0] in 'aeiou' else 'a'} {what} of {home}. {near(v, known, 'It has')}"
            )
    return found


def near(value, known: Iterable, has: str = "There are") -> str:
    """Names close to one that is unknown, and all that are known, as the end of a sentence."""
    folded = {str(k).casefold(): str(k) for k in known}
    close = [folded[k] for k in difflib.get_close_matches(str(value).casefold(), folded, n=3, cutoff=0.5)]
    listed = list(folded.values())
    if len(listed) > LISTED:
        listed = [*listed[:LISTED], f"… ({len(folded)} in all)"]
    return (f"Did you mean {' or '.join(close)}? " if close else "") + f"{has}: {', '.join(listed)}."


def array(values, axes: Axes, what: str, error: type[Exception]) -> np.ndarray:
    """An array of finite numbers of your own, one axis for each of ``axes``: name → labels in our order, or bare lengths.

    A Series or DataFrame is aligned by its labels (one level of its index or columns an axis, in this order or by the
    names of the levels) and refused if they are not exactly ours. Refused too: masked, complex, true-or-false and text
    arrays, another shape, missing and infinite numbers.
    """
    named = isinstance(axes, Mapping)
    shape = tuple(len(labels) for labels in axes.values()) if named else tuple(axes)
    if isinstance(values, pd.Series | pd.DataFrame):
        if not named:
            raise error(f"{what} has labels that nothing here can be matched with: give .to_numpy().")
        values = _aligned(values, axes, what, error).reshape(shape)
    out = plain(values, what, error)
    if out.shape != shape:
        order = f" ({' × '.join(axes)})" if named else ""
        raise error(f"{what} has the shape {out.shape}; {shape} is needed{order}.")
    if not np.isfinite(out).all():
        at = tuple(int(k) for k in np.argwhere(~np.isfinite(out))[0])
        where = ", ".join(str(labels[k]) for labels, k in zip(axes.values(), at, strict=True)) if named else at
        raise error(f"{what} has a missing or infinite number at {where}: fill it.")
    return out


def plain(values, what: str, error: type[Exception]) -> np.ndarray:
    """An array of floats of your own from whatever holds real numbers only; nothing masked, complex, logical or text."""
    if isinstance(values, np.ma.MaskedArray):
        raise error(f"{what} is a masked array: fill what is masked (values.filled(0)) or leave it out.")
    try:
        raw = np.asarray(values)
    except (TypeError, ValueError):
        raise error(f"{what} must hold numbers only, in rows of the same length.") from None
    if raw.dtype.kind == "c":
        raise error(f"{what} is complex: give real numbers.")
    if raw.dtype.kind == "O" and all(v is None or v is pd.NA or _real(v) for v in raw.ravel()):
        try:
            raw = np.array([np.nan if v is None or v is pd.NA else float(v) for v in raw.ravel()]).reshape(raw.shape)
        except OverflowError:
            raise error(f"{what} holds a number too large to compute with.") from None
    if raw.dtype.kind not in "iuf" or isinstance(values, str | bytes | set | frozenset | Mapping):
        raise error(f"{what} must hold numbers only.")
    return np.array(raw, dtype=float)


def _aligned(values, axes: Mapping[str, Sequence], what: str, error: type[Exception]) -> np.ndarray:
    """The numbers of a Series or DataFrame in the order of the axes' labels, its levels matched by name or by place."""
    if isinstance(values, pd.DataFrame):
        if not values.columns.is_unique:
            raise error(f"{what} names {values.columns[values.columns.duplicated()][0]!r} twice.")
        if values.shape[1] and len({d.kind for d in values.dtypes}) > 1:
            plain(values, what, error)  # a column of text among numbers is told as that
        levels = [*values.index.names, *values.columns.names]
        flat = values.stack(list(range(values.columns.nlevels)), future_stack=True)
    else:
        levels, flat = list(values.index.names), values
    if len(levels) != len(axes):
        raise error(f"{what} has {len(levels)} levels of labels, {len(axes)} are needed ({', '.join(axes)}): give an array in the order of ours, or those labels.")  # fmt: skip
    if set(levels) == set(axes) and len(axes) > 1:
        flat = flat.reorder_levels(list(axes)) if levels != list(axes) else flat
    if not flat.index.is_unique:
        raise error(f"{what} names {flat.index[flat.index.duplicated()][0]!r} twice.")
    at = [flat.index] if len(axes) == 1 else [flat.index.get_level_values(k) for k in range(len(axes))]
    for labels, (axis, ours) in zip(at, axes.items(), strict=True):
        strange = [k for k in labels.unique() if k not in ours]
        if strange:
            raise error(f"{what} is labelled {strange[0]!r}, which is no {axis} here. {near(strange[0], ours)}")
    wanted = pd.MultiIndex.from_product(list(axes.values())) if len(axes) > 1 else pd.Index(list(*axes.values()))
    lacking = wanted.difference(flat.index, sort=False)
    if len(lacking):
        name = lacking[0] if len(axes) == 1 else ", ".join(map(str, lacking[0]))
        raise error(f"{what} has no number for {name}: it is needed for each {' and '.join(axes)}.")
    return flat.reindex(wanted).to_numpy()


def _real(value) -> bool:
    return isinstance(value, kinds.Real) and not isinstance(value, bool | np.bool_)


class _Odd:
    """Something that is no text where a name is needed: equal to nothing, but it can be said."""

    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return _said(self.value)

    __str__ = __repr__


def _said(value) -> str:
    """A value in few words."""
    if value is None or isinstance(value, str | bool | kinds.Number):
        return repr(value)[:60]
    article = "an" if type(value).__name__[0].lower() in "aeiou" else "a"
    return f"{article} {type(value).__name__}"
