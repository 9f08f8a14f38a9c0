"""Registers the agreements room with Django, its table, its place in the navigation and in the search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "hamtaraz.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Load the table and tell the pages of the room."""
        from hamtaraz.agreements import workflow  # noqa: F401
        from hamtaraz.agreements.finding import find_agreements
        from hamtaraz.people.roles import Role
        from hamtaraz.web import finding, navigation
        from hamtaraz.web.spoken import SPOKEN

        SPOKEN.update(
            {
                "agreement.draft": _("Drafted"),
                "agreement.edit": _("Edited"),
                "agreement.answer": _("Remarks answered"),
                "agreement.remark": _("Remark written"),
            }
        )
        readers = (
            Role.AGENCY_EXPERT, Role.AGENCY_HEAD, Role.SECTOR_EXPERT, Role.CONSOLIDATION_EXPERT,
            Role.CONSOLIDATION_HEAD, Role.BUDGET_DEPUTY, Role.MPO_HEAD, Role.COUNCIL_SECRETARY,
            Role.ALLOTMENT_SECRETARY, Role.AUDITOR,
        )  # fmt: skip
        navigation.add("cycle", 50, _("Agreements"), "agreements:list", icon="agreement", roles=readers)
        finding.add_finder(find_agreements)
