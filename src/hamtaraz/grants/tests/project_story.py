"""Projects of a town and of a village along every way their tables know, in any year, by the operations people use."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import Any

from PIL import Image

from hamtaraz.grants.models import AidedProject
from hamtaraz.grants.operations import (
    Figures,
    add_code,
    add_photo,
    add_recipients,
    attach_document,
    propose_dehyari,
    propose_municipal,
    record_figures,
    record_realised,
    record_visit,
    send_table_two,
)
from hamtaraz.grants.tests.story import LATE, TOWN, Acting
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role

MILLION = 1_000_000
HAMLET = "0601200009"
PDF = b"%PDF-1.7 resolution"
IMO, GOV = "imo", "gov"
REASON = "برای اصلاح"
Stepping = Callable[..., Any]
"""Takes a step: role, organisation, verb, subject, and what the step asks for."""


def photo() -> bytes:
    """A picture of one colour."""
    kept = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(kept, "PNG")
    return kept.getvalue()


class Building:
    """The people who build; `before` is told of steps that are taken by an operation and not by `step`."""

    def __init__(
        self, acting: Acting, day: datetime.date, step: Stepping, before: Callable[[Any, str], None] | None = None
    ) -> None:
        self.acting, self.day, self.step = acting, day, step
        self.before = before or (lambda subject, verb: None)
        self.realised = 0

    def figures(self, project_type: str, **more: Any) -> Figures:
        """A project of 600 million rial, half of it aid."""
        told: dict[str, Any] = {
            "project_type": project_type, "name": "پروژهٔ نمونه", "estimate_rial": 600 * MILLION,
            "cost_to_complete_rial": 600 * MILLION, "asked_rial": 400 * MILLION, "own_rial": 250 * MILLION,
            "starts_on": self.day, "ends_on": self.day + datetime.timedelta(200), "foreseen": True,
        }  # fmt: skip
        return Figures(**(told | more))

    def realise(self, part: str, percent: int) -> None:
        """The next letter of the allotment."""
        record_realised(self.acting(Role.RESOURCE_EXPERT, IMO), self.day, part=part, share_ppm=percent * 10_000,
                        letter_number=f"{part}-{percent}", letter_on=self.day)  # fmt: skip

    def table(self, sent: AidedProject) -> Any:
        """Table 2 goes on with this one project."""
        self.before(sent, "list")
        (listed,) = send_table_two(self.acting(Role.DEVELOPMENT_DEPUTY, GOV), self.day, sent.part, late_reason=LATE)
        return listed

    # --- a town ------------------------------------------------------------------------------------

    def town(self, project_type: str = "fire_station") -> Any:
        """A draft of the town with its council's resolution."""
        mayor = self.acting(Role.MAYOR, TOWN)
        draft = propose_municipal(mayor, self.day, self.figures(project_type))
        return attach_document(draft, mayor, self.day, number="12", document_on=self.day, name="m.pdf", content=PDF)

    def town_listed(self) -> Any:
        """A project of the town in Table 2."""
        return self.table(self.step(Role.MAYOR, TOWN, "send", self.town()))

    def town_approved(self) -> Any:
        """A project of the town whose aid is approved."""
        return self.step(Role.MUNICIPAL_DEPUTY, IMO, "approve", self.town_listed(), approved_rial=400 * MILLION)

    def build_in_town(self) -> None:
        """Withdrawn, sent back, declined, taken back; at last one is built and paid to its end, one is half paid."""
        self.step(Role.MAYOR, TOWN, "withdraw", self.town(), reason=REASON)
        sent = self.step(Role.MAYOR, TOWN, "send", self.town())
        again = self.step(Role.DEVELOPMENT_DEPUTY, GOV, "send_back", sent, reason=REASON)
        listed = self.table(self.step(Role.MAYOR, TOWN, "send", again))
        self.step(Role.MUNICIPAL_DEPUTY, IMO, "decline", listed, reason=REASON)
        self.step(Role.MUNICIPAL_DEPUTY, IMO, "revoke", self.town_approved(), reason=REASON)
        half, whole = self.town_approved(), self.town_approved()
        self.realise("municipal", 40)
        self.step(Role.RESOURCE_DEPUTY, IMO, "pay_first", half)
        paid = self.step(Role.RESOURCE_DEPUTY, IMO, "pay_first", whole)
        self.realise("municipal", 70)
        accepted = self.complete(self.step(Role.RESOURCE_DEPUTY, IMO, "pay_first", paid))
        second = self.step(Role.RESOURCE_DEPUTY, IMO, "pay_second", accepted)
        self.realise("municipal", 100)
        rest = self.step(Role.RESOURCE_DEPUTY, IMO, "pay_second", second)
        self.step(Role.RESOURCE_DEPUTY, IMO, "close", rest)

    def complete(self, paid: Any) -> Any:
        """Photos are shown, completion is declared, doubted twice, and accepted by both."""
        for moment in ("before", "during", "after"):
            add_photo(paid, self.acting(Role.MAYOR, TOWN), self.day, moment=moment, taken_on=self.day, place="میدان",
                      name=f"{moment}.png", content=photo())  # fmt: skip
        record_visit(
            paid, self.acting(Role.COUNTY_TECHNICAL, "gov-0601"), self.day, visited_on=self.day, remark="دیده شد"
        )
        declared = self.step(Role.MAYOR, TOWN, "complete", paid)
        back = self.step(Role.DEVELOPMENT_DEPUTY, GOV, "return", declared, reason=REASON)
        confirmed = self.step(Role.DEVELOPMENT_DEPUTY, GOV, "confirm", self.step(Role.MAYOR, TOWN, "complete", back))
        back = self.step(Role.MUNICIPAL_DEPUTY, IMO, "return", confirmed, reason=REASON)
        confirmed = self.step(Role.DEVELOPMENT_DEPUTY, GOV, "confirm", self.step(Role.MAYOR, TOWN, "complete", back))
        return self.step(Role.MUNICIPAL_DEPUTY, IMO, "accept", confirmed)

    # --- a village ---------------------------------------------------------------------------------

    def found_hamlet(self, operator: Any) -> Organisation:
        """A village beside the one that has a machine."""
        (made,) = add_recipients(operator, self.day, [
            {"code": HAMLET, "kind": "village", "name": "ده پروژه", "county": "0601", "has_dehyari": True}
        ])  # fmt: skip
        record_figures(operator, self.day, [
            {"recipient": HAMLET, "key": key, "year": 1390, "value": value, "origin": "آزمون", "generated": True}
            for key, value in (("population", 300), ("households", 70))
        ])  # fmt: skip
        return made.told_at

    def village(self) -> Any:
        """A draft of the village."""
        return propose_dehyari(self.acting(Role.DEHYAR, HAMLET), self.day, self.figures("village_streets"))

    def village_approved(self) -> Any:
        """A project of the village whose aid is approved."""
        sent = self.step(Role.DEHYAR, HAMLET, "send", self.village())
        return self.step(Role.DEHYARI_DEPUTY, IMO, "approve", self.table(sent), approved_rial=400 * MILLION)

    def build_in_village(self) -> None:
        """The same for a village: its progress is reported, and paid through the governorate."""
        rural, deputy = (Role.RURAL_OFFICE, GOV), (Role.DEHYARI_DEPUTY, IMO)
        self.step(Role.DEHYAR, HAMLET, "withdraw", self.village(), reason=REASON)
        self.step(*rural, "withdraw_for", self.village(), reason=REASON)
        sent = self.step(*rural, "send_for", self.village())
        again = self.step(Role.DEVELOPMENT_DEPUTY, GOV, "send_back", sent, reason=REASON)
        listed = self.table(self.step(Role.DEHYAR, HAMLET, "send", again))
        self.step(*deputy, "decline", listed, reason=REASON)
        self.step(*deputy, "revoke", self.village_approved(), reason=REASON)
        approved = self.village_approved()
        self.realise("dehyari", 40)
        paid = self.pays("pay_first", approved)
        self.realise("dehyari", 70)
        reported = self.report(self.pays("pay_first", paid))
        again = self.report(self.step(*deputy, "return", reported, reason=REASON))
        second = self.pays("pay_second", self.step(*deputy, "accept", again))
        self.realise("dehyari", 100)
        self.step(Role.RESOURCE_DEPUTY, IMO, "close", self.pays("pay_second", second))

    def report(self, paid: Any) -> Any:
        """The governorate reports sixty percent."""
        return self.step(Role.DEVELOPMENT_DEPUTY, GOV, "report", paid, progress="60")

    def pays(self, verb: str, project: Any) -> Any:
        """Paid into the governorate's account."""
        return self.step(Role.RESOURCE_DEPUTY, IMO, verb, project, account_number="4001")

    def give_codes(self) -> None:
        """A code of practice for all municipal projects."""
        add_code(self.acting(Role.MUNICIPAL_DEPUTY, IMO), self.day, part="municipal", project_type="", name="شیوه‌نامه",
                 filename="s.pdf", content=PDF)  # fmt: skip
