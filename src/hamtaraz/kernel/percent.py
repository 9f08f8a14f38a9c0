"""Shares of a whole in parts per million, shown and read as percent."""

import re

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.kernel.text import clean, digits, persian_digits

WHOLE_PPM = 1_000_000


class PercentUnreadable(Refused):
    """The text is not a percentage of at most four decimals."""

    key = "percent_unreadable"
    sentence = N_("“%(text)s” is not a percentage.")
    remedy = N_("Write digits and at most four decimals, such as 12.5.")


def show(share_ppm: int, language: str = "fa") -> str:
    """Write a share exactly as percent: 125,000 ppm is «۱۲٫۵٪», in English 12.5%."""
    whole, rest = divmod(abs(share_ppm), 10_000)
    text = f"{whole:,}" + (f".{rest:04d}".rstrip("0") if rest else "")
    sign = "-" if share_ppm < 0 else ""
    if language != "fa":
        return f"{sign}{text}%"
    # The mark keeps the sign on the left of the digits in a right-to-left line.
    mark = "\u200e" if sign else ""
    return mark + sign + persian_digits(text.replace(",", "٬").replace(".", "٫")) + "٪"


def parse(text: str) -> int:
    """Read a percentage typed with or without its sign, in digits of any script, as ppm."""
    found = re.fullmatch(r"([0-9]{1,9})(?:[.٫]([0-9]{1,4}))?\s*[%٪]?", digits(clean(text)))
    if not found:
        raise PercentUnreadable(text=text)
    return int(found[1]) * 10_000 + int((found[2] or "").ljust(4, "0"))
