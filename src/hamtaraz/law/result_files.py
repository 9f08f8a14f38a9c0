"""Writes what came of a run as a CSV file, an Excel workbook or JSON: the same run gives the same bytes everywhere."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hamtaraz.kernel.refusals import N_
from hamtaraz.kernel.workbooks import TEXT_STAYS_TEXT
from hamtaraz.law.bodies import Code
from hamtaraz.law.columns import half_even
from hamtaraz.law.from_files import FileKindUnknown
from hamtaraz.law.packing import pack_again
from hamtaraz.law.recomputing import heading
from hamtaraz.law.run import VERSION, Run
from hamtaraz.law.speaking import translator
from hamtaraz.law.written_numbers import spelled

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SAFE = 10**15
"""A sheet keeps 15 digits of a number; an amount of more is written as text."""
QUOTIENT_DIGITS = 6
CREATED = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
"""A workbook must say when it was made; ours all say the same, or no two would be alike."""
MOST_OF_A_NAME = 31

KINDS = (".csv", ".xlsx", ".json")


@dataclass(frozen=True)
class OutColumn:
    """One column of a result: its key, what heads it for people, and its cells by code, gaps as ""."""

    key: str
    title: str
    cells: dict[Code, str] = field(default_factory=dict)
    is_amount: bool = False


def write_result(run: Run, path: str | Path, *, working: bool = False, language: str = "fa") -> bytes:
    """The content of a file of the kind the name of `path` ends in; refuses other endings. Nothing is written yet."""
    match Path(path).suffix.lower():
        case ".csv":
            return write_csv(run, working=working)
        case ".xlsx":
            return write_xlsx(run, working=working, language=language)
        case ".json":
            return write_json(run, working=working)
        case _:
            raise FileKindUnknown(file=str(path), kinds=", ".join(KINDS))


def write_csv(run: Run, *, working: bool = False) -> bytes:
    """A CSV file in UTF-8 with the mark Excel looks for; headings are keys, rows stand in order of code."""
    columns = out_columns(run, working=working, translate=str)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([column.key for column in columns])
    for code in sorted(run.bodies.codes):
        writer.writerow([column.cells.get(code, "") for column in columns])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def write_json(run: Run, *, working: bool = False) -> bytes:
    """The shares as JSON, or with `working` the whole run; every number is a string."""
    told = run.as_json()
    if not working:
        told = {name: told[name] for name in ("version", "directive", "pool_rial", "asides", "left_out", "shares")}
    told["run_sha256"] = run.digest()
    return (json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def write_xlsx(run: Run, *, working: bool = False, language: str = "fa") -> bytes:
    """A workbook: the shares, and a second sheet that adds up the pool; right to left in Persian."""
    from xlsxwriter import Workbook

    written = io.BytesIO()
    with Workbook(written, TEXT_STAYS_TEXT) as book:
        book.set_properties({"created": CREATED})
        _Maker(book, language).fill(run, working)
    return pack_again(written.getvalue())


# --- columns --------------------------------------------------------------------------------------


def out_columns(
    run: Run, *, working: bool = False, translate: Callable[[str], str] = str, language: str = "en"
) -> list[OutColumn]:
    """The columns of a result; with `working` also every figure used, every indicator and every quotient."""
    shares = {code: str(amount) for code, amount in run.shares.items()}
    columns = [
        OutColumn("code", translate(N_("Code")), {code: code for code in run.bodies.codes}),
        OutColumn("name", translate(N_("Name")), dict(run.bodies.names)),
        OutColumn("amount_rial", translate(N_("Amount (rial)")), shares, is_amount=True),
    ]
    if run.last_year:
        before = {code: str(run.last_year[code]) for code in run.bodies.codes if code in run.last_year}
        change = {code: str(run.shares[code] - run.last_year[code]) for code in before if code in run.shares}
        columns.append(OutColumn("last_year_rial", translate(N_("Last year's amount (rial)")), before, is_amount=True))
        columns.append(OutColumn("change_rial", translate(N_("Change (rial)")), change, is_amount=True))
    columns.append(OutColumn("left_out", translate(N_("Receives nothing because")), _reasons(run, translate)))
    if working:
        columns += _of_figures(run, translate, language) + _of_pools(run, translate, language)
    return columns


def _reasons(run: Run, translate: Callable[[str], str]) -> dict[str, str]:
    """Why each body that is left out receives nothing: the condition it does not meet, or the figure it lacks."""
    where = run.directive.recipients.where
    condition = translate(N_("the condition is not met: %(condition)s")) % {"condition": where.text if where else ""}
    lacks = translate(N_("no figure of %(column)s"))
    return {
        code: condition if reason == "where"
        else lacks % {"column": run.directive.data[reason.removeprefix("missing:")].called()}
        for code, reason in run.left_out.items()
    }  # fmt: skip


def _of_figures(run: Run, translate: Callable[[str], str], language: str) -> list[OutColumn]:
    """Data as they were used, gaps filled, and indicators; then which figures were filled, and by which policy."""
    told: dict[str, Any] = run.as_json()
    codes, directive = run.bodies.codes, run.directive
    filled: dict[Code, list[str]] = {}
    stand_ins: dict[tuple[str, Code], Fraction] = {}
    for one in told["filled"]:
        filled.setdefault(one["code"], []).append(f"{one['key']}={one['policy']}")
        if one["policy"] != "manual":
            stand_ins[one["key"], one["code"]] = Fraction(one["value"])
    columns = []
    for key, datum in directive.data.items():
        if key in told["data"]:
            given = {code: _cell(value, datum.kind) for code, value in zip(codes, told["data"][key], strict=True)}
            used = {code: spelled(value) for (of, code), value in stand_ins.items() if of == key}
            columns.append(OutColumn(heading(key), datum.called(language), given | used))
    for key, indicator in directive.indicators.items():
        if key in told["indicators"]:
            scale = int(told["indicators"][key]["scale"])
            nums = zip(codes, told["indicators"][key]["nums"], strict=True)
            cells = {code: spelled(Fraction(int(num), scale)) for code, num in nums if num is not None}
            columns.append(OutColumn(heading(key), indicator.called(language), cells))
    notes = {code: "; ".join(one) for code, one in filled.items()}
    return [*columns, OutColumn("filled", translate(N_("Figures filled")), notes)]


def _cell(value: object, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return spelled(Fraction(str(value))) if kind == "number" and "/" in str(value) else str(value)


def _of_pools(run: Run, translate: Callable[[str], str], language: str) -> list[OutColumn]:
    """Of each pool: the points of a body, its exact share to some decimals, its rials, and a bound that holds it."""
    columns = []
    for key, one in run.pools.items():
        title = one.pool.called(language)
        quotients = {code: one.sharings[path].quotient(code) for code, path in one.paths.items()}
        held = {code: one.sharings[path].held.get(code, "") for code, path in one.paths.items()}
        points = {code: str(number) for code, number in one.points.items()}
        amounts = {code: str(amount) for code, amount in one.shares.items()}
        columns += [
            OutColumn(f"{key}.points", f"{title}: {translate(N_('points'))}", points),
            OutColumn(
                f"{key}.quotient_rial",
                f"{title}: {translate(N_('before rounding (rial)'))}",
                {code: _decimal(value) for code, value in quotients.items()},
            ),
            OutColumn(f"{key}.amount_rial", f"{title}: {translate(N_('amount (rial)'))}", amounts, is_amount=True),
            OutColumn(f"{key}.held", f"{title}: {translate(N_('held at'))}", dict(held)),
        ]
    given = {key: one.to for key, one in run.directive.asides.items() if one.to}
    for key, to in given.items():
        aside = run.directive.asides[key].called(language)
        columns.append(OutColumn(f"aside.{key}.amount_rial", aside, {to: str(run.asides[key])}, is_amount=True))
    return columns


def _decimal(value: Fraction) -> str:
    """An exact share to six decimals, the last rounded half to even."""
    return spelled(Fraction(half_even(value.numerator * 10**QUOTIENT_DIGITS, value.denominator), 10**QUOTIENT_DIGITS))


# --- the workbook ---------------------------------------------------------------------------------


class _Maker:
    """Two sheets in one language; amounts as numbers where a sheet can hold all their digits, else as text."""

    def __init__(self, book: Workbook, language: str) -> None:
        self.book, self.language, self.translate = book, language, translator(language)
        look = {"font_name": "Tahoma", "font_size": 10, "valign": "vcenter"}
        self.head: Format = book.add_format({**look, "bold": True, "text_wrap": True, "bottom": 1})
        self.amount: Format = book.add_format({**look, "num_format": "#,##0"})
        self.plain: Format = book.add_format({**look, "num_format": 49})

    def fill(self, run: Run, working: bool) -> None:
        self._shares(run, working)
        self._summary(run)

    def _page(self, name: str) -> Worksheet:
        page = self.book.add_worksheet(name[:MOST_OF_A_NAME])
        if self.language == "fa":
            page.right_to_left()
        return page

    def _shares(self, run: Run, working: bool) -> None:
        page = self._page(self.translate(N_("Shares")))
        columns = out_columns(run, working=working, translate=self.translate, language=self.language)
        for place, column in enumerate(columns):
            page.set_column(place, place, 34 if column.key == "name" else 20)
            page.write_string(0, place, column.title, self.head)
        for row, code in enumerate(sorted(run.bodies.codes), 1):
            for place, column in enumerate(columns):
                self._write(page, row, place, column.cells.get(code, ""), column.is_amount)
        page.set_row(0, 34)
        page.freeze_panes(1, 2)

    def _write(self, page: Worksheet, row: int, place: int, cell: str, is_amount: bool) -> None:
        if is_amount and cell and abs(int(cell)) < SAFE:
            page.write_number(row, place, int(cell), self.amount)
        elif cell:
            page.write_string(row, place, cell, self.plain)

    def _summary(self, run: Run) -> None:
        page = self._page(self.translate(N_("Summary")))
        page.set_column(0, 0, 44)
        page.set_column(1, 1, 28)
        page.set_column(2, 2, 60)
        for row, (label, cell, note, is_amount) in enumerate(self._lines(run)):
            page.write_string(row, 0, label, self.head if row == 0 else self.plain)
            self._write(page, row, 1, cell, is_amount)
            self._write(page, row, 2, note, is_amount=False)

    def _lines(self, run: Run) -> list[tuple[str, str, str, bool]]:
        say, directive, language = self.translate, run.directive, self.language
        asides = [
            (directive.asides[key].called(language), str(amount), directive.asides[key].basis, True)
            for key, amount in run.asides.items()
        ]
        pools = [(one.pool.called(language), str(one.amount_rial), one.pool.basis, True) for one in run.pools.values()]
        parameters = [
            (directive.parameters[key].called(language), spelled(value), directive.parameters[key].basis, False)
            for key, value in run.parameters.items()
        ]
        return [
            (directive.called(language), directive.key, directive.basis, False),
            (say(N_("Pool (rial)")), str(run.pool_rial), "", True),
            *asides,
            *pools,
            (say(N_("Receive something")), str(sum(1 for amount in run.shares.values() if amount)), "", False),
            (say(N_("Left out")), str(len(run.left_out)), "", False),
            *parameters,
            (say(N_("Arithmetic of the law")), VERSION, "", False),
            (say(N_("SHA-256 of the directive")), directive.digest(), "", False),
            (say(N_("SHA-256 of the run")), run.digest(), "", False),
        ]
