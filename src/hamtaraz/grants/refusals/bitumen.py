"""What is refused of bitumen: its credit, the council's resolution, deposits, orders, letters out of turn, documents."""

from __future__ import annotations

from hamtaraz.kernel.refusals import N_, Refused


class NoSharesForBitumen(Refused):
    """Bitumen is computed before the municipalities have shares."""

    key = "grants.no_shares_for_bitumen"
    sentence = N_("The shares of the municipalities are not announced yet; bitumen is given out of them (S4-041).")
    remedy = N_("Announce the shares of the municipalities first.")


class BitumenBeyondShares(Refused):
    """The credit for bitumen is more than the eligible municipalities have left."""

    key = "grants.bitumen_beyond_shares"
    sentence = N_(
        "The credit of %(credit_rial)s rial is more than the %(rests_rial)s rial that rest in the shares of the eligible municipalities (S4-041, S4-043)."
    )
    remedy = N_("Enter a credit up to that amount; %(over_rial)s rial are too much.")


class BitumenOutOfRange(Refused):
    """The credit is so small that it was likely typed in another unit."""

    key = "grants.bitumen_out_of_range"
    sentence = N_(
        "The credit of %(credit_rial)s rial is not a thousandth of the %(rests_rial)s rial that rest in the shares; it seems to be typed in another unit (S4-041)."
    )
    remedy = N_("Look at the unit beside the amount and enter the credit again.")


class BitumenAlready(Refused):
    """There is a run of bitumen in this year."""

    key = "grants.bitumen_already"
    sentence = N_("The bitumen aid of this year is computed already; it stands at “%(state)s” (S4-041).")
    remedy = N_("Withdraw that run before you compute another; what is announced is not changed.")


class NobodyForBitumen(Refused):
    """No municipality is eligible."""

    key = "grants.nobody_for_bitumen"
    sentence = N_("No municipality with a share has a population within the bounds of bitumen aid (S4-043).")
    remedy = N_("Record the population of the census for the municipalities.")


class OnlyInTheRun(Refused):
    """The aid of one municipality is announced or taken back by itself."""

    key = "grants.only_in_the_run"
    sentence = N_("The bitumen aid of all municipalities is announced or taken back together (S4-041).")
    remedy = N_("Do it on the page of the run.")


class ShareUsedMeanwhile(Refused):
    """A share does not hold the bitumen aid any more."""

    key = "grants.share_used_meanwhile"
    sentence = N_(
        "The bitumen aid of %(name)s is %(aid_rial)s rial, but only %(rests_rial)s rial rest in its share since it was computed (S4-041)."
    )
    remedy = N_("Withdraw the run and compute it again.")


class ResolutionLacks(Refused):
    """A deposit before the city council's resolution."""

    key = "grants.resolution_lacks"
    sentence = N_("No deposit before the resolution of the Islamic City Council (S4-045).")
    remedy = N_("Record the number, day and scan of the resolution first.")


class DepositBeforeResolution(Refused):
    """A slip that is older than the resolution."""

    key = "grants.deposit_before_resolution"
    sentence = N_("The slip is of %(paid_on)s, the resolution of the council of %(resolution_on)s; the deposit comes after the resolution (S4-045).")  # fmt: skip
    remedy = N_("Enter the day that stands on the slip, or correct the resolution before the first slip.")


class SlipOutOfRange(Refused):
    """A slip so small that it was likely typed in another unit."""

    key = "grants.slip_out_of_range"
    sentence = N_(
        "The slip of %(amount_rial)s rial is not a thousandth of the %(due_rial)s rial that are due; it seems to be typed in another unit (S4-045)."
    )
    remedy = N_("Look at the unit beside the amount and enter what stands on the slip.")


class ResolutionAhead(Refused):
    """A resolution of a day that has not come."""

    key = "grants.resolution_ahead"
    sentence = N_("The resolution is dated %(resolution_on)s, which has not come yet (S4-045).")
    remedy = N_("Enter the day that stands on the resolution.")


class ResolutionFixed(Refused):
    """A resolution is changed after a deposit."""

    key = "grants.resolution_fixed"
    sentence = N_("A slip was presented under the resolution %(number)s; it is not changed any more (S4-045).")
    remedy = N_("Attach a later resolution as a document.")


class InPartNotAllowed(Refused):
    """A deposit of less than half where the directive asks for half."""

    key = "grants.in_part_not_allowed"
    sentence = N_(
        "The directive asks for half of the announced aid: %(due_rial)s rial; %(deposited_rial)s rial are deposited (S4-042, S4-045)."
    )
    remedy = N_("Deposit the remaining %(lacks_rial)s rial and present the slip.")


class NothingDeposited(Refused):
    """A deposit that ends before it began."""

    key = "grants.nothing_deposited"
    sentence = N_("No slip has been presented; a deposit of nothing brings no bitumen (S4-044).")
    remedy = N_("Present the deposit slip, or decline the aid.")


class DepositedAlready(Refused):
    """The aid is declined after a deposit."""

    key = "grants.deposited_already"
    sentence = N_("%(deposited_rial)s rial are deposited for this bitumen; the aid is not declined any more (S4-045).")
    remedy = N_("Deposit the rest and order the bitumen.")


class RateOfNothing(Refused):
    """A rate of zero or less."""

    key = "grants.rate_of_nothing"
    sentence = N_("The rate of a tonne is %(tonne_price_rial)s rial; nothing is sold for that (S4-047).")
    remedy = N_("Enter the rate as the exchange published it, above zero.")


class RateAhead(Refused):
    """A rate of a day that has not come."""

    key = "grants.rate_ahead"
    sentence = N_("The rate is of %(rate_on)s, which has not come yet (S4-047).")
    remedy = N_("Enter the day of the trade.")


class RateJumps(Refused):
    """A rate far from the one before."""

    key = "grants.rate_jumps"
    sentence = N_(
        "The rate of %(tonne_price_rial)s rial a tonne is far from the %(before_rial)s rial of %(before_on)s (S4-047)."
    )
    remedy = N_("Look at the unit and the digits; if it is right, tick that it is so and record it again.")


class NoRate(Refused):
    """An order without a rate of its day."""

    key = "grants.no_rate"
    sentence = N_("There is no rate of the Iran Mercantile Exchange for %(ordered_on)s or the %(days)s days before (S4-047).")  # fmt: skip
    remedy = N_("The expert of the Resource Development deputy records the rate of the day first.")


class UseNotAllowed(Refused):
    """A use the directive does not name."""

    key = "grants.use_not_allowed"
    sentence = N_("“%(use)s” is not a use of this bitumen: %(allowed)s (S4-049).")
    remedy = N_("Choose among these uses only.")


class OutOfTurn(Refused):
    """An introduction letter for another than the first who waits."""

    key = "grants.out_of_turn"
    sentence = N_("The turn is that of %(first)s; %(name)s stands at place %(place)s of those who wait (S4-046).")
    remedy = N_("Issue the letter of the first, or write why this one goes before; the reason is kept as a waiver.")


class ReceivedAhead(Refused):
    """Bitumen that came before its letter, or has not come."""

    key = "grants.received_ahead"
    sentence = N_("The bitumen came on %(received_on)s; it comes after its letter of %(introduced_on)s and not after today (S4-046).")  # fmt: skip
    remedy = N_("Enter the day of the arrival.")


class DocumentsLack(Refused):
    """The work is not documented."""

    key = "grants.documents_lack"
    sentence = N_("The work is not documented yet; lacking: %(lacking)s (S4-051).")
    remedy = N_("Add photos of before, during and after the work, and its financial documents.")


class CompactionLacks(Refused):
    """The work is confirmed without a control of the sub-base."""

    key = "grants.compaction_lacks"
    sentence = N_("No control of the compaction of the sub-base stands as passed (S4-050).")
    remedy = N_(
        "The technical deputy of the county or the technical office records the control first; the latest counts."
    )


class CheckAhead(Refused):
    """A control of a day that has not come."""

    key = "grants.check_ahead"
    sentence = N_("The control is dated %(checked_on)s, which has not come yet (S4-050).")
    remedy = N_("Enter the day of the control.")


class PercentOutOfRange(Refused):
    """A compaction that cannot be."""

    key = "grants.percent_out_of_range"
    sentence = N_("A compaction of %(compaction_ppm)s cannot be (S4-050).")
    remedy = N_("Enter a percentage above zero, up to 120, or leave it empty.")


class JointOfOne(Refused):
    """A joint purchase of fewer than two municipalities."""

    key = "grants.joint_of_one"
    sentence = N_("A joint purchase is of two municipalities at least; %(count)s is chosen (S4-048).")
    remedy = N_("Choose the orders that are bought and hauled together.")


class NotForJoint(Refused):
    """An order that cannot be bought jointly."""

    key = "grants.not_for_joint"
    sentence = N_("The bitumen of %(name)s is not ordered, has come already, or is in another joint purchase (S4-048).")
    remedy = N_("Choose orders that wait and are in no joint purchase.")


class PeriodWrong(Refused):
    """A report of a period that has not ended, or ends before it begins."""

    key = "grants.period_wrong"
    sentence = N_("The period from %(since_on)s to %(until_on)s cannot be reported on %(said_on)s (S4-052).")
    remedy = N_("Enter a period that has ended by today, its first day before its last.")


class PeriodReported(Refused):
    """A period of which a report was sent."""

    key = "grants.period_reported"
    sentence = N_("The report %(number)s covers days of this period already (S4-052).")
    remedy = N_("Begin the period after %(until_on)s.")
