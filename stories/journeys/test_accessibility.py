"""Pages of every role pass axe without a serious or critical violation, wide and on a phone, light and dark; and a
review is taken by the keyboard alone."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from hamtaraz.agreements.models import Agreement
from hamtaraz.people.roles import Role
from stories.journeys.desks import PHONE, WIDE, Desk, word
from stories.province import SCHOOLS
from stories.year import Year

pytestmark = pytest.mark.browser
GRAVE = ("serious", "critical")
PAGES = [
    ("karshenas", ["/", "/monitoring/river/", "/distribution/", "/distribution/1/", "/distribution/1/matrix/",
                   "/distribution/1/lines/", "/notices/", "/notices/central/", "/notices/central/new/", "/notices/1/",
                   "/agreements/", "/agreements/1/", "/allotments/", "/allotments/central/1/", "/allotments/sessions/1/",
                   "/allotments/notices/1/", "/councils/", "/councils/2/", "/councils/2/projects/", "/projects/",
                   "/projects/1/", "/letters/", "/papers/", "/search/?q=راه", "/account/"]),
    ("karshenas-madares", ["/", "/agreements/", "/agreements/2/", "/notices/", "/allotments/", "/monitoring/river/"]),
    ("dabir-ahvaz", ["/", "/councils/", "/councils/convene/", "/councils/members/"]),
    ("dabir-takhsis", ["/allotments/sessions/new/", "/allotments/sessions/1/"]),
    ("motasaddi", ["/intake/", "/projects/new/"]),
]  # fmt: skip
A_PICTURE_RUNS_OFF = (
    "[...document.querySelectorAll('[data-chart]')].some(one => one.scrollWidth > one.parentElement.clientWidth)"
)
ADMINISTRATION = ["/people/", "/people/add/", "/people/1/", "/organisations/", "/organisations/add/"]


@pytest.fixture
def played(office, province):
    """A year in which everything has been done once, and an agreement of the schools waits for its review."""
    year = Year(province)
    year.whole()
    year.submit(SCHOOLS)
    return office


def faults_of(page) -> list[str]:
    """What axe finds grave on a page, with the first place of each."""
    page.evaluate("document.fonts.ready")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.response["passes"], "axe looked at nothing"
    return [
        f"{page.url} {fault['id']}: {fault['nodes'][0]['html'][:160]} {fault['nodes'][0].get('failureSummary', '')[:200]}"
        for fault in found.response["violations"] if fault["impact"] in GRAVE
    ]  # fmt: skip


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (PHONE, "light"), (WIDE, "dark"), (PHONE, "dark")],
                         ids=["wide-light", "phone-light", "wide-dark", "phone-dark"])  # fmt: skip
def test_pages_of_every_role_are_usable_by_everybody(played, viewport, scheme):
    faults = []
    for who, addresses in PAGES:
        desk = Desk(played, who, played.new_page(viewport, scheme))
        desk.page.goto(f"{played.url}/roles/")
        faults += faults_of(desk.page)
        desk.sits_down(played.province.mandate(who).pk)
        for address in addresses:
            answer = desk.page.goto(f"{played.url}{address}")
            assert answer.status == 200, f"{who} opens {address}: {answer.status}"
            faults += faults_of(desk.page)
            wider = desk.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wider > 0:
                faults.append(f"{who} {address} is {wider} pixels wider than the screen")
            if desk.page.evaluate(A_PICTURE_RUNS_OFF):
                faults.append(f"{who} {address} has a picture that runs off the screen")
            played.keep_picture(desk.page, re.sub(r"\W+", "-", f"{scheme}-{viewport['width']}-{who}-{address}"))
    assert faults == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_signing_in_and_administration_are_usable_by_everybody(played, viewport):
    page = played.new_page(viewport)
    page.goto(f"{played.url}/sign-in/?password")
    faults = faults_of(page)
    desk = Desk(played, "modir", page)
    desk.sits_down(played.province.mandate("modir").pk)
    for address in ADMINISTRATION:
        answer = page.goto(f"{played.url}{address}")
        assert answer.status == 200, address
        faults += faults_of(page)
        played.keep_picture(page, re.sub(r"\W+", "-", f"{viewport['width']}-modir-{address}"))
    assert faults == []


def test_a_review_is_taken_by_the_keyboard_alone(played):
    sector = played.desk("ejtemaei", Role.SECTOR_EXPERT)
    agreement = Agreement.objects.latest("id")
    sector.opens("/")
    _tab_to(sector.page, "Review")
    with sector.page.expect_event("load"):
        sector.page.keyboard.press("Enter")
    assert agreement.get_absolute_url() in sector.page.url
    _tab_to(sector.page, "Approve and send to Budget Consolidation")
    with sector.page.expect_event("load"):
        sector.page.keyboard.press("Enter")
    expect(sector.page.get_by_role("status").first).to_be_visible()
    agreement.refresh_from_db()
    assert agreement.state == "consolidation_review"


def _tab_to(page, label: str) -> None:
    """Press Tab until what is focused says `label`; it must be seen where it is."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == word(label):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"), (
                "focus is not seen"
            )
            return
    raise AssertionError(f"“{label}” is not reached by the keyboard")
