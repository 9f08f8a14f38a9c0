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
