"""Registers the councils room with Django and puts its pages into the navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilsConfig(AppConfig):
    name = "hamtaraz.councils"
    label = "councils"

    def ready(self) -> None:
        """Register the tables of the sessions, the words of the room's acts, and its place in the navigation."""
        from hamtaraz.councils import words, workflow  # noqa: F401
        from hamtaraz.councils.models import SEES_SESSIONS
        from hamtaraz.councils.queries import told_of
        from hamtaraz.people.roles import Role
        from hamtaraz.projects.related import add_teller
        from hamtaraz.web import navigation

        add_teller(told_of)
        navigation.add("cycle", 30, _("Council and committees"), "councils:list", icon="council", roles=SEES_SESSIONS)
        navigation.add(
            "administration", 25, _("Members of the Council and committees"), "councils:members", icon="council",
            roles=(Role.ADMINISTRATOR,),
        )  # fmt: skip
