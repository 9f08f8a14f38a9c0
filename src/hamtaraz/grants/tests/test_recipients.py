"""Municipalities and villages are kept with the source of every figure; wrong rows are refused with their reason."""

import pytest

from hamtaraz.grants.models import Recipient, RecipientFigure
from hamtaraz.grants.operations import add_recipients, change_recipients, record_figures
from hamtaraz.grants.queries.recipients import recipients_for
from hamtaraz.grants.refusals.recipients import (
    FigureUnknown,
    OfAnotherKind,
    OutsideItsCounty,
    RecipientTwice,
    RecipientUnknown,
)
from hamtaraz.grants.tests.conftest import TOLD, VILLAGES, A, B, Clause
from hamtaraz.kernel.refusals import NotYours
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.web.finding import find

TOWN = {"code": "0601100009", "kind": "municipality", "name": "تازه", "county": "0601"}


def test_a_municipality_becomes_an_organisation_one_may_write_to(clause: Clause):  # S4-014
    found = Recipient.objects.get(code=A)
    assert found.organisation == Organisation.objects.get(code=A)
    assert str(found.organisation) == "شهرداری الف"
    assert found.organisation.county == ""  # nothing of its county's committee is shown to a municipality


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (TOWN | {"code": "0603100009"}, OutsideItsCounty),
        (TOWN | {"code": A}, RecipientTwice),
        (TOWN | {"county": "0699", "code": "0699100001"}, RecipientUnknown),
        (TOWN | {"has_dehyari": True}, OfAnotherKind),
        (TOWN | {"kind": "village", "first_mayor_year": 1394}, OfAnotherKind),
    ],
)
def test_a_wrong_row_is_refused_and_none_of_its_file_is_kept(clause: Clause, row, refusal):
    before = Recipient.objects.count(), Organisation.objects.count()
    with pytest.raises(refusal):
        add_recipients(clause.actor(Role.OPERATOR), TOLD, [TOWN | {"code": "0601100008"}, row])
    assert (Recipient.objects.count(), Organisation.objects.count()) == before


def test_figures_are_put_right_and_what_was_before_stays_in_the_act(clause: Clause):  # S4-012
    row = {"recipient": A, "key": "population", "year": 1390, "value": 21_000, "origin": "مرکز آمار", "generated": True}
    record_figures(clause.actor(Role.OPERATOR), TOLD, [row])
    figure = RecipientFigure.objects.get(recipient__code=A, key="population")
    assert (figure.value, figure.generated) == (21_000, True)
    from hamtaraz.trail.models import Act

    act = Act.objects.filter(verb="grants.record_figures").last()
    assert list(act.details["before"].values()) == [20_000]


def test_a_figure_nobody_measures_or_of_nobody_is_refused(clause: Clause):
    operator = clause.actor(Role.OPERATOR)
    row = {"recipient": A, "key": "population", "year": 1390, "value": 1, "origin": "آزمون"}
    with pytest.raises(FigureUnknown):
        record_figures(operator, TOLD, [row | {"key": "height"}])
    with pytest.raises(RecipientUnknown):
        record_figures(operator, TOLD, [row | {"recipient": "0"}])
    with pytest.raises(NotYours):
        record_figures(clause.mayor(), TOLD, [row])


def test_flags_change_and_kind_does_not(clause: Clause):  # S4-046
    change_recipients(clause.actor(Role.OPERATOR), TOLD, [{"code": B, "cold": True, "kind": "village"}])
    found = Recipient.objects.get(code=B)
    assert (found.cold, found.kind) == (True, "municipality")


def test_a_mayor_sees_their_own_municipality_alone_and_a_county_its_own(clause: Clause):
    assert [one.code for one in Recipient.visible_to(clause.mayor(A))] == [A]
    assert Recipient.visible_to(clause.actor(Role.URBAN_OFFICE)).count() == 4 + len(VILLAGES)
    assert {one.county.code for one in Recipient.visible_to(clause.actor(Role.COUNTY_SECRETARY))} == {"0601"}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("لشت‌نشاء", "لشت نشا"), ("لشت‌نشاء", "لشتنشاء"), ("کوچصفهان", "كوچصفهان"), ("رضی‌آباد", "رضي اباد"),
        ("احمدسرگوراب", "احمد سرگوراب"), ("احمد سرگوراب", "احمدسرگوراب"), ("سنگر", "شهرداري سنگر"), ("سنگر", "شهر سنگر"),
    ],
)  # fmt: skip
def test_people_find_their_municipality_however_they_write_it(clause: Clause, name: str, typed: str):
    (made,) = add_recipients(clause.actor(Role.OPERATOR), TOLD, [TOWN | {"name": name}])
    office = clause.actor(Role.URBAN_OFFICE)
    assert made in recipients_for(office, words=typed)
    assert [one.title for one in find(office, typed) if one.url == made.get_absolute_url()] == [made.name]


def test_a_village_is_found_by_its_dehyari(clause: Clause):
    office = clause.actor(Role.RURAL_OFFICE)
    assert [one.name for one in recipients_for(office, words="دهیاری ده یک")] == ["ده یک"]
    assert not recipients_for(office, words="شهرداری ده یک").exists()
