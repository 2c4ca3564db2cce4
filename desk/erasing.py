"""An account is deleted for good: its rows in every table, where it is signed in, what limits count of it, its files.

One transaction takes all rows. What lies beside the database goes right after it; should the machine stop in between,
the files go with the others that are seven days old (accounts/errands.py).
"""

import hashlib
import re
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Model

from accounts.models import Errand, User
from desk.archive.receiving import files_of
from desk.archive.tables import ways_to_accounts
from reminders.turns import take_turn

AT_ONCE = 500  # sessions read by one query


def erase(user: User, host: str) -> None:
    """Delete the account and every row that is its own, all or nothing; then its files. `host`: where it signed in."""
    pk = user.pk
    emails = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    # Every session is looked into, which takes its time; so before the transaction, for others write meanwhile.
    signed_in = _sessions_of(pk, emails)
    with transaction.atomic():
        take_turn(pk)
        results = list(Errand.objects.filter(owner=user).exclude(result="").values_list("result", flat=True))
        signed_in |= set(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=signed_in).delete()
        _forget_what_admins_did(user)
        user.delete()
        _forget_limits(pk, emails, host)
    for path in (*(Path(settings.DATA_DIR) / result for result in results), *files_of(pk)):
        path.unlink(missing_ok=True)


def _sessions_of(pk: int, emails: set[str]) -> set[str]:
    """Return the keys of the sessions that say this account's key or addresses, signed in or on the way to it."""
    words = {str(pk), *(email.casefold() for email in emails)}
    sessions = Session.objects.order_by("session_key").iterator(AT_ONCE)
    return {session.session_key for session in sessions if _says(session.get_decoded(), words)}


def _says(data: Any, words: set[str], name: str = "") -> bool:
    """Whether a value in the session is one of the words; a bare number counts only where its name is a person's."""
    if isinstance(data, dict):
        return any(_says(value, words, str(key)) for key, value in data.items())
    if isinstance(data, list):
        return any(_says(value, words, name) for value in data)
    text = str(data).casefold()
    return text in words and (not text.isdecimal() or "user" in name)


def _forget_what_admins_did(user: User) -> None:
    """Delete the entries about rows that go: they name the row in words, an address mostly."""
    about: list[tuple[type[Model], list[Any]]] = [(User, [user.pk])]
    about += [
        (model, list(model._default_manager.filter(**{way: user}).values_list("pk", flat=True)))
        for model, way in ways_to_accounts().items()
        if not model._meta.auto_created and LogEntry.objects.filter(content_type=_type_of(model)).exists()
    ]
    for model, keys in about:
        LogEntry.objects.filter(content_type=_type_of(model), object_id__in=[str(key) for key in keys]).delete()


def _type_of(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def _forget_limits(pk: int, emails: set[str], host: str) -> None:
    """Delete what limits count of this account, from the table in which they count; what is counted by a network
    address is nobody's own. allauth names an account by its key, or by the SHA-256 of its address, host and key.
    """
    names = {*emails, *(f"{host}:{email}" for email in emails), f"mfa-auth-user-{pk}"}
    digests = "|".join(hashlib.sha256(name.lower().encode()).hexdigest() for name in sorted(names))
    own = re.compile(rf"limit:\w+:{pk}:|:user:{pk}(:|$)|[?]user={pk}&|:({digests})(:|$)")
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cache_key FROM {table}")  # noqa: S608  # the table's name is a setting
        found = [(key,) for (key,) in cursor.fetchall() if own.search(key)]
        cursor.executemany(f"DELETE FROM {table} WHERE cache_key = %s", found)  # noqa: S608
