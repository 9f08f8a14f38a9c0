"""What may be asked of recipients: those an actor may read, with their figures; those the search finds."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.models import FIGURES, Recipient, RecipientFigure
from hamtaraz.kernel import text
from hamtaraz.people.actors import Actor
from hamtaraz.web.finding import Found, matches


def recipients_for(actor: Actor, *, kind: str = "", county: str = "", words: str = "") -> QuerySet[Recipient]:
    """The recipients this actor may read, with county and figures, narrowed by kind, county's code and name."""
    rows = Recipient.visible_to(actor).select_related("county")
    if kind:
        rows = rows.filter(kind=kind)
    if county:
        rows = rows.filter(county__code=county)
    if words:
        rows = rows.filter(matches(text.search_key(words)))
    figures = RecipientFigure.objects.filter(province=actor.province).order_by("year")
    return rows.prefetch_related(Prefetch("figures", figures))


def latest(recipient: Recipient) -> dict[str, RecipientFigure]:
    """The latest figure of each key, in the order of `FIGURES`."""
    found = {one.key: one for one in recipient.figures.all()}
    return {key: found[key] for key in FIGURES if key in found}


def find_recipients(actor: Actor, key: str, most: int) -> list[Found]:
    """Municipalities and villages whose name or code holds the search key."""
    rows = Recipient.visible_to(actor).filter(matches(key)).select_related("county")[:most]
    return [Found(_("Municipality or village"), str(one), str(one.county), one.get_absolute_url()) for one in rows]
