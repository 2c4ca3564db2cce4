from django.urls import path

from letters import copy_views, sheet_views, views

app_name = "letters"
urlpatterns = [
    path("", views.list_, name="list"),
    path("stationery/", views.stationery, name="stationery"),
    path("<int:pk>/", views.edit, name="edit"),
    path("<int:pk>/fit/", views.fit, name="fit"),
    path("<int:pk>/copy/", copy_views.copy, name="copy"),
    path("<int:pk>/copy-sheet.pdf", sheet_views.copy_sheet, name="copy_sheet"),
    path("<int:pk>/guide-sheet.pdf", sheet_views.guide_sheet, name="guide_sheet"),
    path("<int:pk>/envelope.pdf", sheet_views.envelope, name="envelope"),
    path("<int:pk>/address/", sheet_views.address, name="address"),
    path("<int:pk>/call-sheet.pdf", sheet_views.call_sheet, name="call_sheet"),
]
