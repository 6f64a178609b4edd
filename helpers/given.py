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
_SAME = {"origin": "exporter", "seller": "exporter", "destination": "importer", "buyer": "importer"}  # names of levels
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

    A Series or DataFrame is aligned by its labels (see `aligned`). Refused: masked, complex, true-or-false and text
    arrays, another shape, missing and infinite numbers.
    """
    named = isinstance(axes, Mapping)
    shape = tuple(len(labels) for labels in axes.values()) if named else tuple(axes)
    if isinstance(values, pd.Series | pd.DataFrame):
        if not named:
            raise error(f"{what} has labels that nothing here can be matched with: give .to_numpy().")
        values = aligned(values, axes, what, error)
    out = plain(values, what, error)
    if out.shape != shape:
        order = f" ({' × '.join(axes)})" if named else ""
        raise error(f"{what} has the shape {out.shape}; {shape} is needed{order}.")
    if not np.isfinite(out).all():
        at = tuple(int(k) for k in np.argwhere(~np.isfinite(out))[0])
        where = ", ".join(str(labels[k]) for labels, k in zip(axes.values(), at, strict=True)) if named else at
        raise error(f"{what} has a missing or infinite number at {where}: fill it.")
    return out


def plain(values, what: str, error: type[Exception], *, own: bool = True) -> np.ndarray:
    """An array of floats from whatever holds real numbers only; nothing masked, complex, logical or text.

    ``own``: yours to change; without it, an array of floats comes back as it is.
    """
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
        odd = next((v for v in raw.ravel().tolist() if v is not None and not _real(v)), None) if raw.ndim else None
        raise error(f"{what} must hold numbers only" + (f", not {_said(odd)}." if odd is not None else "."))
    return np.array(raw, dtype=float) if own else np.asarray(raw, dtype=float)


def aligned(values, axes: Mapping[str, Sequence], what: str, error: type[Exception]) -> np.ndarray:
    """The numbers of a Series or DataFrame in the order of the axes' labels, one axis each.

    Its levels (index first, then columns) are ``axes`` in their order, or in another if all are named so; an axis of one
    label may lack. Refused: labels that are not exactly ours, doubled ones, names that speak against the order.
    """
    shape = [len(labels) for labels in axes.values()]
    sides = [values.index, values.columns] if isinstance(values, pd.DataFrame) else [values.index]
    for side in sides:
        if not side.is_unique:
            raise error(f"{what} names {side[side.duplicated()][0]!r} twice.")
    names = [name for side in sides for name in side.names]
    lacking = [axis for axis, ours in axes.items() if len(ours) == 1][: max(len(axes) - len(names), 0)]
    axes = {axis: ours for axis, ours in axes.items() if axis not in lacking}
    if len(names) != len(axes):
        one = "1 level" if len(names) == 1 else f"{len(names)} levels"
        raise error(f"{what} has {one} of labels, {len(shape)} are needed ({', '.join(axes)}): give an array in the order of ours, or those labels.")  # fmt: skip
    order = _order(names, list(axes), what, error)
    numbers = values.to_numpy()
    if order != list(axes):  # one long side in place of two, its levels put in our order
        held = [side.get_level_values(k) for side in sides for k in range(side.nlevels)]
        if len(sides) == 2:
            rows, columns = numbers.shape
            held = [np.repeat(h, columns) if k < sides[0].nlevels else np.tile(h, rows) for k, h in enumerate(held)]
        sides, numbers = [pd.MultiIndex.from_arrays([held[order.index(axis)] for axis in axes])], numbers.ravel()
    left = list(axes.items())
    for way, side in enumerate(sides):
        ours, left = dict(left[: side.nlevels]), left[side.nlevels :]
        at = _places(side, ours, what, error)
        numbers = numbers if at is None else numbers.take(at, axis=way)
    return numbers.reshape(shape)


def _order(names: list, axes: list[str], what: str, error: type[Exception]) -> list[str]:
    """Which axis each level is: as they lie, unless their names say another order."""
    said = [_SAME.get(name, name) if isinstance(name, str) else name for name in names]
    if all(name == axis for name, axis in zip(said, axes, strict=True) if name in axes):
        return axes
    if set(said) == set(axes):
        return said
    raise error(f"{what} has levels called {', '.join(map(str, names))}: call all of them {', '.join(axes)}, or give them in that order.")  # fmt: skip


def _places(side: pd.Index, axes: Mapping[str, Sequence], what: str, error: type[Exception]) -> np.ndarray | None:
    """Where the labels of one side stand in our order; None if they lie in it already."""
    several = len(axes) > 1
    if several:
        ours = pd.MultiIndex.from_product(list(axes.values()))
    else:
        ours = pd.Index(next(iter(axes.values())))
    if side.equals(ours):
        return None
    levels = [side.get_level_values(k) for k in range(side.nlevels)]
    # whole numbers are text, as in a table's own labels
    levels = [labels.astype(str) if labels.dtype.kind in "iu" else labels for labels in levels]
    for labels, (axis, known) in zip(levels, axes.items(), strict=True):
        strange = [k for k in labels.unique() if k not in known]
        if strange and isinstance(side, pd.RangeIndex):
            raise error(
                f"{what} is numbered, not labelled by {axis}: give .to_numpy() in the order of ours, or labels."
            )
        if strange:
            raise error(f"{what} is labelled {strange[0]!r}, which is no {axis} here. {near(strange[0], known)}")
    at = (pd.MultiIndex.from_arrays(levels) if several else levels[0]).get_indexer(ours)
    if (at < 0).any():
        lacks = ours[int(np.argmin(at))]
        name = ", ".join(map(str, lacks)) if several else lacks
        raise error(f"{what} has no number for {name}: it is needed for each {' and '.join(axes)}.")
    return at


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
