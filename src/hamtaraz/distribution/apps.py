"""Registers the distribution room with Django, its table, its page and its words."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hamtaraz.people.roles import PROVINCE_WIDE_READERS, SETS_UP, Role


class DistributionConfig(AppConfig):
    name = "hamtaraz.distribution"
    label = "distribution"

    def ready(self) -> None:
        """Register the table of the room, its place in the navigation, its acts and its finder."""
        from hamtaraz.distribution import workflow
        from hamtaraz.distribution.queries import standing
        from hamtaraz.web import finding, navigation
        from hamtaraz.web.spoken import SPOKEN

        readers = (*sorted(PROVINCE_WIDE_READERS), Role.COUNTY_SECRETARY)
        navigation.add("cycle", 20, _("Credit distribution"), "distribution:list", icon="share", roles=readers)
        navigation.add(
            "administration", 35, _("Indicators of the counties"), "distribution:figures", icon="import",
            roles=tuple(sorted(SETS_UP)),
        )  # fmt: skip
        finding.add_finder(standing.find)
        SPOKEN.update(workflow.SPOKEN)
