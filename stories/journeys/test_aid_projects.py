"""A municipality's project through both payments with seventy percent realised, and a village's through the governorate."""

from __future__ import annotations

import pytest

from hamtaraz.grants.models import DehyariProject, MunicipalProject, ProjectPayment
from hamtaraz.letters.models import Letter
from stories.journeys import aid_scenes, project_scenes
from stories.province import MILLION

pytestmark = pytest.mark.browser


def amounts() -> list[int]:
    return [one.amount_rial // MILLION for one in ProjectPayment.objects.order_by("id")]


def test_a_municipality_s_project_is_paid_400_and_160_of_800_at_seventy_percent(office, province):  # F7, F8
    aid_scenes.the_clause_comes_into_force(office)
    aid_scenes.the_shares_are_announced(office)
    project_scenes.the_mayor_proposes(office)
    project_scenes.table_two_goes_on(office, "municipal", "grants.list_project")
    deputy = office.desk("moaven-shahrdari").takes_up("grants.review_project", due_in=10)  # S4-071
    deputy.sends_dialog("Approve an aid", approved_rial="800000000")
    assert province.total("grant_promised", programme="projects") == 800 * MILLION
    project_scenes.the_allotment_is_recorded(office, "municipal", "70")
    office.desk("moaven-manabe").takes_up("grants.pay_first", due_in=7).presses("Pay the first stage")
    project_scenes.the_project_is_completed(office)
    project_scenes.the_second_stage_is_paid(office)
    assert amounts() == [400, 160]
    assert MunicipalProject.objects.get().state == "second_paid"
    assert province.faults() == []


def test_a_village_s_project_is_paid_through_the_governorate_after_its_report(office, province):  # S4-118, S4-119
    aid_scenes.the_clause_comes_into_force(office)
    project_scenes.the_counties_shares_are_split(office)
    project_scenes.the_dehyar_proposes(office)
    project_scenes.table_two_goes_on(office, "dehyari", "grants.list_village_project")
    deputy = office.desk("moaven-dehyari").takes_up("grants.review_village_project", due_in=14)  # S4-117
    deputy.sends_dialog("Approve an aid", approved_rial="800000000")
    project_scenes.the_allotment_is_recorded(office, "dehyari", "70")
    payer = office.desk("moaven-manabe").takes_up("grants.pay_village_first", due_in=7)
    payer.sends_dialog("Pay the first stage", account_number=project_scenes.ACCOUNT)
    reporter = office.desk("moaven-omrani").takes_up("grants.report_progress", due_in=None)
    reporter.sends_dialog("Report its progress", progress="60")
    deputy.takes_up("grants.accept_progress", due_in=14).presses("Accept the progress")
    payer.takes_up("grants.pay_village_second", due_in=7)
    payer.sends_dialog("Pay the second stage", account_number=project_scenes.ACCOUNT)
    assert amounts() == [400, 160]
    paid = ProjectPayment.objects.latest("id")
    assert {one.code for one in Letter.objects.get(number=paid.letter_number).receivers.all()} >= {"gov"}
    assert DehyariProject.objects.get().paid_rial == 560 * MILLION
    assert province.faults() == []
