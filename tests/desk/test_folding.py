import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.folding import LONGEST_QUERY, Piece, contains, excerpt, folded, marked, words_of

TEXTS = st.text(
    st.one_of(st.sampled_from("aäáÁeEéßIİıøŁđ çñ\u0301\u200d’–\n\tכָّبًが한👩🏽‍🌾%_\\'\""), st.characters()), max_size=80
)


def hits(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.is_hit]


@pytest.mark.parametrize(
    ("written", "fold"),
    [
        ("Cézanne", "cezanne"),
        ("CE\u0301ZANNE", "cezanne"),
        ("Nguyễn Thu Hà", "nguyen thu ha"),
        ("Đặng", "dang"),
        ("Ελένη Παπαδοπούλου", "ελενη παπαδοπουλου"),
        ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
        ("Straße, STRASSE", "strasse, strasse"),
        ("Søren Ærø, Łódź, Þór, İstanbul, ısı", "soren aero, lodz, thor, istanbul, isi"),
        ("Ёлка", "елка"),
        ("שָׁלוֹם בֵּית־סֵפֶר", "שלום בית-ספר"),
        ("مُحَمَّـد", "محمد"),
        ("O’Brien – “no‑shows”", 'o\'brien - "no-shows"'),
        ("ﬁne ½ ①", "fine 1⁄2 1"),
        ("a\u200b\u00adb\u202ec", "abc"),
        ("a\x00b\r\n\tc\u00a0d", "a b   c d"),
        ("👩🏽‍🌾", "👩🏽🌾"),
        ("", ""),
    ],
)
def test_every_way_of_writing_a_word_folds_into_one(written, fold):
    assert folded(written) == fold


@given(TEXTS)
@example("İI\u0307")
def test_folding_twice_changes_nothing_more(text):
    assert folded(folded(text)) == folded(text)


@given(TEXTS, TEXTS)
def test_the_fold_of_a_text_is_that_of_its_parts(one, other):
    assert folded(one + other) == folded(one) + folded(other)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("  Rota  volunteers ", ("volunteers", "rota")),
        ("“volunteer no-shows”", ("volunteer", "no-shows")),
        ("'rota' \"wall\"", ("rota", "wall")),
        ("O'Brien", ("o'brien",)),
        ("volunteer volunteers VOLUNTEER", ("volunteers",)),
        ('"', ('"',)),
        ("", ()),
        ("\x00 \u200b \ufeff", ()),
        ("%", ("%",)),
        ("x" * LONGEST_QUERY, ("x" * LONGEST_QUERY,)),
        ("x" * (LONGEST_QUERY + 1), ()),
    ],
)
def test_a_query_is_its_words(query, words):
    assert words_of(query) == words


def test_all_words_are_wanted_in_any_order():
    text = "A team of volunteers who stay, at Harbour & Field"
    assert contains(text, words_of("field VOLUNTEERS"))
    assert not contains(text, words_of("field museum"))
    assert contains(text, ())


def test_a_hit_is_marked_as_it_is_written():
    assert marked("Paul Cézanne, CE\u0301ZANNE", ("cezanne",)) == (
        Piece("Paul ", False), Piece("Cézanne", True), Piece(", ", False), Piece("CE\u0301ZANNE", True),
    )  # fmt: skip
    assert hits(marked("Straße", ("ss",))) == ["ß"]
    assert hits(marked("abcabc", ("ab", "bc"))) == ["abcabc"]
    assert hits(marked("a.b a+b", (".b",))) == [".b"]
    assert marked("nothing", ("else",)) == (Piece("nothing", False),)
    assert marked("", ("x",)) == ()


@given(TEXTS, TEXTS)
@example("e\u0301", "e")
def test_what_contains_a_word_has_it_marked_and_loses_no_character(text, query):
    words = words_of(query)
    pieces = marked(text, words)
    assert "".join(piece.text for piece in pieces) == text
    assert all(any(word in folded(piece.text) for word in words) for piece in pieces if piece.is_hit)
    if words and contains(text, words):
        joined = "\n".join(folded(hit) for hit in hits(pieces))
        assert all(word in joined for word in words)


def test_an_excerpt_stands_around_the_first_hit_and_between_words():
    text = "One word after the other. " * 20 + "Then the rota on the wall. " + "And so it goes on and on. " * 20
    pieces = excerpt(text, ("rota",), 80)
    said = "".join(piece.text for piece in pieces)
    assert said == "…the other. Then the rota on the wall. And so it goes on and on. And so it…"
    assert hits(pieces) == ["rota"]


def test_a_short_text_is_its_own_excerpt():
    assert excerpt("the rota\n\non the wall", ("rota",)) == (
        Piece("the ", False), Piece("rota", True), Piece(" on the wall", False),
    )  # fmt: skip


def test_a_word_longer_than_the_excerpt_is_cut():
    pieces = excerpt("x" * 5000, ("xx",), 50)
    assert [(len(piece.text), piece.is_hit) for piece in pieces] == [(50, True), (1, False)]


@given(st.text(max_size=600), st.text(max_size=20), st.integers(10, 200))
def test_an_excerpt_is_never_much_longer_than_asked(text, query, most):
    assert len("".join(piece.text for piece in excerpt(text, words_of(query), most))) <= most + 2
