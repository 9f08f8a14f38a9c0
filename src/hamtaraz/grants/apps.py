"""Registers the grants room with Django: its tables, its pages in the navigation, its part of the search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    name = "hamtaraz.grants"
    label = "grants"

    def ready(self) -> None:
        """Make the room's tables, navigation, spoken acts and search known."""
        from hamtaraz.grants import workflow
        from hamtaraz.grants.queries.projects import find_projects
        from hamtaraz.grants.queries.recipients import find_recipients
        from hamtaraz.people.roles import GRANT_READERS, GRANT_ROLES, SETS_UP, Role
        from hamtaraz.web import finding, navigation
        from hamtaraz.web.spoken import SPOKEN

        readers = (*GRANT_ROLES, Role.AUDITOR)
        navigation.add("grants", 10, _("Municipalities and villages"), "grants:recipients", icon="map",
                       roles=(*GRANT_READERS, *SETS_UP, Role.AUDITOR))  # fmt: skip
        navigation.add("grants", 20, _("Shares"), "grants:shares", icon="share", roles=readers)
        navigation.add("grants", 25, _("Machinery and projects of counties"), "grants:splits", icon="share",
                       roles=(*GRANT_READERS, Role.AUDITOR))  # fmt: skip
        of_towns = tuple(role for role in readers if role != Role.DEHYAR)
        of_villages = tuple(role for role in readers if role != Role.MAYOR)
        navigation.add("grants", 30, _("Machines"), "grants:machines", icon="project", roles=of_towns)
        navigation.add("grants", 35, _("Machines of dehyaris"), "grants:village_machines", icon="project",
                       roles=of_villages)  # fmt: skip
        navigation.add("grants", 40, _("Bitumen"), "grants:bitumen", icon="river", roles=of_towns)
        navigation.add("grants", 50, _("Aided projects"), "grants:projects", icon="project", roles=readers)
        navigation.add("grants", 55, _("Realised allotment"), "grants:realised", icon="allotment",
                       roles=(*GRANT_READERS, Role.AUDITOR))  # fmt: skip
        navigation.add("grants", 60, _("Planning"), "grants:plans", icon="filter", roles=(*GRANT_READERS, Role.AUDITOR))
        navigation.add("grants", 90, _("Waivers"), "grants:waivers", icon="clip", roles=(*GRANT_READERS, Role.AUDITOR))
        finding.add_finder(find_recipients)
        finding.add_finder(find_projects)
        SPOKEN.update(workflow.SPOKEN)
