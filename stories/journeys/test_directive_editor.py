"""A directive is written in the browser: a fault is pointed at while one types, and another person activates it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.operations import save_text, take_over
from hamtaraz.directives.views.editing import STARTER
from hamtaraz.kernel.refusals import ChangedMeanwhile
from stories.journeys.desks import PHONE, WIDE, Desk, word
from stories.journeys.test_accessibility import faults_of
from stories.year import EXPERT, HEAD

pytestmark = pytest.mark.browser
OURS = STARTER.read_text().replace('"new-directive"', '"small-towns"')
MISSPELLED = OURS.replace("share(area)", "share(aria)")


def test_a_fault_is_found_while_one_types_and_a_click_goes_there(office, province):
    desk = office.desk(EXPERT)
    desk.goes_to("Directives").presses("New directive")
    text, checked = desk.page.locator("#text"), desk.page.locator("#checked")
    text.fill(MISSPELLED)
    fault = checked.locator("button[data-line]")
    expect(fault).to_have_count(1)
    expect(checked).to_contain_text("aria")
    office.keep_picture(desk.page, "directive-fault")
    fault.click()
    here = text.evaluate("box => box.selectionStart")
    assert MISSPELLED[here:].startswith("aria")
    expect(desk.page.locator("[data-lines] .amiss")).to_have_count(1)
    assert not DirectiveVersion.objects.exists(), "checking saves nothing"

    text.fill(OURS)
    expect(checked.locator(".say.green")).to_be_visible()
    expect(desk.page.locator("[data-lines] .amiss")).to_have_count(0)
    with desk.page.expect_event("load"):
        text.press("Control+Enter")
    draft = DirectiveVersion.objects.get()
    assert (draft.key, draft.text) == ("small-towns", OURS)

    desk.presses("Look at it").presses("Submit for activation")
    head = office.desk(HEAD)
    head.takes_up("directive.submitted", 5).presses("Activate").sees("In force")
    draft.refresh_from_db()
    assert draft.state == "active"


def test_the_second_of_two_who_edit_a_directive_keeps_the_text(office, province):
    desk = office.desk(EXPERT)
    desk.opens("/directives/write/").presses("Save the draft")
    draft = DirectiveVersion.objects.get()
    theirs = STARTER.read_text().replace("300, area = 50", "300, area = 51")
    save_text(draft, province.actor("janeshin", "consolidation_expert"), office.day, theirs)
    mine = STARTER.read_text().replace("300, area = 50", "300, area = 49")
    desk.page.locator("#text").fill(mine)
    desk.presses("Save the draft")
    expect(desk.page.get_by_role("alert").first).to_contain_text(word(ChangedMeanwhile.sentence))
    expect(desk.page.locator("#text")).to_have_value(mine)
    desk.reads("300, area = 51")
    office.keep_picture(desk.page, "directive-two-at-once")
    desk.presses("Save the draft")
    draft.refresh_from_db()
    assert draft.text == mine


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide-light", "phone-dark"])
def test_the_pages_of_directives_are_usable_by_everybody(office, province, viewport, scheme):
    expert = province.actor(EXPERT)
    taken = take_over(expert, office.day, "provincial-capital")
    desk = Desk(office, EXPERT, office.new_page(viewport, scheme))
    desk.sits_down(province.mandate(EXPERT).pk)
    faults = []
    for part in ("", "write/", f"{taken.pk}/", f"{taken.pk}/text/", f"{taken.pk}/edit/", f"{taken.pk}/compare/",
                 f"{taken.pk}/history/"):  # fmt: skip
        desk.opens(f"/directives/{part}")
        faults += faults_of(desk.page)
        if desk.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
            faults.append(f"{part} is wider than the screen")
        office.keep_picture(desk.page, f"directives-{scheme}")
    assert faults == []
