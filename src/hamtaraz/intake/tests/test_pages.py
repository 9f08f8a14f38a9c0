"""The pages: who sees which card, what a sent file leads to, and how many questions a page asks the database."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hamtaraz.intake.kinds import KINDS
from hamtaraz.intake.making import make_template
from hamtaraz.intake.models import Upload
from hamtaraz.intake.operations import look_at
from hamtaraz.intake.tests.filling import DAY, filled, written
from hamtaraz.intake.tests.hostile import PROJECT, county
from hamtaraz.intake.tests.test_recording import GOOD
from hamtaraz.people.roles import Role
from hamtaraz.projects.models import Project

MOST_QUERIES = 12


def send(client, kind, content, name="a.xlsx"):
    return client.post(reverse("intake:send", args=[kind]), {"file": SimpleUploadedFile(name, content)})


def waiting(world, rows, role=Role.OPERATOR):
    client = world.client(role)
    answer = send(client, "projects", written("projects", world.actor(role), {"projects": rows}))
    assert answer.status_code == 302
    return client, answer.url


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.ADMINISTRATOR, {"divisions", "agencies", "classification", "recipients"}),
        (Role.OPERATOR, {"divisions", "classification", "projects", "recipients"}),
        (Role.CONSOLIDATION_EXPERT, {"projects", "notices"}),
        (Role.RESOURCE_EXPERT, {"recipients"}),
    ],
)
def test_everyone_finds_the_forms_of_what_they_may_load(world, role, kinds, django_assert_max_num_queries):
    client = world.client(role)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(reverse("intake:overview")).content.decode()
    assert {kind for kind in KINDS if reverse("intake:send", args=[kind]) in page} == kinds
    for kind in KINDS:
        assert client.get(reverse("intake:template", args=[kind])).status_code == (200 if kind in kinds else 404)


def test_other_roles_do_not_enter(world):
    for role in set(Role) - {Role.ADMINISTRATOR, Role.OPERATOR, Role.CONSOLIDATION_EXPERT, Role.RESOURCE_EXPERT}:
        assert world.client(role).get(reverse("intake:overview")).status_code == 403


def test_a_template_is_a_workbook_with_guide_headers_lists_and_a_hidden_mark(world):
    answer = world.client(Role.OPERATOR).get(reverse("intake:template", args=["projects"]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    visible = [sheet.name for sheet in book.sheets_metadata if str(sheet.visible).endswith(".Visible")]
    assert (len(visible), book.sheet_names[-1]) == (2, "hamtaraz")
    mark = book.get_sheet_by_name("hamtaraz").to_python()
    assert mark[0][:5] == ["hamtaraz", "projects", "1", "06", "1405"]
    assert "rmto – اداره کل راهداری و حمل‌ونقل جاده‌ای" in {cell for row in mark for cell in row}
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_template_reads_right_to_left_freezes_its_head_and_keeps_codes_as_text(world):
    content = make_template(KINDS["projects"], KINDS["projects"].desk(world.actor(Role.OPERATOR), DAY))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheet = packed.read("xl/worksheets/sheet2.xml").decode()
        styles = packed.read("xl/styles.xml").decode()
    assert 'rightToLeft="1"' in sheet
    assert 'state="frozen"' in sheet
    assert 'type="list"' in sheet
    first = re.search(r'<col min="1" max="1"[^>]* style="([0-9]+)"', sheet)[1]
    chosen = re.findall(r'<xf numFmtId="([0-9]+)"', styles.partition("<cellXfs")[2])[int(first)]
    assert chosen == "49"  # Excel's own number for the format of texts


def test_a_file_is_sent_looked_at_and_recorded(world, django_assert_max_num_queries):
    client, page = waiting(world, GOOD["projects"]["projects"])
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(page)
    assert "احداث پل بزرگ" in answer.content.decode()
    seen = answer.context["digest"]
    answer = client.post(reverse("intake:record", args=[Upload.objects.get().pk]), {"seen": seen}, follow=True)
    assert answer.status_code == 200
    assert Project.objects.filter(code="n1").exists()
    file = reverse("web:file", args=[answer.context["files"][0].pk])
    assert client.get(file).status_code == 200
    assert world.client(Role.AGENCY_EXPERT).get(file).status_code == 404


def test_looking_at_a_file_writes_nothing(world):
    client, page = waiting(world, GOOD["projects"]["projects"])
    before = world.record()
    for url in (page, reverse("intake:overview"), reverse("intake:template", args=["projects"]) + "?filled=1"):
        assert client.get(url).status_code == 200
    assert world.record() == before


def test_a_faulty_file_names_its_cells_offers_no_recording_and_gives_its_rows_back(world):
    client, page = waiting(world, [PROJECT, {**PROJECT, "code": "n2", "agency": "nobody", "lat": "x"}])
    answer = client.get(page)
    told = answer.content.decode()
    assert '<code dir="ltr">C3</code>' in told
    assert '<code dir="ltr">Q3</code>' in told
    pk = Upload.objects.get().pk
    assert reverse("intake:record", args=[pk]) not in told
    assert client.post(reverse("intake:record", args=[pk])).status_code == 409
    back = client.get(reverse("intake:refused", args=[pk])).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(back)).get_sheet_by_index(1).to_python()
    assert len(rows) == 2
    assert (rows[1][0], rows[1][2]) == ("n2", "nobody")
    assert "C3" in rows[1][-1]
    assert "Q3" in rows[1][-1]


def test_refused_rows_put_right_in_the_file_that_came_back_are_accepted(world):
    client, _page = waiting(world, [{**PROJECT, "agency": "nobody"}])
    back = client.get(reverse("intake:refused", args=[Upload.objects.get().pk])).content
    actor = world.actor(Role.OPERATOR)
    plan = look_at(KINDS["projects"], actor=actor, day=DAY, name="a.xlsx", content=back)
    assert [fault.cell for fault in plan.faults] == ["C2"]  # the column of reasons is known and not read


def test_a_file_that_is_no_workbook_is_told_of_at_its_form_and_not_kept(world):
    client = world.client(Role.OPERATOR)
    for content, name in (
        (b"x", "a.xlsx"),
        (b"\xd0\xcf\x11\xe0", "a.xls"),
        (county()(world.actor(Role.OPERATOR)), "b.xlsx"),
    ):
        answer = send(client, "projects", content, name)
        assert answer.status_code == 409
        assert 'role="alert"' in answer.content.decode()
    assert client.post(reverse("intake:send", args=["projects"])).status_code == 409
    assert not Upload.objects.exists()


def test_a_discarded_file_says_so_and_is_gone(world):
    client, page = waiting(world, [PROJECT])
    pk = Upload.objects.get().pk
    assert client.post(reverse("intake:discard", args=[pk])).status_code == 302
    assert client.get(page).status_code == 200
    assert client.post(reverse("intake:record", args=[pk])).status_code == 409
    assert not Project.objects.filter(code="n1").exists()


def test_files_of_kinds_one_may_not_load_are_not_found(world):
    _client, page = waiting(world, [PROJECT])
    assert world.client(Role.ADMINISTRATOR).get(page).status_code == 404


# --- the terminal ------------------------------------------------------------------------------


def command(world, tmp_path, content, *words, person=Role.OPERATOR):
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    said = io.StringIO()
    username = world.mandate(person).person.username
    call_command("load_workbook", "projects", str(file), "--person", username, "--language", "en", *words, stdout=said)
    return said.getvalue()


def test_the_command_loads_a_file_and_with_check_only_says_what_it_would_do(world, tmp_path):
    content = written("projects", world.actor(Role.OPERATOR), GOOD["projects"])
    before = world.record()
    assert "New 1, changed 1" in command(world, tmp_path, content, "--check")
    assert world.record() == before
    assert "Recorded" in command(world, tmp_path, content)
    assert Project.objects.filter(code="n1").exists()


def test_the_command_prints_every_bad_cell_and_fails(world, tmp_path, capsys):
    content = written("projects", world.actor(Role.OPERATOR), {"projects": [{**PROJECT, "agency": "x", "lat": "y"}]})
    before = world.record()
    with pytest.raises(CommandError, match="2 cells"):
        command(world, tmp_path, content)
    assert world.record() == before


def test_the_command_refuses_a_person_without_the_mandate_and_a_file_that_is_none(world, tmp_path):
    good = filled("projects", world.actor(Role.OPERATOR))
    with pytest.raises(CommandError, match="no mandate"):
        command(world, tmp_path, good, person=Role.AUDITOR)
    with pytest.raises(CommandError, match="Excel"):
        command(world, tmp_path, b"x")
