"""Which directive a province shares its capital credit by."""

from __future__ import annotations

import datetime

from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.queries import in_force, shipped_text, versions
from hamtaraz.distribution.queries.reckoning import directive_of
from hamtaraz.law.directive import Directive

DIRECTIVE = "provincial-capital"
"""The directive a new distribution goes by."""


def version_in_force(province: str, day: datetime.date, key: str = DIRECTIVE) -> DirectiveVersion | None:
    """The version the province activated; None where it activated none and goes by the text that comes with Hamtaraz."""
    return in_force(province, day).filter(key=key).first()


def directive_in_use(province: str, day: datetime.date, key: str = DIRECTIVE) -> Directive:
    """The directive of that version, or of the text that comes with Hamtaraz."""
    version = version_in_force(province, day, key)
    return directive_of(version.text if version else shipped_text(key))


def versions_in_force_once(province: str, key: str) -> list[DirectiveVersion]:
    """The versions of a directive that are or were in force, the latest first: those a scenario may go by."""
    return list(versions(province, key).filter(activated_on__isnull=False).defer("text"))
