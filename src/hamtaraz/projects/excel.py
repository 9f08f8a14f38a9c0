"""Writes the register of projects as an Excel sheet, right to left, amounts to the last rial."""

from __future__ import annotations

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext as _

from hamtaraz.kernel.workbooks import TEXT_STAYS_TEXT
from hamtaraz.projects.models import Project
from hamtaraz.projects.queries import Classification

EXACT_IN_A_CELL = 2**53
"""A cell is a double: beyond this a whole number loses its last digit, so it is written as text."""
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet_of(projects: Iterable[Project], names: Classification, credit: dict[str, int]) -> bytes:
    """One row a project; `credit` is this year's approved credit by code, in whole rials."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, TEXT_STAYS_TEXT) as book:
        sheet = book.add_worksheet(_("Projects"))
        sheet.right_to_left()
        head, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
        titles = [
            _("Code"), _("Title"), _("County"), _("Executive agency"), _("Chapter"), _("Programme"), _("Origin"),
            _("Standing"), _("Year of beginning"), _("Year of ending"), _("Physical progress, percent"),
            _("Total cost (rial)"), _("Spent until the beginning of the year (rial)"), _("Credit of the year (rial)"),
        ]  # fmt: skip
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, head)
        for row, project in enumerate(projects, 1):
            for column, value in enumerate(_row(project, names, credit)):
                if isinstance(value, int) and value < EXACT_IN_A_CELL:
                    sheet.write_number(row, column, value, money if column > 10 else None)
                else:
                    sheet.write_string(row, column, str(value))
        sheet.freeze_panes(1, 2)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, 13, 20)
    return made.getvalue()


def _row(project: Project, names: Classification, credit: dict[str, int]) -> list[str | int]:
    return [
        project.code,
        project.title,
        str(project.county or _("Province-wide")),
        str(project.agency),
        names.chapters.get(project.chapter_code, project.chapter_code),
        names.programmes.get(project.programme_code, project.programme_code),
        str(project.get_origin_display()),
        _("Unfinished") if project.unfinished else _("New"),  # type: ignore[attr-defined]
        project.start_year,
        project.end_year,
        project.progress_percent,  # type: ignore[attr-defined]
        project.total_cost_rial,
        project.spent_before_rial,  # type: ignore[attr-defined]
        credit.get(project.code, 0),
    ]
