"""Steps 1 to 5 of the example's year: law, central notices, projects, distribution, the Council, county notices."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

from hamtaraz.budget.models import Programme
from hamtaraz.councils.models import Body, BodySeat, Decision, ItemKind
from hamtaraz.councils.operations import Matter, convene, decide, record_attendance, seat_member
from hamtaraz.directives import operations as ruling
from hamtaraz.directives.queries import active
from hamtaraz.distribution import operations as sharing
from hamtaraz.distribution.models import Distribution
from hamtaraz.intake.example.cast import Cast
from hamtaraz.intake.example.files import Files, Row, day_of
from hamtaraz.notices.operations import draft_county_notices, issue_all, record_central_notice, record_rule
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County
from hamtaraz.projects.operations import register_project
from hamtaraz.workflow.walker import take

MORNING = "۰۹:۰۰"


class Opening:
    """The first half of the story, told by the people who take its steps."""

    def __init__(self, files: Files, cast: Cast) -> None:
        self.files, self.cast = files, cast

    def announce_the_law(self) -> None:
        """Step 1: every rule of the year is recorded by the expert and announced by the head (S0-10)."""
        for rule in self.files.document("rules")["rule"]:
            if "recorded_on" not in rule:  # a standing law, not one of the year's own
                continue
            recorded = record_rule(
                actor=self.cast.actor(Role.CONSOLIDATION_EXPERT), day=day_of(rule["recorded_on"]), kind=rule["kind"],
                name=rule["title"], number=rule.get("number", ""), dated_on=day_of(rule["date"]), issuer=rule["issuer"],
            )  # fmt: skip
            take(recorded, "announce", actor=self.cast.actor(Role.CONSOLIDATION_HEAD), day=day_of(rule["announced_on"]))

    def activate_directive(self) -> None:
        """The directive credit is shared by is taken over by the expert and activated by the head (S0-12)."""
        story, expert = self.files.story["directive"], self.cast.actor(Role.CONSOLIDATION_EXPERT)
        day = day_of(story["written_on"])
        taken = ruling.submit(ruling.take_over(expert, day, story["key"]), expert, day)
        ruling.activate(taken, self.cast.actor(Role.CONSOLIDATION_HEAD), day_of(story["activated_on"]))

    def propose_directive(self) -> None:
        """Its next version, with other weights, waits for the head."""
        story, expert = self.files.story["directive_waiting"], self.cast.actor(Role.CONSOLIDATION_EXPERT)
        day = day_of(story["submitted_on"])
        present = active(expert.province, self.files.story["directive"]["key"], day)
        words = (self.files.folder / story["text"]).read_text()
        ruling.submit(ruling.write_version(expert, day, words, present), expert, day)

    def receive(self, run: int) -> None:
        """Step 2: the centre's notices of a run are recorded and confirmed (S0-11)."""
        for row in self.files.table("notices"):
            if int(row["run"]) == run:
                day = day_of(row["date"])
                notice = record_central_notice(
                    actor=self.cast.actor(Role.CONSOLIDATION_EXPERT), day=day, number=row["number"], dated_on=day,
                    amounts_rial={row["source"]: int(row["amount_rial"])}, subject=row["subject"],
                )  # fmt: skip
                take(notice, "issue", actor=self.cast.actor(Role.CONSOLIDATION_HEAD), day=day + datetime.timedelta(1))

    def register_projects(self) -> None:
        """Every project enters the house as an operator would enter it."""
        actor, day = self.cast.actor(Role.OPERATOR), day_of(f"{self.cast.year}/02/01")
        counties = {county.code: county for county in County.objects.filter(province=actor.province)}
        programmes = {
            one.code: one
            for one in Programme.objects.filter(province=actor.province, fiscal_year=self.cast.year).select_related(
                "chapter"
            )
        }
        for row in self.files.projects.values():
            register_project(actor=actor, day=day, **self._project(row, counties, programmes))

    def _project(self, row: Row, counties: dict[str, County], programmes: dict[str, Programme]) -> dict[str, Any]:
        done, planned = int(row["progress_last_year_percent"]), int(row["planned_progress_this_year_percent"])
        return {
            "code": row["code"],
            "title": row["title"],
            "county": counties.get(row["county"]),
            "agency": self.cast.organisations[row["agency"]],
            "programme": programmes[row["programme"]],
            "start_year": int(row["start_year"]),
            "end_year": int(row["end_year"]),
            "total_cost_rial": int(row["total_cost_rial"]),
            "spent_before_rial": int(row["spent_before_rial"]),
            "progress_percent": done,
            "planned_percent": done + planned,
            "unfinished": row["unfinished"] == "yes",
            "execution_method": row["execution_method"],
            "economic_chapter": row["economic_chapter"],
            "target_quantity": int(row["target_quantity"]) if row["target_quantity"] else None,
            "target_unit": row["target_unit"],
            "lat": row["lat"] or None,
            "lon": row["lon"] or None,
        }

    def recall_last_year(self) -> None:
        """What counties got last year, as the files say: made up, and said to be (the studio compares with it)."""
        amounts = {row["code"]: int(row["amount_rial"]) for row in self.files.table("last_year")}
        sharing.record_earlier_shares(
            self.cast.actor(Role.CONSOLIDATION_EXPERT), self.cast.begins, self.cast.year - 1, amounts,
            "ارقام نمونه و ساختگی، تنها برای نمایش",
        )  # fmt: skip

    def distribute(self, run_number: int) -> Distribution:
        """Step 3: a run is computed by the model and goes to the deputy (S0-12)."""
        document = self.files.document("distribution")
        run = next(one for one in document["run"] if one["number"] == run_number)
        expert, day = self.cast.actor(Role.CONSOLIDATION_EXPERT), day_of(run["computed_on"])
        made = sharing.start_distribution(expert, day, run["subject"])
        made = sharing.set_parameters(made, expert, day, _parameters(document["model"]))
        for one in document["scenario"]:
            tried = sharing.create_scenario(made, expert, day, one["name"])
            made = sharing.set_parameters(made, expert, day, _parameters(one), tried)
        made = sharing.set_lines(made, expert, day, [
            (line["source"], line["chapter"], line["programme"], line["county_rial"])
            for line in run["line"] if line["county_rial"]
        ])  # fmt: skip
        made = sharing.set_province_lines(made, expert, day, self._province_lines(run))
        made = sharing.compute(made, expert, day)
        proposed_on = day_of(run.get("proposed_on") or self.files.story["distribution_waiting"]["proposed_on"])
        return take(made, "propose", actor=self.cast.actor(Role.CONSOLIDATION_HEAD), day=proposed_on).subject

    def _province_lines(self, run: dict[str, Any]) -> list[tuple[str, str, int]]:
        """The province-wide projects under the run's province-wide lines, each with its year's credit."""
        wide = {(one["source"], one["programme"]) for one in run["line"] if one["province_wide_rial"]}
        return [
            (row["code"], row["source"], int(row["credit_1405_rial"]))
            for row in self.files.projects.values()
            if not row["county"] and (row["source"], row["programme"]) in wide
        ]

    def seat_the_council(self) -> None:
        """The Council's seats, by position."""
        secretary, day = self.cast.actor(Role.COUNCIL_SECRETARY), self.cast.begins
        for seat in self.files.document("council")["seat"]:
            seat_member(
                actor=secretary, day=day, body=Body.COUNCIL, title=seat["title"], title_en=seat["title_en"],
                organisation_name=seat["organisation"], voting=seat["voting"], is_chair=seat["role"] == "chair",
                is_secretary=seat["role"] == "secretary",
            )  # fmt: skip

    def hold_council(self, session: dict[str, Any], distribution: Distribution | None = None) -> None:
        """Step 4: a session of the Council, with its attendance, resolutions and minutes (S0-13)."""
        secretary, held_on = self.cast.actor(Role.COUNCIL_SECRETARY), day_of(session["date"])
        called_on = min(held_on - datetime.timedelta(7), day_of(self.files.story["today"]))
        matters = [Matter(words) for words in session["agenda"]]
        if distribution is not None:
            taken = take(distribution, "endorse", actor=self.cast.actor(Role.BUDGET_DEPUTY), day=called_on)
            matters[0] = Matter(session["agenda"][0], ItemKind.DISTRIBUTION, taken.subject)
        meeting = convene(
            actor=secretary, day=called_on, body=Body.COUNCIL, held_on=held_on, hour=MORNING, place="سالن جلسات استانداری",
            items=matters,
        )  # fmt: skip
        if session["state"] != "held":
            return
        seats = list(BodySeat.objects.filter(province=secretary.province, body=Body.COUNCIL).order_by("id"))
        present = [seat.pk for seat in seats[: session["present"]]]
        record_attendance(meeting, actor=secretary, day=held_on, present_seat_ids=present)
        meeting = take(meeting, "open", actor=secretary, day=held_on).subject
        for item in meeting.agenda.order_by("position"):
            decide(
                item, actor=secretary, day=held_on, decision=Decision.APPROVED, resolution_text=session["resolution"]
            )
        take(meeting, "conclude", actor=secretary, day=held_on)

    def notify_counties(self) -> None:
        """Step 5: every county is told its credit by chapter and programme (S0-14)."""
        day = day_of(self.files.story["county_notices"]["date"])
        drafted = draft_county_notices(actor=self.cast.actor(Role.CONSOLIDATION_EXPERT), day=day)
        issued = issue_all(drafted, actor=self.cast.actor(Role.CONSOLIDATION_HEAD), day=day)
        assert not issued.refused, issued.refused


def _parameters(told: dict[str, Any]) -> dict[str, Fraction]:
    """The weights the story gives the directive, as parts of one."""
    return {key: Fraction(value) for key, value in told["parameters"].items()}
