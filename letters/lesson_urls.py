from django.urls import path

from letters import lesson_views

app_name = "lessons"
urlpatterns = [
    path("", lesson_views.list_, name="list"),
    path("undo/", lesson_views.undo_, name="undo"),
    path("<int:pk>/", lesson_views.edit, name="edit"),
    path("<int:pk>/remove/", lesson_views.remove, name="remove"),
]
