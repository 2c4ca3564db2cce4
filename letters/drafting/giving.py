"""The gift as it is named in a letter, and the topic it belongs to (S9 to S12)."""

import re

from letters.drafting.chunks import with_article
from letters.drafting.facts import Facts, Gift, Topic
from letters.drafting.lexicon import Lexicon, lexicon_of
from letters.drafting.phrases import tidy
from letters.drafting.shapes import judge
from letters.drafting.spelled import written_out
from letters.drafting.wordings import Wordings, fill

LONGEST_QUOTE = 240
_HASTY = re.compile(r"[?\"“”\[\]<>=→*;]|!!|--|\.\.|…|\s[/+]\s|[:;]-?[()]")
LONGEST_WEB_BY_HAND = 40


def gift_text(facts: Facts, words: Wordings) -> str:
    """The gift as it may stand after a colon; "" where it may not, as it was noted in haste or speaks of others."""
    gift = facts.gift
    if gift is None or not (text := tidy(gift.text)):
        return ""
    lexicon = lexicon_of(words.language)
    shown = written_out(text, lexicon).rstrip(" .!")
    shown = with_article(shown, lexicon)
    note = judge(text, words.language, article=words.phrases["article"]["gift"])
    is_pointing = shown.split()[0].lower() in lexicon.pointing
    if is_pointing or (note.shape == "other" and not _may_stand(shown, lexicon)):
        return ""
    if shown.split()[0].lower() in lexicon.determiners and not shown.istitle():  # "Every Layout" is a name
        shown = shown[0].lower() + shown[1:]
    web = tidy(gift.web)
    if _bare(web) == _bare(shown):
        web = ""  # the address is all there is to say
    if facts.channel == "hand":
        web = re.sub(r"^https?://|/$", "", web)
    form = "plain" if not web else "slip" if facts.channel == "hand" and len(web) > LONGEST_WEB_BY_HAND else "web"
    return fill(words.phrases["gift"][form], {"gift": shown, "web": web})


def _may_stand(text: str, lexicon: Lexicon) -> bool:
    """Whether words of no sure shape may be handed on as they are: nothing in them was left to the writer's memory."""
    spoken = [word.lower() for word in re.findall(r"[^\W_]+", text)]
    if not spoken or len(text) > LONGEST_QUOTE:
        return False
    is_hasty = (
        lexicon.is_shorthand(text)
        or spoken[0] in lexicon.countable
        or lexicon.vague & {*spoken}
        or _HASTY.search(text)
        or (len(spoken) > 1 and text.isupper())
    )
    return not is_hasty and not lexicon.third & {*spoken}


def _bare(web: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", web.casefold())


def belongs(gift: Gift, topic: Topic) -> bool:
    """Whether a gift was found for the topic; where that was not logged, whether they share a word."""

    def stems(text: str) -> set[str]:
        return {word[:6] for word in re.findall(r"[^\W\d_]{4,}", text.casefold())}

    if tidy(gift.topic):
        return tidy(gift.topic).casefold() == tidy(topic.text).casefold()
    return bool(stems(topic.text) & stems(gift.text))
