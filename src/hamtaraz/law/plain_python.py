"""Writes a directive out as plain Python on fractions, one expression for each formula, for `recomputing` to run."""

from __future__ import annotations

from fractions import Fraction

from hamtaraz.law.clauses import Bounds, Formula, Policy, Pool
from hamtaraz.law.directive import Directive
from hamtaraz.law.formula import FUNCTIONS, Among, Call, Name, Node, Number, Operation, Text, Turned


def write_out(directive: Directive) -> str:
    """The source of a function `write_out(law)` that tells a `Reckoning` all that the directive says.

    Every text and number of the directive stands in it as a Python literal, so nothing a directive says can become
    a statement.
    """
    pen = _Pen(directive)
    lines = [
        "def write_out(law: Reckoning) -> None:",
        f'    """The directive {directive.key} of {directive.since}, formula by formula."""',
        "    get, text, truth, is_given = law.get, law.text, law.truth, law.is_given",
        "    over, part, rank = law.over, law.part, law.rank",
        f"    law.scale, law.unit_rial = {directive.scale}, {directive.unit_rial}",
        *pen.data(),
        *pen.tables(),
        *pen.who(),
        *pen.indicators(),
        *pen.money(),
    ]
    return "\n".join(lines) + "\n"


LEVELS = {"or": 1, "and": 2, "not": 3, "<": 4, "+": 5, "*": 6, "minus": 7, "one": 8}
"""How strongly what Python reads binds; brackets stand only where they are needed."""
WIDTH = 100


def _level(node: Node) -> int:
    match node:
        case Operation():
            same = {"-": "+", "/": "*"}.get(node.sign, node.sign)
            return LEVELS.get(same, LEVELS["<"])
        case Turned():
            return LEVELS["not"] if node.sign == "not" else LEVELS["minus"]
        case Among():
            return LEVELS["<"]
        case _:
            return LEVELS["one"]


class _Pen:
    """Writes clause by clause; each method gives lines of the function's body."""

    def __init__(self, directive: Directive) -> None:
        self.directive = directive

    def data(self) -> list[str]:
        return [
            f"    law.datum({key!r}, {datum.kind!r}, missing={_policy(datum.missing)}, zero={_policy(datum.zero)})"
            for key, datum in self.directive.data.items()
        ]

    def tables(self) -> list[str]:
        return [
            f"    law.tables[{key!r}] = [{', '.join(f'({_number(x)}, {_number(y)})' for x, y in table.rows)}]"
            for key, table in self.directive.tables.items()
        ]

    def who(self) -> list[str]:
        where = self.directive.recipients.where
        lines = [f"    law.where = {self.of_row(where)}"] if where else []
        return lines + [
            f"    law.groups[{key!r}] = {self.of_row(group.where)}" for key, group in self.directive.groups.items()
        ]

    def indicators(self) -> list[str]:
        lines = []
        for key, one in self.directive.indicators.items():
            lines += [
                "",
                f"    @law.indicator({key!r}, scale={one.scale}, of={one.of!r}, formula={one.formula!r})",
                "    def _(row):",
                *self.answer(one.made_by.tree),
            ]
        return [*lines, ""]

    def answer(self, node: Node) -> list[str]:
        """A return of a formula; a long sum is broken at its signs."""
        whole = self.expression(node)
        if len(whole) <= WIDTH:
            return [f"        return {whole}"]
        terms: list[str] = []
        while isinstance(node, Operation) and node.sign in ("+", "-"):
            terms.insert(0, f"            {node.sign} {self.within(node.right, LEVELS['*'])}")
            node = node.left
        return ["        return (", f"            {self.within(node, LEVELS['+'])}", *terms, "        )"]

    def money(self) -> list[str]:
        lines = [
            f"    law.aside({key!r}, {self.of_row(one.amount)}, to={one.to!r})"
            for key, one in self.directive.asides.items()
        ]
        for pool in self.directive.pools.values():
            lines += [f"    law.share({pool.key!r}, by={pool.by!r},", *self.pool(pool), "    )"]
        return lines

    def pool(self, pool: Pool) -> list[str]:
        lines = [
            f"        {name}={self.of_row(formula)},"
            for name, formula in (("part", pool.part), ("amount", pool.amount), ("where", pool.where))
            if formula
        ]
        levels = [f"({one.column!r}, {one.by or pool.by!r}, {self.bounds(one.bounds)})" for one in pool.levels]
        if levels:
            lines.append(f"        levels=[{', '.join(levels)}],")
        return [*lines, f"        bounds={self.bounds(pool.bounds)},"]

    def bounds(self, bounds: Bounds) -> str:
        names = ("minimum", "minimum_where", "maximum", "maximum_where")
        told = [(name, getattr(bounds, name)) for name in names]
        return f"Bounds({', '.join(f'{name}={self.of_row(formula)}' for name, formula in told if formula)})"

    def of_row(self, formula: Formula) -> str:
        return f"lambda row: {self.expression(formula.tree)}"

    # --- formulas ---------------------------------------------------------------------------------

    def within(self, node: Node, level: int) -> str:
        """An expression, in brackets where it binds less than `level`."""
        return self.expression(node) if _level(node) >= level else f"({self.expression(node)})"

    def expression(self, node: Node) -> str:
        level = _level(node)
        match node:
            case Number():
                return _number(node.value)
            case Text():
                return repr(node.value)
            case Name():
                return self.name(node.name)
            case Turned():
                return f"not {self.within(node.of, level)}" if node.sign == "not" else f"-{self.within(node.of, level)}"
            case Among():
                values = ", ".join(self.expression(one) for one in node.values)
                return f"{self.within(node.of, LEVELS['+'])} in [{values}]"
            case Operation():
                left = LEVELS["+"] if level == LEVELS["<"] else level
                return f"{self.within(node.left, left)} {node.sign} {self.within(node.right, level + 1)}"
            case Call():
                return self.call(node)

    def name(self, name: str) -> str:
        datum = self.directive.data.get(name)
        reader = {"text": "text", "yes_no": "truth"}.get(datum.kind if datum else "", "get")
        return f"{reader}({name!r}, row)"

    def call(self, node: Call) -> str:
        """A function of the language by its like in `recomputing`; the checked tree has the right kinds of things."""
        if node.name in ("missing", "given"):
            known = f"is_given({_bare(node.given[0])!r}, row)"
            return known if node.name == "given" else f"(not {known})"
        if FUNCTIONS[node.name].of_group:
            return self.of_group(node)
        if FUNCTIONS[node.name].table:
            return f"{node.name}({self.expression(node.given[0])}, law.tables[{_bare(node.given[1])!r}])"
        given = [self.expression(one) for one in node.given]
        match node.name:
            case "if":
                return f"({given[1]} if {given[0]} else {given[2]})"
            case "round" | "floor" | "ceil":
                step = given[1] if len(given) > 1 else _number(Fraction(1))
                return f"to_step({given[0]}, {step}, {node.name!r})"
            case "min" | "max" if len(given) == 1:
                return given[0]
            case name:
                return f"{name}({', '.join(given)})"

    def of_group(self, node: Call) -> str:
        names = [repr(one.name) for one in node.given if isinstance(one, Name)]
        options = [f"{name}={value!r}" for name, value in (("group", node.over), ("per", node.per)) if value]
        if node.name == "share":
            return f"part({', '.join(['row', *names, *options])})"
        if node.name in ("rank", "rank_up"):
            options += ["up=True"] if node.name == "rank_up" else []
            return f"rank({', '.join(['row', *names, *options])})"
        if node.name == "percentile":
            names, options = names[:1], [*options, f"level=int({self.expression(node.given[1])})"]
        return f"over({', '.join([repr(node.name), 'row', *names, *options])})"


def _bare(node: Node) -> str:
    assert isinstance(node, Name)
    return node.name


def _number(value: Fraction) -> str:
    return f"F({value.numerator})" if value.denominator == 1 else f"F({value.numerator}, {value.denominator})"


def _policy(policy: Policy) -> str:
    told = [repr(policy.name), repr(policy.spelled())]
    if policy.name == "fill":
        told += [f"measure={policy.measure!r}", f"level={policy.percentile}", f"per={policy.per!r}"]
    if policy.name == "value":
        told.append(f"value={_number(policy.value)}")
    return f"Policy({', '.join(told)})"
