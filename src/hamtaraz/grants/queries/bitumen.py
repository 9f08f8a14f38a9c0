"""What may be asked of bitumen: how a credit would be shared, what is due, who waits in which order, what is lacking."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction

from django.db.models import QuerySet, Sum
from django.utils.translation import get_language

from hamtaraz.grants.models import BitumenAid, CompactionCheck, DepositSlip, Evidence, Moment, Share
from hamtaraz.grants.queries.bodies import municipalities
from hamtaraz.grants.queries.evidence import moments_lacking
from hamtaraz.grants.queries.ranking import Rank, figures_of_recipients, placed
from hamtaraz.grants.queries.shares import rests_of
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Bodies, Code, Value
from hamtaraz.law.directive import Directive
from hamtaraz.law.one_case import Case, figures_of
from hamtaraz.law.share_out import share_out
from hamtaraz.people.actors import Actor

USE = "bitumen_use_"
"""How the parameters begin that name the uses of the directive (S4-049)."""


@dataclass(frozen=True)
class Town:
    """What a municipality brings to the sharing of bitumen and gets of it; amounts in whole rials.

    `population` is None where nobody measured it; `capped` says that it would have got more than rests of its share.
    """

    code: Code
    name: str
    population: int | None
    eligible: bool
    share_rial: Rial
    rests_rial: Rial
    aid_rial: Rial = 0
    capped: bool = False


def shares_of_year(province: str, fiscal_year: int) -> QuerySet[Share]:
    """The announced shares of municipalities, by code."""
    rows = Share.objects.filter(
        province=province, run__fiscal_year=fiscal_year, run__state="announced", run__part="municipal"
    )
    return rows.select_related("run", "recipient").order_by("agency")


def towns_before(rules: Directive, province: str, fiscal_year: int, day: datetime.date) -> list[Town]:
    """Every municipality with a share: its population, whether it is eligible (INV-13), its share, what rests of it."""
    shares = list(shares_of_year(province, fiscal_year))
    measured = municipalities(rules, province, day).bodies
    people = dict(zip(measured.codes, measured.columns["population"], strict=True))
    codes = [one.agency for one in shares]
    columns: dict[str, list[Value]] = {
        "kind": ["municipality"] * len(codes),
        "population": [people.get(code) for code in codes],
    }
    eligible = figures_of(rules, Bodies(codes, {}, columns), "bitumen_eligible") if codes else {}
    rests = rests_of(shares)
    return [
        Town(one.agency, one.name, _whole(people.get(one.agency)), eligible[one.agency] == 1, one.amount_rial,
             rests[one.agency])
        for one in shares
    ]  # fmt: skip


def shared(towns: Iterable[Town], credit_rial: Rial) -> list[Town]:
    """The credit shared among the eligible in proportion to their shares, none above what rests of its own (S4-041).

    Who would get more gets what rests, and the others share what that leaves; the sum is the credit to the rial. The
    credit is at most what rests in all.
    """
    rows = list(towns)
    most = {one.code: one.rests_rial for one in rows if one.eligible}
    points = {one.code: one.share_rial for one in rows if one.eligible}
    held: dict[Code, Rial] = {}
    while True:
        rest = credit_rial - sum(held.values())
        given = share_out(rest, {code: points[code] for code in points if code not in held})
        over = {code: most[code] for code, amount in given.items() if amount > most[code]}
        if not over:
            break
        held |= over
    got = held | given
    return [Town(**asdict(one) | {"aid_rial": got.get(one.code, 0), "capped": one.code in held}) for one in rows]


def digest_of(working: Mapping[str, object]) -> str:
    """The hash of a working, spelled in the one way `verify` spells it."""
    spelled = json.dumps(working, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def case_of(rules: Directive, announced_rial: Rial, deposit_rial: Rial = 0, tonne_price_rial: Rial = 0) -> Case:
    """A bitumen aid as a case of the directive (F4)."""
    return Case(rules, {"kind": "municipality", "announced": announced_rial, "deposit": deposit_rial,
                        "tonne_price": tonne_price_rial})  # fmt: skip


def weight_of(case: Case) -> int:
    """The tonnes of a case, rounded as the directive says, in whole kilograms."""
    kilograms = case.figure("tonnes") * 1000
    assert kilograms.denominator == 1, "the directive rounds tonnes to kilograms"
    return int(kilograms)


def tanker_kilograms(rules: Directive) -> int:
    """What a tanker carries, in kilograms (S4-048)."""
    return int(rules.value_of("tanker_tonnes") * 1000)


def uses_of(rules: Directive) -> dict[str, str]:
    """The uses the directive allows, by key, as the reader calls them (S4-049, INV-19)."""
    english = (get_language() or "fa").startswith("en")
    return {
        key.removeprefix(USE): one.title_en if english else one.title
        for key, one in rules.parameters.items()
        if key.startswith(USE) and rules.value_of(key) == 1
    }


def aids_for(actor: Actor) -> QuerySet[BitumenAid]:
    """The aids this actor may read, with whose they are; what was taken back before anybody was told is left out."""
    rows = BitumenAid.visible_to(actor).exclude(state="withdrawn")
    rows = rows.select_related("recipient__county", "joint")
    return rows.order_by("recipient__county__sort_key", "recipient__sort_key", "id")


def waiting(province: str, fiscal_year: int, rules: Directive, day: datetime.date) -> list[tuple[BitumenAid, Rank]]:
    """The orders without a letter, the first first, each with its place and the reasons (S4-046, S4-?18)."""
    rows = {
        one.pk: one
        for one in BitumenAid.objects.filter(
            province=province, fiscal_year=fiscal_year, state="ordered"
        ).select_related("recipient__county", "joint")
    }
    flags = figures_of_recipients([one.recipient for one in rows.values()])
    cases = {
        pk: flags[one.recipient_id] | {"announced": one.announced_rial, "waited": _waited(one, day)}
        for pk, one in rows.items()
    }
    return [(rows[pk], rank) for pk, rank in placed(rules, cases).items()]


def _waited(one: BitumenAid, day: datetime.date) -> int:
    assert one.ordered_on is not None
    return max(0, (day - one.ordered_on).days)


def deposits_of(aids: Iterable[BitumenAid]) -> dict[int, Rial]:
    """What has been deposited for each aid, by its number; those without a slip are left out."""
    rows = DepositSlip.objects.filter(about_kind=BitumenAid.subject_kind, about_id__in=[one.pk for one in aids])
    return dict(rows.values("about_id").annotate(sum=Sum("amount_rial")).values_list("about_id", "sum"))


def lacking_documents(aid: BitumenAid) -> list[str]:
    """What is not shown yet of the work: moments without a photo, and the financial documents (S4-051)."""
    lacking = moments_lacking(aid)
    shown = Evidence.objects.filter(about_kind=aid.subject_kind, about_id=aid.pk, moment=Moment.DOCUMENT)
    return lacking if shown.exists() else [*lacking, Moment.DOCUMENT]


def latest_check(aid: BitumenAid) -> CompactionCheck | None:
    """The control of compaction that counts: the latest (S4-050)."""
    return CompactionCheck.objects.filter(aid=aid).order_by("checked_on", "id").last()


def _whole(value: Value) -> int | None:
    return int(value) if isinstance(value, int | Fraction) else None
