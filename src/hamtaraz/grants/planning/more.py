"""What one more milliard would buy: the same plan with one envelope larger, and what comes in or goes out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hamtaraz.grants.planning.asked import Asked, Heading
from hamtaraz.grants.planning.choosing import Chosen, Known, beside, choose, raised
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Code

MILLIARD = 1_000_000_000


@dataclass(frozen=True)
class More:
    """Where the money would go, and the codes that come in and go out for it, in the order of places."""

    of: Code
    heading: Heading
    comes_in: tuple[Code, ...]
    goes_out: tuple[Code, ...]


def places_for_more(asked: Asked, chosen: Chosen) -> list[tuple[Code, Heading]]:
    """Where one more milliard could buy something: wherever a request is left out, by county or municipality and heading."""
    found: set[tuple[Code, Heading]] = set()
    for one in asked.requests:
        if one.code not in chosen.codes:
            near = [limit for limit in asked.drawn_on(one) if limit.of] or asked.drawn_on(one)
            found |= {(limit.of, "" if limit.of == one.owner and not limit.heading else one.heading) for limit in near}
    return sorted(found)


def one_more(
    asked: Asked, chosen: Chosen, of: Code, heading: Heading, known: Known | None = None, *, more_rial: Rial = MILLIARD
) -> More:
    """The best set with `more_rial` more for a county or municipality in a heading; where the split is open, the heading
    of the province grows with it. Refuses `TooHardToProve`."""
    touched = beside(asked, of, heading)
    larger = tuple(
        replace(limit, ceiling_rial=limit.ceiling_rial + more_rial) if raised(limit, of, heading) else limit
        for limit in asked.limits
    )
    before = {one.code for one in touched} & chosen.codes
    found = choose(replace(asked, requests=touched, limits=larger), known).codes
    return More(
        of, heading,
        tuple(one.code for one in touched if one.code in found - before),
        tuple(one.code for one in touched if one.code in before - found),
    )  # fmt: skip
