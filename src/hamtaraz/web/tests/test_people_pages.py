"""The administrator's pages: what is typed is done, what is refused is said beside what was typed."""

import re

import pytest
from django.contrib.auth import authenticate

from hamtaraz.conftest import World
from hamtaraz.people.models import Mandate, Organisation, Person
from hamtaraz.people.roles import Role
from hamtaraz.trail.models import Act


@pytest.fixture
def admin(world: World):
    return world.client(Role.ADMINISTRATOR)


def test_a_person_is_added_and_the_first_password_shown_once(world, admin):
    shown = admin.post("/people/add/", {"username": "m.karimi", "display_name": "مریم کریمی"})
    password = re.search(
        r"<code dir=\"ltr\" lang=\"en\">([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</code>", shown.content.decode()
    )[1]
    assert "no-store" in shown["Cache-Control"]
    person = authenticate(username="m.karimi", password=password)
    assert person.must_change_password
    assert password not in admin.get(f"/people/{person.pk}/").content.decode()


def test_a_refused_person_is_said_so_beside_what_was_typed(world, admin):
    Person.objects.create_user("taken", "—")
    answer = admin.post("/people/add/", {"username": "taken", "display_name": "مریم کریمی"})
    assert answer.status_code == 409
    assert "مریم کریمی" in answer.content.decode()


def test_a_mandate_is_given_and_ended_on_the_pages(world, admin):
    expert = world.mandate(Role.AGENCY_EXPERT)
    given = {"role": "agency_head", "organisation": world.organisations["rmto"].pk, "since": "۱۴۰۵/۰۸/۰۱", "until": ""}
    assert admin.post(f"/people/{expert.person_id}/mandates/", given | {"since": "1405/13/1"}).status_code == 409
    wrong = admin.post(f"/people/{expert.person_id}/mandates/", given | {"role": "budget_deputy"})
    assert (wrong.status_code, Mandate.objects.filter(person=expert.person).count()) == (409, 1)
    assert admin.post(f"/people/{expert.person_id}/mandates/", given).status_code == 302
    made = Mandate.objects.get(person=expert.person, role="agency_head")
    assert admin.post(f"/mandates/{made.pk}/end/", {"reason": ""}).status_code == 409
    assert admin.post(f"/mandates/{made.pk}/end/", {"reason": "اشتباه"}).status_code == 302
    made.refresh_from_db()
    assert made.until is not None
    assert Act.objects.get(verb="people.end_mandate").reason == "اشتباه"


def test_an_administrator_gives_themselves_no_mandate_on_the_pages(world, admin):  # S0-45
    own = world.mandate(Role.ADMINISTRATOR)
    given = {"role": "budget_deputy", "organisation": world.organisations["mpo"].pk, "since": "1405/8/1"}
    assert admin.post(f"/people/{own.person_id}/mandates/", given).status_code == 409
    assert Mandate.objects.filter(person=own.person).count() == 1


def test_accounts_are_closed_opened_and_given_new_passwords(world, admin):
    person = world.mandate(Role.AGENCY_EXPERT).person
    for verb, typed, active in [("close", {"reason": "مرخصی"}, False), ("open", {}, True)]:
        assert admin.post(f"/people/{person.pk}/{verb}/", typed).status_code == 302
        person.refresh_from_db()
        assert person.is_active is active
    assert admin.post(f"/people/{person.pk}/reset-password/").status_code == 200
    assert admin.post(f"/people/{person.pk}/promote/").status_code == 404
    assert admin.get(f"/people/{person.pk}/").content.decode().count("مرخصی") == 1


def test_people_are_found_by_name_organisation_and_role(world, admin):
    person = world.mandate(Role.AGENCY_EXPERT).person
    Person.objects.filter(pk=person.pk).update(display_name="کریم کاظمی")
    world.mandate(Role.AUDITOR)
    for query in ("q=كاظمي", "q=راهداری", "q=agency_expert-rm", "role=agency_expert"):
        names = [one.display_name for one in admin.get(f"/people/?{query}").context["page"]]
        assert names == ["کریم کاظمی"], query


def test_the_list_of_people_takes_few_queries(world, admin, django_assert_max_num_queries):
    for number in range(30):
        world.mandate(Role.AGENCY_EXPERT, hand=number + 1)
    with django_assert_max_num_queries(12):
        assert admin.get("/people/").status_code == 200


def test_an_organisation_is_added_changed_and_closed_on_the_pages(world, admin):
    fields = {"code": "mirasi", "kind": "agency", "name": "ميراث فرهنگي", "sector_group": "social", "county": ""}
    assert admin.post("/organisations/add/", fields).status_code == 302
    assert admin.post("/organisations/add/", fields).status_code == 409
    made = Organisation.objects.get(code="mirasi")
    assert made.name == "میراث فرهنگی"
    assert admin.post(f"/organisations/{made.pk}/", {"name": "میراث", "county": "0601"}).status_code == 302
    assert admin.post(f"/organisations/{made.pk}/close/", {"until": "1499/1/1", "reason": "ادغام"}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.county, made.sector_group, made.until is None) == ("میراث", "0601", "", False)
    assert admin.post(f"/organisations/{made.pk}/close/", {"reason": "ادغام نشد"}).status_code == 302
    made.refresh_from_db()
    assert made.until is None
    assert [one.code for one in admin.get("/organisations/?q=ميراث").context["page"]] == ["mirasi"]


def test_pages_of_another_provinces_people_are_not_found(world, admin):
    Mandate.objects.create(
        province="14", person=Person.objects.create_user("stranger", "—"), role=Role.AUDITOR, since=world.day,
        organisation=Organisation.objects.create(province="14", code="mpo", kind="mpo", name="—", since=world.day),
    )  # fmt: skip
    stranger = Person.objects.get(username="stranger")
    assert admin.get(f"/people/{stranger.pk}/").status_code == 404
    assert admin.post(f"/people/{stranger.pk}/reset-password/").status_code == 404
    assert "stranger" not in admin.get("/people/").content.decode()
