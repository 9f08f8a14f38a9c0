// A form of money boxes adds itself up as it is typed, and says what is left of its ceiling.
import { grouped, latin } from "./digits.js";

/** What was typed in a unit of 10^places rials, as whole rials; null where it is not an amount yet. */
export function rialsOf(text, places) {
  const [whole, fraction = "", ...more] = latin(text).replace(/[٬,،\s]/g, "").replace("٫", ".").split(".");
  if (more.length || !/^\d*$/.test(whole + fraction) || fraction.length > places) return null;
  return BigInt((whole || "0") + fraction.padEnd(places, "0"));
}

/** Whole rials in a unit of 10^places rials, below zero in parentheses, as the page's language writes them. */
export function inUnit(rials, places, tongue) {
  const digits = String(rials < 0n ? -rials : rials).padStart(places + 1, "0");
  const at = digits.length - places;
  const fraction = digits.slice(at).replace(/0+$/, "");
  const text = grouped(digits.slice(0, at) + (fraction ? `.${fraction}` : ""), tongue);
  return rials < 0n ? `(${text})` : text;
}

/** What its box leaves of a row's `data-whole` goes into its `data-rest`. */
function restOf(row, places) {
  const typed = rialsOf(row.querySelector("input[data-money]").value, places);
  const rest = typed === null ? null : BigInt(row.dataset.whole) - typed;
  const out = row.querySelector("[data-rest]");
  out.textContent = rest === null ? "…" : inUnit(rest, places);
  for (const name of ["chip", "red"]) out.classList.toggle(name, rest !== null && rest < 0n);
}

/**
 * Watch every `form[data-adds]`: its money boxes and `data-fixed` amounts go into `data-sum` and `data-left`, which
 * warns below zero, or with `data-exact` at anything but zero.
 */
export function addUp() {
  const add = (form) => {
    const places = Number(form.dataset.places);
    const typed = [...form.querySelectorAll("input[data-money]")].map((box) => rialsOf(box.value, places));
    const fixed = [...form.querySelectorAll("[data-fixed]")].map((cell) => BigInt(cell.dataset.fixed));
    const whole = !typed.includes(null);
    const sum = [...typed, ...fixed].reduce((so, amount) => so + (amount ?? 0n), 0n);
    const left = BigInt(form.dataset.ceiling) - sum;
    form.querySelector("[data-sum]").textContent = whole ? inUnit(sum, places) : "…";
    const out = form.querySelector("[data-left]");
    out.textContent = whole ? inUnit(left, places) : "…";
    const wrong = "exact" in form.dataset ? left !== 0n : left < 0n;
    for (const name of ["chip", "red"]) out.classList.toggle(name, whole && wrong);
    form.querySelectorAll("[data-whole]").forEach((row) => restOf(row, places));
  };
  document.querySelectorAll("form[data-adds]").forEach(add);
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-adds]");
    if (form) add(form);
  });
}
