"""What the product writes on its own host: folders only the owner may open, and secrets made once."""

import hashlib
import os
import secrets
import tempfile
from pathlib import Path

# A socket's path must fit sun_path: 108 bytes on Linux, 104 on macOS and the BSDs, the closing zero included.
LONGEST_SOCKET_PATH = 103


def made_private(folder: Path) -> Path:
    """Make the folder (mode 0700) where it is missing, and return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret(path: Path) -> str:
    """Return the secret kept in the file, made on first use and readable by its owner alone.

    Several processes may start at once: the file is written whole beside its place and linked there, so that the
    first one wins and nobody ever reads half a key.
    """
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process was first; its key is the key
        finally:
            fresh.unlink()
    return path.read_text().strip()


def private_redis_socket(data_dir: Path) -> Path:
    """Return where the private Redis listens: in DATA_DIR, or in a 0700 folder of the temporary directory where
    that path would be too long for a socket."""
    socket = data_dir / "redis.sock"
    if len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH:
        return socket
    name = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    folder = made_private(Path(tempfile.gettempdir()) / f"fairhand-{os.getuid()}-{name}")
    if folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o077:
        raise PermissionError(f"{folder} must belong to you alone; remove it, or set DATA_DIR to a shorter path.")
    return folder / "redis.sock"
