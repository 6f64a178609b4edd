"""Readers of tariffs, each brought to the teaching industries: 2005 (Caliendo and Parro's supplement), 2023 (WITS), and what
the United States take from each partner (Census, put together by M. Waugh).

Every reader raises SourceError for a file that is missing or damaged, and with ``edition`` (the default) for one that data/
is not made from.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from helpers import classification
from helpers.sources import SourceError
from helpers.sources.reading import Number, once, reading, table, text

# -- 2005 ------------------------------------------------------------------------------------------------------------
REGIONS_2005 = (
    "ARG AUS AUT BRA CAN CHL CHN DNK FIN FRA DEU GRC HUN IND IDN IRL ITA JPN KOR MEX NLD NZL NOR PRT ZAF ESP SWE TUR GBR USA ROW"
).split()  # as listed in the supplement
SECTORS_2005 = (
    "agriculture mining food textiles wood_paper wood_paper petroleum chemicals rubber_minerals rubber_minerals metals metals "
    "machinery electronics electronics electronics electronics vehicles vehicles other_manufacturing"
).split()  # Caliendo and Parro's 20 tradable sectors, in their order


def of_2005(folder: Path, edition: bool = True) -> pd.DataFrame:
    """Applied tariffs of 2005, per cent, by importer, exporter and teaching industry; ``imports`` in million USD.

    From `tariffs2005.txt` and `xbilat2005.txt` (thousand USD): one block a sector, a row an importer, a column an exporter.
    Averages over an industry's sectors, weighted by imports where there are any. Nobody imports from itself.
    """
    G, N = len(REGIONS_2005), len(SECTORS_2005)
    held = {}
    for name, most in (("tariffs2005.txt", 1000), ("xbilat2005.txt", 1e10)):
        with reading(folder / name, edition) as path:
            lines = [line.split() for line in text(path).splitlines() if line.strip()]
            short = next((k for k, cells in enumerate(lines) if len(cells) != G), None)
            if short is not None or len(lines) != G * N:
                where = (
                    f"line {short + 1} has {len(lines[short])} cells" if short is not None else f"{len(lines)} lines"
                )
                raise SourceError(f"{path.name}: {where}; {G * N} lines of {G} cells were expected: cut short or damaged.")  # fmt: skip
            cells = Number(0, most)
            for k, line in enumerate(lines, start=1):
                wrong = next((c for c in line if cells.wrong(c)), None)
                if wrong is not None:
                    raise SourceError(f"{path.name}, line {k}: {wrong!r} {cells.wrong(wrong)}.")
            held[name] = np.array(lines, dtype=float).reshape(N, G, G)
    index = pd.MultiIndex.from_product([SECTORS_2005, REGIONS_2005, REGIONS_2005], names=["industry", "importer", "exporter"])  # fmt: skip
    rows = pd.DataFrame(
        {"tariff": held["tariffs2005.txt"].ravel(), "imports": held["xbilat2005.txt"].ravel() / 1e3}, index
    )
    return averaged(rows.reset_index().query("importer != exporter"), ["importer", "exporter", "industry"], ["tariff"])


def averaged(rows: pd.DataFrame, keys: list[str], rates: list[str]) -> pd.DataFrame:
    """Rates by key, weighted by imports (a plain mean where nothing is imported), and the sum of imports."""
    groups = rows.groupby(keys)
    out = {"imports": groups["imports"].sum()}
    for rate in rates:
        weighted = (rows[rate] * rows["imports"]).groupby([rows[k] for k in keys]).sum()
        out[rate] = (weighted / out["imports"].where(out["imports"] > 0)).fillna(groups[rate].mean())
    return pd.DataFrame(out)[[*rates, "imports"]].reset_index()


# -- 2023 ------------------------------------------------------------------------------------------------------------
WITS_CODES = {
    "EuropeanUnion": "EU", "Brazil": "BRA", "Canada": "CAN", "China": "CHN", "India": "IND", "Japan": "JPN", "Mexico": "MEX",
    "United Kingdom": "GBR", "United States": "USA", "RestOfTheWorld": "ROW",
}  # fmt: skip
WITS_SECTORS = {
    "Food": ["agriculture", "food"], "Mining": ["mining"], "Textiles": ["textiles"], "Paper": ["wood_paper"],
    "Chemical": ["chemicals", "rubber_minerals"], "Metal": ["metals"], "Energy": ["machinery"],
    "Manufacture": ["electronics", "vehicles", "other_manufacturing"], "Construction": [],
}  # fmt: skip


def of_2023(path: Path, edition: bool = True) -> pd.DataFrame:
    """Effectively applied tariffs of 2023, per cent, weighted by trade: importer, exporter (codes, EU, ROW) and industry.

    Nine sectors of the extract's compiler stand for the goods industries. His "Energy" is chapters 27 and 84 of the
    Harmonized System, fuels and machinery: it is taken for machinery; refined petroleum is left out, and so is
    "Construction" (stone). What is not traded has no tariff here. Additional duties (on steel, or between the United
    States and China) are not among them.
    """
    with reading(path, edition):
        names = r"(" + "|".join(WITS_CODES) + r")( --- \w+)? *"
        held = table(
            path,
            {"Reporter Name": names, "Partner Name": names, "Product": "|".join(WITS_SECTORS), "Tariff Year": "2023", "DutyType": "AHS", "Weighted Average": Number(0, 1000)},
            dtype={"Reporter": str, "Partner": str},
        )  # fmt: skip
        sides = {
            side: held[f"{column} Name"].str.split(" ---").str[0].str.strip().map(WITS_CODES)
            for side, column in (("importer", "Reporter"), ("exporter", "Partner"))
        }
        rows = held.assign(**sides, industry=held["Product"].map(WITS_SECTORS), tariff=held["Weighted Average"])
        once(rows, ["importer", "exporter", "Product"], path)
        rows = rows[["importer", "exporter", "industry", "tariff"]].explode("industry").dropna()
        return rows.query("importer != exporter").sort_values(["importer", "exporter", "industry"], ignore_index=True)


# -- the United States -----------------------------------------------------------------------------------------------
CENSUS_NAMES = {
    "BRUNEI": "BRN", "COTE D'IVOIRE": "CIV", "CZECH REPUBLIC": "CZE", "HONG KONG": "HKG", "KOREA, SOUTH": "KOR", "LAOS": "LAO",
    "BURMA": "MMR", "RUSSIA": "RUS", "SAO TOME AND PRINCIPE": "STP", "SLOVAKIA": "SVK", "TURKEY": "TUR", "TAIWAN": "TWN", "VIETNAM": "VNM",
}  # fmt: skip
GROUP = "EUROPEAN UNION"  # stands among its members
CHAPTERS = (  # chapters of the Harmonized System up to this one → teaching industries
    (1, "agriculture"), (2, "food"), (3, "agriculture"), (4, "food"), (10, "agriculture"), (11, "food"), (14, "agriculture"),
    (24, "food"), (26, "mining"), (27, "mining petroleum"), (38, "chemicals"), (40, "rubber_minerals"), (43, "textiles"),
    (49, "wood_paper"), (65, "textiles"), (67, "other_manufacturing"), (70, "rubber_minerals"), (71, "other_manufacturing"),
    (83, "metals"), (84, "machinery"), (85, "electronics"), (89, "vehicles"), (91, "electronics"), (97, "other_manufacturing"),
    (99, ""),
)  # fmt: skip


def of_the_united_states(path: Path, edition: bool = True) -> pd.DataFrame:
    """American tariffs by partner and teaching industry: collected in 2024, and added by September 2025; in per cent.

    ``imports``: of 2024, million USD. Economies of the shipped tables, all others together as ROW. Chapters of the Harmonized
    System are given to industries whole: computers (in 84) count as machinery, crude and refined fuels (27) have one
    tariff, and each half of its imports; special chapters (98, 99) are left out. Tariffs of 2024 are duties over imports,
    additional ones included.
    """
    with reading(path, edition):
        held = table(
            path,
            {"HS2": r"\d\d", "2024_imports": Number(0, 1e13), "2024_duty": Number(0, 1e12), "CTY_NAME": r"[A-Z][A-Z ,.'()&-]*", "2025_tariff_increase": Number(0, 1000, gaps=("",))},
            dtype={"HS2": str},
        )  # fmt: skip
        once(held, ["CTY_NAME", "HS2"], path)
        known = {n.upper(): c for c, n in classification.regions()["name"].items() if c != "ROW"} | CENSUS_NAMES
        held = held[(held["CTY_NAME"] != GROUP) & (held["2024_imports"] > 0)]
        industries = [next(i for top, i in CHAPTERS if int(c) <= top).split() for c in held["HS2"]]
        rows = held.assign(
            partner=held["CTY_NAME"].map(known).fillna("ROW"),
            industry=industries,
            imports=held["2024_imports"] / 1e6 / np.maximum([len(i) for i in industries], 1),
            tariff_2024=held["2024_duty"] / held["2024_imports"] * 100,
            increase_2025=held["2025_tariff_increase"].fillna(0.0),
        )
        lost = sorted((set(known.values()) - {"USA"}) - set(rows["partner"]))
        if lost:
            raise SourceError(
                f"{path.name} has no imports from {', '.join(lost)}: a name has changed, or lines are missing."
            )
        rows = rows[["partner", "industry", "imports", "tariff_2024", "increase_2025"]].explode("industry").dropna()
        return averaged(rows, ["partner", "industry"], ["tariff_2024", "increase_2025"])
