// The editable distribution matrix: exact whole amounts, sums at once, changes sent with an ordinary form.
import {
  ColumnCalcsModule, EditModule, FormatModule, FrozenColumnsModule, InteractionModule, KeybindingsModule,
  MutatorModule, ResizeTableModule, Tabulator, ValidateModule,
} from "tabulator-tables";

import { changesOf, columnsOf, sumOf } from "./grid/columns.js";
import { shown } from "./digits.js";

Tabulator.registerModule([
  ColumnCalcsModule, EditModule, FormatModule, FrozenColumnsModule, InteractionModule, KeybindingsModule,
  MutatorModule, ResizeTableModule, ValidateModule,
]);

function keepChanges(table, form) {
  const changed = changesOf(table.getData());
  form.elements.changes.value = JSON.stringify(changed);
  form.querySelectorAll("[data-grid-count]").forEach((place) => { place.textContent = shown(changed.length); });
  form.querySelectorAll("[data-grid-needs-change]").forEach((button) => { button.disabled = changed.length === 0; });
  form.dispatchEvent(new CustomEvent("grid:changed", { bubbles: true, detail: { changed, total: sumOf(table.getData()) } }));
}

function lay(box) {
  const figures = JSON.parse(document.getElementById(box.dataset.figures).textContent);
  const form = document.getElementById(box.dataset.form);
  const table = new Tabulator(box, {
    data: figures.rows.map((row) => ({ ...row, before: { ...row.cells }, cells: { ...row.cells } })),
    index: "key",
    columns: columnsOf(figures),
    layout: "fitDataFill",
    textDirection: document.documentElement.dir,
    maxHeight: "70vh",
    editTriggerEvent: "click",
  });
  table.on("tableBuilt", () => {
    const holder = box.querySelector(".tabulator-tableholder");
    holder.removeAttribute("tabindex"); // its cells take the focus; a bare holder is no child of a grid
    holder.setAttribute("role", "presentation");
  });
  if (!form) return;
  table.on("tableBuilt", () => keepChanges(table, form));
  table.on("cellEdited", (cell) => {
    cell.getRow().reformat();
    table.recalc();
    keepChanges(table, form);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

document.querySelectorAll("[data-grid]").forEach(lay);
