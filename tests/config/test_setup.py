"""What `bin/setup` says where it cannot go on, and what it counts on in requirements/."""

import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("bash", "cat", "cut", "dirname", "grep", "mktemp", "rm", "tail", "uname")


def pins(name: str) -> dict[str, str]:
    """Return the pinned line of each package in a requirements file, by the package's name."""
    lines = (ROOT / "requirements" / name).read_text().splitlines()
    return {line.split("==")[0]: line.rstrip(" \\") for line in lines if re.match(r"[a-z0-9]", line)}


def bare_folder(folder: Path, **programs: str) -> Path:
    """Make a checkout with nothing set up and a bin with next to nothing but these shell scripts; return the bin."""
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    (folder / "bin").mkdir()
    shutil.copy(ROOT / "bin" / "setup", folder / "bin" / "setup")
    path = folder / "path"
    path.mkdir()
    for name in NEEDED:
        found = shutil.which(name)
        assert found
        (path / name).symlink_to(found)
    for name, script in programs.items():
        (path / name).write_text(f"#!/bin/sh\n{script}\n")
        (path / name).chmod(0o755)
    return path


def setup(folder: Path, path: Path, **environment: str) -> tuple[int, str]:
    """Run bin/setup with that PATH; return its exit status and what it says."""
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run(
        [bash, "bin/setup", "app"],
        cwd=folder,
        env={"PATH": str(path), "TMPDIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


def missing_all(folder: Path) -> dict[str, str]:
    """Return a Python that is new enough and finds no venv and no library."""
    python = (
        f'case "$2" in\n*sys.exit*) exit 0 ;;\n*executable*) echo {folder}/path/python3 ;;\n*"import venv"*) exit 1 ;;\n'
        '*python3.*venv*) echo python3.11-venv ;;\n*) [ "$1" = - ] && echo libpango-1.0-0 ;;\nesac'
    )
    return {"python3": python}


PACKAGES = "python3.11-venv libpango-1.0-0 redis-server"


def test_testing_installs_all_that_running_does_in_the_same_versions() -> None:
    wanted, found = pins("app.txt"), pins("dev.txt")
    assert len(wanted) > 20
    assert {name: found.get(name) for name in wanted} == wanted


def test_every_requirement_has_a_hash_and_none_names_an_index() -> None:
    for name in ("app.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text()
        blocks = re.split(r"\n(?=[a-z0-9])", text)[1:]
        assert [block for block in blocks if "--hash=sha256:" not in block] == []
        assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", text) == []


def test_a_python_that_is_too_old_is_named(tmp_path: Path) -> None:
    path = bare_folder(tmp_path, python3='[ "$1" = --version ] && echo Python 3.9.2 && exit\nexit 1')
    assert setup(tmp_path, path) == (
        1,
        "Fairhand needs Python 3.11 or newer, and python3 here is Python 3.9.2: "
        "install a newer one, or name it, PYTHON=/path/to/python3.\n",
    )


def test_a_python_that_is_asked_for_and_missing_is_named(tmp_path: Path) -> None:
    status, said = setup(tmp_path, bare_folder(tmp_path), PYTHON="/opt/python 4/bin/python")
    assert status == 1
    assert "and /opt/python 4/bin/python here is missing:" in said


def test_a_system_without_apt_is_told_what_to_install(tmp_path: Path) -> None:
    assert setup(tmp_path, bare_folder(tmp_path, **missing_all(tmp_path))) == (
        1,
        f"Fairhand needs these Debian packages, and apt is not here to install them: {PACKAGES}. "
        "Install what your system calls them, then try again.\n",
    )


def test_who_is_not_root_and_has_no_sudo_is_told_what_root_must_do(tmp_path: Path) -> None:
    programs = {**missing_all(tmp_path), "apt-get": "exit 1", "id": "echo 1000"}
    assert setup(tmp_path, bare_folder(tmp_path, **programs)) == (
        1,
        f"Fairhand needs packages that only root may install. As root, once: apt-get install {PACKAGES}\n",
    )


def test_a_redis_of_ones_own_needs_none_installed(tmp_path: Path) -> None:
    path = bare_folder(tmp_path, **missing_all(tmp_path))
    without = PACKAGES.removesuffix(" redis-server")
    assert f"{without}. Install" in setup(tmp_path, path, REDIS_URL="redis://cache.example.org:6379/0")[1]
    (tmp_path / ".env").write_text("REDIS_URL=redis://cache.example.org:6379/0\n")
    assert f"{without}. Install" in setup(tmp_path, path)[1]


def test_what_apt_says_last_is_shown_when_it_fails(tmp_path: Path) -> None:
    # As somebody who has sudo, so that the test writes nowhere but here even where it is run by root.
    programs = {
        **missing_all(tmp_path),
        "apt-get": "exit 1",
        "id": "echo 1000",
        "sudo": 'case "$1" in -v) exit 0 ;; esac\necho E: Unable to fetch some archives >&2\nexit 100',
    }
    assert setup(tmp_path, bare_folder(tmp_path, **programs)) == (
        1,
        "Asking for sudo, to install packages from apt.\n"
        f"Installing from apt: {PACKAGES}\n"
        "E: Unable to fetch some archives\n"
        f"apt could not install {PACKAGES} (is there a network?).\n",
    )
    assert [name for name in os.listdir(tmp_path) if name.startswith("fairhand-setup")] == []
