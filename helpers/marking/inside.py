"""What runs in the sandbox: the cells of one submission, in a kernel; the answers they leave go out as JSON, line by line.

Reads the job from standard input, needs nothing of the course but ``answers.plain``. Each line it writes holds all that
is known so far, so that a submission that is stopped keeps what it had. Whatever a submission does to this process, it
can only change what it says its own answers are.
"""

from __future__ import annotations

import ast
import asyncio
import json
import os
import resource
import subprocess
import sys
import time

# Run in the kernel first. `check` takes note of what it is given and says nothing; `_given` hands answers out.
PRELUDE = """
def _prelude():
    import json
    from IPython import get_ipython
    from helpers import exercises
    from helpers.exercises import answers
    shell, checked = get_ipython(), {}

    class Noted:
        def __repr__(self):
            return "Your answer is noted."

    def check(id="", answer=..., *_):
        checked[str(id)[:20]] = answer
        return Noted()

    def nothing(*_):
        return Noted()

    def coded(value):
        if value is ...:
            return {"blank": True}
        if isinstance(value, frozenset):
            return {"set": sorted(value, key=str)}
        return {"value": value}

    def read(value):
        try:
            return coded(answers.plain(value))
        except answers.Unreadable as error:
            return {"unreadable": str(error)[:300]}
        except BaseException:
            return {"unreadable": "This answer could not be read."}

    def given(names):
        held = shell.user_ns
        out = {id: read(held[name] if name in held and held[name] is not ... else checked.get(id, ...)) for id, name in names.items()}
        mine = held.get("mine")
        return json.dumps({"answers": out, "mine": mine if type(mine) is str else ""})

    exercises.check, exercises.hint, exercises.solution = check, nothing, nothing
    return given

_given = _prelude()
"""


def limit(job: dict) -> None:
    """Limits that nothing in here can lift again."""
    for what, most in (
        (resource.RLIMIT_AS, job["memory"]),
        (resource.RLIMIT_FSIZE, job["room"]),
        (resource.RLIMIT_NPROC, job["processes"]),
        (resource.RLIMIT_CPU, int(job["seconds"]) + 30),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


class Run:
    """One submission: kernels are started as often as it kills them, each time without the cell that did."""

    def __init__(self, job: dict) -> None:
        self.job, self.until = job, time.monotonic() + job["seconds"]
        self.told = {"answers": {}, "mine": "", "failed": {}, "state": "started"}

    def tell(self, **more) -> None:
        self.told.update(more)
        os.write(1, json.dumps(self.told).encode() + b"\n")

    def all(self) -> None:
        left = list(range(len(self.job["cells"])))
        for _ in range(3):
            fatal = asyncio.run(self.once(left))
            if fatal is None:
                return self.tell(state="finished")
            if not self.left():
                break
            left.remove(fatal)
        self.tell(state="stopped")

    async def once(self, cells: list[int]) -> int | None:
        """Run cells in a fresh kernel; the one that it did not survive, or None."""
        import nbformat
        from nbclient import NotebookClient

        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(self.job["cells"][k]) for k in cells])
        client = NotebookClient(book, kernel_name="python3", allow_errors=True, interrupt_on_timeout=True)
        async with client.async_setup_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
            await self.ask(client, self.left(), "None", PRELUDE)
            for place, k in enumerate(cells):
                if not self.left():
                    return k
                client.timeout = max(1, min(self.job["cell"], int(self.left())))
                try:  # a cell is interrupted when its time is over; one that goes on all the same takes its kernel along
                    done = await asyncio.wait_for(
                        client.async_execute_cell(book.cells[place], place), 1.5 * client.timeout
                    )
                    await self.note(client, k, done)
                except Exception as error:  # the kernel is gone, or does not answer any more
                    self.tell(failed={**self.told["failed"], str(k): [type(error).__name__, str(error)[:200]]})
                    return k
        return None

    async def note(self, client, k: int, cell) -> None:
        error = next((o for o in cell.get("outputs", []) if o["output_type"] == "error"), None)
        failed = {i: e for i, e in self.told["failed"].items() if i != str(k)}
        if error:
            failed[str(k)] = [str(error["ename"])[:80], str(error["evalue"])[:200]]
        said = await self.ask(client, min(60, self.left()), f"_given({self.job['names']!r})")
        held = json.loads(said) if said else {}
        self.tell(failed=failed, **{part: held[part] for part in ("answers", "mine") if part in held})

    def left(self) -> float:
        return max(0.0, self.until - time.monotonic())

    async def ask(self, client, seconds: float, words: str, first: str = "") -> str:
        """The text that an expression has in the kernel, without leaving a trace there."""
        kernel = client.kc
        asked = kernel.execute(first, silent=True, store_history=False, user_expressions={"said": words})
        while True:
            reply = await asyncio.wait_for(kernel.get_shell_msg(), seconds)
            if reply["parent_header"].get("msg_id") == asked:
                break
        text = reply["content"].get("user_expressions", {}).get("said", {}).get("data", {}).get("text/plain", "")
        try:
            return str(ast.literal_eval(text) or "")
        except (ValueError, SyntaxError):
            return ""


if __name__ == "__main__":
    job = json.loads(sys.stdin.buffer.read())
    limit(job)
    Run(job).all()
