"""Steps 6 to 8 by clicking: a county committee, its minutes, and the credit notices to agencies."""

from __future__ import annotations

from hamtaraz.councils.models import Meeting
from hamtaraz.councils.refusals import BeyondNotice, NoQuorum, NoteOnUnfinished, TooLittleForNew
from hamtaraz.kernel.refusals import OutOfOrder
from hamtaraz.notices.models import CreditNotice
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Origin
from stories.journeys.desks import Desk, Office, millions
from stories.province import ABADAN, MILLION
from stories.year import FUNDED, LISTED, WIDE_SHARE


def the_committee_approves(office: Office) -> None:
    """Step 6: called, cancelled once, held with quorum; over the ceiling, too little for a new project, no note: no."""
    secretary = office.desk("dabir-abadan")
    _convene(secretary)
    secretary.gives_reason("Cancel the session", "به روز دیگری موکول شد.")
    secretary.opens("/councils/")
    _convene(secretary)
    with secretary.refused(NoQuorum):
        secretary.presses("Open the session")
    secretary.page.go_back()
    secretary.ticks("input[name=present]").presses("Record attendance").presses("Open the session")

    share = office.province.total("county_noticed", county=ABADAN, programme="4001")
    secretary.presses("Open the list")
    _write_list(secretary, LISTED | {"p1": (share // MILLION + 1) * MILLION})
    with secretary.refused(BeyondNotice):
        _approve(secretary, FUNDED)
    _write_list(secretary, LISTED | {"p3": 3_000 * MILLION})  # 12,000 over 3 years: at least 4,000 (INV-03)
    with secretary.refused(TooLittleForNew):
        _approve(secretary, FUNDED)
    _write_list(secretary, LISTED)
    with secretary.refused(NoteOnUnfinished):
        _approve(secretary, "")
    _approve(secretary, FUNDED)
    assert office.province.total("committee_approved") == sum(LISTED.values())
    secretary.takes_up("committee_session.approved", due_in=3).presses("Conclude and print the minutes")


def _convene(secretary: Desk) -> None:
    secretary.presses("Call a session") if "/councils/" in secretary.page.url else secretary.takes_up(
        "convene_committee", due_in=10
    ).presses("Call a session")
    secretary.writes("Day of the session", "1405/03/01").writes("Place", "سالن جلسات فرمانداری").presses(
        "Call the session"
    )


def _write_list(secretary: Desk, listed: dict[str, int]) -> None:
    titles = {"p1": "تکمیل راه روستایی منیوحی", "p2": "احداث پل بهمن‌شیر", "p3": "احداث دبستان دوازده‌کلاسه"}
    for code, amount in listed.items():
        secretary.page.get_by_label(titles[code]).fill(millions(amount))
    secretary.presses("Save the list")


def _approve(secretary: Desk, note: str) -> None:
    secretary.writes("Note on unfinished projects", note).says_yes("Approve the projects")


def the_minutes_reach_the_organisation(office: Office) -> None:
    """Step 7: unseen by another county; sent; returned with a reason, agencies waiting meanwhile; sent again (S0-16)."""
    secretary, expert = office.desk("dabir-abadan"), office.desk("karshenas")
    meeting = Meeting.objects.get(county=ABADAN, state="concluded")
    office.desk("dabir-ahvaz").sees_no_page(meeting.get_absolute_url())
    expert.goes_to("Credit notices")
    assert expert.page.locator(f"input[name=origin][value={Origin.COUNTY}]").count() == 0, "step 8 waits for step 7"
    secretary.takes_up("committee_session.concluded", due_in=7).presses("Send the minutes to the organisation")

    expert.takes_up("issue_agency_notices", due_in=10, about="آبادان")
    _prepare(expert, Origin.COUNTY)
    expert.opens(meeting.get_absolute_url()).gives_reason("Return the minutes", "امضای فرماندار ناقص است.")
    draft = CreditNotice.objects.filter(kind="agency", origin=Origin.COUNTY, state="draft").first()
    assert draft is not None
    head = office.desk("rais-talfigh").opens(draft.get_absolute_url())
    with head.refused(OutOfOrder):  # 8 needs 7 (S0-42)
        head.presses("Issue")
    secretary.takes_up("committee_session.concluded", due_in=7).presses("Send the minutes to the organisation")
    assert meeting.__class__.objects.get(pk=meeting.pk).state == "sent"


def _prepare(expert: Desk, origin: str) -> None:
    form = expert.page.locator("form", has=expert.page.locator(f"input[name=origin][value={origin}]"))
    expert.presses("Prepare the agency notices", among=form)


def the_agencies_are_notified(office: Office) -> None:
    """Step 8: county-approved and province-wide in notices of their own; one withdrawn and drafted anew (S0-17, S0-43)."""
    expert, head = office.desk("karshenas"), office.desk("rais-talfigh")
    withdrawn = CreditNotice.objects.filter(kind="agency", state="draft").latest("id")
    expert.opens(withdrawn.get_absolute_url()).gives_reason("Withdraw the draft", "یک‌بار دیگر آماده شود.")
    expert.goes_to("Credit notices")
    _prepare(expert, Origin.COUNTY)
    expert.takes_up("issue_agency_notices", due_in=10, about="توزیع")
    _prepare(expert, Origin.PROVINCE)
    head.takes_up("issue_agency_notice", due_in=3).presses("Issue")
    head.opens("/notices/?kind=agency")
    head.says_yes(button=head.page.locator("form[action$='/notices/issue/'] button"))
    issued = CreditNotice.objects.filter(kind="agency", state="issued")
    assert sorted(issued.values_list("agency__code", "origin")) == [
        ("madares", Origin.COUNTY), ("rah", Origin.COUNTY), ("rah", Origin.PROVINCE)
    ]  # fmt: skip
    assert office.province.total("agency_noticed") == sum(LISTED.values()) + WIDE_SHARE
    office.desk("karshenas-rah").finds_waiting("draft_agreement", due_in=10)
    office.desk("karshenas-madares", Role.AGENCY_EXPERT).finds_waiting("draft_agreement", due_in=10)
