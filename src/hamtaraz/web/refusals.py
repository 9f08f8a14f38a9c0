"""Why the administration says no."""

from hamtaraz.kernel.refusals import N_, Refused


class AlreadyThere(Refused):
    """A code or user name belongs to one thing only."""

    key = "already_there"
    sentence = N_("“%(what)s” is already there.")
    remedy = N_("Choose another code or user name, or change the one that is there.")


class Unknown(Refused):
    """What was named is not there, or not of this province."""

    key = "unknown"
    sentence = N_("“%(what)s” is not known here.")
    remedy = N_("Choose one of those in the list, or add it first.")


class NameUnusable(Refused):
    """A user name is written in Latin letters and digits."""

    key = "name_unusable"
    sentence = N_("“%(name)s” cannot be a user name.")
    remedy = N_("Use 3 to 60 Latin letters, digits, dots, hyphens or underscores, beginning with a letter.")


class NotForOneself(Refused):
    """What needs another hand: nobody gives themselves a mandate, nor closes their own account (S0-45)."""

    key = "not_for_oneself"
    sentence = N_("Nobody decides this about themselves.")
    remedy = N_("Ask another administrator.")


class DoesNotSitThere(Refused):
    """A role sits in organisations of certain kinds only."""

    key = "does_not_sit_there"
    sentence = N_("“%(role)s” does not sit in “%(organisation)s”.")
    remedy = N_("Choose an organisation of the right kind, and a county or an expert group where the role needs one.")


class PeriodUpsideDown(Refused):
    """A period ends after it begins."""

    key = "period_upside_down"
    sentence = N_("The period ends on %(until_on)s, before it begins on %(since_on)s.")
    remedy = N_("Correct one of the two days; the last day itself is no longer part of the period.")


class HeldAlready(Refused):
    """The same role in the same organisation is not given twice for one time."""

    key = "held_already"
    sentence = N_("This person already holds “%(role)s” in “%(organisation)s” in this period.")
    remedy = N_("End the earlier mandate first, or choose a later day.")


class EndedAlready(Refused):
    """What has ended is not ended again."""

    key = "ended_already"
    sentence = N_("This ended on %(until_on)s.")
    remedy = N_("Nothing needs to be done.")


class SomebodyStillSitsThere(Refused):
    """An organisation closes when nobody acts for it any more."""

    key = "somebody_still_sits_there"
    sentence = N_("%(count)s mandates in “%(organisation)s” go on after that day.")
    remedy = N_("End these mandates first.")


class AccountIsClosed(Refused):
    """Nobody who cannot sign in gets a mandate or a password."""

    key = "account_is_closed"
    sentence = N_("The account of “%(person)s” is closed.")
    remedy = N_("Open the account first.")


class NothingToDo(Refused):
    """It is already so."""

    key = "nothing_to_do"
    sentence = N_("It is already so; nothing has changed.")
    remedy = N_("Nothing needs to be done.")
