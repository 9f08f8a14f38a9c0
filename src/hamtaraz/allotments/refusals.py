"""What the allotments room refuses, in sentences."""

from hamtaraz.kernel.refusals import N_, Refused


class NoCentralNotice(Refused):
    """Nothing is allotted before the centre's allotment notice is confirmed (S0-22, INV-07)."""

    key = "allotments.no_central_notice"
    sentence = N_("No confirmed allotment notice of the centre stands behind this.")
    remedy = N_("Have the centre's allotment notice recorded and confirmed first.")


class NoQuorum(Refused):
    """Too few members with a vote came."""

    key = "allotments.no_quorum"
    sentence = N_("The session has no quorum: %(present)s members with a vote came, %(quorum)s are needed.")
    remedy = N_("Correct the attendance, or hold the session again.")


class NoCeilings(Refused):
    """A session that sets no ceiling and allots nothing decides nothing."""

    key = "allotments.no_ceilings"
    sentence = N_("The session has decided neither a ceiling nor a line.")
    remedy = N_("Write the ceilings of the chapters first.")


class BeyondCentral(Refused):
    """The ceilings of a source exceed what the centre released of it (INV-07)."""

    key = "allotments.beyond_central"
    sentence = N_(
        "The ceilings of “%(source)s” exceed what the centre released by %(over_by_rial)s rial (left: %(left_rial)s rial)."
    )
    remedy = N_("Lower the ceilings of this source, or wait for the centre's next notice.")


class BeyondCeiling(Refused):
    """The lines of a source and chapter exceed its ceiling (INV-07)."""

    key = "allotments.beyond_ceiling"
    sentence = N_(
        "The lines of “%(chapter)s” from “%(source)s” exceed the ceiling by %(over_by_rial)s rial (left: %(left_rial)s rial)."
    )
    remedy = N_("Lower the lines of this chapter, or have the Committee set a higher ceiling.")


class NotAgreed(Refused):
    """The project has no notified agreement from this source (S0-42, INV-07)."""

    key = "allotments.not_agreed"
    sentence = N_("“%(project)s” has no notified agreement from “%(source)s”.")
    remedy = N_("Take the line out, or have the agreement of the project notified first.")


class BeyondAgreement(Refused):
    """The allotments of a line would exceed its agreed credit (INV-07)."""

    key = "allotments.beyond_agreement"
    sentence = N_(
        "The allotment of “%(project)s” exceeds what is left of its agreed credit by %(over_by_rial)s rial (left: %(left_rial)s rial)."
    )
    remedy = N_("Lower the allotment of this project.")


class NoLines(Refused):
    """There is no line to notify."""

    key = "allotments.no_lines"
    sentence = N_("There is no line to notify.")
    remedy = N_("Write the lines of the projects first.")


class NothingToSpread(Refused):
    """Nothing is left of the ceilings, or of the agreed credit under them."""

    key = "allotments.nothing_to_spread"
    sentence = N_("Nothing can be spread: no ceiling has anything left, or no project under it has agreed credit left.")
    remedy = N_("Set the ceilings first, or wait until agreements of these chapters are notified.")


class NoticesWait(Refused):
    """The session is notified only when every notice of it is issued."""

    key = "allotments.notices_wait"
    sentence = N_("Not every allotment notice of this session is issued yet.")
    remedy = N_("Issue or withdraw the notices that wait.")


class BillUnnamed(Refused):
    """A treasury bill has a symbol and a day it falls due."""

    key = "allotments.bill_unnamed"
    sentence = N_("A treasury bill lacks its symbol or the day it falls due.")
    remedy = N_("Write both as the centre's notice says them.")


class UnknownCode(Refused):
    """A row names something that is not in this year."""

    key = "allotments.unknown_code"
    sentence = N_("The code “%(code)s” is not known in this year.")
    remedy = N_("Check the code against the lists of the year.")


class AmountNotPositive(Refused):
    """A line or ceiling is above zero."""

    key = "allotments.amount_not_positive"
    sentence = N_("An amount is not above zero.")
    remedy = N_("Leave out rows without an amount.")


class Twice(Refused):
    """One source and chapter has one ceiling in a session."""

    key = "allotments.twice"
    sentence = N_("The ceiling of “%(chapter)s” from “%(source)s” is written twice.")
    remedy = N_("Write one ceiling for each source and chapter.")
