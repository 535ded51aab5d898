import { h, render } from "preact";
import { copyText } from "../../lib/browser/screen.ts";
import { formatThings } from "../../lib/model/text/format_number.ts";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import { canonicalResponse } from "../../lib/model/attempts/response.ts";
import { responseFromFields, unitField } from "../../lib/model/attempts/response_fields.ts";
import type { QuestionKind, QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import { overText } from "../../lib/model/text/text_limit.ts";
import { countWords } from "../../lib/model/text/words.ts";
import { cleanResponse } from "./clean.ts";
import type { TakingController } from "./controller.ts";
import { followKeys, type KeyCommand } from "./keys.ts";
import { SaveState } from "./SaveState.tsx";

/** The form that the server rendered: every question of the paper, one shown at a time. */
export class Paper {
  readonly #taking: TakingController;
  readonly #style: TimeStyle;
  readonly #form: HTMLFormElement;
  readonly #questions = new Map<string, Question>();

  constructor(taking: TakingController, style: TimeStyle, onKey: (what: KeyCommand) => void) {
    this.#taking = taking;
    this.#style = style;
    this.#form = document.querySelector<HTMLFormElement>("#paper")!;
    for (const section of this.#form.querySelectorAll<HTMLElement>("[data-slot]")) {
      const question = new Question(section);
      this.#questions.set(question.slotId, question);
      if (question.wasTouched) taking.answer(question.slotId, question.read());
    }
    this.#form.addEventListener("input", (event) => this.#onInput(event));
    this.#form.addEventListener("click", (event) => this.#onClick(event));
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    followKeys(onKey);
    setTimeout(() => this.#loadNumbers(), 3_000);
    taking.subscribe(() => this.#draw());
    setInterval(() => this.#draw(), 1_000);
    this.#draw();
  }

  /** How numbers are read is loaded with a question that wants one, or soon after the page; without network, once it is back. */
  async #loadNumbers(): Promise<void> {
    const numbers = [...this.#questions.values()].filter(({ kind }) => kind === "numerical");
    if (numbers.length === 0) return;
    const loaded = await import("../../lib/model/grading/number_text.ts").catch(() => null);
    if (loaded === null) {
      addEventListener("online", () => this.#loadNumbers(), { once: true });
      return;
    }
    for (const question of numbers) {
      question.readAs = loaded.readAsText;
      question.describe(this.#style.locale);
    }
  }

  /** Shows one question and its section's introduction, if it is the first there. */
  show(slotId: string): void {
    for (const holder of this.#form.querySelectorAll<HTMLElement>("[data-holds]")) {
      holder.hidden = !holder.dataset["holds"]!.split(" ").includes(slotId);
    }
    if (this.#questions.get(slotId)?.kind === "numerical") this.#loadNumbers();
  }

  /** Takes the reader to a question's beginning. */
  focus(slotId: string): void {
    scrollTo({ top: 0 });
    this.#questions.get(slotId)?.title?.focus({ preventScroll: true });
  }

  #onInput({ target }: Event): void {
    const question = this.#questionOf(target);
    if (question === undefined) return;
    const typed = target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && target.type === "text");
    this.#taking.answer(question.slotId, question.read(), typed);
    question.describe(this.#style.locale);
  }

  #onClick({ target }: Event): void {
    const question = this.#questionOf(target);
    if (question === undefined || !(target instanceof Element)) return;
    if (target.closest("[data-flag]")) {
      const { flagged } = this.#taking.state;
      this.#taking.flag(question.slotId, !flagged.has(question.slotId));
    }
    if (target.closest("[data-clear]")) this.#taking.answer(question.slotId, null);
  }

  #questionOf(target: EventTarget | null): Question | undefined {
    if (!(target instanceof Element)) return undefined;
    const section = target.closest<HTMLElement>("[data-slot]");
    return section ? this.#questions.get(section.dataset["slot"]!) : undefined;
  }

  #draw(): void {
    const { phase, answers, flagged } = this.#taking.state;
    for (const question of this.#questions.values()) {
      const { slotId } = question;
      question.write(answers.get(slotId) ?? null, this.#style.locale);
      question.mark({ locked: phase !== "writing", flagged: flagged.has(slotId) });
      question.say(this.#taking, this.#style);
    }
  }
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** One rendered question: its fields, flag and save line. */
class Question {
  readonly slotId: string;
  readonly title: HTMLElement | null;
  readonly #section: HTMLElement;
  readonly kind: QuestionKind;
  /** Once it is loaded. */
  readAs: typeof import("../../lib/model/grading/number_text.ts").readAsText | null = null;
  readonly #name: string;
  readonly #controls: Control[];
  #said = "";

  constructor(section: HTMLElement) {
    this.#section = section;
    this.slotId = section.dataset["slot"]!;
    this.title = section.querySelector(".question__title");
    this.kind = section.dataset["kind"] as QuestionKind;
    this.#name = section.id.replace(/-question$/, "");
    this.#controls = [...section.querySelectorAll<Control>("input, textarea, select")];
  }

  /** The student was faster than the script. */
  get wasTouched(): boolean {
    return this.#controls.some((it) => {
      if (it instanceof HTMLSelectElement) {
        return [...it.options].some((option) => option.selected !== option.defaultSelected) &&
          it.selectedIndex > 0;
      }
      if (it instanceof HTMLInputElement && (it.type === "radio" || it.type === "checkbox")) {
        return it.checked !== it.defaultChecked;
      }
      return it.value !== it.defaultValue;
    });
  }

  read(): QuestionResponse {
    return responseFromFields(
      this.kind,
      this.#name,
      (name) =>
        this.#controls.filter((it) => it.name === name).flatMap((it) =>
          isBox(it) && !it.checked ? [] : [it.value]
        ),
    );
  }

  /** Puts an answer into the fields, unless they say the same already: the caret stays. */
  write(response: QuestionResponse, locale: string): void {
    if (canonicalResponse(this.read()) === canonicalResponse(response)) return;
    const chosen = chosenIds(response);
    for (const it of this.#controls) {
      if (isBox(it)) it.checked = chosen.includes(it.value);
      else if (it.name === unitField(this.#name)) {
        it.value = response?.kind === "numerical" ? response.unitId ?? "" : "";
      } else it.value = response !== null && "text" in response ? response.text : "";
    }
    this.describe(locale);
  }

  /** The words counted, how a number is read, and how much is too much. */
  describe(locale: string): void {
    const response = this.read();
    this.#sayOver(cleanResponse(response), locale);
    const words = this.#section.querySelector("[data-words]");
    if (words) {
      const text = response?.kind === "essay" ? response.text : "";
      words.textContent = formatThings(countWords(text), "word", "words", locale);
    }
    const read = this.#section.querySelector("[data-read]");
    if (read && this.readAs) {
      const number = response?.kind === "numerical" ? response : { text: "", unitId: null };
      const expressions = read instanceof HTMLElement && "expressions" in read.dataset;
      read.textContent = this.readAs(number, this.#units(), { locale, expressions });
    }
  }

  #sayOver(response: QuestionResponse, locale: string): void {
    const place = this.#section.querySelector<HTMLElement>("[data-over]");
    if (place === null) return;
    const text = response !== null && "text" in response ? response.text : "";
    const over = overText(text, Number(this.#section.dataset["most"]), locale);
    place.hidden = over === null;
    const words = over === null ? "" : `Too long. ${over}.`;
    if (place.textContent !== words) place.textContent = words;
    for (const it of this.#controls) {
      if (it.name !== this.#name) continue;
      if (over === null) it.removeAttribute("aria-invalid");
      else it.setAttribute("aria-invalid", "true");
    }
  }

  mark({ locked, flagged }: { locked: boolean; flagged: boolean }): void {
    for (const it of this.#controls) {
      // A locked text stays readable and selectable.
      if (isBox(it) || it instanceof HTMLSelectElement) it.disabled = locked;
      else {
        it.disabled = false;
        it.readOnly = locked;
      }
    }
    const flag = this.#section.querySelector<HTMLButtonElement>("[data-flag]");
    flag?.setAttribute("aria-pressed", String(flagged));
    if (flag) flag.disabled = locked;
    const clear = this.#section.querySelector<HTMLButtonElement>("[data-clear]");
    if (clear) clear.hidden = locked || this.read() === null;
  }

  say(taking: TakingController, style: TimeStyle): void {
    const place = this.#section.querySelector("[data-save]");
    if (place === null) return;
    const saving = taking.saving(this.slotId);
    const said = JSON.stringify(saving);
    if (said === this.#said) return;
    this.#said = said;
    const onCopy = () => this.#copy();
    render(h(SaveState, { saving, style, onCopy }), place);
  }

  /** Where the browser does not copy, the text stands selected for the reader's own keys. */
  #copy(): void {
    const response = this.read();
    if (response === null || !("text" in response) || copyText(response.text)) return;
    const field = this.#controls.find((it) => it.value === response.text);
    field?.focus();
    if (field && !(field instanceof HTMLSelectElement)) field.select();
  }

  #units(): { id: string; label: string }[] {
    const select = this.#controls.find((it) => it.name === unitField(this.#name));
    if (!(select instanceof HTMLSelectElement)) return [];
    return [...select.options].filter(({ value }) => value !== "").map(({ value, label }) => ({
      id: value,
      label,
    }));
  }
}

function isBox(it: Control): it is HTMLInputElement {
  return it instanceof HTMLInputElement && (it.type === "radio" || it.type === "checkbox");
}

function chosenIds(response: QuestionResponse): readonly string[] {
  if (response?.kind === "choice_many") return response.optionIds;
  if (response?.kind === "choice_one" || response?.kind === "true_false") {
    return [response.optionId];
  }
  return [];
}
