from django.urls import path

from desk import search_views, views

app_name = "desk"
urlpatterns = [
    path("", views.day, name="day"),
    path("example/", views.example, name="example"),
    path("search/", search_views.page, name="search"),
]
