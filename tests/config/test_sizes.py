"""What a browser has to load, as it is sent: text compressed with gzip, fonts and pictures as they are."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from config.statics import ManifestStorage
from tests.factories import make_interview
from tests.routes import signed_in

STATIC = settings.BASE_DIR / "static"
LINKED = re.compile(r'(?:<link rel="(?:stylesheet|preload|icon)"\s+href|<script src|<img src)="/static/([^"]+)"')


def sent(path: Path) -> int:
    """Return how many bytes of a file are sent."""
    body = path.read_bytes()
    return len(body) if path.suffix in {".woff2", ".png"} else len(gzip.compress(body, 9))


def every(pattern: str, *without: str) -> int:
    return sum(sent(path) for path in sorted(STATIC.rglob(pattern)) if not any(part in path.parts for part in without))


def test_all_style_is_less_than_60_kb_and_all_script_less_than_40():
    css, js = every("*.css", "print"), every("*.js")
    assert 5_000 < css < 60_000
    assert 5_000 < js < 40_000


@pytest.mark.django_db
def test_the_first_view_of_the_desk_is_less_than_200_kb_with_its_fonts(user, clock):
    make_interview(user)
    page = signed_in(user).get("/").content.decode()
    found = [Path(str(finders.find(name))) for name in LINKED.findall(page)]
    assert {path.suffix for path in found} == {".css", ".js", ".svg", ".woff2"}
    assert len(page) + sum(map(sent, set(found))) < 200_000


def test_collected_files_lie_compressed_beside_themselves(tmp_path):
    (tmp_path / "a.css").write_text("p { color: red }\n" * 200)
    (tmp_path / "whole.ttf").write_text("0" * 4000)
    storage = ManifestStorage(location=tmp_path, base_url="/static/")
    paths = {name: (storage, name) for name in ("a.css", "whole.ttf")}
    made = {processed for _name, processed, _changed in storage.post_process(paths)}
    compressed = {path.name for path in tmp_path.iterdir() if path.suffix in {".gz", ".br"}}
    assert compressed == {"a.css.gz", f"{storage.hashed_files['a.css']}.gz"}
    assert compressed <= made
