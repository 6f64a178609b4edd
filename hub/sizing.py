"""How large a machine a class needs, from what was measured: ``python hub/sizing.py`` writes it into the instructor's page."""

import json
import math
import re
from pathlib import Path

HERE = Path(__file__).parent
MEASURED = HERE / "measured.json"
PAGE = HERE.parent / "notebooks" / "teach" / "hub.md"
TABLE = re.compile(r"(<!-- sizing:start -->\n).*?(<!-- sizing:end -->)", re.S)
CLASSES = (20, 100, 1000)
SYSTEM_GB, HOME_GB = 1, 0.5  # for the system; room for a learner's home
MINUTES = {"server": 5, "kernel": 20}  # all servers start within, and all run the lesson from top to bottom within


def sizes(measured: dict, learners: int) -> dict[str, float]:
    """Memory with one lesson open each (GB), cores, and disk (GB). Cores work for learners four fifths of the time."""
    twenty = measured["twenty"]
    fixed = SYSTEM_GB + twenty["hub MB"] / 1000
    one = {k: held["median"] / 1000 for k, held in twenty["MB"].items()}
    large = measured["largest"]["MB"]["kernel"]["median"] / 1000
    seconds = {k: held["median"] for k, held in twenty["CPU s"].items()}
    return {
        "memory": fixed + learners * (one["server"] + one["kernel"]),
        "memory, largest lesson": fixed + learners * (one["server"] + large),
        "cores": max(learners * seconds[k] / (60 * minutes) for k, minutes in MINUTES.items()) / 0.8,
        "disk": learners * HOME_GB,
    }


def table(measured: dict) -> str:
    lines = [
        f"| learners | memory, lesson {measured['twenty']['lesson']} open | memory, lesson {measured['largest']['lesson']} open | cores | disk for homes |",
        "| --- | --- | --- | --- | --- |",
    ]
    for learners in CLASSES:
        size = {k: math.ceil(v) for k, v in sizes(measured, learners).items()}
        gb = [f"{size[k]:,} GB" for k in ("memory", "memory, largest lesson")]
        lines.append(f"| {learners:,} | {' | '.join(gb)} | {size['cores']} | {size['disk']:,} GB |")
    return "\n".join(lines) + "\n"


def page(words: str, measured: dict) -> str:
    return TABLE.sub(lambda m: m[1] + table(measured) + m[2], words)


if __name__ == "__main__":
    held = json.loads(MEASURED.read_text(encoding="utf-8"))
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), held), encoding="utf-8")
