"""Facts without the answers that say there is nothing to say: "n/a", "none", "??". They are taken as not logged."""

from dataclasses import replace

from letters.drafting.facts import Facts
from letters.drafting.lexicon import lexicon_of
from letters.drafting.phrases import tidy
from letters.drafting.spelled import is_blank


def without_blanks(facts: Facts) -> Facts:
    """The facts, each blank note empty and each blank topic, doubt or gift gone."""
    lexicon, gift = lexicon_of(facts.language), facts.gift

    def note(text: str) -> str:
        return "" if is_blank(tidy(text), lexicon) else text

    return replace(
        facts,
        title=note(facts.title),
        company=note(facts.company),
        impressed_me=note(facts.impressed_me),
        my_question=note(facts.my_question),
        helpful_answer=note(facts.helpful_answer),
        key_message=note(facts.key_message),
        left_out=note(facts.left_out),
        to_correct=note(facts.to_correct),
        decision_words=note(facts.decision_words),
        topics=tuple(topic for topic in facts.topics if note(topic.text)),
        concerns=tuple(
            replace(concern, answer=note(concern.answer)) for concern in facts.concerns if note(concern.text)
        ),
        gift=replace(gift, text=note(gift.text)) if gift is not None else None,
        others=tuple(name for name in facts.others if note(name)),
    )
