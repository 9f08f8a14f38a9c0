"""What is written about the house is true of it: generated pages, commands, links, figures and terms."""

import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from hamtaraz.agreements.models import Agreement
from hamtaraz.allotments.models import AllotmentNotice
from hamtaraz.config import documentation
from hamtaraz.config.documentation import account_map, markdown
from hamtaraz.config.home import CHECKOUT
from hamtaraz.councils.models import Meeting
from hamtaraz.distribution.models import Distribution
from hamtaraz.kernel import text
from hamtaraz.ledger.account_map import SHAPES
from hamtaraz.notices.models import CreditNotice
from hamtaraz.people.models import Mandate
from hamtaraz.people.roles import Role

READMES = [CHECKOUT / "README.md", CHECKOUT / "README.fa.md"]
PAGES = [
    *READMES,
    CHECKOUT / "GLOSSARY.md",
    *sorted(CHECKOUT.glob("CHANGES/*.md")),
    *sorted(CHECKOUT.glob("docs/**/*.md")),
]
ROOMS = sorted(path.parent for path in (CHECKOUT / "src" / "hamtaraz").glob("*/__init__.py"))
OURS = {"run", "fresh", "distribute", "law"}
"""Commands that are not Django's."""


# --- generated pages ---------------------------------------------------------------------------


def test_the_generated_pages_are_the_committed_ones():
    assert documentation.differences() == []


def test_a_page_that_was_edited_added_or_removed_is_named_and_written_anew(tmp_path: Path):
    documentation.write(tmp_path)
    (tmp_path / "roles.md").write_text("by hand")
    (tmp_path / "routes.md").unlink()
    (tmp_path / "workflows" / "of-the-past.md").write_text("left over")
    changed = ["roles.md", "routes.md", "workflows/of-the-past.md"]
    assert documentation.differences(tmp_path) == changed
    assert documentation.write(tmp_path) == changed
    assert documentation.differences(tmp_path) == []


def test_the_check_fails_where_a_page_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(documentation.differences, "__defaults__", (tmp_path,))
    with pytest.raises(CommandError, match=r"README\.md.*roles\.md"):
        call_command("docs", check=True)


@pytest.mark.django_db
def test_the_page_of_accounts_is_read_as_the_database_has_it():
    with connection.cursor() as cursor:
        cursor.execute("SELECT book, stage, place, shape, outside, coalesce(capped_by, '') FROM ledger_stage")
        kept = set(cursor.fetchall())
        cursor.execute("SELECT book, from_stage, to_stage, mask FROM ledger_path")
        ways = set(cursor.fetchall())
    read = account_map.stages()
    assert {(s.book, s.stage, s.place, s.shape, s.outside, s.capped_by) for s in read} == kept
    assert {(p.book, p.source, p.target, p.mask) for p in account_map.paths()} == ways
    assert all(stage.basis for stage in read)


def test_a_bar_in_a_cell_does_not_end_it():
    assert markdown.table(("a",), [("x|y\nz",)]).splitlines()[-1] == "| x\\|y z |"


# --- words by hand -----------------------------------------------------------------------------


def commands_named(page: Path) -> set[str]:
    """The words that follow `hamtaraz` in code."""
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", page.read_text(), re.DOTALL))
    return set(re.findall(r"(?:\.venv/bin/hamtaraz|`hamtaraz) ([a-z_]+)", code))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_command_that_is_named_exists(page: Path):
    assert commands_named(page) - set(get_commands()) - OURS == set()


def test_the_readmes_name_the_commands_of_an_office():
    for page in READMES:
        assert {"verify", "why", "seal", "backup", "restore", "make_administrator"} <= commands_named(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_verb_of_make_that_is_named_exists(page: Path):
    verbs = set(re.findall(r"^([a-z-]+):", (CHECKOUT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(), re.MULTILINE)) <= verbs


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_link_leads_somewhere(page: Path):
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_setting_that_is_named_is_read_somewhere(page: Path):
    source = "\n".join(path.read_text() for path in (CHECKOUT / "src" / "hamtaraz" / "config").glob("*.py"))
    source += (CHECKOUT / "src/hamtaraz/web/management/commands/make_administrator.py").read_text()
    assert {
        name for name in re.findall(r"(?:HAMTARAZ|DATABASE)(?:_[A-Z]+)+", page.read_text()) if name not in source
    } == set()


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_says_what_it_is_for(room: Path):
    readme = room / "README.md"
    assert readme.exists()
    assert readme.read_text().startswith("# ")


def test_every_decision_says_why_on_one_page():
    pages = sorted((CHECKOUT / "docs" / "decisions").glob("*.md"))
    assert len(pages) >= 8
    assert [page.name for page in pages if not 100 < len(page.read_text().split()) < 700] == []


def test_the_glossary_covers_every_stage_and_every_role():
    words = set(re.findall(r"`([a-z_]+)`", (CHECKOUT / "GLOSSARY.md").read_text()))
    assert {stage for _book, stage in SHAPES} | {book for book, _stage in SHAPES} <= words
    assert set(Role.values) <= words


def test_the_glossary_has_one_line_for_each_term():
    lines = re.findall(r"^\| ([^|]+) \|", (CHECKOUT / "GLOSSARY.md").read_text(), re.MULTILINE)
    terms = [line for line in lines if line not in ("English", "---")]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_the_glossary_is_readable_by_both_sides():
    rows = [row for row in (CHECKOUT / "GLOSSARY.md").read_text().splitlines() if row.startswith("| ")]
    plain = [row for row in rows if not row.startswith(("| English", "| ---"))]
    assert [row for row in plain if not re.search("[آ-ی]", row.split("|")[2])] == []


# --- the tour ----------------------------------------------------------------------------------


def figures(page: Path) -> set[str]:
    """Every figure of four digits or more, digits made Latin and grouping taken out."""
    latin = text.digits(page.read_text()).replace("٬", "").replace("٫", ".")
    latin = re.sub(r"(?<=\d),(?=\d{3})", "", latin)
    return set(re.findall(r"\d{4,}(?:\.\d+)?", latin))


def test_both_readmes_tell_the_same_figures():
    english, persian = (figures(page) for page in READMES)
    assert english == persian
    assert {"157894154567", "157800", "34716", "24301.2"} <= english


def examples(page: Path) -> list[str]:
    """The lines of the code blocks marked `sh run`."""
    blocks = re.findall(r"```sh run\n(.*?)```", page.read_text(), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def stations() -> Iterator[tuple[str, str, str, list[str]]]:
    """Whose desk, which organisation's, which page, and what the tour says stands there."""
    izeh = Meeting.objects.get(county="0604")
    shared = Distribution.objects.get(state="approved")
    of_project = reverse("councils:list_of_projects", args=[izeh.pk])
    university = "201013"
    yield "consolidation_head", "", _of("114203"), ["30,000,000"]
    yield "consolidation_head", "", f"{shared.get_absolute_url()}?county=0604", [
        "4.5113%", "108,000,000", "1405/3/1",
    ]  # fmt: skip
    yield "consolidation_head", "", reverse("distribution:why", args=[shared.pk, "0604"]), [
        "4,872,162,483,793", "157,894,154,567",
    ]  # fmt: skip
    yield "consolidation_head", "", _of("06/1405/1004"), ["4,872,162.483793", "157,894.154567"]
    yield "county_secretary", "0604", of_project, ["157,800", "71%"]
    yield "agency_expert", university, _of("06/1405/2038"), ["431,800", "157,800"]
    agreement = Agreement.objects.get(number=36)
    yield "agency_expert", university, agreement.get_absolute_url(), ["13 Mehr", "Return for correction", "157,800"]
    allotted = AllotmentNotice.objects.get(number="1405/3020")
    yield "allotment_secretary", "", reverse("allotments:list"), ["169250", "1405/1"]
    yield (
        "agency_expert",
        university,
        allotted.get_absolute_url(),
        ["34,716", "24,301.2", "10,414.8", "We have read it"],
    )
    draft = Agreement.objects.get(number=66)
    yield "agency_expert", university, draft.get_absolute_url(), ["Emergency medical services", "Edit lines", "800,000"]


def _of(number: str) -> str:
    return CreditNotice.objects.get(Q(number=number) | Q(letter_number=number)).get_absolute_url()


def _sit_at(role: str, seat: str) -> Client:
    """A browser at that desk, reading English."""
    mandates = Mandate.objects.filter(role=role).select_related("person").order_by("id")
    if seat:
        field = "organisation__county" if role == Role.COUNTY_SECRETARY else "organisation__code"
        mandates = mandates.filter(**{field: seat})
    client = Client()
    client.force_login(mandates[0].person)
    client.post(reverse("web:choose_language"), {"language": "en"})
    return client


def _read(client: Client, page: str) -> str:
    """The page as HTML, the part of an amount after its point (shown smaller) joined to the amount again."""
    return re.sub(r'<span class="fraction">([^<]*)</span>', r"\1", client.get(page).content.decode())


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
def test_the_tour_shows_what_the_readme_says_and_its_examples_run():  # entry 1 is the first of a fresh house
    call_command("load_example", verbosity=0)
    told = READMES[0].read_text()
    for role, seat, page, expected in stations():
        shown = _read(_sit_at(role, seat), page)
        assert [figure for figure in expected if figure not in shown] == [], page
        assert [figure for figure in expected if re.fullmatch(r"[\d,.]{5,}", figure) and figure not in told] == [], page

    auditor = _sit_at("auditor", "")
    page, amount = _of("06/1405/1004"), "157,894.154567"
    for _station in ("county_noticed", "county_share", "received"):
        shown = _read(auditor, page)
        story = re.search(rf'<a href="(/monitoring/why/\d+/)"[^>]*>(?:\s|<[^>]+>)*{amount}', shown)
        assert story, f"on {page} the amount leads to its story"
        page, amount = story[1], r"[\d,.]+<"
    assert "۱۱۴۲۰۳" in _read(auditor, page)

    assert examples(READMES[0]) == examples(READMES[1])
    for line in examples(READMES[0]):
        program, *words = shlex.split(line)
        assert program == ".venv/bin/hamtaraz"
        said = io.StringIO()
        call_command(*words, stdout=said)
        assert len(said.getvalue()) > 100, line
