"""What is refused of runs of an index and of shares."""

from __future__ import annotations

from hamtaraz.kernel.refusals import N_, Refused


class NotAnIndex(Refused):
    """A directive that is not an index of this part."""

    key = "grants.not_an_index"
    sentence = N_("“%(directive)s” does not share the credit of this part out (S4-013, S4-083).")
    remedy = N_("Choose one of the indices in force.")


class SourceUnknown(Refused):
    """A credit source the year does not have."""

    key = "grants.source_unknown"
    sentence = N_("The year has no credit source %(code)s.")
    remedy = N_("Add the source of the clause to the year first.")


class NothingToShare(Refused):
    """A pool of nothing."""

    key = "grants.nothing_to_share"
    sentence = N_("There is nothing to share: the credit is %(pool_rial)s rial.")
    remedy = N_("Enter the credit of the letter, above zero.")


class MachineryBeyondPool(Refused):
    """Machinery's part of the credit is more than the credit."""

    key = "grants.machinery_beyond_pool"
    sentence = N_("Machinery would have %(machinery_rial)s rial of %(pool_rial)s rial (S4-131).")
    remedy = N_("Enter a machinery share from zero to the whole credit.")


class MachineryInShares(Refused):
    """A credit of machinery beside the shares, though machines are charged to the shares."""

    key = "grants.machinery_in_shares"
    sentence = N_(
        "Machines are charged to the shares of the municipalities; %(machinery_rial)s rial cannot stand beside them (S4-027, S4-?8)."
    )
    remedy = N_(
        "Leave the machinery credit empty, or have a version of the directive activated that does not charge machines to the shares."
    )


class MachineryUnknown(Refused):
    """No credit of machinery, though machines are not charged to the shares."""

    key = "grants.machinery_unknown"
    sentence = N_(
        "The directive in force does not charge machines to the shares; the machinery credit of the province is missing (S4-?8)."
    )
    remedy = N_("Enter what of the credit is for machinery, above zero.")


class AnnouncedAlready(Refused):
    """The shares of a part were announced in this year."""

    key = "grants.announced_already"
    sentence = N_("Shares of this part were announced on %(announced_on)s; what is announced is not changed (S4-014).")
    remedy = N_("Withdraw this run.")


class NobodyToTell(Refused):
    """A share whose receiver has no organisation to write to."""

    key = "grants.nobody_to_tell"
    sentence = N_("There is no organisation to tell of the share of “%(name)s” (S4-014, S4-084).")
    remedy = N_("Add the county's governorate to the organisations, and compute the shares again.")


class NoShareYet(Refused):
    """A municipality without an announced share asks."""

    key = "grants.no_share_yet"
    sentence = N_("No share has been announced to the municipality of %(name)s this year (S4-014).")
    remedy = N_("Ask once the share is announced; a city of 100,000 or more has none (S4-010).")
