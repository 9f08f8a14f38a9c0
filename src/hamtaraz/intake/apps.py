"""Registers the intake room with Django and puts its page into the navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "hamtaraz.intake"
    label = "intake"

    def ready(self) -> None:
        """Add the room's navigation, and say the acts that loading brings about."""
        from hamtaraz.people.roles import Role
        from hamtaraz.web import navigation
        from hamtaraz.web.spoken import SPOKEN

        roles = (Role.ADMINISTRATOR, Role.OPERATOR, Role.CONSOLIDATION_EXPERT, Role.RESOURCE_EXPERT)
        navigation.add("administration", 30, _("Load from Excel"), "intake:overview", icon="import", roles=roles)
        SPOKEN["intake.record"] = _("File loaded from Excel")
        SPOKEN["projects.register_many"] = _("Projects registered together")
        SPOKEN["setup.change_sources"] = _("Credit sources changed")
        SPOKEN["setup.change_chapters"] = _("Chapters changed")
        SPOKEN["setup.change_programmes"] = _("Programmes changed")
        SPOKEN["setup.change_counties"] = _("Counties changed")
