// Sliders of weights: each shows its percent, and the page says when they do not add up to a hundred.
import { percent } from "./digits.js";

/** Alpine component `weights`: every range in the element is a whole percent. */
export function weights() {
  return {
    total: 100,
    init() { this.add(); },
    add() {
      const ranges = [...this.$root.querySelectorAll("input[type=range]")];
      this.total = ranges.reduce((sum, range) => sum + Number(range.value), 0);
      for (const range of ranges) {
        const out = this.$root.querySelector(`output[for="${range.id}"]`);
        if (out) out.textContent = percent(range.value);
      }
    },
    get whole() { return this.total === 100; },
    get amiss() { return this.total !== 100; },
    get said() { return percent(this.total); },
  };
}
