"""The second wall: a page that forgets its filter still shows nothing of another organisation (S2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from hamtaraz.agreements.models import Agreement
from hamtaraz.grants.tests.project_story import HAMLET
from hamtaraz.grants.tests.story import TOWN, VILLAGE
from hamtaraz.monitoring.verification import verify
from hamtaraz.people.actors import Actor, actor_of
from hamtaraz.people.models import Mandate, Organisation, Person
from hamtaraz.people.roles import Role
from hamtaraz.web import wall

OWN_ROWS = ("agreements_agreement", "agreements_agreementline", "agreements_edition", "allotments_allotmentnotice",
            "allotments_sessionline", "notices_creditnotice", "notices_noticeline", "documents_paper",
            "letters_letter")  # fmt: skip
AID_ROWS = ("grants_recipient", "grants_recipientfigure", "grants_share", "grants_machinerequest",
            "grants_depositslip")  # fmt: skip
DEHYARI_ROWS = ("grants_dehyarimachine", "grants_villagechoice")
BITUMEN_ROWS = ("grants_bitumenaid", "grants_compactioncheck")
BITUMEN_OF_ALL = ("grants_bitumenrun", "grants_bitumenreport")
PROJECT_ROWS = ("grants_municipalproject", "grants_dehyariproject", "grants_projectpayment", "grants_sitevisit")
SPLIT_ROWS = ("grants_countysplit", "grants_countymachinery")
SHARED_ROWS = (
    "trail_act",
    "workflow_task",
    "ledger_account",
    "ledger_entry",
    "ledger_sum",
    "ledger_sum_change",
    "ledger_resting",
)
pytestmark = pytest.mark.usefixtures("year")


def mandate_of(role: str, organisation: str) -> Mandate:
    """A mandate in the played year, made where nobody has it."""
    seat = Organisation.objects.get(code=organisation)
    found = Mandate.objects.filter(role=role, organisation=seat).select_related("person", "organisation").first()
    if found is not None:
        return found
    person = Person.objects.create(username=f"{role}-{organisation}", display_name=organisation)
    made = Mandate.objects.create(province="06", person=person, role=role, organisation=seat, since="2026-03-21")
    return Mandate.objects.select_related("person", "organisation").get(pk=made.pk)


def actor(role: str, organisation: str) -> Actor:
    return actor_of(mandate_of(role, organisation), 1405)


@contextmanager
def behind(who: Actor) -> Iterator[None]:
    wall.stand_behind(who)
    try:
        yield
    finally:
        wall.stand_aside()


def ask(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else cursor.rowcount


def counts(tables: tuple[str, ...]) -> dict[str, int]:
    """What a page sees that filters nothing."""
    return {table: ask(f"SELECT count(*) FROM {table}") for table in tables}


def test_an_agency_sees_its_own_rows_and_nothing_of_another(year: str) -> None:
    own, other = actor(Role.AGENCY_EXPERT, "rmto"), actor(Role.AGENCY_EXPERT, "abfa")
    with behind(own):
        assert all(counts(OWN_ROWS).values())
        assert ask("SELECT count(*) FROM notices_creditnotice WHERE agency_id IS NULL") == 0
    with behind(other):
        assert counts(OWN_ROWS) == dict.fromkeys(OWN_ROWS, 0) | {"letters_letter": 1}  # the law's, sent to all (S0-10)
        assert ask("SELECT count(*) FROM ledger_account WHERE agency <> ''") == 0
        assert ask("SELECT count(*) FROM ledger_resting WHERE agency <> ''") == 0


def test_a_county_sees_its_own_cells_notices_and_papers(year: str) -> None:
    abadan, ahvaz = actor(Role.COUNTY_SECRETARY, "gov-0601"), actor(Role.COUNTY_SECRETARY, "gov-0603")
    for who in (abadan, ahvaz):
        with behind(who):
            assert ask("SELECT count(*) FROM agreements_agreement") == 0
            assert ask("SELECT count(*) FROM notices_creditnotice") == 1
            assert ask(f"SELECT count(*) FROM ledger_account WHERE county NOT IN ('', '{who.county}')") == 0
            assert ask(f"SELECT count(*) FROM ledger_resting WHERE county NOT IN ('', '{who.county}')") == 0
    with behind(ahvaz):
        assert ask("SELECT count(*) FROM documents_paper WHERE kind = 'committee_minutes'") == 0
    with behind(abadan):
        assert ask("SELECT count(*) FROM documents_paper WHERE kind = 'committee_minutes'") == 1


def test_a_municipality_sees_itself_and_its_share_and_a_county_its_own(year: str) -> None:
    with behind(actor(Role.MAYOR, TOWN)):
        assert counts(AID_ROWS) == {"grants_recipient": 1, "grants_recipientfigure": 3, "grants_share": 1,
                                    "grants_machinerequest": 2, "grants_depositslip": 2}  # fmt: skip
        assert ask(f"SELECT count(*) FROM ledger_account WHERE agency NOT IN ('', '{TOWN}')") == 0
    with behind(actor(Role.AGENCY_EXPERT, "abfa")):
        assert counts(AID_ROWS) == dict.fromkeys(AID_ROWS, 0)
    with behind(actor(Role.COUNTY_SECRETARY, "gov-0601")):
        assert counts(AID_ROWS) == {"grants_recipient": 3, "grants_recipientfigure": 8, "grants_share": 2,
                                    "grants_machinerequest": 2, "grants_depositslip": 3}  # fmt: skip
        assert counts(DEHYARI_ROWS) == {"grants_dehyarimachine": 2, "grants_villagechoice": 2}
        assert counts(SPLIT_ROWS) == dict.fromkeys(SPLIT_ROWS, 0)
    with behind(actor(Role.DEHYAR, VILLAGE)):
        assert counts(DEHYARI_ROWS) == {"grants_dehyarimachine": 2, "grants_villagechoice": 1}
        assert ask(f"SELECT count(*) FROM ledger_account WHERE agency NOT IN ('', '{VILLAGE}')") == 0
    with behind(actor(Role.MAYOR, TOWN)):
        assert counts(DEHYARI_ROWS) == dict.fromkeys(DEHYARI_ROWS, 0)
    with behind(actor(Role.RURAL_OFFICE, "gov")):
        assert all(counts(SPLIT_ROWS).values())
    with behind(actor(Role.COUNTY_SECRETARY, "gov-0603")):
        assert counts(AID_ROWS) == dict.fromkeys(AID_ROWS, 0)


def test_bitumen_is_seen_by_its_town_its_county_and_the_province(year: str) -> None:
    for role, seat, own, every in ((Role.MAYOR, TOWN, 1, 0), (Role.COUNTY_TECHNICAL, "gov-0601", 1, 0),
                                   (Role.COUNTY_TECHNICAL, "gov-0603", 0, 0), (Role.AGENCY_EXPERT, "abfa", 0, 0),
                                   (Role.TECHNICAL_OFFICE, "gov", 1, 1)):  # fmt: skip
        with behind(actor(role, seat)):
            assert counts(BITUMEN_ROWS) == {"grants_bitumenaid": own + every, "grants_compactioncheck": own}
            assert counts(BITUMEN_OF_ALL) == dict.fromkeys(BITUMEN_OF_ALL, every)
            assert ask("SELECT count(*) FROM grants_jointpurchase") == bool(own)


def test_projects_payments_and_visits_are_seen_by_whose_they_are(year: str) -> None:
    with behind(actor(Role.COUNTY_TECHNICAL, "gov-0601")):
        whole = counts(PROJECT_ROWS)
    assert all(whole.values())
    with behind(actor(Role.MAYOR, TOWN)):
        town = counts(PROJECT_ROWS)
    with behind(actor(Role.DEHYAR, HAMLET)):
        village = counts(PROJECT_ROWS)
    assert (town["grants_dehyariproject"], village["grants_municipalproject"]) == (0, 0)
    assert {key: town[key] + village[key] for key in whole} == whole
    for role, seat in ((Role.COUNTY_TECHNICAL, "gov-0603"), (Role.AGENCY_EXPERT, "abfa")):
        with behind(actor(role, seat)):
            assert counts(PROJECT_ROWS) == dict.fromkeys(PROJECT_ROWS, 0)


def test_an_entry_is_seen_by_whose_account_it_reached(year: str) -> None:
    everything = ask("""SELECT count(*) FROM ledger_entry e JOIN ledger_account a ON a.id = e.target_account
                        WHERE a.agency IN ('', 'rmto')""")
    with behind(actor(Role.AGENCY_EXPERT, "abfa")):
        nobodys = ask("SELECT count(*) FROM ledger_entry")
    with behind(actor(Role.AGENCY_EXPERT, "rmto")):
        own = ask("SELECT count(*) FROM ledger_entry")
    assert 0 < nobodys < own == everything


def test_the_provinces_readers_see_their_province_whole_and_no_other(year: str) -> None:
    whole = counts(OWN_ROWS + SHARED_ROWS)
    reader = actor(Role.AUDITOR, "mpo")
    with behind(reader):
        assert counts(OWN_ROWS + SHARED_ROWS) == whole
    with behind(dataclasses.replace(reader, province="23")):
        assert counts(OWN_ROWS + SHARED_ROWS) == dict.fromkeys(whole, 0)


def test_nobody_writes_what_they_may_not_see(year: str) -> None:
    with behind(actor(Role.AGENCY_EXPERT, "abfa")):
        assert ask("UPDATE agreements_agreement SET goal = 'x'") == 0
        assert ask("DELETE FROM agreements_agreementline") == 0
    agreement = Agreement.objects.get()
    agreement.pk, agreement.number = None, "another"
    with (
        behind(actor(Role.AGENCY_EXPERT, "abfa")),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        agreement.save()


def test_a_page_without_its_filter_shows_nothing_of_another_agency(year: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The filter is taken away; what remains is the wall, and (as the control) what shows without it."""
    agreement = Agreement.objects.get()
    monkeypatch.setattr(
        Agreement, "visible_to", classmethod(lambda cls, actor: cls.objects.select_related("agency", "programme__chapter", "sector_office"))
    )  # fmt: skip
    client = Client()
    client.force_login(mandate_of(Role.AGENCY_EXPERT, "abfa").person)
    assert client.get(agreement.get_absolute_url()).status_code == 404
    monkeypatch.setattr(wall, "TELL_AND_ASK", wall.TELL_AND_ASK.replace("hamtaraz.seat", "hamtaraz.nothing"))
    assert client.get(agreement.get_absolute_url()).status_code == 200


def test_requests_of_several_people_on_one_connection_never_meet(year: str) -> None:
    """Whoever comes next on a kept connection sees neither more nor less than alone."""
    url = Agreement.objects.get().get_absolute_url()
    clients = {}
    for role, seat in [(Role.AGENCY_EXPERT, "rmto"), (Role.AGENCY_EXPERT, "abfa"), (Role.AUDITOR, "mpo")]:
        clients[seat] = Client()
        clients[seat].force_login(mandate_of(role, seat).person)
    backend = ask("SELECT pg_backend_pid()")
    for seat, status in [("rmto", 200), ("abfa", 404), ("mpo", 200), ("abfa", 404), ("rmto", 200)]:
        assert clients[seat].get(url).status_code == status
        assert ask("SELECT wall('seat') || wall('province') || wall('organisation')") == ""
    assert ask("SELECT pg_backend_pid()") == backend


def test_a_page_that_breaks_leaves_no_wall_behind(year: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def breaks(cls: Any, actor: Actor) -> None:
        seen.append(ask("SELECT wall('seat')"))
        ask("SELECT 1 / 0")

    monkeypatch.setattr(Agreement, "visible_to", classmethod(breaks))
    client = Client(raise_request_exception=False)
    client.force_login(mandate_of(Role.AGENCY_EXPERT, "rmto").person)
    assert client.get(Agreement.objects.get().get_absolute_url()).status_code == 500
    assert seen == ["agency"]
    assert ask("SELECT wall('seat')") == ""


def test_a_connection_that_cannot_be_told_is_closed(year: str) -> None:
    with transaction.atomic(), pytest.raises(DatabaseError):
        ask("SELECT 1 / 0")
    wall.stand_behind(actor(Role.AGENCY_EXPERT, "rmto"))
    backend = ask("SELECT pg_backend_pid()")
    connection.connection.execute("BEGIN")
    with pytest.raises(Exception, match="division by zero"):
        connection.connection.execute("SELECT 1 / 0")
    wall.stand_aside()
    assert ask("SELECT pg_backend_pid()") != backend
    assert ask("SELECT wall('seat')") == ""


def test_commands_and_verification_stand_before_the_wall(year: str) -> None:
    assert [verdict.name for verdict in verify() if not verdict.clean] == []


def test_a_table_with_an_organisations_rows_has_a_wall_or_is_named_here() -> None:
    """Everybody's: who people and organisations are, which projects there are, who sits where."""
    open_to_all = {
        "people_mandate",
        "projects_project",
        "councils_bodyseat",
        "letters_letter_receivers",
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT c.table_name, t.relrowsecurity FROM information_schema.columns c
               JOIN pg_class t ON t.oid = to_regclass(c.table_name) AND t.relkind = 'r'
               WHERE c.table_schema = 'public' AND c.column_name IN ('agency', 'agency_id', 'organisation_id', 'sender_id')"""
        )
        found = dict(cursor.fetchall())
    assert {table for table, walled in found.items() if not walled} == open_to_all
