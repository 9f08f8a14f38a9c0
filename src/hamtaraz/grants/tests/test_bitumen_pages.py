"""The pages of bitumen in Persian: each sees what is theirs, forms keep what was typed, figures are explained."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hamtaraz.grants.models import BitumenAid, BitumenRate, BitumenReport, BitumenRun, JointPurchase
from hamtaraz.grants.operations.bitumen_around import buy_jointly
from hamtaraz.grants.tests.conftest import MILLION, TOLD, A, B, Clause
from hamtaraz.grants.tests.test_bitumen import PDF, Bitumen
from hamtaraz.grants.tests.test_pages import browser
from hamtaraz.people.roles import Role


@pytest.fixture(autouse=True)
def the_story_s_day(monkeypatch, clause: Clause):
    monkeypatch.setattr("hamtaraz.web.clock.today", lambda: clause.day)


@pytest.fixture
def bitumen(clause: Clause) -> Bitumen:
    return Bitumen(clause)


def scan(name: str = "scan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_credit_is_typed_and_announced(bitumen):  # S4-041
    expert = browser(bitumen.clause, Role.RESOURCE_EXPERT)
    page = expert.get("/grants/bitumen/compute/").content.decode()
    assert "بیرون از محدوده" in page
    refused = expert.post("/grants/bitumen/compute/", {"credit_rial": "۹۰۰٬۰۰۰", "unit": "million"})
    assert refused.status_code == 409
    assert "۹۰۰٬۰۰۰" in refused.content.decode()
    answer = expert.post("/grants/bitumen/compute/", {"credit_rial": "۲٬۰۰۰", "unit": "million"})
    run = BitumenRun.objects.get()
    assert answer["Location"] == run.get_absolute_url()
    assert "اعلام کمک قیر" in browser(bitumen.clause, Role.RESOURCE_DEPUTY).get(run.get_absolute_url()).content.decode()


def test_a_mayor_s_page_says_why_so_much_and_nobody_else_s(bitumen):  # F4
    bitumen.of_two_thousand()
    aid = bitumen.aid()
    mayor = browser(bitumen.clause, Role.MAYOR, A)
    page = mayor.get(aid.get_absolute_url()).content.decode()
    for said in ("۲٬۰۰۰", "۱٬۰۰۰", "۳٬۰۰۰", "S4-042", "S4-044"):
        assert said.replace("S4", "S۴") in page or said in page
    assert aid.share.get_absolute_url() in page
    assert browser(bitumen.clause, Role.MAYOR, B).get(aid.get_absolute_url()).status_code == 404
    assert mayor.get(BitumenRun.objects.get().get_absolute_url()).status_code == 404
    assert "معرفی‌نامه" not in browser(bitumen.clause, Role.MAYOR, B).get("/grants/bitumen/").content.decode()


def test_a_county_sees_its_own_town_once_it_is_told(bitumen):
    run = bitumen.computed()
    aid = bitumen.aid()
    own, other = (browser(bitumen.clause, Role.COUNTY_TECHNICAL, seat) for seat in ("gov-0601", "gov-0603"))
    assert own.get(aid.get_absolute_url()).status_code == 404
    run.state = "withdrawn"
    run.save()
    BitumenAid.objects.update(state="withdrawn")
    bitumen.announced()
    assert own.get(bitumen.aid().get_absolute_url()).status_code == 200
    assert other.get(bitumen.aid().get_absolute_url()).status_code == 404


def test_resolution_slip_and_order_go_through_the_forms_and_refusals_keep_what_was_typed(bitumen):  # S4-045, S4-049
    aid = bitumen.of_two_thousand()
    mayor, url = browser(bitumen.clause, Role.MAYOR, A), aid.get_absolute_url()
    page = mayor.get(url).content.decode()
    assert f"{url}resolution/" in page
    assert f"{url}slip/" not in page
    mayor.post(f"{url}resolution/", {"number": "۵۵", "resolution_on": "۱۳۹۴/۰۲/۲۷", "scan": scan()})
    typed = {"number": "۷۷", "paid_on": "۱۳۹۴/۰۲/۲۷", "amount_rial": "۱٬۰۰۱", "unit": "million"}
    refused = mayor.post(f"{url}slip/", typed | {"scan": scan()})
    assert refused.status_code == 409
    assert "۷۷" in refused.content.decode()
    assert mayor.post(f"{url}slip/", typed | {"amount_rial": "۱٬۰۰۰", "scan": scan()}).status_code == 302
    bitumen.rate()
    nothing = mayor.post(f"{url}order/", {"streets": "خیابان اصلی"})
    assert nothing.status_code == 409
    assert "خیابان اصلی" in nothing.content.decode()
    assert mayor.post(f"{url}order/", {"uses": ["surfacing"], "streets": "خیابان اصلی"}).status_code == 302
    assert "۲۸۵٫۷۱۴" in mayor.get(url).content.decode()
    assert mayor.post(f"{url}nothing/", {}).status_code == 404


def test_the_button_that_ends_a_deposit_is_there_only_where_the_directive_accepts_a_part(bitumen):  # INV-18
    aid = bitumen.slip(bitumen.resolve(bitumen.of_two_thousand()), 600 * MILLION)
    mayor = browser(bitumen.clause, Role.MAYOR, A)
    assert "deposit_in_part" not in mayor.get(aid.get_absolute_url()).content.decode()
    bitumen.switch_on()
    assert "deposit_in_part" in mayor.get(aid.get_absolute_url()).content.decode()
    mayor.post(f"/step/bitumen_aid/{aid.pk}/deposit_in_part/", {"version": BitumenAid.objects.get(pk=aid.pk).version})
    assert "۱٬۸۰۰" in mayor.get(aid.get_absolute_url()).content.decode()


def test_rates_are_recorded_and_a_jump_is_asked_again(bitumen):  # S4-047
    expert = browser(bitumen.clause, Role.RESOURCE_EXPERT)
    for day, rate in (("۱۳۹۴/۰۲/۲۵", "۱۰٫۵"), ("۱۳۹۴/۰۲/۲۶", "۱۰٫۶")):
        expert.post("/grants/bitumen/rates/", {"rate_on": day, "tonne_price_rial": rate, "unit": "million"})
    far = {"rate_on": "۱۳۹۴/۰۲/۲۷", "tonne_price_rial": "۱۰٬۷۰۰", "unit": "million"}
    assert expert.post("/grants/bitumen/rates/", far).status_code == 409
    assert BitumenRate.objects.count() == 2
    assert "<polyline" in expert.get("/grants/bitumen/rates/").content.decode()
    assert (
        '<form method="post" class="card"'
        not in browser(bitumen.clause, Role.MAYOR, A).get("/grants/bitumen/rates/").content.decode()
    )


def test_orders_are_listed_in_turn_and_bought_jointly(bitumen):  # S4-046, S4-048
    bitumen.rate()
    bitumen.announced()
    a, b = bitumen.ordered(A), bitumen.ordered(B)
    office = browser(bitumen.clause, Role.URBAN_OFFICE)
    assert "منتظران معرفی‌نامه" in office.get("/grants/bitumen/orders/").content.decode()
    one = office.post("/grants/bitumen/orders/", {"aids": [str(a.pk)], "haulier": "باربری نمونه"})
    assert one.status_code == 409
    assert "باربری نمونه" in one.content.decode()
    office.post("/grants/bitumen/orders/", {"aids": [str(a.pk), str(b.pk)], "haulier": "باربری نمونه"})
    joint = JointPurchase.objects.get()
    for town in (A, B):
        mayor = browser(bitumen.clause, Role.MAYOR, town)
        assert joint.get_absolute_url() in mayor.get(bitumen.aid(town).get_absolute_url()).content.decode()
        assert mayor.get(joint.get_absolute_url()).status_code == 200


def test_the_list_is_given_in_excel_with_whole_rials_and_tonnes(bitumen):
    aid = bitumen.resolve(bitumen.of_two_thousand())
    bitumen.rate()
    bitumen.order(bitumen.slip(aid, 1_000 * MILLION))
    answer = browser(bitumen.clause, Role.RESOURCE_EXPERT).get("/grants/bitumen/?format=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["شهرستان", "شهرداری", "وضعیت", "کمک اعلام‌شده (ریال)"]
    assert rows[1][3:7] == [2_000 * MILLION, 1_000 * MILLION, 1_000 * MILLION, 3_000 * MILLION]
    assert rows[1][10] == 285.714


def test_a_report_is_sent_and_read(bitumen):  # S4-052
    bitumen.announced()
    deputy = browser(bitumen.clause, Role.DEVELOPMENT_DEPUTY, "gov")
    typed = {"since": "۱۳۹۴/۰۲/۰۱", "until": "۱۳۹۴/۰۲/۲۷", "words": "کار آغاز شد"}
    assert deputy.post("/grants/bitumen/reports/", typed | {"until": "۱۳۹۴/۰۳/۲۷"}).status_code == 409
    answer = deputy.post("/grants/bitumen/reports/", typed)
    report = BitumenReport.objects.get()
    assert answer["Location"] == report.get_absolute_url()
    assert "کار آغاز شد" in browser(bitumen.clause, Role.MUNICIPAL_DEPUTY).get(answer["Location"]).content.decode()


def test_pages_ask_few_questions(bitumen):
    bitumen.rate()
    bitumen.announced()
    a, b = bitumen.ordered(A), bitumen.ordered(B)
    joint = buy_jointly(bitumen.actor(Role.URBAN_OFFICE), TOLD, aids=[a.pk, b.pk], haulier="باربری")
    client = browser(bitumen.clause, Role.TECHNICAL_OFFICE, "gov")
    aid_page, run_page = a.get_absolute_url(), a.run.get_absolute_url()
    for url in ("/grants/bitumen/", "/grants/bitumen/rates/", "/grants/bitumen/orders/", "/grants/bitumen/reports/",
                joint.get_absolute_url(), run_page, aid_page):  # fmt: skip
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        assert len(asked) <= 16, (url, [one["sql"][:90] for one in asked])
