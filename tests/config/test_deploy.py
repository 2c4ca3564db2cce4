"""The files under deploy/ start what the Procfile starts, with settings that there are and limits that are ours."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from config.supervisor import read_procfile
from desk.archive.receiving import _MOST_OF_REQUEST

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = {path.stem.removeprefix("fairhand-"): path.read_text() for path in (DEPLOY / "systemd").glob("*.service")}
GUIDE = (ROOT / "docs" / "operating.md").read_text()
PROCFILE = {
    name: re.sub(r"^exec \.venv/bin/", "", command)
    for name, command in read_procfile((ROOT / "Procfile").read_text()).items()
    if name != "redis"  # systemd's own
}


def plain(command: str) -> str:
    """The command without its place, and how many processes it has."""
    return re.sub(r"\.venv/bin/| -c \d+", "", command.replace("/opt/fairhand/current/", "").replace("%H", "%h"))


def one(unit: str, key: str) -> str:
    (value,) = re.findall(rf"^{key}=(.*)$", unit, re.MULTILINE)
    return str(value)


@pytest.mark.parametrize("name", PROCFILE)
def test_a_unit_starts_what_the_procfile_does(name: str) -> None:
    assert plain(one(UNITS[name], "ExecStart")) == plain(PROCFILE[name])


def test_every_unit_runs_as_nobody_special_and_writes_in_one_folder() -> None:
    assert set(UNITS) == {*PROCFILE, "migrate"}
    for unit in UNITS.values():
        values = [
            one(unit, key)
            for key in ("User", "NoNewPrivileges", "ProtectSystem", "StateDirectory", "CapabilityBoundingSet")
        ]
        assert values == ["fairhand", "yes", "strict", "fairhand", ""]


def test_a_unit_waits_for_what_is_in_hand() -> None:
    from accounts import errands  # noqa: PLC0415
    from reminders.tasks import send_batch  # noqa: PLC0415

    assert float(one(UNITS["worker-errands"], "TimeoutStopSec")) > errands.HARD_LIMIT
    assert float(one(UNITS["worker-mail"], "TimeoutStopSec")) > float(send_batch.time_limit)
    assert [one(UNITS[name], "KillMode") for name in ("web", "worker-mail", "worker-errands")] == ["mixed"] * 3


def test_the_containers_start_the_same() -> None:
    compose = (DEPLOY / "container" / "compose.yaml").read_text()
    commands = [" ".join(re.findall(r'"([^"]+)"', line)) for line in re.findall(r"command: \[(\".venv.*)\]", compose)]
    web = re.findall(r"^exec (.*)$", (DEPLOY / "container" / "web").read_text(), re.MULTILINE)
    assert sorted(map(plain, [*commands, *web])) == sorted(plain(one(unit, "ExecStart")) for unit in UNITS.values())


def test_nginx_takes_what_fairhand_reads_and_not_a_byte_more() -> None:
    site = (DEPLOY / "nginx" / "fairhand.conf").read_text()
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", site)
    assert int(megabytes) * 2**20 == _MOST_OF_REQUEST


@pytest.mark.parametrize("path", ["env.example", "container/env.example", "container/compose.yaml"])
def test_settings_are_named_as_they_are_and_no_secret_is_among_them(path: str) -> None:
    known = set(re.findall(r"^#([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    text = (DEPLOY / path).read_text()
    named = dict(re.findall(r"^ *#?([A-Z][A-Z_]+)(?:=|: )(.*)$", text, re.MULTILINE))
    of_postgresql = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"}
    assert set(named) - of_postgresql <= known
    assert [named.get(key, "") for key in ("SECRET_KEY", "MFA_KEYS")] == ["", ""]
    assert named.get("POSTGRES_PASSWORD", "") in {"", "${POSTGRES_PASSWORD:?see env.example}"}


def test_the_settings_of_the_guide_pass_djangos_check_for_production(tmp_path: Path) -> None:
    text = (DEPLOY / "env.example").read_text()
    environment = dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE)) | {"DATA_DIR": str(tmp_path), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


def test_every_block_that_is_replayed_is_in_the_guide_and_the_other_way_round() -> None:
    asked = re.findall(r"^run ([\w-]+)$", (DEPLOY / "replay").read_text(), re.MULTILINE)
    assert sorted(asked) == sorted(re.findall(r"^```sh replay=([\w-]+)$", GUIDE, re.MULTILINE))


def test_every_management_command_of_the_guide_is_there() -> None:
    ours = {path.stem for path in ROOT.glob("*/management/commands/*.py")}
    named = set(re.findall(r"manage\.py ([a-z_]+)", GUIDE)) - {"check", "createsuperuser", "migrate"}
    assert named <= ours
