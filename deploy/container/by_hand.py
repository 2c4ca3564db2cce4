"""The steps of the Containerfile, taken by hand where there is no container engine: in a bare Debian tree, as root.

    apt-get install -y python3-venv && python3 deploy/container/by_hand.py

Copies and runs what the file says, in its order, into one tree for both stages; then migrates and serves as the image's
user with the image's settings, on SQLite, until the health check of the image is content. What an engine adds, layers,
the base image and its own isolation, is not seen here.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

CONTEXT = Path(__file__).resolve().parents[2]
FILE = Path(__file__).with_name("Containerfile")


def allowed() -> list[str]:
    """Return the files of the context that .dockerignore lets into the image."""
    lines = (CONTEXT / ".dockerignore").read_text().splitlines()
    wanted = [line[1:] for line in lines if line.startswith("!")]
    listed = subprocess.run(["git", "ls-files", "-z", *wanted], cwd=CONTEXT, stdout=subprocess.PIPE, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name]


def copy(words: list[str], place: Path) -> None:
    """COPY, within this tree: what another stage has made is there already."""
    if words[0].startswith("--from="):
        return
    *sources, target = words
    names = allowed()
    for source in sources:
        found = [name for name in names if source in {".", name} or name.startswith(f"{source}/")]
        if not found:
            sys.exit(f"COPY {source}: .dockerignore leaves nothing of it")
        for name in found:
            to = place / (target if source == name else name)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(CONTEXT / name, to)


def build() -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Take every step; return how the image runs a program, and its HEALTHCHECK and CMD."""
    place, user, settings = Path("/"), 0, {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    programs: dict[str, list[str]] = {}
    for word, line in re.findall(r"^([A-Z]+) (.*)$", FILE.read_text(), re.MULTILINE):
        print("STEP", word, line, flush=True)
        if word == "WORKDIR":
            place = Path(line)
            place.mkdir(parents=True, exist_ok=True)
        elif word == "RUN":
            subprocess.run(["sh", "-c", line], cwd=place, check=True)
        elif word == "COPY":
            copy(line.split(), place)
        elif word == "ENV":
            settings |= dict(pair.split("=", 1) for pair in line.split())
        elif word == "USER":
            user = int(line.partition(":")[0])
        elif word in {"HEALTHCHECK", "CMD"}:
            programs[word] = json.loads(line[line.index("[") :])
        elif word not in {"FROM", "VOLUME", "EXPOSE"}:
            sys.exit(f"{word} is not known here")
    return {"cwd": place, "env": settings, "user": user, "group": user, "extra_groups": []}, programs


def main() -> None:
    """Build, serve, ask, stop."""
    as_image, programs = build()
    migrate = [".venv/bin/python", "manage.py", "migrate", "--no-input", "--verbosity", "0"]
    subprocess.run(migrate, check=True, **as_image)
    web = subprocess.Popen(programs["CMD"], start_new_session=True, **as_image)
    try:
        until = time.monotonic() + 60
        while subprocess.run(programs["HEALTHCHECK"], check=False, **as_image).returncode:
            if web.poll() is not None or time.monotonic() > until:
                sys.exit("The health check is not content.")
            time.sleep(1)
        written = [path for path in as_image["cwd"].rglob("*") if path.lstat().st_uid == as_image["user"]]
        if written:
            sys.exit(f"The image's user owns {written[0]}.")
    finally:
        web.send_signal(signal.SIGTERM)
        status = web.wait(30)
    print(f"Every step was taken; the health check is content; web ended with {status} when it was asked to.")


if __name__ == "__main__":
    main()
