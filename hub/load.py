"""A class of N on the hub of this machine: start, run a lesson, move a control, answer, save; then what may not work.

    sudo .venv/bin/python hub/load.py 20                # 20 learners, as many starts at once as the hub allows
    sudo .venv/bin/python hub/load.py 60 --at-once      # all start at once
    sudo .venv/bin/python hub/load.py 3 --lesson 4.3    # the memory of another lesson

Makes accounts of its own and removes them, speaks to 127.0.0.1 alone, and starts nobody where less than --spare GB of
memory is free. Results go to hub/measured.json, from which hub/sizing.py makes the table of notebooks/teach/hub.md.
"""

import argparse
import asyncio
import contextlib
import json
import os
import pwd
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import date
from pathlib import Path

import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from helpers.course import books
from helpers.explorers import of_lesson

HERE = Path(__file__).parent
MEASURED = HERE / "measured.json"
PREFIX = "trial-"
COMMAND = "setpriv --reuid {0} --regid {0} --init-groups"


class Hub:
    """The hub under load, and what it is asked."""

    def __init__(self, port: int, homes: Path, proxy: str):
        self.address, self.token = f"127.0.0.1:{port}", secrets.token_hex(16)
        state = homes / "state"
        state.mkdir(0o700)
        self.log = open(state / "hub.log", "w")
        said = {"HUB_STATE": str(state), "HUB_PROXY": proxy, "TRIAL_PORT": str(port), "TRIAL_TOKEN": self.token}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(HERE / "trial_config.py")],
            env=os.environ | said | {"TRIAL_HOMES": str(homes)}, cwd=state, stdout=self.log, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip

    async def ask(self, path: str, method: str = "GET", body: object = None, token: str = ""):
        sent = json.dumps(body) if body is not None else "" if method in ("POST", "PUT") else None
        asked = HTTPRequest(
            f"http://{self.address}{path}", method=method, body=sent, request_timeout=600,
            headers={"Authorization": f"token {token or self.token}"},
        )  # fmt: skip
        answer = await AsyncHTTPClient().fetch(asked)
        return json.loads(answer.body) if answer.body else None

    async def ready(self) -> None:
        for _ in range(240):
            with contextlib.suppress(OSError, HTTPClientError):
                await self.ask("/hub/api/")
                return
            await asyncio.sleep(0.5)
        raise TimeoutError("The hub did not answer; its log says why: " + self.log.name)

    def stop(self) -> None:
        mine = psutil.Process(self.process.pid).children(recursive=True) if self.process.poll() is None else []
        self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(60)
        mine += [p for p in psutil.process_iter(["username"]) if (p.info["username"] or "").startswith(PREFIX)]
        for one in mine:
            with contextlib.suppress(psutil.Error):
                one.kill()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


class Learner:
    """One learner's browser: what it sends and awaits."""

    def __init__(self, hub: Hub, number: int, lesson: Path):
        self.hub, self.name, self.lesson = hub, f"{PREFIX}{number:03}", lesson
        self.seconds: dict[str, float] = {}

    @contextlib.contextmanager
    def timed(self, what: str):
        start = time.monotonic()
        yield
        self.seconds[what] = time.monotonic() - start

    @property
    def home(self) -> Path:
        return Path(pwd.getpwnam(self.name).pw_dir)

    async def start(self) -> None:
        for _ in range(600):
            try:
                await self.hub.ask(f"/hub/api/users/{self.name}/server", "POST")
                break
            except HTTPClientError as error:
                if error.code not in (429, 503):  # the hub says: too many are starting, come again
                    raise
                await asyncio.sleep(3)
        for _ in range(600):
            held = (await self.hub.ask(f"/hub/api/users/{self.name}"))["servers"].get("", {})
            if held.get("ready"):
                return
            if not held.get("pending"):
                raise RuntimeError(f"{self.name}: the server did not start")
            await asyncio.sleep(1)
        raise TimeoutError(f"{self.name}: the server was not ready in ten minutes")

    @property
    def file(self) -> str:
        return f"/user/{self.name}/api/contents/{self.lesson.as_posix()}"

    async def kernel(self) -> None:
        asked = {
            "path": self.lesson.as_posix(),
            "name": self.lesson.name,
            "type": "notebook",
            "kernel": {"name": "python3"},
        }
        session = await self.hub.ask(f"/user/{self.name}/api/sessions", "POST", asked)
        channels = f"ws://{self.hub.address}/user/{self.name}/api/kernels/{session['kernel']['id']}/channels"
        asked = HTTPRequest(channels, headers={"Authorization": f"token {self.hub.token}"})
        self.socket = await websocket_connect(asked, max_message_size=100 << 20)
        self.comms: list[dict] = []

    def send(self, kind: str, content: dict) -> str:
        header = {
            "msg_id": uuid.uuid4().hex,
            "username": self.name,
            "session": self.name,
            "msg_type": kind,
            "version": "5.3",
        }
        message = {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": "shell",
            "buffers": [],
        }
        self.socket.write_message(json.dumps(message))
        return header["msg_id"]

    async def until_idle(self, sent: str) -> list[dict]:
        """All that the kernel says to a message. A message with a picture comes as bytes, its JSON as the first part."""
        heard = []
        while True:
            raw = await asyncio.wait_for(self.socket.read_message(), 240)
            if raw is None:
                raise ConnectionError(f"{self.name}: the kernel is gone")
            if isinstance(raw, bytes):
                begin, end = (int.from_bytes(raw[k : k + 4], "big") for k in (4, 8))
                raw = raw[begin:end] if int.from_bytes(raw[:4], "big") > 1 else raw[begin:]
            message = json.loads(raw)
            if message["content"].get("execution_state") in ("restarting", "dead"):
                raise RuntimeError(f"{self.name}: the kernel died")
            if message["parent_header"].get("msg_id") != sent:
                continue
            heard.append(message)
            if message["msg_type"] == "error":
                raise RuntimeError(f"{self.name}: {message['content']['ename']}: {message['content']['evalue']}")
            if message["msg_type"] == "comm_open":
                self.comms.append(message["content"])
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return heard

    async def run(self, source: str) -> list[dict]:
        asked = {
            "code": source,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        return await self.until_idle(self.send("execute_request", asked))

    async def lesson_through(self, answer: str, check: str) -> None:
        """Run all, move a control as the page does, answer the first exercise, save."""
        with self.timed("open"):
            model = await self.hub.ask(self.file + "?type=notebook&content=1")
            await self.kernel()
        with self.timed("run"):
            for cell in (c for c in model["content"]["cells"] if c["cell_type"] == "code"):
                await self.run("".join(cell["source"]))
        explorer = next(x for x in self.comms if "asked" in x["data"].get("state", {}))
        asked = explorer["data"]["state"]["asked"]
        name, value = moved(self.lesson.name.split("_")[0], asked["values"])
        asked = {"turn": asked["turn"] + 1, "values": asked["values"] | {name: value}}
        with self.timed("move"):
            data = {"method": "update", "state": {"asked": asked}, "buffer_paths": []}
            heard = await self.until_idle(self.send("comm_msg", {"comm_id": explorer["comm_id"], "data": data}))
        shown = [
            m["content"]["data"]["state"]["shown"]
            for m in heard
            if "shown" in m["content"].get("data", {}).get("state", {})
        ]
        if not shown or shown[-1]["problem"] or shown[-1]["turn"] != asked["turn"]:
            raise RuntimeError(f"{self.name}: the explorer did not answer: {shown}")
        with self.timed("answer"):
            await self.run(answer)
            await self.run(check)
        cells = model["content"]["cells"]
        next(c for c in cells if "exercise" in c["metadata"].get("tags", []))["source"] = answer
        with self.timed("save"):
            await self.hub.ask(self.file, "PUT", {"type": "notebook", "format": "json", "content": model["content"]})

    def processes(self) -> dict[str, dict[str, float]]:
        """Memory that is the learner's own or their share of what is shared (MB), and CPU seconds, by kind of process."""
        uid, found = pwd.getpwnam(self.name).pw_uid, {}
        for one in psutil.process_iter(["uids"]):
            with contextlib.suppress(psutil.Error):
                if one.info["uids"].real == uid:
                    kind = "kernel" if "ipykernel" in " ".join(one.cmdline()) else "server"
                    cpu, memory = one.cpu_times(), one.memory_full_info()
                    found[kind] = {
                        "MB": memory.pss / 1e6,
                        "own MB": memory.uss / 1e6,
                        "CPU s": cpu.user + cpu.system,
                        "pid": one.pid,
                    }
        return found


def moved(number: str, held: dict) -> tuple[str, object]:
    """A control of the lesson's first explorer, and another value than it has, as the page sends it."""
    for name, control in of_lesson(number)[0].controls.items():
        for value in control.ends():
            if control.sent(value) != held[name]:
                return name, control.sent(value)
    raise LookupError(f"No control of lesson {number} can be moved")


def exercise(path: Path) -> tuple[str, str, str]:
    """The first exercise of a lesson that has a solution: its id, a right answer, its check."""
    cells = [c for c in books.read(path).cells if c.cell_type == "code"]
    solved = next(c.source for c in cells if "solution" in c.metadata.get("tags", []) and "check(" in c.source)
    lines = solved.splitlines()
    check = next(line for line in lines if line.startswith("check("))
    return check.split('"')[1], "\n".join(x for x in lines if x != check), check


def spread(values: list[float]) -> dict[str, float]:
    return {"median": round(statistics.median(values), 2), "worst": round(max(values), 2)} if values else {}


async def refused(hub: Hub, one: Learner, other: Learner, key: Path) -> dict[str, bool]:
    """What one learner tries on another's files, on the key and on the course: true where it was refused."""
    saved = other.home / "desk" / other.lesson
    tried = {
        "read another's lesson": f"cat {saved}",
        "list another's home": f"ls {other.home}",
        "write in another's desk": f"touch {other.home}/desk/x",
        "read the key": f"cat {next(p for p in key.rglob('*.ipynb'))}",
        "list the key": f"ls {key}",
        "read the hub's users": f"cat {Path(hub.log.name).with_name('hub.sqlite')}",
        "write in the course": f"touch {books.ROOT}/x",
        "read another's environment": f"cat /proc/{other.processes()['server']['pid']}/environ",
    }
    own = subprocess.run(as_user(one.name, f"cat {one.home / 'desk' / one.lesson}"), capture_output=True)
    if own.returncode:
        raise RuntimeError("A learner cannot read their own lesson: what was refused says nothing")
    told = {}
    for what, command in tried.items():
        answer = subprocess.run(as_user(one.name, command), capture_output=True, text=True)
        told[what] = answer.returncode != 0 and "denied" in answer.stderr
    token = (await hub.ask(f"/hub/api/users/{one.name}/tokens", "POST", {"expires_in": 600}))["token"]
    await hub.ask(one.file, token=token)
    for what, path in {"ask another's server": other.file, "ask the hub for all users": "/hub/api/users"}.items():
        try:
            answer = await hub.ask(path, token=token)
            told[what] = answer == [] or (path.startswith("/hub") and {u["name"] for u in answer} <= {one.name})
        except HTTPClientError as error:
            told[what] = error.code in (403, 404)
    # through a kernel, as a learner would
    try:
        await one.run(f"open({str(saved)!r}).read()")
        told["read another's lesson in a notebook"] = False
    except RuntimeError as error:
        told["read another's lesson in a notebook"] = "PermissionError" in str(error)
    return told


def as_user(name: str, command: str) -> list[str]:
    return [*COMMAND.format(name).split(), "sh", "-c", command]


async def killed(one: Learner, answer: str, id: str) -> dict[str, bool]:
    """Kill a learner's server and kernel while a cell runs, start again: what was saved, and what was answered, is there."""
    one.send(
        "execute_request",
        {
            "code": "while True: pass",
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        },
    )
    await asyncio.sleep(1)
    for held in one.processes().values():
        os.kill(held["pid"], signal.SIGKILL)
    for _ in range(120):  # the hub notices
        if not (await one.hub.ask(f"/hub/api/users/{one.name}"))["servers"]:
            break
        await asyncio.sleep(1)
    with one.timed("start after a kill"):
        await one.start()
    cells = (await one.hub.ask(one.file + "?type=notebook&content=1"))["content"]["cells"]
    kept = json.loads((one.home / "desk" / "progress.json").read_text())
    return {
        "lesson as saved": any("".join(c["source"]) == answer for c in cells),
        "answer kept": kept["exercises"][id]["status"] == "correct",
    }


async def class_of(given: argparse.Namespace, homes: Path) -> dict:
    path = books.find(given.lesson)
    id, answer, check = exercise(path)
    hub = Hub(given.port, homes, given.proxy)
    before, load = psutil.virtual_memory().used, os.getloadavg()[0]
    try:
        await hub.ready()
        learners = [Learner(hub, k + 1, path.relative_to(books.NOTEBOOKS)) for k in range(given.learners)]
        for one in learners:
            await hub.ask(f"/hub/api/users/{one.name}", "POST")
        lowest, stopped = [psutil.virtual_memory().available], []

        async def whole(one: Learner) -> None:
            if psutil.virtual_memory().available < given.spare * 1e9:
                stopped.append(one.name)
                return
            with one.timed("start"):
                await one.start()
            if psutil.virtual_memory().available < given.spare * 1e9:
                stopped.append(one.name)
                return
            if not given.starts_only:
                await one.lesson_through(answer, check)
            lowest.append(psutil.virtual_memory().available)

        begun = time.monotonic()
        tasks = [asyncio.create_task(whole(one)) for one in learners]
        _, late = await asyncio.wait(tasks, timeout=given.minutes * 60)
        for task in late:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        took = time.monotonic() - begun
        failed = [f"{one.name}: {e!r}" for one, e in zip(learners, ended, strict=True) if isinstance(e, Exception)]
        for words in failed:
            print(words, file=sys.stderr)
        held = [one.processes() for one in learners]
        result = {
            "learners": given.learners, "at once": given.at_once, "lesson": "" if given.starts_only else given.lesson,
            "finished": given.learners - len(failed) - len(stopped) - len(late), "failed": len(failed), "stopped for memory": len(stopped), "out of time": len(late),
            "seconds in all": round(took, 1),
            "seconds": {w: spread([x.seconds[w] for x in learners if w in x.seconds]) for w in ("start", "open", "run", "move", "answer", "save")},
            "MB": {k: spread([h[k]["MB"] for h in held if k in h]) for k in ("server", "kernel")},
            "own MB": {k: spread([h[k]["own MB"] for h in held if k in h]) for k in ("server", "kernel")},
            "CPU s": {k: spread([h[k]["CPU s"] for h in held if k in h]) for k in ("server", "kernel")},
            "hub MB": round(sum(tree(hub.process.pid)) / 1e6),
            "machine MB": round((psutil.virtual_memory().used - before) / 1e6),
            "cores": os.cpu_count(), "load before": round(load, 1), "date": f"{date.today()}",
        }  # fmt: skip
        print(json.dumps(result), flush=True)
        if not given.starts_only and not failed and not stopped and not late and given.learners > 1:
            subprocess.run(
                ["useradd", "-K", "UMASK=077", "--create-home", "--base-dir", str(homes), f"{PREFIX}instructor"],
                check=True,
            )
            key = Path(pwd.getpwnam(f"{PREFIX}instructor").pw_dir) / "key"
            make = f"cd && {sys.executable} -m helpers.course key {key}"
            subprocess.run(
                as_user(f"{PREFIX}instructor", f"umask 077; HOME={key.parent} {make}"), check=True, capture_output=True
            )
            result["refused"] = await refused(hub, learners[0], learners[1], key)
            result["after a kill"] = await killed(learners[0], answer, id)
        return result
    finally:
        hub.stop()


def tree(pid: int):
    """Memory of the hub, its proxy and its culler, learners' processes left out."""
    hub = psutil.Process(pid)
    for one in [hub, *hub.children(recursive=True)]:
        with contextlib.suppress(psutil.Error):
            if not one.username().startswith(PREFIX):
                yield one.memory_full_info().pss


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("learners", type=int)
    parser.add_argument("--lesson", default="2.2")
    parser.add_argument("--at-once", action="store_true", help="the hub lets all start at the same time")
    parser.add_argument("--starts-only", action="store_true", help="no lesson is run")
    parser.add_argument("--spare", type=float, default=2, help="GB of memory to leave free")
    parser.add_argument("--proxy", default="configurable-http-proxy")
    parser.add_argument(
        "--minutes", type=float, default=30, help="for the whole class; who is not done by then is counted"
    )
    parser.add_argument("--port", type=int, default=8410, help="this one and the two after it")
    parser.add_argument("--keep", metavar="NAME", help="write the result into hub/measured.json under this name")
    given = parser.parse_args()
    if os.geteuid():
        sys.exit("A trial makes accounts and acts as each of them: run it as root, on a machine that may be tried.")
    if given.at_once:
        os.environ["HUB_STARTS"] = str(given.learners)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    homes = Path(tempfile.mkdtemp(prefix="hub-"))
    homes.chmod(0o755)
    try:
        AsyncHTTPClient.configure(None, max_clients=500, max_body_size=100 << 20)
        result = asyncio.run(class_of(given, homes))
    finally:
        for account in [p for p in pwd.getpwall() if p.pw_name.startswith(PREFIX)]:
            subprocess.run(["userdel", "--remove", account.pw_name], capture_output=True)
        with contextlib.suppress(FileNotFoundError):
            shutil.copy(homes / "state" / "hub.log", tempfile.gettempdir())
        shutil.rmtree(homes)
    print(json.dumps(result, indent=1))
    if given.keep:
        held = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.exists() else {}
        MEASURED.write_text(json.dumps(held | {given.keep: result}, indent=1) + "\n", encoding="utf-8")
    sys.exit(result["failed"] > 0)


if __name__ == "__main__":
    main()
