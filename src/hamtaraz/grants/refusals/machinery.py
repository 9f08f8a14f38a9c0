"""What is refused of prices, requests for machines and their lists."""

from __future__ import annotations

from hamtaraz.kernel.refusals import N_, Refused


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


class PriceFarOff(Refused):
    """Two prices of one machine so far apart that one of them must be in another unit."""

    key = "grants.price_far_off"
    sentence = N_(
        "The determined price of “%(machine)s” would be %(determined_rial)s rial and the approximate one %(approximate_rial)s rial; a price does not change a hundredfold (S4-029)."
    )
    remedy = N_(
        "See whether one of them was typed in thousand instead of million rial; enter both again if both are wrong."
    )


class ContributionFarOff(Refused):
    """Last year's contribution is beyond the price, or so small that it must be in another unit."""

    key = "grants.contribution_far_off"
    sentence = N_(
        "The contribution set in the year before is %(contribution_rial)s rial, and the price of “%(machine)s” is %(price_rial)s rial (S4-026)."
    )
    remedy = N_("Enter the amount of last year's letter in the unit of the page; it is a part of the price.")


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


class AidBeyondMachinery(Refused):
    """The aid is more than what rests of the machinery credit beside the shares."""

    key = "grants.aid_beyond_machinery"
    sentence = N_(
        "The aid is %(aid_rial)s rial; of the province's machinery credit %(rests_rial)s rial are left (S4-036, S4-?8)."
    )
    remedy = N_("Return to a machine whose aid is within the credit: it is short by %(short_by_rial)s rial.")


class SaleLocked(Refused):
    """A machine is sold before its years are over."""

    key = "grants.sale_locked"
    sentence = N_(
        "The machine may not be sold before %(allowed_on)s: five years after its hand-over on %(handed_over_on)s (S4-038, S4-106)."
    )
    remedy = N_("Wait for that day.")


class HandOverAhead(Refused):
    """A hand-over of a day that has not come."""

    key = "grants.hand_over_ahead"
    sentence = N_("The machine cannot have been handed over on %(handed_over_on)s.")
    remedy = N_("Enter the day of the hand-over, not later than today.")
