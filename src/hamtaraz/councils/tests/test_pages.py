"""The pages of sessions: each asks little, shows what its reader may see, and keeps what a person wrote."""

import pytest

from hamtaraz.conftest import World
from hamtaraz.councils import operations
from hamtaraz.councils.models import BodySeat, Meeting
from hamtaraz.councils.operations import Matter
from hamtaraz.councils.tests.conftest import put_list
from hamtaraz.documents.models import Paper
from hamtaraz.people.roles import Role
from hamtaraz.workflow.walker import take

MOST_QUERIES = 12


@pytest.fixture
def clerk(world: World):
    """The browser of Abadan's secretary, amounts in rial."""
    client = world.client(Role.COUNTY_SECRETARY)
    client.post("/unit/", {"unit": "rial", "next": "/"})
    return client


@pytest.fixture
def council(world: World, seats, endorsed) -> Meeting:
    """A session of the Council in progress, with the distribution and another matter."""
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    meeting = operations.convene(
        actor=secretary, day=world.day, body="council", held_on=world.day,
        items=[Matter("توزیع", distribution=endorsed), Matter("گزارش")],
    )  # fmt: skip
    operations.record_attendance(meeting, actor=secretary, day=world.day, present_seat_ids=seats["council"][:4])
    return take(meeting, "open", actor=secretary, day=world.day).subject


@pytest.mark.parametrize(
    "address", ["/councils/", "/councils/{pk}/", "/councils/{pk}/projects/", "/councils/convene/", "/councils/members/"]
)
def test_pages_of_a_committee_ask_little(world: World, committee, clerk, address, django_assert_max_num_queries):
    put_list(world, committee, p1=6_000)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert clerk.get(address.format(pk=committee.pk)).status_code == 200


@pytest.mark.parametrize(
    "address", ["/councils/", "/councils/{pk}/", "/councils/convene/", "/councils/members/?body=council"]
)
def test_pages_of_the_council_ask_little(world: World, council, address, django_assert_max_num_queries):
    client = world.client(Role.COUNCIL_SECRETARY)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(address.format(pk=council.pk)).status_code == 200


def test_another_countys_session_does_not_exist_for_a_secretary(world: World, committee, council):
    stranger = world.client(Role.COUNTY_SECRETARY, "gov-0617")
    for pk in (committee.pk, council.pk):
        assert stranger.get(f"/councils/{pk}/").status_code == 404
        assert stranger.post(f"/councils/{pk}/attendance/").status_code == 404
    assert stranger.get(f"/councils/{committee.pk}/projects/").status_code == 404
    assert stranger.post(f"/step/county_committee_session/{committee.pk}/cancel/", {"reason": "—"}).status_code == 404
    assert list(stranger.get("/councils/").context["page"]) == []


def test_an_agency_does_not_enter(world: World, committee):
    assert world.client(Role.AGENCY_EXPERT).get(f"/councils/{committee.pk}/").status_code == 403


def test_the_allotment_committee_is_not_called_among_the_councils(world: World):
    """Its sessions are kept by the allotments room alone (S0-22)."""
    secretary = world.client(Role.ALLOTMENT_SECRETARY)
    assert secretary.get("/councils/").status_code == 200
    assert secretary.get("/councils/convene/").status_code == 403
    assert secretary.get("/councils/members/?body=allotment_committee").status_code == 404


def test_the_way_of_a_committee_from_call_to_sent_minutes(world: World, seats, clerk):
    world.put("county_noticed", 20_000, source="P", county="0601", chapter="40", programme="4001")
    made = clerk.post("/councils/convene/", {"held_on": "1405/07/30", "hour": "۹", "place": "سالن", "others": "گزارش"})
    meeting = Meeting.objects.get()
    assert made.url == f"/councils/{meeting.pk}/"
    clerk.post(f"/councils/{meeting.pk}/attendance/", {"present": seats["county_committee"], "version": 1})
    clerk.post(f"/step/county_committee_session/{meeting.pk}/open/")
    p1, p2 = world.projects["p1"].pk, world.projects["p2"].pk
    clerk.post(f"/councils/{meeting.pk}/projects/save/", {f"amount-{p1}-P": "۶٬۰۰۰", f"amount-{p2}-P": "4000"})
    refused = clerk.post(f"/councils/{meeting.pk}/projects/approve/", {"note": "", "votes_for": "۳"})
    assert refused.status_code == 409
    clerk.post(f"/councils/{meeting.pk}/projects/approve/", {"note": "از متمم تأمین می‌شود", "votes_for": "۳"})
    item = meeting.agenda.get(kind="other")
    clerk.post(f"/councils/agenda/{item.pk}/decide/", {"decision": "noted", "votes_for": "", "votes_against": ""})
    for verb in ("conclude", "send_minutes"):
        clerk.post(f"/step/county_committee_session/{meeting.pk}/{verb}/")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.note) == ("sent", "از متمم تأمین می‌شود")
    assert world.total("committee_approved") == 10_000


def test_a_refused_approval_keeps_the_note_and_says_why(world: World, committee, clerk):  # INV-03
    put_list(world, committee, p2=3_999)
    answer = clerk.post(f"/councils/{committee.pk}/projects/approve/", {"note": "یادداشت ماندگار"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "یادداشت ماندگار" in page
    assert "۴٬۰۰۰" in page


def test_two_editors_of_a_list_see_both_and_lose_nothing(world: World, committee, clerk):
    p1 = world.projects["p1"].pk
    seen = committee.version
    put_list(world, committee, p1=5_000)
    address = f"/councils/{committee.pk}/projects/save/"
    answer = clerk.post(address, {f"amount-{p1}-P": "7000", "version": seen})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'value="7000"' in page
    assert "۵٬۰۰۰" in page
    assert committee.items.get().amount_rial == 5_000
    committee.refresh_from_db()
    assert clerk.post(address, {f"amount-{p1}-P": "7000", "version": committee.version}).status_code == 302
    assert committee.items.get().amount_rial == 7_000


def test_an_unreadable_amount_is_named_and_nothing_is_saved(world: World, committee, clerk):
    put_list(world, committee, p1=5_000)
    p1 = world.projects["p1"].pk
    answer = clerk.post(f"/councils/{committee.pk}/projects/save/", {f"amount-{p1}-P": "شش هزار"})
    assert answer.status_code == 409
    assert "شش هزار" in answer.content.decode()
    assert committee.items.get().amount_rial == 5_000


def test_what_remains_is_told_without_saving(world: World, committee, clerk):  # INV-02
    before = world.record()
    p1 = world.projects["p1"].pk
    answer = clerk.post(f"/councils/{committee.pk}/projects/remaining/", {f"amount-{p1}-P": "20001"})
    (cell,) = answer.context["editor"].ceilings
    assert cell["ceiling"].remaining_rial == -1
    assert world.record() == before


def test_the_councils_decisions_are_recorded_on_its_page(world: World, council):
    client = world.client(Role.COUNCIL_SECRETARY)
    first, second = council.agenda.all()
    given = {"decision": "approved", "votes_for": "2", "votes_against": "2", "version": council.version}
    answer = client.post(f"/councils/agenda/{first.pk}/decide/", given)
    assert answer.status_code == 409
    assert answer.content.decode().count('value="2"') == 2
    client.post(f"/councils/agenda/{first.pk}/decide/", given | {"votes_for": "3", "votes_against": "1"})
    client.post(f"/councils/agenda/{second.pk}/decide/", {"decision": "returned", "reason": "ناقص است"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.decision, first.votes_for, second.decision) == ("approved", 3, "returned")
    assert world.total("county_share") == 70_000


def test_items_are_put_on_the_agenda_and_taken_off(world: World, council):
    client = world.client(Role.COUNCIL_SECRETARY)
    client.post(f"/councils/{council.pk}/agenda/", {"text": "متفرقه"})
    item = council.agenda.get(text="متفرقه")
    for refused in ("  ", "م" * 401):
        assert client.post(f"/councils/{council.pk}/agenda/", {"text": refused}).status_code == 409
    client.post(f"/councils/agenda/{item.pk}/drop/")
    assert council.agenda.count() == 2


@pytest.mark.parametrize("number", ["9" * 5_000, "²", "x"])
def test_a_number_that_names_nobody_is_passed_over(world: World, council, number):
    client = world.client(Role.COUNCIL_SECRETARY)
    before = council.agenda.count()
    present = {"present": number, "version": council.version}
    assert client.post(f"/councils/{council.pk}/attendance/", present).status_code in (302, 409)
    assert not council.attendance.filter(present=True).exists()
    client.post(f"/councils/{council.pk}/agenda/", {"text": "متفرقه", "distribution": number, "version": number})
    assert council.agenda.count() == before + 1


def test_an_endorsed_distribution_is_offered_to_an_open_session(world: World, seats, endorsed):
    client = world.client(Role.COUNCIL_SECRETARY)
    client.post("/councils/convene/", {"held_on": "1405/08/01"})
    meeting = Meeting.objects.get()
    assert client.get(f"/councils/{meeting.pk}/").context["offers_distribution"] == endorsed.pk
    client.post(f"/councils/{meeting.pk}/agenda/", {"distribution": endorsed.pk})
    assert meeting.agenda.get().distribution_id == endorsed.pk
    assert not client.get(f"/councils/{meeting.pk}/").context["offers_distribution"]


def test_a_session_is_called_for_another_day_on_its_page(world: World, seats):
    client = world.client(Role.COUNCIL_SECRETARY)
    client.post("/councils/convene/", {"held_on": "1405/08/01"})
    meeting = Meeting.objects.get()
    assert client.post(f"/councils/{meeting.pk}/when/", {"held_on": "1405/08/31"}).status_code == 409
    assert client.post(f"/councils/{meeting.pk}/when/", {"held_on": "1405/08/05", "place": "سالن"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.held_on.isoformat(), meeting.place) == ("2026-10-27", "سالن")


def test_a_distribution_waits_for_the_councils_call(world: World, seats, endorsed):
    client = world.client(Role.COUNCIL_SECRETARY)
    assert endorsed.heading in client.get("/councils/").content.decode()
    client.post("/councils/convene/", {"held_on": "1405/08/01", "distributions": [endorsed.pk]})
    assert Meeting.objects.get().agenda.get().distribution_id == endorsed.pk
    assert list(client.get("/councils/").context["distributions"]) == []


def test_seats_are_kept_by_the_administrator_and_the_bodys_own_secretary(world: World, seats):
    form = {"title": "مدیر آبفا", "voting": "on", "since": "1405/01/01"}
    secretary = world.client(Role.COUNTY_SECRETARY)
    assert secretary.post("/councils/members/new/", form).status_code == 302
    seat = BodySeat.objects.get(title="مدیر آبفا")
    assert (seat.body, seat.county) == ("county_committee", "0601")
    assert secretary.get(f"/councils/members/{seats['council'][0]}/").status_code == 404
    change = f"/councils/members/{seat.pk}/"
    assert secretary.post(change, form | {"until": "1404/12/01"}).status_code == 200
    administrator = world.client(Role.ADMINISTRATOR)
    assert administrator.post(change, form | {"until": "1405/06/01"}).status_code == 302
    assert "مدیر آبفا" not in secretary.get("/councils/members/").content.decode()
    assert world.client(Role.COUNCIL_SECRETARY).get(change).status_code == 404


def test_who_keeps_accounts_is_led_to_the_seats_and_to_no_session(world: World, council):
    administrator = world.client(Role.ADMINISTRATOR)
    page = administrator.get("/councils/members/").content.decode()
    assert 'href="/councils/members/"' in page  # the navigation
    assert 'href="/councils/?' not in page
    assert administrator.get(f"/councils/{council.pk}/").status_code == 403


def test_minutes_are_among_the_papers_of_the_organisation_and_of_nobody_who_keeps_accounts(world: World, council):
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    for item in council.agenda.all():
        operations.decide(item, actor=secretary, day=world.day, decision="noted")
    take(council, "conclude", actor=secretary, day=world.day)
    paper = Paper.objects.get(kind="council_minutes")
    assert world.client(Role.AUDITOR).get(paper.get_absolute_url()).status_code == 200
    assert world.client(Role.ADMINISTRATOR).get(paper.get_absolute_url()).status_code == 404


def test_a_projects_page_links_the_session_that_listed_it(world: World, committee):
    put_list(world, committee, p1=6_000)
    page = world.client(Role.BUDGET_DEPUTY).get(world.projects["p1"].get_absolute_url())
    (link,) = [one for one in page.context["links"] if one.url == committee.get_absolute_url()]
    assert link.amount_rial == 6_000
