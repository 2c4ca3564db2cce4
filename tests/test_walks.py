"""Walks over every route: by a stranger, signed out, with nonsense in the address, without a token."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from config.headers import PERMISSIONS
from tests.factories import make_user
from tests.routes import BY_TOKEN, PUBLIC, SAME_FOR_ALL, Route, World, make_world, routes, rows, signed_in, signed_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NO_KEYS = ["0", str(2**31), str(2**63), str(2**64), "9" * 5000, "-1", "1.5", "abc", "%00", "%ED%A0%80", "..%2f", "٣"]
QUERIES = [
    "q=%00&page=-1&next=//evil.example",
    "page=9e99&next=https:evil.example",
    "page=" + "9" * 5000,
    "page=%00&q=%ED%A0%80&next=%00",
    "page[]=x&%ED%A0%80=" + "a" * 3000,
]
INLINE = re.compile(rb"""<style|<script>|<[^>]*\s(?:style|on\w+)=|(?:href|action|src)=["']?javascript:""")
CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "manifest-src 'self'",
}


@pytest.fixture
def world() -> World:
    return make_world()


def seen(answers: dict[str, Any], wrong: Callable[[Any], bool]) -> dict[str, Any]:
    """Return the answers that are wrong, by what was asked."""
    return {asked: answer for asked, answer in answers.items() if wrong(answer)}


def get(client: Client, path: str, **extra: Any) -> int:
    return client.get(path, **extra).status_code


def ours(world: World, *, with_key: bool = False) -> list[Route]:
    return [route for route in routes(world) if route.is_ours and (route.has_key or not with_key)]


def test_a_route_without_an_example_fails_the_walk(world, monkeypatch):
    monkeypatch.setattr(World, "examples", lambda self: {})
    with pytest.raises(LookupError, match="no example arguments for the route desk:month"):
        routes(world)


def test_a_stranger_finds_nothing_where_somebodys_row_is(world):
    stranger, before = signed_in(make_user()), rows()
    answers = {
        f"{ask.__name__} {route.name}": ask(route.path).status_code
        for route in routes(world)
        if route.has_key
        for ask in (stranger.get, stranger.head, stranger.post)
    }
    buttons = (
        "gifts:remove", "lessons:remove", "interviews:cancel", "interviews:move", "letters:fit", "letters:autosave", "reminders:resume",
        "reminders:try_again", "people:take_out",
    )  # fmt: skip
    buttons += ("letters:open", "interviews:move_on", "interviews:take_back")
    expected = dict.fromkeys(answers, 404)
    expected |= {f"{ask} {name}": 405 for name in buttons for ask in ("get", "head")}
    sheets = {route.name for route in routes(world) if route.is_sheet and route.has_key}
    sheets |= {"accounts:errand", "accounts:errand_file", "data:export_file"}
    expected |= {f"post {name}": 405 for name in sheets}
    expected |= {"post reminders:act": 405, "post interviews:detail": 405, "post letters:history": 405}
    expected |= {"post interviews:position": 405, "post debrief:start": 405, "post people:detail": 405}
    assert answers == expected
    assert rows() == before


def test_a_strangers_404_is_that_of_a_row_that_never_was(world):
    stranger = signed_in(make_user())
    for route in ours(world, with_key=True):
        ask = stranger.post if stranger.get(route.path).status_code == 405 else stranger.get
        theirs, nobodys = ask(route.path), ask(route.with_argument("999999"))
        assert (route.name, theirs.status_code, theirs.content) == (route.name, 404, nobodys.content)


def test_the_stranger_sees_none_of_the_words_on_any_page(world):
    stranger = signed_in(make_user(name="Somebody Else"))
    pages = {route.name: stranger.get(route.path).content.decode("utf-8", "replace") for route in routes(world)}
    del pages["mailbox"], pages["mailbox_message"]  # the machine's, not an account's
    del pages["calendar_feed"]  # whoever has its address may read it
    words = ("Adeyemi", "Harbour", world.user.email, "Quay Street", "550")
    assert seen(pages, lambda page: any(word in page for word in words)) == {}


def test_the_admin_opens_to_nobody_but_its_staff(world):
    doors = [route.path for route in routes(world) if route.is_admin]
    stranger = signed_in(make_user())
    assert seen({path: get(stranger, path) for path in doors}, lambda code: code not in {302, 403}) == {}
    assert seen({path: get(signed_out(), path) for path in doors}, lambda code: code not in {302, 403}) == {}
    staff = signed_in(make_user(is_staff=True, is_superuser=True))
    asked = {
        "admin:view_on_site": 404,
        "admin:autocomplete": 403,
        "admin:login": 302,
        "admin:password_change_done": 200,
    }
    answers = {route.name: get(staff, route.path) for route in routes(world) if route.is_admin}
    del answers["admin:logout"]
    assert seen(answers | {name: 200 for name in asked if answers[name] == asked[name]}, lambda code: code != 200) == {}


def test_signed_out_every_page_leads_to_the_sign_in_but_the_public_ones(world):
    visitor = signed_out()
    answers = {}
    for route in ours(world):
        for ask in (visitor.get, visitor.post):
            response = ask(route.path)
            answers[f"{ask.__name__} {route.name}"] = response.headers.get("Location", response.status_code)
    sign_in = {
        asked: answer
        for asked, answer in answers.items()
        if str(answer).startswith("/accounts/login/?next=/") and not str(answer).startswith("/accounts/login/?next=//")
    }
    assert {asked.split()[1] for asked in answers.keys() - sign_in.keys()} == PUBLIC
    assert {asked: answers[asked] for asked in answers.keys() - sign_in.keys() if asked.startswith("get")} == {
        "get desk:day": 200,
        "get data:gone": 200,
        "get reminders:link": 200,
        "get reminders:stop": 200,
        "get calendar_feed": 200,
        "get healthz": 503,
        "get mailbox": 200,
        "get mailbox_message": 200,
        **{f"get {name}": 200 for name in SAME_FOR_ALL},
    }


def test_looking_changes_nothing(world):
    owner, visitor = signed_in(world.user), signed_out()
    before = rows()
    assert sum(map(len, before.values())) > 20
    for route in routes(world):
        for client in (owner, visitor):
            client.get(route.path)
            client.head(route.path)
    after = rows()
    assert {label: after[label] for label in after if after[label] != before[label]} == {}


def test_every_page_opens_to_its_owner(world):
    owner = signed_in(world.user)
    answers = {route.name: get(owner, route.path) for route in ours(world)}
    assert seen(answers, lambda code: code != 200) == {
        "desk:example": 405,
        "people:take_out": 405,
        "people:put_back": 405,
        "interviews:cancel": 405,
        "interviews:move": 405,
        "letters:open": 405,
        "interviews:move_on": 405,
        "interviews:take_back": 405,
        "letters:fit": 405,
        "letters:eml": 302,  # the letter goes by hand
        "letters:gift": 302,  # to the letter
        "gifts:remove": 405,
        "gifts:undo": 405,
        "lessons:remove": 405,
        "lessons:undo": 405,
        "letters:autosave": 405,
        "reminders:mail": 405,
        "reminders:subscription": 405,
        "reminders:resume": 405,
        "reminders:try_again": 405,
        "reminders:act": 302,
        "accounts:errand_file": 302,  # it is not done yet
        "data:export": 405,
        "data:export_file": 302,
        "data:add": 405,
        "healthz": 503,  # no sweep has been in this test
    }


@pytest.mark.parametrize("query", [QUERIES[0], *(pytest.param(each, marks=pytest.mark.long) for each in QUERIES[1:])])
def test_nonsense_in_a_query_is_never_an_error_of_ours(world, query):
    every = [route for route in routes(world) if not (route.is_admin or route.is_sheet)]
    owner, visitor = signed_in(world.user), signed_out()
    asked = [f"{route.path}?{query}" for route in every]
    answers = {path: get(owner, path) for path in asked} | {f"out {path}": get(visitor, path) for path in asked}
    assert len(answers) > 100
    assert seen(answers, lambda code: code >= 500 and code != 503) == {}


def test_nonsense_in_an_address_is_never_an_error_of_ours(world):
    owner, visitor = signed_in(world.user), signed_out()
    every = [route for route in routes(world) if not route.is_admin]
    asked = [path for route in every for path in map(route.with_argument, NO_KEYS) if path != route.with_argument("")]
    answers = {path: get(owner, path) for path in asked} | {f"out {path}": get(visitor, path) for path in asked}
    assert len(answers) > 300
    assert seen(answers, lambda code: code >= 500 and code != 503) == {}


def test_a_key_that_names_no_row_is_not_found(world):
    owner = signed_in(world.user)
    answers = {
        path: owner.get(path).status_code
        for route in ours(world, with_key=True)
        for path in map(route.with_argument, NO_KEYS)
    }
    buttons = {404, 405}
    assert seen(answers, lambda code: code not in buttons) == {}
    posted = {path: owner.post(path).status_code for path in answers if answers[path] == 405}
    assert seen(posted, lambda code: code != 404) == {}


@pytest.mark.parametrize("page", ["-1", "0", "9e99", "9" * 5000, "%00", "abc"])
@pytest.mark.parametrize("path", ["/interviews/", "/letters/", "/people/"])
def test_a_page_number_that_is_none_shows_a_page(world, path, page):
    assert b"Harbour" in signed_in(world.user).get(f"{path}?page={page}").content


def test_every_answer_carries_the_headers(world):
    owner, visitor = signed_in(world.user), signed_out()
    answers = {route.name: owner.get(route.path) for route in routes(world)}
    owner = signed_in(world.user)
    answers |= {f"out {route.name}": visitor.get(route.path) for route in routes(world)}
    answers |= {
        "404": owner.get("/no/such/page"),
        "404 out": visitor.get("/no/such/page"),
        "405": owner.put("/"),
        "400": visitor.get("/", SERVER_NAME="evil.example"),
        "403": signed_in(world.user, enforce_csrf_checks=True).post("/settings/"),
    }
    assert answers["400"].status_code == 400
    wanted = {
        "X-Content-Type-Options": {"nosniff"},
        "Referrer-Policy": {"same-origin", "no-referrer"},
        "Cross-Origin-Opener-Policy": {"same-origin"},
        "Cross-Origin-Resource-Policy": {"same-origin"},
        "Permissions-Policy": {PERMISSIONS},
    }
    lacking = {
        (asked, name): answer.headers.get(name)
        for asked, answer in answers.items()
        for name, values in wanted.items()
        if answer.headers.get(name) not in values
    }
    assert lacking == {}
    policies = {asked: set(answer["Content-Security-Policy"].split("; ")) for asked, answer in answers.items()}
    assert seen(policies, lambda policy: policy != CSP) == {}


def test_no_cache_keeps_a_page_of_somebody_signed_in(world):
    owner = signed_in(world.user)
    kept = {}
    for route in routes(world):
        if route.name in {"account_logout", "admin:logout", "healthz"} | SAME_FOR_ALL:
            continue
        said = {each.strip() for each in owner.get(route.path).headers.get("Cache-Control", "").split(",")}
        if not said >= {"private", "no-cache"} and not said >= {"private", "no-store"}:
            kept[route.name] = said
    assert kept == {}


def test_what_everybody_gets_alike_says_nothing_of_who_is_signed_in(world):
    by_name = {route.name: route.path for route in routes(world)}
    owner, visitor = signed_in(world.user), signed_out()
    for name in SAME_FOR_ALL:
        assert owner.get(by_name[name]).content == visitor.get(by_name[name]).content


def test_a_page_behind_a_token_leaves_no_trace_of_it(world):
    by_name = {route.name: route.path for route in routes(world)}
    for name, kept in (("reminders:link", "no-store"), ("reminders:stop", "no-store"), ("calendar_feed", "no-cache")):
        for client in (signed_out(), signed_in(world.user), signed_in(make_user())):
            answer = client.get(by_name[name])
            assert {kept, "private"} <= set(answer["Cache-Control"].split(", "))
            assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")


def test_no_page_has_a_script_or_a_style_inside_it(world):
    owner, visitor = signed_in(world.user), signed_out()
    pages = {route.name: owner.get(route.path).content for route in routes(world) if not route.is_sheet}
    pages |= {f"out {route.name}": visitor.get(route.path).content for route in routes(world)}
    assert len(pages) > 100
    inside = {name: INLINE.findall(page) for name, page in pages.items()}
    assert seen(inside, bool) == {}


def test_a_form_without_its_token_changes_nothing_and_is_told_why(world):
    owner, visitor = signed_in(world.user, enforce_csrf_checks=True), signed_out(enforce_csrf_checks=True)
    before = rows()
    answers = {}
    for who, client in (("owner", owner), ("visitor", visitor)):
        for route in routes(world):
            if route.name in BY_TOKEN:
                continue  # the address is the permission
            response = client.post(route.path, {"company": "X", "text": "X", "name": "X"})
            is_kind = b"This page had grown too old to be sent." in response.content
            answers[f"{who} {route.name}"] = (response.status_code, is_kind)
    assert seen(answers, lambda answer: answer != (403, True)) == {}
    assert rows() == before


def test_reading_pages_take_no_post(world):
    owner = signed_in(world.user)
    answers = {
        route.name: owner.post(route.path).status_code for route in ours(world) if route.name != "interviews:delete"
    }
    sheets = {route.name for route in routes(world) if route.is_sheet} | {
        "accounts:errand",
        "accounts:errand_file",
        "data:export_file",
    }
    assert {name for name, code in answers.items() if code == 405} == sheets | {
        *SAME_FOR_ALL, "interviews:known", "interviews:position",
        "desk:day", "desk:calendar", "desk:month", "desk:search", "people:list", "people:detail",
        "interviews:list", "interviews:detail", "letters:list", "letters:card", "letters:examples", "letters:history",
        "gifts:list", "data:overview", "data:gone",
        "reminders:next", "reminders:mails",
        "reminders:act", "calendar_feed", "healthz", "mailbox", "mailbox_message",
        "debrief:start",
    }  # fmt: skip
