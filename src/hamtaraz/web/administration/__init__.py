"""Persons, organisations and mandates as the system administrator keeps them: every change is an act in the trail.

Each operation takes the administrator who acts and the day, changes one thing in one transaction, and
refuses anybody else. People and organisations outlive budget years: these acts belong to no year.
Singular operations change one thing under one act; plural ones take many rows under one act.
"""

from hamtaraz.web.administration.mandates import SITS_IN, end_mandate, give_mandate, give_mandates
from hamtaraz.web.administration.organisations import (
    add_organisation,
    add_organisations,
    close_organisation,
    edit_organisation,
    reopen_organisation,
)
from hamtaraz.web.administration.persons import (
    add_people,
    add_person,
    close_account,
    first_password,
    open_account,
    people_of,
    reset_password,
    reset_second_factor,
    unlock,
)
from hamtaraz.web.administration.recording import BASIS, EVERY_YEAR, ORGANISATION, PERSON

__all__ = [
    "BASIS", "EVERY_YEAR", "ORGANISATION", "PERSON", "SITS_IN", "add_organisation", "add_organisations", "add_people",
    "add_person", "close_account", "close_organisation", "edit_organisation", "end_mandate", "first_password", "give_mandate",
    "give_mandates", "open_account", "people_of", "reopen_organisation", "reset_password", "reset_second_factor",
    "unlock",
]  # fmt: skip
