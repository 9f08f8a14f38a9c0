"""What is late is refused with its day, or sent with a reason that stands in the register of waivers."""

import io

import pytest
from python_calamine import CalamineWorkbook

from hamtaraz.grants.models import MachineRequest, Waiver
from hamtaraz.grants.operations import ask_for_machine, send_list
from hamtaraz.grants.tests.conftest import TOLD, A, B, Clause
from hamtaraz.grants.tests.test_pages import browser, the_story_s_day  # noqa: F401
from hamtaraz.kernel import jalali
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

LATE = jalali.parse("1394/03/11")
WHY = "سیل راه را بسته بود"


@pytest.fixture
def late(clause: Clause) -> MachineRequest:
    """A draft of municipality A on the first day after the two weeks."""
    clause.announce()
    clause.day = LATE
    return ask_for_machine(clause.mayor(A), LATE, first="loader")


def send(clause: Clause, request: MachineRequest, **given: str):
    return browser(clause, Role.MAYOR, A).post(
        f"/step/machine_request/{request.pk}/send/", {"version": request.version, **given}
    )


def test_a_late_request_says_so_and_asks_for_the_reason_on_screen(clause: Clause, late: MachineRequest):  # S4-031
    page = browser(clause, Role.MAYOR, A).get(late.get_absolute_url()).content.decode()
    assert "مهلت جدول (۱) گذشته است" in page
    assert 'name="reason"' in page


def test_a_late_request_without_a_reason_is_refused_with_its_day(clause: Clause, late: MachineRequest):
    answer = send(clause, late)
    assert answer.status_code == 409
    assert "۱۳۹۴/۰۳/۱۰" in answer.content.decode()
    assert (MachineRequest.objects.get().state, Waiver.objects.count()) == ("draft", 0)


def test_the_reason_stands_in_the_register_with_its_clause_and_who_gave_it(clause: Clause, late: MachineRequest):
    assert send(clause, late, reason=WHY).status_code == 302
    kept = Waiver.objects.get()
    assert (kept.clause, kept.reason, kept.day) == ("S4-031", WHY, LATE)
    register = browser(clause, Role.AUDITOR).get("/grants/waivers/").content.decode()
    assert WHY in register
    assert late.get_absolute_url() in register
    assert clause.mayor(A).person_name in register
    sheet = browser(clause, Role.URBAN_OFFICE).get("/grants/waivers/?format=xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["تاریخ", "بند", "برای", "دلیل", "چه کسی"]
    assert rows[1][3] == WHY


def test_a_reason_given_in_time_is_no_waiver(clause: Clause):
    clause.announce()
    request = ask_for_machine(clause.mayor(A), TOLD, first="loader")
    assert send(clause, request, reason=WHY).status_code == 302
    assert not Waiver.objects.exists()


def test_a_late_table_1_is_refused_in_place_or_sent_with_its_waiver(clause: Clause):  # S4-031
    clause.announce()
    take(ask_for_machine(clause.mayor(B), TOLD, first="loader"), "send", actor=clause.mayor(B), day=TOLD)
    clause.day = LATE
    office = browser(clause, Role.URBAN_OFFICE)
    refused = office.post("/grants/machines/table-1/")
    assert refused.status_code == 409
    assert 'name="reason"' in refused.content.decode()
    assert office.post("/grants/machines/table-1/", {"reason": WHY}).status_code == 302
    kept = Waiver.objects.get()
    assert (kept.clause, kept.about_kind) == ("S4-031", "grants.list")
    assert MachineRequest.objects.get().state == "listed"


def test_a_table_1_in_time_needs_no_waiver(clause: Clause):
    clause.announce()
    take(ask_for_machine(clause.mayor(B), TOLD, first="loader"), "send", actor=clause.mayor(B), day=TOLD)
    send_list(clause.actor(Role.URBAN_OFFICE), TOLD)
    assert not Waiver.objects.exists()


def test_the_register_is_for_the_readers_of_aid(clause: Clause):
    assert browser(clause, Role.MAYOR, A).get("/grants/waivers/").status_code == 403
    page = browser(clause, Role.RURAL_OFFICE).get("/grants/waivers/")
    assert "هیچ بندی" in page.content.decode()  # an empty register says so
