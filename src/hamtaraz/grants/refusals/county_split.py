"""What is refused of the split of the counties' shares between machinery and projects."""

from __future__ import annotations

from hamtaraz.kernel.refusals import N_, Refused


class NoCountyShares(Refused):
    """A split before the counties' shares are announced."""

    key = "grants.no_county_shares"
    sentence = N_("The shares of the counties' dehyaris have not been announced this year (S4-084, S4-130).")
    remedy = N_("Split them once the Deputy for Resource Development has announced them.")


class SplitUnderWay(Refused):
    """A second split while one is being written."""

    key = "grants.split_under_way"
    sentence = N_("A split is under way already; there is one for the province (S4-132).")
    remedy = N_("Go on with that one, or withdraw it first.")


class ChangeNeedsReason(Refused):
    """A change of the split in force that does not say why."""

    key = "grants.change_needs_reason"
    sentence = N_("A split is in force since %(approved_on)s; a change of it says why (S4-132).")
    remedy = N_("Write the reason of the change.")


class CountyNotInSplit(Refused):
    """An amount for a county that has no share."""

    key = "grants.county_not_in_split"
    sentence = N_("“%(county)s” has no share of the dehyaris' credit this year (S4-130).")
    remedy = N_("Leave it out; only the announced counties are split.")


class CountyAlreadyPromised(Refused):
    """A change takes away what is promised in a county."""

    key = "grants.county_already_promised"
    sentence = N_(
        "In “%(county)s” %(promised_machinery_rial)s rial of machinery and %(promised_projects_rial)s rial of projects are promised; %(machinery_rial)s rial of machinery would leave one of them without cover (S4-096, S4-130)."
    )
    remedy = N_("Choose an amount of machinery between what is promised of it and what the promised projects leave.")


class OnlyByALaterSplit(Refused):
    """A split in force is put out of force by itself."""

    key = "grants.only_by_a_later_split"
    sentence = N_("A split in force ends only when a later one is approved (S4-132).")
    remedy = N_("Draft a change with its reason and have it approved.")
