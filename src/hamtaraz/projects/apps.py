"""Registers the projects room with Django: its place in the navigation, its part of the search, its words."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "hamtaraz.projects"
    label = "projects"

    def ready(self) -> None:
        """Make the register of projects known to the navigation, the search and the trail."""
        from hamtaraz.people.roles import GRANT_ROLES, Role
        from hamtaraz.projects import queries
        from hamtaraz.web import finding, navigation
        from hamtaraz.web.spoken import SPOKEN

        navigation.add("records", 10, _("Projects"), "projects:list", icon="project",
                       roles=tuple(role for role in Role if role not in GRANT_ROLES))  # fmt: skip
        finding.add_finder(queries.find)
        SPOKEN["projects.register"] = _("Project registered")
        SPOKEN["projects.update"] = _("Project changed")
