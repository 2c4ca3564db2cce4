from django.urls import path

from reminders import link_views, settings_views, views

app_name = "reminders"
urlpatterns = [
    path("next/", views.next_, name="next"),
    path("mailings/", views.mails, name="mails"),
    path("settings/", settings_views.settings, name="settings"),
    path("settings/mail/", settings_views.mail, name="mail"),
    path("settings/calendar/", settings_views.subscription, name="subscription"),
    path("<int:pk>/", views.act, name="act"),
    path("interviews/<int:pk>/resume/", views.resume, name="resume"),
    path("mailings/<int:pk>/try-again/", views.try_again, name="try_again"),
    path("link/<str:token>/", link_views.link, name="link"),
    path("stop/<str:token>/", link_views.stop, name="stop"),
]
