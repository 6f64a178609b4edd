"""The hub: its configuration loads and holds its limits, and its page says what was measured."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from traitlets.config.loader import PyFileConfigLoader

from helpers.course import books, lab

HUB = books.ROOT / "hub"
LTI = {
    "HUB_LOGIN": "lti",
    "LTI_ISSUER": "https://platform.example",
    "LTI_AUTHORIZE_URL": "https://platform.example/auth",
    "LTI_JWKS_URL": "https://platform.example/keys",
    "LTI_CLIENT_IDS": "one",
}
VALUES = yaml.safe_load((HUB / "values.yaml").read_text(encoding="utf-8"))
MEASURED = json.loads((HUB / "measured.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch):
    for name in [n for n in os.environ if n.startswith(("HUB_", "LTI_"))]:
        monkeypatch.delenv(name)


def loaded():
    return PyFileConfigLoader("jupyterhub_config.py", str(HUB)).load_config()


@pytest.fixture
def sizing(monkeypatch):
    monkeypatch.syspath_prepend(str(HUB))
    import sizing

    return sizing


def test_who_says_nothing_gets_accounts_of_the_machine_and_a_hub_that_only_this_machine_reaches():
    config = loaded()
    assert config.JupyterHub.authenticator_class == "jupyterhub.auth.PAMAuthenticator"
    assert config.LocalAuthenticator.allowed_groups == {"learners"} and "allow_all" not in config.Authenticator
    assert config.JupyterHub.bind_url.startswith("http://127.0.0.1:")


def test_no_setting_lets_anybody_in_without_a_password(monkeypatch):
    for word in ("dummy", "null", "none", "native"):
        monkeypatch.setenv("HUB_LOGIN", word)
        with pytest.raises(SystemExit, match="pam or lti"):
            loaded()
    assert "Dummy" not in (HUB / "jupyterhub_config.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("missing", [n for n in LTI if n != "HUB_LOGIN"])
def test_a_sign_in_by_a_platform_names_what_is_not_set(monkeypatch, missing):
    for name, value in LTI.items():
        monkeypatch.setenv(name, "" if name == missing else value)
    with pytest.raises(SystemExit, match=missing):
        loaded()


def test_an_address_of_the_platform_without_https_is_refused(monkeypatch):
    for name, value in (LTI | {"LTI_JWKS_URL": "http://platform.example/keys"}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match="https://"):
        loaded()


def test_each_limit_reaches_the_command_of_a_learner(monkeypatch):
    monkeypatch.setenv("HUB_MB", "1700")
    command = loaded().Spawner.cmd
    assert "--as=1700000000" in command and {"prlimit", "nice", "--core=0"} <= set(command)
    monkeypatch.setenv("HUB_MB", "much")
    with pytest.raises(SystemExit, match="HUB_MB is 'much'"):
        loaded()


@pytest.mark.skipif(sys.platform != "linux", reason="prlimit is part of Linux")
def test_the_limits_hold_for_a_process_that_takes_too_much():
    command = loaded().Spawner.cmd
    command = [*command[: command.index(sys.executable)], sys.executable, "-c"]
    words = "import os, resource as r; print(r.getrlimit(r.RLIMIT_AS)[1], r.getrlimit(r.RLIMIT_CORE)[1], os.nice(0)); b = bytearray(3 * 10**9)"
    ran = subprocess.run([*command, words], capture_output=True, text=True)
    assert ran.stdout.split()[:2] == ["2000000000", "0"] and int(ran.stdout.split()[2]) >= 5
    assert "MemoryError" in ran.stderr


def test_accounts_of_a_platform_cannot_be_other_accounts_and_differ():
    script = (HUB / "jupyterhub_config.py").read_text(encoding="utf-8")
    source = re.search(r"def account_name.*?\n\n\n", script, re.S)[0]
    held: dict = {}
    exec("import hashlib, re\n" + source, held)
    names = [
        held["account_name"]("https://p", said)
        for said in ("root", "Ana", "ana", "a b", "a-b", "é" * 90, "", "../x", "ana\n")
    ]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"lti-[a-z0-9-]{10,28}", name) for name in names)
    assert held["account_name"]("https://p", "7") != held["account_name"]("https://q", "7")


def test_kubernetes_gives_each_learner_what_a_lesson_takes_and_no_more():
    memory = {k: float(v.removesuffix("G")) for k, v in VALUES["singleuser"]["memory"].items()}
    kinds = MEASURED["twenty"]["own MB"]
    assert memory["guarantee"] >= sum(k["median"] for k in kinds.values()) / 1000
    largest = MEASURED["largest"]["MB"]
    assert memory["limit"] >= sum(k["worst"] for k in largest.values()) / 1000
    assert VALUES["singleuser"]["networkPolicy"]["enabled"] and VALUES["cull"]["enabled"]
    assert not VALUES["singleuser"]["allowPrivilegeEscalation"]


def test_on_kubernetes_the_desk_lies_on_the_learner_s_own_disk_and_is_what_opens():
    learner, home = VALUES["singleuser"], VALUES["singleuser"]["storage"]["homeMountPath"]
    assert VALUES["hub"]["config"]["KubeSpawner"]["notebook_dir"] == home
    *command, folder = learner["lifecycleHooks"]["postStart"]["exec"]["command"]
    assert command[:4] == ["python", "-m", "helpers.course", "desk"] and folder == f"{home}/desk"
    assert learner["defaultUrl"] == f"/lab/tree/desk/{lab.START}"


def test_kubernetes_has_no_login_without_a_platform():
    config = VALUES["hub"]["config"]
    assert config["JupyterHub"]["authenticator_class"].endswith("LTI13Authenticator")
    assert {"issuer", "authorize_url", "jwks_endpoint", "client_id"} <= set(config["LTI13Authenticator"])


def test_the_lock_pins_what_the_hub_names_and_agrees_with_the_course():
    def pins(path: Path) -> dict[str, set]:
        found: dict[str, set] = {}
        for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", path.read_text(encoding="utf-8")):
            found.setdefault(name.lower(), set()).add(version)
        return found

    lock, course = pins(HUB / "requirements.lock"), pins(books.ROOT / "requirements.lock")
    assert all(lock[name] == version for name, version in pins(HUB / "requirements.in").items())
    assert all(lock[name] <= course[name] for name in set(lock) & set(course))


def test_the_page_shows_the_sizes_that_follow_from_what_was_measured(sizing):
    words = sizing.PAGE.read_text(encoding="utf-8")
    assert sizing.page(words, MEASURED) == words and sizing.table(MEASURED) in words


def test_more_learners_need_more_and_a_heavier_lesson_more_memory(sizing):
    few, many = sizing.sizes(MEASURED, 20), sizing.sizes(MEASURED, 1000)
    assert all(many[k] > few[k] for k in few)
    assert few["memory, largest lesson"] > few["memory"]
    heavier = json.loads(json.dumps(MEASURED))
    heavier["twenty"]["MB"]["kernel"]["median"] += 100
    assert sizing.sizes(heavier, 20)["memory"] == pytest.approx(few["memory"] + 20 * 0.1)


def test_all_of_the_class_finished_and_nothing_was_open_to_others_or_lost():
    twenty = MEASURED["twenty"]
    assert twenty["finished"] == twenty["learners"] == 20 and not twenty["failed"]
    assert len(twenty["refused"]) >= 10 and all(twenty["refused"].values())
    assert twenty["after a kill"] and all(twenty["after a kill"].values())
