"""A whole year in the small world, by the operations people use: every table of every room has something to check."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hamtaraz.agreements.models import AgreementLine
from hamtaraz.agreements.operations import answer_remarks
from hamtaraz.agreements.tests.conftest import WAY
from hamtaraz.agreements.tests.conftest import Story as Agreements
from hamtaraz.allotments.operations import CentralRow, draft_correction
from hamtaraz.allotments.tests.story import P1, P2, Year, line
from hamtaraz.conftest import PROVINCE, YEAR, YEAR_BEGINS, World
from hamtaraz.councils import operations as councils
from hamtaraz.councils.operations import Matter
from hamtaraz.councils.tests.conftest import put_list
from hamtaraz.directives import operations as directives
from hamtaraz.distribution import operations as distribution
from hamtaraz.grants.operations import accept_lines, announce_shares, make_plan
from hamtaraz.grants.tests import bitumen_story
from hamtaraz.grants.tests import story as grants
from hamtaraz.grants.tests.project_story import HAMLET, Building
from hamtaraz.law.shipped import shipped
from hamtaraz.letters.operations import attach
from hamtaraz.notices.tests.stories import (
    announce_law,
    correct,
    draft_agencies,
    draft_counties,
    issue,
    record_law,
    record_letter,
)
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

ABADAN = "0601"


def play(world: World) -> None:
    """From the law to allotments that are read; two notices are corrected, and something is left waiting in each room."""
    announce_law(world)
    record_law(world, name="ضوابط اجرایی", kind="rules")
    issue(world, record_letter(world, amounts_rial={"P": 100_000, "B": 50_000}))
    seat_members(world)
    activate_directives(world)
    share_out(world)
    for notice in draft_counties(world):
        issue(world, notice)
    approve_projects(world)
    for origin in ("county_committee", "provincial_council"):
        issued = [issue(world, notice) for notice in draft_agencies(world, origin)]
    issue(world, correct(world, issued[0], amounts_rial={"B//40/4001/rmto/p9": 49_000}))
    exchange_agreement(world)
    allot(world)
    issue(world, record_letter(world, number="114204", amounts_rial={"P": 7}))
    distribution.start_distribution(world.actor(Role.CONSOLIDATION_EXPERT), world.day, "توزیع دوم")
    give_aid(world)


def give_aid(world: World) -> None:
    """Shares of a town and a county are announced, the county's is split; another run waits for the deputy."""
    world.organisations |= grants.found_organisations(PROVINCE, YEAR_BEGINS)
    versions = grants.settle(world.actor, world.day, YEAR)
    grants.add_town_and_village(world.actor(Role.OPERATOR), world.day)
    bitumen_story.add_other_towns(world.actor(Role.OPERATOR), world.day)
    for town in (grants.TOWN, bitumen_story.OTHER_TOWN):
        world.organisations[town] = Organisation.objects.get(code=town)
    run = grants.compute(world.actor, world.day, versions, "municipal", 9_000 * grants.MILLION)
    announce_shares(run, world.actor(Role.RESOURCE_DEPUTY, "imo"), world.day)
    for announced in (True, False):
        counties = grants.compute(
            world.actor, world.day, versions, "dehyari", 5_000 * grants.MILLION, 3_000 * grants.MILLION
        )
        if announced:
            announce_shares(counties, world.actor(Role.RESOURCE_DEPUTY, "imo"), world.day)
    world.organisations[grants.VILLAGE] = Organisation.objects.get(code=grants.VILLAGE)
    grants.split_shares(world.actor, world.day)
    grants.hand_a_hearse_over(world.actor, world.day)
    grants.hand_a_machine_over(world.actor, world.day)
    bitumen_story.lay_bitumen(world.actor, world.day)
    build(world)


def build(world: World) -> None:
    """Projects of the town and of a village beside it, built and paid; one of each stands waiting."""

    def step(role: str, organisation: str, verb: str, subject: Any, **given: object) -> Any:
        return take(subject, verb, actor=world.actor(role, organisation), day=world.day, given=given).subject

    building = Building(world.actor, world.day, step)
    world.organisations[HAMLET] = building.found_hamlet(world.actor(Role.OPERATOR))
    building.give_codes()
    building.build_in_town()
    building.build_in_village()
    building.town_listed()
    building.village_approved()
    plan_the_rest(world)


def plan_the_rest(world: World) -> None:
    """What still waits of municipalities is planned, and accepted as it is proposed."""
    expert = world.actor(Role.RESOURCE_EXPERT, "imo")
    plan = make_plan(expert, world.day, part="municipal", aim="number")
    accept_lines(plan, expert, world.day, plan.working["chosen"])


def seat_members(world: World) -> None:
    """Three votes in the Council, three in Abadan's committee."""
    for body, county in (("council", ""), ("county_committee", ABADAN)):
        for place in range(3):
            councils.seat_member(
                actor=world.actor(Role.ADMINISTRATOR), day=world.day, body=body, county=county, title=f"عضو {place}",
                organisation_name="استانداری", is_chair=place == 0, is_secretary=place == 1, since=YEAR_BEGINS,
            )  # fmt: skip


def activate_directives(world: World) -> None:
    """A shipped directive in force, replaced by its second version; the third waits."""
    expert, head, day = world.actor(Role.CONSOLIDATION_EXPERT), world.actor(Role.CONSOLIDATION_HEAD), world.day
    for _version in range(2):
        taken = directives.take_over(expert, day, "provincial-capital")
        directives.activate(directives.submit(taken, expert, day), head, day)
    directives.submit(directives.write_version(expert, day, shipped()["provincial-capital"], taken), expert, day)


def share_out(world: World) -> None:
    """The distribution is computed, adjusted, proposed, endorsed, and approved by the Council."""
    expert, day = world.actor(Role.CONSOLIDATION_EXPERT), world.day
    made = distribution.start_distribution(expert, day, "توزیع اعتبارات ۱۴۰۵")
    made = distribution.set_lines(made, expert, day, [("P", "40", "4001", 70_000)])
    made = distribution.set_province_lines(made, expert, day, [("p9", "P", 30_000), ("p9", "B", 50_000)])
    made = distribution.compute(made, expert, day)
    given = dict(made.cells.values_list("county", "amount_rial"))
    changes = [("P", "4001", "0603", given["0603"] - 5), ("P", "4001", ABADAN, given[ABADAN] + 5)]
    made = distribution.adjust_cells(made, expert, day, changes=changes, reason="جبران خسارت سیل")
    made = take(made, "propose", actor=world.actor(Role.CONSOLIDATION_HEAD), day=day).subject
    made = take(made, "endorse", actor=world.actor(Role.BUDGET_DEPUTY), day=day).subject
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    meeting = councils.convene(
        actor=secretary, day=day, body="council", held_on=day, items=[Matter("توزیع اعتبارات", distribution=made)]
    )
    meeting = open_session(world, meeting, secretary)
    councils.decide(meeting.agenda.get(), actor=secretary, day=day, decision="approved")
    take(meeting, "conclude", actor=secretary, day=day)


def open_session(world: World, meeting, secretary):
    """Everybody is there; the session is opened."""
    seats = [seat.pk for seat in councils.queries.seats_of(meeting)]
    councils.record_attendance(meeting, actor=secretary, day=world.day, present_seat_ids=seats)
    return take(meeting, "open", actor=secretary, day=world.day).subject


def approve_projects(world: World) -> None:
    """Abadan's committee approves an unfinished project and a new one, and sends its minutes; Ahvaz's is convened."""
    secretary, day = world.actor(Role.COUNTY_SECRETARY), world.day
    meeting = councils.convene(actor=secretary, day=day, body="county_committee", county=ABADAN, held_on=day)
    meeting = put_list(world, open_session(world, meeting, secretary), p1=3_000, p2=4_500)
    given = {"note": "اعتبار پروژه‌های نیمه‌تمام تأمین است"}
    for verb in ("approve_projects", "conclude", "send_minutes"):
        meeting = take(meeting, verb, actor=secretary, day=day, given=given).subject
    ahvaz = world.actor(Role.COUNTY_SECRETARY, "gov-0603")
    councils.convene(actor=ahvaz, day=day, body="county_committee", county="0603", held_on=day)


def exchange_agreement(world: World) -> None:
    """The road agency's agreement is drafted, returned once, submitted again, signed and notified."""
    story = Agreements(world)
    agreement = story.drafted()
    AgreementLine.objects.filter(agreement=agreement).update(economic_chapter="1")
    agreement = story.take(agreement, "submit")
    agreement = story.take(agreement, "return", reason="نقص", remarks={None: "هدف کمّی نوشته نشده است"})
    answers = {agreement.remarks.get().pk: "نوشته شد"}
    expert = world.actor(Role.AGENCY_EXPERT)
    agreement = answer_remarks(agreement, actor=expert, day=world.day, answers=answers)
    with transaction.atomic():
        attach(
            actor=expert, day=world.day, about_kind=agreement.subject_kind,
            about_id=agreement.pk, about_title=agreement.title(), name="map.pdf", content=b"%PDF-1.7",
        )  # fmt: skip
    for verb in WAY:
        agreement = story.take(agreement, verb)


def allot(world: World) -> None:
    """The centre releases a part; the Committee sets a ceiling; one notice is issued, corrected, and read."""
    year = Year(world)
    year.central(CentralRow("P", 5_000))
    session = year.decided(2_000, line(600, P1), line(700, P2))
    issued = year.issue(session.notices.get())
    correction = draft_correction(
        issued, actor=year.actor(Role.CONSOLIDATION_EXPERT), day=world.day, reason="اشتباه در مبلغ"
    )
    correction.rows.filter(amount_rial=700).update(amount_rial=650)
    year.take(year.issue(correction), "acknowledge", Role.AGENCY_EXPERT)
    session = year.lines(session, line(100, P1), role=Role.CONSOLIDATION_EXPERT)
    year.issue(year.take(session, "draft_notices", Role.CONSOLIDATION_EXPERT).notices.get(state="draft"))
    year.recorded(CentralRow("P", 9), number="169251")
