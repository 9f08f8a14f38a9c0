"""The pages of agreements: who sees what, what is offered, what a refusal keeps, how much is asked of the database."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hamtaraz.agreements.models import Agreement
from hamtaraz.agreements.operations import return_agreement
from hamtaraz.agreements.tests.conftest import COUNTY_LINE
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Project
from hamtaraz.web.finding import find

STATES = ["draft", "sector_review", "consolidation_review", "deputy_review", "agency_signature", "mpo_signature",
          "exchange", "notified"]  # fmt: skip
READERS = [Role.AGENCY_EXPERT, Role.AGENCY_HEAD, Role.SECTOR_EXPERT, Role.CONSOLIDATION_EXPERT,
           Role.CONSOLIDATION_HEAD, Role.BUDGET_DEPUTY, Role.MPO_HEAD, Role.ALLOTMENT_SECRETARY,
           Role.AUDITOR]  # fmt: skip
PAGES = ["", "edit/", "draft.pdf", "lines.xlsx"]
POSTS = ["edit/", "split/", "bring-in/", "return/", "remark/", "answers/"]


def returned(story) -> Agreement:
    agreement = story.at("sector_review")
    line = agreement.funding.get(project__code="p1")
    return return_agreement(
        agreement, actor=story.world.actor(Role.SECTOR_EXPERT), day=story.world.day, reason="مبلغ اصلاح شود",
        remarks={line.pk: "بیش از ابلاغیه است"},
    )  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_every_reader_opens_the_page_in_every_state_within_twelve_queries(story, state):
    agreement = story.at(state)
    for role in READERS:
        client = story.world.client(role)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(agreement.get_absolute_url())
        assert answer.status_code == 200
        assert len(asked) <= 12, [query["sql"][:120] for query in asked]


def test_the_list_asks_no_more_for_many_than_for_few(story):
    story.at("sector_review")
    story.at("draft")
    story.world.put("agency_noticed", 300, **COUNTY_LINE)
    for role in (Role.AGENCY_EXPERT, Role.SECTOR_EXPERT):
        client = story.world.client(role)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get("/agreements/")
        assert answer.status_code == 200
        assert len(asked) <= 12, [query["sql"][:120] for query in asked]


@pytest.mark.parametrize("page", PAGES)
def test_another_agencys_agreement_is_not_there(story, page):
    agreement = story.at("draft")
    stranger = story.world.client(Role.AGENCY_EXPERT, "abfa")
    assert stranger.get(agreement.get_absolute_url() + page).status_code == 404


@pytest.mark.parametrize("page", POSTS)
def test_nobody_acts_on_another_agencys_agreement(story, page):
    agreement = story.at("draft")
    stranger = story.world.client(Role.AGENCY_EXPERT, "abfa")
    before = Agreement.objects.get(pk=agreement.pk).version
    assert stranger.post(agreement.get_absolute_url() + page, {"reason": "؟"}).status_code == 404
    assert stranger.post(f"/step/agreement/{agreement.pk}/submit/").status_code == 404
    assert Agreement.objects.get(pk=agreement.pk).version == before


def test_the_county_reads_no_agreement(story):
    agreement = story.at("sector_review")
    county = story.world.client(Role.COUNTY_SECRETARY)
    assert county.get(agreement.get_absolute_url()).status_code == 404
    assert list(Agreement.visible_to(story.world.actor(Role.COUNTY_SECRETARY))) == []


def test_an_agency_with_nothing_is_told_what_comes_first(story):
    page = story.world.client(Role.AGENCY_EXPERT).get("/agreements/", headers={"accept-language": "en"})
    assert "First the Council and the county committees approve the credit" in page.content.decode()


def test_one_click_drafts_and_opens_the_draft(story):
    story.noticed()
    client = story.world.client(Role.AGENCY_EXPERT)
    assert "Draft agreement" in client.get("/agreements/", headers={"accept-language": "en"}).content.decode()
    answer = client.post("/agreements/draft/", {"programme": "4001"})
    assert answer.url == Agreement.objects.get().get_absolute_url()


def test_one_primary_button_says_where_it_sends(story):
    agreement = story.at("sector_review")
    client = story.world.client(Role.SECTOR_EXPERT)
    page = client.get(agreement.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    head = page[page.index("<h1>") : page.index("steps")]
    assert head.count('btn-primary">Approve and send to Budget Consolidation') == 1
    assert "The promised service takes 15 days;" in page  # S0-06


def test_the_edition_before_stands_struck_through_beside_the_new(story):
    agreement = returned(story)
    line = agreement.funding.get(project__code="p1")
    client = story.world.client(Role.AGENCY_EXPERT)
    answer = client.post(
        f"{agreement.get_absolute_url()}edit/",
        {"version": agreement.version, "unit": "rial", f"amount_rial-{line.pk}": "۵٬۲۰۰", "goal": ""},
    )
    assert answer.status_code == 302
    page = client.get(agreement.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert '<s class="faint [&_data]:line-through"><data class="num" value="6000">' in page
    assert '<b><data class="num" value="5200">' in page
    assert "Only lines with a remark are open" in page


def test_a_return_from_the_page_keeps_its_remarks_and_a_refused_one_its_words(story):
    agreement = story.at("sector_review")
    line = agreement.funding.get(project__code="p9")
    client = story.world.client(Role.SECTOR_EXPERT)
    url = f"{agreement.get_absolute_url()}return/"
    refused = client.post(url, {"reason": "", f"remark-{line.pk}": "نوشتهٔ من", "version": agreement.version})
    assert refused.status_code == 409
    assert "نوشتهٔ من" in refused.content.decode()
    fields = {"reason": "اصلاح شود", f"remark-{line.pk}": "هدف؟", "version": agreement.version}
    assert client.post(url, fields).status_code == 302
    remark = Agreement.objects.get(pk=agreement.pk).remarks.get()
    assert (remark.line_id, remark.text) == (line.pk, "هدف؟")


def test_an_answer_that_comes_too_late_is_kept_on_the_page(story):
    agreement = returned(story)
    remark = agreement.remarks.get()
    client = story.world.client(Role.AGENCY_EXPERT)
    fields = {"version": agreement.version - 1, f"answer-{remark.pk}": "پاسخ من"}
    answer = client.post(f"{agreement.get_absolute_url()}answers/", fields)
    assert answer.status_code == 409
    assert "پاسخ من</textarea>" in answer.content.decode()
    assert (
        client.post(f"{agreement.get_absolute_url()}answers/", fields | {"version": agreement.version}).status_code
        == 302
    )
    assert agreement.remarks.get().answer == "پاسخ من"


def test_a_part_is_split_off_and_later_credit_brought_in_from_the_page(story):
    agreement = story.at("draft")
    story.world.put("agency_noticed", 700, **{**COUNTY_LINE, "project": "p2"})
    client, url = story.world.client(Role.AGENCY_EXPERT), agreement.get_absolute_url()
    line = agreement.funding.get(project__code="p1")
    fields = {"version": agreement.version, "line": line.pk, "economic_chapter": "2"}
    assert client.post(f"{url}split/", fields).status_code == 302
    assert client.post(f"{url}split/", fields).status_code == 409
    assert client.post(f"{url}bring-in/", {"version": agreement.version + 1}).status_code == 302
    rows = agreement.funding.of_pages().values_list("project__code", "economic_chapter", "amount_rial")
    assert list(rows) == [("p1", "1", 6_000), ("p1", "2", 0), ("p2", "1", 700), ("p9", "1", 9_000)]


def test_a_conflict_keeps_the_input_and_shows_what_the_other_saved_beside_it(story):
    agreement = story.at("draft")
    line = agreement.funding.get(project__code="p1")
    url, seen = f"{agreement.get_absolute_url()}edit/", agreement.version
    first, second = (story.world.client(Role.AGENCY_EXPERT, hand=hand) for hand in (1, 2))
    fields = {"version": seen, "unit": "rial", "goal": ""}
    assert first.post(url, fields | {f"amount_rial-{line.pk}": "5000"}).status_code == 302
    answer = second.post(url, fields | {f"amount_rial-{line.pk}": "4321"}, headers={"accept-language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="4321"' in page
    assert "Saved now:</small> 5,000" in page
    assert agreement.funding.get(pk=line.pk).amount_rial == 5_000
    now = Agreement.objects.get(pk=agreement.pk).version
    assert second.post(url, fields | {"version": now, f"amount_rial-{line.pk}": "4321"}).status_code == 302


def test_a_box_that_cannot_be_read_is_named_and_nothing_is_saved(story):
    agreement = story.at("draft")
    lines = {line.project.code: line for line in agreement.funding.of_pages()}
    answer = story.world.client(Role.AGENCY_EXPERT).post(
        f"{agreement.get_absolute_url()}edit/",
        {
            "version": agreement.version, "unit": "million",
            f"amount_rial-{lines['p1'].pk}": "شش", f"target_quantity-{lines['p1'].pk}": "12.5",
            f"planned_percent-{lines['p9'].pk}": "120", f"amount_rial-{lines['p9'].pk}": "0.000005",
        },
    )  # fmt: skip
    assert answer.status_code == 409
    assert answer.content.decode().count('class="wrong"') == 3
    assert agreement.funding.get(project__code="p9").amount_rial == 9_000


def test_the_draft_prints_with_its_mark_and_nothing_is_kept(story):
    agreement = story.at("sector_review")
    client = story.world.client(Role.SECTOR_EXPERT)
    client.get("/")
    before = story.world.record()
    answer = client.get(f"{agreement.get_absolute_url()}draft.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert story.world.record() == before
    notified = story.take(story.take(story.take(agreement, "review"), "confirm"), "approve")
    for verb in ("agency_sign", "mpo_sign", "notify"):
        notified = story.take(notified, verb)
    assert client.get(f"{agreement.get_absolute_url()}draft.pdf").status_code == 404


def test_the_lines_download_as_a_sheet_in_whole_rials(story):
    agreement = story.at("draft")
    answer = story.world.client(Role.AUDITOR).get(f"{agreement.get_absolute_url()}lines.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [(row[0], row[7]) for row in rows[1:]] == [("p1", 6_000), ("p9", 9_000)]


def test_a_title_that_looks_like_a_formula_stays_a_text_in_the_sheet(story):
    agreement = story.at("draft")
    Project.objects.filter(code="p1").update(title="=1+1")
    answer = story.world.client(Role.AUDITOR).get(f"{agreement.get_absolute_url()}lines.xlsx")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
        assert b"=1+1" in packed.read("xl/sharedStrings.xml")


def test_search_finds_what_one_may_read(story):
    story.at("draft")
    own, other = (story.world.actor(Role.AGENCY_EXPERT, agency) for agency in ("rmto", "abfa"))
    assert "agreements" in str([found.url for found in find(own, "راه و ترابري")])
    assert "agreements" not in str([found.url for found in find(other, "راه و ترابري")])
