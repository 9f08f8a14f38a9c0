"""Writes small directives for tests: each test says only the clauses it is about."""

from __future__ import annotations

from fractions import Fraction

from hamtaraz.law.bodies import bodies_of
from hamtaraz.law.directive import Directive, read
from hamtaraz.law.run import Run, distribute, figures

HEAD = 'format = 1\nkey = "test"\ntitle = "آزمون"\nbasis = "S0-12"\nsince = "1405-01-01"\n'


def data(*keys: str, more: str = "") -> str:
    """Data clauses of numbers."""
    return "".join(f'[[data]]\nkey = "{key}"\nsource = "آزمون"\n{more}\n' for key in keys)


def indicator(key: str, formula: str, more: str = "") -> str:
    """One indicator."""
    return f'[[indicator]]\nkey = "{key}"\nformula = """{formula}"""\n{more}\n'


def parameter(key: str, value: str, more: str = "") -> str:
    """One parameter with one value."""
    return (
        f'[[parameter]]\nkey = "{key}"\nunit = "share"\nbasis = "S0-12"\n{more}\n'
        f'[[parameter.value]]\nsince = "1405-01-01"\nis = "{value}"\n'
    )


def pool(by: str = "points", more: str = "") -> str:
    """The only pool."""
    return f'[[pool]]\nkey = "all"\nby = "{by}"\n{more}\n'


def directive(*clauses: str, top: str = "") -> Directive:
    """A directive of those clauses."""
    return read(HEAD + top + "\n" + "\n".join(clauses))


def figure(formula: str, *clauses: str, scale: int = 12, **body: object) -> Fraction:
    """What a formula gives for one body."""
    kinds = {key: "text" if isinstance(v, str) else "yes_no" if isinstance(v, bool) else "number"
             for key, v in body.items()}  # fmt: skip
    declared = "".join(f'[[data]]\nkey = "{key}"\nsource = "آزمون"\nkind = "{kind}"\n' for key, kind in kinds.items())
    found = figures(directive(declared, *clauses, indicator("found", formula, f"scale = {scale}")), bodies_of([body]))
    value = found["found"]["1"]
    assert value is not None
    return value


def shared(written: Directive, pool_rial: int, rows: list[dict[str, object]], **more: object) -> Run:
    """A run over those rows."""
    return distribute(written, bodies_of(rows), pool_rial, **more)  # type: ignore[arg-type]
