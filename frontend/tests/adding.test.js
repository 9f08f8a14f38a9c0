// What a form of money boxes adds up is exact to the last rial, in any unit.
import assert from "node:assert/strict";
import test from "node:test";

import { inUnit, rialsOf } from "../js/adding.js";

test("amounts beyond what a Number holds are added exactly", () => {
  const sum = rialsOf("۹٬۰۰۷٬۱۹۹٬۲۵۴٫۷۴۰۹۹۳", 6) + rialsOf("0.000001", 6);
  assert.equal(sum, 9007199254740994n);
  assert.equal(inUnit(sum, 6, "en"), "9,007,199,254.740994");
});

test("an amount below zero stands in parentheses", () => {
  assert.equal(inUnit(-1_500_000n, 6, "en"), "(1.5)");
  assert.equal(inUnit(-800n, 0, "fa"), "(۸۰۰)");
});

test("what is no amount, or finer than a rial, is not guessed at", () => {
  assert.equal(rialsOf("1.2.3", 6), null);
  assert.equal(rialsOf("0.5", 0), null);
  assert.equal(rialsOf("ده", 6), null);
  assert.equal(rialsOf("", 6), 0n);
});
