from django.urls import path

from desk import month_views, search_views, views

app_name = "desk"
urlpatterns = [
    path("", views.day, name="day"),
    path("example/", views.example, name="example"),
    path("calendar/", month_views.today, name="calendar"),
    path("calendar/<int:year>/<int:month>/", month_views.month, name="month"),
    path("search/", search_views.page, name="search"),
]
