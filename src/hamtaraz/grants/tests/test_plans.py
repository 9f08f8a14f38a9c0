"""Plans of real requests and of files: kept with their working, the same again from it, accepted line by line."""

import json

import pytest

from hamtaraz.grants.models import MachineRequest, Part, Plan, Recipient
from hamtaraz.grants.operations import accept_lines, ask_for_machine, make_plan, mark_purchasable, send_list, set_price
from hamtaraz.grants.planning.choosing import choose
from hamtaraz.grants.planning.refusals import AidOfNothing, NoEnvelope, NothingAsked
from hamtaraz.grants.queries.plan_files import example_file
from hamtaraz.grants.queries.plans import digest_of, read_again, standing_of
from hamtaraz.grants.refusals.plans import (
    AcceptedBeyond,
    AcceptedTogether,
    AidInAnotherUnit,
    AidNotWritten,
    ColumnLacking,
    LineUnknown,
    MachineOrProject,
    MachineUnknown,
    NoDehyari,
    NothingAnnounced,
    NotOfThisPart,
    TypeUnknown,
)
from hamtaraz.grants.tests.conftest import MILLION, A, B, Clause
from hamtaraz.grants.tests.test_machinery_apart import switch_off
from hamtaraz.grants.tests.test_projects import Projects
from hamtaraz.grants.tests.test_village_machines import Villages
from hamtaraz.kernel.refusals import NotYours, Refused
from hamtaraz.kernel.rial import AmountTooFine
from hamtaraz.law.bodies import CodeTwice, FigureUnreadable
from hamtaraz.people.roles import Role
from hamtaraz.trail.models import Act
from hamtaraz.workflow.walker import take

HEAD = "code,recipient,machine,project_type,title,aid,unfinished,own_money,province_money"
VILLAGE, LARGE_VILLAGE = "0601200001", "0603200001"


def csv(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


def planned(
    clause: Clause, *rows: str, role: str = Role.DEHYARI_DEPUTY, part: str = Part.DEHYARI, aim: str = "number"
) -> Plan:
    given = {"file_name": "requests.csv", "content": csv(*rows)} if rows else {}
    return make_plan(clause.actor(role, "imo"), clause.day, part=part, aim=aim, **given)


def planned_municipal(clause: Clause) -> Plan:
    return planned(clause, role=Role.MUNICIPAL_DEPUTY, part=Part.MUNICIPAL)


@pytest.fixture
def announced(clause: Clause) -> Clause:
    """Shares of both parts; the dehyaris' machinery is two fifths, and the split is open."""
    clause.announce()
    clause.announce("dehyari-index-1394", pool_rial=10_000 * MILLION, machinery_rial=4_000 * MILLION)
    return clause


@pytest.fixture
def asking(announced: Clause) -> Clause:
    """Towns A and B have asked for a machine each, in two priorities."""
    for machine, price in (("loader", 2_400), ("minibus", 1_500)):
        set_price(announced.actor(Role.RESOURCE_EXPERT), announced.day, machine, approximate_rial=price * MILLION)
    for town in (A, B):
        asked = ask_for_machine(announced.mayor(town), announced.day, first="loader", second="minibus")
        take(asked, "send", actor=announced.mayor(town), day=announced.day)
    return announced


# --- the requests that wait -------------------------------------------------------------------------------


def test_a_plan_takes_each_request_at_its_first_priority(asking: Clause):  # S4-029, S4-037
    plan = planned(asking, role=Role.RESOURCE_EXPERT, part=Part.MUNICIPAL)
    first, second = MachineRequest.objects.order_by("recipient__code")
    assert plan.working["chosen"] == [f"m{first.pk}-1", f"m{second.pk}-1"]
    assert (plan.asked_count, plan.proposed_rial) == (4, 2 * 1_200 * MILLION)  # half of the price is aid (F3)
    standing = standing_of(plan.working)
    assert [[why.key for why in standing.why(one)] for one in standing.left_out] == [["machine_taken"]] * 2
    assert plan.working["requests"][0]["url"] == first.get_absolute_url()


def test_a_plan_is_kept_with_an_act_and_its_working_gives_the_same_again(asking: Clause):
    plan = Plan.objects.get(pk=planned(asking, role=Role.RESOURCE_EXPERT, part=Part.MUNICIPAL).pk)
    assert digest_of(plan.working) == plan.digest
    asked, chosen = read_again(plan.working)
    assert choose(asked).codes == chosen.codes
    act = Act.objects.get(verb="grants.make_plan")
    assert (act.subject_id, act.details["digest"]) == (plan.pk, plan.digest)


def test_a_plan_changes_no_request(asking: Clause):
    before = list(MachineRequest.objects.values_list("state", "version"))
    plan = planned(asking, role=Role.RESOURCE_EXPERT, part=Part.MUNICIPAL)
    accept_lines(plan, asking.actor(Role.RESOURCE_EXPERT), asking.day, plan.working["chosen"])
    assert list(MachineRequest.objects.values_list("state", "version")) == before


def test_nobody_else_plans(asking: Clause):
    with pytest.raises(NotYours):
        make_plan(asking.mayor(), asking.day, part=Part.MUNICIPAL, aim="number")
    assert not Plan.objects.exists()


def test_no_request_or_no_share_is_said(clause: Clause):
    with pytest.raises(NothingAsked):
        planned(clause)
    with pytest.raises(NothingAnnounced):
        planned(clause, f"a,{VILLAGE},,landfill,,300,,,")


def test_an_approved_machine_is_taken_off_the_share_though_the_book_does_not_know_it_yet(asking: Clause):  # S4-027
    one = MachineRequest.objects.get(recipient__code=A)
    listed = send_list(asking.actor(Role.URBAN_OFFICE), asking.day)
    before = {limit["of"]: int(limit["ceiling"]) for limit in planned_municipal(asking).working["limits"]}
    take(listed[0], "review", actor=asking.actor(Role.MUNICIPAL_DEPUTY), day=asking.day, given={"choice": "2"})
    plan = planned_municipal(asking)
    after = {limit["of"]: int(limit["ceiling"]) for limit in plan.working["limits"]}
    assert before[A] - after[A] == 975 * MILLION  # the aid of a minibus of 1,500 (F3)
    assert before[B] == after[B]
    assert not [row for row in plan.working["requests"] if row["code"].startswith(f"m{one.pk}-")]


def test_projects_of_municipalities_share_with_their_machines(asking: Clause):  # S4-?8, S4-064
    projects = Projects.__new__(Projects)  # the shares are announced already
    projects.clause, projects.day = asking, asking.day
    waiting = projects.sent(A, unfinished=True, progress_ppm=300_000)
    plan = planned_municipal(asking)
    row = plan.working["requests"][0]
    assert (row["code"], row["title"], row["aid"]) == (f"p{waiting.pk}", waiting.name, str(800 * MILLION))
    assert row["holds"] == ["unfinished_first"]
    assert row["url"] == waiting.get_absolute_url()
    assert f"p{waiting.pk}" in plan.working["chosen"]


def test_projects_of_villages_stand_under_the_envelopes_and_beside_what_was_approved(clause: Clause):  # S4-?16, S4-132
    projects = Projects(clause)
    projects.village_approved(aid=500, own_rial=500 * MILLION)
    waiting = projects.village_listed(name="دومین", asked_rial=250 * MILLION, own_rial=750 * MILLION)
    plan = planned(clause)
    assert [row["code"] for row in plan.working["requests"]] == [f"p{waiting.pk}"]
    ceilings = {(one["of"], one["heading"]): int(one["ceiling"]) for one in plan.working["limits"]}
    assert (ceilings["0601", "machinery"], ceilings["0601", "projects"]) == (0, 4_500 * MILLION)
    assert plan.working["chosen"] == [f"p{waiting.pk}"]
    assert plan.working["terms"]["approved_before"] == {"0601200001": str(500 * MILLION)}


def test_machines_of_dehyaris_stand_under_their_county_and_their_least_orders(clause: Clause):  # S4-096, S4-101, S4-104
    villages = Villages(clause, 4_000, 0, 0)  # the whole of the machinery is in the first county
    near, far = villages.ask("0601200001"), villages.ask("0603200001")
    plan = planned(clause)
    assert plan.working["chosen"] == [f"d{near.pk}"]
    by_code = {row["code"]: row for row in plan.working["requests"]}
    assert by_code[f"d{far.pk}"]["place"] == 1  # more than 1,000 persons (S4-105), and still no machinery in its county
    assert by_code[f"d{near.pk}"]["aid"] == str(680 * MILLION)
    standing = standing_of(plan.working)
    assert [why.key for why in standing.why(standing.left_out[0])] == ["beyond_envelope"]


def test_a_machine_that_cannot_be_bought_is_left_out_and_what_was_approved_is_taken_off(clause: Clause):  # S4-104
    villages = Villages(clause, 4_000, 0, 0)
    villages.reviewed(("0601200001", "hearse"))
    waiting = villages.ask("0603200001", "mini_loader")
    mark_purchasable(
        clause.actor(Role.RESOURCE_EXPERT), clause.day, "mini_loader", purchasable=False, reason="در بازار نیست"
    )
    plan = planned(clause)
    assert [row["code"] for row in plan.working["requests"]] == [f"d{waiting.pk}"]
    assert int(next(one for one in plan.working["limits"] if one["of"] == "0601")["ceiling"]) == (4_000 - 680) * MILLION
    assert "not_sold" in [why.key for why in standing_of(plan.working).why(read_again(plan.working)[0].requests[0])]


# --- from a file ------------------------------------------------------------------------------------------

ROWS = (f"a,{VILLAGE},,landfill,دفن زباله,300,,100,", f"b,{LARGE_VILLAGE},hearse,,,680,,,", f"c,{LARGE_VILLAGE},,village_streets,آسفالت,500,بله,,")  # fmt: skip


def test_a_plan_of_a_file_says_why_each_line_has_its_place(announced: Clause):
    plan = planned(announced, *ROWS)
    by_code = {one["code"]: one for one in plan.working["requests"]}
    assert [one["code"] for one in plan.working["requests"]] == ["c", "b", "a"]  # unfinished, large village, the other
    assert (by_code["b"]["title"], by_code["b"]["aid"]) == ("خودروی حمل متوفی", str(680 * MILLION))
    assert plan.working["chosen"] == ["c", "a"]
    assert [why.key for why in standing_of(plan.working).why(read_again(plan.working)[0].requests[1])] == ["other_kind"]
    assert sum(int(amount) for amount in plan.working["split"].values()) == 4_000 * MILLION  # INV-25


def test_the_order_of_the_rows_of_a_file_changes_no_byte(announced: Clause):
    first, second = planned(announced, *ROWS), planned(announced, *reversed(ROWS))
    assert json.dumps(first.working, ensure_ascii=False) == json.dumps(second.working, ensure_ascii=False)
    assert first.digest == second.digest


def test_the_example_file_is_read_as_a_file_of_nothing(announced: Clause):
    with pytest.raises(NothingAsked):
        make_plan(announced.actor(Role.DEHYARI_DEPUTY, "imo"), announced.day, part=Part.DEHYARI, aim="number",
                  file_name="requests.xlsx", content=example_file())  # fmt: skip


FAULTS = [
    (f"a,{VILLAGE},,landfill,,0,,,", AidOfNothing),
    (f"a,{VILLAGE},,landfill,,-5,,,", AidOfNothing),
    (f"a,{VILLAGE},,landfill,,,,,", AidNotWritten),
    (f"a,{VILLAGE},,landfill,,800000,,,", AidInAnotherUnit),  # thousand rial in a column of million
    (f"a,{VILLAGE},,landfill,,0.5,,,", AidInAnotherUnit),  # milliard
    (f"a,{VILLAGE},,landfill,,0.0000001,,,", AmountTooFine),
    (f"a,{VILLAGE},,landfill,,سیصد,,,", FigureUnreadable),
    (f"a,{VILLAGE},,,,300,,,", MachineOrProject),
    (f"a,{VILLAGE},loader,landfill,,300,,,", MachineOrProject),
    (f"a,{VILLAGE},grader,,,300,,,", MachineUnknown),  # S4-090: no grader for villages
    (f"a,{VILLAGE},,villa,,300,,,", TypeUnknown),  # S4-115: the closed list
    ("a,0699999999,,landfill,,300,,,", NotOfThisPart),
    (f"a,{A},,landfill,,300,,,", NotOfThisPart),
    ("a,,,landfill,,300,,,", NotOfThisPart),
]


@pytest.mark.parametrize(("row", "refusal"), FAULTS)
def test_a_fault_of_a_file_is_said_with_its_row_and_nothing_is_kept(
    announced: Clause, row: str, refusal: type[Refused]
):
    with pytest.raises(refusal):
        planned(announced, row)
    assert not Plan.objects.exists()


def test_a_code_twice_or_a_column_lacking_is_said(announced: Clause):
    with pytest.raises(CodeTwice):
        planned(announced, ROWS[0], ROWS[0])
    with pytest.raises(ColumnLacking, match="میلیون ریال"):
        make_plan(announced.actor(Role.DEHYARI_DEPUTY, "imo"), announced.day, part=Part.DEHYARI, aim="number",
                  file_name="a.csv", content=f"code,recipient\na,{VILLAGE}".encode())  # fmt: skip


def test_a_village_without_a_dehyari_gets_no_machine(announced: Clause):  # S4-103, INV-23
    Recipient.objects.filter(code=VILLAGE).update(has_dehyari=False)
    with pytest.raises(NoDehyari):
        planned(announced, f"a,{VILLAGE},hearse,,,680,,,")


def test_a_town_without_a_share_is_not_planned_for(announced: Clause):  # INV-13: 100,000 and more have none
    with pytest.raises(NoEnvelope):
        planned(announced, "a,0603100002,loader,,,1200,,,", part=Part.MUNICIPAL, role=Role.MUNICIPAL_DEPUTY)


# --- accepting --------------------------------------------------------------------------------------------


def test_lines_are_accepted_and_taken_back_with_who_and_when(announced: Clause):
    plan, deputy = planned(announced, *ROWS), announced.actor(Role.DEHYARI_DEPUTY, "imo")
    accept_lines(plan, deputy, announced.day, ["a"])
    kept = accept_lines(plan, deputy, announced.day, ["b"], among=["b", "c"])
    assert [(one.code, one.proposed, one.accepted_by, one.accepted_on) for one in kept] == [
        ("a", True, deputy.person_name, announced.day), ("b", False, deputy.person_name, announced.day)]  # fmt: skip
    assert [one.code for one in accept_lines(plan, deputy, announced.day, [], among=["a"])] == ["b"]
    acts = Act.objects.filter(verb="grants.accept_lines").order_by("id")
    assert acts.last().details == {"accepted": [], "taken_back": ["a"]}


def test_what_may_not_stand_together_is_not_accepted_together(announced: Clause):  # S4-102, INV-23
    plan, deputy = planned(announced, *ROWS), announced.actor(Role.DEHYARI_DEPUTY, "imo")
    with pytest.raises(AcceptedTogether):
        accept_lines(plan, deputy, announced.day, ["b", "c"])
    with pytest.raises(LineUnknown):
        accept_lines(plan, deputy, announced.day, ["z"])
    with pytest.raises(NotYours):
        accept_lines(plan, announced.mayor(), announced.day, ["a"])
    assert not plan.lines.exists()


def test_lines_beyond_an_envelope_are_not_accepted(announced: Clause):  # S4-096, INV-24
    dear = [f"v{number},{VILLAGE},loader,,,9999,,," for number in (1, 2)]
    plan = planned(announced, *dear)
    assert plan.working["chosen"] == []
    with pytest.raises(AcceptedBeyond):
        accept_lines(plan, announced.actor(Role.DEHYARI_DEPUTY, "imo"), announced.day, ["v1"])
    assert not plan.lines.exists()


def test_where_machines_are_not_charged_to_shares_they_draw_on_the_province(clause: Clause):  # S4-?8
    switch_off(clause)
    clause.announce(machinery_rial=3_000 * MILLION)
    set_price(clause.actor(Role.RESOURCE_EXPERT), clause.day, "loader", approximate_rial=2_000 * MILLION)
    rows = (f"a,{A},loader,,,,,,", f"b,{B},loader,,,2999,,,", f"c,{A},,fire_station,,500,,,")
    plan = planned(clause, *rows, part=Part.MUNICIPAL, role=Role.MUNICIPAL_DEPUTY)
    limits = {(one["of"], one["heading"]) for one in plan.working["limits"]}
    assert ("", "machinery") in limits
    assert all(heading == "projects" for of, heading in limits if of)
    assert plan.working["chosen"] == ["a", "c"]
    assert [(one["of"], one["comes_in"]) for one in plan.working["more"]] == [("", ["b"])]
