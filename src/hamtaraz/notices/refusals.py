"""What the notices room refuses, in sentences."""

from hamtaraz.kernel.refusals import N_, Refused


class NothingRests(Refused):
    """Everything that rests where these notices come from is in a notice or a draft already."""

    key = "notices.nothing_rests"
    sentence = N_("No credit is left here to notify: all of it is in a notice or a draft already.")
    remedy = N_("Issue or withdraw the drafts that wait, or have the step before it done first.")


class MovedOn(Refused):
    """The credit of a wrong notice is no longer where the notice left it."""

    key = "notices.moved_on"
    sentence = N_(
        "The credit of notice %(number)s has moved on: of an amount to be taken back, %(short_by_rial)s rial are no longer there."
    )
    remedy = N_("First have the later step taken back, then issue the correction.")


class NothingChanged(Refused):
    """A correction says something else than the notice it corrects."""

    key = "notices.nothing_changed"
    sentence = N_("The correction says the same as the notice it corrects.")
    remedy = N_("Write the right figures, or leave the notice as it is.")


class BeyondWhatRests(Refused):
    """A correction would notify more than rests, with the wrong notice taken back."""

    key = "notices.beyond_what_rests"
    sentence = N_("“%(line)s” can be at most %(most_rial)s rial: what it is now and what still rests to be notified.")
    remedy = N_("Lower this amount, or have more credit distributed or approved first.")


class NoOrganisation(Refused):
    """A letter needs a sender or a receiver that is not recorded."""

    key = "notices.no_organisation"
    sentence = N_("No organisation of the kind “%(kind)s” is recorded for this letter (county: %(county)s).")
    remedy = N_("Have the administrator record the organisation, then try again.")


class DayAhead(Refused):
    """A document cannot be recorded before its own day."""

    key = "notices.day_ahead"
    sentence = N_("The day %(dated_on)s of this document is still ahead.")
    remedy = N_("Write the day that stands on the document.")


class UnknownSource(Refused):
    """A credit source that the year does not have."""

    key = "notices.unknown_source"
    sentence = N_("The year has no credit source “%(code)s”.")
    remedy = N_("Use one of the year's sources, or have the source recorded first.")
