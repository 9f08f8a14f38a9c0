"""Reads a percentage a person typed, so that a fraction is never taken for one."""

from __future__ import annotations

from hamtaraz.grants.refusals.payments import PercentAmbiguous
from hamtaraz.kernel import percent
from hamtaraz.kernel.text import clean

ONE_PERCENT_PPM = percent.WHOLE_PPM // 100


def read_percent(typed: str) -> int:
    """The percentage as parts per million; «۷۰» and «۷۰٪» are seventy percent.

    Refuses `PercentAmbiguous` for what may be a fraction (above 0, at most 1, without the sign), and what is no percentage.
    """
    share_ppm = percent.parse(typed)
    if 0 < share_ppm <= ONE_PERCENT_PPM and not clean(typed).endswith(("%", "٪")):
        raise PercentAmbiguous(text=typed)
    return share_ppm
