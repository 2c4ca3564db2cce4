"""Deleting an account in the admin, by the verb of its own person (desk/erasing.py): rows, sessions and files."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin import UserAdmin
from accounts.models import User
from desk.erasing import erase

admin.site.unregister(User)


@admin.register(User)
class ErasingUserAdmin(UserAdmin):
    """Accounts, deleted with everything that is theirs."""

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """Delete one account for good."""
        erase(obj, request.get_host())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Delete those that were ticked."""
        for user in queryset:
            erase(user, request.get_host())

    def get_deleted_objects(self, objs: Iterable[Any], request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Return what goes, in numbers: the page that asks shows no letter and no interviewer."""
        accounts = list(objs)
        _names, counts, lacking, protected = super().get_deleted_objects(accounts, request)
        return [str(account) for account in accounts], counts, lacking, protected
