"""What may be wrong with the text of a directive, each fault a sentence with its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hamtaraz.kernel.refusals import N_, Refused


class NotToml(Refused):
    """The text is not TOML."""

    key = "not_toml"
    sentence = N_("The text cannot be read here.")
    remedy = N_("Look at this line and the one before it: %(needs)s.")


class FieldMissing(Refused):
    """A clause lacks a field it needs."""

    key = "field_missing"
    sentence = N_("“%(field)s” is missing in “%(clause)s”.")
    remedy = N_("Write %(field)s = … there.")


class FieldUnknown(Refused):
    """A clause has a field the format does not know."""

    key = "field_unknown"
    sentence = N_("“%(field)s” is not a field of “%(clause)s”.")
    remedy = N_("Its fields are: %(near)s.")


class FieldWrong(Refused):
    """A field holds something of the wrong kind."""

    key = "field_wrong"
    sentence = N_("“%(field)s” of “%(clause)s” cannot be “%(found)s”.")
    remedy = N_("It is %(needs)s.")


class NotAName(Refused):
    """A field that names a column, an indicator or a group names none."""

    key = "not_a_name"
    sentence = N_("“%(field)s” of “%(clause)s” holds a name, and “%(found)s” is none of this directive.")
    remedy = N_("Write one of: %(near)s. What is to be worked out first becomes an indicator with a name.")


class KeyTwice(Refused):
    """Two clauses have one name."""

    key = "key_twice"
    sentence = N_("The name “%(key)s” is declared twice.")
    remedy = N_("Give one of them another name.")


class KeyReserved(Refused):
    """A clause takes a name of the language."""

    key = "key_reserved"
    sentence = N_("“%(key)s” is a word of the language and cannot be a name.")
    remedy = N_("Choose another name, of letters, digits and _.")


class TooManyClauses(Refused):
    """More clauses of a kind, or rows in a clause, than people read."""

    key = "too_many_clauses"
    sentence = N_("“%(name)s” stands there %(count)s times; a directive may have it %(most)s times.")
    remedy = N_("Bodies and their figures belong in a table of their own, not in the directive.")


class TooManySteps(Refused):
    """A figure is made of others, and those of others, further than anybody follows."""

    key = "too_many_steps"
    sentence = N_("“%(clause)s” is more than %(most)s steps of reckoning away from the data.")
    remedy = N_("Shorten the formulas it is made of, or use a function such as sum(…) for what repeats itself.")


class ExamplesTooLong(Refused):
    """The examples have so many bodies that trying them would keep everybody waiting."""

    key = "examples_too_long"
    sentence = N_("The examples have %(count)s bodies, too many for formulas as long as these.")
    remedy = N_("An example shows a rule on a few bodies; take the others out.")


class WeightsNotWhole(Refused):
    """The weights of a family do not add up to one."""

    key = "weights_not_whole"
    sentence = N_("The weights of “%(family)s” add up to %(sum)s on %(since)s, not to one.")
    remedy = N_("Change them so that they add up to one.")


class RoundInCircle(Refused):
    """Names are made of each other."""

    key = "round_in_circle"
    sentence = N_("These are made of each other, in a circle: %(names)s.")
    remedy = N_("Break the circle: one of them must be made of the data alone.")


@dataclass(frozen=True)
class Fault:
    """Something wrong with a text: where, counted from 1, and what as a sentence with its remedy."""

    line: int
    column: int
    refused: Refused


class NotADirective(Refused):
    """The text is not a directive; `faults` says all that is wrong with it."""

    key = "not_a_directive"
    sentence = N_("The text has %(count)s faults; the first is in line %(line)s.")
    remedy = N_("Correct them; each is listed with its line and column.")
    faults: list[Fault]

    def __reduce__(self) -> tuple[Any, ...]:
        """Let the faults travel with it."""
        return not_a_directive, (self.faults,)


def not_a_directive(faults: list[Fault]) -> NotADirective:
    """The refusal of a text with these faults, of which there is at least one."""
    refused = NotADirective(count=len(faults), line=faults[0].line)
    refused.faults = faults
    return refused
