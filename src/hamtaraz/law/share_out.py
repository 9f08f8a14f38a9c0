"""Divide an amount in proportion to points, to the last rial: the only place where money is rounded."""

from collections.abc import Mapping
from typing import Protocol, Self

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.rial import Rial


class Ordered(Protocol):
    """What a code must be able to do: be put in order (and be a key)."""

    def __lt__(self, other: Self, /) -> bool:
        """Answer whether this code comes before `other`."""
        ...

    def __hash__(self) -> int:
        """Serve as a key of a mapping."""
        ...


class NegativeTotal(Refused):
    """An amount below zero cannot be shared out."""

    key = "negative_total"
    sentence = N_("An amount below zero (%(total_rial)s rial) cannot be shared out.")
    remedy = N_("Share out a positive amount; to take back a recorded one, issue a correction.")


class NegativePoints(Refused):
    """A receiver has fewer than zero points."""

    key = "negative_points"
    sentence = N_("“%(code)s” has points below zero (%(points)s).")
    remedy = N_("Correct the figure from which the points of “%(code)s” come.")


class NothingToShareBy(Refused):
    """There is an amount to share out, but no receiver has any points."""

    key = "nothing_to_share_by"
    sentence = N_("Nobody has any points, so %(total_rial)s rial cannot be shared out.")
    remedy = N_("Give points to at least one receiver, or share out nothing.")


def share_out[Code: Ordered](total: Rial, points: Mapping[Code, int]) -> dict[Code, Rial]:
    """Divide `total` in proportion to `points`, to the last rial; shares always add up to `total`.

    Every share is first rounded down; the rials left over go one each to the largest remainders,
    ties to the lower code (INV-14). The order of `points` does not matter; the answer is in order
    of code. Zero points get zero. Refuses a negative total, negative points, and a total above
    zero when nobody has points.
    """
    if total < 0:
        raise NegativeTotal(total_rial=total)
    codes = sorted(points)
    for code in codes:
        if not isinstance(points[code], int):
            raise TypeError(f"points of {code!r} are not a whole number")
        if points[code] < 0:
            raise NegativePoints(code=code, points=points[code])
    whole = sum(points.values())
    if whole == 0:
        if total:
            raise NothingToShareBy(total_rial=total)
        return dict.fromkeys(codes, 0)
    shares: dict[Code, Rial] = {}
    remainders: dict[Code, int] = {}
    for code in codes:
        shares[code], remainders[code] = divmod(total * points[code], whole)
    left_over = total - sum(shares.values())
    # The sort is stable over codes in order, also in reverse, so equal remainders keep the lower code first.
    by_remainder = sorted(codes, key=remainders.__getitem__, reverse=True)
    for code in by_remainder[:left_over]:
        shares[code] += 1
    return shares
