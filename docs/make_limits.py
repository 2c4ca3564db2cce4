"""Makes docs/limits.md, every limit in one table, from the code: `.venv/bin/python -m docs.make_limits`."""

import os
from pathlib import Path

import django

PAGE = Path(__file__).with_name("limits.md")
# What allauth counts, in words; a limit of its that has none here fails.
DOORS = {
    "change_password": "changing the password",
    "change_phone": "",
    "manage_email": "changes of the e-mail address",
    "reset_password": "asking for a reset link",
    "reauthenticate": "saying the password again",
    "reset_password_from_key": "opening reset links",
    "signup": "signing up",
    "login": "trying to sign in",
    "request_login_code": "asking for a code by mail",
    "login_failed": "signing in with a wrong password",
    "confirm_email": "asking for the mail that confirms an address",
    "verify_phone": "",
}
PER = {"ip": "address on the network", "key": "e-mail address", "user": "account"}
_UNITS = ((3600, "hour"), (60, "minute"), (1, "second"))
UNIT_S = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    PAGE.write_text(page())


def page() -> str:
    """Return the page as Markdown. Needs Django set up. Raises KeyError for a limit without words."""
    lines = [
        "# Limits",
        "",
        "Made from the code by `.venv/bin/python -m docs.make_limits`; a test sees that it is true.",
        "",
        "## How often",
        "",
        "Counted in the database, so that nobody's sign-in depends on Redis. Too often is answered with a page that",
        "says so (429). A passkey and a code by mail are counted on their own, so that a stranger who tries passwords",
        "does not lock the owner out.",
        "",
        "| what | how often | for each |",
        "|---|---|---|",
        *_doors(),
        *_work(),
        "",
        "## How large",
        "",
        "| what | at most |",
        "|---|---|",
        *(f"| {what} | {most} |" for what, most in _sizes()),
    ]
    return "\n".join(lines) + "\n"


def _doors() -> list[str]:
    from allauth.account import app_settings  # noqa: PLC0415  # needs Django set up

    rows = []
    for action, rates in app_settings.RATE_LIMITS.items():
        for rate in (rates or "").split(","):
            if DOORS[action] and rate:
                times, window, per = rate.split("/")
                seconds = int(window[:-1] or 1) * UNIT_S[window[-1]]
                rows.append(f"| {DOORS[action]} | {_rate(int(times), seconds)} | {PER[per]} |")
    return rows


def _work() -> list[str]:
    from accounts.limits import LIMITS  # noqa: PLC0415

    return [f"| {limit.what} | {_rate(limit.times, limit.seconds)} | account |" for limit in LIMITS.values()]


def _rate(times: int, seconds: int) -> str:
    unit_s, name = next((unit_s, name) for unit_s, name in _UNITS if seconds % unit_s == 0)
    count = seconds // unit_s
    return f"{times} {'an' if name == 'hour' else 'a'} {name}" if count == 1 else f"{times} in {count} {name}s"


def _sizes() -> list[tuple[str, str]]:
    from django.conf import settings  # noqa: PLC0415

    from accounts import errands  # noqa: PLC0415
    from accounts.uploads import MOST_TOGETHER  # noqa: PLC0415
    from interviews import seat_forms  # noqa: PLC0415
    from interviews.reading.kinds import LARGEST_FILE  # noqa: PLC0415
    from letters.gaps import LONGEST  # noqa: PLC0415

    tries = f"{errands.MOST_ATTEMPTS} tries of {errands.SOFT_LIMIT // 60} minutes"
    return [
        ("a letter", f"{LONGEST:,} characters"),
        ("a panel", f"{seat_forms.MOST_SEATS} people"),
        (
            "topics of one person in an interview",
            f"{seat_forms.MOST_TOPICS}, {seat_forms.LONGEST_TOPIC} characters each",
        ),
        (
            "a form without its files",
            f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 2**20:g} MiB, {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields",
        ),
        ("an invitation or a card that is read", f"{LARGEST_FILE / 2**20:g} MiB"),
        ("a request with files", f"{MOST_TOGETHER / 2**20:g} MiB"),
        ("an errand", f"{tries}; its file is kept {errands.KEPT_FOR.days} days"),
    ]


if __name__ == "__main__":
    main()
