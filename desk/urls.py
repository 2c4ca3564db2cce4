from django.urls import path

from desk import install_views, month_views, search_views, views

app_name = "desk"
urlpatterns = [
    path("", views.day, name="day"),
    path("example/", views.example, name="example"),
    path("calendar/", month_views.today, name="calendar"),
    path("calendar/<int:year>/<int:month>/", month_views.month, name="month"),
    path("manifest.webmanifest", install_views.manifest, name="manifest"),
    path("worker.js", install_views.worker, name="worker"),
    path("offline/", install_views.offline, name="offline"),
    path("search/", search_views.page, name="search"),
]
