"""What the distribution room refuses, in sentences."""

from hamtaraz.kernel.refusals import N_, Refused


class Locked(Refused):
    """The Council approved the distribution; nothing of it changes any more (INV-01)."""

    key = "distribution.locked"
    sentence = N_("The Council approved “%(title)s” by resolution %(resolution)s; it is locked.")
    remedy = N_("What has to change is put before the Council as a distribution of its own.")


class OnlyByResolution(Refused):
    """The Council decides in a session; no button does (S0-13)."""

    key = "distribution.only_by_resolution"
    sentence = N_("The Council's decision is recorded with the number of its resolution, not by a button.")
    remedy = N_("Record the decision in the minutes of the Council's session.")


class NothingToShareOut(Refused):
    """There is neither a line nor a province-wide project."""

    key = "distribution.nothing_to_share_out"
    sentence = N_("“%(title)s” has neither a line nor a province-wide project.")
    remedy = N_("First say which chapters and programmes the credit is for.")


class NotAllShared(Refused):
    """What is shared of a source is not what was received of it (INV-01)."""

    key = "distribution.not_all_shared"
    sentence = N_(
        "Of source “%(source)s”, %(received_rial)s rial are to be shared out, but lines and projects add up to %(shared_rial)s."
    )
    remedy = N_("Change lines or province-wide projects of this source by %(difference_rial)s rial in all.")


class LineLeavesResidual(Refused):
    """The adjustments of a line do not cancel out (INV-01)."""

    key = "distribution.line_leaves_residual"
    sentence = N_("What the counties of “%(line)s” get differs from the line by %(residual_rial)s rial.")
    remedy = N_("Adjust its counties until the residual is zero, or restore the formula.")


class UnknownCode(Refused):
    """A code is not in this year's classification."""

    key = "distribution.unknown_code"
    sentence = N_("“%(code)s” is not in the list of “%(what)s” of this year.")
    remedy = N_("Choose one of the list.")


class TwiceInList(Refused):
    """The same line or project stands twice."""

    key = "distribution.twice_in_list"
    sentence = N_("“%(name)s” stands in the list twice.")
    remedy = N_("Put both amounts into one row.")


class BelowZero(Refused):
    """An amount is below zero."""

    key = "distribution.below_zero"
    sentence = N_("The amount of “%(name)s” is below zero.")
    remedy = N_("Write a positive amount, or leave the row out.")


class NotProvinceWide(Refused):
    """A project of a county is approved by its committee, not by the Council (S0-43)."""

    key = "distribution.not_province_wide"
    sentence = N_("“%(title)s” is not a province-wide project.")
    remedy = N_("Leave it to the planning committee of its county.")


class NoSuchCell(Refused):
    """There is no such county in that line."""

    key = "distribution.no_such_cell"
    sentence = N_("“%(line)s” has no share for county “%(county)s”.")
    remedy = N_("Choose a line and a county of this distribution.")


class NothingAdjusted(Refused):
    """The amounts given are those that stand there already."""

    key = "distribution.nothing_adjusted"
    sentence = N_("The amounts are those that stand there already.")
    remedy = N_("Change an amount, or leave the page as it is.")


class ScenarioNameTaken(Refused):
    """Two scenarios of one distribution have one name."""

    key = "distribution.scenario_name_taken"
    sentence = N_("There is a scenario “%(name)s” in this distribution already.")
    remedy = N_("Choose another name.")


class ChosenScenarioStays(Refused):
    """The chosen scenario fills the cells; it is not deleted."""

    key = "distribution.chosen_scenario_stays"
    sentence = N_("“%(name)s” is the chosen scenario of this distribution.")
    remedy = N_("Choose another scenario first.")


class AlreadyChosen(Refused):
    """The scenario is the chosen one already."""

    key = "distribution.already_chosen"
    sentence = N_("“%(name)s” is the chosen scenario already.")
    remedy = N_("There is nothing to do.")


class FigureUnknown(Refused):
    """A figure is put in place that the directive does not ask for, or for a county that is not there."""

    key = "distribution.figure_unknown"
    sentence = N_("The directive does not ask for the figure “%(figure)s” of county “%(county)s”.")
    remedy = N_("Choose a figure and a county of the scenario.")


class AdjustmentTooDeep(Refused):
    """An adjustment kept in the scenario takes more from a cell than the formula now gives."""

    key = "distribution.adjustment_too_deep"
    sentence = N_("The adjustment of “%(line)s” for county “%(county)s” takes more than the formula gives.")
    remedy = N_("Take the adjustment back, then compute again.")


class NotANumber(Refused):
    """A parameter or a figure was typed that is no number."""

    key = "distribution.not_a_number"
    sentence = N_("“%(text)s” is not a number.")
    remedy = N_("Write a plain number, such as 1250.5.")


class NotThisWorkbook(Refused):
    """A file is not the workbook this page hands out, or its locked cells were changed."""

    key = "distribution.not_this_workbook"
    sentence = N_("The file is not the workbook this page hands out.")
    remedy = N_("Download the workbook anew, change figures only, and send that file.")


class StaleWorkbook(Refused):
    """The table changed after the workbook was downloaded."""

    key = "distribution.stale_workbook"
    sentence = N_("The table has changed since this workbook was downloaded; nothing was taken from it.")
    remedy = N_("Download the workbook anew and put your figures into it.")


class NothingDiffers(Refused):
    """The workbook holds what stands here already."""

    key = "distribution.nothing_differs"
    sentence = N_("The workbook holds the figures that stand here already.")
    remedy = N_("Change a figure in it, or leave things as they are.")
