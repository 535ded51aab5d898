import { showAddress } from "../../lib/browser/screen.ts";
import { deviceStore } from "../../lib/browser/stores.ts";
import type {
  QuestionWork,
  TeacherSlot,
  TeacherTest,
} from "../../lib/model/questions/authoring_schema.ts";
import {
  allSlots,
  slotPlace,
  type TestDoc,
  withMark,
  withSlotRemoved,
  withSlotRestored,
} from "../../lib/model/exams/exam_edit.ts";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { type Answer, ask, failureText } from "./api.ts";
import type { Autosave } from "./autosave.ts";
import { draftNames } from "./local_drafts.ts";
import type { Note } from "./note.ts";
import { type QuestionDoc, type QuestionSaver, questionSaver } from "./question_doc.ts";
import { docOf, testSaver } from "./test_doc.ts";
import { testApi } from "../../lib/model/process/paths.ts";

/** What the form shows. */
export type Selection = { kind: "test" } | { kind: "section" | "slot"; id: string };

/** A question whose form was opened; it goes on being saved after the form is left. */
export interface OpenSlot {
  saver: QuestionSaver;
  work: QuestionWork;
}

/** What stops the test from being published, and where. */
export interface Fix {
  slotId: string | null;
  number: number;
  problem: FieldError;
}

export interface EditingStart {
  test: TeacherTest;
  selection: Selection;
  /** The selected slot's question, if a slot is selected and there. */
  work: QuestionWork | null;
  personId: string;
}

/** Everything the test editor knows and does, without a line of markup. */
export class TestEditing {
  readonly doc: Autosave<TestDoc>;
  readonly open = new Map<string, OpenSlot>();
  test: TeacherTest;
  selection: Selection;
  note: Note | null = null;
  busy = false;
  /** The slot's question cannot be had just now, and why. */
  missing: string | null = null;
  /** Errors show at their fields, once somebody asked what is to mend. */
  reveal = false;
  onChange: () => void = () => {};
  readonly #slots = new Map<string, TeacherSlot>();
  readonly #personId: string;

  constructor({ test, selection, work, personId }: EditingStart) {
    this.test = test;
    this.selection = selection;
    this.#personId = personId;
    this.take(test);
    this.doc = testSaver({
      test,
      draftName: this.#draftName("test"),
      store: deviceStore,
      onChange: () => this.onChange(),
      onTest: (now) => this.take(now),
    });
    if (selection.kind === "slot" && work !== null) this.#opened(selection.id, work);
  }

  /** Takes what a closed tab left on this device. */
  async start(): Promise<void> {
    if (this.doc.restore()) this.say("Restored what you typed before");
    for (const slot of this.open.values()) this.#restore(slot);
    for (const slotId of draftNames(deviceStore, this.#draftName("slot."))) {
      if (slotPlace(this.doc.value, slotId) !== null) await this.#load(slotId);
    }
  }

  stop(): void {
    for (const saver of this.savers()) saver.stop();
  }

  /** The page is closing. */
  leave(): void {
    for (const saver of this.savers()) saver.leave();
  }

  /** Whether closing the page loses something. */
  get wouldLose(): boolean {
    return this.savers().some((saver) => saver.wouldLose);
  }

  savers(): Autosave<object>[] {
    const slots = [...this.open.values()].map(({ saver }) => saver.autosave);
    return [this.doc, ...slots] as unknown as Autosave<object>[];
  }

  /** Sends everything that is not saved. Returns whether all of it is. */
  async flush(): Promise<boolean> {
    const saved = await Promise.all(this.savers().map((saver) => saver.flush()));
    return saved.every(Boolean);
  }

  slot(slotId: string): TeacherSlot | undefined {
    return this.#slots.get(slotId);
  }

  get selected(): OpenSlot | undefined {
    return this.selection.kind === "slot" ? this.open.get(this.selection.id) : undefined;
  }

  async select(selection: Selection): Promise<void> {
    void this.selected?.saver.autosave.flush();
    this.selection = selection;
    this.missing = null;
    const query = selection.kind === "test" ? "?" : `?${selection.kind}=${selection.id}`;
    showAddress(query);
    this.onChange();
    if (selection.kind === "slot") await this.#load(selection.id);
  }

  edit(doc: QuestionDoc): void {
    this.selected?.saver.autosave.set(doc);
  }

  /** Shows the slot's question as the server has it now. */
  async reload(slotId: string): Promise<void> {
    const before = this.open.get(slotId)?.saver.autosave;
    before?.stop();
    this.open.delete(slotId);
    await this.#load(slotId);
    // What was typed while the server was asked is not thrown away with the old form.
    if (before) this.open.get(slotId)?.saver.autosave.follow(before);
  }

  /** A slot the server will hear of with the next save. */
  expect(slot: TeacherSlot): void {
    this.#slots.set(slot.slotId, slot);
  }

  setMark(slotId: string, mark: number): void {
    this.doc.set(withMark(this.doc.value, slotId, mark));
    const open = this.open.get(slotId);
    // Of a new question the marks are also what it suggests to other tests.
    if (open === undefined || open.work.version > 0) return;
    const { value } = open.saver.autosave;
    open.saver.autosave.set({ ...value, content: { ...value.content, defaultMark: mark } });
  }

  remove(slotId: string): void {
    const place = slotPlace(this.doc.value, slotId);
    if (place === null) return;
    const slots = allSlots(this.doc.value);
    const next = slots[place.number] ?? slots[place.number - 2];
    this.doc.set(withSlotRemoved(this.doc.value, slotId));
    this.say(`Question ${place.number} taken out`, () => {
      this.doc.set(withSlotRestored(this.doc.value, place.slot, place));
      void this.select({ kind: "slot", id: slotId });
    });
    void this.select(next ? { kind: "slot", id: next.slotId } : { kind: "test" });
  }

  /** The section that new questions go to. */
  get section(): string {
    const { selection, doc: { value } } = this;
    if (selection.kind === "section") return selection.id;
    const place = selection.kind === "slot" ? slotPlace(value, selection.id) : null;
    return place?.sectionId ?? value.sections.at(-1)!.id;
  }

  /** What is to mend, as far as the server has seen what was typed. */
  get fixes(): Fix[] {
    const slots = allSlots(this.doc.value);
    if (slots.length === 0) {
      return [{ slotId: null, number: 0, problem: { path: "", message: "Add a question" } }];
    }
    return slots.flatMap(({ slotId }, i) =>
      this.problems(slotId).map((problem) => ({ slotId, number: i + 1, problem }))
    );
  }

  problems(slotId: string): readonly FieldError[] {
    const known = this.#slots.get(slotId)?.problems ?? [];
    const open = this.open.get(slotId);
    if (open === undefined || !open.work.mayEdit) return known;
    return [...known.filter(({ path }) => path === "version"), ...open.saver.problems()];
  }

  hush(): void {
    this.note = null;
    this.onChange();
  }

  say(text: string, undo?: () => void): void {
    this.note = undo ? { text, undo } : { text };
    this.onChange();
  }

  #draftName(what: string): string {
    return `draft.${this.#personId}.${this.test.id}.${what}`;
  }

  /** The test as the server has it; what is typed here stays. */
  take(test: TeacherTest): void {
    this.test = test;
    for (const slot of test.sections.flatMap(({ slots }) => slots)) {
      this.#slots.set(slot.slotId, slot);
    }
  }

  /** As `take`, after the server itself changed order, marks or versions. */
  rebase(test: TeacherTest): void {
    this.take(test);
    this.doc.rebase(docOf(test), test.draftRev);
  }

  /** One thing at a time, and a failure is said. */
  async act(act: () => Promise<Answer<unknown>>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.note = null;
    this.onChange();
    const answer = await act().finally(() => this.busy = false);
    if (answer.kind !== "ok") this.say(failureText(answer));
    this.onChange();
  }

  async #load(slotId: string): Promise<void> {
    if (this.open.has(slotId)) return;
    const path = testApi(this.test.id, "slots", slotId);
    const answer = await ask<QuestionWork>({ method: "GET", path });
    if (answer.kind !== "ok") this.missing = failureText(answer);
    else if (!this.open.has(slotId)) this.#restore(this.#opened(slotId, answer.body));
    this.onChange();
  }

  #restore({ saver }: OpenSlot): void {
    if (saver.autosave.restore()) this.say("Restored what you typed before");
  }

  #opened(slotId: string, work: QuestionWork): OpenSlot {
    const saver = questionSaver({
      start: work,
      place: {
        url: testApi(this.test.id, "slots", slotId),
        draftName: this.#draftName(`slot.${slotId}`),
      },
      store: deviceStore,
      problems: work.problems,
      warnings: work.warnings,
      onChange: () => this.onChange(),
      onSaved: ({ title }) => {
        const slot = this.#slots.get(slotId);
        if (slot) this.#slots.set(slotId, { ...slot, title, open: true });
        this.test = { ...this.test, unpublished: true };
      },
    });
    const open = { saver, work };
    this.open.set(slotId, open);
    return open;
  }
}
