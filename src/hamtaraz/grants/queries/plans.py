"""What may be asked of plans: a proposal made from candidates, its working and digest, the same proposal read again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hamtaraz.grants.planning.asked import MACHINERY, PROJECTS, Aim, Asked, Limit, Request, Terms, asked
from hamtaraz.grants.planning.choosing import Chosen, Known, choose
from hamtaraz.grants.planning.more import More, one_more, places_for_more
from hamtaraz.grants.planning.reasons import Standing
from hamtaraz.grants.planning.split import split_for
from hamtaraz.grants.queries.gathering import Candidate
from hamtaraz.grants.queries.ranking import figures_of_recipients, in_place
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Code
from hamtaraz.law.directive import Directive
from hamtaraz.law.precedence import Placed

QUICK = 80
"""Requests that hang together, up to which one more milliard is tried everywhere at once; beyond, where one asks for it."""


def propose(
    rules: Directive, rows: Sequence[Candidate], limits: Sequence[Limit], terms: Terms, aim: Aim, *, day: str
) -> dict[str, Any]:
    """The working of a plan: what went in, in order, and the answer; the same for any order of rows.

    Refuses what `asked`, `choose` and the law refuse.
    """
    ranks = _ranks(rules, rows, day)
    requests = [
        Request(
            one.code, one.recipient.code, one.recipient.county.code, one.heading, one.what, one.aid_rial,
            ranks[one.code].place,
            frozenset(key for key in terms.priorities if ranks[one.code].found[key] is True),
        )
        for one in rows
    ]  # fmt: skip
    plan = asked(requests, limits, terms, aim)
    known: Known = {}
    chosen = choose(plan, known)
    described = {one.code: _described(one, ranks[one.code]) for one in rows}
    return {
        "directive": {"key": rules.key, "sha256": rules.digest()},
        "aim": aim,
        "requests": [_written(one, described[one.code]) for one in plan.requests],
        "limits": [{"of": one.of, "heading": one.heading, "ceiling": str(one.ceiling_rial)} for one in plan.limits],
        "terms": _terms_written(terms),
        "chosen": [one.code for one in plan.requests if one.code in chosen.codes],
        "counted": dict(chosen.counted),
        "split": {code: str(amount) for code, amount in split_of(plan, chosen).items()},
        "more": [
            {"of": one.of, "heading": one.heading, "comes_in": list(one.comes_in), "goes_out": list(one.goes_out)}
            for one in _more_everywhere(plan, chosen, known)
        ],
    }


def digest_of(working: Mapping[str, Any]) -> str:
    """The SHA-256 of a working's canonical JSON, in hexadecimal."""
    canonical = json.dumps(working, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_again(working: Mapping[str, Any]) -> tuple[Asked, Chosen]:
    """The plan as its kept working says."""
    requests = tuple(
        Request(one["code"], one["owner"], one["county"], one["heading"], one["what"], int(one["aid"]), one["place"],
                frozenset(one["holds"]))
        for one in working["requests"]
    )  # fmt: skip
    limits = tuple(Limit(one["of"], one["heading"], int(one["ceiling"])) for one in working["limits"])
    told = working["terms"]
    most = told["projects_most"]
    terms = Terms(
        tuple(told["priorities"]), told["least_order"], told["most_machines"], told["one_kind"],
        int(told["projects_least"]), None if most is None else int(most),
        {code: int(amount) for code, amount in told["approved_before"].items()}, frozenset(told["not_sold"]),
    )  # fmt: skip
    chosen = Chosen(frozenset(working["chosen"]), working["counted"], 0)
    return Asked(requests, limits, terms, working["aim"]), chosen


def placed_of(row: Mapping[str, Any]) -> Placed:
    """What the law found of a kept request, to be said in the reader's language."""
    found = {key: value if isinstance(value, bool) else Fraction(value) for key, value in row["found"].items()}
    return Placed(row["code"], row["place"], found, row["behind_by"])


def split_of(plan: Asked, chosen: Chosen) -> dict[Code, Rial]:
    """Machinery of each county that the proposal asks of an open split (INV-25); empty where it is not open."""
    counties = {limit.of: limit.ceiling_rial for limit in plan.limits if limit.of and not limit.heading}
    whole = [limit.ceiling_rial for limit in plan.limits if (limit.of, limit.heading) == ("", MACHINERY)]
    if not whole or not counties:
        return {}
    used: dict[str, dict[Code, Rial]] = {MACHINERY: {}, PROJECTS: {}}
    for one in plan.requests:
        if one.code in chosen.codes:
            used[one.heading][one.county] = used[one.heading].get(one.county, 0) + one.aid_rial
    return split_for(counties, whole[0], used[MACHINERY], used[PROJECTS])


def _more_everywhere(plan: Asked, chosen: Chosen, known: Known) -> list[More]:
    if any(len(part) > QUICK for part, _rows in known):
        return []
    return [one_more(plan, chosen, of, heading, known) for of, heading in places_for_more(plan, chosen)]


def _ranks(rules: Directive, rows: Sequence[Candidate], day: str) -> dict[Code, Placed]:
    of_recipients = figures_of_recipients({one.recipient.pk: one.recipient for one in rows}.values())
    figures = {one.code: of_recipients[one.recipient.pk] | dict(one.figures) for one in rows}
    return in_place(rules, figures, day=day)


def _described(one: Candidate, rank: Placed) -> dict[str, Any]:
    return {
        "name": one.recipient.name, "name_en": one.recipient.name_en, "county_name": one.recipient.county.name,
        "title": one.title, "title_en": one.title_en, "url": one.url, "behind_by": rank.behind_by,
        "found": {key: value if isinstance(value, bool) else str(value) for key, value in rank.found.items()},
    }  # fmt: skip


def _written(one: Request, described: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": one.code, "owner": one.owner, "county": one.county, "heading": one.heading, "what": one.what,
        "aid": str(one.aid_rial), "place": one.place, "holds": sorted(one.holds), **described,
    }  # fmt: skip


def _terms_written(terms: Terms) -> dict[str, Any]:
    most = terms.projects_most_rial
    return {
        "priorities": list(terms.priorities), "least_order": dict(sorted(terms.least_order.items())),
        "most_machines": terms.most_machines, "one_kind": terms.one_kind,
        "projects_least": str(terms.projects_least_rial), "projects_most": None if most is None else str(most),
        "approved_before": {code: str(amount) for code, amount in sorted(terms.approved_before.items())},
        "not_sold": sorted(terms.not_sold),
    }  # fmt: skip


def standing_of(working: Mapping[str, Any]) -> Standing:
    """What is proposed, with what each envelope has left and why each line is left out."""
    return Standing(*read_again(working))
