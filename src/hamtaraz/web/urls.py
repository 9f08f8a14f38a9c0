"""The addresses of the web room: inbox, choices, papers, letters, search, steps, accounts, administration."""

from django.urls import path

from hamtaraz.web import stepping
from hamtaraz.web.pages import (
    account,
    boundaries,
    files,
    inbox,
    organisations,
    papers,
    people,
    preferences,
    role_cards,
    search,
    sign_in,
)

app_name = "web"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.ask_second_factor, name="second_factor"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("roles/", role_cards.role_cards, name="role_cards"),
    path("no-mandate/", sign_in.no_mandate, name="no_mandate"),
    path("search/", search.search, name="search"),
    path("mandate/", preferences.choose_mandate, name="choose_mandate"),
    path("year/", preferences.choose_year, name="choose_year"),
    path("unit/", preferences.choose_unit, name="choose_unit"),
    path("language/", preferences.choose_language, name="choose_language"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="account_password"),
    path("account/second-factor/", account.set_second_factor, name="account_second_factor"),
    path("account/recovery-codes/", account.recovery_codes, name="recovery_codes"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/mandates/", people.give_mandate, name="give_mandate"),
    path("people/<int:pk>/<slug:verb>/", people.change_account, name="change_account"),
    path("mandates/<int:pk>/end/", people.end_mandate, name="end_mandate"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/add/", organisations.add_organisation, name="add_organisation"),
    path("organisations/<int:pk>/", organisations.edit_organisation, name="edit_organisation"),
    path("organisations/<int:pk>/close/", organisations.close_organisation, name="close_organisation"),
    path("outlines/", boundaries.outlines, name="outlines"),
    path("outlines/send/", boundaries.send_outlines, name="send_outlines"),
    path("outlines/<int:pk>/", boundaries.outline_file, name="outline_file"),
    path("outlines/<int:pk>/use/", boundaries.use_outlines, name="use_outlines"),
    path("outlines/<int:pk>/set-aside/", boundaries.set_outlines_aside, name="set_outlines_aside"),
    path("papers/", papers.papers, name="papers"),
    path("papers/<str:code>/", papers.paper, name="paper"),
    path("papers/<str:code>/pdf/", papers.paper_pdf, name="paper_pdf"),
    path("letters/", papers.letters, name="letters"),
    path("files/<int:pk>/", files.read_file, name="file"),
    path("step/<str:workflow>/<int:pk>/<str:verb>/", stepping.take_step, name="take_step"),
    path("step/<str:workflow>/<int:pk>/", files.attach_file, name="attach"),
]
