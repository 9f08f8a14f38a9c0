// Day boxes open a Jalali calendar; typing a day stays possible.
import "@majidh1/jalalidatepicker";

import { language } from "./digits.js";

const ENGLISH = {
  days: ["Sa", "Su", "Mo", "Tu", "We", "Th", "Fr"],
  months: ["Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"],
};

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
}
