"""What of a typed text a pen can write: the normal form in which letters are broken, counted and printed."""

import re
import unicodedata

_NBSP = "\u00a0"
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NO_BREAK = "\u00a0\u2007\u202f"
_SPACES = re.compile(rf"[\t \u1680\u2000-\u200a\u205f\u3000{_NO_BREAK}]+")
_HYPHENS = {0x2010: "-", 0x2011: "-"}
# Controls, format characters, lone surrogates, the combining grapheme joiner, fillers and variation selectors.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def written(text: str) -> str:
    r"""Return the text as a pen can write it.

    Composed letters (NFC); every kind of line end as "\n"; tabs and spaces of any width and number as one space; those
    that forbid a line end as one no-break space; no spaces at line ends, no blank lines before and after the letter;
    every hyphen as "-"; nothing invisible: no control, joiner, direction mark, soft hyphen or variation selector.
    """
    plain = "\n".join(
        _SPACES.sub(_one_space, _INVISIBLE.sub("", line)).strip(" " + _NBSP) for line in _LINE_END.split(text)
    )
    return unicodedata.normalize("NFC", plain.translate(_HYPHENS)).strip("\n")


def _one_space(run: re.Match[str]) -> str:
    return _NBSP if all(space in _NO_BREAK for space in run[0]) else " "
