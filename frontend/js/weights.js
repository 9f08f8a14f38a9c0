// Weights of one family add up to a hundred: when one moves, the others give way in their proportions.
const FINE = 100; // hundredths of a percent, so that proportions are kept

/** A percent as typed in any digits, in hundredths; null for what is no percent of at most two decimals. */
export function hundredths(text) {
  const plain = text
    .replace(/[۰-۹]/g, (digit) => "۰۱۲۳۴۵۶۷۸۹".indexOf(digit))
    .replace(/[٠-٩]/g, (digit) => "٠١٢٣٤٥٦٧٨٩".indexOf(digit))
    .replace("٫", ".").replace(/[٪%\s]/g, "");
  const found = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(plain);
  return found ? Number(found[1]) * FINE + Number((found[2] ?? "").padEnd(2, "0")) : null;
}

/** Hundredths of a percent as the box holds them: 1960 is "19.6". */
export function written(value) {
  const whole = Math.floor(value / FINE), rest = String(value % FINE).padStart(2, "0").replace(/0+$/, "");
  return rest ? `${whole}.${rest}` : String(whole);
}

/**
 * The family after `moved` was set to `to`, from where it stood before (`from`, hundredths by key): the others keep
 * their proportions and all add up to a hundred percent; what cannot be divided goes to the largest remainders.
 */
export function giveWay(from, moved, to) {
  const whole = 100 * FINE;
  const set = Math.max(0, Math.min(whole, to));
  const others = Object.keys(from).filter((key) => key !== moved);
  if (!others.length) return { [moved]: whole };
  const rest = whole - set;
  const sum = others.reduce((total, key) => total + from[key], 0);
  const exact = others.map((key) => [key, sum ? rest * from[key] : rest, sum || others.length]);
  const found = Object.fromEntries(exact.map(([key, above, below]) => [key, Math.floor(above / below)]));
  let left = rest - Object.values(found).reduce((total, value) => total + value, 0);
  for (const [key] of exact.toSorted((a, b) => (b[1] % b[2]) - (a[1] % a[2]) || (a[0] < b[0] ? -1 : 1))) {
    if (left-- <= 0) break;
    found[key] += 1;
  }
  return { ...found, [moved]: set };
}
