"""What lies in DATA_DIR is its owner's alone, and is made once."""

import os
import socket
import stat
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from config.datadir import LONGEST_SOCKET_PATH, made_private, private_redis_socket, secret


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder near the root: the paths that pytest gives leave no room for what is measured here."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="fh-") as folder:
        yield Path(folder)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def longest_folder(parent: Path) -> Path:
    """Return a folder in which the path of the socket is as long as a socket's may be."""
    return parent / ("d" * (LONGEST_SOCKET_PATH - len(os.fsencode(parent / "redis.sock")) - 1))


def test_a_data_dir_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = made_private(tmp_path / "srv" / "fairhand")
    assert folder.is_dir()
    assert mode(folder) == 0o700


def test_a_data_dir_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    made_private(tmp_path)
    assert mode(tmp_path) == 0o750


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = secret(tmp_path / "secret-key")
    assert len(first) >= 64
    assert secret(tmp_path / "secret-key") == first
    assert mode(tmp_path / "secret-key") == 0o600
    assert os.listdir(tmp_path) == ["secret-key"]


def test_two_secrets_differ(tmp_path: Path) -> None:
    assert secret(tmp_path / "one") != secret(tmp_path / "other")


def test_processes_that_start_together_agree_on_the_secret(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as processes:
        found = set(processes.map(secret, [tmp_path / "secret-key"] * 16))
    assert found == {(tmp_path / "secret-key").read_text()}
    assert os.listdir(tmp_path) == ["secret-key"]


def test_redis_listens_in_the_data_dir_where_the_path_fits(short: Path) -> None:
    assert private_redis_socket(short) == short / "redis.sock"


def test_a_path_that_is_too_long_for_a_socket_is_replaced_by_one_that_can_be_bound(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(short))
    deep = Path(f"{longest_folder(short)}d")
    path = private_redis_socket(deep)
    assert path.parent.parent == short
    assert mode(path.parent) == 0o700
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
    assert private_redis_socket(deep) == path
    assert private_redis_socket(deep / "other").parent != path.parent


def test_the_longest_path_that_fits_can_be_bound(short: Path) -> None:
    folder = longest_folder(short)
    folder.mkdir()
    path = private_redis_socket(folder)
    assert path == folder / "redis.sock"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


def test_a_folder_that_others_may_enter_is_refused_for_the_socket(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(short))
    deep = Path(f"{longest_folder(short)}d")
    private_redis_socket(deep).parent.chmod(0o755)
    with pytest.raises(PermissionError, match="must belong to you alone"):
        private_redis_socket(deep)
