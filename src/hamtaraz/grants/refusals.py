"""What the room refuses, in sentences: which clause says no, and what would make it pass."""

from __future__ import annotations

from hamtaraz.kernel.refusals import N_, Refused


class OutsideItsCounty(Refused):
    """A code that does not begin with the code of its county."""

    key = "grants.outside_its_county"
    sentence = N_("“%(name)s” has the code %(code)s, which does not begin with %(county)s, the code of its county.")
    remedy = N_("Correct the code, or put it under its own county.")


class RecipientTwice(Refused):
    """A municipality or village that is there already."""

    key = "grants.recipient_twice"
    sentence = N_("The code %(code)s stands for “%(name)s” already.")
    remedy = N_("Change what is there instead of adding it again.")


class RecipientUnknown(Refused):
    """A code that stands for no recipient or county of the province."""

    key = "grants.recipient_unknown"
    sentence = N_("Nothing in this province has the code %(code)s.")
    remedy = N_("Add it first, or correct the code.")


class FigureUnknown(Refused):
    """A figure the house does not measure."""

    key = "grants.figure_unknown"
    sentence = N_("“%(figure)s” is not a figure of municipalities and villages.")
    remedy = N_("Choose one of: %(known)s.")


class WrittenElsewhere(Refused):
    """A figure in the column of another unit: a count among amounts, or money among counts."""

    key = "grants.written_elsewhere"
    sentence = N_("“%(figure)s” is written in the column “%(column)s”, and there alone.")
    remedy = N_("Move the number to “%(column)s”; amounts are in million rial.")


class OfAnotherKind(Refused):
    """What is said of a municipality belongs to a village, or the other way round."""

    key = "grants.of_another_kind"
    sentence = N_("“%(name)s” is a %(kind)s; “%(field)s” does not belong to it.")
    remedy = N_("Leave “%(field)s” empty, or correct the kind.")


class NotAnIndex(Refused):
    """A directive that is not an index of this part."""

    key = "grants.not_an_index"
    sentence = N_("“%(directive)s” does not share the credit of this part out (S4-013, S4-083).")
    remedy = N_("Choose one of the indices in force.")


class SourceUnknown(Refused):
    """A credit source the year does not have."""

    key = "grants.source_unknown"
    sentence = N_("The year has no credit source %(code)s.")
    remedy = N_("Add the source of the clause to the year first.")


class NothingToShare(Refused):
    """A pool of nothing."""

    key = "grants.nothing_to_share"
    sentence = N_("There is nothing to share: the credit is %(pool_rial)s rial.")
    remedy = N_("Enter the credit of the letter, above zero.")


class MachineryBeyondPool(Refused):
    """Machinery's part of the credit is more than the credit."""

    key = "grants.machinery_beyond_pool"
    sentence = N_("Machinery would have %(machinery_rial)s rial of %(pool_rial)s rial (S4-131).")
    remedy = N_("Enter a machinery share from zero to the whole credit.")


class AnnouncedAlready(Refused):
    """The shares of a part were announced in this year."""

    key = "grants.announced_already"
    sentence = N_("Shares of this part were announced on %(announced_on)s; what is announced is not changed (S4-014).")
    remedy = N_("Withdraw this run.")


class NobodyToTell(Refused):
    """A share whose receiver has no organisation to write to."""

    key = "grants.nobody_to_tell"
    sentence = N_("There is no organisation to tell of the share of “%(name)s” (S4-014, S4-084).")
    remedy = N_("Add the county's governorate to the organisations, and compute the shares again.")


class NoShareYet(Refused):
    """A municipality without an announced share asks."""

    key = "grants.no_share_yet"
    sentence = N_("No share has been announced to the municipality of %(name)s this year (S4-014).")
    remedy = N_("Ask once the share is announced; a city of 100,000 or more has none (S4-010).")


class NotInCatalogue(Refused):
    """A machine the directive does not name for this kind of recipient."""

    key = "grants.not_in_catalogue"
    sentence = N_("“%(machine)s” is not among the machines of municipalities (S4-020, S4-021, S4-022).")
    remedy = N_("Choose one from the list of the directive.")


class TwiceTheSame(Refused):
    """The two priorities are one machine."""

    key = "grants.twice_the_same"
    sentence = N_("Both priorities are “%(machine)s”; priorities are alternatives (S4-029).")
    remedy = N_("Choose another machine for the second priority, or leave it empty.")


class AskedAlready(Refused):
    """A second request in the year."""

    key = "grants.asked_already"
    sentence = N_(
        "The municipality of %(name)s has asked already: one machine at this stage (S4-037), and the request is final (S4-030)."
    )
    remedy = N_("Wait for the announcement about a second machine.")


class BothReliefs(Refused):
    """Last year's rate and the new municipality's discount together."""

    key = "grants.both_reliefs"
    sentence = N_(
        "A machine set in the year before and the discount of a new municipality do not go together (S4-026, S4-028)."
    )
    remedy = N_("Take last year's mark away, or correct the year of the first mayor's decree.")


class ContributionUnknown(Refused):
    """Last year's machine without last year's contribution."""

    key = "grants.contribution_unknown"
    sentence = N_("The contribution set in the year before is missing for this machine (S4-026).")
    remedy = N_("Enter the amount of last year's letter, above zero.")


class TooLate(Refused):
    """Something is sent after its last day."""

    key = "grants.too_late"
    sentence = N_("The last day was %(due_on)s (%(clause)s).")
    remedy = N_("Send it with the reason why it is late; the reason is kept as a waiver.")


class OnlyInTheList(Refused):
    """A request is listed by itself instead of in Table 1."""

    key = "grants.only_in_the_list"
    sentence = N_("Requests are sent on together, in Table 1 (S4-031).")
    remedy = N_("Open Table 1 and send the list.")


class NothingToList(Refused):
    """Table 1 without a request."""

    key = "grants.nothing_to_list"
    sentence = N_("No request waits to be listed (S4-031).")
    remedy = N_("Send the list once municipalities have asked.")


class NoSuchPriority(Refused):
    """A priority the request does not have."""

    key = "grants.no_such_priority"
    sentence = N_("The request has no priority %(choice)s (S4-029).")
    remedy = N_("Write 1, or 2 where there is a second priority.")


class EquipmentDeferred(Refused):
    """Equipment is approved before it may be."""

    key = "grants.equipment_deferred"
    sentence = N_("“%(machine)s” is urban-service equipment; how it is allotted is announced later (S4-037).")
    remedy = N_("Approve a machine; the equipment stays listed.")


class PriceOfNothing(Refused):
    """A price of zero."""

    key = "grants.price_of_nothing"
    sentence = N_("The price of “%(machine)s” cannot be %(price_rial)s rial.")
    remedy = N_("Enter the price above zero.")


class PriceNotSet(Refused):
    """A contribution is announced before the price is determined."""

    key = "grants.price_not_set"
    sentence = N_(
        "The price of “%(machine)s” is not determined yet; the approximate one does not suffice (S4-024, S4-029)."
    )
    remedy = N_("Set the determined price first.")


class AidBeyondShare(Refused):
    """The aid is more than what rests of the share."""

    key = "grants.aid_beyond_share"
    sentence = N_(
        "The aid is %(aid_rial)s rial; of the municipality's share %(rests_rial)s rial are left (S4-027, S4-036)."
    )
    remedy = N_("Return to a machine whose aid is within the share: it is short by %(short_by_rial)s rial.")


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


class SlipAhead(Refused):
    """A slip of a day that has not come."""

    key = "grants.slip_ahead"
    sentence = N_("The slip is dated %(paid_on)s, which has not come yet.")
    remedy = N_("Enter the day that stands on the slip.")


class DepositLacks(Refused):
    """The contribution is not deposited in full."""

    key = "grants.deposit_lacks"
    sentence = N_(
        "No delivery order before the whole contribution is deposited: %(lacks_rial)s of %(due_rial)s rial are lacking (S4-035)."
    )
    remedy = N_("Deposit the rest and present its slip.")


class SaleLocked(Refused):
    """A machine is sold before its years are over."""

    key = "grants.sale_locked"
    sentence = N_(
        "The machine may not be sold before %(allowed_on)s: five years after its hand-over on %(handed_over_on)s (S4-038)."
    )
    remedy = N_("Wait for that day.")


class HandOverAhead(Refused):
    """A hand-over of a day that has not come."""

    key = "grants.hand_over_ahead"
    sentence = N_("The machine cannot have been handed over on %(handed_over_on)s.")
    remedy = N_("Enter the day of the hand-over, not later than today.")
