"""The pages of the room: each person sees what is theirs, forms keep what was typed, a page asks few questions."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hamtaraz.conftest import World
from hamtaraz.letters.models import Attachment
from hamtaraz.notices.models import BudgetRule, CreditNotice
from hamtaraz.notices.tests.stories import (
    HIGHWAY,
    PROJECT,
    ROAD,
    correct,
    draft_agencies,
    draft_counties,
    issue,
    record_law,
    record_letter,
)
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Origin

LETTER = {
    "number": "۱۱۴۲۰۳",
    "dated_on": "۱۴۰۵/۰۲/۱۴",
    "subject": "ابلاغ اعتبارات",
    "source_P": "۳۰٬۰۰۰٬۰۰۰",
    "source_B": "",
    "unit": "million",
}
RULE = {"kind": "law", "name": "قانون بودجه", "number": "۲۰۲۴", "dated_on": "۱۴۰۴/۱۲/۲۰", "issuer": "مجلس"}


@pytest.fixture
def noticed(world: World, minutes: set[str]) -> World:
    """One issued county notice, one issued agency notice of each origin."""
    minutes.add("0601")
    world.put("county_share", 600, **ROAD)
    world.put("committee_approved", 400, **PROJECT)
    world.put("province_line", 900, **HIGHWAY)
    for notice in draft_counties(world) + draft_agencies(world, Origin.COUNTY) + draft_agencies(world, Origin.PROVINCE):
        issue(world, notice)
    return world


def test_a_letter_typed_in_million_rials_and_persian_digits_is_recorded_with_its_scan(world: World):
    scan = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 scan")
    page = world.client(Role.CONSOLIDATION_EXPERT).post("/notices/central/new/", LETTER | {"file": scan})
    assert page.status_code == 302
    notice = CreditNotice.objects.get()
    assert (notice.letter_number, notice.total_rial) == ("114203", 30_000_000_000_000)
    assert Attachment.objects.get().about_id == notice.pk


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"source_P": "سی"}, "سی"),
        ({"source_P": "۰"}, "مبلغ"),
        ({"dated_on": "۱۴۰۵/۱۳/۰۱"}, "۱۴۰۵/۱۳/۰۱"),
        ({"number": ""}, "شمارهٔ نامه"),
    ],
)
def test_a_letter_that_cannot_be_read_is_refused_in_the_form_with_what_was_typed(world: World, typed, said):
    page = world.client(Role.CONSOLIDATION_EXPERT).post("/notices/central/new/", LETTER | typed)
    assert page.status_code == 409
    body = page.content.decode()
    assert said in body
    assert "ابلاغ اعتبارات" in body
    assert not CreditNotice.objects.exists()


def test_a_refused_file_records_no_letter(world: World):
    lie = SimpleUploadedFile("letter.pdf", b"not a pdf")
    page = world.client(Role.CONSOLIDATION_EXPERT).post("/notices/central/new/", LETTER | {"file": lie})
    assert page.status_code == 409
    assert not CreditNotice.objects.exists()


def test_whoever_saves_second_sees_both_versions_and_can_save_after_comparing(world: World):
    notice = record_letter(world)
    client, address = world.client(Role.CONSOLIDATION_EXPERT), f"/notices/{notice.pk}/change/"
    assert client.get(address).status_code == 200
    assert client.post(address, LETTER | {"version": "1", "source_P": "۷"}).status_code == 302
    second = client.post(address, LETTER | {"version": "1", "source_P": "۸"})
    assert second.status_code == 409
    body = second.content.decode()
    assert 'value="۸"' in body
    assert 'value="7000000"' in body
    assert 'name="version" value="2"' in body
    assert client.post(address, LETTER | {"version": "2", "source_P": "۸"}).status_code == 302
    assert CreditNotice.objects.get().total_rial == 8_000_000


def test_a_rule_is_recorded_changed_and_announced_from_its_pages(world: World):
    expert = world.client(Role.CONSOLIDATION_EXPERT)
    assert expert.post("/notices/rules/new/", RULE | {"dated_on": "؟"}).status_code == 409
    scan = SimpleUploadedFile("law.pdf", b"%PDF-1.7")
    assert expert.post("/notices/rules/new/", RULE | {"file": scan}).status_code == 302
    law = BudgetRule.objects.get()
    assert expert.get(f"/notices/rules/{law.pk}/").status_code == 200
    assert expert.post(f"/notices/rules/{law.pk}/change/", RULE | {"version": "1", "text": "متن"}).status_code == 302
    stale = expert.post(f"/notices/rules/{law.pk}/change/", RULE | {"version": "1", "text": "متن دیگر"})
    assert stale.status_code == 409
    assert "متن دیگر" in stale.content.decode()
    head = world.client(Role.CONSOLIDATION_HEAD)
    assert head.post(f"/step/budget_rule/{law.pk}/announce/", {"version": "2"}).status_code == 302
    agency = world.client(Role.AGENCY_EXPERT)
    assert agency.get(f"/notices/rules/{law.pk}/").status_code == 200
    assert agency.get(f"/files/{Attachment.objects.get().pk}/").status_code == 200


def test_a_rule_not_announced_is_not_there_for_an_agency(world: World):
    law = record_law(world)
    assert world.client(Role.AGENCY_EXPERT).get(f"/notices/rules/{law.pk}/").status_code == 404


def test_an_agency_opens_its_own_notice_and_finds_no_other(noticed: World):
    own = CreditNotice.objects.get(origin=Origin.COUNTY)
    agency, other = noticed.client(Role.AGENCY_EXPERT), noticed.client(Role.AGENCY_EXPERT, "abfa")
    assert agency.get(own.get_absolute_url()).status_code == 200
    assert agency.get(own.get_absolute_url() + "?format=xlsx").status_code == 200
    assert other.get(own.get_absolute_url()).status_code == 404
    assert other.get(own.get_absolute_url() + "?format=xlsx").status_code == 404
    county = CreditNotice.objects.get(kind="county")
    assert agency.get(county.get_absolute_url()).status_code == 404
    assert noticed.client(Role.COUNTY_SECRETARY, "gov-0603").get(county.get_absolute_url()).status_code == 404
    assert noticed.client(Role.COUNTY_SECRETARY, "gov-0601").get(county.get_absolute_url()).status_code == 200
    assert str(own.pk) not in _linked(other.get("/notices/?kind=agency").content.decode())


def _linked(body: str) -> set[str]:
    import re

    return set(re.findall(r'href="/notices/(\d+)/"', body))


def test_the_sheet_of_a_notice_reads_from_right_to_left_and_adds_up(noticed: World):
    notice = CreditNotice.objects.get(origin=Origin.PROVINCE)
    answer = noticed.client(Role.CONSOLIDATION_EXPERT).get(f"/notices/{notice.pk}/?format=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    amounts = [row[6] for row in rows[3:]]
    assert amounts == [900, 900]
    assert rows[3][4] == "بهسازی محور اصلی استان"


def test_everything_waiting_is_prepared_and_issued_with_two_buttons(world: World, minutes: set[str]):
    world.put("county_share", 600, **ROAD)
    world.put("county_share", 200, **(ROAD | {"county": "0603"}))
    expert, head = world.client(Role.CONSOLIDATION_EXPERT), world.client(Role.CONSOLIDATION_HEAD)
    assert "prepare" in expert.get("/notices/").content.decode()
    drafted = expert.post("/notices/prepare/", {"kind": "county"}, follow=True)
    assert "۲ ابلاغیه" in drafted.content.decode()
    issued = head.post("/notices/issue/", {"kind": "county"}, follow=True).content.decode()
    assert "۰۶/۱۴۰۵/۱۰۰۱ – ۰۶/۱۴۰۵/۱۰۰۲" in issued
    assert world.total("county_noticed") == 800
    assert expert.post("/notices/prepare/", {"kind": "county"}).status_code == 409
    assert expert.post("/notices/prepare/", {"kind": "agency", "origin": "county_committee"}).status_code == 409


def test_a_correction_is_never_issued_among_many(noticed: World):
    right = correct(noticed, CreditNotice.objects.get(kind="county"), amounts_rial={"P/0601/40/4001": 1})
    noticed.client(Role.CONSOLIDATION_HEAD).post("/notices/issue/", {"kind": "county"})
    right.refresh_from_db()
    assert right.state == "draft"


def test_only_their_roles_press_the_buttons_for_many(world: World):
    assert world.client(Role.AGENCY_EXPERT).post("/notices/prepare/", {"kind": "county"}).status_code == 403
    assert world.client(Role.CONSOLIDATION_EXPERT).post("/notices/issue/", {"kind": "county"}).status_code == 403
    assert world.client(Role.CONSOLIDATION_HEAD).get("/notices/central/new/").status_code == 403


def test_a_correction_is_drafted_beside_what_the_notice_says_and_issued_by_the_head(noticed: World):
    wrong = CreditNotice.objects.get(kind="county")
    expert = noticed.client(Role.CONSOLIDATION_EXPERT)
    form = {"unit": "rial", "reason": "رقم نادرست", "version": str(wrong.version)}
    assert expert.get(f"/notices/{wrong.pk}/correct/").status_code == 200
    refused = expert.post(f"/notices/{wrong.pk}/correct/", form | {"line_0": "۶۰۱"})
    assert refused.status_code == 409
    assert "۶۰۱" in refused.content.decode()
    assert expert.post(f"/notices/{wrong.pk}/correct/", form | {"line_0": ""}).status_code == 409
    assert expert.post(f"/notices/{wrong.pk}/correct/", form | {"line_0": "۵۰۰"}).status_code == 302
    right = CreditNotice.objects.get(corrects=wrong)
    head = noticed.client(Role.CONSOLIDATION_HEAD)
    assert head.post(f"/step/county_notice/{right.pk}/issue/", {"version": "1"}).status_code == 302
    assert noticed.total("county_noticed") == 500
    assert expert.get(f"/notices/{wrong.pk}/correct/").status_code == 404
    secretary = noticed.client(Role.COUNTY_SECRETARY)
    assert "اصلاحیه" in secretary.get(wrong.get_absolute_url()).content.decode()


def test_no_button_takes_an_issued_notice_out_of_force(noticed: World):
    notice = CreditNotice.objects.get(kind="county")
    head = noticed.client(Role.CONSOLIDATION_HEAD)
    assert "/correct/" not in head.get(notice.get_absolute_url()).content.decode()
    answer = head.post(f"/step/county_notice/{notice.pk}/correct/", {"correction": str(notice.pk)})
    assert answer.status_code == 409
    notice.refresh_from_db()
    assert notice.state == "issued"


def test_a_file_is_attached_to_a_notice_by_whoever_may_see_it(noticed: World):
    notice = CreditNotice.objects.get(kind="county")
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.7")
    address = f"/step/county_notice/{notice.pk}/"
    assert noticed.client(Role.AGENCY_EXPERT).post(address, {"file": scan}).status_code == 404
    scan.seek(0)
    assert noticed.client(Role.CONSOLIDATION_EXPERT).post(address, {"file": scan}).status_code == 302
    assert Attachment.objects.get().about_id == notice.pk


def test_a_notice_is_found_by_its_number_and_its_agency_but_not_by_others(noticed: World):
    found = noticed.client(Role.CONSOLIDATION_EXPERT).get("/search/", {"q": "2001"}).content.decode()
    assert _linked(found) == {str(CreditNotice.objects.get(number="06/1405/2001").pk)}
    hidden = noticed.client(Role.AGENCY_EXPERT, "abfa").get("/search/", {"q": "2001"}).content.decode()
    assert _linked(hidden) == set()


def test_the_list_is_narrowed_by_county_agency_source_and_state(noticed: World):
    client = noticed.client(Role.BUDGET_DEPUTY)
    highway = str(CreditNotice.objects.get(origin=Origin.PROVINCE).pk)
    assert _linked(client.get("/notices/?kind=agency&source=B").content.decode()) == {highway}
    assert _linked(client.get("/notices/?kind=agency&agency=abfa").content.decode()) == set()
    assert len(_linked(client.get("/notices/?kind=agency&state=issued").content.decode())) == 2
    assert _linked(client.get("/notices/?kind=county&county=0603").content.decode()) == set()


@pytest.mark.parametrize(
    "role", [Role.CONSOLIDATION_EXPERT, Role.CONSOLIDATION_HEAD, Role.AGENCY_EXPERT, Role.BUDGET_DEPUTY]
)
def test_no_page_asks_the_database_more_than_twelve_times(noticed: World, lawful: World, role: str):
    issue(noticed, record_letter(noticed))
    wrong = CreditNotice.objects.get(origin=Origin.COUNTY)
    correct(noticed, wrong, amounts_rial={"P/0601/40/4001/rmto/p1": 1})
    client = noticed.client(role)
    pages = ["/notices/", "/notices/?kind=agency", "/notices/central/", wrong.get_absolute_url()]
    if role == Role.CONSOLIDATION_EXPERT:
        pages += [f"/notices/{CreditNotice.objects.get(origin=Origin.PROVINCE).pk}/correct/", "/notices/central/new/"]
    for page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200, page
        assert len(asked) <= 12, f"{page}: " + "\n".join(query["sql"][:150] for query in asked)
