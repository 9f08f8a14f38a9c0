"""The pages of projects in Persian: each person sees what is theirs, every number is explained, a wrong form keeps its words."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hamtaraz.documents.models import Paper
from hamtaraz.grants.models import DehyariProject, MunicipalProject, ProjectPayment, Recipient
from hamtaraz.grants.tests.conftest import MILLION, A, B, Clause
from hamtaraz.grants.tests.test_pages import browser
from hamtaraz.grants.tests.test_projects import FOUR, ONE, Projects, photo
from hamtaraz.kernel import jalali
from hamtaraz.people.roles import Role

TYPED = {
    "name": "ایستگاه آتش‌نشانی", "project_type": "fire_station", "estimate_rial": "۱٬۵۰۰", "asked_rial": "۸۰۰",
    "own_rial": "۵۰۰", "province_money_rial": "۲۰۰", "starts_on": "۱۳۹۴/۰۴/۰۱", "ends_on": "۱۳۹۴/۱۲/۲۰",
}  # fmt: skip
SCAN = b"%PDF-1.7 resolution"


@pytest.fixture(autouse=True)
def the_story_s_day(monkeypatch, clause: Clause):
    monkeypatch.setattr("hamtaraz.web.clock.today", lambda: clause.day)


@pytest.fixture
def projects(clause: Clause) -> Projects:
    return Projects(clause)


def words(answer) -> str:
    return answer.content.decode()


def test_a_mayor_proposes_on_the_page_attaches_the_resolution_and_sends(projects):  # S4-060 … S4-067
    mayor = browser(projects.clause, Role.MAYOR, A)
    assert "بازآفرینی" in words(mayor.get("/grants/projects/propose/"))
    answer = mayor.post("/grants/projects/propose/", TYPED)
    made = MunicipalProject.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert made.estimate_rial == made.cost_to_complete_rial == 1_500 * MILLION
    refused = mayor.post(f"/step/municipal_project/{made.pk}/send/", {"version": made.version})
    assert refused.status_code == 409
    assert "S4-066" in words(refused)
    url = f"/grants/projects/municipal/{made.pk}/document/"
    given = {"number": "۱۲", "document_on": "۱۳۹۴/۰۲/۲۰", "scan": SimpleUploadedFile("m.pdf", SCAN)}
    assert mayor.post(url, given).status_code == 302
    made.refresh_from_db()
    assert mayor.post(f"/step/municipal_project/{made.pk}/send/", {"version": made.version}).status_code == 302
    deputy = browser(projects.clause, Role.DEVELOPMENT_DEPUTY, "gov")
    assert "ایستگاه آتش‌نشانی" in words(deputy.get("/grants/projects/municipal/"))
    page = words(deputy.get("/grants/projects/table-2/municipal/"))
    assert "۱٬۵۰۰٬۰۰۰" in page  # thousand rial, S4-?28
    assert deputy.post("/grants/projects/table-2/municipal/").status_code == 302
    assert MunicipalProject.objects.get().state == "listed"
    printed = Paper.objects.get(kind="municipal_project_table")
    assert printed.facts["totals"]["estimate_rial"] == "1500000000"
    assert printed.code in words(deputy.get("/grants/projects/table-2/municipal/"))
    assert browser(projects.clause, Role.MUNICIPAL_DEPUTY).get(f"/papers/{printed.code}/pdf/").status_code == 200


def test_the_form_says_what_is_lacking_before_anything_is_kept(projects):  # F8, S4-063
    mayor = browser(projects.clause, Role.MAYOR, A)
    typed = TYPED | {
        "estimate_rial": "۱۰٬۰۰۰",
        "asked_rial": "۴٬۰۰۰",
        "own_rial": "۳٬۰۰۰",
        "province_money_rial": "۲٬۰۰۰",
    }
    page = mayor.post("/grants/projects/propose/", typed | {"reckon": "1"})
    assert page.status_code == 200
    assert "۱٬۰۰۰" in words(page)
    assert "S4-063" in words(page)
    assert not MunicipalProject.objects.exists()
    live = mayor.post("/grants/projects/reckon/municipal/", typed)
    assert "برای تکمیل پروژه کم است" in words(live)
    assert "برای تکمیل" not in words(mayor.post("/grants/projects/reckon/municipal/", {"name": "x"}))


def test_a_refused_form_keeps_what_was_typed(projects):
    mayor = browser(projects.clause, Role.MAYOR, A)
    page = mayor.post("/grants/projects/propose/", TYPED | {"asked_rial": "۹٬۰۰۰"})
    assert page.status_code == 409
    assert "ایستگاه آتش‌نشانی" in words(page)
    assert "هزار برابر" in words(page)
    assert not MunicipalProject.objects.exists()


def test_a_draft_changed_by_two_people_is_not_overwritten(projects):
    draft = projects.propose()
    mayor = browser(projects.clause, Role.MAYOR, A)
    url = f"{draft.get_absolute_url()}change/"
    assert "۱٬۵۰۰" in words(mayor.get(url))
    refused = mayor.post(url, TYPED | {"version": draft.version - 1, "name": "نام دیگر"})
    assert refused.status_code == 409
    assert "نام دیگر" in words(refused)
    draft.refresh_from_db()
    assert mayor.post(url, TYPED | {"version": draft.version, "name": "نام دیگر"}).status_code == 302
    assert MunicipalProject.objects.get().name == "نام دیگر"


def test_the_rural_office_proposes_for_a_village_and_an_exception_is_recorded(projects):  # S4-110, S4-?25
    Recipient.objects.filter(code=FOUR).update(has_dehyari=False)
    office = browser(projects.clause, Role.RURAL_OFFICE)
    typed = TYPED | {"project_type": "cemetery", "estimate_rial": "۱٬۰۰۰", "village": FOUR, "foreseen": "on"}
    refused = office.post("/grants/projects/propose/", typed)
    assert refused.status_code == 409
    assert "دهیاری ندارد" in words(refused)
    answer = office.post("/grants/projects/propose/", typed | {"waiver_reason": "نامهٔ معاون"})
    assert answer.status_code == 302
    assert DehyariProject.objects.get().recipient.code == FOUR


def test_the_province_s_aid_photos_and_visits_are_typed_on_the_page(projects):  # S4-052, S4-069, S4-073
    sent = projects.sent()
    deputy = browser(projects.clause, Role.DEVELOPMENT_DEPUTY, "gov")
    assert deputy.post(f"{sent.get_absolute_url()}aid/", {"amount_rial": "۹٬۰۰۰"}).status_code == 409
    assert deputy.post(f"{sent.get_absolute_url()}aid/", {"amount_rial": "۸۱۰"}).status_code == 302
    projects.table()
    sent.refresh_from_db()
    approved = projects.step(Role.MUNICIPAL_DEPUTY, "approve", sent, approved_rial=810 * MILLION)
    mayor = browser(projects.clause, Role.MAYOR, A)
    given = {"moment": "before", "taken_on": "۱۳۹۴/۰۲/۲۰", "place": "میدان"}
    url = f"{approved.get_absolute_url()}photo/"
    wrong = mayor.post(url, given | {"photo": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n no")})
    assert wrong.status_code == 409
    assert "میدان" in words(wrong)
    assert mayor.post(url, given | {"photo": SimpleUploadedFile("a.png", photo())}).status_code == 302
    assert "<img" in words(mayor.get(approved.get_absolute_url()))
    county = browser(projects.clause, Role.COUNTY_TECHNICAL, "gov-0601")
    seen = {"visited_on": "۱۳۹۴/۰۲/۲۶", "remark": "پی‌ریزی شده است", "place": ""}
    assert county.post(f"{approved.get_absolute_url()}visit/", seen).status_code == 302
    assert "پی‌ریزی شده است" in words(mayor.get(approved.get_absolute_url()))


def test_a_payment_is_explained_from_the_aid_down_to_the_rial(projects):  # F7, INV-26
    approved = projects.approved()
    projects.realise(70)
    projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved)
    url = ProjectPayment.objects.get().get_absolute_url()
    page = words(browser(projects.clause, Role.MAYOR, A).get(url))
    for said in ("۸۰۰", "۷۰٪", "۵۶۰", "۴۰۰", "مرحلهٔ نخست", "S4-072"):
        assert said in page
    assert browser(projects.clause, Role.MAYOR, B).get(url).status_code == 404


def test_the_realised_allotment_is_typed_in_percent_and_asked_again_when_it_may_be_a_fraction(projects):  # S4-074
    expert = browser(projects.clause, Role.RESOURCE_EXPERT)
    typed = {"part": "municipal", "share": "۰٫۷", "letter_number": "ت-۱", "letter_on": "۱۳۹۴/۰۲/۲۰"}
    refused = expert.post("/grants/projects/realised/", typed)
    assert refused.status_code == 409
    assert "کسر" in words(refused)
    assert expert.post("/grants/projects/realised/", typed | {"share": "۷۰"}).status_code == 302
    assert "۷۰٪" in words(expert.get("/grants/projects/realised/"))
    deputy = browser(projects.clause, Role.RESOURCE_DEPUTY)
    assert deputy.post("/grants/projects/realised/", typed | {"share": "۸۰"}).status_code == 409


def test_table_two_in_excel_has_the_directive_s_columns_in_thousand_rial(projects):  # S4-069, S4-116, S4-?28
    projects.sent(own_rial=500 * MILLION + 500, estimate_rial=1_500 * MILLION, unfinished=True, progress_ppm=125_000)
    deputy = browser(projects.clause, Role.DEVELOPMENT_DEPUTY, "gov")
    answer = deputy.get("/grants/projects/table-2/municipal/?format=xlsx")
    table = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert table[0][0] == "جدول (۲): فهرست پروژه‌های عمرانی پیشنهادی شهرداری‌های استان"
    assert table[1][:10] == [
        "نام شهرستان", "نام شهرداری", "عنوان پروژه", "مبلغ برآوردشده (هزار ریال)", "سهم کمک سازمان (پیشنهاد استان)",
        "آوردهٔ شهرداری", "آوردهٔ استان", "زمان شروع پروژه", "زمان پایان پروژه", "میزان پیشرفت پروژه‌های نیمه‌تمام",
    ]  # fmt: skip
    assert table[2][1:7] == ["الف", "ایستگاه آتش‌نشانی شمالی", 1_500_000, 800_000, "500,000.500", 200_000]
    assert table[2][9] == "۱۲٫۵٪"
    villages = deputy.get("/grants/projects/table-2/dehyari/?format=xlsx")
    heads = CalamineWorkbook.from_filelike(io.BytesIO(villages.content)).get_sheet_by_index(0).to_python()[1]
    assert heads[1] == "نام روستا"
    assert "آوردهٔ استان" not in heads


def test_codes_and_the_ceiling_are_pages(projects):  # S4-061, S4-068
    deputy = browser(projects.clause, Role.MUNICIPAL_DEPUTY)
    given = {"name": "شیوه‌نامهٔ پسماند", "project_type": "landfill", "file": SimpleUploadedFile("s.pdf", SCAN)}
    assert deputy.post("/grants/projects/codes/municipal/", given).status_code == 302
    assert "شیوه‌نامهٔ پسماند" in words(browser(projects.clause, Role.MAYOR, A).get("/grants/projects/codes/"))
    assert "S4-061" in words(deputy.get("/grants/projects/ceiling/"))


@pytest.mark.parametrize(
    "url", ["/grants/projects/", "/grants/projects/table-2/municipal/", "/grants/projects/propose/", "project"]
)
def test_a_page_of_projects_asks_few_questions(projects, url):
    made = projects.approved()
    for _number in range(3):
        projects.sent()
    url = made.get_absolute_url() if url == "project" else url
    client = browser(projects.clause, Role.MAYOR, A)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    assert len(asked) <= 20, [one["sql"][:90] for one in asked]


@pytest.mark.parametrize("url", ["/grants/projects/", "/grants/projects/table-2/dehyari/", "/grants/projects/ceiling/"])
def test_a_year_without_the_directive_says_so_instead_of_refusing(projects, url):
    projects.clause.day = jalali.parse("1394/02/20")
    page = browser(projects.clause, Role.DEVELOPMENT_DEPUTY, "gov").get(url)
    assert page.status_code == 200
    assert "جاری نیست" in words(page)


def test_a_village_s_page_shows_its_budget_and_its_account(projects):  # S4-114, S4-118
    approved = projects.village_approved()
    projects.realise(100, "dehyari")
    paid = projects.step(Role.RESOURCE_DEPUTY, "pay_first", approved, account_number="4001")
    page = words(browser(projects.clause, Role.DEHYAR, ONE).get(paid.get_absolute_url()))
    assert "پیش‌بینی‌شده در بودجهٔ مصوب" in page
    assert "۴۰۰۱" in page
