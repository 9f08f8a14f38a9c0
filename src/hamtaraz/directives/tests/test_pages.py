"""The pages of the room: who may open them, what they show, what they keep when they refuse."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hamtaraz.directives import operations
from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.tests.conftest import BROKEN, SMALL, SQUARED, WRONG
from hamtaraz.directives.views.editing import STARTER
from hamtaraz.directives.views.language import _told
from hamtaraz.law.directive import read
from hamtaraz.law.examples import check_examples
from hamtaraz.law.formula import FUNCTIONS
from hamtaraz.law.shipped import shipped
from hamtaraz.law.tests.test_hostile_texts import EXAMPLE, FAULTY, TALL

PARTS = ("", "text/", "compare/", "history/")
EXPERT = "consolidation_expert"


def url(version: DirectiveVersion, part: str = "") -> str:
    return f"/directives/{version.pk}/{part}"


@pytest.mark.parametrize("part", ["list", *PARTS, "edit/"])
def test_every_page_opens_within_twelve_queries(story, part):
    version = story.written(story.active().text)
    client = story.world.client(EXPERT)
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/directives/" if part == "list" else url(version, part))
    assert answer.status_code == 200
    assert "دستورالعمل کوچک" in answer.text
    assert len(asked) <= 12, "\n".join(query["sql"][:150] for query in asked)


def test_the_list_begins_empty_and_says_what_can_be_done(story):
    reader, expert = story.world.client("auditor"), story.world.client(EXPERT)
    for client, button in ((reader, False), (expert, True)):
        page = client.get("/directives/")
        assert page.context["active"] == []
        assert ("take-over/provincial-capital/" in page.text) is button


def test_a_shipped_directive_is_taken_over_with_one_click(story):
    answer = story.world.client(EXPERT).post("/directives/take-over/provincial-capital/")
    taken = DirectiveVersion.objects.get()
    assert answer.url == url(taken)
    assert taken.text == shipped()["provincial-capital"]
    assert story.world.client(EXPERT).post("/directives/take-over/nothing/").status_code == 409


@pytest.mark.parametrize("key", sorted(shipped()))
def test_every_clause_of_a_shipped_directive_is_on_its_page(story, key):
    version = operations.take_over(story.expert, story.world.day, key)
    page = story.world.client("auditor").get(url(version)).text
    directive = read(version.text)
    named = [*directive.data.values(), *directive.parameters.values(), *directive.indicators.values(),
             *directive.pools.values(), *directive.asides.values(), *directive.groups.values()]  # fmt: skip
    assert [one.key for one in named if one.title and one.title not in page] == []
    assert [one.says for one in directive.examples if one.says not in page] == []


def test_an_agency_and_a_county_find_nothing(story):
    version = story.active()
    for role in ("agency_expert", "county_secretary"):
        client = story.world.client(role)
        assert [client.get(url(version, part)).status_code for part in (*PARTS, "file/")] == [404] * 5
        assert client.get("/directives/").context["active"] == []


def test_only_the_expert_writes(story):
    version = story.written()
    client = story.world.client("consolidation_head")
    before = story.world.record()
    for path in ("/directives/write/", "/directives/check/", url(version, "edit/"), url(version, "next/"),
                 "/directives/take-over/provincial-capital/"):  # fmt: skip
        assert client.post(path, {"text": SQUARED, "version": version.version}).status_code == 403, path
    assert story.world.record() == before


def test_the_editor_opens_with_a_directive_that_runs():
    assert [one.holds for one in check_examples(read(STARTER.read_text()))] == [True]


def test_a_directive_is_written_on_the_page(story):
    client = story.world.client(EXPERT)
    answer = client.post("/directives/write/", {"text": SMALL})
    written = DirectiveVersion.objects.get()
    assert answer.url == url(written, "edit/")
    refused = client.post("/directives/write/", {"text": SMALL.replace('"small"', '"Not Small"')})
    assert refused.status_code == 409
    assert "Not Small" in refused.text  # what was typed is still there


def test_a_draft_is_saved_and_read_again(story):
    draft = story.written()
    client = story.world.client(EXPERT)
    assert client.post(url(draft, "edit/"), {"text": BROKEN, "version": draft.version}).status_code == 302
    draft.refresh_from_db()
    assert draft.text == BROKEN
    assert client.get(url(draft)).context["faults"][0]["line"] == BROKEN[: BROKEN.index('by = "point"')].count("\n") + 1


def test_two_who_edit_one_draft_are_told_and_neither_loses_work(story):
    draft = story.written()
    operations.save_text(draft, story.world.actor(EXPERT, hand=2), story.world.day, SQUARED)
    client = story.world.client(EXPERT)
    told = client.post(url(draft, "edit/"), {"text": WRONG, "version": draft.version})
    assert told.status_code == 409
    assert "A = 101" in told.text  # mine
    assert "population * population" in "\n".join(told.context["saved_lines"])  # theirs
    assert told.context["changes"][0]["before"] == "population * population"  # and what differs
    draft.refresh_from_db()
    assert draft.text == SQUARED
    knowing = {"text": WRONG, "version": told.context["version"].version}
    assert client.post(url(draft, "edit/"), knowing).status_code == 302


def test_checking_names_line_column_and_sentence_and_saves_nothing(story):
    draft = story.written()
    client = story.world.client(EXPERT)
    before = story.world.record()
    page = client.post("/directives/check/", {"text": BROKEN})
    (fault,) = page.context["faults"]
    line = BROKEN.split("\n")[fault["line"] - 1]
    assert line.startswith('by = "point"')
    assert f'data-line="{fault["line"]}" data-column="{fault["column"]}"' in page.text
    assert fault["said"].sentence in page.text
    assert client.post("/directives/check/", {"text": WRONG}).context["come_true"] == 0
    assert client.post("/directives/check/", {"text": SMALL}).context["come_true"] == 1
    unsaved = client.post(url(draft, "edit/"), {"text": WRONG, "check": "1"})  # the button, without a script
    assert unsaved.context["typed"] == WRONG
    assert story.world.record() == before


@pytest.mark.parametrize("case", [*FAULTY, "as many steps as may be"])
def test_a_hostile_text_is_answered_wherever_it_is_sent(story, case):
    text = FAULTY[case][0] if case in FAULTY else TALL + EXAMPLE + "[example.expect.shares]\nA = 9\n"
    client = story.world.client(EXPERT)
    page = client.post("/directives/check/", {"text": text})
    assert page.status_code == 200
    assert bool(page.context["faults"]) is (case in FAULTY)
    written = client.post("/directives/write/", {"text": text})
    assert written.status_code in (302, 409)
    if written.status_code == 302:
        opened = [written["Location"], *(url(DirectiveVersion.objects.get(), part) for part in PARTS)]
        assert [client.get(path).status_code for path in opened] == [200] * 5


def test_a_file_is_put_into_the_editor_unsaved_and_comes_out_as_it_was(story):
    draft = story.written()
    client = story.world.client(EXPERT)
    file = SimpleUploadedFile("d.toml", b"\xef\xbb\xbf" + SQUARED.replace("\n", "\r\n").encode())
    shown = client.post(url(draft, "edit/"), {"text": SMALL, "open": "1", "file": file})
    assert shown.context["typed"] == SQUARED
    draft.refresh_from_db()
    assert draft.text == SMALL
    answer = client.get(url(draft, "file/"))
    assert answer.content.decode() == SMALL
    assert answer["Content-Disposition"] == 'attachment; filename="small-1.toml"'
    latin = SimpleUploadedFile("d.toml", "سهم".encode("cp1256"))
    assert client.post(url(draft, "edit/"), {"text": SMALL, "open": "1", "file": latin}).status_code == 409


def test_two_versions_are_compared_clause_by_clause(story):
    first = story.active()
    second = story.written(SQUARED, first)
    client = story.world.client("auditor")
    page = client.get(url(second, "compare/"))
    assert page.context["chosen"] == "1"
    told = {(one["name"], one["before"], one["after"]) for one in page.context["changes"]}
    assert ("points", "population", "population * population") in told
    assert client.get(url(first, "compare/") + "?with=2").context["changes"][0]["before"] == "population * population"
    operations.save_text(second, story.expert, story.world.day, BROKEN)
    assert client.get(url(second, "compare/")).context["unreadable"] == "after"


def test_a_version_that_was_taken_over_is_compared_with_what_comes_with_the_house(story):
    taken = operations.take_over(story.expert, story.world.day, "provincial-capital")
    page = story.world.client("auditor").get(url(taken, "compare/"))
    assert page.context["chosen"] == "shipped"
    assert page.context["changes"] == []


def test_the_next_version_begins_from_this_one(story):
    first = story.active()
    answer = story.world.client(EXPERT).post(url(first, "next/"))
    second = DirectiveVersion.objects.get(number=2)
    assert (second.based_on, second.text, answer.url) == (first, first.text, url(second, "edit/"))


def test_the_head_activates_with_the_button_of_the_page(story):
    version = story.submitted()
    head = story.world.client("consolidation_head")
    assert "/step/directive/" in head.get(url(version)).text
    head.post(f"/step/directive/{version.pk}/activate/", {"version": version.version})
    assert "یک به سه" in head.get(url(version, "history/")).text
    version.refresh_from_db()
    assert version.state == "active"
    assert story.world.client(EXPERT).get(url(version, "edit/")).status_code == 302  # there is nothing to edit any more


def test_a_refused_activation_says_which_example_and_by_how_much(story):
    version = story.submitted(WRONG)
    answer = story.world.client("consolidation_head").post(f"/step/directive/{version.pk}/activate/")
    assert answer.status_code == 409
    assert "یک به سه" in answer.text
    assert "101" in answer.text


def test_the_card_of_the_language_tells_of_every_function():
    assert set(_told()) == set(FUNCTIONS)
