"""Splits county envelopes between machinery and projects: the county's total and the province's machinery both stand (F6)."""

from __future__ import annotations

from collections.abc import Mapping

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.rial import Rial
from hamtaraz.law.bodies import Code
from hamtaraz.law.share_out import share_out


class MachineryBeyondCounties(Refused):
    """The province's machinery share is more than its counties have in all."""

    key = "machinery_beyond_counties"
    sentence = N_(
        "The machinery share is %(machinery_rial)s rial; the counties have %(ceilings_rial)s rial in all (S4-131)."
    )
    remedy = N_("Correct the machinery share of the province, or announce the counties' shares first.")


class CountyAboveItsEnvelope(Refused):
    """Machinery of a county is more than its envelope, or less than nothing."""

    key = "county_above_its_envelope"
    sentence = N_(
        "Machinery of “%(county)s” is %(machinery_rial)s rial; its envelope is %(ceiling_rial)s rial (S4-132)."
    )
    remedy = N_(
        "Enter an amount from zero to %(ceiling_rial)s rial; the county's total is not changed by the province (S4-130)."
    )


class MachineryNotPlaced(Refused):
    """The counties' machinery does not add up to the province's."""

    key = "machinery_not_placed"
    sentence = N_(
        "Machinery of the counties adds up to %(entered_rial)s rial; the province's share is %(machinery_rial)s rial (S4-134)."
    )
    remedy = N_("Put %(difference_rial)s rial right, so that the two are equal to the rial.")


def proportional_split(ceilings: Mapping[Code, Rial], machinery_rial: Rial) -> dict[Code, Rial]:
    """Machinery of each county in the province's ratio, m_k = C_k·M ÷ ΣC; the sum is exact. Refuses `MachineryBeyondCounties`."""
    whole = sum(ceilings.values())
    if not 0 <= machinery_rial <= whole:
        raise MachineryBeyondCounties(machinery_rial=machinery_rial, ceilings_rial=whole)
    return share_out(machinery_rial, ceilings) if machinery_rial else dict.fromkeys(sorted(ceilings), 0)


def left_to_place(entered: Mapping[Code, Rial], machinery_rial: Rial) -> Rial:
    """What of the province's machinery no county has yet; below zero where the counties have too much (S4-134)."""
    return machinery_rial - sum(entered.values())


def projects_of(ceilings: Mapping[Code, Rial], entered: Mapping[Code, Rial], machinery_rial: Rial) -> dict[Code, Rial]:
    """What is left of each county's envelope for projects, p_k = C_k − m_k, once the split holds (INV-25).

    Refuses `CountyAboveItsEnvelope` (S4-130, S4-132) and `MachineryNotPlaced` (S4-133, S4-134).
    """
    for county, ceiling in sorted(ceilings.items()):
        if not 0 <= entered.get(county, 0) <= ceiling:
            raise CountyAboveItsEnvelope(county=county, machinery_rial=entered.get(county, 0), ceiling_rial=ceiling)
    left = left_to_place(entered, machinery_rial)
    if left:
        raise MachineryNotPlaced(
            entered_rial=machinery_rial - left, machinery_rial=machinery_rial, difference_rial=abs(left)
        )
    return {county: ceiling - entered.get(county, 0) for county, ceiling in sorted(ceilings.items())}
