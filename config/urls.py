"""Every address of the product."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from desk import mailbox
from reminders.feeds import calendar
from reminders.health import healthz

# The admin has no sign-in of its own: it stands behind the account's, second factor included.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler400 = "desk.views.bad_request"

urlpatterns = [
    path("", include("desk.urls")),
    path("interviews/", include("interviews.urls")),
    path("people/", include("desk.people_urls")),
    path("interviews/", include("letters.debrief_urls")),
    path("letters/", include("letters.urls")),
    path("gifts/", include("letters.gift_urls")),
    path("lessons/", include("letters.lesson_urls")),
    path("reminders/", include("reminders.urls")),
    path("settings/data/", include("desk.data_urls")),
    path("settings/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("calendar/<str:token>.ics", calendar, name="calendar_feed"),
    path("healthz", healthz, name="healthz"),
    path("mailbox/", mailbox.list_, name="mailbox"),
    path("mailbox/<str:key>/", mailbox.message, name="mailbox_message"),
]
