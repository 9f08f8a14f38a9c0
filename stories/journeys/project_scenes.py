"""Projects by clicking: proposed, sent in Table 2, approved, paid in two stages as far as allotment is realised."""

from __future__ import annotations

from playwright.sync_api import expect

from hamtaraz.directives.queries import active
from hamtaraz.grants.models import DehyariProject, MunicipalProject, Part
from hamtaraz.grants.operations import announce_shares
from hamtaraz.grants.refusals.payments import NothingDue, PercentAmbiguous
from hamtaraz.grants.refusals.projects import CouncilUnasked, PhotosLacking, UnitSlipped
from hamtaraz.grants.tests import story
from hamtaraz.grants.tests.project_story import photo
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from stories.journeys.aid_scenes import SEATS, a_file
from stories.journeys.desks import Desk, Office, word
from stories.province import MILLION, PROVINCE, YEAR

ACCOUNT = "4001000104009401"
PDF = b"%PDF-1.7 resolution"
OWN = {Role.CONSOLIDATION_EXPERT: "karshenas", Role.CONSOLIDATION_HEAD: "rais-talfigh"}
NAMED = {role: name for name, _title, role, _seat in reversed(SEATS)} | OWN


def the_counties_shares_are_split(office: Office) -> None:
    """What goes before a village's project: the county's share and its split (S4-084, S4-132)."""

    def acting(role: str, organisation: str = "") -> Actor:
        return office.province.actor(NAMED[Role(role)])

    versions = {key: active(PROVINCE, f"{key}-{YEAR}", office.day) for key in story.KEYS}
    run = story.compute(acting, office.day, versions, Part.DEHYARI, 9_000 * MILLION, 4_000 * MILLION)
    announce_shares(run, acting(Role.RESOURCE_DEPUTY), office.day)
    story.split_shares(acting, office.day)


def _fills(desk: Desk, **typed: str) -> Desk:
    for name, words in typed.items():
        desk.page.locator(f"[name={name}]").first.fill(words)
    desk.page.keyboard.press("Tab")
    return desk


def the_mayor_proposes(office: Office) -> MunicipalProject:
    """The gap is shown before anything is kept; the resolution is asked for; then it is sent (S4-063, S4-066)."""
    desk = office.desk("shahrdar").goes_to("Aided projects").presses("Propose a project")
    desk.chooses("Type of project", "fire_station")
    _fills(desk, name="ایستگاه آتش‌نشانی", estimate_rial="1500", asked_rial="800", own_rial="400", province_money_rial="200",
           starts_on="1405/04/01", ends_on="1405/12/20")  # fmt: skip
    expect(desk.page.locator("#reckoned")).to_contain_text("۱۰۰")  # reckoned while it is typed
    desk.presses("Is it covered?").reads("S4-063", "۱۰۰")
    assert not MunicipalProject.objects.exists()
    _fills(desk, own_rial="500").presses("Save as draft")
    with desk.refused(CouncilUnasked):
        desk.presses("Send the project")
    made = MunicipalProject.objects.get()
    desk.opens(made.get_absolute_url())
    desk.page.locator("details summary", has_text=word("Attach the resolution")).click()
    _fills(desk, number="12", document_on="1405/02/20")
    desk.page.locator("input[name=scan]").set_input_files(a_file("resolution.pdf", PDF))
    desk.presses("Attach").presses("Send the project")
    return made


def the_dehyar_proposes(office: Office) -> DehyariProject:
    """An aid in the wrong unit is noticed; the budget foresees the project; it is sent (S4-111, S4-114)."""
    desk = office.desk("dehyar").goes_to("Aided projects").presses("Propose a project")
    desk.chooses("Type of project", "village_streets")
    _fills(desk, name="بهسازی معابر", estimate_rial="1000", asked_rial="0.8", own_rial="200", starts_on="1405/04/01",
           ends_on="1405/12/20")  # fmt: skip
    desk.ticks("input[name=foreseen]")
    with desk.refused(UnitSlipped):
        desk.presses("Save as draft")
    _fills(desk, asked_rial="800").presses("Save as draft").presses("Send the project")
    return DehyariProject.objects.get()


def table_two_goes_on(office: Office, part: str, kind: str) -> None:
    """The governorate's deputy sends Table 2 (S4-069, S4-116)."""
    deputy = office.desk("moaven-omrani")
    deputy.finds_waiting(kind, due_in=7)
    deputy.opens(f"/grants/projects/table-2/{part}/")
    deputy.page.locator("form.card button.btn-primary").click()
    deputy.sees("In Table 2")


def the_allotment_is_recorded(office: Office, part: str, percent: str) -> None:
    """The expert records the letter; what may be a fraction is asked again (S4-074, S4-120)."""
    expert = office.desk("karshenas-manabe").opens("/grants/projects/realised/").chooses("Part", part)
    _fills(expert, share="0.7", letter_number=f"{part}-{percent}", letter_on="1405/02/28")
    with expert.refused(PercentAmbiguous):
        expert.presses("Record the letter")
    _fills(expert, share=percent).presses("Record the letter").reads("۷۰٪")


def the_project_is_completed(office: Office) -> None:
    """Photos of every moment, then both approvals (S4-073)."""
    mayor = office.desk("shahrdar").takes_up("grants.complete_project", due_in=None)
    with mayor.refused(PhotosLacking):
        mayor.presses("Declare it complete")
    for moment in ("before", "during", "after"):
        mayor.opens(MunicipalProject.objects.get().get_absolute_url())
        mayor.page.locator("details summary", has_text=word("Add a photo or document")).click()
        mayor.chooses("Of which moment", moment)
        _fills(mayor, taken_on="1405/02/28", place="میدان شهر")
        mayor.page.locator("input[name=photo]").set_input_files(a_file(f"{moment}.png", photo()))
        mayor.presses("Add")
    expect(mayor.page.locator("figure img")).to_have_count(3)
    mayor.presses("Declare it complete")
    office.desk("moaven-omrani").takes_up("grants.confirm_completion", due_in=14).presses("Confirm the completion")
    office.desk("moaven-shahrdari").takes_up("grants.accept_completion", due_in=14).presses("Accept the completion")


def the_second_stage_is_paid(office: Office) -> None:
    """As far as it is realised, with its working; the project is not closed while a rest is left (S4-074)."""
    deputy = office.desk("moaven-manabe").takes_up("grants.pay_second", due_in=7).presses("Pay the second stage")
    with deputy.refused(NothingDue):
        deputy.presses("Close the project")
    deputy.opens(MunicipalProject.objects.get().get_absolute_url())
    deputy.page.get_by_title(word("Why?")).last.click()
    deputy.reads("۱۶۰", "۵۶۰", "۷۰٪", "S4-073")
