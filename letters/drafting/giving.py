"""The gift as it is named in a letter, and the topic it belongs to (S9 to S12)."""

import re

from letters.drafting.facts import Facts, Gift, Topic
from letters.drafting.lexicon import lexicon_of
from letters.drafting.phrases import tidy, with_article
from letters.drafting.shapes import judge
from letters.drafting.spelled import written_out
from letters.drafting.wordings import Wordings, fill

LONGEST_QUOTE = 240
LONGEST_WEB_BY_HAND = 40


def gift_text(facts: Facts, words: Wordings) -> str:
    """The gift as it may stand after a colon; "" where it may not, because it speaks of the reader from outside."""
    gift = facts.gift
    if gift is None or not (text := tidy(gift.text)):
        return ""
    note = judge(text, words.language, article=words.phrases["article"]["gift"])
    lexicon = lexicon_of(words.language)
    if note.shape == "other":
        spoken = set(re.findall(r"[^\W_]+", text.lower()))
        if spoken & lexicon.third or re.search(r"[?\"“”\[\]\n]", text) or not spoken or len(text) > LONGEST_QUOTE:
            return ""
    shown = written_out(text, lexicon).rstrip(" .!")
    if shown.split()[0].lower() in lexicon.determiners:
        shown = shown[0].lower() + shown[1:]
    shown = with_article(shown, lexicon)
    web = tidy(gift.web)
    if facts.channel == "hand":
        web = re.sub(r"^https?://|/$", "", web)
    form = "plain" if not web else "slip" if facts.channel == "hand" and len(web) > LONGEST_WEB_BY_HAND else "web"
    return fill(words.phrases["gift"][form], {"gift": shown, "web": web})


def belongs(gift: Gift, topic: Topic) -> bool:
    """Whether a gift was found for the topic; where that was not logged, whether they share a word."""

    def stems(text: str) -> set[str]:
        return {word[:6] for word in re.findall(r"[^\W\d_]{4,}", text.casefold())}

    if tidy(gift.topic):
        return tidy(gift.topic).casefold() == tidy(topic.text).casefold()
    return bool(stems(topic.text) & stems(gift.text))
