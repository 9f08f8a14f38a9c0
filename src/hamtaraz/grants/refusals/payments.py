"""What is refused of the realised allotment and of payments."""

from __future__ import annotations

from hamtaraz.kernel.refusals import N_, Refused


class PercentAmbiguous(Refused):
    """A number that may be a fraction or a percentage."""

    key = "grants.percent_ambiguous"
    sentence = N_("“%(text)s” may mean a fraction or a percentage.")
    remedy = N_("Write percent: 70 for seventy percent; for less than one percent write the sign too, such as 0.7%%.")


class RealisedBeyondWhole(Refused):
    """More than the whole credit is said to be allotted."""

    key = "grants.realised_beyond_whole"
    sentence = N_("No more than the whole budgeted credit can be allotted; %(share_ppm)s is too much (S4-074, S4-120).")
    remedy = N_("Enter a percentage from 0 to 100.")


class RealisedFell(Refused):
    """The realised allotment goes down without a word."""

    key = "grants.realised_fell"
    sentence = N_("%(before_ppm)s was realised already by letter %(letter)s; %(share_ppm)s is less.")
    remedy = N_("Correct the percentage, or enter the reason why less is allotted; both stay in the history.")


class RealisedBelowPaid(Refused):
    """The realised allotment would fall below what was paid."""

    key = "grants.realised_below_paid"
    sentence = N_("“%(project)s” was paid %(paid_rial)s rial; at %(share_ppm)s only %(due_rial)s rial would be covered (S4-074, S4-120).")  # fmt: skip
    remedy = N_("What was paid beyond is settled first; enter a percentage that covers the payments.")


class RealisedUnchanged(Refused):
    """The same percentage again."""

    key = "grants.realised_unchanged"
    sentence = N_("%(share_ppm)s is what is recorded already, by letter %(letter)s.")
    remedy = N_("Record the next letter once more is allotted.")


class NothingRealised(Refused):
    """A payment before any allotment was recorded."""

    key = "grants.nothing_realised"
    sentence = N_("No realised allotment is recorded for this part; nothing can be paid of it (S4-072, S4-118).")
    remedy = N_("Let the expert of the Resource Development deputy record the letter of the allotment.")


class NothingDue(Refused):
    """Nothing can be paid at this stage."""

    key = "grants.nothing_due"
    sentence = N_("Of the aid of %(approved_rial)s rial %(paid_rial)s rial are paid; with %(realised_ppm)s realised nothing more is due now (%(clause)s).")  # fmt: skip
    remedy = N_("Pay again once more of the budgeted credit is allotted.")


class AccountUnreadable(Refused):
    """An account number that is none."""

    key = "grants.account_unreadable"
    sentence = N_("“%(account)s” is not an account number.")
    remedy = N_("Enter the digits of the governorate's account.")
