"""Makes every figure of a directive out of what the bodies brought: exactly, column by column, each once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from hamtaraz.kernel.refusals import N_, Refused
from hamtaraz.law import columns
from hamtaraz.law.bodies import Bodies, Code, ColumnMissing, Value
from hamtaraz.law.clauses import Datum, Indicator, Key
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
from hamtaraz.law.directive import Directive
from hamtaraz.law.format import EVERYONE, LAST_YEAR, POOL, RECIPIENTS
from hamtaraz.law.formula import FUNCTIONS, Among, Call, Name, Node, Number, Operation, Text, Turned
from hamtaraz.law.function_values import LOOKED_UP, measure_of, power
from hamtaraz.law.gaps import FigureMissing, FigureZero, Filled, Filling, Named, policy_of

type Values = Figure | list[Any] | bool | str
"""What a formula gives: a figure, or truths or texts, for each row or one for all."""
type Rows = list[int]


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
                if policy_of(datum, value).name == "leave_out":
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
        filling = Filling(datum, self.raw(datum.key), self.bodies, self.texts, self.directive.scale)
        named = filling.named()
        self.filled += filling.filled
        return named

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
        nums = named.nums if rows is self.everyone else list(map(named.nums.__getitem__, rows))
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
                return power(first, given[1])
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
        look_up = LOOKED_UP[node.name]
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
        return Fraction(measure_of(measure, column.nums, percentile)) / column.den

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
