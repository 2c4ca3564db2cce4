from django.urls import path

from accounts import errand_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.settings, name="settings"),
    path("errands/<int:pk>/", errand_views.errand, name="errand"),
    path("errands/<int:pk>/file", errand_views.errand_file, name="errand_file"),
]
