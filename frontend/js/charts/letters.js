// Colours, letters and direction of every chart, read from the style sheet.
import { language, shown } from "../digits.js";

/** The value of a token of the style sheet: `token("teal")`. */
export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Does the page run from right to left? */
export const rightToLeft = () => document.documentElement.dir === "rtl";

/** Text kept whole and in its own direction on a left-to-right canvas. */
export const said = (text) => (language() === "fa" ? `\u2067${text}\u2069` : String(text));

/** The amount as the server wrote it, or grouped here to the last rial. */
export const amountOf = (figure) => figure.shown ?? shown(figure.amount);

/** The colour of a tone; unknown tones are teal. */
export const colour = (tone) => token({ gold: "gold-mark", light: "teal-line", faint: "line-strong" }[tone] ?? tone ?? "teal") || token("teal");

/** A tooltip of two lines, as an element: an HTML string could carry style the page's policy forbids. */
export function tip(title, amount) {
  const box = document.createElement("div");
  const [name, figure] = ["b", "span"].map((kind) => box.appendChild(document.createElement(kind)));
  name.textContent = title;
  figure.textContent = amount.trim();
  return box;
}

/** What all charts share: the letter, and a tooltip dressed by the style sheet. */
export function letters() {
  return {
    textStyle: { fontFamily: "Vazirmatn, sans-serif", color: token("ink"), fontSize: 12 },
    aria: { enabled: true },
    tooltip: {
      className: "tip",
      confine: true,
      padding: [6, 12],
      backgroundColor: token("card"),
      borderColor: token("line-strong"),
      textStyle: { color: token("ink"), fontFamily: "Vazirmatn, sans-serif", fontSize: 12.5 },
    },
  };
}
