import type { Section } from "./exam_schema.ts";

/** A slot while a test is edited; the server knows which version it has. */
export interface EditSlot {
  slotId: string;
  questionId: string;
  maxMark: number;
}

export interface EditSection extends Omit<Section, "slots"> {
  slots: EditSlot[];
}

/** What an editor changes of a test. */
export interface TestDoc {
  title: string;
  description: string;
  subjectId: string | null;
  instructions: string;
  sections: EditSection[];
}

export function allSlots({ sections }: Pick<TestDoc, "sections">): EditSlot[] {
  return sections.flatMap(({ slots }) => slots);
}

/** `A`, `B`, as the outline and the paper name sections. */
export function sectionLetter(index: number): string {
  return String.fromCharCode(65 + index % 26);
}

function withSections(doc: TestDoc, change: (section: EditSection) => EditSection): TestDoc {
  return { ...doc, sections: doc.sections.map(change) };
}

function withSlots(
  doc: TestDoc,
  sectionId: string,
  change: (slots: EditSlot[]) => EditSlot[],
): TestDoc {
  return withSections(
    doc,
    (section) => section.id === sectionId ? { ...section, slots: change(section.slots) } : section,
  );
}

/** Moves a question by one place, over the border of a section too; at either end it stays. */
export function withSlotMoved(doc: TestDoc, slotId: string, by: -1 | 1): TestDoc {
  const at = doc.sections.findIndex(({ slots }) => slots.some((slot) => slot.slotId === slotId));
  const section = doc.sections[at];
  if (section === undefined) return doc;
  const from = section.slots.findIndex((slot) => slot.slotId === slotId);
  const slot = section.slots[from]!;
  const rest = section.slots.filter((it) => it !== slot);
  const to = from + by;
  if (to >= 0 && to < section.slots.length) {
    return withSlots(doc, section.id, () => rest.toSpliced(to, 0, slot));
  }
  const next = doc.sections[at + by];
  if (next === undefined) return doc;
  const without = withSlots(doc, section.id, () => rest);
  return withSlots(
    without,
    next.id,
    (slots) => by === 1 ? [slot, ...slots] : [...slots, slot],
  );
}

export function withSlotRemoved(doc: TestDoc, slotId: string): TestDoc {
  return withSections(doc, (section) => ({
    ...section,
    slots: section.slots.filter((slot) => slot.slotId !== slotId),
  }));
}

/** Puts a question back to where it was taken from, as far as that place is still there. */
export function withSlotRestored(
  doc: TestDoc,
  slot: EditSlot,
  { sectionId, index }: { sectionId: string; index: number },
): TestDoc {
  const section = doc.sections.find(({ id }) => id === sectionId) ?? doc.sections.at(-1);
  if (section === undefined) return doc;
  return withSlots(doc, section.id, (slots) => slots.toSpliced(index, 0, slot));
}

/** Where a question stands. */
export function slotPlace(
  doc: TestDoc,
  slotId: string,
): { slot: EditSlot; sectionId: string; index: number; number: number } | null {
  let number = 0;
  for (const { id: sectionId, slots } of doc.sections) {
    for (const [index, slot] of slots.entries()) {
      number++;
      if (slot.slotId === slotId) return { slot, sectionId, index, number };
    }
  }
  return null;
}

export function withSlotsAdded(doc: TestDoc, sectionId: string, slots: EditSlot[]): TestDoc {
  return withSlots(doc, sectionId, (before) => [...before, ...slots]);
}

export function withMark(doc: TestDoc, slotId: string, maxMark: number): TestDoc {
  return withSections(doc, (section) => ({
    ...section,
    slots: section.slots.map((slot) => slot.slotId === slotId ? { ...slot, maxMark } : slot),
  }));
}

export function withSection(
  doc: TestDoc,
  id: string,
  change: Partial<Omit<EditSection, "id" | "slots">>,
): TestDoc {
  return withSections(doc, (section) => section.id === id ? { ...section, ...change } : section);
}

export function withSectionAdded(doc: TestDoc, id: string): TestDoc {
  const section = { id, title: "", intro: "", shuffle: false, slots: [] };
  return { ...doc, sections: [...doc.sections, section] };
}

export function withSectionMoved(doc: TestDoc, id: string, by: -1 | 1): TestDoc {
  const from = doc.sections.findIndex((section) => section.id === id);
  const to = from + by;
  const section = doc.sections[from];
  if (section === undefined || to < 0 || to >= doc.sections.length) return doc;
  return { ...doc, sections: doc.sections.toSpliced(from, 1).toSpliced(to, 0, section) };
}

/** Takes a section out; its questions go to the one before, or after the first. The last one stays. */
export function withSectionRemoved(doc: TestDoc, id: string): TestDoc {
  const at = doc.sections.findIndex((section) => section.id === id);
  const gone = doc.sections[at];
  if (gone === undefined || doc.sections.length === 1) return doc;
  const rest = doc.sections.toSpliced(at, 1);
  const into = rest[Math.max(0, at - 1)]!;
  const slots = at === 0 ? [...gone.slots, ...into.slots] : [...into.slots, ...gone.slots];
  return { ...doc, sections: rest.map((it) => it === into ? { ...it, slots } : it) };
}
