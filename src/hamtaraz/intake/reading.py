"""Reads a whole workbook of a kind: its mark, its headers, every cell; lists everything that is wrong, at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hamtaraz.intake import refusals
from hamtaraz.intake.cells import is_empty, read_cell
from hamtaraz.intake.sheet import (
    GUIDE,
    HEADER_ROW,
    MARK,
    REASON,
    Column,
    Desk,
    Fault,
    Kind,
    Row,
    Sheet,
    in_each_language,
)
from hamtaraz.kernel import text
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.workbooks import Grid, Opened, address, letters


@dataclass
class Reading:
    """What a workbook says: rows by sheet, faults that belong to no row, and doubts."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)

    def all_faults(self) -> list[Fault]:
        """Every fault, those of no row first, then sheet by sheet, row by row."""
        return [*self.faults, *(fault for rows in self.rows.values() for row in rows for fault in row.faults)]


def hold_to_mark(kind: Kind, opened: Opened, labels: dict[str, Any], province: str, fiscal_year: int) -> None:
    """Refuse a workbook that is not the present template of this kind, province and year; `labels` names all kinds."""
    if MARK not in opened.sheet_names:
        raise refusals.NotOurTemplate(name=opened.name)
    first = opened.grid(MARK).rows[:1] or [[]]
    mark = [str(cell) for cell in first[0][:5]]
    if len(mark) < 5 or mark[0] != MARK or mark[1] not in labels:
        raise refusals.NotOurTemplate(name=opened.name)
    if mark[1] != kind.key:
        raise refusals.OtherTemplate(found=labels[mark[1]], wanted=kind.label)
    if mark[2] != str(kind.version):
        raise refusals.OldTemplate()
    if mark[3] != province:
        raise refusals.OtherProvince()
    if mark[4] != str(fiscal_year):
        raise refusals.OtherYear(found=mark[4], wanted=str(fiscal_year))


def read_workbook(kind: Kind, opened: Opened, desk: Desk) -> Reading:
    """Every row of every sheet, with every fault; refuses `NothingInside` where there is no row at all."""
    reading = Reading()
    names = {words: sheet for sheet in kind.sheets for words in map(text.search_key, in_each_language(sheet.title))}
    found = {names[key].key: name for name in opened.sheet_names if (key := text.search_key(name)) in names}
    guides = {text.search_key(words) for words in in_each_language(GUIDE)} | {MARK}
    for name in opened.sheet_names:
        if name not in found.values() and text.search_key(name) not in guides:
            reading.doubts.append(Fault(name, "", refusals.SheetNotRead(sheet=name)))
    for sheet in kind.sheets:
        if sheet.key not in found:
            reading.faults.append(Fault(str(sheet.title), "", refusals.SheetMissing(sheet=sheet.title)))
            reading.rows[sheet.key] = []
            continue
        _read_sheet(sheet, found[sheet.key], opened.grid(found[sheet.key]), desk, reading)
    if not any(reading.rows.values()) and not reading.faults:
        raise refusals.NothingInside(name=opened.name)
    return reading


def _read_sheet(sheet: Sheet, name: str, grid: Grid, desk: Desk, reading: Reading) -> None:
    header = grid.rows[HEADER_ROW - 1] if grid.rows else []
    columns = dict(_columns(sheet, name, header, reading))
    reading.faults += _hidden_and_merged(name, grid, columns)
    headed = {at for at, cell in enumerate(header) if not is_empty(cell)}
    coming = {key: frozenset(_codes(rows)) for key, rows in reading.rows.items()}
    places = {column.key: place for place, column in columns.items()}
    rows = reading.rows[sheet.key] = []
    for number, cells in enumerate(grid.rows[HEADER_ROW:], HEADER_ROW + 1):
        if all(map(is_empty, cells)) and not any((number, place) in grid.errors for place in columns):
            continue
        row = Row(name, number, cells, places)
        rows.append(row)
        lost = [at for at in range(len(cells)) if at not in headed and not is_empty(cells[at])]
        row.faults += [fault(row, at + 1, refusals.OutsideTheTable()) for at in lost]
        reading.doubts += _read_cells(row, columns, grid, desk, coming)
    _twice(sheet, rows)


def _read_cells(row: Row, columns: dict[int, Column], grid: Grid, desk: Desk, coming: Any) -> Iterator[Fault]:
    """Fill the values of a row, or its faults; yields the doubts."""
    for place, column in columns.items():
        cell = row.cells[place - 1] if place <= len(row.cells) else ""
        try:
            row.values[column.key] = _value(column, cell, (row.number, place), grid, desk, coming)
        except Refused as refused:
            row.faults.append(fault(row, place, refused))
            continue
        if column.kind == "code" and not isinstance(cell, str):
            yield fault(row, place, refusals.CodeWasANumber(text=row.values[column.key]))


def fault(row: Row, place: int, refused: Refused) -> Fault:
    """A refusal at a cell of a row, counted from 1."""
    return Fault(row.sheet, address(row.number, place), refused, (row.number, place))


def _value(column: Column, cell: Any, at: tuple[int, int], grid: Grid, desk: Desk, coming: Any) -> Any:
    if at in grid.errors:
        raise refusals.SheetError()
    if at in grid.formulas:
        raise refusals.Formula()
    if is_empty(cell):
        if column.required:
            raise refusals.Empty(column=column.title)
        return column.blank
    return read_cell(column, cell, desk.choices.get(column.choices), coming.get(column.also, frozenset()))


def _columns(sheet: Sheet, name: str, header: list[Any], reading: Reading) -> Iterator[tuple[int, Column]]:
    """The columns by their place, found by their headers in either language and any order."""
    known = {
        text.search_key(words): column
        for column in sheet.columns
        for words in (*in_each_language(column.title), column.key)
    }
    reasons = {text.search_key(words) for words in in_each_language(REASON)}
    seen: dict[str, int] = {}
    for place, cell in enumerate(header, 1):
        if is_empty(cell):
            continue
        words = text.clean(str(cell).partition("\n")[0].replace("*", ""))
        if text.search_key(words) in reasons:
            continue
        column = known.get(text.search_key(words))
        at = address(HEADER_ROW, place)
        if column is None:
            reading.faults.append(Fault(name, at, refusals.ColumnUnknown(column=words[:60]), (HEADER_ROW, place)))
        elif column.key in seen:
            twice = refusals.ColumnTwice(column=column.title, other=address(HEADER_ROW, seen[column.key]))
            reading.faults.append(Fault(name, at, twice, (HEADER_ROW, place)))
        else:
            seen[column.key] = place
            yield place, column
    for column in sheet.columns:
        if column.key not in seen and (column.required or column.key in sheet.identity):
            missing = refusals.ColumnMissing(column=column.title)
            reading.faults.append(Fault(name, address(HEADER_ROW, 1), missing, (HEADER_ROW, 0)))


def _hidden_and_merged(name: str, grid: Grid, columns: dict[int, Column]) -> Iterator[Fault]:
    if grid.hidden:
        yield Fault(name, "A1", refusals.Hidden())
    for first, last in _runs(number for number in sorted(grid.hidden_rows) if _holds(grid, number)):
        yield Fault(name, f"A{first}" if first == last else f"A{first}:A{last}", refusals.Hidden(), (first, 0))
    for place in sorted(grid.hidden_columns & columns.keys()):
        if any(not is_empty(row[place - 1]) for row in grid.rows[HEADER_ROW:] if place <= len(row)):
            yield Fault(name, f"{letters(place)}1", refusals.Hidden(), (HEADER_ROW, place))
    for area in grid.merged:
        yield Fault(name, area, refusals.Merged())


def _holds(grid: Grid, number: int) -> bool:
    return number <= len(grid.rows) and not all(map(is_empty, grid.rows[number - 1]))


def _runs(numbers: Iterator[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring numbers as first and last."""
    first = last = 0
    for number in numbers:
        if last and number == last + 1:
            last = number
            continue
        if last:
            yield first, last
        first = last = number
    if last:
        yield first, last


def _codes(rows: list[Row]) -> Iterator[str]:
    return (row.values["code"] for row in rows if "code" in row.values)


def _twice(sheet: Sheet, rows: list[Row]) -> None:
    """A thing is told of in one row only; the second row is at fault, and names the first."""
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        if any(key not in row.values for key in sheet.identity):
            continue
        identity = tuple(row.values[key] for key in sheet.identity)
        if identity in seen:
            what = " · ".join(str(part) for part in identity)
            twice = refusals.TwiceInTheFile(what=what, other=seen[identity])
            row.faults.append(fault(row, row.places[sheet.identity[0]], twice))
        seen.setdefault(identity, row.number)
