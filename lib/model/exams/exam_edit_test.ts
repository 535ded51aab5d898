import assert from "node:assert/strict";
import {
  allSlots,
  type EditSlot,
  sectionLetter,
  slotPlace,
  type TestDoc,
  withMark,
  withSectionAdded,
  withSectionMoved,
  withSectionRemoved,
  withSlotMoved,
  withSlotRemoved,
  withSlotRestored,
} from "./exam_edit.ts";

const slot = (slotId: string): EditSlot => ({ slotId, questionId: `q${slotId}`, maxMark: 1 });

function aDoc(...sections: string[]): TestDoc {
  return {
    title: "T",
    description: "",
    subjectId: null,
    instructions: "",
    sections: sections.map((ids, i) => ({
      id: `s${i}`,
      title: "",
      intro: "",
      shuffle: false,
      slots: [...ids].map(slot),
    })),
  };
}

/** `ab|c` for two sections. */
function shown(doc: TestDoc): string {
  return doc.sections.map(({ slots }) => slots.map(({ slotId }) => slotId).join("")).join("|");
}

Deno.test("withSlotMoved() moves within a section, over its border, and not past the ends", () => {
  const doc = aDoc("ab", "c", "");
  assert.equal(shown(withSlotMoved(doc, "b", -1)), "ba|c|");
  assert.equal(shown(withSlotMoved(doc, "b", 1)), "a|bc|");
  assert.equal(shown(withSlotMoved(doc, "c", -1)), "abc||");
  assert.equal(shown(withSlotMoved(doc, "c", 1)), "ab||c");
  assert.equal(shown(withSlotMoved(doc, "a", -1)), "ab|c|");
  assert.equal(shown(withSlotMoved(aDoc("ab"), "b", 1)), "ab");
  assert.equal(withSlotMoved(doc, "x", 1), doc);
});

Deno.test("a removed question goes back to its place, or to the end where its section is gone", () => {
  const doc = aDoc("abc", "d");
  const place = slotPlace(doc, "b")!;
  assert.deepEqual([place.sectionId, place.index, place.number], ["s0", 1, 2]);
  const without = withSlotRemoved(doc, "b");
  assert.equal(shown(without), "ac|d");
  assert.equal(shown(withSlotRestored(without, place.slot, place)), "abc|d");
  const gone = withSlotRestored(without, place.slot, { sectionId: "none", index: 9 });
  assert.equal(shown(gone), "ac|db");
  assert.equal(slotPlace(doc, "z"), null);
});

Deno.test("withSectionRemoved() keeps the questions and the last section", () => {
  assert.equal(shown(withSectionRemoved(aDoc("ab", "c", "d"), "s1")), "abc|d");
  assert.equal(shown(withSectionRemoved(aDoc("ab", "c"), "s0")), "abc");
  assert.equal(shown(withSectionRemoved(aDoc("ab"), "s0")), "ab");
});

Deno.test("sections are added at the end, moved and lettered", () => {
  const doc = withSectionAdded(aDoc("a", "b"), "new");
  assert.equal(shown(doc), "a|b|");
  assert.equal(shown(withSectionMoved(doc, "new", -1)), "a||b");
  assert.equal(shown(withSectionMoved(doc, "new", 1)), "a|b|");
  assert.deepEqual([sectionLetter(0), sectionLetter(25), sectionLetter(26)], ["A", "Z", "A"]);
});

Deno.test("withMark() changes one question's marks", () => {
  assert.deepEqual(allSlots(withMark(aDoc("ab"), "b", 2.5)).map(({ maxMark }) => maxMark), [
    1,
    2.5,
  ]);
});
