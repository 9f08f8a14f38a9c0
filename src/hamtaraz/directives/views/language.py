"""The formula language on one card beside the editor: what each sign and function is for, in a few words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hamtaraz.law.formula import FUNCTIONS


def functions() -> list[tuple[str, str]]:
    """How every function is written, and what it gives."""
    told = _told()
    return [(function.usage, told[name]) for name, function in FUNCTIONS.items()]


def _told() -> dict[str, str]:
    return {
        "if": _("one of two, by a condition"),
        "min": _("the smallest of what is listed"),
        "max": _("the largest of what is listed"),
        "abs": _("without its sign"),
        "clamp": _("not below the least, not above the most"),
        "round": _("to the nearest multiple of the step, halves to the even one"),
        "floor": _("down to a multiple of the step"),
        "ceil": _("up to a multiple of the step"),
        "sqrt": _("square root"),
        "log": _("natural logarithm"),
        "log_between": _("0 at low, 1 at high, by logarithm in between"),
        "power": _("to a whole power"),
        "step": _("the value of the table's row it has reached"),
        "bracket": _("each slice at the rate of its row, added up"),
        "interpolate": _("on the straight line between two rows"),
        "missing": _("whether the figure was not brought"),
        "given": _("whether the figure was brought"),
        "sum": _("of a name, over a group"),
        "mean": _("arithmetic mean over a group"),
        "median": _("the middle one of a group"),
        "smallest": _("the smallest of a group"),
        "largest": _("the largest of a group"),
        "percentile": _("the figure that p percent do not exceed"),
        "weighted_mean": _("mean over a group, each by its weight"),
        "count": _("how many there are"),
        "share": _("part of the group's sum"),
        "rank": _("place in the group, the largest first"),
        "rank_up": _("place in the group, the smallest first"),
    }
