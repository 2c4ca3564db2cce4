from django.urls import path

from interviews import views

app_name = "interviews"
urlpatterns = [
    path("", views.list_, name="list"),
    path("log/", views.log, name="log"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/delete/", views.delete, name="delete"),
    path("positions/<int:pk>/outcome/", views.outcome, name="outcome"),
]
