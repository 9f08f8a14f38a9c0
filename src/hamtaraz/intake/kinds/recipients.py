"""The workbook of municipalities and villages, and what was measured of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hamtaraz.grants.models import FIGURES, Recipient, RecipientFigure, RecipientKind
from hamtaraz.grants.models.recipients import AMOUNTS
from hamtaraz.grants.operations import add_recipients, change_recipients, record_figures
from hamtaraz.grants.operations.recipients import CHANGEABLE
from hamtaraz.grants.refusals.recipients import OutsideItsCounty, WrittenElsewhere
from hamtaraz.intake.checking import Plan
from hamtaraz.intake.sheet import Choices, Column, Desk, Kind, Option, Row, Sheet, enumerated, in_each_language, named
from hamtaraz.kernel.refusals import Refused
from hamtaraz.people.actors import Actor
from hamtaraz.people.roles import Role
from hamtaraz.places.models import County

RECIPIENTS = Sheet(
    "recipients",
    _("Municipalities and villages"),
    (
        Column("code", _("Code"), "code", required=True, most=16, example="0101022262",
               help=_("As in the national coding of divisions; it begins with the code of the county.")),
        Column("kind", _("Kind"), "choice", required=True, choices="kinds", fixed=True, example="شهرداری"),
        Column("name", _("Name"), required=True, most=120, example="آستانهٔ اشرفیه"),
        Column("name_en", _("Name in English"), most=120, blank=""),
        Column("county", _("County"), "choice", required=True, choices="counties", fixed=True),
        Column("district", _("District"), most=120, blank=""),
        Column("has_dehyari", _("Has a dehyari"), "yes_no", blank=False),
        Column("first_mayor_year", _("Year of the first mayor's decree"), "count", least=1300, most=1499),
        Column("cold", _("Cold area"), "yes_no", blank=False),
        Column("border", _("Border area"), "yes_no", blank=False),
        Column("coastal", _("Coastal province"), "yes_no", blank=False),
    ),
    identity=("code",),
)  # fmt: skip
MEASURED = Sheet(
    "figures",
    _("Figures"),
    (
        Column("recipient", _("Municipality or village"), "choice", required=True, choices="recipients", also="recipients"),
        Column("key", _("What was measured"), "choice", required=True, choices="figures", example="جمعیت"),
        Column("year", _("Year of measurement"), "count", required=True, least=1300, most=1499, example="1390"),
        Column("count", _("Counted number"), "count", most=2**40, example="20000", help=_("For what is counted, not for money.")),
        Column("amount", _("Amount of money"), "rial", most=2**62, example="40000",
               help=_("For receipts and budgets, in million rial.")),
        Column("origin", _("Who measured"), required=True, example="سرشماری ۱۳۹۰"),
        Column("generated", _("Made up for an example"), "yes_no", blank=False),
    ),
    identity=("recipient", "key", "year"),
)  # fmt: skip


def _desk(actor: Actor, day: datetime.date) -> Desk:
    rows = list(Recipient.objects.filter(province=actor.province, until=None).select_related("county"))
    figures = RecipientFigure.objects.filter(province=actor.province).select_related("recipient")
    measured = tuple(Option(key, str(label), tuple(in_each_language(label))) for key, label in FIGURES.items())
    return Desk(
        actor,
        day,
        {
            "kinds": enumerated(RecipientKind), "counties": named(County.objects.filter(province=actor.province)),
            "recipients": named(rows), "figures": Choices(measured, coded=False),
        },
        {
            "recipients": {(one.code,): _values(one) for one in rows},
            "figures": {(one.recipient.code, one.key, one.year): _measured(one) for one in figures},
        },
    )  # fmt: skip


def _values(one: Recipient) -> dict[str, Any]:
    return {column.key: getattr(one, column.key) for column in RECIPIENTS.columns} | {"county": one.county.code}


def _measured(one: RecipientFigure) -> dict[str, Any]:
    return {
        "recipient": one.recipient.code, "key": one.key, "year": one.year, "origin": one.origin,
        "count": None if one.is_amount else one.value, "amount": one.value if one.is_amount else None,
        "generated": one.generated,
    }  # fmt: skip


def _look(rows: Mapping[str, list[Row]], desk: Desk) -> Iterator[tuple[Row, str, Refused]]:
    for row in rows["recipients"]:
        code, county = row.values.get("code"), row.values.get("county")
        if code and county and not code.startswith(county):
            yield row, "code", OutsideItsCounty(name=row.values.get("name") or "", code=code, county=county)
    for row in rows["figures"]:
        key = row.values.get("key")
        own, other = ("amount", "count") if key in AMOUNTS else ("count", "amount")
        if key and (row.values.get(own) is None or row.values.get(other) is not None):
            yield row, own, WrittenElsewhere(figure=FIGURES[key], column=MEASURED.column(own).title)


def _write(actor: Actor, day: datetime.date, plan: Plan) -> None:
    new = [row.values for row in plan.standing("recipients", "new")]
    if new:
        add_recipients(actor, day, new)
    changed = [
        {
            "code": row.values["code"],
            **{key: after for key, (_before, after) in row.changes.items() if key in CHANGEABLE},
        }
        for row in plan.standing("recipients", "changed")
    ]
    if changed:
        change_recipients(actor, day, changed)
    figures = [
        {**row.values, "value": row.values["amount"] if row.values["key"] in AMOUNTS else row.values["count"]}
        for row in plan.standing("figures", "new", "changed")
    ]
    if figures:
        record_figures(actor, day, figures)


MUNICIPALITIES = Kind(
    key="recipients",
    label=_("Municipalities and villages"),
    tells=_("Who may receive aid of the clause, and the figures its indices share by."),
    basis="S4-012",
    version=1,
    roles=frozenset({Role.ADMINISTRATOR, Role.OPERATOR, Role.RESOURCE_EXPERT}),
    sheets=(RECIPIENTS, MEASURED),
    desk=_desk,
    write=_write,
    look=_look,
)
