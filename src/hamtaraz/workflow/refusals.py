"""What the walker of tables refuses, in sentences."""

from hamtaraz.kernel.refusals import N_, Refused


class NotFromHere(Refused):
    """The subject does not stand in a state this step leaves."""

    key = "workflow.not_from_here"
    sentence = N_("This cannot be done while it stands at “%(state)s”.")
    remedy = N_("Open it again: another person may have acted in the meantime.")


class SameHand(Refused):
    """One person may not take two of the steps that check each other (S0-45, INV-06)."""

    key = "workflow.same_hand"
    sentence = N_("You yourself took an earlier step of this case; its approval rests with another person.")
    remedy = N_("Leave it in the inbox: a colleague with the same mandate can approve it.")


class OnlyByCorrection(Refused):
    """An issued notice leaves force only when its correction is issued."""

    key = "workflow.only_by_correction"
    sentence = N_("An issued notice is never changed; a numbered correction replaces it.")
    remedy = N_("Draft a correction; once it is issued it takes the place of this notice.")


class CorrectionWaits(Refused):
    """A notice has one correction at a time."""

    key = "workflow.correction_waits"
    sentence = N_("A correction of this notice is drafted already.")
    remedy = N_("Issue that correction, or withdraw it, before you draft another.")
