"""How long advice on the longest letter takes, warm: `.venv/bin/python -m bench.live_advice`.

First the advice alone, then the whole request that is made while one types, beside a floor (bench/live_request.py).
"""

from dataclasses import replace
from datetime import date
from statistics import median
from time import process_time

from bench.live_request import report
from letters.advice import AdviceFacts, OtherLetter, advise
from letters.drafting import Concern, Facts, Gift, Recipient, Topic, draft, seed_of
from letters.examples import examples
from letters.gaps import LONGEST

FACTS = Facts(
    kind="thank_you", writer="Daniel Osei", recipient=Recipient("Ifeoma Adeyemi", "Ms"), company="Harbour & Field",
    title="Programme Manager", interview_on=date(2026, 11, 18), how="in_person", words=250,
    others=tuple(f"Colleague Number{letter}" for letter in "abcdefghijklmnopqrs"),
    topics=(Topic("volunteer no-shows"), Topic("Cézanne")),
    concerns=(Concern("managing volunteers", "half", "At Brookside I halved no-shows by asking one question"),),
    gift=Gift("article", "The Courtauld has put Cézanne's letters online", "https://courtauld.ac.uk/letters"),
    impressed_me="the volunteer rota on the wall", key_message="I keep volunteers coming back.",
)  # fmt: skip
CASES = {
    "the longest letter, alone": 0,
    "the longest letter, in a panel of 20 with drafts": 20,
    "the longest letter, in a panel of 20 as long": -20,
}


# Of such pieces a text is made that would let a careless phrase run away.
STRANGE = (
    "-",
    "a-",
    "a",
    "A ",
    "an article ",
    "any question ",
    "at Acme & ",
    "website ",
    "[... ",
    "\n",
    "so ",
    "I am ",
)


def longest() -> str:
    """A letter of LONGEST characters out of the example letters."""
    body = "\n\n".join(paragraph for example in examples() for paragraph in example.text.split("\n\n")[1:-1])
    return f"Dear Ms Adeyemi,\n\n{body * 2}"[: LONGEST - 30].rstrip() + "\n\nSincerely,\nDaniel Osei"


def main() -> None:
    text = longest()
    short = draft(replace(FACTS, seed=seed_of(3, 1))).text
    for name, size in CASES.items():
        letters = tuple(OtherLetter(f"Colleague {n}", text if size < 0 else short) for n in range(abs(size)))
        facts = AdviceFacts(FACTS, letters=letters, companies=tuple(f"Company {n} Ltd" for n in range(40)))
        advise(text, facts)
        times = []
        for _ in range(30):
            start = process_time()
            advise(text, facts)
            times.append((process_time() - start) * 1000)
        print(f"{name}: {len(text)} characters, median {median(times):.1f} ms, worst {max(times):.1f} ms")
    for piece in STRANGE:
        start = process_time()
        advise((piece * LONGEST)[:LONGEST], AdviceFacts(FACTS))
        print(f"{piece!r} over and over: {(process_time() - start) * 1000:.1f} ms")
    report(text)


if __name__ == "__main__":
    main()
