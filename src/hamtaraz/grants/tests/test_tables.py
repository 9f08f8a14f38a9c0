"""Tables 1 and 2 go out as papers with the columns of the directive, their sums, and the slogan of the year."""

import datetime
import io

import pypdfium2
import pytest
from django.db import transaction

from hamtaraz.budget.models import FiscalYear
from hamtaraz.documents.models import Paper
from hamtaraz.grants.effects.letters import next_letter
from hamtaraz.grants.papers.tables import issue_table
from hamtaraz.grants.tests.conftest import MILLION, TOLD, YEAR, Clause
from hamtaraz.people.models import Organisation
from hamtaraz.people.roles import Role
from hamtaraz.trail.record import record

SLOGAN = "سال «دولت و ملت، همدلی و هم‌زبانی»"
PROJECT = {
    "county": "الف", "title": "تکمیل ایستگاه آتش‌نشانی", "estimate_rial": 10_000 * MILLION, "aid_rial": 4_000 * MILLION,
    "own_rial": 3_000 * MILLION + 500, "starts_on": datetime.date(2015, 6, 22), "ends_on": None, "progress_percent": 40,
}  # fmt: skip
ROWS = {
    "municipal_machine_table": {"county": "الف", "municipality": "ب", "asks": [(1, "لودر"), (0, ""), (3, "ست امداد"), (0, "")]},
    "dehyari_machine_table": {"county": "الف", "district": "مرکزی", "dehyari": "ده", "machine": "لودر",
                              "contribution_rial": 720 * MILLION, "aid_rial": 1_680 * MILLION},
    "municipal_project_table": PROJECT | {"municipality": "ب", "province_rial": 3_000 * MILLION},
    "dehyari_project_table": PROJECT | {"village": "ده"},
}  # fmt: skip


def issued(clause: Clause, kind: str, rows: list[dict[str, object]]) -> Paper:
    actor = clause.actor(Role.URBAN_OFFICE)
    with transaction.atomic():
        act = record("grants.send_list", actor=actor, day=TOLD, basis="S4-031", subject_kind="grants.list", subject_id=0,
                     subject_title="", details={})  # fmt: skip
        return issue_table(kind, rows, actor=actor, act=act, day=TOLD, number=next_letter(actor),
                           receivers=[Organisation.objects.get(code="imo")], about=("grants.list", act, "/grants/"))  # fmt: skip


@pytest.mark.parametrize("kind", ROWS)
def test_a_table_is_kept_with_its_sums_and_printed_under_the_slogan_of_the_year(clause: Clause, kind: str):  # S4-002
    FiscalYear.objects.filter(year=YEAR).update(slogan=SLOGAN)
    paper = issued(clause, kind, [ROWS[kind]] * 2)
    assert paper.facts["slogan"] == SLOGAN
    assert paper.facts.get("totals", {}) == {
        name: str(2 * value) for name, value in ROWS[kind].items() if name.endswith("_rial")
    }
    document = pypdfium2.PdfDocument(io.BytesIO(bytes(paper.pdf)))
    page = document[0]
    assert page.get_width() > page.get_height()  # on a sheet laid across
    read = page.get_textpage().get_text_range()
    assert "بسمه تعالی" in read
    assert "همدلی" in read
    assert "سازمان شهرداری" in read


def test_a_year_without_a_slogan_prints_none(clause: Clause):  # S4-002
    assert "slogan" not in issued(clause, "municipal_machine_table", [ROWS["municipal_machine_table"]]).facts
