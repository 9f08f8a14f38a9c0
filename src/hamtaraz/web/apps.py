"""Registers the web room with Django and puts its pages into the navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "hamtaraz.web"
    label = "web"

    def ready(self) -> None:
        """Add the room's navigation and search."""
        from hamtaraz.people.roles import SETS_UP, Role
        from hamtaraz.web import navigation

        administrator = (Role.ADMINISTRATOR,)
        navigation.add("administration", 10, _("People and mandates"), "web:people", icon="people", roles=administrator)
        navigation.add(
            "administration", 20, _("Organisations"), "web:organisations", icon="council", roles=administrator
        )
        navigation.add(
            "administration", 40, _("Outlines of counties"), "web:outlines", icon="map",
            roles=(Role.ADMINISTRATOR, Role.CONSOLIDATION_EXPERT),
        )  # fmt: skip

        navigation.add("first", 10, _("Inbox"), "web:inbox", icon="inbox")
        readers = tuple(set(Role) - SETS_UP)
        navigation.add("records", 20, _("Letters and announcements"), "web:letters", icon="letter", roles=readers)
        navigation.add("records", 30, _("Papers"), "web:papers", icon="paper", roles=readers)
