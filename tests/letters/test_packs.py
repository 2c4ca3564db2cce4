"""The pack of an interview: what is in it, and how it is made."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from accounts.models import Errand
from interviews.models import Interview
from letters.models import Letter
from letters.pack_sheet import Choice, pack
from letters.packs import pack_of, pack_problem
from letters.tasks import pack_errand
from tests.conftest import NOW
from tests.factories import letter_to, make_interview, make_user, seat
from tests.letters.reading_pdf import pages_of, size_of, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NAMES = ("Ann Avery", "Bo Berg", "Cai Chen", "Dee Diaz", "Eli Ek", "Flo Frost")
THERE = {"street": "12 Quay Street", "town": "Bristol", "postcode": "BS1 4DJ", "country": "GB"}


def panel_of(user, count):
    """An interview with that many on its panel, the company's address known and every letter written."""
    interview = make_interview(user, panel=[seat(name, topics=[f"topic of {name}"]) for name in NAMES[:count]])
    type(interview.position).objects.filter(pk=interview.position_id).update(**THERE)
    for letter in interview.letters.all():
        Letter.objects.filter(pk=letter.pk).update(text=f"Dear {letter.recipient.name},\n\nthank you for everything.")
    interview.position.refresh_from_db()
    return interview


def words_of(pdf):
    return [" ".join(page.extract_text().split()) for page in pages_of(pdf)]


def test_the_pack_has_a_tick_list_and_a_copy_sheet_for_everyone(user):
    interview = panel_of(user, 3)
    front, *sheets = words_of(pack(pack_of(interview, Choice(), NOW)))
    for name in NAMES[:3]:
        assert (
            f"{name} Thank-you letter 1 side of A5 Post by Friday 20 November copied read once more addressed stamped posted"
            in front
        )
    assert [next(name for name in NAMES if f"Dear {name}," in sheet) for sheet in sheets] == list(NAMES[:3])


def test_guides_and_envelopes_come_as_ticked(user):
    interview = panel_of(user, 2)
    plain = pages_of(pack(pack_of(interview, Choice(guides="plain", envelopes="true"), NOW)))
    assert [texts(page)[0].text for page in plain[1:]] == [
        "Ann Avery", "Guide sheet", "Ann Avery", "Bo Berg", "Bo Berg",
    ]  # fmt: skip
    assert size_of(plain[3]) == (pytest.approx(229, abs=0.01), pytest.approx(162, abs=0.01))
    worded = pages_of(pack(pack_of(interview, Choice(guides="words", envelopes="model"), NOW)))
    assert [texts(page)[0].text for page in worded[1:]] == [
        "Ann Avery", "Guide sheet", "The envelope, to copy", "Bo Berg", "Guide sheet", "The envelope, to copy",
    ]  # fmt: skip


def test_slips_come_as_ticked(user):
    interview = panel_of(user, 1)
    user.gifts.create(letter=interview.letters.get(), text="An essay", web="https://example.org/essay")
    whole = pack_of(interview, Choice(), NOW)
    assert ["https://example.org/essay" in page for page in words_of(pack(whole))] == [False, True]
    assert "enclose the gift slip" in words_of(pack(whole))[0]
    bare = words_of(pack(pack_of(interview, Choice(has_slips=False), NOW)))
    assert ["https://example.org/essay" in page or "slip" in page for page in bare] == [False, False]


def test_a_call_has_its_call_sheet_and_an_email_has_nothing(user):
    interview = panel_of(user, 3)
    for name, channel in (("Ann Avery", "call"), ("Bo Berg", "email")):
        Letter.objects.filter(pk=letter_to(interview, name).pk).update(channel=channel)
    front, *sheets = words_of(pack(pack_of(interview, Choice(), NOW)))
    assert ["Ann Avery" in front, "by telephone called" in front, "Bo Berg" in front] == [True, True, False]
    assert [sheet[:14] for sheet in sheets] == ["Call Ann Avery", "Cai ChenThank-"]


def test_letters_that_are_gone_are_not_in_it(user):
    interview = panel_of(user, 2)
    Letter.objects.filter(pk=letter_to(interview, "Bo Berg").pk).update(state="posted", closed_at=NOW)
    assert [letter.recipient for letter in pack_of(interview, Choice(), NOW).letters] == ["Ann Avery"]


def test_what_cannot_be_printed_is_named_and_the_rest_is_printed(browser, user):
    interview = panel_of(user, 2)
    Letter.objects.filter(pk=letter_to(interview, "Bo Berg").pk).update(text="Dear Bo 山,")
    type(interview.position).objects.filter(pk=interview.position_id).update(street="")
    interview.position.refresh_from_db()
    page = browser.get(f"/letters/packs/{interview.pk}/").content.decode()
    assert (
        f'<a href="/letters/{letter_to(interview, "Bo Berg").pk}/address/">Say where the letter to Bo Berg goes</a>'
        in page
    )
    front, *sheets = words_of(pack(pack_of(interview, Choice(envelopes="true"), NOW)))
    assert "The hand on the sheet cannot write U+5C71 . Write them another way, or take them out." in front
    assert front.count("There is no envelope: the address is not known yet.") == 2
    assert len(sheets) == 1


def test_the_same_pack_has_the_same_bytes_title_and_language(user):
    whole = pack_of(panel_of(user, 2), Choice("words", "model"), NOW)
    pdf = pack(whole)
    assert pack(whole) == pdf
    reader = PdfReader(BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert (reader.metadata.title, reader.metadata.author) == ("Letters for Harbour & Field", "Daniel Osei")
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)


def test_a_small_pack_is_printed_at_once(browser, user):
    interview = panel_of(user, 4)
    url = f"/letters/packs/{interview.pk}/"
    page = browser.get(url).content.decode()
    assert f'<a href="/letters/{letter_to(interview, "Ann Avery").pk}/">Ann Avery</a>' in page
    assert "Say where" not in page
    response = browser.post(url, {"guides": "plain", "envelopes": "", "slips": "on"})
    assert response["Location"] == f"{url}pack.pdf?guides=plain&slips=True"
    response = browser.get(response["Location"])
    assert response["Content-Disposition"] == 'inline; filename="Letters for Harbour & Field.pdf"'
    assert len(pages_of(response.content)) == 6
    again = browser.get(f"{url}pack.pdf?guides=plain&slips=True", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    other = browser.get(f"{url}pack.pdf?slips=True", headers={"If-None-Match": response["ETag"]})
    assert other.status_code == 200
    assert Errand.objects.count() == 0


def test_a_larger_pack_is_an_errand(browser, user):
    interview = panel_of(user, 5)
    url = f"/letters/packs/{interview.pk}/"
    response = browser.post(url, {"envelopes": "model", "slips": "on"})
    errand = Errand.objects.get()
    assert response["Location"] == f"/settings/errands/{errand.pk}/"
    assert browser.post(url, {"envelopes": "model", "slips": "on"})["Location"] == response["Location"]
    assert browser.get(f"{url}pack.pdf?slips=True")["Location"] == url
    assert (errand.kind, errand.total, errand.state) == ("letters.pack", 11, "queued")
    pack_errand(errand.pk)
    page = browser.get(response["Location"]).content.decode()
    assert "Open the file" in page
    file = browser.get(response["Location"] + "file")
    assert file["Content-Disposition"] == 'inline; filename="Letters for Harbour & Field.pdf"'
    assert len(pages_of(b"".join(file))) == 11
    errand.refresh_from_db()
    assert (errand.state, errand.done, errand.attempts) == ("done", 11, 1)


def test_few_letters_of_many_sides_are_an_errand_and_too_many_sides_are_refused(browser, user):
    type(user).objects.filter(pk=user.pk).update(card="a6", pitch_mm=10, mm_per_character=4)
    interview = panel_of(user, 1)
    url = f"/letters/packs/{interview.pk}/"
    for text, sides in (("line\n" * 191, 16), ("line\n" * 193, 17)):
        interview.letters.update(text=text)
        assert pack_of(Interview.objects.get(), Choice(), NOW).sides == sides
        assert ("pack.pdf" in browser.post(url, {})["Location"]) == (sides == 16)
    whole = pack_of(Interview.objects.get(), Choice(), NOW)
    assert pack_problem(replace(whole, letters=whole.letters * 14)) == ""
    assert pack_problem(replace(whole, letters=whole.letters * 15)) == (
        "The letters take 255 sides; at most 250 go into one file. Print some by themselves."
    )


def test_a_pack_of_an_interview_that_is_gone_fails_with_a_sentence(browser, user):
    interview = panel_of(user, 5)
    browser.post(f"/letters/packs/{interview.pk}/", {})
    interview.letters.all().delete()
    interview.delete()
    pack_errand(Errand.objects.get().pk)
    assert (Errand.objects.get().state, Errand.objects.get().error) == ("failed", "The interview is no longer there.")


def test_with_no_letter_open_the_page_says_so(browser, user):
    interview = make_interview(user, panel=[])
    assert (
        "No letter of this interview is open and goes by post."
        in browser.get(f"/letters/packs/{interview.pk}/").content.decode()
    )
    assert browser.post(f"/letters/packs/{interview.pk}/", {"slips": "on"}).status_code == 200
    assert browser.get(f"/letters/packs/{interview.pk}/pack.pdf").status_code == 302


@pytest.mark.parametrize("fields", [{"guides": "all"}, {"envelopes": "\x00"}, {"envelopes": "x" * 9999}])
def test_what_cannot_be_ticked_is_a_field_error(browser, user, fields):
    url = f"/letters/packs/{panel_of(user, 2).pk}/"
    assert list(browser.post(url, fields).context["form"].errors) == list(fields)
    assert browser.get(url + "pack.pdf", fields)["Location"] == url


def test_the_task_waits_for_no_redelivery_and_has_its_limits():
    task = pack_errand
    assert (task.acks_late, task.reject_on_worker_lost, task.soft_time_limit, task.time_limit) == (
        False, False, 900, 960,
    )  # fmt: skip
    assert task.app.amqp.router.route({}, task.name)["queue"].name == "errands"


def test_the_pack_of_somebody_else_is_not_found(client, user):
    interview = panel_of(user, 2)
    client.force_login(make_user())
    for page in ("", "pack.pdf"):
        assert client.get(f"/letters/packs/{interview.pk}/{page}").status_code == 404


def test_a_pack_asks_the_database_as_often_for_two_as_for_six(user):
    small, large = panel_of(user, 2), panel_of(make_user(), 6)
    counts = []
    for interview in (small, large):
        with CaptureQueriesContext(connection) as asked:
            pack_of(interview, Choice(envelopes="true"), NOW)
        counts.append(len(asked))
    assert counts[0] == counts[1]
