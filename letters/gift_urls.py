from django.urls import path

from letters import gift_views

app_name = "gifts"
urlpatterns = [
    path("", gift_views.list_, name="list"),
    path("add/", gift_views.add, name="add"),
    path("undo/", gift_views.undo_, name="undo"),
    path("<int:pk>/", gift_views.edit, name="edit"),
    path("<int:pk>/remove/", gift_views.remove, name="remove"),
]
