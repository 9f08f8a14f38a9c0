"""Steps 6 to 8 of the example's year: county committees, their minutes, and the notices to agencies."""

from __future__ import annotations

import datetime
from typing import Any

from hamtaraz.councils.models import Body, BodySeat, Meeting
from hamtaraz.councils.operations import Listed, convene, record_attendance, seat_member, set_list
from hamtaraz.intake.example.cast import Cast
from hamtaraz.intake.example.files import Files, day_of
from hamtaraz.intake.example.opening import MORNING
from hamtaraz.notices.operations import draft_agency_notices, issue_all
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Origin, Project
from hamtaraz.workflow.walker import take

FUNDED = "پروژه‌های نیمه‌تمام شهرستان در سقف ابلاغی، پیش از پروژه‌های جدید تأمین اعتبار شده‌اند."


class Committees:
    """What the counties decide, as far as the story has gone in each."""

    def __init__(self, files: Files, cast: Cast) -> None:
        self.files, self.cast = files, cast

    def meet(self) -> None:
        """Every county's committee goes as far as the story says."""
        for county in sorted(self.files.story["county"], key=lambda one: one.get("session_on", "")):
            self._seat(county["code"])
            if county["state"] != "waiting":
                self._session(county)

    def seat_all(self) -> None:
        """Seats for every county's committee, before any of them meets."""
        for county in self.files.story["county"]:
            self._seat(county["code"])

    def _seat(self, county: str) -> None:
        secretary = self.cast.actor(Role.COUNTY_SECRETARY, f"gov-{county}")
        for row in self.files.table("committees"):
            if row["county"] == county:
                seat_member(
                    actor=secretary, day=self.cast.begins, body=Body.COUNTY_COMMITTEE, county=county, title=row["title"],
                    title_en=row["title_en"], organisation_name=row["organisation"], voting=row["voting"] == "yes",
                    is_chair=row["role"] == "chair", is_secretary=row["role"] == "secretary",
                )  # fmt: skip

    def _session(self, county: dict[str, Any]) -> None:
        """Steps 6 and 7 in one county: convened, listed, approved, minuted, sent (S0-15, S0-16)."""
        secretary = self.cast.actor(Role.COUNTY_SECRETARY, f"gov-{county['code']}")
        held_on = day_of(county["session_on"])
        called_on = min(held_on - datetime.timedelta(10), day_of(self.files.story["today"]))
        meeting = convene(
            actor=secretary, day=called_on, body=Body.COUNTY_COMMITTEE, county=county["code"], held_on=held_on,
            hour=MORNING, place="سالن جلسات فرمانداری",
        )  # fmt: skip
        meeting = set_list(meeting, self._list(county["code"]), actor=secretary, day=called_on)
        if county["state"] == "called":
            return
        seats = BodySeat.objects.filter(province=secretary.province, body=Body.COUNTY_COMMITTEE, county=county["code"])
        record_attendance(
            meeting, actor=secretary, day=held_on, present_seat_ids=list(seats.values_list("pk", flat=True))
        )
        meeting = Meeting.objects.get(pk=meeting.pk)
        for verb in ("open", "approve_projects", "conclude"):
            meeting = take(meeting, verb, actor=secretary, day=held_on, given={"note": FUNDED}).subject
        if county["state"] != "minuted":
            take(meeting, "send_minutes", actor=secretary, day=day_of(county["minutes_sent_on"]))

    def _list(self, county: str) -> list[Listed]:
        """The committee's list: the county's projects with the credit the files give them this year."""
        projects = Project.objects.filter(county__code=county).select_related("county").order_by("code")
        rows = self.files.projects
        return [
            Listed(project, rows[project.code]["source"], int(rows[project.code]["credit_1405_rial"]))
            for project in projects
        ]

    def notify_agencies(self) -> None:
        """Step 8: the two origins in notices of their own, county by county as minutes came in (S0-17, S0-43)."""
        story = self.files.story
        wide = story["province_wide_notices"]
        self._issue(wide["date"], wide["without_notice"], Origin.PROVINCE, None)
        for one in story["round"]:
            counties = [
                c["code"] for c in story["county"] if c.get("round") == one["number"] and c["state"] == "noticed"
            ]
            self._issue(one["notice_date"], one["without_notice"], Origin.COUNTY, counties)

    def draft_late(self) -> None:
        """The last province-wide notices are drafted; they wait for the head of the group."""
        wide = self.files.story["province_wide_notices"]
        draft_agency_notices(
            actor=self.cast.actor(Role.CONSOLIDATION_EXPERT),
            day=day_of(wide["late_drafts_on"]),
            origin=Origin.PROVINCE,
            agencies=wide["without_notice"],
        )

    def _issue(self, date: str, without: list[str], origin: str, counties: list[str] | None) -> None:
        day = day_of(date)
        expert, head = self.cast.actor(Role.CONSOLIDATION_EXPERT), self.cast.actor(Role.CONSOLIDATION_HEAD)
        agencies = {
            row["agency"]
            for row in self.files.projects.values()
            if (row["county"] in counties if counties is not None else not row["county"])
        }
        drafted = draft_agency_notices(
            actor=expert, day=day, origin=origin, counties=counties, agencies=sorted(agencies - set(without))
        )
        issued = issue_all(drafted, actor=head, day=day)
        assert not issued.refused, issued.refused
