"""Steps 9 to 13 by clicking: the agency's draft, three reviews, two signatures, the exchange."""

from __future__ import annotations

from hamtaraz.agreements.models import Agreement
from hamtaraz.agreements.refusals import BeyondNotice, RemarkUnanswered
from hamtaraz.people.roles import Role
from hamtaraz.workflow.refusals import SameHand
from stories.journeys.desks import Desk, Office, millions
from stories.province import MILLION, ROADS
from stories.year import LISTED, WIDE_SHARE

WORTH = LISTED["p1"] + LISTED["p2"] + WIDE_SHARE
"""What the roads agency is notified of, of both origins."""
ROAD, BRIDGE = "تکمیل راه روستایی منیوحی", "احداث پل بهمن‌شیر"


def the_agency_submits(office: Office) -> None:
    """Step 9: a draft cancelled and drawn up again; beyond its notice it is refused; submitted (S0-34, INV-05)."""
    expert = office.desk("karshenas-rah", Role.AGENCY_EXPERT)
    expert.takes_up("draft_agreement", due_in=10).presses("Draft agreement")
    expert.page.locator("details", has=expert.page.locator("#cancel-reason")).locator("summary").click()
    expert.page.locator("#cancel-reason").fill("همراه با پروژهٔ استانی از نو تنظیم می‌شود.")
    expert.presses("Cancel the draft", among=expert.page.locator("form", has=expert.page.locator("#cancel-reason")))
    expert.takes_up("draft_agreement", due_in=None).presses("Draft agreement")

    _write_amount(expert, ROAD, LISTED["p1"] + MILLION)
    expert.takes_up("agreement.draft", due_in=10)
    with expert.refused(BeyondNotice):
        expert.presses("Submit to the sector budget expert")
    substitute = office.desk("janeshin", Role.AGENCY_EXPERT, ROADS).opens(_page())
    _write_amount(substitute, ROAD, LISTED["p1"])
    expert.takes_up("agreement.draft", due_in=10).presses("Submit to the sector budget expert")
    assert office.province.total("in_agreement") == WORTH
    assert office.province.total("agency_noticed") == LISTED["p3"]


def _page() -> str:
    return Agreement.objects.latest("id").get_absolute_url()


def _write_amount(expert: Desk, title: str, amount_rial: int) -> None:
    expert.presses("Edit lines")
    expert.page.locator(f"input[aria-label$='{title}'][data-money]").first.fill(millions(amount_rial))
    expert.presses("Save the draft")


def the_sector_expert_reviews(office: Office) -> None:
    """Step 10: not by a hand that drew it up; returned with a remark on a line, answered, approved (S0-35, S0-?7)."""
    substitute = office.desk("janeshin", Role.SECTOR_EXPERT).takes_up("agreement.sector_review", due_in=5)
    with substitute.refused(SameHand):
        substitute.presses("Approve and send to Budget Consolidation")
    sector = office.desk("zirbanaei").takes_up("agreement.sector_review", due_in=5)
    sector.page.locator("[data-opens=return-dialog]").click()
    dialog = sector.page.locator("#return-dialog")
    dialog.locator("#return-reason").fill("متراژ پل با طرح نمی‌خواند.")
    dialog.locator("textarea[name^=remark-]").first.fill("مقدار هدف را بنویسید.")
    sector.presses("Return to the agency", among=dialog)
    assert office.province.total("in_agreement") == 0, "the credit went back with the agreement"

    expert = office.desk("karshenas-rah", Role.AGENCY_EXPERT).takes_up("agreement.draft", due_in=10)
    with expert.refused(RemarkUnanswered):
        expert.presses("Submit to the sector budget expert")
    expert.opens(_page())
    expert.page.locator("textarea[name^=answer-]").first.fill("مقدار هدف در همین سطر نوشته شد.")
    expert.presses("Keep the answers").presses("Submit to the sector budget expert")
    sector.takes_up("agreement.sector_review", due_in=5).presses("Approve and send to Budget Consolidation")
    assert office.province.total("in_agreement") == WORTH


def the_consolidation_group_approves(office: Office) -> None:
    """Step 11: not by a hand that drew it up; sent back to the reviewer once; approved (S0-36)."""
    substitute = office.desk("janeshin", Role.CONSOLIDATION_EXPERT).takes_up("agreement.consolidation_review", due_in=3)
    with substitute.refused(SameHand):
        substitute.presses("Approve and send to the Budget Deputy")
    expert = office.desk("karshenas").takes_up("agreement.consolidation_review", due_in=3)
    expert.gives_reason("Send back to the previous reviewer", "فصل اقتصادی سطر نخست بررسی شود.")
    sector = office.desk("zirbanaei")
    sector.takes_up("agreement.sector_review", due_in=5).presses("Approve and send to Budget Consolidation")
    expert.takes_up("agreement.consolidation_review", due_in=3).presses("Approve and send to the Budget Deputy")


def the_deputy_approves(office: Office) -> None:
    """Step 12: not by a hand that drew it up; sent back once; approved (S0-37, INV-06)."""
    substitute = office.desk("janeshin", Role.BUDGET_DEPUTY).takes_up("agreement.deputy_review", due_in=3)
    with substitute.refused(SameHand):
        substitute.presses("Approve and send for the agency's signature")
    deputy = office.desk("moaven").takes_up("agreement.deputy_review", due_in=3)
    deputy.gives_reason("Send back to the previous reviewer", "با جدول توزیع تطبیق داده شود.")
    expert = office.desk("karshenas")
    expert.takes_up("agreement.consolidation_review", due_in=3).presses("Approve and send to the Budget Deputy")
    deputy.takes_up("agreement.deputy_review", due_in=3).presses("Approve and send for the agency's signature")


def the_heads_sign_and_it_is_exchanged(office: Office) -> None:
    """Step 13: unseen by another agency's head, not signed by a hand that drew it up, returned once, signed (S0-21)."""
    office.desk("modir-madares").sees_no_page(_page())
    substitute = office.desk("janeshin", Role.AGENCY_HEAD, ROADS).takes_up("agreement.agency_signature", due_in=3)
    with substitute.refused(SameHand):
        substitute.presses("Sign and send for the organisation's signature")
    head = office.desk("modir-rah").takes_up("agreement.agency_signature", due_in=3)
    head.page.locator("[data-opens=return-dialog]").click()
    head.page.locator("#return-reason").fill("عنوان برنامه اصلاح شود.")
    head.presses("Return to the agency", among=head.page.locator("#return-dialog"))
    for who, kind, due_in, label in (
        ("karshenas-rah", "agreement.draft", 10, "Submit to the sector budget expert"),
        ("zirbanaei", "agreement.sector_review", 5, "Approve and send to Budget Consolidation"),
        ("karshenas", "agreement.consolidation_review", 3, "Approve and send to the Budget Deputy"),
        ("moaven", "agreement.deputy_review", 3, "Approve and send for the agency's signature"),
        ("modir-rah", "agreement.agency_signature", 3, "Sign and send for the organisation's signature"),
        ("rais", "agreement.mpo_signature", 2, "Sign and send for exchange"),
    ):
        role = Role.AGENCY_EXPERT if who == "karshenas-rah" else ""
        office.desk(who, role).takes_up(kind, due_in).presses(label)
    expert = office.desk("karshenas").takes_up("agreement.exchange", due_in=2)
    expert.sends_dialog("Exchange and notify the agency", exchange_on="1405/03/01")
    assert office.province.total("agreed") == WORTH
    assert office.province.total("in_agreement") == 0
    expert.sees("Notified").reads("موافقتنامه")
