"""Makes every figure of a directive out of what the bodies brought: exactly, column by column, each once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.law import columns
from hamtaraz.law.bodies import Bodies, Code, ColumnMissing, Value
from hamtaraz.law.clauses import Datum, Indicator, Key, Policy
from hamtaraz.law.columns import (
    Column,
    DividesByZero,
    Figure,
    FigureTooLarge,
    LargeAt,
    OutsideAt,
    OutsideFunction,
    ZeroAt,
)
from hamtaraz.law.directive import EVERYONE, LAST_YEAR, POOL, RECIPIENTS, Directive
from hamtaraz.law.formula import FUNCTIONS, Among, Call, Name, Node, Number, Operation, Text, Turned

type Values = Figure | list[Any] | bool | str
"""What a formula gives: a figure, or truths or texts, for each row or one for all."""
type Rows = list[int]


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


class NotFigured(Refused):
    """An indicator is asked of a body it is not made for."""

    key = "not_figured"
    sentence = N_("“%(column)s” is not made for “%(body)s”.")
    remedy = N_("Say in the indicator for whom it is made (of = …), or take the figure over the recipients only.")


class OutsideTable(Refused):
    """A figure is below the first threshold of a table."""

    key = "outside_table"
    sentence = N_("“%(clause)s” of “%(body)s” is below the first row of its table.")
    remedy = N_("Begin the table lower, or correct the figure.")


class NobodyReceives(Refused):
    """Nobody in the table meets the conditions of the recipients."""

    key = "nobody_receives"
    sentence = N_("None of the %(count)s bodies of the table may receive anything.")
    remedy = N_("Look at the condition of [recipients], and whether its words are spelled as in the table.")


class NobodyThere(Refused):
    """A mean or a percentile is taken of a group with nobody in it."""

    key = "nobody_there"
    sentence = N_("“%(name)s” in “%(clause)s” is taken of a group with nobody in it.")
    remedy = N_("Correct the group's condition, or the figures it looks at.")


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


class Evaluation:
    """Figures of a directive over some bodies; each name is worked out once, when it is first asked for."""

    def __init__(
        self,
        directive: Directive,
        bodies: Bodies,
        parameters: Mapping[Key, Fraction],
        *,
        pool_rial: int = 0,
        last_year: Mapping[Code, int] | None = None,
        overrides: Mapping[tuple[Code, Key], tuple[Value, str]] | None = None,
    ) -> None:
        self.directive = directive
        self.bodies = bodies
        self.everyone: Rows = list(range(len(bodies.codes)))
        self.scalars: dict[str, Fraction] = {**parameters, POOL: Fraction(pool_rial)}
        self.last_year = last_year or {}
        self.overrides = overrides or {}
        self.filled: list[Filled] = []
        self.left_out: dict[Code, str] = {}
        self._raw: dict[Key, Sequence[Value]] = {}
        self._named: dict[str, Named] = {}
        self._texts: dict[str, Sequence[str]] = {}
        self._truths: dict[str, Sequence[bool]] = {}
        self._groups: dict[str, Rows] = {}
        self._of_groups: dict[tuple[object, ...], Fraction | Mapping[str, Fraction]] = {}
        self._ranks: dict[tuple[object, ...], Named] = {}
        self._picked: dict[tuple[str, int], Column] = {}

    # --- who ------------------------------------------------------------------------------------

    def rows(self, group: str) -> Rows:
        """The rows of a group; of the recipients where it has no name."""
        if group == EVERYONE:
            return self.everyone
        key = group or RECIPIENTS
        if key not in self._groups:
            self._groups[key] = self._recipients() if key == RECIPIENTS else self._members(key)
        return self._groups[key]

    def _recipients(self) -> Rows:
        directive = self.directive
        leaving = [datum for datum in directive.data.values() if "leave_out" in (datum.missing.name, datum.zero.name)]
        out: dict[int, str] = {}
        for datum in leaving:
            for row, value in enumerate(self.raw(datum.key)):
                if _policy(datum, value).name == "leave_out":
                    out.setdefault(row, f"missing:{datum.key}")
        rows = [row for row in self.everyone if row not in out]
        if directive.recipients.where:
            holds = self.truths(directive.recipients.where.tree, rows, directive.recipients.title)
            out |= {row: "where" for row, yes in zip(rows, holds, strict=True) if not yes}
            rows = [row for row, yes in zip(rows, holds, strict=True) if yes]
        self.left_out = {self.bodies.codes[row]: out[row] for row in sorted(out)}
        if self.everyone and not rows:
            raise NobodyReceives(count=len(out))
        return rows

    def _members(self, key: str) -> Rows:
        group = self.directive.groups[key]
        holds = self.truths(group.where.tree, self.everyone, group.called())
        return [row for row, yes in zip(self.everyone, holds, strict=True) if yes]

    # --- what was brought -------------------------------------------------------------------------

    def raw(self, key: Key) -> Sequence[Value]:
        """A column as it was brought, with what people put in the place of single figures."""
        if key in self._raw:
            return self._raw[key]
        datum = self.directive.data[key]
        if key not in self.bodies.columns:
            if datum.missing.name == "refuse":
                raise ColumnMissing(column=datum.called())
            found: Sequence[Value] = [None] * len(self.everyone)
        else:
            found = self.bodies.columns[key]
        changed = {code: told for (code, of), told in self.overrides.items() if of == key}
        if changed:
            found = list(found)
            for code, (value, reason) in sorted(changed.items()):
                row = self.bodies.row_of[code]
                shown = value if isinstance(value, int | Fraction) else 0
                self.filled.append(Filled(code, key, "manual", found[row], Fraction(shown), reason))
                found[row] = value
        self._raw[key] = found
        return found

    def _datum(self, datum: Datum) -> Named:
        """The figures of a datum, gaps filled by its policies; a figure that is to be refused stays None."""
        raw = self.raw(datum.key)
        if all(type(value) is int and value for value in raw):
            nums: list[int | None] = list(raw)  # type: ignore[arg-type]
            den = 1
            gaps: list[tuple[int, Policy]] = []
        else:
            gaps = [(row, policy) for row, value in enumerate(raw) if (policy := _policy(datum, value)).name != "keep"]
            in_gap = {row for row, _policy in gaps}
            nums, den = self._over_one_denominator(datum, raw, in_gap)
        self._believable(datum, nums, den)
        stand_ins: dict[int, Fraction] = {}
        for row, policy in gaps:
            if policy.name in ("refuse", "leave_out"):
                continue
            found = self._stand_in(datum, policy, row, nums, den)
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

    def _over_one_denominator(self, datum: Datum, raw: Sequence[Value], gaps: set[int]) -> tuple[list[int | None], int]:
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

    def _believable(self, datum: Datum, nums: Sequence[int | None], den: int) -> None:
        least, most = datum.least, datum.most
        if least is None and most is None:
            return
        floor = None if least is None else -(-least.numerator * den // least.denominator)
        ceiling = None if most is None else most.numerator * den // most.denominator
        for row, num in enumerate(nums):
            if num is not None and ((floor is not None and num < floor) or (ceiling is not None and num > ceiling)):
                raise FigureAbsurd(
                    column=datum.called(),
                    body=self.bodies.called(row),
                    figure=spelled(Fraction(num, den)),
                    least="…" if least is None else spelled(least),
                    most="…" if most is None else spelled(most),
                )

    def _stand_in(
        self, datum: Datum, policy: Policy, row: int, nums: Sequence[int | None], den: int
    ) -> Fraction | None:
        """What a policy puts in the place of a gap; None where it has nothing to go by, which is then refused."""
        if policy.name == "zero":
            return Fraction(0)
        if policy.name == "value":
            return policy.value
        key = ("stand-in", datum.key, policy.spelled())
        if key not in self._of_groups:
            known: dict[str, list[int]] = {}
            texts = self.texts(policy.per) if policy.per else None
            for at, num in enumerate(nums):
                if num is not None:
                    known.setdefault(texts[at] if texts else "", []).append(num)
            scale = 10**self.directive.scale
            self._of_groups[key] = {
                text: Fraction(columns.half_even(found.numerator * scale, found.denominator), scale)
                for text, some in known.items()
                for found in [Fraction(_measure(policy.measure, some, policy.percentile)) / den]
            }
        stand_ins = self._of_groups[key]
        assert isinstance(stand_ins, Mapping)
        return stand_ins.get(self.texts(policy.per)[row] if policy.per else "")

    def texts(self, key: Key) -> Sequence[str]:
        """A column of texts; a missing text is refused unless the policy says otherwise."""
        if key not in self._texts:
            datum = self.directive.data[key]
            found = []
            for row, value in enumerate(self.raw(key)):
                if value is None and datum.missing.name == "refuse":
                    raise FigureMissing(column=datum.called(), body=self.bodies.called(row))
                found.append("" if value is None else str(value))
            self._texts[key] = found
        return self._texts[key]

    def _yes_no(self, key: Key) -> Sequence[bool]:
        if key not in self._truths:
            datum = self.directive.data[key]
            found = []
            for row, value in enumerate(self.raw(key)):
                if value is None and datum.missing.name == "refuse":
                    raise FigureMissing(column=datum.called(), body=self.bodies.called(row))
                found.append(bool(value))
            self._truths[key] = found
        return self._truths[key]

    # --- names ------------------------------------------------------------------------------------

    def named(self, name: str) -> Named:
        """The figures of a datum, an indicator or last year's amounts, for every body that has them."""
        if name not in self._named:
            if name == LAST_YEAR:
                self._named[name] = Named([self.last_year.get(code, 0) for code in self.bodies.codes], 1, True)
            elif name in self.directive.data:
                self._named[name] = self._datum(self.directive.data[name])
            else:
                self._named[name] = self._indicator(self.directive.indicators[name])
        return self._named[name]

    def _indicator(self, indicator: Indicator) -> Named:
        rows = self.rows(indicator.of)
        scale = 10**indicator.scale
        found = columns.rounded(self.figure(indicator.made_by.tree, rows, indicator.called()), scale, len(rows))
        self.hold_to_length(found.nums, rows, indicator.called())
        if len(rows) == len(self.everyone):
            return Named(list(found.nums), scale, True)
        nums: list[int | None] = [None] * len(self.everyone)
        for row, num in zip(rows, found.nums, strict=True):
            nums[row] = num
        return Named(nums, scale, False)

    def picked(self, name: str, rows: Rows) -> Column:
        """The figures of a name for some rows; a body without one is refused with its name."""
        key = (name, id(rows)) if rows is self.everyone or rows in self._kept() else None
        if key and key in self._picked:
            return self._picked[key]
        named = self.named(name)
        nums = named.nums if rows is self.everyone else [named.nums[row] for row in rows]
        if not named.whole and None in nums:
            row = rows[nums.index(None)]
            raise self._no_figure(name, row)
        column = Column(nums, named.den)  # type: ignore[arg-type]
        if key:
            self._picked[key] = column
        return column

    def _kept(self) -> _Same:
        return _Same(self._groups)

    def _no_figure(self, name: str, row: int) -> Refused:
        body = self.bodies.called(row)
        if name in self.directive.data:
            datum = self.directive.data[name]
            kind = FigureMissing if self.raw(name)[row] is None else FigureZero
            return kind(column=datum.called(), body=body)
        return NotFigured(column=self.directive.indicators[name].called(), body=body)

    # --- formulas ---------------------------------------------------------------------------------

    def figure(self, node: Node, rows: Rows, clause: str) -> Figure:
        """Work out a formula that gives a number, for some rows."""
        found = self._values(node, rows, clause)
        assert isinstance(found, Column | Fraction)
        return found

    def truths(self, node: Node, rows: Rows, clause: str) -> list[bool]:
        """Work out a condition, for some rows."""
        found = self._values(node, rows, clause)
        if isinstance(found, bool):
            return [found] * len(rows)
        return found  # type: ignore[return-value]

    def _values(self, node: Node, rows: Rows, clause: str) -> Values:
        match node:
            case Number():
                return node.value
            case Text():
                return node.value
            case Name():
                return self._name(node.name, rows)
            case Turned():
                found = self._values(node.of, rows, clause)
                if node.sign == "-":
                    return columns.negative(found)  # type: ignore[arg-type]
                return not found if isinstance(found, bool) else [not one for one in found]  # type: ignore[union-attr]
            case Among():
                return self._among(node, rows, clause)
            case Operation():
                return self._operation(node, rows, clause)
            case Call():
                return self._call(node, rows, clause)

    def _name(self, name: str, rows: Rows) -> Values:
        if name in self.scalars:
            return self.scalars[name]
        datum = self.directive.data.get(name)
        if datum and datum.kind == "text":
            texts = self.texts(name)
            return [texts[row] for row in rows]
        if datum and datum.kind == "yes_no":
            truths = self._yes_no(name)
            return [truths[row] for row in rows]
        return self.picked(name, rows)

    def _among(self, node: Among, rows: Rows, clause: str) -> Values:
        found = self._values(node.of, rows, clause)
        values = {one.value for one in node.values}
        if isinstance(found, Column):
            return [one in values for one in found.fractions()]
        return [one in values for one in found] if isinstance(found, list) else found in values

    def _operation(self, node: Operation, rows: Rows, clause: str) -> Values:
        if node.sign in ("and", "or"):
            return self._joined(node, rows, clause)
        left = self._values(node.left, rows, clause)
        right = self._values(node.right, rows, clause)
        if not isinstance(left, Column | Fraction) or not isinstance(right, Column | Fraction):
            return _same(left, right, equal=node.sign == "==")
        if node.sign == "+":
            return columns.add(left, right)
        if node.sign == "-":
            return columns.add(left, columns.negative(right))
        if node.sign == "*":
            return columns.multiply(left, right)
        if node.sign == "/":
            return self._guarded(lambda: columns.divide(left, right), rows, clause)
        return columns.compare(node.sign, left, right)

    def _joined(self, node: Operation, rows: Rows, clause: str) -> Values:
        """`and` and `or`: the right side is looked at only where the left one does not decide."""
        left = self.truths(node.left, rows, clause)
        undecided = node.sign == "and"
        asked = [row for row, one in zip(rows, left, strict=True) if one is undecided]
        right = iter(self.truths(node.right, asked, clause)) if asked else iter(())
        return [next(right) if one is undecided else one for one in left]

    def hold_to_length(self, nums: Sequence[int], rows: Rows, clause: str) -> None:
        """Refuse figures that are longer than anybody could check; one for all where there are no rows."""
        try:
            columns.hold_to_length(nums)
        except LargeAt as large:
            body = self.bodies.called(rows[large.row]) if rows else "–"
            raise FigureTooLarge(clause=clause, body=body) from None

    def _guarded(self, work: Callable[[], Figure], rows: Rows, clause: str) -> Figure:
        try:
            return work()
        except ZeroAt as zero:
            body = self.bodies.called(rows[zero.row]) if rows else "–"
            raise DividesByZero(clause=clause, body=body) from None
        except LargeAt as large:
            body = self.bodies.called(rows[large.row]) if rows else "–"
            raise FigureTooLarge(clause=clause, body=body) from None
        except OutsideAt as outside:
            body = self.bodies.called(rows[outside.row]) if rows else "–"
            raise OutsideFunction(name=outside.name, clause=clause, body=body) from None

    def _call(self, node: Call, rows: Rows, clause: str) -> Values:
        if node.name == "if":
            return self._if(node, rows, clause)
        if node.name in ("missing", "given"):
            return self._given(node, rows)
        if FUNCTIONS[node.name].of_group:
            return self._of_group(node, rows, clause)
        given = [self.figure(one, rows, clause) for one in node.given if not _is_table(node, one)]
        return self._guarded(lambda: self._function(node, given, rows, clause), rows, clause)

    def _function(self, node: Call, given: list[Figure], rows: Rows, clause: str) -> Figure:
        first = given[0]
        match node.name:
            case "min" | "max":
                found = first
                for other in given[1:]:
                    found = columns.extreme(node.name == "min", found, other)
                return found
            case "clamp":
                return columns.extreme(True, columns.extreme(False, first, given[1]), given[2])
            case "abs":
                return columns.absolute(first)
            case "round" | "floor" | "ceil":
                step = given[1] if len(given) > 1 else Fraction(1)
                if not isinstance(step, Fraction) or step <= 0:
                    raise ZeroAt(0)
                return columns.whole_steps(first, step, node.name)
            case "sqrt":
                return columns.each(first, columns.root)
            case "log":
                return columns.each(first, columns.logarithm)
            case "log_between":
                return self._log_between(given)
            case "power":
                return _power(first, given[1])
            case _:
                return self._looked_up(node, first, rows, clause)

    def _log_between(self, given: list[Figure]) -> Figure:
        low, high = given[1], given[2]
        assert isinstance(low, Fraction)
        assert isinstance(high, Fraction)
        bottom, top = columns.logarithm(low), columns.logarithm(high)
        if top == bottom:
            raise ZeroAt(0)

        def between(value: Fraction) -> Fraction:
            if value <= low:
                return Fraction(0)
            return Fraction(1) if value >= high else Fraction(columns.logarithm(value) - bottom) / (top - bottom)

        return columns.each(given[0], between)

    def _looked_up(self, node: Call, figure: Figure, rows: Rows, clause: str) -> Figure:
        table = node.given[1]
        assert isinstance(table, Name)
        lines = self.directive.tables[table.name].rows
        look_up = {"step": _step, "bracket": _bracket, "interpolate": _interpolate}[node.name]
        try:
            return columns.each(figure, lambda value: look_up(value, lines))
        except OutsideAt as outside:
            raise OutsideTable(clause=clause, body=self.bodies.called(rows[outside.row]) if rows else "–") from None

    def _if(self, node: Call, rows: Rows, clause: str) -> Values:
        """Each side is worked out only for the bodies it is for."""
        condition = self.truths(node.given[0], rows, clause)
        if all(condition):
            return self._values(node.given[1], rows, clause)
        if not any(condition):
            return self._values(node.given[2], rows, clause)
        yes_rows = [row for row, yes in zip(rows, condition, strict=True) if yes]
        no_rows = [row for row, yes in zip(rows, condition, strict=True) if not yes]
        yes = self._values(node.given[1], yes_rows, clause)
        no = self._values(node.given[2], no_rows, clause)
        if isinstance(yes, Column | Fraction) and isinstance(no, Column | Fraction):
            return _spread(condition, columns.full(yes, len(yes_rows)), columns.full(no, len(no_rows)))
        ours, theirs = iter(_listed(yes, len(yes_rows))), iter(_listed(no, len(no_rows)))
        return [next(ours) if chosen else next(theirs) for chosen in condition]

    def _given(self, node: Call, rows: Rows) -> Values:
        name = node.given[0]
        assert isinstance(name, Name)
        if name.name == LAST_YEAR:
            there = [self.bodies.codes[row] in self.last_year for row in rows]
        elif name.name in self.directive.data:
            raw = self.raw(name.name)
            there = [raw[row] is not None for row in rows]
        else:
            nums = self.named(name.name).nums
            there = [nums[row] is not None for row in rows]
        return there if node.name == "given" else [not one for one in there]

    # --- figures of groups ------------------------------------------------------------------------

    def _of_group(self, node: Call, rows: Rows, clause: str) -> Figure:
        names = [one.name for one in node.given if isinstance(one, Name)]
        percentile = 0
        if node.name == "percentile":
            level = self.figure(node.given[1], [], clause)
            assert isinstance(level, Fraction)
            percentile, names = int(level), names[:1]
        if node.name in ("rank", "rank_up"):
            ranks = self._rank(node, names[0])
            nums = [ranks.nums[row] for row in rows]
            if None in nums:
                raise NotFigured(column=clause, body=self.bodies.called(rows[nums.index(None)]))
            return Column(nums, 1)  # type: ignore[arg-type]
        measure = "sum" if node.name == "share" else node.name
        key = (measure, *names, percentile, node.over, node.per)
        if key not in self._of_groups:
            self._of_groups[key] = self._measured(measure, names, percentile, node, clause)
        whole: Figure = self._spread_groups(self._of_groups[key], node, rows, clause)
        if node.name != "share":
            return whole
        return self._guarded(lambda: columns.divide(self.picked(names[0], rows), whole), rows, clause)

    def _spread_groups(self, found: Fraction | Mapping[str, Fraction], node: Call, rows: Rows, clause: str) -> Figure:
        if isinstance(found, Fraction):
            return found
        texts = self.texts(node.per)
        lacking = next((row for row in rows if texts[row] not in found), None)
        if lacking is not None:
            if node.name not in ("count", "sum", "share"):
                raise NobodyThere(name=node.name, clause=clause)
            found = {text: found.get(text, Fraction(0)) for text in set(texts)}
        return columns.of_fractions([found[texts[row]] for row in rows])

    def _measured(
        self, measure: str, names: list[str], percentile: int, node: Call, clause: str
    ) -> Fraction | Mapping[str, Fraction]:
        members = self.rows(node.over)
        if not node.per:
            if not members and measure not in ("sum", "count"):
                raise NobodyThere(name=node.name, clause=clause)
            return self._of_members(measure, names, percentile, members, clause)
        texts = self.texts(node.per)
        by_text: dict[str, Rows] = {}
        for row in members:
            by_text.setdefault(texts[row], []).append(row)
        return {
            text: self._of_members(measure, names, percentile, some, clause) for text, some in sorted(by_text.items())
        }

    def _of_members(self, measure: str, names: list[str], percentile: int, members: Rows, clause: str) -> Fraction:
        if measure == "count":
            return Fraction(len(members))
        column = self.picked(names[0], members)
        assert isinstance(column.den, int)
        if measure == "weighted_mean":
            weights = self.picked(names[1], members)
            whole = sum(weights.nums)
            if not whole:
                raise DividesByZero(clause=clause, body="–")
            parts = sum(x * w for x, w in zip(column.nums, weights.nums, strict=True))
            return Fraction(parts, whole * column.den)
        return Fraction(_measure(measure, column.nums, percentile)) / column.den

    def _rank(self, node: Call, name: str) -> Named:
        key = (node.name, name, node.over, node.per)
        if key not in self._ranks:
            members = self.rows(node.over)
            texts = self.texts(node.per) if node.per else None
            by_text: dict[str, Rows] = {}
            for row in members:
                by_text.setdefault(texts[row] if texts else "", []).append(row)
            nums: list[int | None] = [None] * len(self.everyone)
            for some in by_text.values():
                figures = self.picked(name, some).nums
                sign = -1 if node.name == "rank" else 1
                places: dict[int, int] = {}
                for place, figure in enumerate(sorted(sign * one for one in figures), 1):
                    places.setdefault(figure, place)
                for row, figure in zip(some, figures, strict=True):
                    nums[row] = places[sign * figure]
            self._ranks[key] = Named(nums, 1, None not in nums)
        return self._ranks[key]


class _Same:
    """Whether a list of rows is one of the kept groups: by identity, not by comparing thousands of numbers."""

    def __init__(self, groups: Mapping[str, Rows]) -> None:
        self.groups = groups

    def __contains__(self, rows: object) -> bool:
        return any(rows is one for one in self.groups.values())


def spelled(value: Fraction) -> str:
    """A figure as a decimal where it is one, else as a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    if 10**18 % value.denominator == 0:
        digits = next(places for places in range(1, 19) if 10**places % value.denominator == 0)
        sign = "-" if value < 0 else ""
        scaled = abs(value.numerator) * 10**digits // value.denominator
        whole, rest = divmod(scaled, 10**digits)
        return f"{sign}{whole}.{rest:0{digits}d}"
    return f"{value.numerator}/{value.denominator}"


def _policy(datum: Datum, value: Value) -> Policy:
    """The policy that speaks of this value; "keep" where it is no gap."""
    if value is None:
        return datum.missing
    if value == 0 and not isinstance(value, bool):
        return datum.zero
    return _KEEP


_KEEP = Policy(name="keep")


def _measure(name: str, nums: Sequence[int], percentile: int) -> Fraction:
    """One figure of many: a median of an even number is the mean of the middle two, a percentile the nearest rank."""
    if name == "sum":
        return Fraction(sum(nums))
    if name == "mean":
        return Fraction(sum(nums), len(nums))
    if name == "smallest":
        return Fraction(min(nums))
    if name == "largest":
        return Fraction(max(nums))
    ordered = sorted(nums)
    if name == "median":
        half = len(ordered) // 2
        return Fraction(ordered[half]) if len(ordered) % 2 else Fraction(ordered[half - 1] + ordered[half], 2)
    assert name == "percentile"
    rank = max(1, -(-percentile * len(ordered) // 100))
    return Fraction(ordered[min(rank, len(ordered)) - 1])


def _is_table(node: Call, one: Node) -> bool:
    return FUNCTIONS[node.name].table and one is node.given[1]


def _same(left: Values, right: Values, *, equal: bool) -> list[bool] | bool:
    if not isinstance(left, list) and not isinstance(right, list):
        return (left == right) is equal
    length = len(left) if isinstance(left, list) else len(right)  # type: ignore[arg-type]
    pairs = zip(_listed(left, length), _listed(right, length), strict=True)
    return [(one == other) is equal for one, other in pairs]


def _listed(values: Values, length: int) -> list[Any]:
    return values if isinstance(values, list) else [values] * length


def _spread(condition: Sequence[bool], yes: Column, no: Column) -> Column:
    """Put two columns, each for the rows it is for, back into one."""
    if isinstance(yes.den, int) and isinstance(no.den, int):
        den = lcm(yes.den, no.den)
        ours, theirs = iter(yes.nums), iter(no.nums)
        a, b = den // yes.den, den // no.den
        return Column([next(ours) * a if chosen else next(theirs) * b for chosen in condition], den)
    pairs = iter(zip(yes.nums, yes.dens(), strict=True)), iter(zip(no.nums, no.dens(), strict=True))
    merged = [next(pairs[0]) if chosen else next(pairs[1]) for chosen in condition]
    return Column([num for num, _den in merged], [den for _num, den in merged])


def _power(figure: Figure, exponent: Figure) -> Figure:
    if not isinstance(exponent, Fraction) or exponent.denominator != 1 or abs(exponent) > 12:
        raise OutsideAt("power", 0)
    for row, (num, den) in enumerate(_parts(figure)):
        if max(num.bit_length(), den.bit_length()) * abs(int(exponent)) > columns.MOST_BITS:
            raise LargeAt(row)
    found: Figure = Fraction(1)
    for _time in range(abs(int(exponent))):
        found = columns.multiply(found, figure)
    return columns.divide(Fraction(1), found) if exponent < 0 else found


def _parts(figure: Figure) -> Iterable[tuple[int, int]]:
    """Numerators with their denominators."""
    if isinstance(figure, Fraction):
        return [(figure.numerator, figure.denominator)]
    return zip(figure.nums, figure.dens(), strict=True)


type Lines = Sequence[tuple[Fraction, Fraction]]


def _step(value: Fraction, lines: Lines) -> Fraction:
    place = bisect_right(lines, value, key=lambda line: line[0])
    if not place:
        raise OutsideAt("step", 0)
    return lines[place - 1][1]


def _bracket(value: Fraction, lines: Lines) -> Fraction:
    if value < lines[0][0]:
        raise OutsideAt("bracket", 0)
    found = Fraction(0)
    for place, (since, rate) in enumerate(lines):
        if value <= since:
            break
        until = lines[place + 1][0] if place + 1 < len(lines) else value
        found += (min(value, until) - since) * rate
    return found


def _interpolate(value: Fraction, lines: Lines) -> Fraction:
    place = bisect_right(lines, value, key=lambda line: line[0])
    if not place:
        return lines[0][1]
    if place == len(lines):
        return lines[-1][1]
    (x0, y0), (x1, y1) = lines[place - 1], lines[place]
    return y0 + (value - x0) * Fraction(y1 - y0) / (x1 - x0)
