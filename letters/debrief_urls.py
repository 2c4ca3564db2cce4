from django.urls import path

from letters import debrief_views

app_name = "debrief"
urlpatterns = [
    path("<int:pk>/debrief/", debrief_views.start, name="start"),
    path("<int:pk>/debrief/who/", debrief_views.who, name="who"),
    path("<int:pk>/debrief/seats/<int:seat>/", debrief_views.person, name="person"),
    path("<int:pk>/debrief/meeting/", debrief_views.meeting, name="meeting"),
    path("<int:pk>/debrief/done/", debrief_views.done, name="done"),
]
