"""Gives the accounts of the book their names: stage, source, county, chapter, programme, agency, project."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamtaraz.budget.models import Chapter, CreditSource, Programme
from hamtaraz.ledger.accounts import Account, account_from
from hamtaraz.monitoring.river import CREDIT_WAY
from hamtaraz.monitoring.why import Told
from hamtaraz.people.models import Organisation
from hamtaraz.places.models import County
from hamtaraz.projects.models import Project

STAGES: dict[tuple[str, str], Any] = {("credit", key): label for key, (label, _level) in CREDIT_WAY.items()} | {
    ("credit", "centre"): _("The national organisation"),
    ("credit", "grant_credit"): _("Credit of the clause for municipalities and dehyaris"),
    ("credit", "grant_share"): _("Announced shares of municipalities and counties"),
    ("credit", "grant_envelope"): _("Machinery and projects of a county's dehyaris"),
    ("credit", "grant_promised"): _("Aid promised"),
    ("credit", "grant_paid"): _("Aid paid or handed over"),
    ("allotment", "centre"): _("The national organisation (allotment)"),
    ("allotment", "received"): _("Allotment received from the centre"),
    ("allotment", "ceiling"): _("Ceilings of the Allotment Committee"),
    ("allotment", "allotted"): _("Allotted to agencies"),
}


class Names:
    """The names of a year's dimensions, each kind read once when first asked for."""

    def __init__(self, province: str, fiscal_year: int) -> None:
        self.year = {"province": province, "fiscal_year": fiscal_year}
        self.province = province
        self._known: dict[str, dict[str, str]] = {}

    def know_projects(self, codes: Iterable[str]) -> None:
        """Read the names of many projects at once."""
        found = Project.objects.filter(province=self.province, code__in=set(codes))
        self._known["project"] = {row.code: str(row) for row in found}

    def told(self, told: Told) -> dict[str, Any]:
        """An entry with its two places named."""
        return {
            "entry": told,
            "source": self.named(told.source),
            "target": self.named(told.target),
            "source_code": told.source.code(told.fiscal_year),
            "target_code": told.target.code(told.fiscal_year),
        }

    def place(self, code: str) -> dict[str, Any]:
        """The names of the account whose key is `code`."""
        return self.named(account_from(code))

    def named(self, account: Account) -> dict[str, Any]:
        """The stage and the dimensions of an account, as (label, name) pairs, absent ones left out."""
        pairs = [
            (_("Source"), self._name("source", account.source)),
            (_("County"), self._name("county", account.county)),
            (_("Chapter"), self._name("chapter", account.chapter)),
            (_("Programme"), self._name("programme", account.programme)),
            (_("Agency"), self._name("agency", account.agency)),
            (_("Project"), self._name("project", account.project)),
        ]
        return {"stage": STAGES[account.book, account.stage], "pairs": [(label, name) for label, name in pairs if name]}

    def _name(self, kind: str, code: str) -> str:
        if not code:
            return ""
        if kind == "project":
            known = self._known.setdefault("project", {})
            if code not in known:
                found = Project.objects.filter(province=self.province, code=code).first()
                known[code] = str(found) if found else code
            return known[code]
        if kind not in self._known:
            self._read_all()
        return self._known[kind].get(code, code)

    def _read_all(self) -> None:
        """Read every kind but the projects in one query, in the reader's language."""
        english = (get_language() or "fa").startswith("en")
        kinds = {
            "source": CreditSource.objects.filter(**self.year),
            "chapter": Chapter.objects.filter(**self.year),
            "programme": Programme.objects.filter(**self.year),
            "county": County.objects.filter(province=self.province),
            "agency": Organisation.objects.filter(province=self.province),
        }
        self._known |= {kind: {} for kind in kinds}
        asked = [rows.order_by().values_list(Value(kind), "code", "name", "name_en") for kind, rows in kinds.items()]
        for kind, code, name, name_en in asked[0].union(*asked[1:], all=True):
            self._known[kind][code] = name_en if english and name_en else name
