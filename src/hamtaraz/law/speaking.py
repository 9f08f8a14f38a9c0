"""Says the words of law and kernel in Persian or English where no web framework is there to translate them."""

import gettext
from collections.abc import Callable
from pathlib import Path

from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.saying import Said, say

ROOMS = Path(__file__).resolve().parents[1]


def translator(language: str) -> Callable[[str], str]:
    """What turns an English sentence of law or kernel into the reader's language, "fa" or "en"."""
    if language != "fa":
        return str
    law, kernel = (
        gettext.translation("django", ROOMS.joinpath(room, "locale"), ["fa"], fallback=True)
        for room in ("law", "kernel")
    )
    law.add_fallback(kernel)
    return law.gettext


def said(refused: Refused, language: str) -> Said:
    """A refusal as a sentence and its way out, in the reader's language."""
    return say(refused, translator(language), language)
