"""The directives the room goes by: the rules of the clause, and the indices that may be chosen (S4-?4)."""

from __future__ import annotations

import datetime

from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.queries import active, directive_of, in_force
from hamtaraz.grants.models import Part
from hamtaraz.kernel import jalali
from hamtaraz.law.directive import Directive

RULES = "note-9h"
"""The directive that holds every rate, bound, stage and deadline; another year's begins with the same words."""
MACHINERY_IN_SHARE = "machinery_in_share"
INDICES = {Part.MUNICIPAL: "municipal-index", Part.DEHYARI: "dehyari-index"}


def rules_in_force(province: str, fiscal_year: int, day: datetime.date) -> Directive:
    """The rules of the clause for a year, in the version in force on a day; refuses `NothingActive`."""
    return directive_of(active(province, f"{RULES}-{fiscal_year}", day))


def charges_machines_to_shares(rules: Directive) -> bool:
    """Whether the aid for a machine is taken out of the municipality's share; a directive that is silent charges it
    (S4-?8)."""
    return MACHINERY_IN_SHARE not in rules.parameters or rules.value_of(MACHINERY_IN_SHARE) == 1


def indices_in_force(province: str, fiscal_year: int, part: str, day: datetime.date) -> list[DirectiveVersion]:
    """The indices one may choose for a part and year, by key; every variant is another reading of the text (S4-?4)."""
    return list(in_force(province, day).filter(key__startswith=f"{INDICES[Part(part)]}-{fiscal_year}"))


def law_day(day: datetime.date) -> str:
    """A day as directives write it, «1394-03-10»."""
    year, month, date = jalali.parts(day)
    return f"{year:04}-{month:02}-{date:02}"
