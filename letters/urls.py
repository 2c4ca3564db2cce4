from django.urls import path

from letters import (
    copy_views,
    example_views,
    giving_views,
    history_views,
    ledger_views,
    pack_views,
    paper_views,
    print_views,
    sheet_views,
    views,
    way_views,
    writing_views,
)

app_name = "letters"
urlpatterns = [
    path("", ledger_views.list_, name="list"),
    path("examples/", example_views.examples_, name="examples"),
    path("stationery/", paper_views.stationery, name="stationery"),
    path("stationery/card/", paper_views.card, name="card"),
    path("stationery/hand/", paper_views.calibrate, name="calibrate"),
    path("stationery/hand/sheet.pdf", paper_views.calibration, name="calibration_sheet"),
    path("<int:pk>/", views.edit, name="edit"),
    path("<int:pk>/fit/", views.fit, name="fit"),
    path("<int:pk>/save/", writing_views.autosave, name="autosave"),
    path("<int:pk>/history/", history_views.history, name="history"),
    path("<int:pk>/history/<int:number>/", history_views.saved_text, name="saved_text"),
    path("<int:pk>/gift/", giving_views.gift, name="gift"),
    path("<int:pk>/copy/", copy_views.copy, name="copy"),
    path("<int:pk>/print/", print_views.print_, name="print"),
    path("<int:pk>/print/<int:number>.png", print_views.picture, name="page_picture"),
    path("<int:pk>/copy-sheet.pdf", sheet_views.copy_sheet, name="copy_sheet"),
    path("<int:pk>/guide-sheet.pdf", sheet_views.guide_sheet, name="guide_sheet"),
    path("<int:pk>/envelope.pdf", sheet_views.envelope, name="envelope"),
    path("<int:pk>/address/", sheet_views.address, name="address"),
    path("<int:pk>/call-sheet.pdf", sheet_views.call_sheet, name="call_sheet"),
    path("<int:pk>/reach/", way_views.reach, name="reach"),
    path("<int:pk>/mail.eml", way_views.eml, name="eml"),
    path("packs/<int:pk>/", pack_views.choose, name="pack"),
    path("packs/<int:pk>/pack.pdf", pack_views.file, name="pack_file"),
]
