// Amounts typed by people survive the browser to the last rial.
import assert from "node:assert/strict";
import { test } from "node:test";

import { grouped, latin, percent, shown, wholeOf } from "../js/digits.js";
import { changesOf, rowSum, sumOf } from "../js/grid/columns.js";
import { caretAfter } from "../js/money.js";

test("an amount beyond a double's reach is grouped without losing a rial", () => {
  assert.equal(shown("9007199254740993", "en"), "9,007,199,254,740,993");
  assert.equal(shown(9007199254740993n, "fa"), "۹٬۰۰۷٬۱۹۹٬۲۵۴٬۷۴۰٬۹۹۳");
});

test("Persian, Arabic and Latin digits are one amount", () => {
  assert.equal(latin("۱۲٣4"), "1234");
  assert.equal(wholeOf("۱۲٬۴۰۰"), 12400n);
  assert.equal(wholeOf("12,400"), 12400n);
  assert.equal(wholeOf("(120,000)"), -120000n);
});

test("grouping keeps a fraction, a minus and drops leading zeros and letters", () => {
  assert.equal(grouped("0012400٫5", "fa"), "۱۲٬۴۰۰٫۵");
  assert.equal(grouped("-1234", "en"), "-1,234");
  assert.equal(grouped("12a34", "en"), "1,234");
  assert.equal(grouped("", "fa"), "");
});

test("what is not a whole amount is refused", () => {
  assert.throws(() => wholeOf("12.5"), RangeError);
  assert.throws(() => wholeOf("many"), RangeError);
});

test("the caret stays after the same digit when a separator appears", () => {
  assert.equal(caretAfter("1,234", 2), 3);
  assert.equal(caretAfter("1,234", 4), 5);
});

test("the matrix adds up exactly and names only the cells that changed", () => {
  const row = { key: "0601", before: { a: "9007199254740992", b: "1" }, cells: { a: "9007199254740992", b: "۲" } };
  assert.equal(rowSum(row), "9007199254740994");
  assert.equal(sumOf([row, row]), "18014398509481988");
  assert.deepEqual(changesOf([row]), [{ row: "0601", column: "b", before: "1", amount: "2" }]);
});

test("a percent is written as the language writes it", () => {
  assert.equal(percent(50, "fa"), "۵۰٪");
  assert.equal(percent(50, "en"), "50%");
});
