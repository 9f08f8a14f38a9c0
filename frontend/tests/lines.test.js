import assert from "node:assert/strict";
import { test } from "node:test";

import { placeOf } from "../js/lines.js";

const text = 'key = "a"\ntitle = "b"\n\nend';

test("a line and a column are counted from one", () => {
  assert.equal(placeOf(text, 1, 1), 0);
  assert.equal(placeOf(text, 2, 3), text.indexOf("tle"));
  assert.equal(placeOf(text, 4, 1), text.indexOf("end"));
});

test("beyond the end of a line is its end, beyond the last line the end of the text", () => {
  assert.equal(placeOf(text, 1, 99), 9);
  assert.equal(placeOf(text, 3, 5), text.indexOf("\n\n") + 1);
  assert.equal(placeOf(text, 9, 1), text.length);
  assert.equal(placeOf(text, 0, 0), 0);
});
