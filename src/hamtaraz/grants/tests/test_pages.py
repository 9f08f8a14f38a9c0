"""The pages of the room in Persian: each person sees what is theirs, a wrong form keeps what was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hamtaraz.documents.models import Paper
from hamtaraz.grants.models import MachineRequest, Recipient, RecipientFigure, Share, ShareRun
from hamtaraz.grants.operations import ask_for_machine
from hamtaraz.grants.tests.conftest import A, B, Clause
from hamtaraz.kernel import jalali
from hamtaraz.people.roles import Role
from hamtaraz.web.acting import YEAR as CHOSEN_YEAR
from hamtaraz.workflow.walker import take


def browser(clause: Clause, role: str, organisation: str = "") -> Client:
    client = Client()
    client.force_login(clause.mandate(role, organisation).person)
    session = client.session
    session[CHOSEN_YEAR] = 1394
    session.save()
    return client


@pytest.fixture(autouse=True)
def the_story_s_day(monkeypatch, clause: Clause):
    monkeypatch.setattr("hamtaraz.web.clock.today", lambda: clause.day)


def test_an_index_is_chosen_and_its_run_announced_by_the_deputy(clause: Clause):  # S4-?4, S4-014
    page = browser(clause, Role.RESOURCE_EXPERT).get("/grants/compute/municipal/")
    words = page.content.decode()
    assert "شاخص سهم شهرداری‌ها" in words
    assert words.count('name="index"') == 2  # F1 and F1b
    typed = {"index": clause.indices["municipal-index-1394"].pk, "source": "9H", "letter_number": "۶۰۹۴",
             "letter_on": "۱۳۹۴/۰۲/۲۷", "pool_rial": "۳۰۰٬۰۰۰", "unit": "million"}  # fmt: skip
    answer = browser(clause, Role.RESOURCE_EXPERT).post("/grants/compute/municipal/", typed)
    run = ShareRun.objects.get()
    assert answer["Location"] == run.get_absolute_url()
    deputy = browser(clause, Role.RESOURCE_DEPUTY)
    assert "اعلام سهم‌ها" in deputy.get(run.get_absolute_url()).content.decode()
    assert deputy.post(f"/step/grant_shares/{run.pk}/announce/", {"version": run.version}).status_code == 302
    assert ShareRun.objects.get().state == "announced"


def test_a_refused_form_keeps_what_was_typed(clause: Clause):
    typed = {"index": clause.indices["municipal-index-1394"].pk, "source": "9H", "letter_number": "۶۰۹۴",
             "letter_on": "۱۳۹۴/۰۲/۲۷", "pool_rial": "۰"}  # fmt: skip
    page = browser(clause, Role.RESOURCE_EXPERT).post("/grants/compute/municipal/", typed)
    assert page.status_code == 409
    assert "۶۰۹۴" in page.content.decode()
    assert not ShareRun.objects.exists()


def test_a_mayor_reads_why_and_nobody_else_s(clause: Clause):
    clause.announce()
    own, other = Share.objects.get(agency=A), Share.objects.get(agency=B)
    mayor = browser(clause, Role.MAYOR, A)
    page = mayor.get(own.get_absolute_url())
    assert "چرا این مبلغ به الف می‌رسد" in page.content.decode()
    assert "S4-013" in page.content.decode()
    assert mayor.get(other.get_absolute_url()).status_code == 404
    assert mayor.get("/grants/").status_code == 200
    assert mayor.get(Recipient.objects.get(code=B).get_absolute_url()).status_code == 404


def test_a_county_reads_why_its_dehyaris_have_so_much_and_no_other_county(clause: Clause):  # S4-084
    clause.announce("dehyari-index-1394", pool_rial=9_000_000_000)
    own, other = Share.objects.get(county="0601"), Share.objects.get(county="0603")
    county = browser(clause, Role.COUNTY_SECRETARY)
    assert county.get(own.get_absolute_url()).status_code == 200
    assert county.get(other.get_absolute_url()).status_code == 404


def test_generated_figures_are_marked_on_screen(clause: Clause):
    RecipientFigure.objects.filter(recipient__code=A).update(generated=True)
    operator = browser(clause, Role.OPERATOR)
    for url in ("/grants/recipients/", Recipient.objects.get(code=A).get_absolute_url()):
        assert "ساختگی" in operator.get(url).content.decode()
    clause.announce()
    assert (
        "ساختگی" in browser(clause, Role.MAYOR, B).get(Share.objects.get(agency=B).get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize("url", ["/grants/", "/grants/recipients/", "run", "why", "recipient"])
def test_a_page_asks_few_questions(clause: Clause, url: str):
    run = clause.announce()
    share = Share.objects.get(agency=A)
    url = {"run": run.get_absolute_url(), "why": share.get_absolute_url(),
           "recipient": share.recipient.get_absolute_url()}.get(url, url)  # fmt: skip
    client = browser(clause, Role.RESOURCE_EXPERT)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    assert len(asked) <= 14, [one["sql"][:90] for one in asked]


def test_a_mayor_asks_on_the_page_sends_and_pays_and_the_office_sends_table_one(clause: Clause):  # S4-029 … S4-035
    clause.announce()
    mayor, expert = browser(clause, Role.MAYOR, A), browser(clause, Role.RESOURCE_EXPERT)
    typed = {"machine": "loader", "approximate_rial": "۲٬۳۰۰", "determined_rial": "۲٬۴۰۰"}
    assert expert.post("/grants/machines/prices/", typed).status_code == 302
    page = mayor.get("/grants/machines/ask/").content.decode()
    assert "لودر" in page
    assert "۱٬۲۰۰" in page  # what a loader would cost the municipality
    answer = mayor.post(
        "/grants/machines/ask/", {"first": "loader", "second": "roller", "first_equipment": "rescue_set"}
    )
    asked = MachineRequest.objects.get()
    assert answer["Location"] == asked.get_absolute_url()
    assert mayor.post(f"/step/machine_request/{asked.pk}/send/", {"version": asked.version}).status_code == 302
    office = browser(clause, Role.URBAN_OFFICE)
    assert "غلتک" in office.get("/grants/machines/table-1/").content.decode()
    assert office.post("/grants/machines/table-1/").status_code == 302
    table = Paper.objects.get(kind="municipal_machine_table")  # printed, kept, reachable from the page and the letter
    assert [ask["machine"] for ask in table.facts["rows"][0]["asks"]] == ["لودر", "غلتک", "ست امداد و نجات", ""]
    for reader in (office, browser(clause, Role.MUNICIPAL_DEPUTY)):
        assert table.code in reader.get("/grants/machines/table-1/").content.decode()
        assert reader.get(f"/papers/{table.code}/pdf/").content.startswith(b"%PDF")
        assert '"/grants/machines/table-1/"' in reader.get("/letters/").content.decode()
    assert mayor.get(f"/papers/{table.code}/pdf/").status_code == 404
    assert office.get("/grants/machines/table-1/?format=xlsx").content.startswith(b"PK")
    step(clause, Role.MUNICIPAL_DEPUTY, "review", choice="1")
    step(clause, Role.RESOURCE_DEPUTY, "announce", account_number="۱۲۳")
    assert "ارائهٔ فیش" in mayor.get(asked.get_absolute_url()).content.decode()
    slip = {"number": "۵۵", "paid_on": "۱۳۹۴/۰۲/۲۷", "amount_rial": "۱٬۲۰۰"}
    scan = SimpleUploadedFile("slip.png", b"not a picture")
    refused = mayor.post(f"/grants/machines/{asked.pk}/slip/", slip | {"scan": scan})
    assert refused.status_code == 409
    assert "۵۵" in refused.content.decode()
    scan = SimpleUploadedFile("slip.pdf", b"%PDF-1.7")
    assert mayor.post(f"/grants/machines/{asked.pk}/slip/", slip | {"scan": scan}).status_code == 302
    step(clause, Role.RESOURCE_DEPUTY, "order")
    step(clause, Role.RESOURCE_EXPERT, "hand_over", handed_over_on="۱۳۹۴/۰۲/۲۷")
    assert "لودر" in mayor.get("/grants/machines/locks/").content.decode()


def step(clause: Clause, role: str, verb: str, **given: str) -> None:
    asked = MachineRequest.objects.get()
    answer = browser(clause, role).post(
        f"/step/machine_request/{asked.pk}/{verb}/", {"version": asked.version, **given}
    )
    assert answer.status_code == 302, answer.content.decode()


def test_a_request_the_directive_refuses_stays_on_the_page_with_its_clause(clause: Clause):
    clause.announce()
    page = browser(clause, Role.MAYOR, A).post("/grants/machines/ask/", {"first": "loader", "second": "loader"})
    assert page.status_code == 409
    assert "S4-029" in page.content.decode()
    assert not MachineRequest.objects.exists()


def test_a_late_list_is_refused_with_its_day_and_sent_with_its_reason(clause: Clause):  # S4-031
    clause.announce()
    asked = ask_for_machine(clause.mayor(A), clause.day, first="loader")
    take(asked, "send", actor=clause.mayor(A), day=clause.day)
    clause.day = jalali.parse("1394/03/11")
    office = browser(clause, Role.URBAN_OFFICE)
    refused = office.post("/grants/machines/table-1/")
    assert refused.status_code == 409
    assert "۱۳۹۴/۰۳/۱۰" in refused.content.decode()
    assert office.post("/grants/machines/table-1/", {"reason": "سیل"}).status_code == 302


@pytest.mark.parametrize("url", ["/grants/machines/", "/grants/machines/table-1/", "/grants/machines/ask/", "request"])
def test_a_page_of_machines_asks_few_questions(clause: Clause, url: str):
    clause.announce()
    if url == "request":
        url = ask_for_machine(clause.mayor(A), clause.day, first="loader").get_absolute_url()
    client = browser(clause, Role.MAYOR, A)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    assert len(asked) <= 16, [one["sql"][:90] for one in asked]


@pytest.mark.parametrize("url", ["/grants/machines/", "/grants/machines/table-1/", "/grants/machines/locks/"])
def test_a_year_without_the_directive_says_so_instead_of_refusing(clause: Clause, url: str):
    clause.day = jalali.parse("1394/02/20")  # a week before its letter
    page = browser(clause, Role.URBAN_OFFICE).get(url)
    assert page.status_code == 200
    assert "جاری نیست" in page.content.decode()
