from django.urls import path

from letters import copy_views, views

app_name = "letters"
urlpatterns = [
    path("", views.list_, name="list"),
    path("stationery/", views.stationery, name="stationery"),
    path("<int:pk>/", views.edit, name="edit"),
    path("<int:pk>/fit/", views.fit, name="fit"),
    path("<int:pk>/copy/", copy_views.copy, name="copy"),
    path("<int:pk>/copy-sheet.pdf", views.copy_sheet, name="copy_sheet"),
]
