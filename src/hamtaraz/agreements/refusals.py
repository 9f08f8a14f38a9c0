"""What the agreements room refuses, in sentences."""

from hamtaraz.kernel.refusals import N_, Refused


class NothingNoticed(Refused):
    """There is no noticed credit of this programme that is not in an agreement yet (S0-42: 9 needs 8)."""

    key = "agreements.nothing_noticed"
    sentence = N_("No noticed credit of programme %(programme)s is left to draft an agreement for.")
    remedy = N_("Wait for the agency's credit notice, or change the agreement that already holds the credit.")


class NoSectorOffice(Refused):
    """No expert group reviews the chapter (S0-45)."""

    key = "agreements.no_sector_office"
    sentence = N_("No expert group of the organisation is recorded for chapter “%(chapter)s”.")
    remedy = N_("Have the administrator record the group of this sector among the organisations.")


class NoLines(Refused):
    """An agreement without money is not submitted."""

    key = "agreements.no_lines"
    sentence = N_("This agreement has no line with an amount.")
    remedy = N_("Write the credit of at least one project, then submit.")


class NoEconomicChapter(Refused):
    """Every line names its economic chapter."""

    key = "agreements.no_economic_chapter"
    sentence = N_("The economic chapter of “%(line)s” is empty.")
    remedy = N_("Choose the economic chapter of this line, then submit.")


class BeyondNotice(Refused):
    """A line exceeds what the credit notices of the agency leave for it (INV-05)."""

    key = "agreements.beyond_notice"
    sentence = N_("“%(line)s” is %(over_by_rial)s rial beyond its credit notice (%(noticed_rial)s rial are available).")
    remedy = N_("Lower this line, or have the credit notice corrected first.")


class RemarkUnanswered(Refused):
    """Every remark is answered before the agreement is submitted again."""

    key = "agreements.remark_unanswered"
    sentence = N_("The remark on “%(line)s” has no answer yet.")
    remedy = N_("Answer every remark, then submit.")


class LineLocked(Refused):
    """After a return, only lines with a remark may be changed, unless a remark concerns the whole agreement."""

    key = "agreements.line_locked"
    sentence = N_("“%(line)s” has no remark, so it is not open to change in this edition.")
    remedy = N_("Change only the lines that have a remark.")


class SplitTwice(Refused):
    """A project's credit of one source has each economic chapter once."""

    key = "agreements.split_twice"
    sentence = N_("“%(line)s” already has a line under this economic chapter.")
    remedy = N_("Change the amount of that line.")


class PercentBeyond(Refused):
    """Planned progress is physical and cumulative: 0 to 100 (INV-10)."""

    key = "agreements.percent_beyond"
    sentence = N_("Planned progress of “%(line)s” is not between 0 and 100.")
    remedy = N_("Write a whole number from 0 to 100.")


class ExchangeNumberUsed(Refused):
    """Exchange numbers are unique in a year."""

    key = "agreements.exchange_number_used"
    sentence = N_("Exchange number %(number)s is borne by another agreement of this year.")
    remedy = N_("Write another number, or leave it empty to take the next one of the register.")


class NotWholeNumber(Refused):
    """A quantity is a whole number, or left empty."""

    key = "agreements.not_whole_number"
    sentence = N_("“%(text)s” is not a whole number.")
    remedy = N_("Write digits only, or leave the box empty.")
