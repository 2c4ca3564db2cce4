from django.urls import path

from interviews import download_views, known_views, position_views, views

app_name = "interviews"
urlpatterns = [
    path("", views.list_, name="list"),
    path("log/", views.log, name="log"),
    path("known/", known_views.known, name="known"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/interview.ics", download_views.calendar, name="calendar"),
    path("people/cards.vcf", download_views.cards, name="cards"),
    path("people/<int:pk>/card.vcf", download_views.card, name="card"),
    path("<int:pk>/delete/", views.delete, name="delete"),
    path("positions/<int:pk>/", position_views.detail, name="position"),
    path("positions/<int:pk>/edit/", position_views.edit, name="position_edit"),
    path("positions/<int:pk>/outcome/", views.outcome, name="outcome"),
    path("positions/<int:pk>/move-on/", position_views.move_on, name="move_on"),
    path("positions/<int:pk>/take-back/", position_views.take_back, name="take_back"),
]
