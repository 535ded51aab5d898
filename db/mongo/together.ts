import { nextTick } from "node:process";

/**
 * Gathers what is asked at the same moment, as by a `Promise.all` over many rows, and answers it together: what reads a
 * list's rows one by one costs one query and not one for each.
 */
export class Together<Question, Answer> {
  readonly #answer: (questions: Question[]) => Promise<Answer[]>;
  #waiting: { question: Question; asked: PromiseWithResolvers<Answer> }[] = [];

  /** @param answer Gives an answer to each question, in their order. */
  constructor(answer: (questions: Question[]) => Promise<Answer[]>) {
    this.#answer = answer;
  }

  ask(question: Question): Promise<Answer> {
    const asked = Promise.withResolvers<Answer>();
    this.#waiting.push({ question, asked });
    // After everything that is ready to run by now has asked too.
    if (this.#waiting.length === 1) {
      void Promise.resolve().then(() => nextTick(() => void this.#flush()));
    }
    return asked.promise;
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      const answers = await this.#answer(waiting.map(({ question }) => question));
      waiting.forEach(({ asked }, i) => asked.resolve(answers[i]!));
    } catch (error) {
      for (const { asked } of waiting) asked.reject(error);
    }
  }
}
