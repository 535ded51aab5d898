import { deviceStore } from "../../lib/browser/stores.ts";
import type { QuestionWork, TeacherQuestion } from "../../lib/model/questions/authoring_schema.ts";
import type { FieldError } from "../../lib/model/process/errors.ts";
import { type Answer, ask, failureText } from "./api.ts";
import type { Note } from "./note.ts";
import { type QuestionDoc, type QuestionSaver, questionSaver } from "./question_doc.ts";
import { questionApi } from "../../lib/model/process/paths.ts";

export interface QuestionEditingStart {
  work: QuestionWork;
  personId: string;
}

/** Everything the page of one question knows and does while it is written. */
export class QuestionEditing {
  saver: QuestionSaver;
  work: QuestionWork;
  note: Note | null = null;
  busy = false;
  /** The newest version is another than the one this was begun on. */
  overtaken = false;
  reveal = false;
  onChange: () => void = () => {};
  readonly #personId: string;

  constructor({ work, personId }: QuestionEditingStart) {
    this.work = work;
    this.#personId = personId;
    this.overtaken = work.open && work.version !== work.headVersion;
    this.saver = this.#saverOf(work);
  }

  start(): Promise<void> {
    if (this.saver.autosave.restore()) this.say("Restored what you typed before");
    return Promise.resolve();
  }

  stop(): void {
    this.saver.autosave.stop();
  }

  leave(): void {
    this.saver.autosave.leave();
  }

  /** Whether closing the page loses something. */
  get wouldLose(): boolean {
    return this.saver.autosave.wouldLose;
  }

  flush(): Promise<boolean> {
    return this.saver.autosave.flush();
  }

  set(doc: QuestionDoc): void {
    this.saver.autosave.set(doc);
  }

  get problems(): readonly FieldError[] {
    return this.saver.problems();
  }

  /** Makes a version of what is written. Returns its question, or `null` when something is to mend first. */
  async finish(): Promise<TeacherQuestion | null> {
    this.reveal = true;
    let finished: TeacherQuestion | null = null;
    await this.#act(async () => {
      if (!await this.flush()) return { kind: "away" };
      if (this.problems.length > 0) return { kind: "ok", body: null };
      const path = questionApi(this.work.questionId, "finish");
      const answer = await ask<TeacherQuestion>({ method: "POST", path });
      if (answer.kind === "ok") finished = answer.body;
      else if (answer.kind === "refused") this.overtaken = answer.code === "conflict/stale";
      return answer;
    });
    return finished;
  }

  async choose(keep: "mine" | "theirs"): Promise<void> {
    await this.#act(async () => {
      await this.flush();
      const path = questionApi(this.work.questionId, "choose");
      const answer = await ask<QuestionWork>({ method: "POST", path, body: { keep } });
      if (answer.kind !== "ok") return answer;
      const before = this.saver.autosave;
      this.work = answer.body;
      this.saver = this.#saverOf(answer.body);
      this.saver.autosave.follow(before);
      this.overtaken = false;
      return answer;
    });
  }

  say(text: string | null, undo?: () => void): void {
    this.note = text === null ? null : { text, ...(undo && { undo }) };
    this.onChange();
  }

  #saverOf(work: QuestionWork): QuestionSaver {
    return questionSaver({
      start: work,
      place: {
        url: questionApi(work.questionId, "draft"),
        draftName: `draft.${this.#personId}.question.${work.questionId}`,
      },
      store: deviceStore,
      problems: work.problems,
      warnings: work.warnings,
      onChange: () => this.onChange(),
      onSaved: () => this.onChange(),
    });
  }

  async #act(act: () => Promise<Answer<unknown>>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.say(null);
    const answer = await act().finally(() => this.busy = false);
    this.say(answer.kind === "ok" ? null : failureText(answer));
  }
}
