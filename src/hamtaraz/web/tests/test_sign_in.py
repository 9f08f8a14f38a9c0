"""Signing in on the pages: wrong tries, first passwords, second factors, role cards, mandates that end."""

import datetime
import re

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client

from hamtaraz.conftest import DAY, World
from hamtaraz.people import entering, second_factor, totp
from hamtaraz.people.models import Mandate, Person
from hamtaraz.people.roles import Role
from hamtaraz.trail.models import Act
from hamtaraz.web import administration, clock
from hamtaraz.workflow.models import Task
from hamtaraz.workflow.tables import TASK_KINDS, task_kind

NOON = datetime.datetime(2026, 10, 22, 8, 30, tzinfo=datetime.UTC)
PASSWORD = "river-share-notice"
NEW = "council-tile-forty-four"


class Hands:
    """The hands of the clock, moved by the test."""

    now = NOON

    def goes(self, **by: int) -> None:
        self.now += datetime.timedelta(**by)


@pytest.fixture(autouse=True)
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    held = Hands()
    monkeypatch.setattr(clock, "now", lambda: held.now)
    monkeypatch.setattr(clock, "today", lambda: DAY)
    return held


@pytest.fixture
def deputy(world: World) -> Person:
    person = world.mandate(Role.BUDGET_DEPUTY).person
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client: Client, person: Person, password: str = PASSWORD, **more: str):
    return client.post("/sign-in/", {"username": person.username, "password": password, **more})


def code_of(person: Person, now: datetime.datetime) -> str:
    secret = second_factor.secret_of(Person.objects.get(pk=person.pk).second_factor)
    return totp.code_at(secret, totp.step_of(int(now.timestamp())))


def turn_on(person: Person, now: datetime.datetime = NOON) -> list[str]:
    second_factor.begin(person)
    return second_factor.confirm(person, code_of(person, now), now=now, day=DAY)


def test_a_person_signs_in_and_goes_where_they_were_going(deputy, client):
    answer = sign_in(client, deputy, next="/papers/?page=2")
    assert (answer.status_code, answer["Location"]) == (302, "/papers/?page=2")
    assert client.get("/").status_code == 200


def test_nobody_is_sent_to_another_site_after_signing_in(deputy, client):
    assert sign_in(client, deputy, next="https://example.com/")["Location"] == "/"


def test_the_session_is_a_new_one_after_signing_in(deputy, client):
    client.post("/language/", {"language": "en"})
    session = client.session
    session["kept"] = True
    session.save()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
    sign_in(client, deputy)
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(pk=session.session_key).exists()


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(deputy, client):
    said = set()
    for username, password in [(deputy.username, "wrong"), ("nobody", PASSWORD)]:
        answer = client.post("/sign-in/", {"username": username, "password": password})
        assert answer.status_code == 409
        said.add(re.sub(r'(value|content)="[^"]*"', "", answer.content.decode()))
    assert len(said) == 1


def test_five_wrong_tries_keep_the_right_password_out_until_the_time_has_passed(deputy, client, hands):
    for _ in range(5):
        assert sign_in(client, deputy, "wrong").status_code == 409
    hands.goes(minutes=14, seconds=59)
    assert sign_in(client, deputy).status_code == 409
    hands.goes(seconds=1)
    assert sign_in(client, deputy).status_code == 302


def test_tries_behind_a_proxy_are_counted_by_the_address_it_names(deputy):
    one, other = (Client(headers={"X-Forwarded-For": f"10.9.9.9, {last}"}) for last in ("192.0.2.1", "192.0.2.2"))
    for number in range(entering.WRONG_TRIES_OF_ADDRESS):
        one.post("/sign-in/", {"username": f"guess-{number}", "password": "wrong"})
    assert sign_in(one, deputy).status_code == 409
    assert sign_in(other, deputy).status_code == 302


def test_a_peer_that_is_no_proxy_cannot_name_another_address(deputy):
    liar = Client(REMOTE_ADDR="198.51.100.4")
    for number in range(entering.WRONG_TRIES_OF_ADDRESS):
        liar.post(
            "/sign-in/", {"username": f"guess-{number}", "password": "wrong"},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        )  # fmt: skip
    assert sign_in(liar, deputy).status_code == 409


def test_a_first_password_must_be_changed_before_anything_else(deputy, client):
    Person.objects.filter(pk=deputy.pk).update(must_change_password=True)
    sign_in(client, deputy)
    assert client.get("/papers/")["Location"] == "/account/password/"
    assert client.get("/account/password/").status_code == 200
    given = {"present": PASSWORD, "new": NEW, "again": NEW}
    assert client.post("/account/password/", given | {"again": "other"}).status_code == 409
    assert client.post("/account/password/", given | {"new": "short", "again": "short"}).status_code == 409
    assert client.post("/account/password/", given | {"present": "wrong"}).status_code == 409
    assert client.post("/account/password/", given)["Location"] == "/account/"
    assert client.get("/papers/").status_code == 200
    assert Act.objects.get(verb="people.change_password").person_id == deputy.pk


def test_a_changed_password_ends_the_other_sessions(deputy, client):
    other = Client()
    sign_in(client, deputy)
    sign_in(other, deputy)
    client.post("/account/password/", {"present": PASSWORD, "new": NEW, "again": NEW})
    assert client.get("/").status_code == 200
    assert other.get("/")["Location"].startswith("/sign-in/")


def test_somebody_without_a_mandate_and_with_a_first_password_is_told_whom_to_ask(deputy, client):
    Person.objects.filter(pk=deputy.pk).update(must_change_password=True)
    Mandate.objects.filter(person=deputy).update(until=DAY)
    sign_in(client, deputy)
    assert client.get("/", follow=True).redirect_chain == [("/no-mandate/", 302)]


def test_a_second_factor_is_turned_on_from_the_account_and_then_asked_for(deputy, client, hands):
    sign_in(client, deputy)
    client.post("/account/second-factor/", {"do": "begin"})
    page = client.get("/account/second-factor/").content.decode()
    assert "<svg" in page
    assert "style=" not in page
    assert client.post("/account/second-factor/", {"do": "confirm", "code": "000000"}).status_code == 409
    shown = client.post("/account/second-factor/", {"do": "confirm", "code": code_of(deputy, hands.now)})
    codes = re.findall(r"<code lang=\"en\">([a-z0-9]{5}-[a-z0-9]{5})</code>", shown.content.decode())
    assert len(codes) == 10
    assert Act.objects.get(verb="people.turn_on_second_factor").details == {}

    client.post("/sign-out/")
    hands.goes(minutes=2)
    answer = sign_in(client, deputy, next="/papers/")
    assert answer["Location"].startswith("/sign-in/code/")
    assert client.get("/papers/").status_code == 302
    code = code_of(deputy, hands.now)
    entered = client.post("/sign-in/code/", {"code": code, "next": "/papers/"})
    assert entered["Location"] == "/papers/"
    assert client.get("/papers/").status_code == 200

    client.post("/sign-out/")
    sign_in(client, deputy)
    assert client.post("/sign-in/code/", {"code": code}).status_code == 409
    assert client.post("/sign-in/code/", {"code": codes[0]}).status_code == 302


def test_the_code_is_asked_only_after_the_password_and_not_for_long(deputy, client, hands):
    turn_on(deputy, NOON - datetime.timedelta(minutes=5))
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"
    sign_in(client, deputy)
    assert client.get("/sign-in/code/").status_code == 200
    hands.goes(minutes=5)
    assert client.post("/sign-in/code/", {"code": code_of(deputy, hands.now)})["Location"] == "/sign-in/"


def test_turning_the_second_factor_off_and_new_recovery_codes_need_the_password(deputy, client):
    client.force_login(deputy)
    turn_on(deputy)
    assert client.post("/account/second-factor/", {"do": "remove", "present": "wrong"}).status_code == 409
    assert client.post("/account/recovery-codes/", {"present": "wrong"}).status_code == 409
    assert client.post("/account/recovery-codes/", {"present": PASSWORD}).status_code == 200
    assert client.post("/account/second-factor/", {"do": "remove", "present": PASSWORD})["Location"] == "/account/"
    assert not second_factor.is_on(deputy)
    verbs = set(Act.objects.values_list("verb", flat=True))
    assert {"people.renew_recovery_codes", "people.turn_off_second_factor"} <= verbs


def test_an_installation_may_ask_a_second_factor_of_those_who_decide_about_money(deputy, client, world, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(deputy)
    assert client.get("/")["Location"] == "/account/second-factor/"
    assert client.get("/account/second-factor/").status_code == 200
    turn_on(deputy)
    assert client.get("/").status_code == 200
    assert world.client(Role.AUDITOR).get("/").status_code == 200


def test_an_ended_mandate_loses_its_access_at_the_next_page(world, client):
    expert = world.mandate(Role.AGENCY_EXPERT)
    client.force_login(expert.person)
    assert client.get("/").status_code == 200
    administration.end_mandate(world.actor(Role.ADMINISTRATOR), DAY, expert, reason="جابه‌جا شد")
    assert client.get("/")["Location"] == "/no-mandate/"
    assert client.post("/unit/", {"unit": "rial"})["Location"] == "/no-mandate/"


def test_a_closed_account_is_out_at_the_next_page(world, client):
    expert = world.mandate(Role.AGENCY_EXPERT)
    client.force_login(expert.person)
    administration.close_account(world.actor(Role.ADMINISTRATOR), DAY, expert.person, reason="بازنشسته شد")
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_the_mandate_that_was_chosen_is_the_one_the_trail_names(world, client):
    first = world.mandate(Role.ADMINISTRATOR)
    second = Mandate.objects.create(
        province=first.province, person=first.person, role=Role.ADMINISTRATOR, since=first.since,
        organisation=world.organisations["mpo-social"],
    )  # fmt: skip
    foreign = world.mandate(Role.AUDITOR)
    client.force_login(first.person)
    for wanted, expected in [(second.pk, second.pk), (foreign.pk, second.pk), (first.pk, first.pk)]:
        client.post("/mandate/", {"mandate": wanted})
        client.post("/people/add/", {"username": f"made-{wanted}", "display_name": "—"})
        assert Act.objects.filter(verb="people.add_person").last().mandate_id == expected


def test_a_reader_chooses_a_language_signed_out_and_signed_in(deputy, client):
    assert "Sign in" not in client.get("/sign-in/").content.decode()
    assert client.post("/language/", {"language": "en", "next": "/sign-in/"})["Location"] == "/sign-in/"
    assert "Sign in" in client.get("/sign-in/").content.decode()
    assert client.post("/language/", {"language": "xx", "next": "https://example.com"})["Location"] == "/"
    client.force_login(deputy)
    client.post("/language/", {"language": "en"})
    client.post("/unit/", {"unit": "thousand"})
    deputy.refresh_from_db()
    assert (deputy.language, deputy.unit) == ("en", "thousand")
    elsewhere = Client()
    sign_in(elsewhere, deputy)
    assert elsewhere.cookies[django_settings.LANGUAGE_COOKIE_NAME].value == "en"


@pytest.mark.parametrize(("demo", "production"), [(False, False), (True, True)])
def test_there_are_no_role_cards_outside_a_demonstration_and_never_in_production(
    deputy, client, settings, demo, production
):
    settings.DEMO, settings.PRODUCTION = demo, production
    mandate = Mandate.objects.get(person=deputy)
    assert client.get("/roles/").status_code == 404
    assert client.post("/roles/", {"mandate": mandate.pk}).status_code == 404
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_a_card_of_the_demonstration_seats_a_person_under_that_mandate(deputy, client, settings):
    settings.DEMO = True
    mandate = Mandate.objects.get(person=deputy)
    assert client.post("/roles/", {"mandate": mandate.pk})["Location"] == "/"
    assert client.get("/").status_code == 200
    for wrong in ("0", "x", ""):
        assert Client().post("/roles/", {"mandate": wrong}).status_code == 404


def test_role_cards_show_the_desks_where_something_waits_in_few_queries(
    world, client, settings, monkeypatch, django_assert_max_num_queries
):
    settings.DEMO = True
    kind = task_kind("test.share", "تقسیم اعتبار شهرستان", "تقسیم")
    for role in Role:
        world.mandate(role)
    for county in ("gov-0603", "gov-0617"):
        world.mandate(Role.COUNTY_SECRETARY, county)
    for number in range(12):
        world.mandate(Role.AGENCY_EXPERT, hand=number + 2)
    Task.objects.create(
        province="06", fiscal_year=1405, kind=kind.key, key="t", title="—", url="/", role=Role.COUNTY_SECRETARY,
        organisation=world.organisations["gov-0617"], opened_on=DAY, opened_by_act=1,
    )  # fmt: skip
    with django_assert_max_num_queries(4):
        page = client.get("/roles/")
    TASK_KINDS.pop(kind.key)
    piles = {pile["name"]: pile["cards"] for pile in page.context["organisations"]}
    desks, aid, recipients, counties, agencies = piles.values()
    assert [card.role_key for card in desks][:3] == ["consolidation_expert", "consolidation_head", "council_secretary"]
    assert (counties[0].organisation, counties[0].waiting) == ("فرمانداری لالی", 1)
    assert "تقسیم اعتبار شهرستان" in page.content.decode()
    assert len(agencies) == 6
    assert aid[0].role_key == "resource_expert"
    assert {card.short for card in recipients} == {card.organisation for card in recipients}
    shown = sum(len(pile) for pile in piles.values())
    assert sum(len(pile["cards"]) for pile in page.context["more"]) == Mandate.objects.count() - shown
