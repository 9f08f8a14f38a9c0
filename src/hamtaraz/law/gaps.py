"""Figures as bodies brought them, over one denominator, with what a policy puts in the place of a gap (S4-?5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.law import columns
from hamtaraz.law.bodies import Bodies, Code, Value
from hamtaraz.law.clauses import Datum, Key, Policy
from hamtaraz.law.function_values import measure_of
from hamtaraz.law.written_numbers import spelled


class FigureMissing(Refused):
    """A body's figure is missing and the policy is to refuse (S4-?5)."""

    key = "figure_missing"
    sentence = N_("“%(column)s” of “%(body)s” is missing, and the directive names nothing in its place.")
    remedy = N_("Enter the figure, or say in missing = … of “%(column)s” what stands in its place.")


class FigureZero(Refused):
    """A body's figure is zero where the directive says that zero is no answer (S4-?5)."""

    key = "figure_zero"
    sentence = N_("“%(column)s” of “%(body)s” is zero, which the directive does not take for an answer.")
    remedy = N_("Correct the figure, or say in zero = … of “%(column)s” what stands in its place.")


class FigureAbsurd(Refused):
    """A figure is outside of what the directive calls believable."""

    key = "figure_absurd"
    sentence = N_("“%(column)s” of “%(body)s” is %(figure)s; the directive believes %(least)s to %(most)s.")
    remedy = N_("Correct the figure; look whether its unit is right.")


class FigureTooFine(Refused):
    """A figure has more decimals than can be kept."""

    key = "figure_too_fine"
    sentence = N_("“%(column)s” of “%(body)s” is not a decimal number of at most 18 places.")
    remedy = N_("Bring the two figures it was divided from, and divide them in a formula.")


@dataclass(slots=True)
class Named:
    """The figures of one name for every body: whole numbers over `den`; None where it has none."""

    nums: list[int | None]
    den: int
    whole: bool

    def at(self, row: int) -> Fraction | None:
        """The figure of one body."""
        num = self.nums[row]
        return None if num is None else Fraction(num, self.den)


@dataclass(frozen=True, slots=True)
class Filled:
    """A figure that a policy or a person put in the place of what was given."""

    code: Code
    key: Key
    policy: str
    given: Value
    value: Fraction
    reason: str = ""


def policy_of(datum: Datum, value: Value) -> Policy:
    """The policy that speaks of this value; "keep" where it is no gap."""
    if value is None:
        return datum.missing
    if value == 0 and not isinstance(value, bool):
        return datum.zero
    return _KEEP


_KEEP = Policy(name="keep")


class Filling:
    """The figures of one datum on their way into a run; `filled` tells what stands in the place of gaps.

    `texts` gives a column of texts, by which a policy may go; stand-ins are rounded to `scale` decimal digits.
    """

    def __init__(
        self, datum: Datum, raw: Sequence[Value], bodies: Bodies, texts: Callable[[Key], Sequence[str]], scale: int
    ) -> None:
        self.datum = datum
        self.raw = raw
        self.bodies = bodies
        self.texts = texts
        self.scale = scale
        self.filled: list[Filled] = []
        self._stand_ins: dict[Policy, dict[str, Fraction]] = {}

    def named(self) -> Named:
        """The figures over one denominator, gaps filled; a figure that is to be refused stays None."""
        datum, raw = self.datum, self.raw
        if set(map(type, raw)) <= {int} and all(raw):
            nums: list[int | None] = list(raw)  # type: ignore[arg-type]
            den = 1
            gaps: list[tuple[int, Policy]] = []
        else:
            gaps = [
                (row, policy) for row, value in enumerate(raw) if (policy := policy_of(datum, value)).name != "keep"
            ]
            in_gap = {row for row, _policy in gaps}
            nums, den = self._over_one_denominator(in_gap)
        self._believable(nums, den)
        stand_ins: dict[int, Fraction] = {}
        for row, policy in gaps:
            if policy.name in ("refuse", "leave_out"):
                continue
            found = self._stand_in(policy, row, nums, den)
            if found is not None:
                stand_ins[row] = found
                code = self.bodies.codes[row]
                self.filled.append(Filled(code, datum.key, policy.spelled(), raw[row], found))
        if stand_ins:
            common = lcm(den, *(value.denominator for value in stand_ins.values()))
            nums = [None if num is None else num * (common // den) for num in nums]
            den = common
            for row, value in stand_ins.items():
                nums[row] = value.numerator * (den // value.denominator)
        return Named(nums, den, None not in nums)

    def _over_one_denominator(self, gaps: set[int]) -> tuple[list[int | None], int]:
        datum, raw = self.datum, self.raw
        dens = {value.denominator for value in raw if isinstance(value, Fraction)}
        den = lcm(*dens) if dens else 1
        if 10**18 % den:
            row = next(
                row for row, value in enumerate(raw) if isinstance(value, Fraction) and 10**18 % value.denominator
            )
            raise FigureTooFine(column=datum.called(), body=self.bodies.called(row))
        nums: list[int | None] = []
        for row, value in enumerate(raw):
            if row in gaps or value is None:
                nums.append(None)
            elif isinstance(value, Fraction):
                nums.append(value.numerator * (den // value.denominator))
            elif isinstance(value, str):
                raise FigureTooFine(column=datum.called(), body=self.bodies.called(row))
            else:
                nums.append(int(value) * den)
        return nums, den

    def _believable(self, nums: Sequence[int | None], den: int) -> None:
        datum = self.datum
        least, most = datum.least, datum.most
        if least is None and most is None:
            return
        floor = None if least is None else -(-least.numerator * den // least.denominator)
        ceiling = None if most is None else most.numerator * den // most.denominator
        known = [num for num in nums if num is not None]
        lowest, highest = min(known, default=0), max(known, default=0)
        if not known or ((floor is None or lowest >= floor) and (ceiling is None or highest <= ceiling)):
            return
        for row, num in enumerate(nums):
            if num is not None and ((floor is not None and num < floor) or (ceiling is not None and num > ceiling)):
                raise FigureAbsurd(
                    column=datum.called(),
                    body=self.bodies.called(row),
                    figure=spelled(Fraction(num, den)),
                    least="…" if least is None else spelled(least),
                    most="…" if most is None else spelled(most),
                )

    def _stand_in(self, policy: Policy, row: int, nums: Sequence[int | None], den: int) -> Fraction | None:
        """What a policy puts in the place of a gap; None where it has nothing to go by, which is then refused."""
        if policy.name == "zero":
            return Fraction(0)
        if policy.name == "value":
            return policy.value
        if policy not in self._stand_ins:
            known: dict[str, list[int]] = {}
            texts = self.texts(policy.per) if policy.per else None
            for at, num in enumerate(nums):
                if num is not None:
                    known.setdefault(texts[at] if texts else "", []).append(num)
            scale = 10**self.scale
            self._stand_ins[policy] = {
                text: Fraction(columns.half_even(found.numerator * scale, found.denominator), scale)
                for text, some in known.items()
                for found in [Fraction(measure_of(policy.measure, some, policy.percentile)) / den]
            }
        return self._stand_ins[policy].get(self.texts(policy.per)[row] if policy.per else "")
