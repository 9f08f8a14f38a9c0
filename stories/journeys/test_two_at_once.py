"""Two people edit the same draft: the second is told, sees both versions, and loses nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from hamtaraz.agreements.models import AgreementLine
from hamtaraz.people.roles import Role
from stories.journeys.desks import millions, word
from stories.province import MILLION, ROADS
from stories.year import LISTED, Year

pytestmark = pytest.mark.browser


def test_the_second_of_two_who_edit_a_draft_sees_both_and_loses_no_word(office, province):
    year = Year(province)
    year.until_agencies()
    draft = year.draft()
    first, second = office.desk("karshenas-rah"), office.desk("janeshin", Role.AGENCY_EXPERT, ROADS)
    line = AgreementLine.objects.get(agreement=draft, project__code="p1")
    box = f"input[name$='{line.pk}'][data-money], input[name*='{line.pk}'][data-money]"
    for desk in (first, second):
        desk.opens(f"/agreements/{draft.pk}/edit/")
    first.page.locator(box).fill(millions(LISTED["p1"] - MILLION))
    first.writes("Goal of the agreement", "هدف از نگاه نفر نخست").presses("Save the draft")
    second.page.locator(box).fill(millions(LISTED["p1"] - 2 * MILLION))
    second.writes("Goal of the agreement", "هدف از نگاه نفر دوم").presses("Save the draft")

    said = second.page.get_by_role("alert").first
    expect(said).to_contain_text(word("Someone else saved this after you opened it. What you wrote is not lost."))
    expect(second.page.locator(box)).to_have_value("۴٬۹۹۸")
    second.reads("۴٬۹۹۹", "هدف از نگاه نفر نخست")
    expect(second.page.locator("#goal")).to_have_value("هدف از نگاه نفر دوم")
    office.keep_picture(second.page, "two-at-once")
    line.refresh_from_db()
    assert line.amount_rial == LISTED["p1"] - MILLION, "nothing of the second is saved yet"

    second.presses("Save the draft")
    line.refresh_from_db()
    draft.refresh_from_db()
    assert line.amount_rial == LISTED["p1"] - 2 * MILLION
    assert draft.goal == "هدف از نگاه نفر دوم"
