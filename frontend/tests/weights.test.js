// When one weight moves, the others give way in their proportions and all add up to a hundred.
import assert from "node:assert/strict";
import test from "node:test";

import { giveWay, hundredths, written } from "../js/weights.js";

test("the others keep their proportions", () => {
  assert.deepEqual(giveWay({ people: 5000, area: 2000, work: 3000 }, "people", 5100), { people: 5100, area: 1960, work: 2940 });
});

test("whatever is moved where, the sum is a hundred percent", () => {
  for (let to = 0; to <= 10000; to += 37) {
    const found = giveWay({ a: 3333, b: 3333, c: 3334 }, "b", to);
    assert.equal(Object.values(found).reduce((sum, value) => sum + value), 10000);
    assert.ok(Object.values(found).every((value) => value >= 0));
  }
});

test("where the others were nothing they take up the rest in equal parts", () => {
  assert.deepEqual(giveWay({ a: 10000, b: 0, c: 0 }, "a", 9999), { a: 9999, b: 1, c: 0 });
});

test("a weight of its own stays a hundred", () => {
  assert.deepEqual(giveWay({ only: 10000 }, "only", 3000), { only: 10000 });
});

test("a percent is read in any digits and written plainly", () => {
  assert.equal(hundredths("۱۹٫۶٪"), 1960);
  assert.equal(hundredths("٢٠"), 2000);
  assert.equal(hundredths("many"), null);
  assert.equal(written(1960), "19.6");
  assert.equal(written(2905), "29.05");
});
