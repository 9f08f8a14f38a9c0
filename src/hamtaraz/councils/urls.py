"""The addresses of the councils room."""

from django.urls import path

from hamtaraz.councils.views import members, projects, session, sessions

app_name = "councils"
urlpatterns = [
    path("", sessions.sessions, name="list"),
    path("convene/", sessions.convene, name="convene"),
    path("members/", members.members, name="members"),
    path("members/new/", members.seat_member, name="seat_member"),
    path("members/<int:pk>/", members.change_seat, name="change_seat"),
    path("agenda/<int:pk>/decide/", session.decide, name="decide"),
    path("agenda/<int:pk>/drop/", session.drop_matter, name="drop_matter"),
    path("<int:pk>/", session.meeting, name="meeting"),
    path("<int:pk>/attendance/", session.record_attendance, name="attendance"),
    path("<int:pk>/agenda/", session.add_matter, name="add_matter"),
    path("<int:pk>/when/", session.reschedule, name="reschedule"),
    path("<int:pk>/projects/", projects.committee_list, name="list_of_projects"),
    path("<int:pk>/projects/save/", projects.save_list, name="save_list"),
    path("<int:pk>/projects/remaining/", projects.remaining, name="remaining"),
    path("<int:pk>/projects/approve/", projects.approve, name="approve"),
]
