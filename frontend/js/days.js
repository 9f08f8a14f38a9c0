// Day boxes open a Jalali calendar; typing a day stays possible.
import "@majidh1/jalalidatepicker";

import { language } from "./digits.js";

const ENGLISH = {
  days: ["Sa", "Su", "Mo", "Tu", "We", "Th", "Fr"],
  months: ["Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"],
};

const OPENS_IN = 320;

/** Hide the calendar, and once more when one that was just opening has opened. */
function leave() {
  globalThis.jalaliDatepicker.hide();
  setTimeout(() => {
    if (!document.activeElement?.closest("input[data-day], jdp-container")) globalThis.jalaliDatepicker.hide();
  }, OPENS_IN);
}

/** An open dialog covers the page, so the calendar of its boxes must stand inside it; who goes on to another box by
 * the keyboard is not left with a calendar over it. */
function followDialog() {
  document.addEventListener("focusin", ({ target }) => {
    if (target.closest?.("jdp-container")) return;
    if (!target.matches?.("input[data-day]")) {
      leave();
      return;
    }
    const host = target.closest("dialog[open]") ?? document.body;
    const picker = document.querySelector("jdp-container");
    if (picker && picker.parentElement !== host) host.append(picker);
    globalThis.jalaliDatepicker.show(target);
    const shown = document.querySelector("jdp-container:not([role])");
    if (shown) nameParts(shown);
  });
}

/** Name the calendar and its boxes for those who hear the page; it draws itself anew at every step. */
function nameParts(picker) {
  const words = document.getElementById("calendar-words")?.dataset ?? {};
  const name = () => {
    picker.querySelectorAll(".jdp-year select, .jdp-year input").forEach((box) => box.setAttribute("aria-label", words.year));
    picker.querySelectorAll(".jdp-month select, .jdp-month input").forEach((box) => box.setAttribute("aria-label", words.month));
  };
  picker.setAttribute("role", "dialog");
  picker.setAttribute("aria-label", words.calendar);
  new MutationObserver(name).observe(picker, { childList: true, subtree: true });
  name();
}

/** Put the calendar on every `input[data-day]`. */
export function startDays() {
  const persian = language() === "fa";
  globalThis.jalaliDatepicker.startWatch({
    selector: "input[data-day]",
    persianDigits: persian,
    autoReadOnlyInput: false,
    showCloseBtn: false,
    useDropDownYears: true,
    minDate: "attr",
    maxDate: "attr",
    zIndex: 70,
    topSpace: 4,
    bottomSpace: 4,
    ...(persian ? {} : ENGLISH),
  });
  followDialog();
}
