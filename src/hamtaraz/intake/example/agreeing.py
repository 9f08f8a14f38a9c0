"""Steps 9 to 15 of the example's year: agreements at every desk of the review, and what was allotted of them."""

from __future__ import annotations

from collections import defaultdict

from hamtaraz.agreements.models import Agreement
from hamtaraz.agreements.operations import draft_agreement, return_agreement
from hamtaraz.allotments.models import AllotmentNotice, AllotmentSession
from hamtaraz.allotments.operations import (
    CentralRow,
    LineRow,
    Member,
    open_session,
    record_central_allotment,
    set_ceilings,
    set_lines,
)
from hamtaraz.intake.example.cast import Cast
from hamtaraz.intake.example.files import Files, Row, day_of
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

WALK = [
    ("sector_approved_on", "review"),
    ("consolidation_approved_on", "confirm"),
    ("deputy_approved_on", "approve"),
    ("agency_signed_on", "agency_sign"),
    ("mpo_signed_on", "mpo_sign"),
    ("notified_on", "notify"),
]
"""The column that says on which day a step was taken, and the step."""


class Agreeing:
    """The last part of the story."""

    def __init__(self, files: Files, cast: Cast) -> None:
        self.files, self.cast = files, cast
        self.rows = {row["number"]: row for row in files.table("agreements")}

    def draw_up(self) -> None:
        """Steps 9 to 13: every agreement goes as far as its row says (S0-34 … S0-21)."""
        for row in sorted(self.rows.values(), key=lambda one: (one["drafted_on"], int(one["number"]))):
            if row["drafted_on"]:
                self._agreement(row)

    def _agreement(self, row: Row) -> None:
        agency = row["agency"]
        expert = self.cast.actor(Role.AGENCY_EXPERT, agency)
        agreement = draft_agreement(
            actor=expert, day=day_of(row["drafted_on"]), programme_code=row["programme"], projects=row["projects"].split(),
            goal=row["title"],
        )  # fmt: skip
        if row["submitted_on"]:
            agreement = take(agreement, "submit", actor=expert, day=day_of(row["submitted_on"])).subject
        if row["returned_on"]:
            reviewer = self.cast.actor(Role.SECTOR_EXPERT, f"mpo-{self._sector(row)}")
            agreement = return_agreement(
                agreement, actor=reviewer, day=day_of(row["returned_on"]), reason=row["return_reason"]
            )
        if row["resubmitted_on"]:
            agreement = take(agreement, "submit", actor=expert, day=day_of(row["resubmitted_on"])).subject
        for column, verb in WALK:
            if row[column]:
                agreement = self._step(agreement, row, verb, column)

    def _step(self, agreement: Agreement, row: Row, verb: str, column: str) -> Agreement:
        actors = {
            "review": (Role.SECTOR_EXPERT, f"mpo-{self._sector(row)}"),
            "confirm": (Role.CONSOLIDATION_EXPERT, ""),
            "approve": (Role.BUDGET_DEPUTY, ""),
            "agency_sign": (Role.AGENCY_HEAD, row["agency"]),
            "mpo_sign": (Role.MPO_HEAD, ""),
            "notify": (Role.CONSOLIDATION_EXPERT, ""),
        }
        day = day_of(row[column])
        given = {"exchange_number": row["exchange_number"], "exchange_on": day} if verb == "notify" else {}
        return take(agreement, verb, actor=self.cast.actor(*actors[verb]), day=day, given=given).subject

    def _sector(self, row: Row) -> str:
        chapters = {chapter["code"]: chapter["sector"] for chapter in self.files.table("chapters")}
        return chapters[next(self.files.projects[code]["chapter"] for code in row["projects"].split())]

    def allot(self) -> None:
        """Steps 14 and 15: the centre's allotment notices, the Committee, the notices to agencies (S0-22, S0-23)."""
        document = self.files.document("allotment")
        expert, head = self.cast.actor(Role.CONSOLIDATION_EXPERT), self.cast.actor(Role.CONSOLIDATION_HEAD)
        for notice in document["notice"]:
            day = day_of(notice["date"])
            parts = [
                CentralRow(
                    part["source"], part["amount_rial"], part["kind"], part.get("symbol", ""),
                    day_of(part["due_on"]) if "due_on" in part else None, str(notice["percent"]),
                )
                for part in notice["part"]
            ]  # fmt: skip
            central = record_central_allotment(
                expert, day, number=notice["number"], dated_on=day, subject=notice["subject"], lines=parts
            )
            central = take(central, "confirm", actor=head, day=day).subject
            if notice["state"] == "decided":
                seats = [Member(seat["title"], seat["organisation"]) for seat in document["committee"]["seat"]]
                self._committee(notice["number"], parts, seats)

    def _committee(self, central_number: str, parts: list[CentralRow], seats: list[Member]) -> None:
        """One session of the Committee: its ceilings, its lines, and further lines as agreements followed."""
        rounds = [one for one in self.files.story["allotment_round"] if one["central_notice"] == central_number]
        lines = self._lines(central_number, parts)
        secretary = self.cast.actor(Role.ALLOTMENT_SECRETARY)
        session: AllotmentSession | None = None
        for one in rounds:
            day, notified_on = day_of(one["approved_on"]), day_of(one["notified_on"])
            rows = lines[one["notified_on"]]
            if session is None:
                session = open_session(secretary, day, held_on=day, place="سالن جلسات سازمان", attendance=seats)
                ceilings = [
                    (row["source"], row["chapter"], int(row["ceiling_rial"]))
                    for row in self.files.table("ceilings") if row["notice"] == central_number
                ]  # fmt: skip
                session = set_ceilings(session, actor=secretary, day=day, rows=ceilings)
                session = set_lines(session, actor=secretary, day=day, rows=rows)
                session = take(session, "decide", actor=secretary, day=day).subject
            else:
                expert = self.cast.actor(Role.CONSOLIDATION_EXPERT)
                session = set_lines(session, actor=expert, day=day, rows=rows)
                session = take(session, "draft_notices", actor=expert, day=day).subject
            head = self.cast.actor(Role.CONSOLIDATION_HEAD)
            for notice in AllotmentNotice.objects.filter(session=session, state="draft").order_by("id"):
                take(notice, "issue", actor=head, day=notified_on)

    def _lines(self, central_number: str, parts: list[CentralRow]) -> dict[str, list[LineRow]]:
        """The lines of a central notice by the day they were notified, each with the bill of its source."""
        bills = {part.source: part for part in parts if part.means == "treasury_bill"}
        found: dict[str, list[LineRow]] = defaultdict(list)
        for row in self.files.table("allotments"):
            if row["central_notice"] != central_number:
                continue
            project = self.files.projects[row["project"]]
            bill = bills[row["source"]] if row["kind"] == "treasury_bill" else None
            found[row["notified_on"]].append(
                LineRow(
                    row["source"], project["county"], row["chapter"], project["programme"], row["agency"], row["project"],
                    int(row["amount_rial"]), row["kind"], bill.symbol if bill else "", bill.due_on if bill else None,
                )
            )  # fmt: skip
        return found
