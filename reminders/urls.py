from django.urls import path

from reminders import views

app_name = "reminders"
urlpatterns = [
    path("next/", views.next_, name="next"),
    path("<int:pk>/", views.act, name="act"),
    path("link/<str:token>/", views.link, name="link"),
]
