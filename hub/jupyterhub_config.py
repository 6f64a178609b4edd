"""A hub on one machine: each learner is an account of this Linux, the course is read-only for all of them.

As root, in the course's folder (notebooks/teach/hub.md says how to get there):

    .venv/bin/python -m jupyterhub -f hub/jupyterhub_config.py

Settings are environment variables; SETTINGS lists them with what holds where nothing is said.
"""

import asyncio
import contextlib
import hashlib
import importlib.util
import os
import pwd
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from helpers.course import books, desk, lab

SETTINGS = {
    "HUB_URL": "http://127.0.0.1:8000",  # where the hub answers; a web server before it speaks https to the world
    "HUB_STATE": "/srv/gvc-hub",  # users, cookie secret
    "HUB_PROXY": "configurable-http-proxy",  # the command
    "HUB_LOGIN": "pam",  # pam: accounts and passwords of this machine; lti: a learning platform signs learners in
    "HUB_GROUP": "learners",  # pam: members of this group may enter
    "HUB_ADMINS": "",  # account names of instructors, with commas between
    "HUB_MB": "2000",  # address space of each process, in MB: a kernel, or JupyterLab
    "HUB_TOTAL_MB": "2500",  # memory of a learner's processes together; kept where systemd runs
    "HUB_FILE_MB": "200",  # size of one file
    "HUB_PROCESSES": "400",  # processes and threads of one learner
    "HUB_QUOTA_MB": "0",  # room for a learner's home; 0: no quota
    "HUB_IDLE_MINUTES": "60",  # a server that nobody uses is stopped; what was saved stays
    "HUB_STARTS": "4",  # servers that start at the same time; the others wait
    "LTI_ISSUER": "",
    "LTI_AUTHORIZE_URL": "",
    "LTI_JWKS_URL": "",
    "LTI_CLIENT_IDS": "",  # with commas between
    "LTI_NAME": "sub",  # the claim that makes the account's name; sub is a pseudonym
}
said = {name: os.environ.get(name, "").strip() or default for name, default in SETTINGS.items()}
for name in (n for n, default in SETTINGS.items() if default.isdecimal() and not said[n].isdecimal()):
    raise SystemExit(f"{name} is {said[name]!r}: give a whole number, such as {SETTINGS[name] or 1}.")
MB = {name: int(said[f"HUB_{name}"]) for name in ("MB", "TOTAL_MB", "FILE_MB", "QUOTA_MB")}
COURSE_CHANGED = max(p.stat().st_mtime for p in [*books.lessons(), books.ROOT / "data" / "course"])


def listed(words: str) -> set[str]:
    return {word.strip() for word in words.split(",") if word.strip()}


def account_name(issuer: str, said: str) -> str:
    """The Linux account of a learner whom a platform signs in: never one of another kind, never another learner's."""
    mark = hashlib.sha256(f"{issuer} {said}".encode()).hexdigest()[:10]
    return f"lti-{re.sub(r'[^a-z0-9]+', '-', said.lower())[:16].strip('-')}-{mark}".replace("--", "-")


async def run(*command: str, **how) -> None:
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, **how
    )
    words = (await process.communicate())[0].decode(errors="replace").strip()
    if process.returncode:
        raise RuntimeError(f"{Path(command[0]).name}: {words or f'ended with {process.returncode}'}")


async def before(spawner) -> None:
    """Close the home to others, keep its quota, and lay out the desk where there is none or the course has changed."""
    account = pwd.getpwnam(spawner.user.name)
    home = Path(account.pw_dir)
    if account.pw_uid == 0:
        raise RuntimeError("root cannot be a learner")
    home.chmod(0o700)
    if MB["QUOTA_MB"]:
        most = str(MB["QUOTA_MB"] * 1024)
        mount = next(p for p in (home, *home.parents) if p.is_mount())
        await run("setquota", "-u", account.pw_name, most, most, "0", "0", str(mount))
    laid = home / "desk" / desk.MANIFEST
    with contextlib.suppress(OSError):
        if laid.stat().st_mtime > COURSE_CHANGED:
            return
    await run(
        sys.executable, "-m", "helpers.course", "desk", "--desk", str(home / "desk"),
        user=account.pw_uid, group=account.pw_gid, extra_groups=[], umask=0o077, cwd=home,
        env={"HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


c = get_config()  # noqa: F821
state = Path(said["HUB_STATE"])

c.JupyterHub.bind_url = said["HUB_URL"]
c.JupyterHub.db_url = f"sqlite:///{state / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(state / "cookie_secret")
c.JupyterHub.concurrent_spawn_limit = int(said["HUB_STARTS"])
c.JupyterHub.cleanup_servers = False  # learners work on while the hub is restarted
c.ConfigurableHTTPProxy.command = [said["HUB_PROXY"]]
c.Authenticator.admin_users = listed(said["HUB_ADMINS"])

# What a learner gets. prlimit and nice are there on every Linux, and hold for each kernel that the server starts.
limits = [
    f"--as={MB['MB'] * 10**6}",
    f"--fsize={MB['FILE_MB'] * 10**6}",
    f"--nproc={said['HUB_PROCESSES']}",
    "--core=0",
]
c.Spawner.cmd = ["prlimit", *limits, "nice", "-n", "5", sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = [
    flag for flag in lab.flags(Path("desk")) if flag.startswith("--LabApp.") and "default_url" not in flag
]
c.Spawner.args += ["--MappingKernelManager.cull_idle_timeout=3600", "--ServerApp.terminals_enabled=False"]
c.Spawner.notebook_dir = "~/desk"
c.Spawner.default_url = next(flag.partition("=")[2] for flag in lab.flags(Path("desk")) if "default_url" in flag)
c.Spawner.environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
c.Spawner.environment["MALLOC_ARENA_MAX"] = "2"  # less address space is set aside for each thread
c.Spawner.pre_spawn_hook = before
c.Spawner.poll_interval = 10  # seconds until a server that died is noticed and can be started again
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
c.LocalProcessSpawner.popen_kwargs = {"umask": 0o077}
if Path("/run/systemd/system").is_dir() and importlib.util.find_spec("systemdspawner"):
    c.JupyterHub.spawner_class = "systemdspawner.SystemdSpawner"
    c.SystemdSpawner.mem_limit = f"{MB['TOTAL_MB']}M"
    c.SystemdSpawner.isolate_tmp = c.SystemdSpawner.isolate_devices = c.SystemdSpawner.disable_user_sudo = True
    c.SystemdSpawner.readonly_paths = [str(books.ROOT)]
    c.SystemdSpawner.unit_extra_properties = {"UMask": "0077"}
else:
    c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"

# Who may enter.
if said["HUB_LOGIN"] == "pam":
    c.JupyterHub.authenticator_class = "jupyterhub.auth.PAMAuthenticator"
    c.LocalAuthenticator.allowed_groups = {said["HUB_GROUP"]}
elif said["HUB_LOGIN"] == "lti":
    for name in (n for n in SETTINGS if n.startswith("LTI_") and not said[n]):
        raise SystemExit(f"{name} is not set: your learning platform shows it where it registers a tool with LTI 1.3.")
    for name in ("LTI_AUTHORIZE_URL", "LTI_JWKS_URL"):
        if urlsplit(said[name]).scheme != "https" and urlsplit(said[name]).hostname != "127.0.0.1":
            raise SystemExit(f"{name} is {said[name]!r}: give an address that begins with https://")
    from jupyterhub.auth import LocalAuthenticator
    from ltiauthenticator.lti13.auth import LTI13Authenticator

    class FromPlatform(LocalAuthenticator, LTI13Authenticator):
        """Signs in whom the platform sends; the account is made at the first visit."""

        def get_username(self, token: dict) -> str:
            return account_name(self.issuer, str(super().get_username(token)))

    c.JupyterHub.authenticator_class = FromPlatform
    c.Authenticator.allow_all = True  # the platform says who is in the class
    c.LocalAuthenticator.create_system_users = True
    c.LTI13Authenticator.issuer = said["LTI_ISSUER"]
    c.LTI13Authenticator.authorize_url = said["LTI_AUTHORIZE_URL"]
    c.LTI13Authenticator.jwks_endpoint = said["LTI_JWKS_URL"]
    c.LTI13Authenticator.client_id = listed(said["LTI_CLIENT_IDS"])
    c.LTI13Authenticator.username_key = said["LTI_NAME"]
    c.LTI13Authenticator.tool_name = "Global value chains"
else:
    raise SystemExit(f"HUB_LOGIN is {said['HUB_LOGIN']!r}: it can be pam or lti.")
c.LocalAuthenticator.add_user_cmd = ["useradd", "--create-home", "--shell", "/usr/sbin/nologin", "-K", "UMASK=077"]

# Whoever is idle makes room. The culler may list users and stop servers, nothing else.
c.JupyterHub.services = [
    {
        "name": "idle",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={int(said['HUB_IDLE_MINUTES']) * 60}"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle"],
    }
]
