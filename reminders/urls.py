from django.urls import path

from reminders import views

app_name = "reminders"
urlpatterns = [
    path("next/", views.next_, name="next"),
    path("<int:pk>/", views.act, name="act"),
    path("interviews/<int:pk>/resume/", views.resume, name="resume"),
    path("mailings/<int:pk>/try-again/", views.try_again, name="try_again"),
    path("link/<str:token>/", views.link, name="link"),
]
