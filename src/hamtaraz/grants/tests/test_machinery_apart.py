"""Machines are charged to the shares, or given out of a credit of their own beside them: a switch of the directive (S4-?8)."""

import pytest
from django.test import Client

from hamtaraz.directives.operations import activate, submit, write_version
from hamtaraz.grants.models import MachineRequest, Share, ShareRun
from hamtaraz.grants.queries.rules import charges_machines_to_shares, rules_in_force
from hamtaraz.grants.queries.shares import machinery_rests_rial, recomputed, rests_rial
from hamtaraz.grants.refusals.machinery import AidBeyondMachinery
from hamtaraz.grants.refusals.shares import MachineryInShares, MachineryUnknown, NothingToShare
from hamtaraz.grants.tests.conftest import MILLION, POOL, TOLD, YEAR, A, Clause
from hamtaraz.grants.tests.test_machinery import Machines
from hamtaraz.grants.tests.test_pages import browser, the_story_s_day  # noqa: F401
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.shipped import shipped
from hamtaraz.letters.models import Letter
from hamtaraz.monitoring.verification import verify
from hamtaraz.people.roles import Role

KEPT = 1_500 * MILLION
SWITCH = 'key = "machinery_in_share"'


def without_the_charge() -> str:
    """The shipped directive with the switch off, as an officer would write its next version."""
    text = shipped()["note-9h-1394"]
    before, after = text.split(SWITCH, 1)
    return before + SWITCH + after.replace("  is = 1\n", "  is = 0\n", 1)


def switch_off(clause: Clause) -> None:
    expert, head = clause.actor(Role.CONSOLIDATION_EXPERT), clause.actor(Role.CONSOLIDATION_HEAD)
    activate(submit(write_version(expert, TOLD, without_the_charge()), expert, TOLD), head, TOLD)


class MachinesApart(Machines):
    """The steps of a request where machines are not charged to the shares."""

    def __init__(self, clause: Clause, machinery_rial: Rial = KEPT) -> None:
        self.clause = clause
        switch_off(clause)
        clause.announce(machinery_rial=machinery_rial)
        self.expert = clause.actor(Role.RESOURCE_EXPERT)


def test_the_directive_charges_machines_to_the_shares_unless_its_switch_says_otherwise(clause: Clause):
    assert charges_machines_to_shares(rules_in_force("06", YEAR, TOLD))
    switch_off(clause)
    assert not charges_machines_to_shares(rules_in_force("06", YEAR, TOLD))


def test_with_the_switch_off_the_index_shares_out_what_is_not_for_machines(clause: Clause):
    machines = MachinesApart(clause)
    run = Share.objects.get(agency=A).run
    assert sum(one.amount_rial for one in run.shares.all()) == run.shared_rial == POOL - KEPT  # INV-14
    assert clause.total("grant_credit") == KEPT
    assert recomputed(run).digest() == run.digest
    assert machines.clause.total("grant_share") == POOL - KEPT


def test_with_the_switch_off_a_machine_leaves_the_share_alone(clause: Clause):
    machines = MachinesApart(clause)
    share = clause.total("grant_share", agency=A)
    request = machines.announced()
    assert (clause.total("grant_share", agency=A), clause.total("grant_credit")) == (share, KEPT - 1_200 * MILLION)
    assert clause.total("grant_promised", agency=A, programme="machinery") == request.aid_rial == 1_200 * MILLION
    kept = Share.objects.get(agency=A)
    assert (machinery_rests_rial(kept), rests_rial(kept)) == (300 * MILLION, share)


def test_with_the_switch_on_a_machine_is_taken_out_of_the_share(clause: Clause):
    machines = Machines(clause)
    share = clause.total("grant_share", agency=A)
    machines.announced()
    assert clause.total("grant_share", agency=A) == share - 1_200 * MILLION
    kept = Share.objects.get(agency=A)
    assert machinery_rests_rial(kept) == rests_rial(kept)


def test_an_aid_beyond_the_machinery_credit_is_refused_by_what_is_left_of_it(clause: Clause):
    machines = MachinesApart(clause, 1_000 * MILLION)
    before = clause.total("grant_credit")
    with pytest.raises(AidBeyondMachinery) as refused:
        machines.announced()
    assert refused.value.values["short_by_rial"] == 200 * MILLION
    assert clause.total("grant_credit") == before
    assert MachineRequest.objects.get().state == "reviewed"


def test_a_credit_of_machines_stands_beside_the_shares_only_where_the_switch_says_so(clause: Clause):
    with pytest.raises(MachineryInShares):
        clause.compute(machinery_rial=KEPT)
    switch_off(clause)
    with pytest.raises(MachineryUnknown):
        clause.compute()
    with pytest.raises(NothingToShare):
        clause.compute(machinery_rial=POOL)
    assert not Share.objects.exists()


def test_the_form_asks_for_the_machinery_credit_only_where_it_stands_beside_the_shares(clause: Clause):
    expert: Client = browser(clause, Role.RESOURCE_EXPERT)
    assert 'name="machinery_rial"' not in expert.get("/grants/compute/municipal/").content.decode()
    switch_off(clause)
    assert 'name="machinery_rial"' in expert.get("/grants/compute/municipal/").content.decode()


def test_the_letter_the_run_and_the_request_say_where_machines_come_from(clause: Clause):
    machines = MachinesApart(clause)
    share = Share.objects.get(agency=A)
    expert = browser(clause, Role.RESOURCE_EXPERT)
    assert "برای ماشین‌آلات، کنار سهم‌ها" in expert.get(share.run.get_absolute_url()).content.decode()
    request = machines.announced()
    page = browser(clause, Role.MAYOR, A).get(request.get_absolute_url()).content.decode()
    assert "مانده از اعتبار ماشین‌آلات استان" in page
    assert "از اعتبار ماشین‌آلات استان داده می‌شود" in Letter.objects.get(number=share.number).body


def test_verify_finds_the_book_in_order_with_the_switch_off_too(clause: Clause):
    MachinesApart(clause).announced()
    assert [one for one in verify() if one.faults] == []
    ShareRun.objects.update(machinery_rial=0)  # as if the aid had been charged to the share
    assert [one.name for one in verify() if one.faults] == [
        "shares_add_up_to_their_credit",
        "machines_are_given_as_they_were_paid_for",
    ]
