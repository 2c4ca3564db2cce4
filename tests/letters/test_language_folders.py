"""A language is a folder and no code: one that lacks what English has is refused with a sentence that says what."""

import re
import shutil
from pathlib import Path

import pytest

from letters.advice import phrases
from letters.drafting.languages import Unfinished, folder_of, table_of
from letters.drafting.wordings import FOLDER, read_wordings, wordings


def new_language(beside: Path, root: Path, file: str, line: str) -> Path:
    """A folder "xx" like the English one next to it, whose `file` has no such line."""
    for name in ("en", "xx"):
        shutil.copytree(beside / "en", root / name)
    path = root / "xx" / file
    whole = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"^{line}.*\n", "", whole, count=1, flags=re.MULTILINE), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != whole
    return root / "xx"


@pytest.mark.parametrize(
    ("file", "line", "key"),
    [
        ("lexicon.toml", "own_of_others = ", "own_of_others"),
        ("lexicon.toml", "me = ", "me"),
        ("address.toml", "styles = ", "names.styles"),
        ("address.toml", "either = ", "names.either"),
        ("address.toml", "friendly = ", "close.friendly"),
        ("phrases.toml", "video = ", "meeting.video"),
        ("slots.toml", "topic = ", "topic"),
        ("thank_you.toml", r"\[quick\]", "quick"),
    ],
)
def test_a_language_folder_without_a_key_is_refused_with_a_sentence(tmp_path, file, line, key):
    folder = new_language(FOLDER, tmp_path, file, line)
    with pytest.raises(Unfinished) as refused:
        read_wordings(folder)
    assert str(refused.value).startswith(f"The language “xx” lacks in {file}: {key}")
    assert vars(read_wordings(tmp_path / "en")) == vars(wordings("en"))


def test_a_language_folder_without_a_file_is_refused_with_a_sentence(tmp_path):
    folder = new_language(FOLDER, tmp_path, "lexicon.toml", "me = ")
    (folder / "after.toml").unlink()
    with pytest.raises(Unfinished, match=r"^The language “xx” has no after.toml\.$"):
        read_wordings(folder)


@pytest.mark.parametrize(
    ("file", "line", "key"),
    [
        ("words.toml", "no_denial = ", "no_denial"),
        ("words.toml", "postscript = ", "postscript"),
        ("panel.toml", "thanks = ", "thanks"),
    ],
)
def test_the_advice_of_a_language_without_a_key_is_refused_too(tmp_path, file, line, key):
    folder = new_language(phrases.FOLDER, tmp_path, file, line)
    with pytest.raises(Unfinished, match=rf"^The language “xx” lacks in {file}: {key}\.$"):
        table_of(folder / file)
    assert table_of(tmp_path / "en" / file) == phrases.data(file.removesuffix(".toml"), "en")


def test_the_words_themselves_may_differ(tmp_path):
    folder = new_language(FOLDER, tmp_path, "lexicon.toml", "yrs = ")
    assert read_wordings(folder).lexicon["spelled"].keys() < wordings("en").lexicon["spelled"].keys()


@pytest.mark.parametrize(("tag", "folder"), [("en", "en"), ("en-GB", "en"), ("EN_us", "en"), ("pt-BR", "pt")])
def test_a_language_tag_names_a_folder(tag, folder):
    assert folder_of(tag) == folder
