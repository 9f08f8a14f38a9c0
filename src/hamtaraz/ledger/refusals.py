"""What the book refuses, in sentences."""

from hamtaraz.kernel.refusals import N_, Refused


class Overspent(Refused):
    """An account would fall below its floor."""

    key = "ledger.overspent"
    sentence = N_("The credit falls short by %(short_by_rial)s rial: %(available_rial)s rial are available.")
    remedy = N_("Lower the amount to what is available, or have more credit recorded first.")


class OffTheMap(Refused):
    """Authority does not move this way (S0-42)."""

    key = "ledger.off_the_map"
    sentence = N_("Authority cannot move from “%(source)s” to “%(target)s”.")
    remedy = N_("Take the steps of the year in their order.")


class KeyUsed(Refused):
    """An idempotency key stands for another entry."""

    key = "ledger.key_used"
    sentence = N_("This request was recorded before with other figures.")
    remedy = N_("Open the page again to see what was recorded.")


class NotAMirror(Refused):
    """An entry is reversed by its own mirror, once."""

    key = "ledger.not_a_mirror"
    sentence = N_("Entry %(entry)s cannot be reversed, or was reversed already.")
    remedy = N_("Look at the entry: its correction may already be there.")


class BeyondCap(Refused):
    """An allotment line would exceed its agreement line (INV-07)."""

    key = "ledger.beyond_cap"
    sentence = N_(
        "The allotments of this line would exceed its notified agreement by %(over_by_rial)s rial (agreed: %(cap_rial)s rial)."
    )
    remedy = N_("Lower the allotment, or have the agreement notified first.")
