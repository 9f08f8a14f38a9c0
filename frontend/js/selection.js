// Ticked rows of a table, counted and added up to the last rial.
import { shown, wholeOf } from "./digits.js";

/** Alpine component `selection`: checkboxes carry `data-amount`, a whole amount as text. */
export function selection() {
  return {
    count: 0,
    sum: "0",
    init() { this.add(); },
    get none() { return this.count === 0; },
    get some() { return this.count > 0; },
    get shownSum() { return shown(this.sum); },
    get shownCount() { return shown(this.count); },
    add() {
      const ticked = [...this.$root.querySelectorAll("input[type=checkbox][data-amount]:checked")];
      this.count = ticked.length;
      this.sum = String(ticked.reduce((sum, box) => sum + wholeOf(box.dataset.amount), 0n));
    },
    all() {
      const on = this.$event?.target.checked ?? true;
      this.$root.querySelectorAll("input[type=checkbox][data-amount]").forEach((box) => { box.checked = on; });
      this.add();
    },
  };
}
