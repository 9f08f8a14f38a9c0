"""The table of machinery and projects of the counties, and the letter that goes with it."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.documents.models import Paper
from hamtaraz.documents.operations import issue
from hamtaraz.grants.models import CountySplit
from hamtaraz.grants.papers.letters import letter_facts
from hamtaraz.kernel import rial
from hamtaraz.kernel.text import persian_digits
from hamtaraz.people.actors import Actor
from hamtaraz.places.models import Province


def split_words(split: CountySplit) -> tuple[str, list[str]]:
    """Subject and paragraphs of the letter of an approved split, in Persian (S4-130 … S4-134)."""
    run = split.run
    with translation.override("fa"):
        told = {
            "year": persian_digits(str(split.fiscal_year)), "machinery": rial.show(run.machinery_rial),
            "projects": rial.show(run.pool_rial - run.machinery_rial), "count": persian_digits(str(split.counties.count())),
        }  # fmt: skip
        words = [
            _("The share of the dehyaris of each of the %(count)s counties is split between machinery and projects as in the table; the total of a county is what was announced.") % told,
            _("Machinery of the counties adds up to %(machinery)s rial and projects to %(projects)s rial, the amounts announced for the province.") % told,
        ]  # fmt: skip
        if split.change_reason:
            words.append(_("It replaces the split approved before: %(reason)s") % {"reason": split.change_reason})
        return _("Machinery and projects of the counties' dehyaris in %(year)s") % told, words


def issue_split(split: CountySplit, *, actor: Actor, act: int, day: datetime.date) -> Paper:
    """Print and keep the table of an approved split; its rows and columns add up to the announced shares."""
    subject, words = split_words(split)
    facts = letter_facts(actor, day, split.letter_number, subject, "", words) | {
        "fiscal_year": split.fiscal_year,
        "province": Province.objects.get(code=split.province).name,
        "matrix": _matrix(split),
        "remarks": words,
    }
    del facts["paragraphs"], facts["addressee"]
    return issue(
        "distribution_table", facts, actor=actor, act=act, day=day, number=split.letter_number, title=subject,
        about=(split.subject_kind, split.pk, split.get_absolute_url()),
    )  # fmt: skip


def _matrix(split: CountySplit) -> dict[str, Any]:
    rows = list(split.counties.all())
    machinery, projects = sum(one.machinery_rial for one in rows), sum(one.projects_rial for one in rows)
    with translation.override("fa"):
        columns = [{"title": _("Machinery")}, {"title": _("Projects")}]
    return {
        "heads": ["county"],
        "columns": columns,
        "rows": [
            {"heads": [one.name], "amounts_rial": [str(one.machinery_rial), str(one.projects_rial)],
             "total_rial": str(one.ceiling_rial)}
            for one in rows
        ],
        "column_totals_rial": [str(machinery), str(projects)],
        "total_rial": str(machinery + projects),
    }  # fmt: skip
