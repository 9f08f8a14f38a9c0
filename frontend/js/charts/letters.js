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

/** What all charts share: the letter, and a tooltip drawn on the canvas (no HTML, so no inline style). */
export function letters() {
  return {
    textStyle: { fontFamily: "Vazirmatn, sans-serif", color: token("ink"), fontSize: 12 },
    aria: { enabled: true },
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: token("card"),
      borderColor: token("line-strong"),
      textStyle: { color: token("ink"), fontFamily: "Vazirmatn, sans-serif", fontSize: 12.5, align: rightToLeft() ? "right" : "left" },
    },
  };
}
