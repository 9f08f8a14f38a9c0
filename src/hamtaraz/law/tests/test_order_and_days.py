"""Priorities put bodies in order with a reason; deadlines give a day."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.kernel import jalali
from hamtaraz.law.bodies import bodies_of
from hamtaraz.law.deadlines import due_on
from hamtaraz.law.precedence import in_order
from hamtaraz.law.tests.writing import data, directive

PRIORITIES = """
[[data]]
key = "unfinished"
kind = "yes_no"
source = "آزمون"
[[priority]]
key = "unfinished_first"
basis = "S4-064"
when = "unfinished"
[[priority]]
key = "own_share"
basis = "S4-065"
by = "own / cost"
[[priority]]
key = "smaller"
basis = "S4-?18"
by = "cost"
order = "less_first"
"""


def rows(*told: tuple[bool, int, int]) -> list[dict[str, object]]:
    return [{"code": f"p{place}", "unfinished": one, "own": own, "cost": cost}
            for place, (one, own, cost) in enumerate(told)]  # fmt: skip


def test_unfinished_come_first_then_the_larger_own_share_then_the_smaller():  # S4-064, S4-065
    written = directive(data("own", "cost"), PRIORITIES)
    placed = in_order(
        written, bodies_of(rows((False, 9, 10), (True, 1, 10), (True, 5, 10), (True, 10, 20), (True, 5, 10)))
    )
    assert [(one.code, one.behind_by) for one in placed] == [
        ("p2", ""), ("p4", ""), ("p3", "smaller"), ("p1", "own_share"), ("p0", "unfinished_first"),
    ]  # fmt: skip
    assert placed[0].found["unfinished_first"] is True


@given(st.permutations(rows((False, 9, 10), (True, 1, 10), (True, 5, 10), (True, 10, 20))))
def test_the_order_of_the_rows_does_not_matter(mixed):
    written = directive(data("own", "cost"), PRIORITIES)
    assert [one.code for one in in_order(written, bodies_of(mixed))] == ["p2", "p3", "p1", "p0"]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("days = 14", (1394, 3, 10)),  # S4-031, domain.md 1.4.11
        ("months = 1", (1394, 3, 27)),  # S4-069
        ("days = 10", (1394, 3, 6)),
        ('days = 14\ndays_are = "working"', (1394, 3, 12)),  # two Fridays between
        ("days = 0", (1394, 2, 27)),
    ],
)
def test_a_deadline_gives_its_last_day(told, day):
    text = f'[[deadline]]\nkey = "table_1"\nbasis = "S4-031"\nafter = "notification"\n{told}\n'
    deadline = directive(text).deadlines["table_1"]
    assert due_on(deadline, jalali.day(1394, 2, 27)) == jalali.day(*day)


def test_an_office_has_days_off_of_its_own():
    text = '[[deadline]]\nkey = "d"\nbasis = "x"\nafter = "event"\ndays = 2\ndays_are = "working"\n'
    begin = datetime.date(2026, 11, 21)
    assert due_on(directive(text).deadlines["d"], begin, lambda day: day.day in (22, 23)) == datetime.date(2026, 11, 25)
