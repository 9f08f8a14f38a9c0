"""How a distribution begins: with one scenario, by the directive that is in force."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hamtaraz.directives.models import DirectiveVersion
from hamtaraz.directives.queries import shipped_text
from hamtaraz.distribution.models import Distribution, Scenario
from hamtaraz.distribution.operations.editing import BASIS, EXPERT
from hamtaraz.distribution.queries.rules import DIRECTIVE, version_in_force
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Missing, NotYours, TooLong
from hamtaraz.people.actors import Actor
from hamtaraz.workflow import walker
from hamtaraz.workflow.tasks import close_tasks

LONGEST_TITLE = 200


def start_distribution(actor: Actor, day: datetime.date, title: str, directive_key: str = DIRECTIVE) -> Distribution:
    """Begin a distribution of the credit received and not yet shared out, with one scenario (S0-12).

    The scenario goes by the version of `directive_key` in force on the day; where the province activated none, by the
    text that comes with Hamtaraz. Refuses `NotYours` to all but an expert of the Consolidation group, and `Missing`
    without a title.
    """
    if actor.role != EXPERT:
        raise NotYours()
    heading = text.clean(title)
    if not heading:
        raise Missing(field=_("Title"))
    if len(heading) > LONGEST_TITLE:
        raise TooLong(field=_("Title"), most=LONGEST_TITLE)
    begun = Distribution(province=actor.province, fiscal_year=actor.fiscal_year, heading=heading)
    version = version_in_force(actor.province, day, directive_key)
    with transaction.atomic():
        taken = walker.begin(begun, "start", actor=actor, day=day, basis=BASIS)
        with translation.override("fa"):
            name = _("Base scenario")
        Scenario.objects.create(
            distribution=taken.subject, name=name, chosen=True, **directive_fields(version, directive_key)
        )
        close_tasks(f"prepare_distribution:{actor.fiscal_year}", actor=actor, act=taken.act, day=day)
    return taken.subject


def directive_fields(version: DirectiveVersion | None, key: str) -> dict[str, object]:
    """What a scenario keeps of the directive it goes by: the version's, or the text that comes with Hamtaraz."""
    return {
        "directive_key": version.key if version else key,
        "directive_number": version.number if version else None,
        "directive_text": version.text if version else shipped_text(key),
    }
