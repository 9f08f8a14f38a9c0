"""The pages of the room: who may open them, what they show, what they keep when they refuse."""

import io
import subprocess
import sys
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hamtaraz.distribution import operations
from hamtaraz.distribution.models import Distribution

pytestmark = pytest.mark.django_db
TABS = ("", "matrix/", "lines/", "history/", "compare/", "why/0617/")


def url(distribution, tab=""):
    return f"/distribution/{distribution.pk}/{tab}"


@pytest.mark.parametrize("stage", ["drafted", "computed", "approved"])
@pytest.mark.parametrize("tab", TABS)
def test_every_part_opens_at_every_stage_within_twelve_queries(story, stage, tab):
    distribution = getattr(story, stage)()
    client = story.world.client("consolidation_expert")
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(url(distribution, tab))
    assert answer.status_code == 200
    assert "لالی" in answer.text or tab in ("lines/", "history/") or (stage, tab) == ("drafted", "matrix/")
    assert len(asked) <= 12, "\n".join(query["sql"][:150] for query in asked)


def test_the_list_says_what_waits_and_what_comes_first(story):
    client = story.world.client("consolidation_expert")
    empty = client.get("/distribution/")
    assert empty.status_code == 200
    assert empty.context["nothing_waits"]
    draft = story.drafted()
    full = client.get("/distribution/")
    assert draft.heading in full.text
    assert not full.context["nothing_waits"]


def test_a_distribution_is_begun_on_the_page_and_refused_without_a_title(story):
    client = story.world.client("consolidation_expert")
    for refused in (" ", "ع" * 201):
        assert client.post("/distribution/start/", {"title": refused}).status_code == 409
    answer = client.post("/distribution/start/", {"title": "توزیع"})
    begun = Distribution.objects.get()
    assert answer.url == url(begun, "lines/")


def test_the_agency_finds_no_distribution_and_the_county_only_an_approved_one(story):
    distribution = story.endorsed()
    for role in ("county_secretary", "agency_expert"):
        client = story.world.client(role)
        assert [client.get(url(distribution, tab)).status_code for tab in TABS] == [404] * len(TABS)
    story.approve(distribution)
    county = story.world.client("county_secretary")
    assert [county.get(url(distribution, tab)).status_code for tab in TABS] == [200] * len(TABS)
    assert county.get("/distribution/").context["waiting"] == []


def test_a_computing_is_downloaded_as_one_file_that_reckons_itself_again(story, tmp_path):
    computed = story.computed()
    client = story.world.client("auditor")
    answer = client.get(url(computed, "archive/"))
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        packed.extractall(tmp_path)
    recompute = next(tmp_path.rglob("recompute.py"))
    done = subprocess.run([sys.executable, "-I", "-S", recompute.name], cwd=recompute.parent, check=False)
    assert done.returncode == 0


def test_a_draft_has_no_archive(story):
    assert story.world.client("auditor").get(url(story.drafted(), "archive/")).status_code == 404


def lines_form(distribution, *amounts, unit="rial", **more):
    return {
        "version": distribution.version, "unit": unit,
        "source": ["P"] * len(amounts) + [""], "code": [*["4001", "4101"][: len(amounts)], ""],
        "amount": [*amounts, ""], **more,
    }  # fmt: skip


@pytest.mark.parametrize("form", ["lines/", "projects/", "adjust/", "restore/"])
def test_only_the_expert_sends_the_forms(story, form):
    distribution = story.computed()
    client = story.world.client("consolidation_head")
    before = story.world.record()
    fields = lines_form(distribution, "1") if form == "lines/" else {"version": distribution.version}
    assert client.post(url(distribution, form), fields).status_code in (403, 409)
    assert story.world.record() == before


def test_lines_are_typed_in_persian_digits_and_the_reader_s_unit(story):
    draft = story.started()
    client = story.world.client("consolidation_expert")
    answer = client.post(url(draft, "lines/"), lines_form(draft, "۱٬۲۳۴٫۵", "۲", unit="thousand"))
    assert answer.status_code == 302
    assert list(draft.budget_lines.values_list("chapter", "county_part_rial")) == [("40", 1_234_500), ("41", 2_000)]


def test_more_rows_save_nothing_and_keep_what_was_typed(story):
    draft = story.started()
    client = story.world.client("consolidation_expert")
    before = story.world.record()
    answer = client.post(url(draft, "lines/"), lines_form(draft, "۱۲۳", more="1"))
    assert 'value="۱۲۳"' in answer.text
    assert story.world.record() == before


def test_what_cannot_be_read_is_said_and_kept(story):
    draft = story.started()
    client = story.world.client("consolidation_expert")
    answer = client.post(url(draft, "lines/"), lines_form(draft, "هزار"))
    assert answer.status_code == 409
    assert 'value="هزار"' in answer.text
    half = lines_form(draft, "5") | {"code": ["", ""]}
    assert client.post(url(draft, "lines/"), half).status_code == 409
    assert not draft.budget_lines.exists()


def test_two_editors_are_told_and_neither_loses_work(story):  # two people, one draft
    draft = story.drafted()
    operations.set_lines(draft, story.expert, story.world.day, [("P", "41", "4101", 77)])
    client = story.world.client("consolidation_expert", hand=2)
    answer = client.post(url(draft, "lines/"), lines_form(draft, "۹۹۹"))
    assert answer.status_code == 409
    assert 'value="۹۹۹"' in answer.text  # mine
    assert answer.context["saved_lines"][0]["amount_rial"] == 77  # theirs, beside it
    assert [line.county_part_rial for line in draft.budget_lines.all()] == [77]
    again = client.post(url(draft, "lines/"), lines_form(answer.context["distribution"], "۹۹۹"))
    assert again.status_code == 302
    assert [line.county_part_rial for line in draft.budget_lines.all()] == [999]


def test_projects_are_saved_and_a_county_project_is_refused(story):  # S0-43
    draft = story.started()
    client = story.world.client("consolidation_expert")
    fields = {"version": draft.version, "unit": "rial", "source": ["P"], "code": ["p9"], "amount": ["۲۰۰"]}
    assert client.post(url(draft, "projects/"), fields).status_code == 302
    draft.refresh_from_db()
    wrong = fields | {"version": draft.version, "code": ["p1"]}
    assert client.post(url(draft, "projects/"), wrong).status_code == 409
    assert [one.project.code for one in draft.province_lines.all()] == ["p9"]


WEIGHTS = {"weight_population": "۶۰", "weight_area": "20", "weight_unemployment": "20"}


def save_weights(client, distribution, **weights):
    page = f"{url(distribution)}scenarios/{distribution.scenario.pk}/parameters/"
    return client.post(page, WEIGHTS | {"version": distribution.version} | weights)


def test_an_attempt_answers_with_other_shares_and_writes_nothing(story):
    computed = story.computed()
    client = story.world.client("consolidation_expert")
    before = story.world.record()
    only = {"weight_population": "0", "weight_area": "100", "weight_unemployment": "0"}
    area = client.get(url(computed, "attempt/"), only).json()
    people = client.get(url(computed, "attempt/"), only | {"weight_population": "100", "weight_area": "0"}).json()
    assert sum(int(row["amount_rial"]) for row in area["rows"]) == 801
    assert area["rows"] != people["rows"]
    amiss = client.get(url(computed, "attempt/"), only | {"weight_area": "1"})
    assert (amiss.status_code, bool(amiss.json()["sentence"])) == (409, True)
    page = client.get(url(computed), only)  # the same without a script
    assert page.context["tried"]
    assert [row["amount_rial"] for row in page.context["rows"]] == [row["amount_rial"] for row in area["rows"]]
    assert story.world.record() == before


def test_weights_are_saved_and_refused_when_they_are_not_a_whole(story):
    draft = story.drafted()
    client = story.world.client("consolidation_expert")
    assert save_weights(client, draft).status_code == 302
    draft.refresh_from_db()
    assert draft.scenario.parameters == {
        "weight_area": "1/5", "weight_population": "3/5", "weight_unemployment": "1/5",
    }  # fmt: skip
    amiss = save_weights(client, draft, weight_area="21")
    assert amiss.status_code == 409
    assert 'value="21"' in amiss.text


def test_a_cell_is_adjusted_and_restored_on_the_page(story):
    computed = story.computed()
    line = computed.budget_lines.get(programme="4001")
    client = story.world.client("consolidation_expert")
    assert (
        client.get(url(computed, "matrix/"), {"line": line.pk, "county": "0617"}).context["typed"]["county"] == "0617"
    )
    fields = {"version": computed.version, "unit": "rial", "line": line.pk, "county": "0617", "amount": "۱۰۰"}
    refused = client.post(url(computed, "adjust/"), fields | {"reason": ""})
    assert (refused.status_code, 'value="۱۰۰"' in refused.text) == (409, True)
    assert client.post(url(computed, "adjust/"), fields | {"reason": "محرومیت"}).status_code == 302
    page = client.get(url(computed, "matrix/"))
    assert "محرومیت" in page.text
    assert page.context["grid"].columns[0]["residual_rial"] != 0
    computed.refresh_from_db()
    client.post(url(computed, "restore/"), {"version": computed.version})
    assert not computed.cells.exclude(adjustment_rial=0).exists()


def test_the_working_of_a_county_is_said_to_the_rounding(story):  # S0-12
    computed = story.computed()
    client = story.world.client("auditor")
    page = client.get(url(computed), {"county": "0617"})
    assert page.context["chosen"]["code"] == "0617"
    assert f"{url(computed)}why/0617/" in page.text
    why = client.get(url(computed, "why/0617/"))
    labels = [line.label for line in why.context["lines"]]
    assert (labels[0], labels[-2:]) == ("datum", ["share", "amount"])
    assert "سرشماری ۱۳۹۵" in why.text
    assert sum(row["cell"].formula_rial for row in why.context["cells"]) == why.context["amount_rial"]
    assert client.get(url(computed, "why/0699/")).status_code == 404


def test_the_workbook_holds_every_rial(story):  # R1
    computed = story.computed()
    answer = story.world.client("auditor").get(url(computed, "matrix/"), {"format": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [rows[-1][-1], rows[-1][1], rows[-1][2]] == [801, 500, 301]
    assert len(rows) == 2 + 3 + 1


def test_an_amount_of_sixteen_digits_is_written_as_text(story):
    story.world.put("received", 10**16, source="B")
    big = operations.set_lines(
        story.started(), story.expert, story.world.day, [("B", "40", "4001", 9_999_999_999_999_999)]
    )
    big = operations.compute(big, story.expert, story.world.day)
    answer = story.world.client("auditor").get(url(big, "matrix/"), {"format": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[-1][1] == "9999999999999999"


def test_a_distribution_is_found_by_its_title(story):
    story.drafted()
    found = story.world.client("auditor").get("/search/", {"q": "توزيع اعتبارات"})
    assert "توزیع اعتبارات ۱۴۰۵" in found.text


def test_the_expert_and_the_head_take_their_steps_by_buttons(story):
    draft = story.drafted()
    step = f"/step/distribution/{draft.pk}"
    expert, head = story.world.client("consolidation_expert"), story.world.client("consolidation_head")
    assert expert.post(f"{step}/compute/", {"version": draft.version}).status_code == 302
    assert head.post(f"{step}/propose/").status_code == 302
    assert Distribution.objects.get(pk=draft.pk).state == "proposed"
    page = story.world.client("council_secretary").get(url(draft))
    assert f"{step}/approve/" not in page.text
