"""The job's title and the company in the heading of an invitation, where it plainly says them."""

import re

_MAIL = re.compile(
    r"^(?:(?:re|fwd?|aw|wg|tr|rv|(?:updated |new )?invitation|einladung|invito|invitación|accepted|tentative|declined|"
    r"cancell?ed|confirmed|confirmation|reminder|updated?)\s*:\s*)+",
    re.IGNORECASE,
)
_INTERVIEW = re.compile(
    r"^(?:(?:your|job|phone|telephone|video|online|remote|on-?site|first|second|third|final|panel|technical|screening|"
    r"1st|2nd|3rd|teams|zoom)[\s-]+|round[\s,:-]+)*"
    r"(?:interview|vorstellungsgespräch|bewerbungsgespräch|entretien(?: d['’]embauche)?|entrevista|colloquio|"
    r"rozmowa kwalifikacyjna|phỏng vấn|συνέντευξη|собеседование|sollicitatiegesprek)\b\s*",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"^(?:[:,|/–—-]+|\b(?:for|als|für|pour|para|per|voor)\b)\s*"
    r"(?:the\s+)?(?:(?:position|role|post|job|poste|stelle)\s+(?:of|as|de|als)?\s*)?",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^(?:with|at|@|mit|bei|avec|chez|con|en|bij|met|loop|day|call|invitation|confirmation|schedule|\(?\d)\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\s+(?:at|@|bei|chez)\s+", re.IGNORECASE)


def title_and_company(heading: str) -> tuple[str, str]:
    """Return the job's title and the company, "" for what the heading does not say.

    Only a heading that says "interview" and then what for is believed: "Interview: Archivist at Stadtmuseum".
    """
    rest = _MAIL.sub("", heading).strip()
    found = _INTERVIEW.match(rest)
    if found is None:
        return "", ""
    rest = rest[found.end() :]
    start = _FOR.match(rest)
    rest = (rest[start.end() :] if start else rest).strip(" -–—|:,.")
    if not re.search(r"[^\W\d_]{3}", rest) or (start is None and _NO_TITLE.match(rest)):
        return "", ""
    title, *company = _AT.split(rest, maxsplit=1)
    return title.strip()[:120], company[0].strip()[:120] if company else ""
