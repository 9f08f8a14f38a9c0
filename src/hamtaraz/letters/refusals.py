"""What keeping letters refuses, in sentences."""

from hamtaraz.kernel.refusals import N_, Refused


class RecordedBefore(Refused):
    """One letter of the centre is recorded once."""

    key = "letters.recorded_before"
    sentence = N_("The letter %(number)s of the centre is recorded already.")
    remedy = N_("Open the notice of that number; if it is wrong, draft a correction of it.")
