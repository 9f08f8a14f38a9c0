"""The roles of a provincial budget year, named once; a mandate gives one of them to a person (domain.md 4.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Who may do what is said by the steps of the workflows, which name these roles."""

    CONSOLIDATION_EXPERT = "consolidation_expert", _("Budget Consolidation expert")
    CONSOLIDATION_HEAD = "consolidation_head", _("Head of the Budget Consolidation Group")
    SECTOR_EXPERT = "sector_expert", _("Sector budget expert")
    BUDGET_DEPUTY = "budget_deputy", _("Budget Deputy")
    MPO_HEAD = "mpo_head", _("Head of the Management and Planning Organization")
    COUNCIL_SECRETARY = "council_secretary", _("Secretary of the Planning and Development Council")
    COUNTY_SECRETARY = "county_secretary", _("Secretary of the County Planning Committee")
    ALLOTMENT_SECRETARY = "allotment_secretary", _("Secretary of the Allotment Committee")
    AGENCY_EXPERT = "agency_expert", _("Agency budget expert")
    AGENCY_HEAD = "agency_head", _("Head of agency")
    RESOURCE_EXPERT = "resource_expert", _("Expert of the Resource Development deputy")
    RESOURCE_DEPUTY = "resource_deputy", _("Deputy for Resource Development and Support")
    MUNICIPAL_DEPUTY = "municipal_deputy", _("Deputy for Municipal Affairs")
    DEHYARI_DEPUTY = "dehyari_deputy", _("Deputy for Dehyari Affairs")
    DEVELOPMENT_DEPUTY = "development_deputy", _("Deputy for Coordination of Development Affairs")
    URBAN_OFFICE = "urban_office", _("Urban Affairs and Councils Office")
    RURAL_OFFICE = "rural_office", _("Rural Affairs and Councils Office")
    TECHNICAL_OFFICE = "technical_office", _("Technical Office of the governorate")
    COUNTY_TECHNICAL = "county_technical", _("Technical deputy of the county governorate")
    MAYOR = "mayor", _("Mayor")
    DEHYAR = "dehyar", _("Dehyar")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("System administrator")
    OPERATOR = "operator", _("Data operator")


class SectorGroup(models.TextChoices):
    """The four expert groups of the organisation (S0-27)."""

    SOCIAL = "social", _("Social affairs")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure affairs")
    PRODUCTION = "production", _("Production affairs")
    CONSOLIDATION = "consolidation", _("Budget consolidation")


PROVINCE_WIDE_READERS = frozenset(
    {
        Role.CONSOLIDATION_EXPERT,
        Role.CONSOLIDATION_HEAD,
        Role.SECTOR_EXPERT,
        Role.BUDGET_DEPUTY,
        Role.MPO_HEAD,
        Role.COUNCIL_SECRETARY,
        Role.ALLOTMENT_SECRETARY,
        Role.AUDITOR,
    }
)
"""Roles that may read the whole province's year; the others see their own organisation or county."""

SETS_UP = frozenset({Role.ADMINISTRATOR, Role.OPERATOR})
"""Roles that keep accounts and figures; they read nothing of what letters, papers and sessions are about."""

GRANT_READERS = frozenset(
    {
        Role.RESOURCE_EXPERT,
        Role.RESOURCE_DEPUTY,
        Role.MUNICIPAL_DEPUTY,
        Role.DEHYARI_DEPUTY,
        Role.DEVELOPMENT_DEPUTY,
        Role.URBAN_OFFICE,
        Role.RURAL_OFFICE,
        Role.TECHNICAL_OFFICE,
    }
)
"""Roles that may read the whole province's aid to municipalities and dehyaris, and nothing of the other rooms."""

RECIPIENT_ROLES = frozenset({Role.MAYOR, Role.DEHYAR})
"""Roles of those who receive that aid; they see their own municipality or dehyari alone."""

COUNTY_ROLES = frozenset({Role.COUNTY_SECRETARY, Role.COUNTY_TECHNICAL})
"""Roles that see one county."""

GRANT_ROLES = GRANT_READERS | RECIPIENT_ROLES | {Role.COUNTY_TECHNICAL}
"""Roles whose work is that aid alone."""

MONEY_ROLES = frozenset(set(Role) - {Role.AUDITOR} - SETS_UP)
"""Roles whose steps decide about money; an installation may ask a second factor of them."""
