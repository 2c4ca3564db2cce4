"""Names, companies, addresses and notes as long as they may be, on every page, from a small phone to a tablet."""

import pytest

from interviews.models import Concern, Topic
from letters.models import Gift
from tests.pages.test_every_page import TOO_WIDE, is_page
from tests.pages.window import Window
from tests.routes import World, make_world, routes, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

COMPANY = "Donaudampfschifffahrtsgesellschaft Oberösterreich & Niederbayern Schiffsverwaltungs-GmbH & Co. KG"
NAME = "Wolfeschlegelsteinhausenbergerdorff-Konstantinopolitanska, María del Carmen"
MAIL = "maria.wolfeschlegelsteinhausenbergerdorff@international.donaudampfschifffahrt.example"
NOTE = f"how volunteers who cannot come in spring are asked for autumn, https://example.org/{'a' * 120}"
ABOVE_CONTENT = "document.querySelector('.site-head').getBoundingClientRect().bottom"
LOWEST_LINK = "Math.max(...[...document.querySelectorAll('.site-nav a, .site-head__side > *')].map(a => a.getBoundingClientRect().bottom))"


def long_winded(world: World) -> World:
    """Make every word of the world long that somebody can type."""
    position, user = world.interview.position, world.user
    position.company, position.title = (
        COMPANY,
        "Senior Programme Manager for International Volunteer Coordination (maternity cover)",
    )
    position.key_message, position.where = NOTE[:300], NOTE
    position.save()
    user.name = "Maximiliane Alexandra-Theodora von Hohenstein-Wittgenstein"
    user.save()
    for seat in world.interview.seats.select_related("interviewer"):
        person = seat.interviewer
        person.name, person.email, person.company, person.role = NAME, MAIL, COMPANY, f"Deputy Head of {COMPANY}"
        person.street, person.town, person.phone = COMPANY, COMPANY[:34], "+44 117 496 0000 ext. 12345"
        person.save()
        Topic.objects.create(seat=seat, text=NOTE)
        Concern.objects.create(seat=seat, text=NOTE, answer=NOTE)
    for gift in Gift.objects.filter(owner=user):
        gift.text, gift.web = NOTE, f"https://{'very-long-' * 5}example.org/{'x' * 120}"
        gift.save()
    world.lesson.text = NOTE
    world.lesson.save()
    return world


@pytest.mark.long
def test_long_words_break_before_a_page_scrolls_sideways(chromium):
    world = long_winded(make_world())
    window = Window(chromium, signed_in(world.user), viewport={"width": 320, "height": 800})
    seen, wide = [], []
    try:
        for route in filter(is_page, routes(world)):
            response = window.client.get(route.path)
            if response.status_code == 200 and b"<html" in response.content[:200]:
                window.open(route.path)
                seen.append(route.name)
                for width in (320, 390, 768):
                    window.page.set_viewport_size({"width": width, "height": 800})
                    if window.page.evaluate(TOO_WIDE):
                        wide.append(f"{route.name} at {width} px")
    finally:
        window.close()
    assert len(seen) > 35
    assert wide == []


@pytest.mark.parametrize("width", [320, 390, 576, 768, 960, 1280])
def test_the_head_of_a_page_holds_all_its_links(chromium, width):
    world = make_world()
    window = Window(chromium, signed_in(world.user), viewport={"width": width, "height": 800})
    try:
        page = window.open("/")
        head, lowest = page.evaluate(ABOVE_CONTENT), page.evaluate(LOWEST_LINK)
    finally:
        window.close()
    assert lowest <= head + 1
