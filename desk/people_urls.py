from django.urls import path

from desk import merge_views, people_views

app_name = "people"
urlpatterns = [
    path("", people_views.list_, name="list"),
    path("add/", people_views.add, name="add"),
    path("back/", people_views.put_back_, name="put_back"),
    path("<int:pk>/", people_views.detail, name="detail"),
    path("<int:pk>/edit/", people_views.edit, name="edit"),
    path("<int:pk>/merge/", merge_views.merge, name="merge"),
    path("<int:pk>/out/", people_views.take_out_, name="take_out"),
]
