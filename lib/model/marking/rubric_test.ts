import assert from "node:assert/strict";
import { openItems, rubricMark, rubricMax } from "./rubric.ts";
import { aRubric } from "../../../tests/worlds/marking_builders.ts";

const { items } = aRubric();

Deno.test("rubricMark() adds the chosen levels and counts open rows 0", () => {
  assert.equal(rubricMax(items), 3);
  assert.equal(rubricMark(items, { ra: "ra2", rb: "rb1" }, 3), 3);
  assert.equal(rubricMark(items, { ra: "ra1" }, 3), 1);
  assert.equal(rubricMark(items, {}, 3), 0);
  assert.deepEqual(openItems(items, { ra: "ra1" }), ["rb"]);
  assert.deepEqual(openItems(items, { ra: "rb1", rb: "rb1" }), ["ra"]);
});

Deno.test("rubricMark() scales points that do not add up to the question's marks", () => {
  assert.equal(rubricMark(items, { ra: "ra2", rb: "rb1" }, 5), 5);
  assert.equal(rubricMark(items, { ra: "ra1", rb: "rb0" }, 5), 1.67);
  assert.equal(rubricMark(items, { ra: "ra2", rb: "rb0" }, 1), 0.67);
});
