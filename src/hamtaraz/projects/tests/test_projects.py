"""A project is registered with its act, changes while no credit hangs on it, and is read by those it concerns."""

import pytest

from hamtaraz.conftest import PROVINCE, YEAR, World
from hamtaraz.kernel.refusals import ChangedMeanwhile, Missing, NotYours
from hamtaraz.people.roles import Role
from hamtaraz.projects import queries
from hamtaraz.projects.models import Project
from hamtaraz.projects.operations import register_project, update_project
from hamtaraz.projects.refusals import (
    CodeTaken,
    CostsNothing,
    CreditAttached,
    EndsBeforeItBegins,
    ProgressBeyondAll,
)
from hamtaraz.trail.queries import last_act
from hamtaraz.web.finding import find

P1 = {"source": "P", "chapter": "40", "programme": "4001", "agency": "rmto", "project": "p1", "county": "0601"}


def given(world: World, **more):
    """What a new bridge is registered with."""
    return {
        "day": world.day, "title": "احداث پل كارون", "agency": world.organisations["rmto"],
        "programme": world.programmes["4001"], "county": world.counties["0603"], "start_year": 1405,
        "end_year": 1407, "total_cost_rial": 12_000, "execution_method": "contracted", "economic_chapter": "1",
        **more,
    }  # fmt: skip


@pytest.fixture
def expert(world: World):
    return world.actor(Role.CONSOLIDATION_EXPERT)


def test_a_registered_project_has_code_origin_and_act(world: World, expert):  # S0-43
    made = register_project(actor=expert, **given(world))
    assert (made.code, made.origin, made.title) == ("4001001", "county_committee", "احداث پل کارون")
    wide = register_project(actor=expert, **given(world, county=None))
    assert (wide.code, wide.origin) == ("4001002", "provincial_council")
    assert last_act(PROVINCE, "projects.project", made.pk, "projects.register").details["code"] == "4001001"


def test_a_code_is_given_once(world: World, expert):
    with pytest.raises(CodeTaken):
        register_project(actor=expert, **given(world, code="p1"))
    register_project(actor=expert, **given(world, code="4001001"))
    assert register_project(actor=expert, **given(world)).code == "4001002"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"title": "  "}, Missing),
        ({"end_year": 1404}, EndsBeforeItBegins),
        ({"total_cost_rial": 0}, CostsNothing),
        ({"progress_percent": 101}, ProgressBeyondAll),
    ],
)
def test_a_project_nobody_could_carry_out_is_refused(world: World, expert, wrong, refusal):  # INV-10
    before = world.record()
    with pytest.raises(refusal):
        register_project(actor=expert, **given(world, code="x", **wrong))
    assert world.record() == before


def test_an_agency_proposes_its_own_projects_alone(world: World):
    own = world.actor(Role.AGENCY_EXPERT)
    assert register_project(actor=own, **given(world)).agency.code == "rmto"
    with pytest.raises(NotYours):
        register_project(actor=own, **given(world, agency=world.organisations["abfa"]))
    with pytest.raises(NotYours):
        register_project(actor=world.actor(Role.COUNTY_SECRETARY), **given(world))
    with pytest.raises(NotYours):
        update_project(world.projects["p1"], actor=world.actor(Role.AGENCY_EXPERT, "abfa"), day=world.day, title="—")


def test_a_change_tells_before_and_after(world: World, expert):
    changed = update_project(world.projects["p1"], actor=expert, day=world.day, end_year=1408, progress_percent=60)
    assert changed.version == 2
    act = last_act(PROVINCE, "projects.project", changed.pk, "projects.update")
    assert act.details["changed"] == {"end_year": ["1406", "1408"], "progress_percent": ["50", "60"]}


def test_nothing_changed_leaves_no_act(world: World, expert):
    before = world.record()
    update_project(world.projects["p1"], actor=expert, day=world.day, end_year=1406)
    assert world.record() == before


def test_two_editors_of_a_project_are_told_of_one_another(world: World, expert):
    project = world.projects["p1"]
    update_project(project, actor=expert, day=world.day, seen_version=1, end_year=1408)
    with pytest.raises(ChangedMeanwhile):
        update_project(project, actor=expert, day=world.day, seen_version=1, end_year=1409)


def test_what_the_book_knows_a_project_by_stays_while_it_has_credit(world: World, expert):
    project = world.projects["p1"]
    update_project(project, actor=expert, day=world.day, agency=world.organisations["abfa"])
    update_project(project, actor=expert, day=world.day, agency=world.organisations["rmto"])
    world.put("committee_approved", 5_000, **P1)
    with pytest.raises(CreditAttached):
        update_project(project, actor=expert, day=world.day, agency=world.organisations["abfa"])
    with pytest.raises(CreditAttached):
        update_project(project, actor=expert, day=world.day, county=None)
    assert update_project(project, actor=expert, day=world.day, title="نام تازه").title == "نام تازه"


def test_everyone_reads_what_concerns_them(world: World):
    def codes(role: str, organisation: str = "") -> set[str]:
        return set(queries.projects_for(world.actor(role, organisation)).values_list("code", flat=True))

    assert codes(Role.BUDGET_DEPUTY) == codes(Role.AGENCY_HEAD) == {"p1", "p2", "p9"}
    assert codes(Role.AGENCY_EXPERT, "abfa") == set()
    assert codes(Role.COUNTY_SECRETARY) == {"p1", "p2"}
    assert codes(Role.COUNTY_SECRETARY, "gov-0617") == set()


def test_unfinished_projects_come_first(world: World):  # S0-15
    found = queries.county_projects(PROVINCE, YEAR, "0601")
    assert [(one.code, one.unfinished) for one in found] == [("p1", True), ("p2", False)]


def test_a_project_without_a_standing_is_unfinished_if_it_began_before_the_year(world: World):
    world.projects["p1"].standings.all().delete()
    world.projects["p2"].standings.all().delete()
    found = queries.county_projects(PROVINCE, YEAR, "0601")
    assert [(one.code, one.unfinished) for one in found] == [("p1", True), ("p2", False)]


def test_the_money_of_a_project_is_told_by_stage(world: World):
    world.put("committee_approved", 5, **P1)
    world.put("agency_noticed", 20, **P1)
    world.put("in_agreement", 300, **P1)
    world.put("agreed", 4_000, **P1)
    world.put_allotment("allotted", 1_000, **P1)
    money = queries.money_of(PROVINCE, YEAR, "p1")
    assert (money.approved_rial, money.noticed_rial, money.agreed_rial, money.allotted_rial) == (
        4_325,
        4_320,
        4_000,
        1_000,
    )
    assert queries.credit_by_project(PROVINCE, YEAR, ["p1", "p2"]) == {"p1": 4_325}


@pytest.mark.parametrize("words", ["كارون", "کارون", "کارو", "كارو"])
def test_projects_are_found_however_their_names_are_typed(world: World, expert, words):
    register_project(actor=expert, **given(world))
    assert [one.title for one in find(expert, words)] == ["احداث پل کارون"]
    assert find(world.actor(Role.AGENCY_EXPERT, "abfa"), words) == []


def test_agencies_are_found_too(world: World, expert):
    (found,) = find(expert, "فاضلاب")
    assert found.url.endswith("?agency=abfa")


def test_the_names_of_a_year_are_asked_once(world: World, django_assert_num_queries):
    with django_assert_num_queries(1):
        names = queries.classification(PROVINCE, YEAR)
    assert (names.sources["P"], names.chapters["40"], names.programmes["4001"]) == (
        "استانی", "راه و ترابری", "برنامه راه و ترابری",
    )  # fmt: skip


def test_the_list_is_narrowed_and_scoped(world: World):
    def titles(address: str, role: str = Role.BUDGET_DEPUTY, organisation: str = "") -> int:
        return len(world.client(role, organisation).get(address).context["page"].object_list)

    assert titles("/projects/") == 3
    assert titles("/projects/?standing=unfinished&county=0601") == 1
    assert titles("/projects/?origin=provincial_council") == 1
    assert titles("/projects/?q=پل") == 1
    assert titles("/projects/?programme=4101") == 0
    assert titles("/projects/", Role.AGENCY_EXPERT, "abfa") == 0


@pytest.mark.parametrize("address", ["/projects/", "/projects/{p1}/", "/projects/{p1}/change/", "/projects/new/"])
def test_pages_of_projects_ask_little(world: World, address, django_assert_max_num_queries):
    world.put("agreed", 5_000, **P1)
    client = world.client(Role.CONSOLIDATION_EXPERT)
    with django_assert_max_num_queries(12):
        assert client.get(address.format(p1=world.projects["p1"].pk)).status_code == 200


def test_another_agencys_project_does_not_exist_for_an_agency(world: World):
    client = world.client(Role.AGENCY_EXPERT, "abfa")
    assert client.get(world.projects["p1"].get_absolute_url()).status_code == 404
    assert client.get(f"/projects/{world.projects['p1'].pk}/change/").status_code == 404


def test_the_sheet_holds_the_same_rows(world: World):
    import io

    from python_calamine import CalamineWorkbook

    world.put("committee_approved", 5_000, **P1)
    answer = world.client(Role.BUDGET_DEPUTY).get("/projects/excel/?county=0601")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert sorted((row[0], row[11], row[13]) for row in rows[1:]) == [("p1", 30_000, 5_000), ("p2", 12_000, 0)]


def form_of(project: Project, **more) -> dict[str, object]:
    """The form of a project as its page sends it."""
    return {
        "title": project.title, "agency": "rmto", "programme": "4001", "county": "0601", "start_year": "۱۴۰۳",
        "end_year": "1406", "total_cost_rial": "۳۰٬۰۰۰", "spent_before_rial": "15000", "progress_percent": "50",
        "planned_percent": "80", "unfinished": "on", "execution_method": "contracted", "economic_chapter": "1",
        "version": 1, **more,
    }  # fmt: skip


def test_a_second_editor_sees_both_versions_and_loses_nothing(world: World, expert):
    project = world.projects["p1"]
    client = world.client(Role.CONSOLIDATION_EXPERT, hand=2)
    client.post("/unit/", {"unit": "rial", "next": "/"})
    update_project(project, actor=expert, day=world.day, title="نام نخست")
    answer = client.post(f"/projects/{project.pk}/change/", form_of(project, title="نام دوم"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "نام نخست" in page
    assert 'value="نام دوم"' in page
    again = client.post(f"/projects/{project.pk}/change/", form_of(project, title="نام دوم", version=2))
    assert again.status_code == 302
    project.refresh_from_db()
    assert (project.title, project.total_cost_rial) == ("نام دوم", 30_000)
