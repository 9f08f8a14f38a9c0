// Money boxes group their digits as they are typed and keep the caret on the same digit.
import { grouped } from "./digits.js";

const isDigit = (letter) => /[0-9۰-۹٠-٩.٫]/.test(letter);

/** Where the caret goes so that as many digits stand before it as before regrouping. */
export function caretAfter(text, digits) {
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (seen === digits) return at;
    if (isDigit(text[at])) seen += 1;
  }
  return text.length;
}

function regroup(box) {
  const typed = box.selectionStart ?? box.value.length;
  const before = [...box.value.slice(0, typed)].filter(isDigit).length;
  const text = grouped(box.value);
  if (text === box.value) return;
  box.value = text;
  if (document.activeElement === box) {
    const caret = caretAfter(text, before);
    box.setSelectionRange(caret, caret);
  }
}

/** Watch every `input[data-money]`, those that arrive later included. */
export function groupMoney() {
  document.querySelectorAll("input[data-money]").forEach(regroup);
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("input[data-money]") && !event.isComposing) regroup(event.target);
  });
}
