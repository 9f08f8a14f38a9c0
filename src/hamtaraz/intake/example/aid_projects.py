"""Plays the projects of the example of aid: proposed, in Table 2, approved, and paid as far as allotment is realised."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from PIL import Image, ImageDraw

from hamtaraz.grants.models import AidedProject, Part, Recipient, VillageChoice
from hamtaraz.grants.operations import (
    Figures,
    add_code,
    add_photo,
    attach_document,
    draft_split,
    propose_aid,
    propose_dehyari,
    propose_municipal,
    record_realised,
    record_visit,
    send_table_two,
)
from hamtaraz.grants.queries.bodies import qualifying
from hamtaraz.grants.queries.county_split import split_in_force
from hamtaraz.grants.queries.ranking import figures_of_recipients
from hamtaraz.grants.queries.rules import rules_in_force
from hamtaraz.intake.example.files import Files, Row, day_of
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Mandate
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

MILLION = 1_000_000
PPM_A_PERCENT = 10_000
PDF = b"%PDF-1.4\n% resolution of the example\n"
OFFICES = [
    ("moaven-omran", "معاون هماهنگی امور عمرانی", Role.DEVELOPMENT_DEPUTY, "governorate"),
    ("daftar-fanni", "رئیس دفتر فنی استانداری", Role.TECHNICAL_OFFICE, "governorate"),
    ("moaven-dehyari", "معاون امور دهیاری‌ها", Role.DEHYARI_DEPUTY, "imo"),
]
LATE = "تکمیل مدارک یکی از شهرداری‌ها پس از مهلت رسید."
AHEAD = ("approved", "first_paid", "second_paid", "reported")
"""How far a row of the file goes beyond Table 2."""


class Stage(Protocol):
    """What the example of aid knows: its files, its people, and how to seat more of them."""

    files: Files
    told: dict[str, Any]
    year: int

    def actor(self, role: str, organisation: str = "") -> Actor: ...

    def seat(self, seats: list[tuple[str, str, Any, str]]) -> None: ...


class Projects:
    """The projects as far as they have been played; every method is a scene."""

    def __init__(self, aid: Stage) -> None:
        self.aid = aid
        self.rows = aid.files.table("projects")
        self.days = {key: day_of(value) for key, value in aid.told["projects"].items() if key.endswith("_on")}
        self.made: dict[tuple[str, int], AidedProject] = {}

    def come_in(self) -> None:
        """The people the projects need sit down, if they do not yet; the organisation gives its codes of practice."""
        held = set(Mandate.objects.values_list("role", flat=True))
        self.aid.seat([one for one in OFFICES if one[2] not in held])
        self.towns = list(
            Recipient.objects.filter(shares__run__part=Part.MUNICIPAL)
            .order_by("-shares__amount_rial")
            .select_related("county")
        )
        self.villages = self._villages()
        seated = set(Mandate.objects.filter(role=Role.DEHYAR).values_list("organisation__code", flat=True))
        self.aid.seat([(f"dehyar-{one.code}", f"دهیار {one.name}", Role.DEHYAR, one.code)
                       for one in self.villages if one.code not in seated])  # fmt: skip
        county = self.villages[0].county
        if Role.COUNTY_TECHNICAL not in held:
            self.aid.seat([(f"fanni-{county.code}", f"معاون فنی فرمانداری {county.name}", Role.COUNTY_TECHNICAL,
                            f"gov-{county.code}")])  # fmt: skip
        for role, part, name in ((Role.MUNICIPAL_DEPUTY, Part.MUNICIPAL, "شیوه‌نامهٔ معرفی و اجرای پروژه‌های شهرداری‌ها"),
                                 (Role.DEHYARI_DEPUTY, Part.DEHYARI, "ضوابط اجرای پروژه‌های دهیاری‌ها")):  # fmt: skip
            add_code(self.aid.actor(role), self.days["proposed_on"], part=part, project_type="", name=name,
                     filename="code.pdf", content=PDF)  # fmt: skip

    def _villages(self) -> list[Recipient]:
        """Villages with a dehyari, large enough, that have not chosen a machine: one a row of the file."""
        chosen = VillageChoice.objects.values("recipient")
        rows = list(Recipient.objects.filter(kind="village", has_dehyari=True).exclude(pk__in=chosen).select_related("county")
                    .order_by("-code")[:60])  # fmt: skip
        rules = rules_in_force(rows[0].province, self.aid.year, self.days["proposed_on"])
        told = figures_of_recipients(rows)
        measured = {(pk, key): value for pk, figures in told.items() for key, value in figures.items()
                    if key in ("population", "households") and isinstance(value, int)}  # fmt: skip
        large = qualifying(rules, rows, measured)
        return [one for one in rows if one.pk in large][: sum(row["part"] == Part.DEHYARI for row in self.rows)]

    def propose(self) -> None:
        """Mayors and dehyars propose, the council's resolution with them; all but the drafts are sent."""
        for row in self.rows:
            if row["goes_to"] != "late":
                self._propose(row, self.days["proposed_on"])

    def _propose(self, row: Row, day: datetime.date) -> None:
        part, rank = row["part"], int(row["rank"])
        recipient = (self.towns if part == Part.MUNICIPAL else self.villages)[rank - 1]
        role = Role.MAYOR if part == Part.MUNICIPAL else Role.DEHYAR
        actor = self.aid.actor(role, recipient.code)
        propose = propose_municipal if part == Part.MUNICIPAL else propose_dehyari
        made: Any = propose(actor, day, _figures(row))
        if part == Part.MUNICIPAL:
            made = attach_document(
                made, actor, day, number=f"۹۴/{rank}", document_on=day, name="resolution.pdf", content=PDF
            )
        if row["goes_to"] != "draft":
            made = take(made, "send", actor=actor, day=day).subject
        self.made[part, rank] = made

    def list(self) -> None:
        """Table 2 of both parts goes on within its month; what came later is listed with its reason."""
        deputy, day = self.aid.actor(Role.DEVELOPMENT_DEPUTY), self.days["listed_on"]
        lowered = self.made[Part.MUNICIPAL, 14]
        propose_aid(lowered, deputy, day, lowered.asked_rial + 50 * MILLION)
        waiting = [key for key, row in self._by_key() if row["goes_to"] == "sent"]
        held = {key: self.made[key] for key in waiting}
        for one in held.values():
            take(one, "send_back", actor=deputy, day=day, given={"reason": "برآورد با فهرست‌بها سنجیده نشده است."})
        for part in Part:
            send_table_two(deputy, day, part)
        for key, one in held.items():
            one.refresh_from_db()
            self.made[key] = take(one, "send", actor=self._applicant(one), day=self.days["late_on"]).subject
        for row in self.rows:
            if row["goes_to"] == "late":
                self._propose(row, self.days["late_on"])
                send_table_two(deputy, self.days["late_on"], row["part"], late_reason=LATE)

    def decide(self) -> None:
        """The deputies approve what completes a project, and decline one; promises go out of shares and envelopes."""
        self._split()
        day = self.days["approved_on"]
        for key, row in self._by_key():
            reviewer = self.aid.actor(self.made[key].reviewer)
            if row["goes_to"] in AHEAD:
                given = {"approved_rial": int(row["aid_million_rial"]) * MILLION}
                self._step(key, "approve", reviewer, day, given)
            elif row["goes_to"] == "declined":
                self._step(key, "decline", reviewer, day, {"reason": "پروژه در اولویت سال نیست."})

    def _split(self) -> None:
        """The counties' shares are split, if nobody has done so yet (S4-132)."""
        office, deputy = self.aid.actor(Role.RURAL_OFFICE), self.aid.actor(Role.DEVELOPMENT_DEPUTY)
        if split_in_force(office.province, office.fiscal_year) is None:
            day = self.days["listed_on"]
            sent = take(draft_split(office, day), "send", actor=office, day=day).subject
            take(sent, "approve", actor=deputy, day=day)

    def pay(self) -> None:
        """Seventy percent is realised; first stages are paid, one project is finished, one village reports."""
        deputy, day = self.aid.actor(Role.RESOURCE_DEPUTY), self.days["paid_on"]
        for part in Part:
            record_realised(self.aid.actor(Role.RESOURCE_EXPERT), day, part=part, letter_number="94/3/1181", letter_on=day,
                            share_ppm=self.aid.told["projects"]["realised_percent"] * PPM_A_PERCENT)  # fmt: skip
        for key, row in self._by_key():
            if row["goes_to"] in AHEAD[1:]:
                account = {"account_number": "4001000104009401"} if row["part"] == Part.DEHYARI else None
                self._step(key, "pay_first", deputy, day, account)
            if row["goes_to"] == "reported":
                self._step(key, "report", self.aid.actor(Role.DEVELOPMENT_DEPUTY), day, {"progress": "80"})
            if row["goes_to"] == "second_paid":
                self._finish(key, day)
        built = self.made[Part.DEHYARI, 1]
        county = self.aid.actor(Role.COUNTY_TECHNICAL)
        if county.county == built.recipient.county.code:
            record_visit(built, county, day, visited_on=day, place=built.recipient.name,
                         remark="محل پایگاه تحویل شده و خاک‌برداری آغاز شده است.", photos=[("visit.png", _picture(3))])  # fmt: skip

    def _finish(self, key: tuple[str, int], day: datetime.date) -> None:
        """Photos of every moment, completion declared and accepted by both, the second stage paid."""
        mayor = self._applicant(self.made[key])
        for place, moment in enumerate(("before", "during", "after")):
            add_photo(self.made[key], mayor, day, moment=moment, taken_on=day - datetime.timedelta(60 - 30 * place),
                      place="حاشیهٔ رودخانه", name=f"{moment}.png", content=_picture(place))  # fmt: skip
        self._step(key, "complete", mayor, day)
        self._step(key, "confirm", self.aid.actor(Role.DEVELOPMENT_DEPUTY), day)
        self._step(key, "accept", self.aid.actor(Role.MUNICIPAL_DEPUTY), day)
        self._step(key, "pay_second", self.aid.actor(Role.RESOURCE_DEPUTY), day)

    def _by_key(self) -> Iterator[tuple[tuple[str, int], Row]]:
        return (((row["part"], int(row["rank"])), row) for row in self.rows)

    def _applicant(self, project: AidedProject) -> Actor:
        return self.aid.actor(project.applicant, project.recipient.code)

    def _step(
        self, key: tuple[str, int], verb: str, actor: Actor, day: datetime.date, given: dict[str, Any] | None = None
    ) -> None:  # fmt: skip
        self.made[key] = take(self.made[key], verb, actor=actor, day=day, given=given).subject


def _figures(row: Row) -> Figures:
    amounts = {key: int(row[f"{key}_million_rial"]) * MILLION for key in ("estimate", "cost", "aid", "own", "province")}
    progress = row["progress_percent"]
    return Figures(
        project_type=row["type"], name=row["name"], estimate_rial=amounts["estimate"], cost_to_complete_rial=amounts["cost"],
        asked_rial=amounts["aid"], own_rial=amounts["own"], province_money_rial=amounts["province"],
        starts_on=day_of(row["begins"]), ends_on=day_of(row["ends"]), unfinished=bool(progress),
        progress_ppm=int(progress or 0) * PPM_A_PERCENT, foreseen=row["part"] == Part.DEHYARI,
    )  # fmt: skip


def _picture(place: int) -> bytes:
    """A drawn picture of a work: earth, then a frame, then a roof on it."""
    picture = Image.new("RGB", (480, 320), "#cfe3ef")
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((0, 230, 480, 320), fill="#8a6f4d" if place == 0 else "#6f8f57")
    if place:
        drawn.rectangle((150, 130, 330, 250), outline="#54606b", width=10, fill="#e8e2d4" if place == 2 else None)
    if place == 2:
        drawn.polygon([(130, 130), (240, 70), (350, 130)], fill="#a5533a")
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def project_scenes(aid: Stage) -> Iterator[tuple[str, Callable[[], object]]]:
    """The scenes of projects in order, each with what to say while it is played."""
    projects = Projects(aid)
    yield "people of the projects and codes of practice", projects.come_in
    yield "projects of municipalities and villages", projects.propose
    yield "Table 2 of both parts", projects.list
    yield "approved aid", projects.decide
    yield "first stages, a finished project, a report of progress", projects.pay
