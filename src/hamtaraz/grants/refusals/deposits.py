"""What is refused of deposit slips."""

from __future__ import annotations

from hamtaraz.kernel.refusals import N_, Refused


class SlipTwice(Refused):
    """A slip that was presented before."""

    key = "grants.slip_twice"
    sentence = N_("The slip %(number)s was presented before, for “%(title)s” (S4-035).")
    remedy = N_("Present the slip of this payment.")


class SlipBeyondContribution(Refused):
    """A slip of more than what is still due."""

    key = "grants.slip_beyond_contribution"
    sentence = N_("The slip is of %(amount_rial)s rial; %(due_rial)s rial of the contribution are still due (S4-034).")
    remedy = N_("Enter the amount as it stands on the slip; what was paid too much is settled with the organisation.")


class SlipInAnotherUnit(Refused):
    """A slip of exactly a thousandth or a millionth of what is due: the whole payment, typed in another unit."""

    key = "grants.slip_in_another_unit"
    sentence = N_(
        "The slip would be of %(amount_rial)s rial, a thousandth or a millionth of the %(due_rial)s rial that are due (S4-034)."
    )
    remedy = N_(
        "See whether it was typed in thousand instead of million rial; write the amount as it stands on the slip."
    )


class SlipAhead(Refused):
    """A slip of a day that has not come."""

    key = "grants.slip_ahead"
    sentence = N_("The slip is dated %(paid_on)s, which has not come yet.")
    remedy = N_("Enter the day that stands on the slip.")


class DepositLacks(Refused):
    """The contribution is not deposited in full."""

    key = "grants.deposit_lacks"
    sentence = N_(
        "No delivery order before the whole contribution is deposited: %(lacks_rial)s of %(due_rial)s rial are lacking (S4-035, S4-099)."
    )
    remedy = N_("Deposit the rest and present its slip.")
