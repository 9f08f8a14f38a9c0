"""The workbook of the year's classification: credit sources, chapters and programmes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import Chapter, CreditSource, Programme
from hamtaraz.intake.checking import Plan
from hamtaraz.intake.refusals import ChoiceUnknown
from hamtaraz.intake.sheet import Column, Desk, Kind, Row, Sheet, enumerated, named
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role, SectorGroup
from hamtaraz.web import year_setup

CODE = Column("code", _("Code"), "code", required=True, most=16, example="1503")
NAME = Column("name", _("Name"), required=True, most=200, example="راه و ترابری")
NAME_EN = Column("name_en", _("Name in English"), most=200, blank="", example="Roads and transport")

SOURCES = Sheet(
    "sources",
    _("Credit sources"),
    (
        CODE, NAME, NAME_EN,
        Column("legal_basis", _("Legal basis"), required=True, most=300, example="قانون بودجهٔ سال ۱۴۰۵ کل کشور"),
    ),
    identity=("code",),
)  # fmt: skip
CHAPTERS = Sheet(
    "chapters",
    _("Chapters"),
    (
        CODE, NAME, NAME_EN,
        Column("function", _("Function"), most=120, blank="", example="امور اقتصادی"),
        Column("sector_group", _("Expert group"), "choice", required=True, choices="groups", example="امور زیربنایی",
               help=_("The group that reviews the agreements of this chapter; budget consolidation reviews none.")),
    ),
    identity=("code",),
)  # fmt: skip
PROGRAMMES = Sheet(
    "programmes",
    _("Programmes"),
    (
        CODE, NAME, NAME_EN,
        Column("chapter", _("Chapter"), "choice", required=True, choices="chapters", also="chapters", fixed=True,
               example="1503 – راه و ترابری"),
    ),
    identity=("code",),
)  # fmt: skip


def _desk(actor: Actor, day: datetime.date) -> Desk:
    year = {"province": actor.province, "fiscal_year": actor.fiscal_year}
    sources, chapters = CreditSource.objects.filter(**year), list(Chapter.objects.filter(**year))
    programmes = Programme.objects.filter(**year).select_related("chapter")
    return Desk(
        actor,
        day,
        {"groups": enumerated(SectorGroup), "chapters": named(chapters)},
        {
            "sources": {(one.code,): _values(SOURCES, one) for one in sources},
            "chapters": {(one.code,): _values(CHAPTERS, one) for one in chapters},
            "programmes": {(one.code,): _values(PROGRAMMES, one) | {"chapter": one.chapter.code} for one in programmes},
        },
    )


def _values(sheet: Sheet, one: Any) -> dict[str, Any]:
    return {column.key: getattr(one, column.key) for column in sheet.columns}


def _look(rows: Mapping[str, list[Row]], desk: Desk) -> Iterator[tuple[Row, str, Refused]]:
    """A chapter is reviewed by one of the three expert groups, never by budget consolidation (S0-45)."""
    for row in rows["chapters"]:
        if row.values.get("sector_group") == SectorGroup.CONSOLIDATION:
            column = CHAPTERS.column("sector_group")
            yield row, column.key, ChoiceUnknown(text=SectorGroup.CONSOLIDATION.label, column=column.title)


WRITERS = {
    "sources": (year_setup.add_sources, year_setup.change_sources),
    "chapters": (year_setup.add_chapters, year_setup.change_chapters),
    "programmes": (year_setup.add_programmes, year_setup.change_programmes),
}


def _write(actor: Actor, day: datetime.date, plan: Plan) -> None:
    for sheet, (add, change) in WRITERS.items():
        new = [row.values for row in plan.standing(sheet, "new")]
        changed = [
            {"code": row.values["code"], **{key: after for key, (_before, after) in row.changes.items()}}
            for row in plan.standing(sheet, "changed")
        ]
        if new:
            add(actor, day, actor.fiscal_year, new)
        if changed:
            change(actor, day, actor.fiscal_year, changed)


CLASSIFICATION = Kind(
    key="classification",
    label=_("Credit sources, chapters and programmes"),
    tells=_("What the credit of the year is classified by."),
    basis="S0-10",
    version=1,
    roles=frozenset({Role.ADMINISTRATOR, Role.OPERATOR}),
    sheets=(SOURCES, CHAPTERS, PROGRAMMES),
    desk=_desk,
    write=_write,
    look=_look,
)
