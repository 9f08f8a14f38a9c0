"""What a plan refuses before it chooses."""

from __future__ import annotations

from hamtaraz.kernel.refusals import N_, Refused


class NothingAsked(Refused):
    """A plan without a request."""

    key = "grants.nothing_asked"
    sentence = N_("There is no request to choose from.")
    remedy = N_("Plan once requests are in the list, or bring them in from a file.")


class RequestTwice(Refused):
    """Two requests have one code."""

    key = "grants.request_twice"
    sentence = N_("The code %(code)s stands for two requests.")
    remedy = N_("Keep one row for each request.")


class AidOfNothing(Refused):
    """A request for nothing, or for less than nothing."""

    key = "grants.aid_of_nothing"
    sentence = N_("The aid asked for by %(code)s is %(aid_rial)s rial.")
    remedy = N_("Write an aid above zero, or leave the request out.")


class LimitBelowZero(Refused):
    """An envelope of less than nothing."""

    key = "grants.limit_below_zero"
    sentence = N_("The envelope of “%(of)s” is %(ceiling_rial)s rial.")
    remedy = N_("Correct the envelope: zero where there is none.")


class NoEnvelope(Refused):
    """A request that draws on no envelope."""

    key = "grants.no_envelope"
    sentence = N_("The request %(code)s draws on no envelope: “%(of)s” has none (S4-096, S4-130).")
    remedy = N_("Announce the share first, or correct the county or municipality of the request.")


class RatioNotTheCounties(Refused):
    """Machinery and projects of the province do not add up to its counties."""

    key = "grants.ratio_not_the_counties"
    sentence = N_(
        "Machinery (%(machinery_rial)s rial) and projects (%(projects_rial)s rial) of the province add up to "
        "%(difference_rial)s rial more or less than its counties have: %(counties_rial)s rial (S4-130, S4-131, S4-133)."
    )
    remedy = N_("Enter the two amounts as they were announced; together they are what the counties have.")


class TooHardToProve(Refused):
    """The best set could not be proven within the branches that are looked at."""

    key = "grants.too_hard_to_prove"
    sentence = N_("The best set could not be proven after %(branches)s branches; an unproven proposal is not shown.")
    remedy = N_("Plan with the order of places alone, or county by county.")
