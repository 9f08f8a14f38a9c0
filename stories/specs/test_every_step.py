"""Every step of every table is taken in this story, and refused in it before that to whoever has no mandate for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from hamtaraz.agreements.models import Agreement
from hamtaraz.agreements.operations import answer_remarks, return_agreement
from hamtaraz.allotments.models import AllotmentNotice, AllotmentSession, CentralAllotment
from hamtaraz.allotments.operations import CentralRow, draft_correction, propose_lines, record_central_allotment
from hamtaraz.councils.models import Body, Decision, Meeting
from hamtaraz.councils.operations import convene, decide
from hamtaraz.directives import operations as ruling
from hamtaraz.distribution import operations as sharing
from hamtaraz.distribution.models import Distribution
from hamtaraz.grants.models import Recipient
from hamtaraz.grants.operations import (
    announce_purchasable,
    ask_for_machine,
    ask_for_village_machine,
    draft_split,
    mark_purchasable,
    set_price,
)
from hamtaraz.grants.tests import bitumen_story as laying
from hamtaraz.grants.tests import story as grants
from hamtaraz.grants.tests.project_story import Building
from hamtaraz.kernel.refusals import NotYours
from hamtaraz.notices.models import CreditNotice
from hamtaraz.notices.operations import correct_notice, draft_county_notices, record_rule
from hamtaraz.people.actors import Actor, actor_of
from hamtaraz.people.models import Mandate, Organisation, Person
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Origin
from hamtaraz.trail.models import Act
from hamtaraz.workflow.models import Subject
from hamtaraz.workflow.tables import WORKFLOWS
from hamtaraz.workflow.walker import take
from stories.province import ABADAN, MILLION, NOTICED, YEAR
from stories.refusing import refused
from stories.year import ALLOTTED, EXPERT, FUNDED, HEAD, RELEASED, Year

Key = tuple[str, str, str]
"""Workflow, state, verb."""
REASON = "برای اصلاح"


@dataclass
class Everything(Year):
    """A year in which each step is first tried by a person without a mandate for it."""

    tried: set[Key] = field(default_factory=set)

    def step[S: Subject](self, who: str, verb: str, subject: S, role: str = "", **given: object) -> S:
        """Try it without a mandate, then take it."""
        self.nobody_else(subject, verb)
        return super().step(who, verb, subject, role, **given)

    def nobody_else(self, subject: Subject, verb: str) -> None:
        """The auditor, who reads everything, takes no step."""
        key = (subject.workflow_name, subject.state, verb)
        if key not in self.tried:
            with refused(self.province, NotYours):
                take(subject, verb, actor=self.province.actor("hesabras"), day=self.day, given={"reason": REASON})
            self.tried.add(key)


def test_every_step_of_every_table_is_taken_and_refused(province):
    year = Everything(province)
    for chapter in (
        law_and_notice,
        directives,
        distribution_and_council,
        counties,
        agencies,
        agreements,
        allotments,
        corrections,
        aid,
    ):
        chapter(year)
    steps = {
        (workflow.name, source, step.verb)
        for workflow in WORKFLOWS.values()
        for step in workflow.steps
        for source in step.sources
        if not workflow.name.startswith("test")  # the walker's own tests walk a table of their own
    }
    acts = Act.objects.exclude(details__from=None).values_list("verb", "details__from")
    taken = {(verb.partition(".")[0], state, verb.partition(".")[2]) for verb, state in acts}
    assert steps - taken == set(), "never taken"
    assert steps - year.tried == set(), "never refused"
    assert province.faults() == []
    assert province.out_of_balance() == {}
    assert province.misremembered() == []


def law_and_notice(year: Everything) -> None:
    rule = record_rule(actor=year.province.actor(EXPERT), day=year.day, kind="circular", name="بخشنامه", dated_on=year.day,
                       issuer="سازمان")  # fmt: skip
    year.step(EXPERT, "withdraw", rule, reason=REASON)
    year.announce_the_law()
    year.step(EXPERT, "withdraw", year.record_notice(number="1"), reason=REASON)
    wrong = year.receive(NOTICED + MILLION, "2")
    _correct(year, wrong, {"P": NOTICED})


def _correct(year: Everything, wrong: CreditNotice, amounts_rial: dict[str, int]) -> None:
    """A wrong notice is replaced by its numbered correction."""
    year.nobody_else(wrong, "correct")
    right = correct_notice(
        wrong, actor=year.province.actor(EXPERT), day=year.day, reason=REASON, amounts_rial=amounts_rial
    )
    year.step(HEAD, "issue", right)


def directives(year: Everything) -> None:
    """Versions of one directive: two are taken back, one declined, two come into force, the second by the deputy."""
    expert = year.province.actor(EXPERT)
    versions = [ruling.take_over(expert, year.day, "provincial-capital") for _number in range(5)]
    year.step(EXPERT, "withdraw", versions[0], reason=REASON)
    submitted = [year.step(EXPERT, "submit", version) for version in versions[1:]]
    year.step(EXPERT, "withdraw", submitted[0], reason=REASON)
    year.step(HEAD, "decline", submitted[1], reason=REASON)
    year.step(HEAD, "activate", submitted[2])
    year.step("moaven", "activate_as_deputy", submitted[3])


def distribution_and_council(year: Everything) -> None:
    secretary, expert = year.province.actor("dabir-shora"), year.province.actor(EXPERT)
    computed = year.compute_distribution()
    year.nobody_else(computed, "revise")
    weights = {
        "weight_population": Fraction(6, 10),
        "weight_area": Fraction(2, 10),
        "weight_unemployment": Fraction(2, 10),
    }
    sharing.set_parameters(computed, expert, year.day, weights)
    proposed = year.step(HEAD, "propose", year.step(EXPERT, "compute", Distribution.objects.get(pk=computed.pk)))
    again = year.step(HEAD, "propose", year.step("moaven", "return", proposed, reason=REASON))
    endorsed = year.step("moaven", "endorse", again)
    year.step("dabir-shora", "cancel", year.convene_council(endorsed), reason=REASON)
    for decision, verb in ((Decision.RETURNED, "decline"), (Decision.APPROVED, "approve")):
        meeting = year.step("dabir-shora", "open", year.convene_council(endorsed))
        year.nobody_else(endorsed, verb)
        decide(meeting.agenda.get(), actor=secretary, day=year.day, decision=decision, reason=REASON)
        year.step("dabir-shora", "conclude", Meeting.objects.get(pk=meeting.pk))
        if decision == Decision.RETURNED:
            found = Distribution.objects.get(pk=endorsed.pk)
            endorsed = year.step("moaven", "endorse", year.step(HEAD, "propose", found))


def counties(year: Everything) -> None:
    drafted = draft_county_notices(actor=year.province.actor(EXPERT), day=year.day)
    year.step(EXPERT, "withdraw", drafted[0], reason=REASON)
    for notice in [*drafted[1:], *draft_county_notices(actor=year.province.actor(EXPERT), day=year.day)]:
        year.step(HEAD, "issue", notice)
    lali = CreditNotice.objects.get(kind="county", county__code="0617", state="issued")
    _correct(year, lali, {lali.notice_lines.first().key: MILLION})
    year.step("dabir-abadan", "cancel", _called(year), reason=REASON)
    year.step("dabir-abadan", "cancel", year.open_committee(), reason=REASON)
    approved = year.step("dabir-abadan", "approve_projects", year.open_committee(), note=FUNDED)
    sent = year.step("dabir-abadan", "send_minutes", year.step("dabir-abadan", "conclude", approved))
    year.step("dabir-abadan", "send_minutes", year.step(EXPERT, "return_minutes", sent, reason=REASON))


def _called(year: Everything) -> Meeting:
    secretary = year.province.actor("dabir-abadan")
    return convene(actor=secretary, day=year.day, body=Body.COUNTY_COMMITTEE, county=ABADAN, held_on=year.day)


def agencies(year: Everything) -> None:
    drafted = year.draft_for_agencies(Origin.COUNTY)
    year.step(EXPERT, "withdraw", drafted[0], reason=REASON)
    for notice in [*drafted[1:], *year.draft_for_agencies(Origin.COUNTY), *year.draft_for_agencies(Origin.PROVINCE)]:
        year.step(HEAD, "issue", notice)
    wide = CreditNotice.objects.get(kind="agency", origin=Origin.PROVINCE)
    whole = wide.total_rial
    _correct(year, wide, {wide.notice_lines.get().key: whole - MILLION})


UPWARDS = [
    ("sector_review", "zirbanaei", "review"), ("consolidation_review", EXPERT, "confirm"), ("deputy_review", "moaven", "approve"),
    ("agency_signature", "modir-rah", "agency_sign"), ("mpo_signature", "rais", "mpo_sign"), ("exchange", EXPERT, "notify"),
]  # fmt: skip
"""Who takes an agreement on from where, from its submission to its exchange."""


def agreements(year: Everything) -> None:
    year.step("karshenas-rah", "cancel", year.draft(), reason=REASON)
    draft = year.draft()
    for state, _who, _verb in UPWARDS[:-1]:
        draft = _returned_from(year, draft, state)
    made = year.step("zirbanaei", "review", year.step("karshenas-rah", "submit", draft))
    made = year.step("zirbanaei", "review", year.step(EXPERT, "send_back", made, reason=REASON))
    made = year.step("moaven", "send_back", year.step(EXPERT, "confirm", made), reason=REASON)
    _onwards(year, made, "notified")


def _onwards(year: Everything, made: Agreement, until: str) -> Agreement:
    """Every desk agrees until the agreement stands at `until`."""
    for state, who, verb in UPWARDS:
        if made.state == state != until:
            made = year.step(who, verb, made)
    return made


def _returned_from(year: Everything, draft: Agreement, state: str) -> Agreement:
    """It comes as far as `state`, goes back with a remark, and is answered."""
    made = _onwards(year, year.step("karshenas-rah", "submit", draft), state)
    year.nobody_else(made, "return")
    who = next(name for at, name, _verb in UPWARDS if at == state)
    line = made.funding.first()
    back = return_agreement(
        made, actor=year.province.actor(who), day=year.day, reason=REASON, remarks={line.pk: "روشن‌تر نوشته شود."}
    )
    answers = {remark.pk: "اصلاح شد." for remark in back.remarks.filter(settled=False)}
    return answer_remarks(back, actor=year.province.actor("karshenas-rah"), day=year.day, answers=answers)


def allotments(year: Everything) -> None:
    secretary, expert = year.province.actor("dabir-takhsis"), year.province.actor(EXPERT)
    year.step(EXPERT, "withdraw", year.record_allotment(number="1"), reason=REASON)
    year.step(HEAD, "confirm", year.record_allotment())
    session = propose_lines(year.open_allotment(), actor=secretary, day=year.day)
    session = year.step("dabir-takhsis", "decide", session)
    year.nobody_else(session, "complete")
    year.step(EXPERT, "withdraw", AllotmentNotice.objects.get(), reason=REASON)
    session = propose_lines(
        AllotmentSession.objects.get(pk=session.pk), actor=expert, day=year.day, percent_ppm=100_000
    )
    session = year.step(EXPERT, "draft_notices", session)
    year.step(HEAD, "issue", AllotmentNotice.objects.get(state="draft"))
    session = propose_lines(AllotmentSession.objects.get(pk=session.pk), actor=expert, day=year.day)
    session = year.step(EXPERT, "draft_notices", session)
    year.step(HEAD, "issue", AllotmentNotice.objects.get(state="draft"))
    assert AllotmentSession.objects.get(pk=session.pk).state == "notified"
    assert year.province.total("allotted", "allotment") == ALLOTTED


def corrections(year: Everything) -> None:
    """What was wrongly allotted is replaced by numbered corrections, read or not; so is the centre's notice."""
    expert = year.province.actor(EXPERT)
    first, second = AllotmentNotice.objects.filter(state="issued").order_by("id")
    read = year.step("karshenas-rah", "acknowledge", first)
    for wrong in (read, second):
        year.nobody_else(wrong, "correct")
        year.step(HEAD, "issue", draft_correction(wrong, actor=expert, day=year.day, reason=REASON))
    central = CentralAllotment.objects.get(state="confirmed")
    year.nobody_else(central, "correct")
    right = record_central_allotment(expert, year.day, number="501", dated_on=year.day, subject="اصلاح تخصیص",
                                     lines=[CentralRow("P", RELEASED - MILLION)], corrects=central)  # fmt: skip
    year.step(HEAD, "confirm", right)
    assert year.province.total("received", "allotment") == RELEASED - MILLION - ALLOTTED


def aid(year: Everything) -> None:
    """Shares of a town and of a county: one run is taken back, one announced."""
    clause = Clause(year)
    versions = grants.settle(clause.actor, year.day, YEAR)
    for part, machinery in (("municipal", 0), ("dehyari", 5_000 * MILLION)):
        run = grants.compute(clause.actor, year.day, versions, part, 9_000 * MILLION)
        machinery = 5_000 * MILLION if part == "dehyari" else 0
        clause.step(Role.RESOURCE_EXPERT, "imo", "withdraw", run, reason=REASON)
        clause.step(
            Role.RESOURCE_DEPUTY,
            "imo",
            "announce",
            grants.compute(clause.actor, year.day, versions, part, 9_000 * MILLION, machinery),
        )
    assert year.province.total("grant_share") == 18_000 * MILLION
    machines(year, clause)
    splits(year, clause)
    hearses(year, clause)
    bitumen(year, clause)
    projects(year, clause)


def projects(year: Everything, clause: Clause) -> None:
    """Projects of a town and of a village along every way of their tables."""
    building = Building(clause.actor, year.day, clause.step, year.nobody_else)
    building.found_hamlet(year.province.actor("motasaddi"))
    building.build_in_town()
    building.build_in_village()
    paid = [year.province.total("grant_paid", chapter=part, programme="projects") for part in ("municipal", "dehyari")]
    assert paid == [560 * MILLION, 400 * MILLION]  # one whole aid of 400 and two fifths of another, F7


def machines(year: Everything, clause: Clause) -> None:
    """A minibus: one request is declined, the next is paid for, handed over, and sold when its five years are over."""
    expert, deputy, municipal = (
        (Role.RESOURCE_EXPERT, "imo"),
        (Role.RESOURCE_DEPUTY, "imo"),
        (Role.MUNICIPAL_DEPUTY, "imo"),
    )
    set_price(clause.actor(*expert), year.day, "minibus", determined_rial=1_500 * MILLION)
    for verb in ("decline", "review"):
        asked = ask_for_machine(clause.actor(Role.MAYOR, grants.TOWN), year.day, first="minibus")
        sent = clause.step(Role.MAYOR, grants.TOWN, "send", asked)
        year.nobody_else(sent, "list")
        listed = clause.step(*municipal, verb, grants.send_on(clause.actor, year.day), reason=REASON, choice="1")
    announced = clause.step(*deputy, "announce", listed, account_number="1")
    year.nobody_else(announced, "deposit")
    ordered = clause.step(*deputy, "order", grants.pay(clause.actor, year.day, announced))
    handed = clause.step(*expert, "hand_over", ordered, handed_over_on=year.day)
    year.nobody_else(handed, "sell")
    assert handed.sale_allowed_on is not None
    take(
        handed,
        "sell",
        actor=clause.actor(Role.MAYOR, grants.TOWN),
        day=handed.sale_allowed_on,
        given={"reason": REASON},
    )
    assert year.province.total("grant_paid") == 975 * MILLION  # 65 % of the price, S4-025


def splits(year: Everything, clause: Clause) -> None:
    """The county's share is split: withdrawn, returned, approved, and at last changed with a reason."""
    office, deputy = (Role.RURAL_OFFICE, "gov"), (Role.DEVELOPMENT_DEPUTY, "gov")
    clause.step(*office, "withdraw", draft_split(clause.actor(*office), year.day), reason=REASON)
    sent = clause.step(*office, "send", draft_split(clause.actor(*office), year.day))
    again = clause.step(*office, "send", clause.step(*deputy, "return", sent, reason=REASON))
    approved = clause.step(*deputy, "approve", again)
    year.nobody_else(approved, "replace")
    change = draft_split(clause.actor(*office), year.day, reason=REASON)
    clause.step(*deputy, "approve", clause.step(*office, "send", change))
    assert year.province.total("grant_envelope") == 9_000 * MILLION


def hearses(year: Everything, clause: Clause) -> None:
    """A dehyari's hearse: withdrawn, declined, replaced as it cannot be bought, paid for, handed over and sold."""
    office, dehyari, deputy, expert, dehyar = (
        (Role.RURAL_OFFICE, "gov"), (Role.DEHYARI_DEPUTY, "imo"), (Role.RESOURCE_DEPUTY, "imo"),
        (Role.RESOURCE_EXPERT, "imo"), (Role.DEHYAR, grants.VILLAGE),
    )  # fmt: skip
    for machine in ("hearse", "mini_loader"):
        set_price(
            clause.actor(*expert), year.day, machine, approximate_rial=800 * MILLION, determined_rial=800 * MILLION
        )
    village = Recipient.objects.get(code=grants.VILLAGE)
    asked = ask_for_village_machine(clause.actor(*dehyar), year.day, recipient=village, machine="hearse")
    year.nobody_else(asked, "list")
    clause.step(*office, "withdraw", asked, reason=REASON)
    clause.step(*dehyari, "decline", grants.ask_for_the_village(clause.actor, year.day), reason=REASON)
    for substitute in ("", "mini_loader"):
        approved = clause.step(*dehyari, "review", grants.ask_for_the_village(clause.actor, year.day))
        year.nobody_else(approved, "need_substitute")
        mark_purchasable(clause.actor(*expert), year.day, "hearse", purchasable=False, reason=REASON)
        (affected,) = announce_purchasable(clause.actor(*dehyari), year.day)
        mark_purchasable(clause.actor(*expert), year.day, "hearse", purchasable=True)
        if substitute:
            affected = clause.step(*office, "substitute", affected, machine=substitute)
        else:
            clause.step(*office, "withdraw", affected, reason=REASON)
    announced = clause.step(
        *deputy, "announce", clause.step(*dehyari, "review", affected), ready_at="پارکینگ", account_number="1"
    )
    year.nobody_else(announced, "deposit")
    ordered = clause.step(*deputy, "order", grants.pay_for_the_village(clause.actor, year.day, announced))
    handed = clause.step(*expert, "hand_over", ordered, handed_over_on=year.day)
    year.nobody_else(handed, "sell")
    assert handed.sale_allowed_on is not None
    take(handed, "sell", actor=clause.actor(*dehyar), day=handed.sale_allowed_on, given={"reason": REASON})
    assert handed.aid_rial == 560 * MILLION  # 70 % of the price, S4-094


def bitumen(year: Everything, clause: Clause) -> None:
    """Three towns: one pays half and goes the whole way, one pays a part, one declines; a run is taken back before."""
    deputy, technical, actor = (Role.RESOURCE_DEPUTY, "imo"), (Role.TECHNICAL_OFFICE, "gov"), clause.actor
    before = year.province.total("grant_share")
    run = laying.compute(actor, year.day)
    for verb in ("announce", "withdraw"):
        year.nobody_else(laying.the_aid(), verb)
    clause.step(Role.RESOURCE_EXPERT, "imo", "withdraw", run, reason=REASON)
    clause.step(*deputy, "announce", laying.compute(actor, year.day), account_number="1")
    whole, part, declined = (laying.the_aid(town) for town in (grants.TOWN, laying.OTHER_TOWN, laying.THIRD_TOWN))
    clause.step(Role.MAYOR, laying.THIRD_TOWN, "decline", declined, reason=REASON)
    year.nobody_else(whole, "deposit")
    laying.accept_a_part(actor, year.day, YEAR)
    ended = clause.step(
        Role.MAYOR, laying.OTHER_TOWN, "deposit_in_part", laying.pay(actor, year.day, part, MILLION, "2002")
    )
    assert (ended.used_rial, ended.delivered_rial) == (2 * MILLION, 3 * MILLION)
    deposited = laying.pay(actor, year.day, whole, whole.due_rial)
    year.nobody_else(deposited, "order")
    ordered = laying.order(actor, year.day, deposited)
    introduced = clause.step(*deputy, "introduce", ordered, supplier="پالایشگاه")
    received = clause.step(Role.MAYOR, grants.TOWN, "receive", introduced, received_on=year.day)
    laying.show(actor, year.day, received)
    laying.control(actor, year.day, received)
    documented = clause.step(Role.MAYOR, grants.TOWN, "document", received)
    again = clause.step(*technical, "return", documented, reason=REASON)
    clause.step(*technical, "confirm", clause.step(Role.MAYOR, grants.TOWN, "document", again))
    assert year.province.total("grant_share") == before - 2 * whole.due_rial - 2 * MILLION


class Clause:
    """The people of the clause, made as they are first needed."""

    def __init__(self, year: Everything) -> None:
        self.year = year
        grants.found_organisations("06", year.day)
        operator = year.province.actor("motasaddi")
        grants.add_town_and_village(operator, year.day)
        laying.add_other_towns(operator, year.day, (laying.OTHER_TOWN, laying.THIRD_TOWN))

    def actor(self, role: str, organisation: str = "") -> Actor:
        """The person of a role of the clause, or of the province's own."""
        own = {Role.CONSOLIDATION_EXPERT: EXPERT, Role.CONSOLIDATION_HEAD: HEAD}
        if role in own:
            return self.year.province.actor(own[Role(role)])
        person, _made = Person.objects.get_or_create(username=f"{role}-{organisation}", defaults={"display_name": role})
        mandate, _made = Mandate.objects.get_or_create(
            province="06", person=person, role=role, organisation=Organisation.objects.get(code=organisation),
            defaults={"since": self.year.day},
        )  # fmt: skip
        return actor_of(Mandate.objects.select_related("person", "organisation").get(pk=mandate.pk), YEAR)

    def step[S: Subject](self, role: str, organisation: str, verb: str, subject: S, **given: object) -> S:
        """Try it without a mandate, then take it."""
        self.year.nobody_else(subject, verb)
        return take(subject, verb, actor=self.actor(role, organisation), day=self.year.day, given=given).subject
