"""A note as it would be written out: what a tired person types in short, put back in full. No fact changes.

Only the judging of a note reads it this way; a note that is quoted stands as it was typed.
"""

import re

from letters.drafting.lexicon import Lexicon

_QUOTED = re.compile(r"[\"“«](?P<inner>[^\"“”«»]+)[\"”»]|‘(?P<single>[^‘’]+)’")
_CORE = re.compile(r"(?P<before>[(]*)(?P<core>.*?)(?P<after>[.,;:!?…)]*)", re.DOTALL)
_SMILEY = re.compile(r"\s+(?:[:;]-?[()DP]|[\u2600-\u27bf\U0001f300-\U0001faff]+)\s*$")
SHORTEST_ORDINARY = 4


def unquoted(text: str) -> str:
    """The text without quotation marks that stand around the whole of it."""
    whole = _QUOTED.fullmatch(text.strip())
    return (whole["inner"] or whole["single"]).strip() if whole else text


def _in_small_letters(text: str, lexicon: Lexicon) -> str:
    """A note typed in capitals, where every word of it is known; one that may hold a name or an acronym is left."""
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    if text != text.upper() or not any(len(word) >= SHORTEST_ORDINARY for word in words):
        return text
    safe = lexicon.determiners | lexicon.joiners | lexicon.prepositions | lexicon.countable
    known = all(
        word.lower() in safe or (len(word) >= SHORTEST_ORDINARY and lexicon.is_ordinary(word.capitalize()))
        for word in words
        if word.upper() not in lexicon.spelled.values()
    )
    return text.lower() if known else text


def _is_known(word: str, lexicon: Lexicon) -> bool:
    """Whether a word with a capital is a word of the lists, and no name among them."""
    low = word.strip(".,!").lower()
    return low in lexicon.small_words or (low not in lexicon.always_capital and lexicon.is_ordinary(word.strip(".,!")))


def _without_chatter(text: str, lexicon: Lexicon) -> str:
    words = _SMILEY.sub("", text).split()
    while len(words) > 1 and words[-1].lower().strip(".,!") in lexicon.chatter:
        words.pop()
    return " ".join(words).rstrip(" ,-–—") if words else text


def respelled(word: str, lexicon: Lexicon, *, is_last: bool) -> str:
    """One word by the table, its punctuation and its capital kept; the full stop of a shorthand goes, too."""
    parts = _CORE.fullmatch(word)
    core = parts["core"] if parts else ""
    full = lexicon.spelled.get(core.lower().replace("’", "'"))
    if parts is None or full is None or (core.isupper() and len(core) > 1):
        return word
    is_short = full.lower().replace("'", "") != core.lower().replace("'", "")
    shown = full[0].upper() + full[1:] if core[0].isupper() else full
    return parts["before"] + shown + ("" if is_short and parts["after"] == "." and not is_last else parts["after"])


def written_out(text: str, lexicon: Lexicon) -> str:
    """The tidied note in full: shorthand and apostrophes by the lexicon, capitals calmed, chatter at its end gone."""
    plain = _in_small_letters(_without_chatter(unquoted(text), lexicon), lexicon)
    if (
        plain.istitle()
        and len(re.findall(r"[^\W\d]{2,}", plain)) > 1
        and all(_is_known(word, lexicon) for word in plain.split())
    ):
        plain = plain.lower()
    for short, full in lexicon.slashed.items():
        end = r"\b" if short[-1].isalnum() else ""
        plain = re.sub(rf"\b{re.escape(short)}{end}\s*(?=\w)", f"{full} ", plain)
    for short, full in lexicon.spelled.items():
        if " " in short:
            plain = re.sub(rf"\b{re.escape(short)}\b", full, plain, flags=re.IGNORECASE)
    for short, full in lexicon.counted.items():
        plain = re.sub(rf"\b(\d+)\s?{re.escape(short)}\b", rf"\1 {full}", plain)
    units = "|".join(lexicon.units)
    plain = re.sub(rf"\b(\d+) (?=(?:{units}) [^\W\d_]+s\b)", r"\1-", plain, flags=re.IGNORECASE)  # "12 hour nights"
    words = plain.split()
    for index in range(1, len(words) - 1):
        before, one = words[index - 1].lower(), words[index]
        owners = (
            lexicon.countable if before in lexicon.one_of_each else lexicon.family if before in lexicon.owning else ()
        )
        if one.endswith("s") and one[:-1].lower() in owners:
            words[index] = f"{one[:-1]}'s"
    full = " ".join(respelled(word, lexicon, is_last=word is words[-1]) for word in words)
    lasting, lasted = "|".join(lexicon.lasting), "|".join(lexicon.lasted)
    return re.sub(rf"(?<=\w )({lasting}) (?=(?:{lasted})\b)", r"\1' ", full)


def is_blank(text: str, lexicon: Lexicon) -> bool:
    """Whether a note says that there is nothing to note: "n/a", "none", "??"."""
    bare = text.strip().strip(".,;:!?-–—()[]\"' ").casefold().replace("’", "'")
    return not any(char.isalnum() for char in text) or bare in lexicon.blank_notes
