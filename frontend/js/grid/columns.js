// Columns, sums and changes of the matrix; every amount is a string of digits, added as BigInt.
import { shown, wholeOf } from "../digits.js";

const add = (amounts) => String(amounts.reduce((sum, amount) => sum + wholeOf(amount ?? "0"), 0n));

/** The sum of one row's cells. */
export const rowSum = (row) => add(Object.values(row.cells));

/** The sum of all cells. */
export const sumOf = (rows) => add(rows.map(rowSum));

/** Cells that differ from what the page came with: [{row, column, before, amount}]. */
export function changesOf(rows) {
  return rows.flatMap((row) => Object.entries(row.cells)
    .filter(([column, amount]) => wholeOf(amount) !== wholeOf(row.before[column] ?? "0"))
    .map(([column, amount]) => ({ row: row.key, column, before: row.before[column] ?? "0", amount: String(wholeOf(amount)) })));
}

function isWhole(text) {
  try {
    return wholeOf(String(text)) >= 0n;
  } catch {
    return false;
  }
}

function drawAmount(cell) {
  const row = cell.getData();
  const column = cell.getField().slice("cells.".length);
  const differs = row.before && wholeOf(String(cell.getValue() ?? "0")) !== wholeOf(row.before[column] ?? "0");
  cell.getElement().classList.toggle("changed", Boolean(differs));
  const text = String(cell.getValue() ?? "0");
  return text === "0" ? "—" : shown(text);
}

function amountColumn({ key, label, editable }) {
  return {
    title: label,
    field: `cells.${key}`,
    hozAlign: "right",
    headerHozAlign: "right",
    minWidth: 130,
    formatter: drawAmount,
    editor: editable ? "input" : false,
    editable: (cell) => cell.getData().locked !== true,
    cssClass: editable ? "may-edit" : "",
    validator: [{ type: (cell, value) => isWhole(value) }],
    mutatorEdit: (value) => String(wholeOf(String(value))),
    bottomCalc: (amounts) => add(amounts),
    bottomCalcFormatter: (cell) => shown(cell.getValue()),
  };
}

/** Figures: {columns: [{key, label, editable}], rows: [{key, label, cells: {key: "123"}, locked}], rowTitle, sumTitle}. */
export function columnsOf({ columns, rowTitle, sumTitle }) {
  return [
    { title: rowTitle, field: "label", frozen: true, minWidth: 160, bottomCalc: () => sumTitle },
    ...columns.map(amountColumn),
    {
      title: sumTitle,
      field: "sum",
      hozAlign: "right",
      headerHozAlign: "right",
      minWidth: 140,
      formatter: (cell) => shown(rowSum(cell.getData())),
      bottomCalc: (_, rows) => sumOf(rows),
      bottomCalcFormatter: (cell) => shown(cell.getValue()),
    },
  ];
}
