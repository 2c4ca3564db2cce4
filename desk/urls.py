from django.urls import path

from desk import views

app_name = "desk"
urlpatterns = [
    path("", views.day, name="day"),
    path("example/", views.example, name="example"),
]
