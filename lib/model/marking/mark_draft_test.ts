import assert from "node:assert/strict";
import { draftMark, draftOf, draftProblem } from "./mark_draft.ts";
import { aRubric } from "../../../tests/worlds/marking_builders.ts";

const typed = (mark: string, maxMark = 5) =>
  draftMark({ levels: {}, mark, comment: "" }, { rubric: null, maxMark });

Deno.test("draftMark() reads what is typed from 0 to the full mark with at most two places", () => {
  assert.deepEqual(["0", "5", "4.25", " 2,5 "].map((text) => typed(text)), [0, 5, 4.25, 2.5]);
  assert.deepEqual(
    ["", "5.01", "6", "-1", "1.234", "1e1", "x"].map((text) => typed(text)),
    [null, null, null, null, null, null, null],
  );
});

Deno.test("draftProblem() asks for every row of a rubric", () => {
  const rules = { rubric: aRubric().items, maxMark: 3 };
  const draft = draftOf({ rubric: { ra: "ra2" }, mark: null, comment: "" });
  assert.equal(draftProblem(draft, rules)?.path, "level.rb");
  const whole = { ...draft, levels: { ra: "ra2", rb: "rb0" } };
  assert.equal(draftProblem(whole, rules), null);
  assert.equal(draftMark(whole, rules), 2);
});

Deno.test("draftProblem() names the range where a mark is typed", () => {
  const draft = draftOf({ rubric: null, mark: null, comment: "" });
  assert.deepEqual(draftProblem(draft, { rubric: null, maxMark: 5 }), {
    path: "mark",
    message: "Enter a mark from 0 to 5",
  });
});
