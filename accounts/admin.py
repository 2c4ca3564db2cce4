"""Accounts, as whoever runs the server sees them. No letter and no interviewer is shown in the admin."""

from django.contrib import admin

from accounts.models import Errand, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["email", "time_zone", "country", "is_staff", "is_active", "joined_at"]
    search_fields = ["email"]
    readonly_fields = ["joined_at", "last_login"]
    fields = [
        "email",
        "is_active",
        "is_staff",
        "is_superuser",
        "groups",
        "time_zone",
        "country",
        "joined_at",
        "last_login",
    ]


@admin.register(Errand)
class ErrandAdmin(admin.ModelAdmin):
    list_display = ["kind", "owner", "state", "done", "total", "attempts", "created_at"]
    list_filter = ["kind", "state"]
    readonly_fields = [field.name for field in Errand._meta.fields]
