"""The last days the directive gives, counted from the day of its letter (domain.md 1.4.11)."""

from __future__ import annotations

import datetime

from hamtaraz.kernel import jalali
from hamtaraz.law.deadlines import due_on
from hamtaraz.law.directive import Directive

MACHINE_LIST, PROJECT_LIST = "machine_list", "project_list"


def notified_on(rules: Directive) -> datetime.date:
    """The day of the directive's letter."""
    return jalali.parse(rules.since)


def last_day(rules: Directive, deadline: str) -> datetime.date:
    """The last day of a deadline that is counted from the letter, such as Table 1's (S4-031, S4-069)."""
    return due_on(rules.deadlines[deadline], notified_on(rules))
