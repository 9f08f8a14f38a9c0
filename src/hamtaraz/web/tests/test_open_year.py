"""A budget year is opened from the terminal, once, by somebody who may set years up."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from hamtaraz.budget.models import FiscalYear
from hamtaraz.conftest import PROVINCE, World
from hamtaraz.people.roles import Role
from hamtaraz.trail.models import Act


def open_year(year: int, mandate) -> str:
    said = io.StringIO()
    call_command("open_year", str(year), person=mandate.person.username, stdout=said)
    return said.getvalue()


def test_the_administrator_opens_a_year_with_its_bounds_and_an_act(world: World):
    said = open_year(1406, world.mandate(Role.ADMINISTRATOR))
    opened = FiscalYear.objects.get(province=PROVINCE, year=1406)
    assert f"{opened.since} to {opened.until}" in said
    assert Act.objects.filter(verb="setup.open_fiscal_year", subject_id=opened.pk).count() == 1


def test_a_year_is_not_opened_twice(world: World):
    mandate = world.mandate(Role.ADMINISTRATOR)
    before = world.record()
    with pytest.raises(CommandError, match=r"۱۴۰۵|1405"):
        open_year(1405, mandate)
    assert world.record() == before


def test_whoever_has_no_mandate_to_set_years_up_is_refused(world: World):
    mandate = world.mandate(Role.AUDITOR)
    before = world.record()
    with pytest.raises(CommandError, match="administrator, operator"):
        open_year(1406, mandate)
    assert world.record() == before
