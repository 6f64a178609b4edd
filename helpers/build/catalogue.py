"""catalogue.toml and data/README.md, rendered from the words in data/ (sources.toml, files.toml) and the files' facts."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from helpers import shelf
from helpers.shelf import DataError

WORDS = ("short", "publisher", "edition", "licence", "spdx", "citation")  # every source of sources.toml has these
SAID = ("unit", "coverage", "derivation")  # and every file of files.toml these, and its source
COMMAND = "python -m helpers.build"
NO_TERMS = "LicenseRef-None-Stated"


@dataclass(frozen=True)
class Facts:
    """What can be counted of a file: its place in data/, size and checksum, and the build's checks."""

    file: str
    bytes: int
    sha256: str
    checks: tuple[str, ...] = ()

    @classmethod
    def of(cls, file: str, content: bytes, checks: tuple[str, ...] = ()) -> Facts:
        return cls(file, len(content), hashlib.sha256(content).hexdigest(), tuple(checks))


@dataclass(frozen=True)
class Words:
    """What is written by hand: on each publisher, and on each file."""

    sources: dict[str, dict]
    files: dict[str, dict]

    def kept(self) -> dict[str, str]:
        """Dataset → file of those that the build does not make."""
        return {name: said["file"] for name, said in self.files.items() if "file" in said}

    def on(self, name: str) -> dict:
        """The words on one dataset; files of one kind share an entry, with {year} where they differ."""
        kind = re.sub(r"\d{4}$", "{year}", name)
        key = name if name in self.files else kind
        if key not in self.files:
            raise DataError(f"data/files.toml has no entry for {name!r}: say there what it is.")
        said = {k: v.replace("{year}", name[-4:]) if key == kind else v for k, v in self.files[key].items()}
        source = self.sources[said["source"]]
        return {k: source[k] for k in WORDS} | {k: said.get(k, "") for k in ("detail", *SAID)}


def words(folder: Path) -> Words:
    """The words of a data folder as they stand there; DataError names an entry that lacks some."""
    held = {}
    for name in ("sources", "files"):
        path = folder / f"{name}.toml"
        try:
            held[name] = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise DataError(f"data/{path.name} is missing. Restore it with: git checkout -- data/{path.name}") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise DataError(f"data/{path.name} cannot be read ({error}).") from None
        needed = WORDS if name == "sources" else ("source", *SAID)
        for key, said in held[name].items():
            lacking = [k for k in needed if not str(said.get(k, "")).strip()]
            if lacking:
                raise DataError(f"data/{path.name}: [{key}] does not say {', '.join(lacking)}.")
    for key, said in held["files"].items():
        if said["source"] not in held["sources"]:
            raise DataError(
                f"data/files.toml: [{key}] names the source {said['source']!r}, which sources.toml has not."
            )
    return Words(**held)


def kept_facts(folder: Path, on: Words) -> dict[str, Facts]:
    """Facts of the kept files as they are in a folder now; DataError for one that is missing."""
    out = {}
    for name, file in on.kept().items():
        if not (folder / file).is_file():
            raise DataError(f"data/{file} is missing. Restore it with: git checkout -- data/{file}")
        out[name] = Facts.of(file, (folder / file).read_bytes())
    return out


def render(facts: dict[str, Facts], on: Words) -> str:
    """catalogue.toml: one table a file, the words of its source first."""
    out = []
    for name, of in facts.items():
        entry = {"file": of.file, **on.on(name), "kept": name in on.kept()}
        entry |= {"bytes": of.bytes, "sha256": of.sha256, "checks": list(of.checks)}
        out.append(f"[{name}]\n" + "".join(f"{k} = {_toml(v)}\n" for k, v in entry.items()))
    body = "\n" + "\n".join(out)
    return f"# Made by `{COMMAND}`; its words are written in sources.toml and files.toml.\n{shelf.signed(body)}"


def _toml(value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(value) if isinstance(value, int) else '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


INTRODUCTION = f"""# Data

What each file is; this page is rendered from `catalogue.toml`, which holds a checksum for each. Editions are never
spliced: each file holds one. Cite the publisher.

- Files are made by `{COMMAND} --raw DIR` from a folder of publishers' files, the same byte for byte
  each time, but for those whose derivation says that they are kept by hand or made by a command of their own.
- You changed a kept file, or words in `sources.toml` or `files.toml`? `{COMMAND} --keep` brings the
  catalogue and this page in step. Any other change is damage, and whatever reads the file says so.
- `course/` (claims, glossary, study map) holds the course's records, not data: authors edit them, `make store` renders
  them, tests compare them with the lessons. They are not in the catalogue.
- Outside a checkout, the environment variable `GVC_DATA` names a copy of this folder to read.
"""


def readme(entries: dict[str, dict]) -> str:
    """data/README.md from the catalogue: what each file is, by publisher and edition; yearly tables in one row."""
    out = [INTRODUCTION]
    sections: dict[tuple, dict[str, list[str]]] = {}
    for name, e in entries.items():
        kind = re.sub(r"\d{4}$", "", name) if e["file"].endswith(".npz.xz") else name
        sections.setdefault((e["publisher"], e["edition"]), {}).setdefault(kind, []).append(name)
    for (publisher, edition), kinds in sections.items():
        first = entries[next(iter(kinds.values()))[0]]
        out += [
            f"## {publisher}: {edition}\n",
            f"Licence: {first['licence']}  ",
            f"Cite: {first['citation']}\n",
            "| dataset | file | coverage | unit | derivation | checks |",
            "| --- | --- | --- | --- | --- | --- |",
            *[_row({name: entries[name] for name in names}) for names in kinds.values()],
            "",
        ]
    return "\n".join([*out, *_without_terms(entries)])


def _without_terms(entries: dict[str, dict]) -> list[str]:
    """The section of data/README.md on files whose publisher states no terms."""
    found = sorted({e["file"] for e in entries.values() if NO_TERMS in e["spdx"]})
    return [
        "## Without stated terms\n",
        "For these files nobody states terms that the authors have seen. They hold sums, shares and flags worked out for the",
        "lessons. Before you mix them into a work of your own, ask the publisher or leave them out:",
        f"{', '.join(found)}.\n",
        "`REUSE.toml` says for every file whose it is and under which licence; `LICENSES/` holds the texts.",
        "",
    ]


def _row(files: dict[str, dict]) -> str:
    """One row of data/README.md: a file, or the files of one kind from the first year to the last."""
    name, *_, end = [*files, *files]
    first, last = files[name], files[end]
    size = f"{sum(e['bytes'] for e in files.values()) / 1e3:,.0f} kB"
    checks = "; ".join(first["checks"])
    if len(files) == 1:
        cells = [f"`{name}`", f"{first['file']} ({size})", first["coverage"]]
    else:
        span = f"{name[-4:]}-{end[-4:]}"
        cells = [
            f"`{name}` to `{end}`",
            f"{first['file']} … ({len(files)} files, {size})",
            first["coverage"].replace(name[-4:], span),
        ]
        checks = f"{name[-4:]}: {checks}; {end[-4:]}: {'; '.join(last['checks'])}"
    return "| " + " | ".join([*cells, first["unit"], first["derivation"], checks or "–"]) + " |"
