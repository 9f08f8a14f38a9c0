"""The pages of allotment: who sees what, that nothing typed is lost, and how few queries they ask."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hamtaraz.allotments.models import AllotmentNotice, AllotmentSession, CentralAllotment
from hamtaraz.allotments.operations import CentralRow
from hamtaraz.allotments.queries import find_notices
from hamtaraz.allotments.tests.story import BILL, P1, P2, Year, line
from hamtaraz.people.roles import Role

MOST_QUERIES = 12


@pytest.fixture
def told(year: Year) -> Year:
    """A year with a confirmed notice, a decided session, and one issued notice of rmto."""
    year.central(CentralRow("P", 700), CentralRow("P", 300, *BILL))
    year.decided(500, line(120), line(30, P1, *BILL), line(50, P2))
    year.issue(AllotmentNotice.objects.get())
    return year


def pages(told: Year) -> dict[str, str]:
    session, notice = AllotmentSession.objects.get(), AllotmentNotice.objects.get()
    return {
        "overview": "/allotments/",
        "central": f"/allotments/central/{CentralAllotment.objects.get().pk}/",
        "session": f"/allotments/sessions/{session.pk}/",
        "notice": f"/allotments/notices/{notice.pk}/",
    }


@pytest.mark.parametrize("page", ["overview", "central", "session", "notice"])
def test_a_page_asks_at_most_twelve_queries_however_many_lines_it_shows(told: Year, page: str) -> None:
    client = told.world.client(Role.CONSOLIDATION_HEAD)
    url = pages(told)[page]
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
    assert answer.status_code == 200
    assert len(asked) <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in asked)


def test_a_draft_notice_s_page_is_as_frugal(year: Year) -> None:
    year.central()
    year.decided(500, line(120), line(50, P2))
    client = year.world.client(Role.CONSOLIDATION_HEAD)
    url = AllotmentNotice.objects.get().get_absolute_url()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    assert len(asked) <= MOST_QUERIES


def test_an_agency_sees_its_own_notices_and_nothing_else(told: Year) -> None:
    own, other = told.world.client(Role.AGENCY_EXPERT), told.world.client(Role.AGENCY_EXPERT, "abfa")
    url = pages(told)
    assert own.get(url["notice"]).status_code == 200
    assert "1405/3001" in AllotmentNotice.objects.get().number
    assert "۱۴۰۵/۳۰۰۱" in own.get("/allotments/").content.decode()
    assert other.get(url["notice"]).status_code == 404
    assert other.get(url["notice"] + "lines.xlsx").status_code == 404
    assert "۱۴۰۵/۳۰۰۱" not in other.get("/allotments/").content.decode()
    for page in ("central", "session"):
        assert own.get(url[page]).status_code == 403


def test_an_agency_does_not_see_a_draft(year: Year) -> None:
    year.central()
    year.decided(500, line(120))
    assert (
        year.world.client(Role.AGENCY_EXPERT).get(AllotmentNotice.objects.get().get_absolute_url()).status_code == 404
    )


def test_a_county_has_no_business_here(told: Year) -> None:
    assert told.world.client(Role.COUNTY_SECRETARY).get("/allotments/").status_code == 403


def test_search_finds_a_notice_by_agency_and_number_for_those_who_may_read_it(told: Year) -> None:
    head, other = told.actor(Role.CONSOLIDATION_HEAD), told.world.actor(Role.AGENCY_EXPERT, "abfa")
    assert len(list(find_notices(head, "راهداری", 5))) == len(list(find_notices(head, "3001", 5))) == 1
    assert find_notices(other, "3001", 5) == []


# --- recording ---------------------------------------------------------------------------------


def central_form(**more: str) -> dict[str, str]:
    return {
        "unit": "million", "number": "169250", "dated_on": "1405/06/30", "subject": "ابلاغ تخصیص",
        "rows-TOTAL_FORMS": "3", "rows-INITIAL_FORMS": "0", "rows-0-source": "P", "rows-0-means": "cash",
        "rows-0-amount_rial": "۶٬۵۲۹٬۶۰۰٫۵", "rows-1-source": "P", "rows-1-means": "treasury_bill",
        "rows-1-amount_rial": "10", "rows-1-symbol": "اخزا۵۰۷", "rows-1-due_on": "1407/06/30",
        "rows-2-source": "", "rows-2-means": "cash", "rows-2-amount_rial": "", **more,
    }  # fmt: skip


def test_a_notice_of_the_centre_is_recorded_from_its_form_in_the_person_s_unit(year: Year) -> None:
    answer = year.world.client(Role.CONSOLIDATION_EXPERT).post("/allotments/central/new/", central_form())
    central = CentralAllotment.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, central.get_absolute_url())
    assert [(row.amount_rial, row.means) for row in central.rows.all()] == [
        (6_529_600_500_000, "cash"), (10_000_000, "treasury_bill"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"rows-0-amount_rial": "هفت"}, 422),
        ({"dated_on": "1405/13/01"}, 422),
        ({"rows-1-symbol": ""}, 409),
        ({"rows-0-source": "", "rows-0-amount_rial": "", "rows-1-source": "", "rows-1-amount_rial": "", "rows-1-symbol": "",
          "rows-1-due_on": "", "rows-1-means": "cash"}, 409),
    ],
)  # fmt: skip
def test_a_refused_form_keeps_what_was_typed(year: Year, wrong: dict[str, str], status: int) -> None:
    form = central_form(**wrong)
    answer = year.world.client(Role.CONSOLIDATION_EXPERT).post("/allotments/central/new/", form)
    assert answer.status_code == status
    assert not CentralAllotment.objects.exists()
    html = answer.content.decode()
    assert 'value="ابلاغ تخصیص"' in html
    assert 'name="rows-0-amount_rial"' in html
    assert not form["rows-0-amount_rial"] or f'value="{form["rows-0-amount_rial"]}"' in html


def test_a_revised_notice_of_the_centre_shows_what_another_saved_meanwhile(year: Year) -> None:
    central = year.recorded()
    client = year.world.client(Role.CONSOLIDATION_EXPERT)
    url = f"/allotments/central/{central.pk}/edit/"
    assert 'value="1"' in client.get(url).content.decode()
    assert client.post(url, central_form(version="1")).status_code == 302
    answer = client.post(url, central_form(version="1", number="777"))
    assert answer.status_code == 409
    html = answer.content.decode()
    assert 'value="777"' in html
    assert "۱۶۹۲۵۰" in html
    assert client.post(url, central_form(version="2", number="777")).status_code == 302


def test_a_correction_of_the_centre_s_notice_begins_from_its_lines(year: Year) -> None:
    central = year.central(CentralRow("P", 7_000_000))
    client = year.world.client(Role.CONSOLIDATION_EXPERT)
    url = f"/allotments/central/{central.pk}/correct/"
    assert 'value="۷"' in client.get(url).content.decode()
    assert client.post(url, central_form(number="169250/1")).status_code == 302
    assert CentralAllotment.objects.get(corrects=central).number == "169250/1"


# --- the session -------------------------------------------------------------------------------


def members(**more: str) -> dict[str, str]:
    data = {"held_on": "1405/07/13", "place": "سالن", "members-TOTAL_FORMS": "3", "members-INITIAL_FORMS": "3"}
    for place in range(3):
        data |= {f"members-{place}-title": f"عضو {place}", f"members-{place}-organisation": "سازمان",
                 f"members-{place}-voting": "on", f"members-{place}-present": "on"}  # fmt: skip
    return data | more


def test_a_session_is_opened_revised_and_its_second_editor_told(year: Year) -> None:
    central = year.central()
    client = year.world.client(Role.ALLOTMENT_SECRETARY)
    assert client.get(f"/allotments/sessions/new/?central={central.pk}").status_code == 200
    assert client.post("/allotments/sessions/new/", members(place="")).status_code == 422
    assert client.post("/allotments/sessions/new/", members(central=str(central.pk))).status_code == 302
    session = AllotmentSession.objects.get()
    url = f"/allotments/sessions/{session.pk}/edit/"
    assert client.post(url, members(version="1", place="استانداری")).status_code == 302
    answer = client.post(url, members(version="1", place="فرمانداری"))
    assert answer.status_code == 409
    assert "فرمانداری" in answer.content.decode()
    assert "استانداری" in answer.content.decode()
    session.refresh_from_db()
    assert session.place == "استانداری"


def test_ceilings_are_filled_by_percent_without_saving_then_written(year: Year) -> None:
    year.world.put("received", 1, source="P")
    year.central()
    session = year.session()
    client, url = year.world.client(Role.ALLOTMENT_SECRETARY), f"/allotments/sessions/{session.pk}/ceilings/"
    client.post("/unit/", {"unit": "rial"})
    assert 'value="۲۲۰"' in client.get(url + "?percent=22").content.decode()
    assert not session.ceilings.exists()
    assert client.post(url, {"unit": "rial", "version": "1", "P/40": "250"}).status_code == 302
    answer = client.post(url, {"unit": "rial", "version": "1", "P/40": "111"})
    assert answer.status_code == 409
    assert 'value="111"' in answer.content.decode()
    assert 'value="250">۲۵۰<' in answer.content.decode()
    assert client.post(url, {"unit": "rial", "version": "2", "P/40": "x"}).status_code == 422


def test_lines_of_a_chapter_have_a_box_for_each_part_of_the_source(year: Year) -> None:
    year.central(CentralRow("P", 700), CentralRow("P", 300, *BILL))
    session = year.ceilings(year.session(), ("P", "40", 500))
    client, url = year.world.client(Role.ALLOTMENT_SECRETARY), f"/allotments/sessions/{session.pk}/lines/40/"
    assert client.get(url).status_code == 200
    names = [f"P/0601/40/4001/rmto/p1/{part}" for part in ("cash//", "treasury_bill/اخزا۵۰۷/2028-09-20")]
    typed = {"unit": "rial", "version": "2", names[0]: "70", names[1]: "30"}
    assert client.post(url, typed).status_code == 302
    assert sorted(session.lines_drafted.values_list("means", "amount_rial")) == [("cash", 70), ("treasury_bill", 30)]
    answer = client.post(url, typed | {names[0]: "71"})
    assert answer.status_code == 409
    assert 'value="71"' in answer.content.decode()
    assert client.get(f"/allotments/sessions/{session.pk}/lines/41/").status_code == 404


def test_the_proposal_button_spreads_and_the_decision_button_decides(year: Year) -> None:
    year.central()
    session = year.ceilings(year.session(), ("P", "40", 101))
    client = year.world.client(Role.ALLOTMENT_SECRETARY)
    assert (
        client.post(f"/allotments/sessions/{session.pk}/propose/", {"version": "2", "percent": ""}).status_code == 302
    )
    assert sum(session.lines_drafted.values_list("amount_rial", flat=True)) == 101
    assert client.post(f"/allotments/sessions/{session.pk}/propose/", {"version": "2"}).status_code == 409
    assert client.post(f"/step/allotment_session/{session.pk}/decide/", {"version": "3"}).status_code == 302
    session.refresh_from_db()
    assert session.state == "decided"


def test_a_step_refused_by_its_rules_is_said_on_the_page(year: Year) -> None:
    session = year.ceilings(year.session(), ("P", "40", 101))
    answer = year.world.client(Role.ALLOTMENT_SECRETARY).post(f"/step/allotment_session/{session.pk}/decide/")
    assert answer.status_code == 409


def test_nobody_sets_a_notice_aside_by_its_address(told: Year) -> None:
    notice = AllotmentNotice.objects.get()
    client = told.world.client(Role.CONSOLIDATION_HEAD)
    answer = client.post(f"/step/allotment_notice/{notice.pk}/correct/", {"replacement": "1"})
    assert answer.status_code == 409
    notice.refresh_from_db()
    assert notice.state == "issued"


# --- the notice --------------------------------------------------------------------------------


def test_a_draft_is_changed_on_its_page_and_the_second_editor_told(year: Year) -> None:
    year.central()
    year.decided(500, line(120), line(50, P2))
    notice = AllotmentNotice.objects.get()
    first, second = notice.rows.all()
    client, url = year.world.client(Role.CONSOLIDATION_EXPERT), f"/allotments/notices/{notice.pk}/edit/"
    assert client.get(url).status_code == 200
    typed = {"unit": "rial", "version": "1", f"line-{first.pk}": "90", f"line-{second.pk}": ""}
    assert client.post(url, typed).status_code == 302
    assert notice.worth_rial() == 90
    answer = client.post(url, typed | {f"line-{first.pk}": "91"})
    assert answer.status_code == 409
    assert 'value="91"' in answer.content.decode()


def test_the_correction_of_a_notice_is_drafted_from_its_page(told: Year) -> None:
    notice = AllotmentNotice.objects.get()
    client = told.world.client(Role.CONSOLIDATION_EXPERT)
    assert client.post(f"/allotments/notices/{notice.pk}/correct/", {"reason": ""}).status_code == 409
    answer = client.post(f"/allotments/notices/{notice.pk}/correct/", {"reason": "مبلغ اشتباه"})
    assert answer["Location"] == AllotmentNotice.objects.get(corrects=notice).get_absolute_url()
    assert client.get(notice.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("address", ["notices.xlsx", "sessions/{session}/lines.xlsx", "notices/{notice}/lines.xlsx"])
def test_excel_files_hold_whole_rials_that_add_up_to_the_book(told: Year, address: str) -> None:
    session, notice = AllotmentSession.objects.get(), AllotmentNotice.objects.get()
    url = "/allotments/" + address.format(session=session.pk, notice=notice.pk)
    rows = read(told.world.client(Role.CONSOLIDATION_HEAD), url)
    assert sum(int(row[-1]) for row in rows[1:]) == told.world.total("allotted", "allotment") == 200


def read(client: Client, url: str) -> list[list[Any]]:
    answer = client.get(url)
    assert answer.status_code == 200
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
