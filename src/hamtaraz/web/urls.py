"""The addresses of the web room: inbox, choices, papers, letters, search, steps."""

from django.urls import path

from hamtaraz.web import stepping
from hamtaraz.web.pages import files, inbox, papers, preferences, search, sign_in

app_name = "web"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("roles/", sign_in.role_cards, name="role_cards"),
    path("no-mandate/", sign_in.no_mandate, name="no_mandate"),
    path("search/", search.search, name="search"),
    path("mandate/", preferences.choose_mandate, name="choose_mandate"),
    path("year/", preferences.choose_year, name="choose_year"),
    path("unit/", preferences.choose_unit, name="choose_unit"),
    path("language/", preferences.choose_language, name="choose_language"),
    path("papers/", papers.papers, name="papers"),
    path("papers/<str:code>/", papers.paper, name="paper"),
    path("papers/<str:code>/pdf/", papers.paper_pdf, name="paper_pdf"),
    path("letters/", papers.letters, name="letters"),
    path("files/<int:pk>/", files.read_file, name="file"),
    path("step/<str:workflow>/<int:pk>/<str:verb>/", stepping.take_step, name="take_step"),
    path("step/<str:workflow>/<int:pk>/", files.attach_file, name="attach"),
]
