"""Numbers in words, as Persian and English official papers write them."""

# fmt: off
_ONES_FA = (
    "صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "یازده", "دوازده",
    "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده", "نوزده",
)
_TENS_FA = (
    "-", "-", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود",
)
_HUNDREDS_FA = (
    "-", "یکصد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد",
)
_ONES_EN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
_TENS_EN = (
    "-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)
_SCALES_EN = (
    "", " thousand", " million", " billion", " trillion", " quadrillion",
    " quintillion", " sextillion", " septillion",
)
# fmt: on
_AND_FA = " و "


def in_words(amount: int) -> str:
    """Write an amount in Persian words as official papers do, without the unit.

    Counts in «هزار», «میلیون» and «میلیارد», never in trillions: 12,400×10⁹ is «دوازده هزار و
    چهارصد میلیارد», 10¹⁸ is «یک میلیارد میلیارد». One hundred and one thousand are written
    «یکصد» and «یک هزار», so that nothing can be put before them. Any size.
    """
    if amount < 0:
        return "منفی " + in_words(-amount)
    if amount == 0:
        return _ONES_FA[0]
    parts: list[str] = []
    rest, power = amount, 0
    while rest:
        rest, group = divmod(rest, 10**9)
        if group:
            parts.insert(0, _AND_FA.join(_below_milliard_fa(group)) + " میلیارد" * power)
        power += 1
    return _AND_FA.join(parts)


def _below_milliard_fa(number: int) -> list[str]:
    millions, rest = divmod(number, 10**6)
    thousands, ones = divmod(rest, 1000)
    parts = [_AND_FA.join(_below_thousand_fa(millions)) + " میلیون"] if millions else []
    parts += [_AND_FA.join(_below_thousand_fa(thousands)) + " هزار"] if thousands else []
    return parts + _below_thousand_fa(ones)


def _below_thousand_fa(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    parts = [_HUNDREDS_FA[hundreds]] if hundreds else []
    if rest >= 20:
        tens, rest = divmod(rest, 10)
        parts.append(_TENS_FA[tens])
    return [*parts, _ONES_FA[rest]] if rest else parts


def in_words_en(amount: int) -> str:
    """Write an amount in English words (short scale: 10⁹ is a billion), without the unit.

    Below 10²⁷, where the English names of scales here end; beyond is a bug.
    """
    if amount < 0:
        return "minus " + in_words_en(-amount)
    if amount == 0:
        return _ONES_EN[0]
    if amount >= 10 ** (3 * len(_SCALES_EN)):
        raise OverflowError(f"no English name for the scale of {amount}")
    parts: list[str] = []
    rest = amount
    for scale in _SCALES_EN:
        rest, group = divmod(rest, 1000)
        if group:
            parts.insert(0, _below_thousand_en(group) + scale)
    return " ".join(parts)


def _below_thousand_en(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [_ONES_EN[hundreds] + " hundred"] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        parts.append(_TENS_EN[tens] + (f"-{_ONES_EN[ones]}" if ones else ""))
    elif rest:
        parts.append(_ONES_EN[rest])
    return " ".join(parts)
