"""Which answers are out of date: after a cell that failed, a name still holds what an older run gave it."""

from __future__ import annotations

import re
import sys
from typing import Any

_ASSIGNED = re.compile(r"^[ \t]*([A-Za-z_]\w*)\s*(?:[-+*/]|//|\*\*)?=(?!=)", re.M)


class Cells:
    """Listens to one IPython shell: the running cell, and the names whose last cell failed before giving them a value."""

    def __init__(self, shell: Any) -> None:
        self.shell, self.running, self.held, self.failed = shell, "", {}, set()

    def before(self, info: Any) -> None:
        self.running = str(info.raw_cell or "")
        self.held = {name: id(self.shell.user_ns.get(name)) for name in _ASSIGNED.findall(self.running)}

    def after(self, result: Any) -> None:
        failed = result.error_before_exec is not None or result.error_in_exec is not None
        for name, old in self.held.items():
            unchanged = id(self.shell.user_ns.get(name)) == old
            (self.failed.add if failed and unchanged else self.failed.discard)(name)
        self.running, self.held = "", {}

    def stale(self, id: str) -> str:
        """The name that the running cell checks for an exercise, if what it holds is out of date; else nothing."""
        asked = re.search(rf"check\(\s*['\"]{re.escape(id)}['\"]\s*,\s*([A-Za-z_]\w*)\s*\)", self.running)
        name = asked[1] if asked else ""
        return name if name in self.failed and name not in self.held else ""


# One listener a kernel, as there is one shell a kernel; outside IPython it stays empty.
_LISTENING: list[Cells] = []


def watch(shell: Any = None) -> None:
    """Listen to the shell this runs in (or the one given); once is enough, more does no harm."""
    if shell is None:
        shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None or any(c.shell is shell for c in _LISTENING):
        return
    cells = Cells(shell)
    shell.events.register("pre_run_cell", cells.before)
    shell.events.register("post_run_cell", cells.after)
    _LISTENING[:] = [cells]


def stale(id: str) -> str:
    """The name checked for an exercise in the running cell if it is out of date; else nothing."""
    return next((name for c in _LISTENING if (name := c.stale(id))), "")


def failed(name: str) -> bool:
    """Whether the last cell that should have given a name its value stopped with an error."""
    return any(name in c.failed for c in _LISTENING)
