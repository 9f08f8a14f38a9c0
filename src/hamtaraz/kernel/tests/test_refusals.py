"""A refusal carries a key, a sentence, its values and a way out (style.md 6)."""

import pickle
from datetime import date

import pytest

from hamtaraz.kernel.refusals import Missing, NotYours, OutOfOrder, Refused
from hamtaraz.kernel.saying import say


class Short(Refused):
    """A refusal of this test."""

    key = "short"
    sentence = "On %(noticed_on)s %(needed_rial)s rial were needed; %(share_ppm)s of %(lines)s lines."
    remedy = "Lower it by %(needed_rial)s rial."


def test_a_refusal_says_its_sentence_in_english() -> None:
    refused = OutOfOrder(step="county notice", needs="council approval")
    assert str(refused) == "“county notice” comes after “council approval”, which is not done yet."
    assert refused.key == "out_of_order"
    assert refused.values == {"step": "county notice", "needs": "council approval"}


def test_a_refusal_without_a_value_its_words_name_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Missing()


def test_a_refusal_without_a_remedy_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="remedy"):
        type("Mute", (Refused,), {"key": "mute", "sentence": "No."})


def test_a_refusal_survives_the_way_between_processes() -> None:
    travelled = pickle.loads(pickle.dumps(Missing(field="title")))  # noqa: S301
    assert (type(travelled), travelled.values) == (Missing, {"field": "title"})


def test_a_refusal_is_said_in_the_language_of_the_reader() -> None:
    refused = Short(noticed_on=date(2026, 10, 4), needed_rial=1_234_567, share_ppm=125_000, lines=3)
    persian = {
        Short.sentence: "%(noticed_on)s: %(needed_rial)s ریال کم است؛ %(share_ppm)s از %(lines)s ردیف",
        Short.remedy: "%(needed_rial)s ریال کم کنید.",
    }
    assert say(refused, persian.__getitem__, "fa") == (
        "۱۴۰۵/۰۷/۱۲: ۱٬۲۳۴٬۵۶۷ ریال کم است؛ ۱۲٫۵٪ از ۳ ردیف",
        "۱٬۲۳۴٬۵۶۷ ریال کم کنید.",
    )
    assert say(refused, str, "en").sentence == ("On 1405/07/12 1,234,567 rial were needed; 12.5% of 3 lines.")


def test_a_refusal_without_values_is_said_as_it_is() -> None:
    assert say(NotYours(), str, "en").sentence == str(NotYours())
