"""What is refused of machines of dehyaris, of Table 1 of dehyaris and of substitutes."""

from __future__ import annotations

from hamtaraz.kernel.refusals import N_, Refused


class NotAVillage(Refused):
    """A dehyari's machine for something that is no village."""

    key = "grants.not_a_village"
    sentence = N_("“%(name)s” is not a village; machines of dehyaris go to villages (S4-095).")
    remedy = N_("Choose a village; a municipality asks for its own machine.")


class NoDehyari(Refused):
    """A village without a dehyari asks for a machine."""

    key = "grants.no_dehyari"
    sentence = N_("The village %(name)s has no dehyari; no machine is given to villages without one (S4-103).")
    remedy = N_("Choose a village with a dehyari, or correct the list of villages if one has been founded.")


class VillageTooSmall(Refused):
    """A settlement too small to be a village of the directive."""

    key = "grants.village_too_small"
    sentence = N_(
        "“%(name)s” had %(population)s persons and %(households)s households in the census; a village has at least %(least_persons)s persons or %(least_households)s households (S4-080)."
    )
    remedy = N_("Choose a larger village, or correct its figures with their source.")


class NotForVillages(Refused):
    """A machine the directive does not name for dehyaris."""

    key = "grants.not_for_villages"
    sentence = N_("“%(machine)s” is not among the machines of dehyaris (S4-090, S4-091).")
    remedy = N_("Choose one from the list of the directive for dehyaris.")


class VillageAskedAlready(Refused):
    """A second machine for a village in the year."""

    key = "grants.village_asked_already"
    sentence = N_("A machine is asked for the village %(name)s this year already (S4-095).")
    remedy = N_("Go on with that request, or withdraw it first.")


class ApproximatePriceMissing(Refused):
    """A machine whose approximate price nobody has set."""

    key = "grants.approximate_price_missing"
    sentence = N_("The approximate price of “%(machine)s” is not recorded in the Budget System yet (S4-095).")
    remedy = N_("Have the expert of the Resource Development deputy set it, or choose another machine.")


class VillagePriceNotSet(Refused):
    """A dehyari's contribution is announced before the price is determined."""

    key = "grants.village_price_not_set"
    sentence = N_(
        "The price of “%(machine)s” is not determined yet; the contribution is a part of it (S4-093, S4-094)."
    )
    remedy = N_("Set the determined price first.")


class NoVillagesToList(Refused):
    """Table 1 of dehyaris without a row."""

    key = "grants.no_villages_to_list"
    sentence = N_("No machine of a dehyari waits to be listed (S4-095).")
    remedy = N_("Enter the villages' machines first.")


class CountiesNotSplit(Refused):
    """Machines of a county that has no machinery envelope yet."""

    key = "grants.counties_not_split"
    sentence = N_("The counties' shares are not split between machinery and projects yet (S4-096, S4-132).")
    remedy = N_("Have the split approved, then send the list.")


class AidBeyondEnvelope(Refused):
    """The aid asked in a county is more than its machinery."""

    key = "grants.aid_beyond_envelope"
    sentence = N_(
        "In “%(county)s” the aid for machines is %(aid_rial)s rial; the county's machinery is %(envelope_rial)s rial, too much by %(over_by_rial)s rial (S4-096)."
    )
    remedy = N_("Withdraw or change machines of this county, or have its split changed (S4-132).")


class VillagesOnlyInTheList(Refused):
    """A machine is listed by itself instead of in Table 1."""

    key = "grants.villages_only_in_the_list"
    sentence = N_("Machines of dehyaris are sent on together, in Table 1 (S4-095).")
    remedy = N_("Open Table 1 of dehyaris and send the list.")


class BelowLeastOrder(Refused):
    """A machine is announced while too few of its type are approved."""

    key = "grants.below_least_order"
    sentence = N_(
        "Of “%(machine)s” %(approved)s are approved and %(under_review)s under review; fewer than %(least)s are not bought (S4-104)."
    )
    remedy = N_("Wait for the review, or have the purchasable vehicles announced, so that substitutes are proposed.")


class CannotBeBought(Refused):
    """A machine that cannot be bought this year."""

    key = "grants.cannot_be_bought"
    sentence = N_("“%(machine)s” cannot be bought this year: %(reason)s (S4-104).")
    remedy = N_("Choose one of the purchasable vehicles.")


class NothingShort(Refused):
    """Substitutes are asked for while everything approved can be bought."""

    key = "grants.nothing_short"
    sentence = N_("Every approved machine can be bought in its number; no substitute is needed (S4-104).")
    remedy = N_("Wait until a type cannot be bought, or too few of it are asked for.")


class OnlyByAnnouncement(Refused):
    """One machine is sent back for a substitute by itself."""

    key = "grants.only_by_announcement"
    sentence = N_("Substitutes are asked for by announcing the purchasable vehicles to the province (S4-104).")
    remedy = N_("Open “least orders and substitutes” and announce from there.")


class SubstituteIsTheSame(Refused):
    """The substitute is what was asked for."""

    key = "grants.substitute_is_the_same"
    sentence = N_("“%(machine)s” is what was asked for; a substitute is another vehicle (S4-104).")
    remedy = N_("Choose one of the purchasable vehicles, or withdraw the request.")


class WhyNotBought(Refused):
    """A machine is marked without a reason."""

    key = "grants.why_not_bought"
    sentence = N_("Why “%(machine)s” cannot be bought this year is not written (S4-104).")
    remedy = N_("Write the reason; it is told to the province.")
