"""Links to meet at and telephone numbers, found in what somebody wrote. Nothing is opened or called."""

import html
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import phonenumbers

# Further into a description than this nobody puts the link.
_LONGEST_TEXT = 20_000
_MOST_LINKS, _MOST_PHONES, _LONGEST_LINK = 3, 3, 500
_LINK = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x20]{3,2000}", re.IGNORECASE)
_TAG = re.compile(r"<(?:br|/?p|/?div|/?li|/?tr)\b[^<>]{0,200}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]{1,1000}>")
_TABLES = tomllib.loads((Path(__file__).parent / "data" / "meetings.toml").read_text(encoding="utf-8"))
_MEETINGS = tuple(_TABLES["hosts"])
# Of those hosts, and of any other, the pages that are about a meeting and not the way in.
_NO_WAY_IN = re.compile(
    r"meetingoptions|/u/\w|/zoomconference|zoom\.us/(?:test|download|support|skype|sip|h323)|/dialin|/help|support\.|"
    r"unsubscribe|privacy|aka\.ms/|//tel\.meet/|learn\.|/download|globalcallin|/legal",
    re.IGNORECASE,
)
_WAY_IN = re.compile(
    r"//(?:meet|join|video|conf|conference|bbb|jitsi|lync|sip)[.-]|/(?:join|meet|meeting|b|rooms?)/", re.IGNORECASE
)
_CODE_AFTER = re.compile(r"\s*(?:,{1,4}|PIN:?|Code:?)\s*(\d{3,15}#?)", re.IGNORECASE)


def _any_of(*tables: str) -> re.Pattern[str]:
    words = (re.escape(word) for table in tables for word in _TABLES[table])
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_VIDEO, _PHONE, _NO_PLACE = _any_of("by_video"), _any_of("by_phone"), _any_of("by_video", "by_phone", "around")
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().-]{0,2}\d){6,}")


def links_in(texts: Iterable[str], certain: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the links to meet at: those that are `certain`, then those found in the texts, each once.

    A link that a mail server has wrapped to watch over clicks is unwrapped.
    """
    found = [link for text in certain for link in _links(text)]
    for text in texts:
        found += [link for link in _links(html.unescape(text[:_LONGEST_TEXT])) if _is_way_in(link)]
    return tuple(dict.fromkeys(found))[:_MOST_LINKS]


def phones_in(texts: Iterable[str], country: str) -> tuple[str, ...]:
    """Return the telephone numbers in the texts, in E.164, each once; those of the country (ISO 3166) first.

    A code that follows a number, to be dialled once the call is answered, stays with it after two commas.
    """
    found: dict[str, tuple[bool, str]] = {}
    for text in texts:
        plain = _LINK.sub(" ", _without_tags(text[:_LONGEST_TEXT]))
        for match in phonenumbers.PhoneNumberMatcher(
            plain, country or None, leniency=phonenumbers.Leniency.POSSIBLE, max_tries=1000
        ):
            # Without a country's code it may be anything, a meeting's number say, so that has to be a valid one.
            if not (match.raw_string.startswith("+") or phonenumbers.is_valid_number(match.number)):
                continue
            code = _CODE_AFTER.match(plain, match.end)
            number = _e164(match.number)
            is_abroad = phonenumbers.region_code_for_country_code(match.number.country_code or 0) != country
            if number not in found or (code and found[number][1] == number):
                found[number] = (is_abroad, f"{number},,{code[1]}" if code else number)
    return tuple(number for _, number in sorted(found.values(), key=lambda each: each[0]))[:_MOST_PHONES]


def phone_as_stored(text: str, country: str) -> str:
    """Return a telephone number in E.164 where it parses in its country (ISO 3166), else as it was typed.

    An extension, which E.164 has no place for, follows as " ext. 12".
    """
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return text
    is_whole = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    return _e164(number) if is_whole else text


def is_place(text: str) -> bool:
    """Whether a location names a place, beside links, numbers, services of video calls and words around them."""
    return any(
        re.search(r"[^\W_]{2}", _NO_PLACE.sub(" ", part)) is not None
        for part in re.split(r"[\n;,|]| - ", _LINK.sub(" ", text))
        if not (_NUMBER.search(part) or _VIDEO.search(part))
    )


def is_said_to_be(text: str) -> str:
    """Return how a location says that it is held: "video", "phone", or "" where it does not."""
    return "video" if _VIDEO.search(text) else "phone" if _PHONE.search(text) else ""


def _e164(number: phonenumbers.PhoneNumber) -> str:
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain} ext. {number.extension}" if number.extension else plain


def _links(text: str) -> list[str]:
    found = (_unwrapped(link[0].rstrip(".,;:!?)]>*'")) for link in _LINK.finditer(text))
    return [link for link in found if len(link) <= _LONGEST_LINK and _host(link)]


def _is_way_in(link: str) -> bool:
    if _NO_WAY_IN.search(link):
        return False
    return _is_meeting(link) or _WAY_IN.search(link) is not None


def _is_meeting(link: str) -> bool:
    host = _host(link)
    return any(host == known or host.endswith(f".{known}") for known in _MEETINGS)


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").lower()
    except ValueError:
        return ""


def _unwrapped(link: str) -> str:
    host = _host(link)
    if not (host.endswith(".safelinks.protection.outlook.com") or (host == "www.google.com" and "/url?" in link)):
        return link
    try:
        query = parse_qs(urlsplit(link).query, max_num_fields=20)
    except ValueError:
        return link
    inner = (query.get("url") or query.get("q") or [""])[0]
    return inner if _LINK.fullmatch(inner) else link


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    return html.unescape(_ANY_TAG.sub(" ", _TAG.sub("\n", text)))
