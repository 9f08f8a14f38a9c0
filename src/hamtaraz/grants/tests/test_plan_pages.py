"""The pages of plans in Persian: propose, read the reasons, accept line by line, keep what was typed."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hamtaraz.grants.models import Part, Plan, PlanLine
from hamtaraz.grants.operations import accept_lines, make_plan
from hamtaraz.grants.tests.conftest import MILLION, A, Clause
from hamtaraz.grants.tests.test_pages import browser
from hamtaraz.grants.tests.test_plans import ROWS, VILLAGE, csv, planned
from hamtaraz.people.roles import Role
from hamtaraz.web import wall

MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def the_story_s_day(monkeypatch, clause: Clause):
    monkeypatch.setattr("hamtaraz.web.clock.today", lambda: clause.day)


@pytest.fixture
def announced(clause: Clause) -> Clause:
    clause.announce()
    clause.announce("dehyari-index-1394", pool_rial=10_000 * MILLION, machinery_rial=4_000 * MILLION)
    return clause


def upload(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("requests.csv", csv(*rows), "text/csv")


def test_a_deputy_proposes_from_a_file_and_accepts_a_line(announced: Clause):
    deputy = browser(announced, Role.DEHYARI_DEPUTY, "imo")
    assert "هنوز برنامه‌ای" in deputy.get("/grants/planning/").content.decode()
    made = deputy.post("/grants/planning/", {"part": "dehyari", "aim": "number", "file": upload(*ROWS)})
    plan = Plan.objects.get()
    assert made["Location"] == plan.get_absolute_url()
    words = deputy.get(plan.get_absolute_url()).content.decode()
    for said in ("پروژهٔ نیمه‌تمام (S4-064", "روستا یا ماشین می‌گیرد یا پروژه (S4-102)", "یک میلیارد بیشتر", "S4-134"):
        assert said in words
    sent = {"line": ["a"], "among": ["a", "b", "c"]}
    assert deputy.post(f"{plan.get_absolute_url()}accept/", sent).status_code == 302
    assert [one.code for one in plan.lines.all()] == ["a"]
    assert "دفن زباله" in deputy.get(f"{plan.get_absolute_url()}?show=accepted").content.decode()


def test_a_refused_acceptance_keeps_the_marks(announced: Clause):
    plan, deputy = planned(announced, *ROWS), browser(announced, Role.DEHYARI_DEPUTY, "imo")
    page = deputy.post(f"{plan.get_absolute_url()}accept/", {"line": ["b", "c"], "among": ["a", "b", "c"]})
    assert page.status_code == 409
    words = page.content.decode()
    assert "با هم پذیرفته نمی‌شوند" in words
    assert words.count(" checked") == 2
    assert not plan.lines.exists()


def test_a_refused_plan_says_which_row_is_wrong(announced: Clause):
    deputy = browser(announced, Role.DEHYARI_DEPUTY, "imo")
    page = deputy.post(
        "/grants/planning/", {"part": "dehyari", "aim": "order", "file": upload(f"a,{VILLAGE},,landfill,,800000,,,")}
    )
    assert page.status_code == 409
    assert "هزار برابر" in page.content.decode()
    assert not Plan.objects.exists()


def test_one_more_milliard_is_worked_out_for_the_place_one_asks_about(
    announced: Clause, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("hamtaraz.grants.queries.plans.QUICK", 0)
    dear = (f"a,{VILLAGE},loader,,,1500,,,", "b,0603200001,loader,,,3000,,,")
    plan, deputy = planned(announced, *dear), browser(announced, Role.DEHYARI_DEPUTY, "imo")
    words = deputy.get(plan.get_absolute_url()).content.decode()
    assert "?of=0601&amp;heading=machinery" in words
    assert "درخواست بیشتر" not in words
    assert "درخواست بیشتر" in deputy.get(f"{plan.get_absolute_url()}?of=0601&heading=machinery").content.decode()


def test_the_page_shows_the_envelopes_that_requests_draw_on_and_counts_the_others(announced: Clause):
    plan, reader = planned(announced, f"a,{VILLAGE},loader,,,1500,,,"), browser(announced, Role.AUDITOR)
    binds = reader.get(plan.get_absolute_url()).content.decode().split('id="binds"')[1].split("</section>")[0]
    shown = binds.count("<tr>") - 1
    assert 0 < shown < len(plan.working["limits"])
    others = str(len(plan.working["limits"]) - shown).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert f"برداشت نمی‌کند: {others}" in " ".join(binds.split())


def test_the_excel_of_a_plan_holds_every_line_and_envelope(announced: Clause):
    plan, reader = planned(announced, *ROWS), browser(announced, Role.AUDITOR)
    answer = reader.get(f"{plan.get_absolute_url()}?format=xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    lines, envelopes = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert [row[1] for row in lines[1:]] == ["c", "b", "a"]
    assert [row[5] for row in lines[1:]] == [500, 680, 300]
    assert len(envelopes) == 1 + len(plan.working["limits"])


def test_others_do_not_see_plans(announced: Clause):
    plan = planned(announced, *ROWS)
    mayor = browser(announced, Role.MAYOR, A)
    assert mayor.get("/grants/planning/").status_code == 403
    assert mayor.get(plan.get_absolute_url()).status_code == 403
    reader = browser(announced, Role.URBAN_OFFICE)
    assert "Keep" not in reader.get(plan.get_absolute_url()).content.decode()
    assert reader.post(f"{plan.get_absolute_url()}accept/", {"line": ["a"]}).status_code == 403


def test_a_changed_plan_says_that_it_is_not_as_it_was_made(announced: Clause):
    plan = planned(announced, *ROWS)
    plan.working["chosen"] = []
    plan.save()
    assert (
        "مهر" in browser(announced, Role.AUDITOR).get(plan.get_absolute_url()).content.decode().split("<main")[1][:1500]
    )


def test_a_page_of_six_hundred_lines_asks_the_database_no_more(announced: Clause):
    rows = [
        f"v{number:03},{VILLAGE if number % 2 else '0603200001'},,landfill,,{200 + number % 600},,,"
        for number in range(600)
    ]
    plan = make_plan(announced.actor(Role.DEHYARI_DEPUTY, "imo"), announced.day, part=Part.DEHYARI, aim="number",
                     file_name="a.csv", content=csv(*rows))  # fmt: skip
    deputy = browser(announced, Role.DEHYARI_DEPUTY, "imo")
    deputy.get(plan.get_absolute_url())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert deputy.get(plan.get_absolute_url()).status_code == 200
    assert len(asked) <= MOST_QUERIES


def test_plans_stand_behind_the_wall(announced: Clause):
    plan = planned(announced, *ROWS)
    accept_lines(plan, announced.actor(Role.DEHYARI_DEPUTY, "imo"), announced.day, ["a"])
    for who, seen in (
        (announced.mayor(), 0),
        (announced.actor(Role.COUNTY_SECRETARY), 0),
        (announced.actor(Role.AUDITOR), 1),
    ):
        wall.stand_behind(who)
        try:
            assert (Plan.objects.count(), PlanLine.objects.count()) == (seen, seen)
        finally:
            wall.stand_aside()
