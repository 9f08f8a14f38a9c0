// Digits and separators of the page's language; amounts are strings or BigInt, never Number.
const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";
const ARABIC = "٠١٢٣٤٥٦٧٨٩";

/** The page's language: "fa" or "en". */
export const language = () => globalThis.document?.documentElement.lang || "fa";

/** Persian and Arabic digits as Latin ones; everything else is kept. */
export function latin(text) {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => {
    const at = PERSIAN.indexOf(digit);
    return String(at >= 0 ? at : ARABIC.indexOf(digit));
  });
}

/** Latin digits as the language writes them. */
export function local(text, tongue = language()) {
  return tongue === "fa" ? text.replace(/[0-9]/g, (digit) => PERSIAN[digit]) : text;
}

/** Group the whole part in threes with the language's separator: "۱۲٬۴۰۰٫۵". */
export function grouped(text, tongue = language()) {
  const plain = latin(text).replace(/[٫]/g, ".");
  const minus = /^\s*[-−(]/.test(plain) ? "-" : "";
  const [whole, ...rest] = plain.replace(/[^0-9.]/g, "").split(".");
  const mark = tongue === "fa" ? "٬" : ",";
  const point = tongue === "fa" ? "٫" : ".";
  const threes = whole.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, mark);
  const fraction = rest.length ? point + rest.join("") : "";
  return local(minus + threes + fraction, tongue);
}

/** A whole amount, a decimal string or BigInt, as text in the page's language. */
export function shown(amount, tongue = language()) {
  return grouped(String(amount), tongue);
}

/** The whole amount in what a person typed, as BigInt; an empty box is zero. */
export function wholeOf(text) {
  const plain = latin(text).replace(/[٬,\s_]/g, "").replace(/^\((.*)\)$/, "-$1").replace("−", "-");
  if (!/^-?\d*$/.test(plain)) throw new RangeError(`not a whole amount: ${text}`);
  return BigInt(plain === "" || plain === "-" ? "0" : plain);
}

/** A percent as the language writes it. */
export function percent(amount, tongue = language()) {
  return local(`${amount}${tongue === "fa" ? "٪" : "%"}`, tongue);
}
