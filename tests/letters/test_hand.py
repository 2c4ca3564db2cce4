"""How a letter breaks into written lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.hand import (
    HAND_SIZES,
    PITCHES,
    Hand,
    Layout,
    Line,
    LineEnd,
    NumberedLine,
    break_lines,
    calibration_line,
    joined,
    lay_out,
    unwritable,
    width_mm,
)
from letters.stationery import CARDS
from letters.written import written

MEDIUM = Hand(HAND_SIZES["medium"], 8)

LETTER = """Dear Ms Adeyemi,

Thank you for the hour you gave me on Wednesday, and for showing me the volunteer rota on the wall. It told me more \
about the job than any description could.

You asked how I would handle forty people who cannot be told what to do. I gave you half an answer. The rest: at \
Brookside I halved no-shows by asking one question at sign-up.

I would be glad to talk again.

Sincerely,
Daniel Osei"""


def broken(text, width, hand=MEDIUM):
    return [line.text for line in break_lines(text, width, hand)]


# What a letter may hold: words of every script, ties, hyphens, long words, marks that have no composed form, and dirt.
_WORDS = st.one_of(
    st.sampled_from(
        [
            "a",
            "I",
            "to",
            "you.",
            "the",
            "Dr.",
            "Ms",
            "Adeyemi",
            "J.",
            "18",
            "November",
            "2026,",
            "18.",
            "de",
            "tháng",
            "no-shows",
            "self-made",
            "job—than",
            "a@b-cd.org",
            "«Привет»",
            "Donaudampfschifffahrtsgesellschaftskapitän",
            "Ευχαριστώ",
            "người",
            "m̈́x",
            '"',
            "'",
            "—",
            "AVAVAV",
            "fi",
            "\xa0",
            "x\xa0y",
            "́",
        ]
    ),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=60),
)
_TEXTS = st.lists(st.tuples(_WORDS, st.sampled_from([" ", " ", " ", " ", "\n", "\n\n", "-", "  ", "\t", "\r\n"]))).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
_HANDS = st.builds(Hand, st.floats(1.5, 7), st.sampled_from(PITCHES), face=st.sampled_from(["playpen", "caveat"]))
_WIDTHS = st.floats(20, 200)


@given(_TEXTS, _WIDTHS, _HANDS)
def test_joining_the_lines_gives_the_written_text_back(text, width, hand):
    assert joined(break_lines(text, width, hand)) == written(text)


@given(_TEXTS)
def test_what_is_written_is_written_the_same_again(text):
    assert written(written(text)) == written(text)


@given(_TEXTS, _WIDTHS, _HANDS)
def test_no_line_is_wider_than_the_card_unless_a_single_letter_is(text, width, hand):
    for line in break_lines(text, width, hand):
        letter = line.text.rstrip("".join(map(chr, range(0x300, 0x370))))
        assert width_mm(line.text, hand) <= width + 0.001 or len(letter) <= 1 or not letter.isprintable()


@given(_TEXTS, _WIDTHS, st.floats(0, 60), _HANDS)
def test_more_width_never_gives_more_lines(text, width, more, hand):
    assert len(break_lines(text, width + more, hand)) <= len(break_lines(text, width, hand))


@given(
    st.lists(st.sampled_from(["plain", "words", "of", "several", "lengths", "without", "ties"]), min_size=1), _WIDTHS
)
def test_every_line_takes_as_many_words_as_go_on_it(words, width):
    lines = broken(" ".join([*words, "lastly"]), width)
    firsts = [line.split(" ")[0] for line in lines[1:]]
    assert all(width_mm(f"{line} {first}", MEDIUM) > width for line, first in zip(lines, firsts, strict=False))


def test_a_letter_in_a_medium_hand_on_a5():
    assert broken(LETTER, CARDS["a5"].writing_width_mm) == [
        "Dear Ms Adeyemi,",
        "",
        "Thank you for the hour you gave me on",
        "Wednesday, and for showing me the",
        "volunteer rota on the wall. It told me",
        "more about the job than any description",
        "could.",
        "",
        "You asked how I would handle forty",
        "people who cannot be told what to do. I",
        "gave you half an answer. The rest: at",
        "Brookside I halved no-shows by asking",
        "one question at sign-up.",
        "",
        "I would be glad to talk again.",
        "",
        "Sincerely,",
        "Daniel Osei",
    ]


def test_lines_know_why_they_end():
    assert break_lines("Dear Ann,\n\nhow very Donaudampfschifffahrt", 40, MEDIUM) == (
        Line("Dear Ann,", LineEnd.OWN),
        Line("", LineEnd.OWN),
        Line("how very", LineEnd.WRAP),
        Line("Donaudamp", LineEnd.INSIDE),
        Line("fschifffahrt", LineEnd.LAST),
    )


def test_no_text_has_no_lines():
    assert (break_lines("", 100, MEDIUM), break_lines(" \r\n\t\n\u200b", 100, MEDIUM), joined(())) == ((), (), "")


def test_a_word_longer_than_the_line_starts_a_fresh_one_and_the_text_goes_on_after_it():
    assert broken("Im Rindfleischetikettierungsgesetz steht es anders geschrieben", 60) == [
        "Im",
        "Rindfleischetikettie",
        "rungsgesetz steht",
        "es anders",
        "geschrieben",
    ]


def test_a_letter_keeps_its_marks_where_a_word_is_broken():
    lines = broken("ḿ̤" * 40, 40)
    assert len(lines) > 5
    assert all(line == "ḿ̤" * (len(line) // 2) for line in lines)


def test_a_hyphen_between_letters_may_end_a_line():
    text = "at Brookside I halved the no-shows again"
    assert broken(text, width_mm("at Brookside I halved the no-", MEDIUM))[0] == "at Brookside I halved the no-"
    assert joined(break_lines(text, 60, MEDIUM)) == text


@pytest.mark.parametrize(
    "whole", ["E-Mail", "2026-11-18", "COVID-19", "ann@harbour-field.org", "harbour-field.org/a-bc"]
)
def test_other_hyphens_do_not_end_a_line(whole):
    text = f"Write to {whole} again"
    for width in range(45, 110):
        assert any(whole in line for line in broken(text, width)) or width_mm(whole, MEDIUM) > width


@pytest.mark.parametrize(
    "together",
    [
        "Ms Adeyemi",
        "Dr. Nguyễn",
        "Frau Dr. Schmidt",
        "Herrn Müller",
        "Mme Lefèvre",
        "M. Dupont",
        "Prof. J. Smith",
        "(Mr Osei)",
        "κ. Παπαδόπουλος",
        "г-н Иванов",
        "18 November",
        "18 November 2026",
        "18th of November 2026",
        "November 18",
        "November 18, 2026",
        "Nov. 18",
        "November 2026",
        "18. November 2026",
        "18 de noviembre de 2026",
        "1er décembre",
        "18 ноября 2026",
        "18 Νοεμβρίου 2026",
        "18 tháng 11 năm 2026",
    ],
)
def test_titles_and_dates_are_not_parted(together):
    text = f"we have spoken about {together} at length before lunch"
    parted = [width for width in range(45, 200) if not any(together in line for line in broken(text, width))]
    assert [width for width in parted if width_mm(together, MEDIUM) <= width] == []


@pytest.mark.parametrize("apart", ["dear Sir, Adeyemi", "of May please", "miss Harbour", "18 people", "March on"])
def test_what_only_looks_like_a_title_or_date_may_be_parted(apart):
    first, last = apart.rsplit(" ", 1)
    lines = broken(f"{first} {last} and more than that", width_mm(f"{first} {last}", MEDIUM) - 1)
    assert lines[0] == first


def test_no_short_word_stands_alone_on_the_last_line_of_a_paragraph():
    text = "It was good to be with you.\nIt was good to be with everyone."
    width = width_mm("It was good to be with", MEDIUM) + 1
    assert broken(text, width) == ["It was good to be", "with you.", "It was good to be with", "everyone."]


def test_words_that_belong_together_but_are_longer_than_the_line_are_broken_at_their_spaces():
    assert broken("on 18 November 2026 we met", 43) == ["on", "18 November", "2026 we met"]


@pytest.mark.parametrize(
    "text",
    [
        "Cảm ơn chị đã dành thời gian gặp tôi; cuộc trò chuyện về đội tình nguyện đã cho tôi nhiều suy nghĩ.",
        "Σας ευχαριστώ θερμά για την ώρα που μου αφιερώσατε· η συζήτησή μας για τους εθελοντές με βοήθησε πολύ.",
        "Благодарю вас за беседу; ваш рассказ о добровольцах объяснил мне больше, чем любое описание вакансии. Щёлк!",
        "Ďakujem, příště, łódź, őrült, șțiință, ğüzel, þjóð, ñandú, œuvre, ångström, ħobż, ģimene, ŵyn, ẞ, Ĳ, ŋ, ė, ų",
        "“Quotes”, ‘single’, „unten“, «guillemets», … – — € £ § № ° ½ × − • 100 % & @ # * + = / \\ | ~ ^ _ < > { } [ ]",
    ],
)
def test_every_script_of_the_hand_is_writable_and_breaks_at_spaces(text):
    assert unwritable(text, "playpen") == ()
    assert " ".join(broken(text, 90)) == text


def test_unwritable_characters_are_named_once_in_their_order():
    assert unwritable("Thanks 😀 for → the 👨‍👩‍👧 day 😀 ❤️ 株式", "playpen") == (
        "😀",
        "→",
        "👨",
        "👩",
        "👧",
        "❤",
        "株",
        "式",
    )


def test_caveat_has_no_greek_and_says_so():
    assert unwritable("Dear Ω, danke", "caveat") == ("Ω",)
    assert unwritable("Dear Ω, danke", "playpen") == ()


def test_a_letter_with_a_mark_is_writable_where_the_face_has_both():
    assert unwritable("ḿ ṃ ȟ", "playpen") == ()
    assert unwritable("a\u0308", "caveat") == ()


@pytest.mark.parametrize(
    ("typed", "pen"),
    [
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\tb   c\u2003d", "a b c d"),
        ("a\u00a0b \u00a0c\u202f\u00a0d", "a\u00a0b c\u00a0d"),
        ("co\u00adop\u200b\u2060\ufeff\u200d\u202e\x00\x07er", "cooper"),
        ("Cafe\u0301", "Café"),
        ("well\u2011known\u2010to", "well-known-to"),
        ("\n\n  Dear \n\n\n Ann \n\n", "Dear\n\n\nAnn"),
        ("a\ud800b", "ab"),
    ],
)
def test_what_no_pen_can_write_is_left_out(typed, pen):
    assert written(typed) == pen


def test_the_calibration_line_has_forty_characters_and_the_persons_width():
    assert len(calibration_line) == 40
    for hand in (Hand(2.6, 7), Hand(3.37, 8, face="caveat")):
        assert width_mm(calibration_line, hand) == pytest.approx(40 * hand.mm_per_char)


def test_a_hand_twice_as_wide_is_set_twice_as_large():
    assert Hand(5, 9).font_size_mm == pytest.approx(2 * Hand(2.5, 9).font_size_mm)
    assert width_mm(LETTER.split("\n")[2], Hand(5, 9)) == pytest.approx(
        2 * width_mm(LETTER.split("\n")[2], Hand(2.5, 7))
    )


@pytest.mark.parametrize("wrong", [(0, 8), (-1, 8), (float("nan"), 8), (3, 0), (3, float("inf")), (3, 8, 0)])
def test_a_hand_without_measure_is_refused(wrong):
    with pytest.raises(ValueError, match="above zero"):
        Hand(*wrong)


def test_a_hand_in_a_face_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="no hand face 'garamond'"):
        Hand(3, 8, face="garamond")


def test_a_letter_laid_out_on_one_side():
    assert lay_out("Dear Ann,\n\nthank you for 2 hours — truly.\n", CARDS["a6"], Hand(2.6, 7, 13)) == Layout(
        sides=(
            (
                NumberedLine(1, "Dear Ann,"),
                NumberedLine(2, ""),
                NumberedLine(3, "thank you for 2 hours — truly."),
            ),
        ),
        lines_per_side=18,
        words=8,
        minutes=1,
    )


def test_a_longer_letter_goes_on_to_further_sides_numbered_anew():
    layout = lay_out(LETTER, CARDS["a6"], Hand(4.0, 9))
    assert [[line.number for line in side] for side in layout.sides] == [[*range(1, 15)], [*range(1, 15)]]
    assert [side[0].text for side in layout.sides] == ["Dear Ms Adeyemi,", "people who cannot be"]
    assert (layout.lines_used, layout.fits, layout.lines_per_side) == (28, False, 14)


def test_no_side_begins_with_a_blank_line():
    assert [[line.text for line in side] for side in lay_out("a\nb\nc\nd\n\n\ne", CARDS["a2"], Hand(4, 22)).sides] == [
        ["a", "b", "c", "d"],
        ["e"],
    ]


def test_no_letter_still_has_its_side():
    assert lay_out("", CARDS["a5"], MEDIUM) == Layout(sides=((),), lines_per_side=23, words=0, minutes=0)
    assert lay_out("", CARDS["a5"], MEDIUM).fits


def test_minutes_are_rounded_up_at_the_persons_speed():
    words = " ".join(["word"] * 31)
    assert [lay_out(words, CARDS["a5"], Hand(3, 8, speed)).minutes for speed in (10, 15, 31)] == [4, 3, 1]
