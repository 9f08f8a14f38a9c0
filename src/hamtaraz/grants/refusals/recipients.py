"""What is refused of municipalities, villages and their figures."""

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


class MunicipalityTwice(Refused):
    """A municipality that stands in its county under another code."""

    key = "grants.municipality_twice"
    sentence = N_(
        "The municipality of “%(name)s” stands in this county already, with the code %(code)s; it would be counted twice."
    )
    remedy = N_("Change what is there, or write the name that tells the two apart.")


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
