"""Steps 1 to 5 by clicking: law, the centre's notice, distribution, the Council, notices to counties."""

from __future__ import annotations

from hamtaraz.councils.refusals import NoQuorum
from hamtaraz.distribution.models import Distribution
from hamtaraz.distribution.refusals import NotAllShared
from hamtaraz.kernel.refusals import OutOfOrder
from hamtaraz.letters.refusals import RecordedBefore
from hamtaraz.notices.models import BudgetRule, CreditNotice
from hamtaraz.people.roles import Role
from hamtaraz.workflow.refusals import SameHand
from stories.journeys.desks import Desk, Office, millions
from stories.province import ABADAN, NOTICED
from stories.year import ROADS_SHARE, SCHOOLS_SHARE, WIDE_SHARE


def the_law_is_announced(office: Office) -> None:
    """Step 1: recorded by the expert, withdrawn once with a reason, announced by another hand (S0-10)."""
    expert, head = office.desk("karshenas"), office.desk("rais-talfigh")
    _record_the_law(expert, "قانون بودجهٔ سال ۱۴۰۴ کل کشور")
    expert.gives_reason("Withdraw", "این قانون سال گذشته است.").sees("Withdrawn")

    substitute = office.desk("janeshin", Role.CONSOLIDATION_EXPERT)
    _record_the_law(substitute, "قانون بودجهٔ سال ۱۴۰۵ کل کشور")
    herself = office.desk("janeshin", Role.CONSOLIDATION_HEAD).takes_up("announce_rule", due_in=3)
    with herself.refused(SameHand):
        herself.presses("Announce to all")

    head.takes_up("announce_rule", due_in=3).presses("Announce to all").sees("Announced")
    assert BudgetRule.objects.filter(state="announced").count() == 1
    office.desk("karshenas-rah").goes_to("Letters and announcements").reads("قانون بودجهٔ سال ۱۴۰۵")


def _record_the_law(expert: Desk, name: str) -> None:
    expert.goes_to("Law and central notices").presses("Record a law or rule")
    expert.writes("Title", name).writes("Number", "۱۱").writes("Day of the document", "1405/01/20")
    expert.writes("Issuer", "مجلس شورای اسلامی").presses("Save").reads(name)


def the_centre_notifies(office: Office) -> None:
    """Step 2: a notice wrongly recorded is withdrawn, the right one confirmed by another hand (S0-11)."""
    expert, head = office.desk("karshenas"), office.desk("rais-talfigh")
    _record_notice(expert, "100/1404", NOTICED // 2)
    expert.gives_reason("Withdraw the draft", "شمارهٔ نامه اشتباه است.")
    _record_notice(expert, "100/1405", NOTICED)
    with expert.refused(RecordedBefore):
        _record_notice(expert, "100/1405", NOTICED)
    head.takes_up("confirm_central_notice", due_in=3).presses("Confirm").sees("Issued")
    assert office.province.total("received") == NOTICED
    expert.finds_waiting("prepare_distribution", due_in=10)


def before_the_law(office: Office) -> None:
    """Before step 1 nothing of the centre is confirmed (S0-42)."""
    expert, head = office.desk("karshenas"), office.desk("rais-talfigh")
    _record_notice(expert, "99/1405", NOTICED)
    head.takes_up("confirm_central_notice", due_in=3)
    with head.refused(OutOfOrder):
        head.presses("Confirm")
    expert.opens(CreditNotice.objects.get().get_absolute_url())
    expert.gives_reason("Withdraw the draft", "نخست قانون ابلاغ می‌شود.")


def _record_notice(expert: Desk, number: str, amount_rial: int) -> None:
    expert.goes_to("Law and central notices").presses("Record a central notice")
    expert.writes("Number of the letter", number).writes("Day of the letter", "۱۴۰۵/۰۲/۳۰")
    expert.writes("Subject", "ابلاغ اعتبارات تملک دارایی‌های سرمایه‌ای")
    expert.page.get_by_label("استانی").fill(millions(amount_rial))
    expert.presses("Save")


def the_credit_is_shared_out(office: Office) -> Distribution:
    """Step 3: computed by the model; refused while it does not add up; returned once; endorsed (S0-12, INV-01)."""
    expert, head, deputy = office.desk("karshenas"), office.desk("rais-talfigh"), office.desk("moaven")
    expert.takes_up("prepare_distribution", due_in=10).writes("Title", "توزیع اعتبارات سال ۱۴۰۵")
    expert.presses("Begin a distribution")
    _write_lines(expert, {"4001": ROADS_SHARE, "4101": SCHOOLS_SHARE - 10**6})
    _write_projects(expert)
    expert.presses("Compute the shares")

    head.takes_up("distribution.computed", due_in=5)
    with head.refused(NotAllShared):
        head.presses("Send to the Budget Deputy")

    expert.opens(f"/distribution/{_distribution().pk}/lines/")
    _write_lines(expert, {"4001": ROADS_SHARE, "4101": SCHOOLS_SHARE})
    expert.presses("Compute the shares")
    head.takes_up("distribution.computed", due_in=5).presses("Send to the Budget Deputy")
    deputy.takes_up("distribution.proposed", due_in=5).gives_reason("Return", "یک‌بار دیگر با گروه‌ها بررسی شود.")
    head.takes_up("distribution.computed", due_in=5).presses("Send to the Budget Deputy")
    deputy.takes_up("distribution.proposed", due_in=5).presses("Endorse for the Council")
    office.desk("dabir-shora").finds_waiting("distribution.endorsed", due_in=15)
    assert office.province.total("received") == NOTICED, "a proposal moves nothing"
    return _distribution()


def _distribution() -> Distribution:
    return Distribution.objects.latest("id")


def _write_lines(expert: Desk, lines: dict[str, int]) -> None:
    form = expert.page.locator("form[action$='/lines/']")
    for place, (programme, amount) in enumerate(lines.items()):
        form.locator("select[name=source]").nth(place).select_option("P")
        form.locator("select[name=code]").nth(place).select_option(programme)
        form.locator("input[name=amount]").nth(place).fill(millions(amount))
    expert.presses("Save the lines")


def _write_projects(expert: Desk) -> None:
    form = expert.page.locator("form[action$='/projects/']")
    form.locator("select[name=source]").first.select_option("P")
    form.locator("select[name=code]").first.select_option("p9")
    form.locator("input[name=amount]").first.fill(millions(WIDE_SHARE))
    expert.presses("Save the projects")


def the_council_decides(office: Office) -> None:
    """Step 4: not opened without quorum; returned by a first resolution, approved by a second; locked (S0-13)."""
    secretary, head, deputy = office.desk("dabir-shora"), office.desk("rais-talfigh"), office.desk("moaven")
    convene(secretary)
    secretary.ticks("input[name=present]", but=3).presses("Record attendance")
    with secretary.refused(NoQuorum):
        secretary.presses("Open the session")
    secretary.page.go_back()
    secretary.ticks("input[name=present]").presses("Record attendance").presses("Open the session")
    _resolve(secretary, "returned", "سهم شهرستان‌ها یک‌بار دیگر بررسی شود.")
    secretary.presses("Conclude and print the minutes")

    head.takes_up("distribution.computed", due_in=5).presses("Send to the Budget Deputy")
    deputy.takes_up("distribution.proposed", due_in=5).presses("Endorse for the Council")
    convene(secretary)
    secretary.ticks("input[name=present]", but=1).presses("Record attendance").presses("Open the session")
    _resolve(secretary, "approved", "توزیع به شرح جدول پیوست تصویب شد.")
    secretary.presses("Conclude and print the minutes").sees("Concluded")

    assert office.province.total("county_share") == ROADS_SHARE + SCHOOLS_SHARE
    assert office.province.total("province_line") == WIDE_SHARE
    assert office.province.total("received") == 0
    expert = office.desk("karshenas")
    expert.finds_waiting("prepare_county_notices", due_in=10)
    expert.finds_waiting("issue_agency_notices", due_in=10)
    expert.opens(f"/distribution/{_distribution().pk}/").sees("locked")


def convene(secretary: Desk) -> None:
    secretary.takes_up("distribution.endorsed", due_in=15).presses("Sessions of the Council")
    secretary.presses("Call a session").writes("Day of the session", "1405/03/01").writes("Place", "استانداری")
    secretary.ticks("input[name=distributions]").presses("Call the session")


def _resolve(secretary: Desk, decision: str, words: str) -> None:
    form = secretary.page.locator("details", has=secretary.page.locator("input[name=decision]")).first
    form.locator("summary").click()
    form.locator(f"input[name=decision][value={decision}]").check()
    form.locator("textarea[name=reason]" if decision == "returned" else "textarea[name=resolution_text]").fill(words)
    secretary.presses("Record", among=form)


def the_counties_are_notified(office: Office) -> None:
    """Step 5: drafted by the expert, not issued by the hand that drafted, withdrawn once, issued together (S0-14)."""
    substitute = office.desk("janeshin", Role.CONSOLIDATION_EXPERT)
    substitute.takes_up("prepare_county_notices", due_in=10).presses("Prepare the county notices")
    drafted = CreditNotice.objects.get(kind="county", county__code=ABADAN)
    herself = office.desk("janeshin", Role.CONSOLIDATION_HEAD).opens(drafted.get_absolute_url())
    with herself.refused(SameHand):
        herself.presses("Issue")

    expert, head = office.desk("karshenas"), office.desk("rais-talfigh")
    expert.opens(drafted.get_absolute_url()).gives_reason("Withdraw the draft", "یک‌بار دیگر آماده شود.")
    expert.takes_up("prepare_county_notices", due_in=10).presses("Prepare the county notices")
    head.takes_up("issue_county_notice", due_in=3)
    head.goes_to("Credit notices")
    head.says_yes(button=head.page.locator("form[action$='/notices/issue/'] button"))
    assert CreditNotice.objects.filter(kind="county", state="issued").count() == 3
    assert office.province.total("county_noticed") == ROADS_SHARE + SCHOOLS_SHARE
    assert office.province.total("county_share") == 0
    office.desk("dabir-abadan").finds_waiting("convene_committee", due_in=10)
