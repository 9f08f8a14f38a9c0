"""What the room refuses, in sentences: which clause says no, and what would make it pass."""

from __future__ import annotations

from hamtaraz.kernel.refusals import N_, Refused


class OutsideItsCounty(Refused):
    """A code that does not begin with the code of its county."""

    key = "grants.outside_its_county"
    sentence = N_("“%(name)s” has the code %(code)s, which does not begin with %(county)s, the code of its county.")
    remedy = N_("Correct the code, or put it under its own county.")


class RecipientTwice(Refused):
    """A municipality or village that is there already."""

    key = "grants.recipient_twice"
    sentence = N_("The code %(code)s stands for “%(name)s” already.")
    remedy = N_("Change what is there instead of adding it again.")


class RecipientUnknown(Refused):
    """A code that stands for no recipient or county of the province."""

    key = "grants.recipient_unknown"
    sentence = N_("Nothing in this province has the code %(code)s.")
    remedy = N_("Add it first, or correct the code.")


class FigureUnknown(Refused):
    """A figure the house does not measure."""

    key = "grants.figure_unknown"
    sentence = N_("“%(figure)s” is not a figure of municipalities and villages.")
    remedy = N_("Choose one of: %(known)s.")


class WrittenElsewhere(Refused):
    """A figure in the column of another unit: a count among amounts, or money among counts."""

    key = "grants.written_elsewhere"
    sentence = N_("“%(figure)s” is written in the column “%(column)s”, and there alone.")
    remedy = N_("Move the number to “%(column)s”; amounts are in million rial.")


class OfAnotherKind(Refused):
    """What is said of a municipality belongs to a village, or the other way round."""

    key = "grants.of_another_kind"
    sentence = N_("“%(name)s” is a %(kind)s; “%(field)s” does not belong to it.")
    remedy = N_("Leave “%(field)s” empty, or correct the kind.")


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
