"""What a plan's page says of lines, envelopes and machines, in the reader's language and unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hamtaraz.grants.models import Plan
from hamtaraz.grants.operations.plans import limit_name
from hamtaraz.grants.planning.asked import MACHINERY, PROJECTS
from hamtaraz.grants.planning.reasons import Filled, Reason, Standing
from hamtaraz.grants.queries.plans import placed_of, standing_of
from hamtaraz.grants.queries.ranking import called, reasons
from hamtaraz.kernel import rial
from hamtaraz.kernel.text import persian_digits
from hamtaraz.law.directive import Directive
from hamtaraz.web.refusing import language


@dataclass(frozen=True)
class Speaking:
    """A plan put into words: its rows by code, its directive, the unit of whoever reads."""

    plan: Plan
    rules: Directive
    unit: rial.Unit
    standing: Standing
    rows: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, plan: Plan, rules: Directive, unit: rial.Unit) -> Speaking:
        """The words of a kept plan."""
        rows = {one["code"]: one for one in plan.working["requests"]}
        return cls(plan, rules, unit, standing_of(plan.working), rows)

    def title(self, code: str) -> str:
        """What is asked for, in the reader's language."""
        row = self.rows[code]
        return str(row["title_en"] if language() == "en" and row["title_en"] else row["title"])

    def name(self, code: str) -> str:
        """Who asks."""
        row = self.rows[code]
        return str(row["name_en"] if language() == "en" and row["name_en"] else row["name"])

    def money(self, amount: rial.Rial) -> str:
        """An amount with its unit."""
        return f"{rial.show(amount, self.unit, language())} {_(self.unit.label)}"

    def limit(self, of: str, heading: str) -> str:
        """What an envelope is called."""
        where = limit_name(self.plan, of) if of else _("the province")
        if heading == MACHINERY:
            return _("machinery of %(where)s") % {"where": where}
        if heading == PROJECTS:
            return _("projects of %(where)s") % {"where": where}
        return _("share of %(where)s") % {"where": where}

    def rank(self, code: str) -> list[str]:
        """Why the line has its place."""
        return reasons(self.rules, placed_of(self.rows[code]))

    def why(self, code: str) -> list[str]:
        """Why the line is left out; nothing for a line that is proposed."""
        if code in self.plan.working["chosen"]:
            return []
        one = next(one for one in self.standing.left_out if one.code == code)
        return [self.reason(found) for found in self.standing.why(one)]

    def reason(self, found: Reason) -> str:
        """One reason as a sentence."""
        of, _slash, heading = found.limit.partition("/")
        told = {
            "limit": self.limit(of, heading), "left": self.money(found.left_rial), "short": self.money(found.short_by_rial),
            "count": self.count(found.count), "least": self.count(found.least),
            "beside": "، ".join(self.title(code) for code in found.beside),
        }  # fmt: skip
        return {
            "envelope": _("%(limit)s has %(left)s left; %(short)s are lacking"),
            "beyond_envelope": _("larger than the whole %(limit)s, by %(short)s"),
            "machine_taken": _("one machine at this stage (S4-037); proposed: %(beside)s"),
            "other_kind": _("a village has a machine or a project (S4-102); proposed: %(beside)s"),
            "projects_most": _("projects of a village get at most %(left)s in all (S4-111); %(short)s too much"),
            "projects_least": _("projects of a village get at least %(left)s in all (S4-111); %(short)s are lacking"),
            "not_sold": _("this machine cannot be bought; a substitute is proposed (S4-104)"),
            "too_few_asked": _("%(count)s of this machine are asked for, an order needs %(least)s (S4-104)"),
            "order_not_reached": _(
                "an order of %(least)s of this machine does not fit (S4-104); %(count)s are asked for"
            ),
        }[found.key] % told

    def count(self, number: int) -> str:
        """A count in the reader's digits."""
        return persian_digits(str(number)) if language() == "fa" else str(number)

    def goals(self) -> list[tuple[str, int]]:
        """What was counted, in its order, with how many are proposed and hold it."""
        titles = {one.key: called(one) for one in self.rules.priorities}
        counted = self.plan.working["counted"]
        keys = [*self.plan.working["terms"]["priorities"], "number"]
        return [(titles.get(key) or _("All requests"), counted[key]) for key in keys if counted[key] or key == "number"]

    def envelopes(self) -> list[dict[str, Any]]:
        """The envelopes, those that shut most out first, then the fullest; those nobody draws on last."""
        rows = sorted(self.standing.filled(), key=lambda one: (-one.shuts_out, -one.percent, one.limit))
        return [self._envelope(one) for one in rows]

    def drawn_on(self) -> list[dict[str, Any]]:
        """The envelopes on which requests draw."""
        return [one for one in self.envelopes() if self._is_drawn_on(one["filled"])]

    def undrawn(self) -> int:
        """How many envelopes no request draws on."""
        return sum(not self._is_drawn_on(one) for one in self.standing.filled())

    def _is_drawn_on(self, one: Filled) -> bool:
        return any(one.limit.covers(request) for request in self.standing.asked.requests)

    def _envelope(self, one: Filled) -> dict[str, Any]:
        return {
            "name": self.limit(one.limit.of, one.limit.heading), "filled": one, "ceiling_rial": one.limit.ceiling_rial,
            "parts": [{"amount": one.used_rial, "tone": "gold" if one.shuts_out else "teal"}],
            "shuts_out": one.shuts_out,
        }  # fmt: skip

    def machines(self) -> list[dict[str, Any]]:
        """The machines that are asked for, with their least orders (S4-104)."""
        titles = {row["what"]: code for code, row in self.rows.items() if row["heading"] == MACHINERY}
        return [{"name": self.title(titles[one.machine]), "order": one, "short": one.proposed < one.least}
                for one in self.standing.ordered()]  # fmt: skip

    def split(self) -> list[dict[str, Any]]:
        """Machinery of each county that the proposal asks of an open split."""
        return [{"name": limit_name(self.plan, code) or code, "machinery_rial": int(amount)}
                for code, amount in self.plan.working["split"].items()]  # fmt: skip

    def more(self, of: str, heading: str, comes_in: list[str], goes_out: list[str]) -> dict[str, Any]:
        """What one more milliard somewhere would buy."""
        more = len(comes_in) - len(goes_out)
        return {
            "of": of, "heading": heading, "name": self.limit(of, heading),
            "comes_in": [f"{self.title(code)}، {self.name(code)}" for code in comes_in],
            "goes_out": [f"{self.title(code)}، {self.name(code)}" for code in goes_out],
            "says": _("%(count)s requests more") % {"count": self.count(more)} if more > 0 else "",
        }  # fmt: skip
