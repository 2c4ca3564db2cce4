from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from desk import indexing
from desk.example import load_example, remove_example
from desk.models import THINGS, SearchEntry
from desk.search import FIRST_OF_EACH, Results, search
from desk.tasks import index_all
from interviews.models import Interview, Interviewer, Position
from interviews.outcomes import forget
from interviews.panel import rename_company, set_panel
from interviews.signals import interview_changed
from letters.models import Letter
from letters.states import mark
from tests.conftest import NOW
from tests.factories import (
    HELD_AT,
    letter_to,
    log_form,
    make_interview,
    make_position,
    make_user,
    person,
    queries_of,
    seat,
)
from tests.routes import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TEXT = "Dear Ms Adeyemi,\n\nHalf of leading forty volunteers is asking them.\n\nSincerely,\nDaniel Osei"


def told(results: Results) -> dict[str, list[str]]:
    """What was found: the titles of each kind."""
    return {group.kind: ["".join(piece.text for piece in hit.title) for hit in group.hits] for group in results.groups}


def marks(results: Results) -> list[str]:
    """Every word that is marked, in the order of the page."""
    return [
        piece.text
        for group in results.groups
        for hit in group.hits
        for pieces in (hit.title, hit.about, *(excerpt.pieces for excerpt in hit.excerpts))
        for piece in pieces
        if piece.is_hit
    ]


def entries() -> list[tuple[object, ...]]:
    """Everything that can be searched, without the keys of its rows."""
    return sorted(SearchEntry.objects.values_list("owner", "kind", "folded", "version", "at"))


def is_in_line(user) -> bool:
    """Whether folding everything anew would change nothing."""
    before = entries()
    indexing.refresh_account(user)
    return entries() == before


def test_words_are_found_in_any_order_without_capitals_and_accents(user):
    make_interview(user, left_out="I ran the winter programme alone", where="12 Quay Street")
    assert told(search(user, "cezanne ADEYEMI")) == {"note": ["Ms Ifeoma Adeyemi"]}
    assert told(search(user, "reyes")) == {
        "person": ["Mr Tom Reyes"], "note": ["Mr Tom Reyes"], "letter": ["Thank-you letter to Mr Tom Reyes"],
    }  # fmt: skip
    assert told(search(user, "programme WINTER")) == {"note": ["Interview"]}
    assert told(search(user, "quay")) == {"note": ["Interview"]}
    assert told(search(user, "budgets cézanne")) == {}
    found = search(user, "“programme manager” harbour")
    assert told(found)["position"] == ["Programme Manager"]
    (group,) = (group for group in found.groups if group.kind == "position")
    assert group.hits[0].url == f"/interviews/positions/{Position.objects.get().pk}/"


def test_a_hit_says_where_it_stands_and_marks_the_words(user):
    make_interview(user)
    found = search(user, "cezanne")
    (hit,) = found.groups[0].hits
    assert ("".join(piece.text for piece in hit.about), str(hit.excerpts[0].label), str(hit.on)) == (
        "Programme Manager, Harbour & Field", "Cares about", "2026-11-18",
    )  # fmt: skip
    assert (hit.url, marks(found)) == (Interview.objects.get().get_absolute_url(), ["Cézanne"])


def test_a_letters_own_words_are_found_as_soon_as_they_are_saved(user, browser):
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    assert told(search(user, "forty volunteers")) == {}
    browser.post(letter.get_absolute_url(), {"text": TEXT, "version": 0})
    found = search(user, "volunteers forty")
    assert told(found) == {"letter": ["Thank-you letter to Ms Ifeoma Adeyemi"]}
    assert marks(found) == ["forty", "volunteers"]
    # Typed on, without any news of it: the old words are gone, the new ones there, and so they stay.
    Letter.objects.filter(pk=letter.pk).update(text=TEXT.replace("forty", "fifty"), version=2)
    for _ in range(2):
        assert (told(search(user, "forty")), list(told(search(user, "fifty")))) == ({}, ["letter"])
        indexing.refresh_account(user)


def test_a_letter_that_changed_by_a_verb_is_folded_anew(user):
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    letter.text = "the rota on the wall"  # as marking a draft ready does, under the version it has
    letter.save()
    mark(letter, Letter.State.POSTED, NOW)
    assert list(told(search(user, "rota wall"))) == ["letter"]
    assert is_in_line(user)


def test_somebody_of_whom_there_was_no_news_is_found(user):
    ada = Interviewer.objects.create(owner=user, name="Ada Byrne", phone="0117 496 0000")
    found = search(user, "byrne 0117")
    assert told(found) == {"person": ["Ada Byrne"]}
    assert found.groups[0].hits[0].url == f"/people/{ada.pk}/"
    indexing.refresh_account(user)
    assert told(search(user, "byrne 0117")) == {"person": ["Ada Byrne"]}


def test_what_can_be_searched_follows_everything_that_is_done(user, browser):
    """Each verb leaves the entries as folding everything anew would make them."""
    browser.post("/interviews/log/", log_form({"name": "Tom Reyes", "topics": "rota", "role": "Head"}))
    first = Interview.objects.get()
    assert is_in_line(user)
    assert len(entries()) == 4  # Tom, the position, what he cares about, the letter to him
    row = {"seat": str(first.seats.get().pk), "name": "Thomas Reyes", "topics": ""}
    form = log_form(row, {"name": "Ada Byrne", "impressed_me": "wall"}, company="Harbour", initial=1, left_out="all")
    assert browser.post(f"/interviews/{first.pk}/edit/", form).status_code == 302
    assert is_in_line(user)
    assert told(search(user, "thomas harbour"))["person"] == ["Thomas Reyes"]
    assert told(search(user, "rota")) == {}
    second = make_interview(user, position=make_position(user, company="Museum"), panel=[seat("X")])
    second.seats.update(interviewer=person(user, "Ada Byrne"))
    interview_changed.send(Interview, position=second.position, interview=second)
    browser.post(f"/people/{person(user, 'Ada Byrne').pk}/edit/", {"name": "Ada Quinn", "company": "Harbour"})
    assert is_in_line(user)
    assert told(search(user, "quinn museum"))["letter"] == ["Thank-you letter to Ada Quinn"]
    for letter in first.letters.all():
        mark(letter, Letter.State.DROPPED, NOW)
    browser.post(f"/interviews/positions/{first.position_id}/outcome/", {"outcome": "refusal", "on": "2026-11-18"})
    assert is_in_line(user)
    forget(Interview.objects.get(pk=second.pk))
    set_panel(first, [])
    interview_changed.send(Interview, position=first.position, interview=first)
    assert is_in_line(user)
    load_example(user, NOW)
    assert is_in_line(user)
    remove_example(user)
    assert is_in_line(user)
    user.delete()
    assert entries() == []


def test_what_a_signal_missed_the_hourly_round_heals(user, capsys):
    interview = make_interview(user)
    whole = entries()
    SearchEntry.objects.filter(kind="letter").update(folded="something else")
    SearchEntry.objects.filter(kind="note").delete()
    rename_company(interview.position, "Elsewhere")  # an update without news
    interview.position.save()
    index_all()
    assert told(search(user, "elsewhere reyes"))["letter"] == ["Thank-you letter to Mr Tom Reyes"]
    assert len(entries()) == len(whole)
    SearchEntry.objects.all().delete()
    call_command("index_search")
    assert is_in_line(user)
    assert capsys.readouterr().out == "7 things can be searched.\n"
    call_command("index_search", user.email.upper())
    with pytest.raises(CommandError, match="There is no account with the address nobody@"):
        call_command("index_search", "nobody@example.org")


def test_what_is_wrong_with_one_account_holds_up_no_other(user, monkeypatch, caplog):
    make_interview(user)
    SearchEntry.objects.all().delete()
    ill = make_user()

    def refresh(account: User) -> None:
        if account.pk == ill.pk:
            raise LookupError("Adeyemi")
        indexing.refresh_account(account)

    monkeypatch.setattr("desk.tasks.refresh_account", refresh)
    last = make_user()
    make_interview(last)
    SearchEntry.objects.all().delete()
    index_all()
    assert set(SearchEntry.objects.values_list("owner", flat=True)) == {user.pk, last.pk}
    assert f"account not indexed account={ill.pk} error=LookupError at refresh" in caplog.text
    assert "Adeyemi" not in caplog.text


def test_an_entry_is_of_one_thing_and_goes_with_it(user):
    make_interview(user)
    assert {
        sum(getattr(entry, f"{thing}_id") is not None for thing in THINGS) for entry in SearchEntry.objects.all()
    } == {1}
    Position.objects.all().delete()
    assert list(SearchEntry.objects.values_list("kind", flat=True)) == ["person", "person"]


def test_nobody_finds_what_is_somebody_elses(user):
    make_interview(make_user())
    assert told(search(user, "adeyemi")) == {}
    mine = make_interview(user)
    found = search(user, "adeyemi")
    assert {hit.url for group in found.groups for hit in group.hits} <= {
        f"/people/{person(user, 'Ifeoma Adeyemi').pk}/", mine.get_absolute_url(),
        letter_to(mine, "Ifeoma Adeyemi").get_absolute_url(),
    }  # fmt: skip


STRANGE = ["%", "_", "\\", "\\%", "%00", "\x00", "\x00adeyemi", "' OR 1=1 --", "[a-z]*", "👩🏽‍🌾", "\u202eimeyeda", "שלום",
           "a" * 5000, "x " * 2500, "(", "a|b", ""]  # fmt: skip


@pytest.mark.parametrize("query", STRANGE)
def test_a_strange_query_finds_what_it_says_or_nothing(user, query):
    make_interview(user, left_out="100 % of it_all \\ (a|b) for 👩🏽‍🌾 שָׁלוֹם")
    page = signed_in(user).get("/search/", {"q": query})
    assert page.status_code == 200
    found = {"%": 1, "_": 1, "\\": 1, "👩🏽‍🌾": 1, "שלום": 1, "(": 1, "a|b": 1, "\x00adeyemi": 3}
    assert page.context["found"].count == found.get(query, 0)


@pytest.mark.parametrize("query", ["%ED%A0%80", "%00", "%ff%fe", "qq", "%F0%9F%98%80%00"])
def test_bytes_that_are_no_text_find_nothing(user, query):
    make_interview(user)
    for page in ("", "&page=9e99&kind=letter", "&kind=%00&page=-1"):
        answer = signed_in(user).get(f"/search/?q={query}{page}")
        assert (answer.status_code, answer.context["found"].count) == (200, 0)


def test_the_page_works_without_script_and_marks_in_html(browser, user):
    make_interview(user, panel=[seat("Tom <b>Reyes", topics=["<i>Cézanne</i>"], is_lead=True)])
    page = browser.get("/search/?q=cezanne+reyes").content.decode()
    assert "<mark>Cézanne</mark>&lt;/i&gt;" in page
    assert "Tom &lt;b&gt;<mark>Reyes</mark>" in page
    assert 'value="cezanne reyes"' in page
    assert "1 hit" in page
    assert "<title>" in page
    assert "write down a word or two" in browser.get("/search/").content.decode()
    assert "Nothing holds all of these words" in browser.get("/search/?q=nothing").content.decode()
    assert "200 characters at most" in browser.get("/search/?q=" + "a" * 201).content.decode()


def test_while_one_types_only_what_was_found_comes(browser, user):
    make_interview(user)
    response = browser.get("/search/?q=cezanne", headers={"HX-Request": "true"})
    part = response.content.decode()
    assert "<title>" not in part
    assert "<mark>Cézanne</mark>" in part
    assert 'hx-swap-oob="innerHTML:#search-said"' in part
    assert "HX-Request" in response["Vary"]
    again = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<title>" in browser.get("/search/?q=cezanne", headers=again).content.decode()


def test_each_kind_shows_its_first_and_the_rest_in_pages(browser, user):
    for number in range(25):
        make_interview(
            user,
            position=make_position(user, company=f"Company {number}"),
            panel=[seat(f"Person {number}", topics=["rota"])],
            starts_at=HELD_AT - timedelta(days=number),
        )
    found = search(user, "rota")
    assert [(group.kind, group.count, len(group.hits), group.has_more) for group in found.groups] == [
        ("note", 25, FIRST_OF_EACH, True)
    ]
    assert told(found)["note"][0] == "Person 0"  # the latest first
    page = browser.get("/search/?q=rota").content.decode()
    assert 'href="?q=rota&amp;kind=note"' in page
    pages = [search(user, "rota", kind="note", page=number) for number in (1, 2, "9e99", "-1")]
    assert [len(each.groups[0].hits) for each in pages] == [20, 5, 20, 5]
    everywhere = {hit.url for each in pages[:2] for hit in each.groups[0].hits}
    assert len(everywhere) == 25
    assert 'href="?q=rota&amp;kind=note&amp;page=2"' in browser.get("/search/?q=rota&kind=note").content.decode()
    assert search(user, "rota", kind="nonsense").page is None


def test_searching_asks_the_database_as_often_for_thirty_as_for_one(browser, user):
    paths = ["/search/?q=rota", "/search/?q=rota&kind=letter", "/people/", "/people/?q=p"]

    def meet(number: int) -> None:
        make_interview(
            user, position=make_position(user, company=f"Rota {number}"), left_out="rota",
            panel=[seat(f"P{number}", topics=["rota"], concern="rota"), seat(f"Q{number}", topics=["rota", "x"])],
        )  # fmt: skip
        Letter.objects.filter(version=0).update(text="the rota", version=1)

    meet(0)
    indexing.refresh_account(user)
    Letter.objects.update(version=2)  # behind, as while somebody types
    Interviewer.objects.create(owner=user, name="Rota P")
    before = queries_of(browser, paths)
    for number in range(1, 30):
        meet(number)
    assert queries_of(browser, paths) == before


def test_the_people_of_a_position_can_be_searched_even_without_a_seat(user):
    position = make_interview(user, panel=[]).position
    position.hr_contact = Interviewer.objects.create(owner=user, name="Ada Byrne", email="ada@harbour.example")
    position.save()
    interview_changed.send(Position, position=position, interview=None)
    assert told(search(user, "ada@harbour")) == {"person": ["Ada Byrne"]}
