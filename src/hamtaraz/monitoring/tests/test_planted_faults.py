"""Every check finds the fault it is for; a check that cannot fail proves nothing (R1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection, transaction

from hamtaraz.config.cluster import SUPERUSER
from hamtaraz.monitoring.verification import CHECKS, verify

RECEIVED = "(SELECT id FROM ledger_account WHERE code LIKE '%/credit/received/P/%')"
ANOTHERS_HAND = """UPDATE trail_act a SET person_id = m.person_id FROM trail_act m
                   WHERE m.subject_kind = a.subject_kind AND m.subject_id = a.subject_id AND a.verb = '{}' AND m.verb = '{}'"""

FAULTS = {
    "every_book_sums_to_zero": ["UPDATE ledger_account SET balance = balance + 1 WHERE stage = 'received'"],
    "balances_equal_entries": ["UPDATE ledger_account SET entries = entries + 1 WHERE stage = 'received'"],
    "running_balances_have_no_gap": ["UPDATE ledger_entry SET target_seq = target_seq + 1"],
    "no_account_was_ever_below_its_floor": [f"UPDATE ledger_entry SET source_balance = -5 WHERE source_account = {RECEIVED}"],
    "authority_followed_the_map": [f"UPDATE ledger_entry SET target_account = {RECEIVED} WHERE key LIKE '%agreed'"],
    "accounts_keep_their_shape": ["INSERT INTO ledger_account (province, code) VALUES ('06', '1405/credit/county_share/P/////')"],
    "mirrors_mirror_whole_entries_once": ["UPDATE ledger_entry SET reverses = 1 WHERE id = (SELECT max(id) FROM ledger_entry)"],
    "one_entry_per_key": [
        """ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_province_key_key;
           UPDATE ledger_entry SET key = 'same'""",
        """ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_amount_check;
           UPDATE ledger_entry SET amount = -amount""",
    ],
    "every_entry_has_its_act": ["DELETE FROM trail_act", "UPDATE ledger_entry SET source_account = 999999 WHERE id = (SELECT min(id) FROM ledger_entry)"],
    "entries_are_as_they_were_written": ["UPDATE ledger_entry SET basis = 'S9-99'"],
    "acts_are_as_they_were_written": ["UPDATE trail_act SET reason = 'another reason'"],
    "papers_are_as_they_were_issued": [
        "UPDATE documents_paper SET pdf = pdf || 'x' WHERE kind = 'agreement'",
        "UPDATE documents_paper SET act = 999999 WHERE kind = 'agreement'",
    ],
    "allotments_stay_within_agreements": ["UPDATE ledger_account SET balance = balance + 9000 WHERE stage = 'allotted'"],
    "allotments_stay_within_the_centre": ["UPDATE ledger_account SET balance = balance + 9000 WHERE stage = 'ceiling'"],
    "the_guards_stand": [
        "ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_append_only",
        "GRANT UPDATE ON ledger_account TO hamtaraz_app",
        "GRANT INSERT ON ledger_sum_change TO hamtaraz_app",
        "DROP TRIGGER directives_version_stays ON directives_directiveversion",
        "GRANT DELETE ON directives_directiveversion TO hamtaraz_app",
    ],
    "the_wall_stands": [
        "ALTER TABLE ledger_account DISABLE ROW LEVEL SECURITY",
        "DROP POLICY wall ON ledger_sum",
        "ALTER VIEW ledger_resting RESET (security_invoker)",
        "DROP POLICY wall ON agreements_agreement",
        "CREATE POLICY door ON documents_paper USING (true)",
        "ALTER POLICY wall ON documents_paper USING (true)",
        "DROP POLICY wall ON directives_directiveversion",
    ],
    "sums_equal_accounts": [
        "UPDATE ledger_sum_change SET amount = amount + 1 WHERE stage = 'agreed'",
        "INSERT INTO ledger_sum_change SELECT * FROM ledger_sum WHERE amount <> 0",
        "DELETE FROM ledger_sum",
    ],
    "makers_are_not_checkers": [
        ANOTHERS_HAND.format(*pair)
        for pair in [
            ("budget_rule.announce", "budget_rule.record"),
            ("central_notice.issue", "central_notice.record"),
            ("county_notice.issue", "county_notice.draft"),
            ("agency_notice.issue", "agency_notice.draft"),
            ("agency_notice.issue", "agency_notice.draft_correction"),
            ("directive.activate", "directive.submit"),
            ("distribution.endorse", "distribution.propose"),
            ("agreement.review", "agreement.submit"),
            ("agreement.approve", "agreement.confirm"),
            ("agreement.agency_sign", "agreement.submit"),
            ("agreement.mpo_sign", "agreement.agency_sign"),
            ("central_allotment.confirm", "central_allotment.record"),
            ("allotment_notice.issue", "allotment_notice.draft"),
        ]
    ] + ["UPDATE trail_act SET role = 'auditor' WHERE verb = 'agreement.approve'"],
    "what_was_noticed_is_shared_or_rests": [
        "UPDATE distribution_distributioncell SET amount_rial = amount_rial + 1, adjustment_rial = adjustment_rial + 1",
        "UPDATE notices_noticeline SET amount_rial = amount_rial - 1 WHERE county = '' AND chapter = ''",
        "UPDATE distribution_provinceline SET amount_rial = amount_rial + 1",
    ],
    "distributions_moved_what_they_share": [
        """UPDATE distribution_distributioncell SET amount_rial = amount_rial + x.change, adjustment_rial = adjustment_rial + x.change
           FROM (VALUES ('0601', 1), ('0603', -1)) AS x(place, change) WHERE county = x.place""",
        "UPDATE distribution_provinceline SET project_id = (SELECT id FROM projects_project WHERE code = 'p2')",
        "DELETE FROM distribution_distributioncell WHERE county = '0617'",
    ],
    "cells_sum_to_their_line": [
        "UPDATE distribution_distributionline SET county_part_rial = county_part_rial + 1",
        "UPDATE distribution_distributioncell SET reason = ''",
    ],
    "cells_follow_their_working": [
        """UPDATE distribution_distributioncell SET formula_rial = formula_rial + 1, amount_rial = amount_rial + 1
           WHERE county = '0617'""",
        "UPDATE distribution_distributionline SET county_part_rial = county_part_rial + 1",
    ],
    "workings_come_out_again": [
        """UPDATE distribution_distribution SET working = jsonb_set(working, '{run,shares,0617}', '"1"')
           WHERE working IS NOT NULL""",
        """UPDATE distribution_distribution SET working = jsonb_set(working, '{run,parameters,weight_area}', '"3/10"')
           WHERE working IS NOT NULL""",
    ],
    "directives_are_as_they_were_activated": [
        "UPDATE directives_directiveversion SET text = text || '#'",
        """UPDATE directives_directiveversion SET text = text || '#', digest = encode(sha256(convert_to(text || '#', 'UTF8')), 'hex')
           WHERE state = 'active'""",
        "DELETE FROM directives_directiveversion WHERE number = 2",
        "UPDATE directives_directiveversion SET replaced_on = replaced_on + 1",
        "UPDATE trail_act SET details = details - 'examples'",
    ],
    "notices_sum_up": ["UPDATE notices_creditnotice SET total_rial = total_rial + 1 WHERE kind = 'county'"],
    "notices_moved_what_they_say": [
        "UPDATE notices_noticeline SET amount_rial = amount_rial + 1 WHERE project = 'p1'",
        "UPDATE notices_noticeline SET project = 'p2x' WHERE project = 'p2'",
        "UPDATE notices_creditnotice SET state = 'draft' WHERE kind = 'county'",
    ],
    "corrected_notices_are_mirrored": [
        "UPDATE notices_creditnotice SET state = 'issued' WHERE state = 'corrected'",
        "UPDATE notices_creditnotice SET corrects_id = NULL",
        "UPDATE allotments_allotmentnotice SET corrects_id = NULL",
        "UPDATE ledger_entry SET reverses = NULL",
    ],
    "numbers_have_no_gap": [
        "UPDATE letters_register SET last = last + 1 WHERE series = 'notices.county'",
        "UPDATE allotments_allotmentnotice SET number = ''",
        "DROP INDEX notice_number_once; UPDATE notices_creditnotice SET number = 'same' WHERE number <> ''",
    ],
    "committees_stay_within_county_notices": ["UPDATE councils_committeeitem SET amount_rial = amount_rial + 90000"],
    "committees_moved_what_they_list": [
        "UPDATE councils_committeeitem SET amount_rial = amount_rial - 1",
        "UPDATE projects_project SET county_id = (SELECT id FROM places_county WHERE code = '0603') WHERE code = 'p1'",
    ],
    "new_projects_begin_whole": ["UPDATE projects_project SET total_cost_rial = total_cost_rial + 9000 WHERE code = 'p2'"],
    "agreements_stay_within_notices": ["UPDATE agreements_agreementline SET amount_rial = amount_rial + 1"],
    "the_book_holds_what_agreements_say": [
        "UPDATE agreements_agreementline SET amount_rial = amount_rial - 1",
        "UPDATE agreements_agreement SET state = 'exchange'",
    ],
    "agreements_are_as_they_were_submitted": ["UPDATE agreements_agreementline SET amount_rial = amount_rial - 1"],
    "allotments_rest_on_centre_and_agreement": [
        "UPDATE allotments_centralallotment SET state = 'withdrawn'",
        "UPDATE allotments_allotmentsession SET central_id = NULL",
        "UPDATE agreements_agreement SET state = 'exchange'",
        "UPDATE agreements_agreementline SET amount_rial = 1",
    ],
    "allotments_stay_within_ceilings": [
        "UPDATE allotments_ceiling SET amount_rial = 5",
        "UPDATE allotments_centralallotmentline SET amount_rial = 5",
    ],
    "allotments_moved_what_they_say": [
        "UPDATE allotments_sessionline SET amount_rial = amount_rial - 1",
        "UPDATE allotments_ceiling SET amount_rial = amount_rial - 1",
        "UPDATE allotments_centralallotmentline SET amount_rial = amount_rial + 1",
    ],
    "papers_say_what_was_moved": [
        f"""UPDATE documents_paper SET facts = jsonb_set(facts, '{path}', '"1"') WHERE kind = '{kind}'"""
        for kind, path in [
            ("credit_notice", "{total_rial}"),
            ("agreement", "{total_rial}"),
            ("allotment_notice", "{now_total_rial}"),
            ("distribution_table", "{matrix,total_rial}"),
            ("allotment_committee_minutes", "{resolutions,0,matrix,total_rial}"),
            ("committee_minutes", "{resolutions,0,projects,total_rial}"),
        ]
    ],
    "what_was_issued_has_its_paper": [
        f"DELETE FROM documents_paper WHERE kind = '{kind}'"
        for kind in ("credit_notice", "agreement", "allotment_notice", "distribution_table", "balance_certificate",
                     "allotment_committee_minutes", "committee_minutes", "council_minutes")
    ],
    "states_follow_from_acts": [
        *(f"UPDATE {table} SET state = 'elsewhere'" for table in (
            "notices_budgetrule", "notices_creditnotice", "distribution_distribution", "councils_meeting",
            "agreements_agreement", "allotments_centralallotment", "allotments_allotmentsession", "allotments_allotmentnotice")),
        "UPDATE directives_directiveversion SET state = 'withdrawn' WHERE state = 'submitted'",
        "DELETE FROM agreements_agreement",
    ],
    "steps_follow_one_another": ["""UPDATE trail_act SET details = '{"from": "draft", "to": "issued"}' WHERE verb = 'agreement.approve'"""],
    "tasks_wait_where_states_wait": [
        "UPDATE workflow_task SET closed_on = '2026-10-22' WHERE closed_on IS NULL",
        "UPDATE workflow_task SET closed_on = NULL WHERE kind = 'agreement.exchange'",
        """INSERT INTO workflow_task (province, fiscal_year, kind, key, title, url, role, county, opened_on, opened_by_act)
           SELECT province, fiscal_year, kind, key, title, url, role, county, opened_on, opened_by_act
           FROM workflow_task WHERE closed_on IS NULL""",
    ],
    "tasks_have_their_acts": [
        "UPDATE workflow_task SET opened_by_act = 999999",
        "UPDATE workflow_task SET closed_by_act = NULL",
    ],
    "shares_add_up_to_their_credit": [
        "UPDATE ledger_account SET balance = 5 WHERE stage = 'grant_credit'",
        "UPDATE grants_share SET amount_rial = amount_rial - 1",
        "UPDATE grants_sharerun SET pool_rial = pool_rial + 1 WHERE state = 'announced'",
        "UPDATE grants_recipientfigure SET value = 100000 WHERE key = 'population'",
    ],
    "machines_are_given_as_they_were_paid_for": [
        "DROP INDEX one_machine_a_municipality_and_year; UPDATE grants_machinerequest SET state = 'draft' WHERE state = 'declined'",
        """ALTER TABLE grants_machinerequest DROP CONSTRAINT contribution_and_aid_are_the_price;
           UPDATE grants_machinerequest SET price_rial = price_rial + 1""",
        "UPDATE ledger_account SET balance = balance + 1 WHERE stage = 'grant_paid'",
        "UPDATE grants_depositslip SET amount_rial = amount_rial - 1",
        "UPDATE grants_sharerun SET machinery_rial = 1 WHERE part = 'municipal'",
        "UPDATE grants_machinerequest SET chosen_last_year = true, last_year_contribution_rial = 1",
        """UPDATE grants_machinerequest SET chosen_last_year = true, last_year_contribution_rial = coalesce(contribution_rial, 1);
           UPDATE grants_recipient p SET first_mayor_year = m.fiscal_year FROM grants_machinerequest m
           WHERE m.recipient_id = p.id""",
        """INSERT INTO trail_act SELECT (jsonb_populate_record(a, '{"verb": "machine_request.sell", "id": 999999}')).*
           FROM trail_act a WHERE verb = 'machine_request.hand_over'""",
    ],
    "villages_get_one_aid_they_paid_for": [
        "DROP INDEX one_machine_a_village_and_year; UPDATE grants_dehyarimachine SET state = 'asked' WHERE state = 'declined'",
        "UPDATE grants_recipient SET has_dehyari = false",
        "UPDATE grants_recipientfigure SET value = 19 WHERE key IN ('population', 'households')",
        "UPDATE grants_villagechoice SET kind = 'project'",
        """ALTER TABLE grants_dehyarimachine DROP CONSTRAINT village_contribution_and_aid_are_the_price;
           UPDATE grants_dehyarimachine SET price_rial = price_rial + 1""",
        "UPDATE ledger_account SET balance = balance + 1 WHERE stage = 'grant_paid' AND chapter = 'dehyari'",
        "UPDATE grants_depositslip SET amount_rial = amount_rial - 1 WHERE about_kind = 'grants.dehyarimachine'",
        "UPDATE grants_dehyarimachine SET least_order = 2 WHERE state = 'delivered'",
        """INSERT INTO trail_act SELECT (jsonb_populate_record(a, '{"verb": "dehyari_machine.sell", "id": 999999}')).*
           FROM trail_act a WHERE verb = 'dehyari_machine.hand_over'""",
        "UPDATE grants_dehyarimachine SET state = 'needs_substitute' WHERE state = 'delivered'",
    ],
    "counties_split_what_they_have": [
        "UPDATE grants_countymachinery SET machinery_rial = machinery_rial + 1",
        "UPDATE grants_countymachinery SET ceiling_rial = ceiling_rial + 1",
        """ALTER TABLE grants_countymachinery DROP CONSTRAINT machinery_is_within_the_county;
           UPDATE grants_countymachinery SET machinery_rial = -1""",
        "UPDATE ledger_account SET balance = balance + 1 WHERE stage = 'grant_envelope' AND programme = 'projects'",
        "UPDATE grants_countysplit SET state = 'replaced' WHERE state = 'approved'",
    ],
    "bitumen_follows_the_deposit": [
        "UPDATE grants_recipientfigure SET value = 19999 WHERE key = 'population'",
        "UPDATE grants_bitumenrun SET credit_rial = credit_rial + 1",
        """ALTER TABLE grants_bitumenaid DROP CONSTRAINT deposit_due_is_half_the_bitumen_aid_at_most;
           UPDATE grants_bitumenaid SET due_rial = due_rial + 1""",
        "UPDATE grants_depositslip SET amount_rial = amount_rial + 1 WHERE about_kind = 'grants.bitumenaid'",
        """ALTER TABLE grants_bitumenaid DROP CONSTRAINT deposit_and_aid_are_the_bitumen;
           UPDATE grants_bitumenaid SET delivered_rial = delivered_rial + 1""",
        "UPDATE grants_bitumenaid SET resolution_on = resolution_on + 1",
        """UPDATE grants_bitumenaid SET uses = '["roof"]'""",
        "UPDATE grants_bitumenaid SET uses = '[]'",
        "UPDATE grants_bitumenaid SET kilograms = kilograms + 2",
        "UPDATE grants_compactioncheck SET passed = false",
        "UPDATE ledger_account SET balance = balance - 1 WHERE stage = 'grant_paid' AND programme = 'bitumen'",
    ],
    "projects_are_covered_and_shown": [
        "UPDATE grants_municipalproject SET document_id = NULL",
        "UPDATE grants_dehyariproject SET foreseen = false",
        "UPDATE grants_municipalproject SET project_type = 'stadium' WHERE state = 'closed'",
        "UPDATE grants_dehyariproject SET project_type = 'fire_station' WHERE state = 'closed'",
        """ALTER TABLE grants_dehyariproject DROP CONSTRAINT dehyariproject_is_covered;
           UPDATE grants_dehyariproject SET own_rial = 0""",
        "UPDATE grants_dehyariproject SET approved_rial = approved_rial + 1 WHERE state = 'closed'",
        "DELETE FROM grants_villagechoice WHERE kind = 'project'",
    ],
    "projects_are_paid_as_far_as_allotted": [
        "UPDATE grants_municipalproject SET paid_rial = paid_rial - 1 WHERE state = 'closed'",
        "UPDATE grants_realisedallotment SET share_ppm = 999999 WHERE share_ppm = 1000000",
        "UPDATE grants_projectpayment SET paid_before_rial = paid_before_rial - 1 WHERE stage = 2",
        """UPDATE grants_projectpayment SET working = jsonb_set(working, '{parameters,stage_one_part}', '"1/4"') WHERE stage = 1""",
        "UPDATE trail_act SET role = 'auditor' WHERE verb = 'municipal_project.confirm'",
        "DELETE FROM trail_act WHERE verb = 'dehyari_project.accept'",
        "UPDATE ledger_account SET balance = balance + 1 WHERE stage = 'grant_promised' AND programme = 'projects'",
    ],
    "accepted_lines_stand_in_their_plans": [
        "UPDATE grants_planline SET aid_rial = aid_rial + 1",
        "UPDATE grants_planline SET code = 'p0'",
        """UPDATE grants_plan SET working = jsonb_set(working, '{limits}',
           '[{"of": "", "heading": "", "ceiling": "1"}]')""",
        """UPDATE grants_plan p SET working = jsonb_set(jsonb_set(working, '{terms,one_kind}', 'true'), '{requests}',
               working -> 'requests' || jsonb_set(jsonb_set(working -> 'requests' -> 0, '{code}', '"d0"'), '{heading}', '"machinery"'));
           INSERT INTO grants_planline (province, plan_id, code, aid_rial, proposed, accepted_on, accepted_by)
           SELECT province, plan_id, 'd0', aid_rial, proposed, accepted_on, accepted_by FROM grants_planline""",
    ],
    "letters_of_shares_have_no_gap": [
        "UPDATE letters_register SET last = last + 1 WHERE series = 'grants.letter'",
        "UPDATE grants_share SET number = '' WHERE number <> ''",
    ],
    "words_are_as_they_were_hashed": [
        """UPDATE documents_paper SET facts = facts || '{"province": "فارس"}'""",
        """UPDATE distribution_distribution SET working = working || '{"origins": []}' WHERE working IS NOT NULL""",
        """UPDATE grants_bitumenrun SET working = working || '{"towns": []}'""",
        """UPDATE grants_plan SET working = jsonb_set(working, '{chosen}', '[]')""",
    ],
}  # fmt: skip
"""What an intruder does to the year, by the check that must find it; several ways in are tried one by one."""


@pytest.fixture(scope="module")
def open_year(in_copy_of: Callable[..., AbstractContextManager[str]], played_database: str) -> Iterator[None]:
    """A copy of the year in which Django works as the superuser."""
    with in_copy_of(played_database, SUPERUSER):
        yield


@pytest.fixture
def plant(open_year: None) -> Iterator[Any]:
    """Runs SQL as a superuser whom no trigger stops; what it changed is rolled back after the test."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor.execute
        transaction.set_rollback(True)


def test_every_check_has_a_planted_fault() -> None:
    assert {path.stem[3:] for path in CHECKS.glob("*.sql")} <= FAULTS.keys()


@pytest.mark.parametrize(
    ("name", "fault"), [pytest.param(name, fault, id=f"{name}-{place}")
                        for name, faults in FAULTS.items() for place, fault in enumerate(faults)],
)  # fmt: skip
def test_a_planted_fault_is_found(plant: Callable[[str], Any], name: str, fault: str) -> None:
    plant(fault)
    assert name in {verdict.name for verdict in verify() if not verdict.clean}
