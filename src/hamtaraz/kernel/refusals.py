"""How the house says no: one exception per reason, each with a key, a sentence and a way out."""

from typing import Any, ClassVar


def N_(msgid: str) -> str:
    """Mark `msgid` for the message extractor without translating it here."""
    return msgid


class Refused(Exception):
    """The house says no and nothing has changed.

    A subclass declares `key`, `sentence` and `remedy` (English msgids marked with `N_`). An
    instance carries the values its words name; a value left out is a bug and raises KeyError at
    once. Values keep their kind (names end in `_rial` for amounts, `_on` for days, `_ppm` for
    shares), so that the edge can show them in the reader's language and unit.
    """

    key: ClassVar[str]
    sentence: ClassVar[str]
    remedy: ClassVar[str]

    def __init_subclass__(cls) -> None:
        """Hold every refusal to its three declarations."""
        super().__init_subclass__()
        lacking = [name for name in ("key", "sentence", "remedy") if not hasattr(cls, name)]
        if lacking:
            raise TypeError(f"{cls.__name__} does not declare {', '.join(lacking)}")

    def __init__(self, **values: Any) -> None:
        self.values = values
        super().__init__(self.sentence % values)
        self.remedy % values  # a remedy that lacks a value must fail here, not on the page

    def __reduce__(self) -> tuple[Any, ...]:
        """Let a refusal travel between processes (keyword values are not in `args`)."""
        return _again, (type(self), self.values)


def _again(kind: type[Refused], values: dict[str, Any]) -> Refused:
    return kind(**values)


class NotYours(Refused):
    """The acting mandate does not permit this."""

    key = "not_yours"
    sentence = N_("Your present mandate does not permit this.")
    remedy = N_("Act under another of your mandates, or ask the person whose task it is.")


class ChangedMeanwhile(Refused):
    """Somebody saved the same thing after this person opened it."""

    key = "changed_meanwhile"
    sentence = N_("Someone else saved this after you opened it. What you wrote is not lost.")
    remedy = N_("Compare the two versions, then save again.")


class Missing(Refused):
    """A required field is empty; `field` is its name as the reader knows it."""

    key = "missing"
    sentence = N_("“%(field)s” is empty.")
    remedy = N_("Fill in “%(field)s”.")


class TooLong(Refused):
    """A field holds more letters than are kept; `field` is its name as the reader knows it."""

    key = "too_long"
    sentence = N_("“%(field)s” may have at most %(most)s letters.")
    remedy = N_("Shorten it.")


class OutOfOrder(Refused):
    """A step was tried before the step it needs (S0-42); both are named as the reader knows them."""

    key = "out_of_order"
    sentence = N_("“%(step)s” comes after “%(needs)s”, which is not done yet.")
    remedy = N_("First complete “%(needs)s”.")
