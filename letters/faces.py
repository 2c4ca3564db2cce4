"""The faces that letters and sheets are set in: what they cover and how long a line of them is.

Lines are measured by HarfBuzz as whole shaped lines, as the printed sheet will shape them: kerned, with ligatures and
marks, but with three features of the faces turned off. Contextual alternates would let one letter change the width of
all that follow it, so that a line could grow shorter by a word and longer in millimetres, and take seventeen times as
long. Composition takes `ä` apart into two shapes, of which a PDF then reads as `aä`. Local forms would make a line
depend on the language of the page it is shown on.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import uharfbuzz as hb

FONTS_DIR = Path(__file__).resolve().parent.parent / "static" / "fonts"

CSS_FEATURES = '"calt" 0, "ccmp" 0, "locl" 0'
"""The value of `font-feature-settings` under which a page shapes a line as it is measured here."""

_FEATURES = {"calt": False, "ccmp": False, "locl": False}


@dataclass(frozen=True, slots=True)
class Face:
    """A bundled face. `family` is its name in CSS, `path` its whole TrueType file."""

    key: str
    family: str
    path: Path
    _font: Any = field(repr=False, compare=False)
    _codepoints: frozenset[int] = field(repr=False, compare=False)

    @property
    def units_per_em(self) -> int:
        """The grid of the face: advances are given in these units."""
        return int(self._font.face.upem)

    @property
    def ascent_em(self) -> float:
        """How far the face reaches above its baseline by its own account, in parts of its size."""
        return float(self._font.get_font_extents("ltr").ascender) / self.units_per_em

    @property
    def descent_em(self) -> float:
        """How far the face reaches below its baseline by its own account, in parts of its size, a positive number."""
        return -float(self._font.get_font_extents("ltr").descender) / self.units_per_em

    def advance(self, text: str) -> int:
        """Return the length of this text, shaped as one line, in units of the em."""
        return sum(position.x_advance for position in self._shaped(text).glyph_positions or ())

    def advances_to(self, text: str) -> list[int]:
        """Return, for each index of the text and its end, the length of what stands before it in the shaped line."""
        shaped = self._shaped(text)
        before = [0] * (len(text) + 1)
        for info, position in zip(shaped.glyph_infos or (), shaped.glyph_positions or (), strict=True):
            before[info.cluster + 1] += position.x_advance
        for index in range(len(text)):
            before[index + 1] += before[index]
        return before

    def covers(self, character: str) -> bool:
        """Return whether the face has this character, whole or as a letter with its marks."""
        return self.spelled(character) is not None

    def spelled(self, text: str) -> str | None:
        """Return the text with each letter that the face lacks as a letter and its marks, None where it lacks those.

        A page picks the face of a character by the character alone, so that `ḿ` would come from another face although
        this one has both `m` and the accent.
        """
        if all(ord(character) in self._codepoints for character in text):
            return text
        parts = []
        for character in text:
            part = character if ord(character) in self._codepoints else unicodedata.normalize("NFD", character)
            if not all(ord(each) in self._codepoints for each in part):
                return None
            parts.append(part)
        return "".join(parts)

    def _shaped(self, text: str) -> Any:
        buffer = hb.Buffer()
        buffer.add_codepoints([ord(character) for character in text])
        buffer.guess_segment_properties()
        buffer.direction, buffer.language = "ltr", "en"
        hb.shape(self._font, buffer, _FEATURES)
        return buffer


_FILES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "playpen": ("Playpen Sans", "playpen-sans/PlaypenSans_400Regular.ttf"),
        "caveat": ("Caveat", "caveat/Caveat_400Regular.ttf"),
        "garamond": ("EB Garamond", "eb-garamond/EBGaramond_400Regular.ttf"),
    }
)

HAND_FACES = ("playpen", "caveat")
"""The faces a letter can be set in; the other is for what is printed around it."""


@cache
def face(key: str) -> Face:
    """Return the face of this key, read once in the life of the process. Raise KeyError where there is none."""
    family, file = _FILES[key]
    path = FONTS_DIR / file
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
    return Face(key, family, path, font, frozenset(font.face.unicodes))
