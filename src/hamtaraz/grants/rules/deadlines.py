"""What is refused after the last day a directive allows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.queries.deadlines import last_day
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.grants.refusals.machinery import TooLate
from hamtaraz.kernel import text
from hamtaraz.workflow.tables import Ask, Rule, Taking

LATE_REASON = Ask("reason", _("Why it is late, if it is"), "lines", required=False)


def in_time(deadline: str, clause: str) -> Rule:
    """A rule that refuses a step after the last day of a deadline counted from the letter, unless a reason is given."""

    def in_time(taking: Taking) -> None:
        """Refuse after the last day, unless a reason is given."""
        rules = rules_in_force(taking.subject.province, taking.subject.fiscal_year, taking.day)
        due = last_day(rules, deadline)
        if taking.day > due and not text.clean_lines(str(taking.given.get("reason", ""))):
            raise TooLate(due_on=due, clause=clause)

    return in_time
