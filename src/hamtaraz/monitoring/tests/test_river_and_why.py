"""The river adds up to the credit notice, and every figure can be asked why."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from hamtaraz.conftest import World
from hamtaraz.ledger.models import EntryRow
from hamtaraz.monitoring.river import river
from hamtaraz.people.roles import Role

LINE = {"source": "P", "county": "0601", "chapter": "40", "programme": "4001", "agency": "rmto", "project": "p1"}
WIDE = {"source": "B", "chapter": "40", "programme": "4001", "agency": "rmto", "project": "p9"}


@pytest.fixture
def flowing(world: World) -> World:
    world.put("agreed", 100, **LINE)
    world.put("county_noticed", 40, **LINE)
    world.put("in_agreement", 25, **WIDE)
    world.put("received", 7, source="P")
    return world


def test_what_rests_adds_up_to_what_the_centre_notified(flowing: World) -> None:
    drawn = river(flowing.actor(Role.AUDITOR))
    assert drawn.noticed_rial == 100 + 40 + 25 + 7 == -flowing.total("centre")


def test_flows_carry_what_went_through_and_the_two_ways_stay_apart(flowing: World) -> None:
    """S0-43: county lines and province-wide lines reach the agencies by two ways."""
    flows = {(source, target): amount for source, target, amount in river(flowing.actor(Role.AUDITOR)).flows}
    assert flows["received", "county_share"] == 140
    assert flows["received", "province_line"] == 25
    assert flows["committee_approved", "agency_noticed"] == 100
    assert flows["province_line", "agency_noticed"] == 25
    assert flows["agency_noticed", "in_agreement"] == 125
    assert flows["in_agreement", "agreed"] == 100


def test_an_agency_sees_its_own_stretch_alone(flowing: World) -> None:
    assert river(flowing.actor(Role.AGENCY_EXPERT, "abfa")).noticed_rial == 0
    assert river(flowing.actor(Role.AGENCY_EXPERT, "rmto")).noticed_rial == 125


def test_a_county_sees_its_own_cells_alone(flowing: World) -> None:
    assert river(flowing.actor(Role.COUNTY_SECRETARY, "gov-0601")).noticed_rial == 140
    assert river(flowing.actor(Role.COUNTY_SECRETARY, "gov-0603")).noticed_rial == 0


def test_the_river_page_is_narrowed_by_source(flowing: World) -> None:
    page = flowing.client(Role.BUDGET_DEPUTY).get("/monitoring/river/?source=B")
    assert page.context["river"].noticed_rial == 25


def test_the_river_page_asks_few_questions(flowing: World, django_assert_max_num_queries) -> None:
    client = flowing.client(Role.BUDGET_DEPUTY)
    with django_assert_max_num_queries(12):
        client.get("/monitoring/river/")


def test_an_entry_tells_who_when_on_what_basis_and_what_fed_it(flowing: World) -> None:
    entry = EntryRow.objects.get(key__endswith=":agreed")
    page = flowing.client(Role.AUDITOR).get(f"/monitoring/why/{entry.id}/")
    assert page.status_code == 200
    assert [step["entry"].target.stage for step in page.context["way"]] == [
        "agreed", "in_agreement", "agency_noticed", "committee_approved", "county_noticed", "county_share", "received",
    ]  # fmt: skip
    assert not page.context["cut_short"]


def test_a_way_ends_where_the_reader_may_read_no_further(flowing: World) -> None:
    entry = EntryRow.objects.get(key__endswith=":agreed")
    page = flowing.client(Role.AGENCY_EXPERT, "rmto").get(f"/monitoring/why/{entry.id}/")
    assert [step["entry"].target.stage for step in page.context["way"]][-1] == "committee_approved"
    assert page.context["cut_short"]


def test_another_agency_is_told_nothing_of_an_entry(flowing: World) -> None:
    entry = EntryRow.objects.get(key__endswith=":agreed")
    assert flowing.client(Role.AGENCY_EXPERT, "abfa").get(f"/monitoring/why/{entry.id}/").status_code == 409
    assert flowing.client(Role.AGENCY_EXPERT, "rmto").get(f"/monitoring/why/{entry.id}/").status_code == 200


def test_an_account_shows_its_running_balance(flowing: World) -> None:
    page = flowing.client(Role.AUDITOR).get("/monitoring/account/", {"code": "1405/credit/received/P/////"})
    assert page.status_code == 200
    assert page.context["entries"][-1]["entry"].target_balance_rial == 7


def test_the_command_says_why(flowing: World, capsys: pytest.CaptureFixture[str]) -> None:
    entry = EntryRow.objects.get(key__endswith=":agreed")
    call_command("why", str(entry.id))
    told = capsys.readouterr().out
    assert "100 rial" in told
    assert "in_agreement" in told
    assert "person" in told


def test_the_way_of_a_projects_money_is_told_entry_by_entry(flowing: World) -> None:
    page = flowing.client(Role.AGENCY_EXPERT, "rmto").get("/monitoring/project/p1/")
    assert [step["entry"].target.stage for step in page.context["way"]] == [
        "committee_approved", "agency_noticed", "in_agreement", "agreed",
    ]  # fmt: skip
    assert flowing.client(Role.AGENCY_EXPERT, "abfa").get("/monitoring/project/p1/").status_code == 409


def test_what_rests_at_a_stage_leads_to_its_entries(flowing: World) -> None:
    client = flowing.client(Role.AUDITOR)
    page = client.get("/monitoring/stage/credit/county_noticed/")
    assert [one["row"].balance for one in page.context["rows"]] == [40]
    assert client.get("/monitoring/stage/credit/nowhere/").status_code == 404
    own = flowing.client(Role.AGENCY_EXPERT, "abfa").get("/monitoring/stage/credit/agreed/")
    assert own.context["rows"] == []
