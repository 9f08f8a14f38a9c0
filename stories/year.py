"""Plays the fifteen steps of the year (S0-41) by operations, each by the person whose mandate it is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from hamtaraz.agreements.models import Agreement
from hamtaraz.agreements.operations import draft_agreement
from hamtaraz.allotments.models import AllotmentNotice, AllotmentSession, CentralAllotment
from hamtaraz.allotments.operations import (
    CentralRow,
    Member,
    open_session,
    propose_lines,
    record_central_allotment,
    set_ceilings,
)
from hamtaraz.councils.models import Body, BodySeat, Decision, Meeting
from hamtaraz.councils.operations import Listed, Matter, convene, decide, record_attendance, set_list
from hamtaraz.distribution import operations as sharing
from hamtaraz.distribution.models import Distribution
from hamtaraz.notices.models import BudgetRule, CreditNotice
from hamtaraz.notices.operations import draft_agency_notices, draft_county_notices, record_central_notice, record_rule
from hamtaraz.projects.models import Origin, Project
from hamtaraz.workflow.models import Subject
from hamtaraz.workflow.walker import take
from stories.province import ABADAN, MILLION, NOTICED, ROADS, SCHOOLS, Province, day_of

ROADS_SHARE, SCHOOLS_SHARE, WIDE_SHARE = 50_000 * MILLION, 30_000 * MILLION, 20_000 * MILLION
"""How the notice is parted: two county lines and one province-wide project."""
EXPERT, HEAD = "karshenas", "rais-talfigh"
LISTED = {"p1": 5_000 * MILLION, "p2": 2_000 * MILLION, "p3": 4_000 * MILLION}
"""What Abadan's committee gives its projects: 30,000 and 6,000 over 3 years and 12,000 over 3 years (INV-03)."""
ALLOTTED = 8_000 * MILLION
RELEASED = 40_000 * MILLION
FUNDED = "پروژه‌های نیمه‌تمام شهرستان پیش از پروژه‌های جدید تأمین اعتبار شده‌اند."


@dataclass
class Year:
    """A year as far as a story has played it; every method is a step and gives what it made."""

    province: Province
    day: datetime.date = field(default_factory=lambda: day_of("1405/03/01"))

    def step[S: Subject](self, who: str, verb: str, subject: S, role: str = "", **given: object) -> S:
        """A person takes a step of a table; where the person holds several mandates, under that of the step."""
        return take(subject, verb, actor=self.province.actor(who, role), day=self.day, given=given).subject

    def announce_the_law(self) -> BudgetRule:
        """Step 1: the budget law is recorded and announced (S0-10)."""
        rule = record_rule(
            actor=self.province.actor(EXPERT), day=self.day, kind="law", name="قانون بودجهٔ سال ۱۴۰۵ کل کشور",
            number="11/1405", dated_on=self.day, issuer="مجلس شورای اسلامی",
        )  # fmt: skip
        return self.step(HEAD, "announce", rule)

    def receive(self, amount_rial: int = NOTICED, number: str = "100/1405") -> CreditNotice:
        """Step 2: the centre's credit notice is recorded and confirmed (S0-11)."""
        return self.step(HEAD, "issue", self.record_notice(amount_rial, number))

    def record_notice(self, amount_rial: int = NOTICED, number: str = "100/1405") -> CreditNotice:
        """The first half of step 2."""
        return record_central_notice(
            actor=self.province.actor(EXPERT), day=self.day, number=number, dated_on=self.day,
            amounts_rial={"P": amount_rial}, subject="ابلاغ اعتبارات تملک دارایی‌های سرمایه‌ای",
        )  # fmt: skip

    def compute_distribution(self) -> Distribution:
        """Step 3: the model's shares are computed (S0-12)."""
        expert = self.province.actor(EXPERT)
        made = sharing.start_distribution(expert, self.day, "توزیع اعتبارات سال ۱۴۰۵")
        made = sharing.set_lines(
            made, expert, self.day, [("P", "40", "4001", ROADS_SHARE), ("P", "41", "4101", SCHOOLS_SHARE)]
        )
        made = sharing.set_province_lines(made, expert, self.day, [("p9", "P", WIDE_SHARE)])
        return self.step(EXPERT, "compute", made)

    def endorse_distribution(self) -> Distribution:
        """Step 3 to its end: proposed by the head, endorsed by the deputy."""
        return self.step("moaven", "endorse", self.step(HEAD, "propose", self.compute_distribution()))

    def convene_council(self, distribution: Distribution) -> Meeting:
        """The Council is called, and a quorum comes."""
        secretary = self.province.actor("dabir-shora")
        meeting = convene(
            actor=secretary, day=self.day, body=Body.COUNCIL, held_on=self.day, place="سالن جلسات استانداری",
            items=[Matter("توزیع اعتبارات سال ۱۴۰۵", distribution=distribution)],
        )  # fmt: skip
        self.all_come(meeting, "dabir-shora")
        return Meeting.objects.get(pk=meeting.pk)

    def all_come(self, meeting: Meeting, secretary: str, but: int = 0) -> None:
        """Every member but some is present."""
        seats = list(BodySeat.objects.filter(body=meeting.body, county=meeting.county).values_list("pk", flat=True))
        came = seats[: len(seats) - but]
        record_attendance(meeting, actor=self.province.actor(secretary), day=self.day, present_seat_ids=came)

    def approve_distribution(self) -> Meeting:
        """Step 4: the Council approves the distribution and concludes (S0-13)."""
        meeting = self.step("dabir-shora", "open", self.convene_council(self.endorse_distribution()))
        decide(meeting.agenda.get(), actor=self.province.actor("dabir-shora"), day=self.day, decision=Decision.APPROVED)
        return self.step("dabir-shora", "conclude", meeting)

    def notify_counties(self) -> list[CreditNotice]:
        """Step 5: every county is told its credit by chapter and programme (S0-14)."""
        drafted = draft_county_notices(actor=self.province.actor(EXPERT), day=self.day)
        return [self.step(HEAD, "issue", notice) for notice in drafted]

    def open_committee(self, listed: dict[str, int] | None = None) -> Meeting:
        """Abadan's committee is in session with its list."""
        secretary = self.province.actor("dabir-abadan")
        meeting = convene(
            actor=secretary, day=self.day, body=Body.COUNTY_COMMITTEE, county=ABADAN, held_on=self.day,
            place="سالن جلسات فرمانداری",
        )  # fmt: skip
        self.list_projects(meeting, listed or LISTED)
        self.all_come(meeting, "dabir-abadan")
        return self.step("dabir-abadan", "open", Meeting.objects.get(pk=meeting.pk))

    def list_projects(self, meeting: Meeting, listed: dict[str, int]) -> None:
        """Write the committee's list anew."""
        projects = {one.code: one for one in Project.objects.select_related("county")}
        rows = [Listed(projects[code], "P", amount) for code, amount in listed.items()]
        set_list(meeting, rows, actor=self.province.actor("dabir-abadan"), day=self.day)

    def approve_projects(self) -> Meeting:
        """Step 6: the committee approves its projects (S0-15)."""
        meeting = self.step("dabir-abadan", "approve_projects", self.open_committee(), note=FUNDED)
        return self.step("dabir-abadan", "conclude", meeting)

    def send_minutes(self) -> Meeting:
        """Step 7: the minutes reach the organisation (S0-16)."""
        return self.step("dabir-abadan", "send_minutes", self.approve_projects())

    def draft_for_agencies(self, origin: Origin) -> list[CreditNotice]:
        """Drafts of one origin; the two never mix (S0-43)."""
        return draft_agency_notices(actor=self.province.actor(EXPERT), day=self.day, origin=origin)

    def notify_agencies(self) -> list[CreditNotice]:
        """Step 8: the agencies are told, county-approved and province-wide apart (S0-17)."""
        drafted = self.draft_for_agencies(Origin.PROVINCE) + self.draft_for_agencies(Origin.COUNTY)
        return [self.step(HEAD, "issue", notice) for notice in drafted]

    def draft(self, agency: str = ROADS) -> Agreement:
        """Step 9, first half: the agency drafts its agreement (S0-34)."""
        who, programme = {ROADS: ("karshenas-rah", "4001"), SCHOOLS: ("karshenas-madares", "4101")}[agency]
        return draft_agreement(
            actor=self.province.actor(who), day=self.day, programme_code=programme, goal="بهبود دسترسی روستاها"
        )

    def submit(self, agency: str = ROADS) -> Agreement:
        """Step 9: the agency submits its draft."""
        return self.step({ROADS: "karshenas-rah", SCHOOLS: "karshenas-madares"}[agency], "submit", self.draft(agency))

    def agree(self, agency: str = ROADS) -> Agreement:
        """Steps 10 to 13: three reviews, two signatures, exchange (S0-18 to S0-21)."""
        sector, head = {ROADS: ("zirbanaei", "modir-rah"), SCHOOLS: ("ejtemaei", "modir-madares")}[agency]
        made = self.submit(agency)
        for who, verb in ((sector, "review"), (EXPERT, "confirm"), ("moaven", "approve"), (head, "agency_sign"),
                          ("rais", "mpo_sign"), (EXPERT, "notify")):  # fmt: skip
            made = self.step(who, verb, made)
        return made

    def record_allotment(self, amount_rial: int = RELEASED, number: str = "500/1405") -> CentralAllotment:
        """Step 14, first part: the centre's allotment notice is recorded (S0-22)."""
        return record_central_allotment(
            self.province.actor(EXPERT), self.day, number=number, dated_on=self.day, subject="تخصیص چهار ماههٔ اول",
            lines=[CentralRow("P", amount_rial)],
        )  # fmt: skip

    def open_allotment(self, ceiling_rial: int = ALLOTTED, present: bool = True) -> AllotmentSession:
        """The Allotment Committee meets and writes a ceiling for roads."""
        secretary = self.province.actor("dabir-takhsis")
        seats = [
            Member(title, "استانداری", present=present) for title in ("معاون استاندار", "رئیس سازمان", "مدیرکل اقتصاد")
        ]
        session = open_session(secretary, self.day, held_on=self.day, place="سازمان", attendance=seats)
        return set_ceilings(session, actor=secretary, day=self.day, rows=[("P", "40", ceiling_rial)])

    def decide_allotment(self) -> AllotmentSession:
        """Step 14: ceilings and lines are decided; drafts of the notices follow (S0-22)."""
        self.step(HEAD, "confirm", self.record_allotment())
        session = propose_lines(self.open_allotment(), actor=self.province.actor("dabir-takhsis"), day=self.day)
        return self.step("dabir-takhsis", "decide", session)

    def allot(self) -> AllotmentNotice:
        """Step 15: the agency is told what it may use (S0-23)."""
        return self.step(HEAD, "issue", AllotmentNotice.objects.get(session=self.decide_allotment()))

    def until_counties(self) -> None:
        """Steps 1 to 5."""
        self.announce_the_law()
        self.receive()
        self.approve_distribution()
        self.notify_counties()

    def until_agencies(self) -> None:
        """Steps 1 to 8."""
        self.until_counties()
        self.send_minutes()
        self.notify_agencies()

    def whole(self) -> AllotmentNotice:
        """All fifteen steps."""
        self.until_agencies()
        self.agree()
        return self.allot()
