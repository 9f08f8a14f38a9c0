"""What a distribution shares out: the lines of the counties and the province-wide projects."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import CreditSource, Programme
from hamtaraz.distribution.models import Distribution, DistributionLine, ProvinceLine
from hamtaraz.distribution.operations.editing import keep, open_draft
from hamtaraz.distribution.refusals import BelowZero, NotProvinceWide, TwiceInList, UnknownCode
from hamtaraz.kernel.rial import Rial
from hamtaraz.people.actors import Actor
from hamtaraz.projects.models import Origin, Project


def set_lines(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    lines: Iterable[tuple[str, str, str, Rial]],
    seen_version: int | None = None,
) -> Distribution:
    """Put `lines` (source, chapter, programme, county part in whole rials) in the place of those that stand there.

    A line of zero rials has nothing to share out and is left out. A computed distribution goes back to draft.
    Refuses `UnknownCode`, `TwiceInList`, `BelowZero`, and what `_open` refuses.
    """
    with transaction.atomic():
        locked = open_draft(distribution, actor, day, seen_version)
        kept = _checked_lines(locked, list(lines))
        locked.budget_lines.all().delete()
        locked.scenarios.update(adjustments=[])
        DistributionLine.objects.bulk_create(
            DistributionLine(distribution=locked, source=source, chapter=chapter, programme=programme,
                             county_part_rial=amount, position=position)
            for position, (source, chapter, programme, amount) in enumerate(kept, 1)
        )  # fmt: skip
        total = sum(amount for *_codes, amount in kept)
        return keep(locked, "set_lines", actor, day, {"lines": len(kept), "total_rial": str(total)})


def set_province_lines(
    distribution: Distribution,
    actor: Actor,
    day: datetime.date,
    rows: Iterable[tuple[str, str, Rial]],
    seen_version: int | None = None,
) -> Distribution:
    """Put `rows` (project code, source, whole rials) in the place of the province-wide projects there (S0-43).

    A row of zero rials is left out. A computed distribution goes back to draft. Refuses `UnknownCode`,
    `NotProvinceWide`, `TwiceInList`, `BelowZero`, and what `_open` refuses.
    """
    with transaction.atomic():
        locked = open_draft(distribution, actor, day, seen_version)
        kept = _checked_projects(locked, list(rows))
        locked.province_lines.all().delete()
        ProvinceLine.objects.bulk_create(
            ProvinceLine(distribution=locked, project=project, source=source, amount_rial=amount)
            for project, source, amount in kept
        )
        total = sum(amount for *_names, amount in kept)
        return keep(locked, "set_province_lines", actor, day, {"projects": len(kept), "total_rial": str(total)})


def _sources(distribution: Distribution) -> dict[str, CreditSource]:
    rows = CreditSource.objects.filter(province=distribution.province, fiscal_year=distribution.fiscal_year)
    return {row.code: row for row in rows}


def _checked_lines(
    distribution: Distribution, lines: list[tuple[str, str, str, Rial]]
) -> list[tuple[str, str, str, Rial]]:
    """The lines that hold an amount, each of them known to the year's classification, none twice."""
    sources = _sources(distribution)
    programmes = {
        row.code: row
        for row in Programme.objects.filter(
            province=distribution.province, fiscal_year=distribution.fiscal_year
        ).select_related("chapter")
    }
    seen = set()
    for source, chapter, programme, amount in lines:
        _known(source, sources, _("Source"))
        _known(programme, programmes, _("Programme"))
        if programmes[programme].chapter.code != chapter:
            raise UnknownCode(code=chapter, what=_("Chapter"))
        name = f"{programmes[programme]}، {sources[source]}"
        if amount < 0:
            raise BelowZero(name=name)
        if (source, programme) in seen:
            raise TwiceInList(name=name)
        seen.add((source, programme))
    return [line for line in lines if line[3]]


def _checked_projects(distribution: Distribution, rows: list[tuple[str, str, Rial]]) -> list[tuple[Project, str, Rial]]:
    """The rows that hold an amount with their projects, all of them province-wide, none twice of a source."""
    sources = _sources(distribution)
    wanted = {code for code, _source, _amount in rows}
    projects = {row.code: row for row in Project.objects.filter(province=distribution.province, code__in=wanted)}
    seen = set()
    for code, source, amount in rows:
        _known(source, sources, _("Source"))
        _known(code, projects, _("Project"))
        project = projects[code]
        if project.origin != Origin.PROVINCE or project.county_id:
            raise NotProvinceWide(title=project.title)
        if amount < 0:
            raise BelowZero(name=project.title)
        if (code, source) in seen:
            raise TwiceInList(name=f"{project.title}، {sources[source]}")
        seen.add((code, source))
    return [(projects[code], source, amount) for code, source, amount in rows if amount]


def _known(code: str, rows: Mapping[str, object], what: object) -> None:
    if code not in rows:
        raise UnknownCode(code=code, what=what)
