"""The administrator's verbs: each change has its act, each refusal changes nothing, nobody rules over themselves."""

import datetime
from dataclasses import replace

import pytest
from django.contrib.auth import authenticate

from hamtaraz.conftest import DAY, PROVINCE, World
from hamtaraz.kernel.refusals import Missing, NotYours, Refused
from hamtaraz.people import second_factor, totp
from hamtaraz.people.models import Mandate, Organisation, Person
from hamtaraz.people.refusals import PasswordWeak
from hamtaraz.people.roles import Role
from hamtaraz.trail.models import Act
from hamtaraz.web import administration, refusals, year_setup
from hamtaraz.web.first_administrator import make_administrator

TOMORROW = DAY + datetime.timedelta(days=1)
PASSWORD = "river-share-notice"


@pytest.fixture
def admin(world: World):
    return world.actor(Role.ADMINISTRATOR)


@pytest.fixture
def expert(world: World) -> Mandate:
    return world.mandate(Role.AGENCY_EXPERT)


def the_act(verb: str) -> Act:
    return Act.objects.get(verb=verb)


def test_a_person_is_added_with_a_first_password_and_one_act(world, admin):
    made = administration.add_person(admin, DAY, username=" M.Karimi ", display_name="مريم كريمي", password=PASSWORD)
    assert (made.username, made.display_name, made.must_change_password) == ("m.karimi", "مریم کریمی", True)
    assert authenticate(username="m.karimi", password=PASSWORD) == made
    act = the_act("people.add_person")
    assert (act.subject_id, act.person_id, act.mandate_id, act.on_day) == (
        made.pk,
        admin.person_id,
        admin.mandate_id,
        DAY,
    )
    assert PASSWORD not in str(act.details) + act.subject_title


def test_a_person_without_a_password_cannot_sign_in(world, admin):
    made = administration.add_person(admin, DAY, username="reza", display_name="رضا")
    assert not made.has_usable_password()
    assert not made.must_change_password


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"username": "علی", "display_name": "علی"}, refusals.NameUnusable),
        ({"username": "a", "display_name": "علی"}, refusals.NameUnusable),
        ({"username": "ali", "display_name": " "}, Missing),
        ({"username": "ali", "display_name": "علی", "password": "short"}, PasswordWeak),
        ({"username": "Taken", "display_name": "علی"}, refusals.AlreadyThere),
    ],
)
def test_an_unusable_person_is_refused_and_changes_nothing(world, admin, given, refusal):
    Person.objects.create_user("taken", "—")
    before = world.record()
    with pytest.raises(refusal):
        administration.add_person(admin, DAY, **given)
    assert world.record() == before


def test_many_people_and_mandates_come_under_one_act_each(world, admin):
    made = administration.add_people(
        admin, DAY, [{"username": f"expert-{number}", "display_name": f"کارشناس {number}"} for number in range(30)]
    )
    given = administration.give_mandates(
        admin, DAY,
        [{"person": one, "role": Role.AGENCY_EXPERT, "organisation": world.organisations["rmto"]} for one in made],
    )  # fmt: skip
    assert len(given) == 30
    assert len(the_act("people.add_people").details["rows"]) == 30
    assert the_act("people.give_mandates").details["rows"][0] == "expert-0 agency_expert rmto"


def test_every_verb_is_refused_to_another_role(world, admin, expert):
    deputy = world.actor(Role.BUDGET_DEPUTY)
    agency = world.organisations["rmto"]
    before = world.record()
    for tried in [
        lambda: administration.add_person(deputy, DAY, username="new", display_name="—"),
        lambda: administration.add_people(deputy, DAY, []),
        lambda: administration.close_account(deputy, DAY, expert.person, reason="x"),
        lambda: administration.open_account(deputy, DAY, expert.person),
        lambda: administration.reset_password(deputy, DAY, expert.person, password=PASSWORD),
        lambda: administration.reset_second_factor(deputy, DAY, expert.person, reason="x"),
        lambda: administration.unlock(deputy, DAY, expert.person),
        lambda: administration.add_organisation(deputy, DAY, code="x", kind="agency", name="x"),
        lambda: administration.add_organisations(deputy, DAY, []),
        lambda: administration.edit_organisation(deputy, DAY, agency, name="x"),
        lambda: administration.close_organisation(deputy, DAY, agency, until=TOMORROW, reason="x"),
        lambda: administration.reopen_organisation(deputy, DAY, agency, reason="x"),
        lambda: administration.give_mandate(deputy, DAY, expert.person, Role.AGENCY_HEAD, agency),
        lambda: administration.give_mandates(deputy, DAY, []),
        lambda: administration.end_mandate(deputy, DAY, expert, reason="x"),
        lambda: year_setup.open_fiscal_year(deputy, DAY, 1406),
        lambda: year_setup.add_source(deputy, DAY, 1405, code="x", name="x", legal_basis="x"),
        lambda: year_setup.record_indicators(deputy, DAY, []),
    ]:
        with pytest.raises(NotYours):
            tried()
    assert world.record() == before


def test_nobody_decides_about_themselves(world, admin):  # S0-45
    own = Mandate.objects.get(pk=admin.mandate_id)
    before = world.record()
    for tried in [
        lambda: administration.give_mandate(admin, DAY, own.person, Role.BUDGET_DEPUTY, world.organisations["mpo"]),
        lambda: administration.end_mandate(admin, DAY, own, reason="x"),
        lambda: administration.close_account(admin, DAY, own.person, reason="x"),
        lambda: administration.reset_password(admin, DAY, own.person, password=PASSWORD),
        lambda: administration.reset_second_factor(admin, DAY, own.person, reason="x"),
    ]:
        with pytest.raises(refusals.NotForOneself):
            tried()
    assert world.record() == before


def test_a_mandate_is_in_force_from_its_first_day_until_before_its_last(world, admin, expert):
    since, until = DAY, DAY + datetime.timedelta(days=10)
    made = administration.give_mandate(
        admin, DAY, expert.person, Role.AGENCY_HEAD, world.organisations["rmto"], since=since, until=until
    )
    days = [since - datetime.timedelta(days=1), since, until - datetime.timedelta(days=1), until]
    assert [Mandate.objects.in_force(day).filter(pk=made.pk).exists() for day in days] == [False, True, True, False]
    act = the_act("people.give_mandate")
    assert (act.subject_id, act.details["role"], act.details["until"]) == (
        expert.person_id,
        "agency_head",
        until.isoformat(),
    )


@pytest.mark.parametrize(
    ("role", "organisation", "given", "refusal"),
    [
        (Role.BUDGET_DEPUTY, "rmto", {}, refusals.DoesNotSitThere),
        (Role.AGENCY_HEAD, "mpo", {}, refusals.DoesNotSitThere),
        (Role.COUNTY_SECRETARY, "rmto", {}, refusals.DoesNotSitThere),
        (Role.AGENCY_EXPERT, "rmto", {}, refusals.HeldAlready),
        (Role.AGENCY_HEAD, "rmto", {"county": "9999"}, refusals.Unknown),
        (Role.AGENCY_HEAD, "rmto", {"until": DAY}, refusals.PeriodUpsideDown),
        ("treasurer", "rmto", {}, refusals.Unknown),
    ],
)
def test_a_mandate_that_cannot_stand_is_refused_and_changes_nothing(
    world, admin, expert, role, organisation, given, refusal
):
    before = world.record()
    with pytest.raises(refusal):
        administration.give_mandate(admin, DAY, expert.person, role, world.organisations[organisation], **given)
    assert world.record() == before


def test_a_closed_account_and_a_closed_organisation_get_no_mandate(world, admin, expert):
    administration.close_organisation(admin, DAY, world.organisations["abfa"], until=DAY, reason="ادغام شد")
    world.organisations["abfa"].refresh_from_db()
    with pytest.raises(refusals.EndedAlready):
        administration.give_mandate(admin, DAY, expert.person, Role.AGENCY_HEAD, world.organisations["abfa"])
    closed = administration.close_account(admin, DAY, expert.person, reason="بازنشسته شد")
    with pytest.raises(refusals.AccountIsClosed):
        administration.give_mandate(admin, DAY, closed, Role.AGENCY_HEAD, world.organisations["rmto"])


def test_ending_a_mandate_needs_a_reason_and_happens_once(world, admin, expert):
    with pytest.raises(Missing):
        administration.end_mandate(admin, DAY, expert, reason=" ")
    ended = administration.end_mandate(admin, DAY, expert, reason="جابه‌جا شد")
    assert ended.until == DAY
    assert the_act("people.end_mandate").reason == "جابه‌جا شد"
    with pytest.raises(refusals.EndedAlready):
        administration.end_mandate(admin, DAY, ended, reason="دوباره")


def test_a_mandate_that_has_not_begun_never_begins(world, admin, expert):
    later = DAY + datetime.timedelta(days=5)
    made = administration.give_mandate(
        admin, DAY, expert.person, Role.AGENCY_HEAD, world.organisations["rmto"], since=later
    )
    administration.end_mandate(admin, DAY, made, reason="اشتباه بود")
    assert not Mandate.objects.in_force(later).filter(pk=made.pk).exists()


def test_people_and_mandates_of_another_province_are_out_of_reach(world, admin, expert):
    elsewhere = replace(admin, province="14")
    stranger = Mandate.objects.create(
        province="14", person=Person.objects.create_user("stranger", "—"), role=Role.AUDITOR, since=DAY,
        organisation=Organisation.objects.create(province="14", code="mpo", kind="mpo", name="—", since=DAY),
    )  # fmt: skip
    for tried in [
        lambda: administration.close_account(elsewhere, DAY, expert.person, reason="x"),
        lambda: administration.end_mandate(elsewhere, DAY, expert, reason="x"),
        lambda: administration.edit_organisation(elsewhere, DAY, world.organisations["rmto"], name="x"),
        lambda: administration.reset_password(admin, DAY, stranger.person, password=PASSWORD),
    ]:
        with pytest.raises(refusals.Unknown):
            tried()


def test_an_organisation_is_added_changed_closed_and_opened_again_each_with_its_act(world, admin):
    made = administration.add_organisation(
        admin, DAY, code="mirasi", kind="agency", name="اداره كل ميراث", sector_group="social"
    )
    assert (made.name, made.since, made.province) == ("اداره کل میراث", DAY, PROVINCE)
    administration.edit_organisation(admin, DAY, made, name="اداره کل میراث فرهنگی", head_title="مدیرکل")
    administration.close_organisation(admin, DAY, made, until=TOMORROW, reason="ادغام")
    administration.reopen_organisation(admin, DAY, made, reason="ادغام نشد")
    acts = Act.objects.filter(subject_kind=administration.ORGANISATION, subject_id=made.pk).order_by("id")
    assert [act.verb.removeprefix("people.") for act in acts] == [
        "add_organisation", "edit_organisation", "close_organisation", "reopen_organisation",
    ]  # fmt: skip
    assert acts[1].details["name"] == {"from": "اداره کل میراث", "to": "اداره کل میراث فرهنگی"}


def test_an_organisation_somebody_acts_for_is_not_closed(world, admin, expert):
    with pytest.raises(refusals.SomebodyStillSitsThere):
        administration.close_organisation(admin, DAY, expert.organisation, until=TOMORROW, reason="x")


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"code": "rmto", "kind": "agency", "name": "x"}, refusals.AlreadyThere),
        ({"code": "x", "kind": "ministry", "name": "x"}, refusals.Unknown),
        ({"code": "x", "kind": "agency", "name": " "}, Missing),
        ({"code": " ", "kind": "agency", "name": "x"}, Missing),
        ({"code": "x", "kind": "agency", "name": "x", "county": "9999"}, refusals.Unknown),
        ({"code": "x", "kind": "agency", "name": "x", "sector_group": "army"}, refusals.Unknown),
    ],
)
def test_an_unusable_organisation_is_refused_and_changes_nothing(world, admin, fields, refusal):
    before = world.record()
    with pytest.raises(refusal):
        administration.add_organisation(admin, DAY, **fields)
    assert world.record() == before


def test_a_new_first_password_opens_a_closed_way_in_and_must_be_changed(world, admin, expert):
    Person.objects.filter(pk=expert.person_id).update(
        failed_sign_ins=3, locked_until=datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)
    )
    administration.reset_password(admin, DAY, expert.person, password=PASSWORD)
    held = Person.objects.get(pk=expert.person_id)
    assert held.must_change_password
    assert held.locked_until is None
    assert the_act("people.reset_password").subject_id == held.pk


def test_a_lost_authenticator_is_removed_with_a_reason_and_an_act(world, admin, expert):
    now = datetime.datetime(2026, 10, 22, 12, tzinfo=datetime.UTC)
    secret = second_factor.secret_of(second_factor.begin(expert.person))
    second_factor.confirm(expert.person, totp.code_at(secret, totp.step_of(int(now.timestamp()))), now=now, day=DAY)
    with pytest.raises(Missing):
        administration.reset_second_factor(admin, DAY, expert.person, reason="")
    assert second_factor.is_on(expert.person)
    administration.reset_second_factor(admin, DAY, expert.person, reason="تلفن گم شد")
    assert not second_factor.is_on(expert.person)
    assert the_act("people.reset_second_factor").reason == "تلفن گم شد"


def test_generated_passwords_differ_and_keep_the_rules():
    made = {administration.first_password() for _ in range(50)}
    assert len(made) == 50
    assert {len(one) for one in made} == {14}


def test_the_operator_sets_a_year_up_each_change_an_act(world):
    operator = world.actor(Role.OPERATOR)
    year = year_setup.open_fiscal_year(operator, DAY, 1406)
    assert (year.since, year.until) == (datetime.date(2027, 3, 21), datetime.date(2028, 3, 20))
    year_setup.add_source(operator, DAY, 1406, code="oil", name="نفت و گاز", legal_basis="قانون بودجه")
    year_setup.add_chapter(operator, DAY, 1406, code="۱۸", name="راه", sector_group="infrastructure")
    programme = year_setup.add_programme(operator, DAY, 1406, code="1801", name="راه روستایی", chapter="18")
    assert programme.chapter.code == "18"
    county = year_setup.add_county(operator, DAY, code="0699", name="کارون")
    year_setup.record_indicator(operator, DAY, county="0699", key="population", year=1395, value=100, origin="سرشماری")
    fixed = year_setup.record_indicator(
        operator, DAY, county=county.code, key="population", year=1395, value=120, origin="سرشماری"
    )
    assert fixed.value == 120
    assert Act.objects.filter(verb="setup.record_indicators").last().details["rows"] == [
        ["0699", "population", 1395, 100, 120]
    ]
    verbs = {"open_fiscal_year": 1, "add_sources": 1, "add_chapters": 1, "add_programmes": 1, "add_counties": 1}
    assert {verb: Act.objects.filter(verb=f"setup.{verb}").count() for verb in verbs} == verbs


@pytest.mark.parametrize(
    "tried",
    [
        lambda who: year_setup.open_fiscal_year(who, DAY, 1405),
        lambda who: year_setup.add_source(who, DAY, 1405, code="P", name="x", legal_basis="x"),
        lambda who: year_setup.add_source(who, DAY, 1405, code="N", name="x", legal_basis=""),
        lambda who: year_setup.add_source(who, DAY, 1399, code="N", name="x", legal_basis="x"),
        lambda who: year_setup.add_sources(who, DAY, 1405, [{"code": "N", "name": "x", "legal_basis": "x"}] * 2),
        lambda who: year_setup.add_chapter(who, DAY, 1405, code="50", name="x", sector_group="consolidation"),  # S0-45
        lambda who: year_setup.add_programme(who, DAY, 1405, code="5001", name="x", chapter="50"),
        lambda who: year_setup.add_county(who, DAY, code="0601", name="x"),
        lambda who: year_setup.record_indicator(who, DAY, county="0699", key="k", year=1395, value=1, origin="x"),
    ],
)
def test_a_set_up_that_cannot_stand_is_refused_and_changes_nothing(world, admin, tried):
    before = world.record()
    with pytest.raises(Refused):
        tried(admin)
    assert world.record() == before


def test_a_fresh_installation_gets_a_province_an_organisation_and_an_administrator(db):
    actor = make_administrator(
        DAY, username="Modir", display_name="مدیر", password=PASSWORD, province_code="14", province_name="چهارمحال"
    )
    assert actor.role == Role.ADMINISTRATOR
    assert actor.organisation_name == "سازمان مدیریت و برنامه‌ریزی استان چهارمحال"
    again = make_administrator(
        DAY, username="modir2", display_name="", password=None, province_code="14", province_name=""
    )
    assert again.organisation_id == actor.organisation_id
    assert Act.objects.filter(verb="people.make_administrator").count() == 2


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"password": "short"}, PasswordWeak),
        ({"username": "taken"}, refusals.AlreadyThere),
        ({"province_name": ""}, Missing),
    ],
)
def test_an_administrator_who_cannot_stand_leaves_nothing_behind(db, given, refusal):
    Person.objects.create_user("taken", "—")
    usual = {"username": "modir", "display_name": "", "password": PASSWORD, "province_code": "14", "province_name": "x"}
    with pytest.raises(refusal):
        make_administrator(DAY, **{**usual, **given})
    assert not Organisation.objects.exists()
    assert Person.objects.count() == 1
