"""A learner's own verdicts on the claims: written with a reason, kept on the desk, handed in as CSV, joined and compared.

They lie in my_verdicts.csv beside progress.json (see `helpers.progress` for what a desk is); outside a desk they are
remembered as long as the notebook runs. Several files make a class: `join` reads them, `compare` and `crossed` set them
beside the course's verdicts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import evidence, given, progress, writing
from helpers.tables import course

FILE, LOCK = "my_verdicts.csv", ".verdicts.lock"
COLUMNS = ["claim", "verdict", "reason"]
FEWEST, MOST = 5, 2000  # words a reason needs, characters it may have
LARGEST = 1_000_000  # bytes of a file handed in
_memory: dict[Path | None, dict[str, tuple[str, str]]] = {}  # by desk: what could not be written; all there is outside one


class DisagreeError(ValueError):
    """A verdict that cannot be taken, or a file that cannot be read; the message is one sentence that says why."""


def _checked(claim, verdict, reason, where: str = "") -> tuple[str, str, str]:
    """A claim's id, a verdict word and a reason as they are kept; ``where`` says of a file which line they stand in."""
    given.one_of(claim, course.claims().index, f"a claim of the register{where}", DisagreeError)
    given.one_of(verdict, evidence.VERDICTS, f"a verdict{where}", DisagreeError)
    given.kind(reason, str, f"A reason in quotation marks{where}", DisagreeError)
    reason = re.sub(r"\s+", " ", reason).strip()
    words = len(re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+", reason))
    if words < FEWEST:
        raise DisagreeError(f"A reason of {words} words{where} is too short: write {FEWEST} or more, with a number if you have one.")  # fmt: skip
    if len(reason) > MOST:
        raise DisagreeError(f"A reason of {len(reason):,} characters{where} is too long: {MOST:,} are enough.")
    return claim, verdict, reason


def say(claim: str, verdict: str, reason: str) -> pd.Series:
    """Keep your verdict on a claim, with your reason; what you said of it before is replaced. Returns yours beside ours.

    claim: a number such as "2.3a"; verdict: one of `evidence.VERDICTS`; reason: five words or more. Raises DisagreeError
    for anything else. What cannot be written is told in a sentence and remembered while the notebook runs.
    """
    claim, verdict, reason = _checked(claim, verdict, reason)
    desk = progress.folder()
    _memory.setdefault(desk, {})[claim] = (verdict, reason)
    if desk is not None:
        try:
            with writing.locked(desk / LOCK):
                writing.write(desk / FILE, _text(_held(desk) | _memory[desk]))
            del _memory[desk]
        except (OSError, DisagreeError) as error:
            why = writing.reason(error) if isinstance(error, OSError) else str(error)
            print(f"{desk / FILE} could not be written: {why}. Your verdict is remembered only as long as this notebook runs.")  # fmt: skip
    ours = course.claims().at[claim, "verdict"] or "none yet"
    return pd.Series({"yours": verdict, "the course's": ours, "reason": reason}, name=claim)


def mine() -> pd.DataFrame:
    """Your verdicts so far, by claim in the register's order: verdict, reason. DisagreeError where your file is damaged."""
    desk = progress.folder()
    held = (_held(desk) if desk else {}) | _memory.get(desk, {})
    return _table({"claim": i, "verdict": v, "reason": r} for i, (v, r) in held.items()).set_index("claim")


def export(file: str | Path) -> Path:
    """Write your verdicts to a CSV file (UTF-8; columns claim, verdict, reason) to hand in; returns where it lies.

    Raises DisagreeError where there is nothing to write, or no way to write there.
    """
    table = mine()
    if table.empty:
        raise DisagreeError('There is no verdict of yours yet: disagree.say("2.3a", "mixed", "because …") keeps one.')
    if not isinstance(file, str | Path) or not str(file).strip() or not str(file).endswith(".csv"):
        raise DisagreeError(f"A file name that ends in .csv is needed, not {file!r}.")
    path = Path(file).expanduser()
    try:
        writing.write(path, _text({i: (r.verdict, r.reason) for i, r in table.iterrows()}))
    except (OSError, ValueError) as error:  # a name with a null character is no name
        why = writing.reason(error) if isinstance(error, OSError) else "this is no file's name"
        raise DisagreeError(f"{path} could not be written: {why}.") from None
    return path


def _text(held: dict[str, tuple[str, str]]) -> str:
    return _table({"claim": i, "verdict": v, "reason": r} for i, (v, r) in held.items()).to_csv(index=False, lineterminator="\n")  # fmt: skip


def _table(rows: Iterable[dict]) -> pd.DataFrame:
    """Rows in the order of the register."""
    order = {i: k for k, i in enumerate(course.claims().index)}
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values("claim", key=lambda c: c.map(order), kind="stable", ignore_index=True)


def _held(desk: Path) -> dict[str, tuple[str, str]]:
    return {r.claim: (r.verdict, r.reason) for r in _read(desk / FILE).itertuples()} if (desk / FILE).exists() else {}


def _read(path: Path) -> pd.DataFrame:
    """The verdicts of one file, each line checked."""
    try:
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        missing = not isinstance(error, OSError) or isinstance(error, FileNotFoundError)
        raise DisagreeError(f"{path.name} could not be read: {'there is no such file' if missing else writing.reason(error)}.") from None  # fmt: skip
    if len(raw) > LARGEST:
        raise DisagreeError(f"{path.name} is too large for verdicts ({len(raw):,} bytes).")
    try:
        table = pd.read_csv(io.StringIO(raw.decode("utf-8-sig")), dtype=str, keep_default_na=False, skip_blank_lines=True)
    except (ValueError, pd.errors.ParserError):  # no text, no table
        raise DisagreeError(f"{path.name} is no CSV file in UTF-8.") from None
    table.columns = [str(c).strip() for c in table.columns]
    lacking = [c for c in COLUMNS if c not in table]
    if lacking:
        raise DisagreeError(f"{path.name} has no column {lacking[0]!r}; it needs {', '.join(COLUMNS)}.")
    rows = []
    for k, row in enumerate(table[COLUMNS].itertuples(index=False), start=2):
        rows.append(_checked(*(str(v).strip() for v in row), where=f" ({path.name}, line {k})"))
    found = pd.DataFrame(rows, columns=COLUMNS)
    twice = found["claim"][found["claim"].duplicated()]
    if len(twice):
        raise DisagreeError(f"{path.name} judges the claim {twice.iloc[0]} twice: keep one.")
    return found


def join(files: Iterable[str | Path]) -> pd.DataFrame:
    """A class's verdicts from the files its learners handed in: who (the file's name), claim, verdict, reason.

    Raises DisagreeError, with file and line, for what `say` would not take, for no files, and for one name twice.
    """
    if isinstance(files, str | Path) or not isinstance(files, Iterable):
        raise DisagreeError("A list of files is needed, such as ['ana.csv', 'bo.csv'].")
    files = list(files)
    if not files:
        raise DisagreeError("There is no file to join: give one or more.")
    for f in files:
        given.kind(f, (str, Path), "The name of a file", DisagreeError)
    paths = [Path(f).expanduser() for f in files]
    names = [p.stem for p in paths]
    twice = next((n for n in names if names.count(n) > 1), None)
    if twice:
        raise DisagreeError(f"Two files are called {twice!r}: give each learner's file a name of its own.")
    return pd.concat([_read(p).assign(who=n) for p, n in zip(paths, names, strict=True)], ignore_index=True)[["who", *COLUMNS]]  # fmt: skip


def _joined(handed_in) -> pd.DataFrame:
    """A table of verdicts that can be compared, with our own beside each."""
    given.kind(handed_in, pd.DataFrame, "A table of verdicts, as disagree.join or disagree.mine gives it,", DisagreeError)
    table = handed_in if "claim" in handed_in else handed_in.rename_axis("claim").reset_index()
    if "verdict" not in table or table.empty:
        raise DisagreeError("There is no verdict in this table: disagree.join(files) or disagree.mine() gives one.")
    for c, v in zip(table["claim"], table["verdict"], strict=True):
        given.one_of(c, course.claims().index, "a claim of the register", DisagreeError)
        given.one_of(v, evidence.VERDICTS, "a verdict", DisagreeError)
    return table.assign(ours=table["claim"].map(course.claims()["verdict"]))


def compare(handed_in: pd.DataFrame) -> pd.DataFrame:
    """Each claim that was judged (rows): how many judged it, the course's verdict, most frequent one, share that agrees.

    agree_with_us, agree_with_each_other: 0 to 1; the second is the share of pairs of learners with the same word, missing
    for one learner. Most disputed first. handed_in: as `join` or `mine` gives it.
    """
    rows = {}
    for claim, part in _joined(handed_in).groupby("claim", sort=False):
        counts, n = part["verdict"].value_counts(), len(part)
        ours = part["ours"].iloc[0]
        pairs = float((counts * (counts - 1)).sum() / (n * (n - 1))) if n > 1 else np.nan
        top = sorted(counts.index[counts == counts.max()], key=list(evidence.VERDICTS).index)
        rows[claim] = [n, ours or "none yet", " or ".join(top), float((part["verdict"] == ours).mean()) if ours else np.nan, pairs]  # fmt: skip
    columns = ["judged by", "ours", "most say", "agree with us", "agree with each other"]
    return pd.DataFrame.from_dict(rows, "index", columns=columns).sort_values("agree with us", kind="stable")


def crossed(handed_in: pd.DataFrame) -> pd.DataFrame:
    """How often the course's verdict (rows) met each verdict handed in (columns), verdicts in the order of `evidence.VERDICTS`."""
    table = _joined(handed_in)
    out = pd.crosstab(table["ours"], table["verdict"]).reindex(index=list(evidence.VERDICTS), columns=list(evidence.VERDICTS), fill_value=0)  # fmt: skip
    return out.rename_axis(None).rename_axis(None, axis="columns")


def beyond_chance(handed_in: pd.DataFrame) -> float:
    """Agreement with the course beyond what the two sets of words would give by chance (Cohen's kappa: 1 all, 0 as by chance).

    Missing (nan) where all words are the same, so that chance alone would agree.
    """
    table = _joined(handed_in)
    both = table.loc[table["ours"].isin(evidence.VERDICTS), ["ours", "verdict"]]
    if len(np.unique(both)) < 2:
        return float("nan")
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(both["ours"], both["verdict"]))
