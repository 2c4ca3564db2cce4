from django.urls import path

from desk import data_views, erase_views, import_views, keep_views

app_name = "data"
urlpatterns = [
    path("", data_views.overview, name="overview"),
    path("export/", data_views.export, name="export"),
    path("export/<int:pk>/file", data_views.export_file, name="export_file"),
    path("import/", import_views.read, name="import"),
    path("import/add/", import_views.add, name="add"),
    path("keep/", keep_views.keep, name="keep"),
    path("delete/", erase_views.delete, name="delete"),
    path("gone/", erase_views.gone, name="gone"),
]
