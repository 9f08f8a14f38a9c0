"""The pages of the room in Persian: each person sees what is theirs, a wrong form keeps what was typed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hamtaraz.grants.models import Recipient, RecipientFigure, Share, ShareRun
from hamtaraz.grants.tests.conftest import A, B, Clause
from hamtaraz.people.roles import Role
from hamtaraz.web.acting import YEAR as CHOSEN_YEAR


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


def test_generated_figures_are_marked_on_screen(clause: Clause):
    RecipientFigure.objects.filter(recipient__code=A).update(generated=True)
    operator = browser(clause, Role.OPERATOR)
    for url in ("/grants/recipients/", Recipient.objects.get(code=A).get_absolute_url()):
        assert "ساختگی" in operator.get(url).content.decode()


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
