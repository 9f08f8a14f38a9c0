"""The workbook of organisations: executive agencies, governorates, and the groups of the organisation itself."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy as _

from hamtaraz.intake.checking import Plan
from hamtaraz.intake.sheet import Column, Desk, Kind, Sheet, enumerated, named, nothing_more
from hamtaraz.people.actors import Actor
from hamtaraz.people.models import Organisation, OrganisationKind
from hamtaraz.people.roles import Role, SectorGroup
from hamtaraz.places.models import County
from hamtaraz.web.administration import add_organisations, edit_organisation

ORGANISATIONS = Sheet(
    "organisations",
    _("Organisations"),
    (
        Column("code", _("Code of the organisation"), "code", required=True, most=24, example="202011"),
        Column("kind", _("Kind of organisation"), "choice", required=True, choices="kinds", fixed=True,
               example="دستگاه اجرایی"),
        Column("name", _("Name of the organisation"), required=True, most=200,
               example="اداره کل راهداری و حمل‌ونقل جاده‌ای"),
        Column("name_en", _("Name in English"), most=200, blank="", example="Road Maintenance and Transport"),
        Column("short_name", _("Short name"), most=80, blank="", example="راهداری"),
        Column("head_title", _("Title of its head"), most=120, blank="", example="مدیرکل",
               help=_("As it stands under a signature.")),
        Column("sector_group", _("Expert group"), "choice", choices="groups", blank="", example="امور زیربنایی",
               help=_("The group of experts that reviews the agency's agreements.")),
        Column("county", _("County it serves"), "choice", choices="counties", blank="",
               help=_("Only for a county's own organisations; empty: the whole province.")),
    ),
    identity=("code",),
)  # fmt: skip


def _desk(actor: Actor, day: datetime.date) -> Desk:
    kept = Organisation.objects.filter(province=actor.province, until=None).order_by("kind", "code")
    return Desk(
        actor,
        day,
        {
            "kinds": enumerated(OrganisationKind),
            "groups": enumerated(SectorGroup),
            "counties": named(County.objects.filter(province=actor.province)),
        },
        {
            "organisations": {
                (one.code,): {column.key: getattr(one, column.key) for column in ORGANISATIONS.columns} for one in kept
            }
        },
    )


def _write(actor: Actor, day: datetime.date, plan: Plan) -> None:
    new = [row.values for row in plan.standing("organisations", "new")]
    if new:
        add_organisations(actor, day, new)
    changed = {row.values["code"]: row.changes for row in plan.standing("organisations", "changed")}
    for one in Organisation.objects.filter(province=actor.province, code__in=changed).order_by("code"):
        edit_organisation(actor, day, one, **{key: after for key, (_before, after) in changed[one.code].items()})


AGENCIES = Kind(
    key="agencies",
    label=_("Agencies and other organisations"),
    tells=_("Who receives credit, signs agreements and carries out projects."),
    basis="S0-26",
    version=1,
    roles=frozenset({Role.ADMINISTRATOR}),
    sheets=(ORGANISATIONS,),
    desk=_desk,
    write=_write,
    look=nothing_more,
)
