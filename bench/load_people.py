"""Signs people in on a database: `python -m bench.load_people COUNT`, or `one` for the account that is in every set.

Prints a list of {"cookies", "paths", "log"} as JSON: who they are to a browser, what they look at, where they log.
"""

import json
import random
import sys
from typing import Any

import django

django.setup()

# Only now, for these need Django's settings.
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from desk.synthesizing import synthesize  # noqa: E402
from desk.synthetic.accounts import invented  # noqa: E402
from desk.synthetic.sizes import Sums  # noqa: E402
from letters.models import Letter  # noqa: E402

ONE = Sums(1, 5, 15)
ONE_SEED = 0  # no set of the command's has it


def browser_of(user: User) -> dict[str, Any]:
    """Sign somebody in, and return what their browser knows."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    letters = Letter.objects.owned_by(user).filter(channel=Letter.Channel.HAND).exclude(text="")
    letter = letters.order_by("-pk").first()
    assert letter is not None
    return {
        "cookies": {settings.SESSION_COOKIE_NAME: session.session_key},
        "paths": {
            "desk": "/",
            "letter": f"/letters/{letter.pk}/",
            "copy sheet (PDF)": f"/letters/{letter.pk}/copy-sheet.pdf",
            "search": "/search/?q=volunteer",
        },
    }


def some(count: int) -> list[User]:
    """Return so many accounts with a letter, drawn from all of them, large and small."""
    last = User.objects.order_by("-pk").values_list("pk", flat=True)[0]
    draw, found = random.Random(9), {}
    while len(found) < count:
        key = draw.randint(1, last)
        user = User.objects.filter(pk__gte=key).order_by("pk").first()
        written = Letter.objects.filter(position__owner=user, channel=Letter.Channel.HAND).exclude(text="")
        if user is not None and written.exists():
            found[user.pk] = user
    return list(found.values())


def one() -> User:
    """Return the small account that is the same in every set, made where it is not there yet."""
    now = timezone.now()
    for account in invented(ONE_SEED, ONE, now.date()):
        if not User.objects.filter(email=account.email).exists():
            list(synthesize([account], now, is_mailed=False))
        return User.objects.get(email=account.email)
    raise AssertionError


if __name__ == "__main__":
    chosen = [one()] if sys.argv[1] == "one" else some(int(sys.argv[1]))
    print(json.dumps([browser_of(user) for user in chosen]))
