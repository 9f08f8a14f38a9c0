// Where a line and a column of a text are, both counted from one; beyond the end of a line is its end.

/** The place in `text`, counted from zero, of a line and a column. */
export function placeOf(text, line, column) {
  const lines = text.split("\n");
  const before = lines.slice(0, Math.max(line, 1) - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const here = lines[Math.max(line, 1) - 1];
  if (here === undefined) return text.length;
  return before + Math.min(Math.max(column, 1) - 1, here.length);
}
