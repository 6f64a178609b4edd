"""Names taken away: a keyed hash with a secret that only the instructor has, the same for one person in every list."""

from __future__ import annotations

import base64
import csv
import hashlib
import hmac
import io
import re
import secrets
import unicodedata
from itertools import pairwise
from pathlib import Path

import pandas as pd

from helpers import writing
from helpers.assess.said import AssessError

SHORTEST = 16  # bytes of a secret
MOST_COLUMNS = 2000  # of a platform's list
WHO = ("username", "id number", "email address", "email", "sis user id", "sis_id", "sis id", "login_id", "id", "name", "student")  # fmt: skip
_GRADE = re.compile(r"(?:grade|score|points)?\s*/\s*(\d+(?:[.,]\d+)?)", re.I)


def pseudonym(who: str, secret: bytes) -> str:
    """A sign such as "s-k3vq2mzd7a" for a person: nobody can compute it, or a name from it, without the secret.

    Case, blanks around and ways of writing one letter do not count. AssessError for nobody or too short a secret.
    """
    if not isinstance(who, str) or not who.strip():
        raise AssessError("A pseudonym is made from a name, a number or an address; this one is empty.")
    if not isinstance(secret, bytes) or len(secret) < SHORTEST:
        raise AssessError(f"A secret has at least {SHORTEST} bytes; make one with a new file: --secret secret.txt")
    same = unicodedata.normalize("NFKC", who).strip().casefold().encode()
    return "s-" + base64.b32encode(hmac.new(secret, same, hashlib.sha256).digest())[:10].decode().lower()


def secret(path: Path) -> bytes:
    """The secret a file holds; where there is none, a new one is made there, for its owner's eyes only."""
    path = Path(path)
    try:
        return path.read_bytes().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        writing.write(path, secrets.token_hex(32) + "\n")
        return path.read_bytes().strip()


def results(path: Path, key: bytes) -> pd.DataFrame:
    """A platform's list of grades without names: pseudonym, percent, and background where the list has it.

    The person is the first column there is of username, ID number, address, id, name. The grade is "percent", a column
    that says of how many ("Grade/12.00", Moodle), or "score" beside a column of points for each question (Canvas's
    student analysis). AssessError says what a list lacks.
    """
    table = read(path)
    lower = {str(c).strip().casefold(): c for c in table.columns}
    who = next((lower[w] for w in WHO if w in lower), None)
    if who is None:
        raise AssessError(f"{path.name} has no column that says who: one of {', '.join(WHO)} is needed.")
    graded = {c: float(m[1].replace(",", ".")) for c in table.columns if (m := _GRADE.fullmatch(str(c).strip()))}
    if "percent" in lower:
        percent = numbers(table[lower["percent"]], path)
    elif "score" in lower and (of := _of_canvas(table.attrs["head"])):
        percent = numbers(table[lower["score"]], path) / of * 100
    elif graded:
        column, of = next(iter(graded.items()))
        percent = numbers(table[column], path) / of * 100
    else:
        raise AssessError(f'{path.name} has no column of grades: "percent", or one such as "Grade/12.00", is needed.')
    rows = table[who].fillna("").astype(str).str.strip() != ""
    kept = rows & percent.notna()  # a platform's last row is an average without a name; who did not come has a dash
    for row in table.index[kept & ~percent.between(0, 100)]:
        raise AssessError(f"{path.name}, row {row + 2}: {percent[row]:g} is no per cent of the points (0 to 100).")
    for row in table.index[kept][table.loc[kept, who].astype(str).str.strip().str.casefold().duplicated()]:
        raise AssessError(f"{path.name}, row {row + 2}: {table.at[row, who]} has a row before: keep one row each.")
    out = pd.DataFrame({"pseudonym": [pseudonym(w, key) for w in table.loc[kept, who].astype(str)], "percent": percent[kept].round(2).to_numpy()})  # fmt: skip
    if "background" in lower:
        out["background"] = table.loc[kept, lower["background"]].to_numpy()
    return out.sort_values("pseudonym", ignore_index=True)


def _of_canvas(head: list[str]) -> float:
    """All points there are, by Canvas's head: after each question ("101: Which …") a column is named by its points."""
    points = [b for a, b in pairwise(head) if re.match(r"\d+: ", a) and re.fullmatch(r"\d+(\.\d+)?", b)]
    return sum(map(float, points))


def read(path: Path) -> pd.DataFrame:
    """A CSV as text, without empty rows, its head as it stands in ``attrs``; AssessError in a sentence for what is none."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        sep = max(",;\t", key=text.strip().partition("\n")[0].count)
        head = next(csv.reader(io.StringIO(text), delimiter=sep), [])
        if len(head) > MOST_COLUMNS:
            raise ValueError("no list of a class")
        table = pd.read_csv(io.StringIO(text), dtype=str, sep=sep, keep_default_na=False)
    except FileNotFoundError:
        raise AssessError(f"There is no file {path}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise AssessError(f"{path.name} cannot be read as UTF-8 text: save it again as CSV (UTF-8). ({type(error).__name__})") from None  # fmt: skip
    except (ValueError, csv.Error):  # pandas' parser errors too
        raise AssessError(f"{path.name} is no table of values parted by commas: save it again as CSV.") from None
    table = table[(table.fillna("") != "").any(axis=1)].reset_index(drop=True)
    if table.empty:
        raise AssessError(f"{path.name} has no rows.")
    table.attrs["head"] = head
    return table


def numbers(column: pd.Series, path: Path) -> pd.Series:
    """A column of text as numbers; empty cells and dashes are nothing. AssessError names the first that is no number."""
    text = column.fillna("").astype(str).str.strip().str.removesuffix("%").str.strip()
    text = text.where(~text.isin(["", "-", "–"])).str.replace(",", ".", regex=False)
    values = pd.to_numeric(text, errors="coerce")
    wrong = text.notna() & ~values.abs().lt(float("inf"))
    if wrong.any():
        raise AssessError(f"{path.name}, row {wrong.idxmax() + 2}: {column[wrong.idxmax()]!r} in column {column.name!r} is no number.")  # fmt: skip
    return values.astype(float)
