"""The actor: a person under one chosen mandate, in one fiscal year; every verb is told who acts."""

from __future__ import annotations

from dataclasses import dataclass

from hamtaraz.people.models import Mandate
from hamtaraz.people.roles import COUNTY_ROLES, GRANT_READERS, PROVINCE_WIDE_READERS, RECIPIENT_ROLES, SETS_UP, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and under which mandate; built by a page, a command or a test from a `Mandate`."""

    person_id: int
    person_name: str
    mandate_id: int
    role: str
    province: str
    fiscal_year: int
    organisation_id: int
    organisation_code: str
    organisation_name: str
    sector_group: str
    county: str

    @property
    def reads_province(self) -> bool:
        """True when this role may read the whole province's year, not only its own organisation or county."""
        return self.role in PROVINCE_WIDE_READERS

    @property
    def is_recipient(self) -> bool:
        """True for the people of a municipality or dehyari, who see its rows alone."""
        return self.role in RECIPIENT_ROLES

    @property
    def is_of_a_county(self) -> bool:
        """True for the people of a county governorate, who see their county's rows alone."""
        return self.role in COUNTY_ROLES

    @property
    def reads_grants(self) -> bool:
        """True when this role may read the whole province's aid to municipalities and dehyaris."""
        return self.role in GRANT_READERS or self.reads_province

    @property
    def is_setting_up(self) -> bool:
        """True for those who keep the figures and lists every room leans on."""
        return self.role in SETS_UP

    @property
    def is_agency(self) -> bool:
        """True for the people of an executive agency, who see their own agency's rows alone."""
        return self.role in (Role.AGENCY_EXPERT, Role.AGENCY_HEAD)


def actor_of(mandate: Mandate, fiscal_year: int) -> Actor:
    """The actor that `mandate` makes of its person in `fiscal_year`; the mandate comes with person and organisation."""
    return Actor(
        person_id=mandate.person_id,
        person_name=mandate.person.display_name,
        mandate_id=mandate.pk,
        role=mandate.role,
        province=mandate.province,
        fiscal_year=fiscal_year,
        organisation_id=mandate.organisation_id,
        organisation_code=mandate.organisation.code,
        organisation_name=mandate.organisation.name,
        sector_group=mandate.organisation.sector_group,
        county=mandate.county or mandate.organisation.county,
    )
