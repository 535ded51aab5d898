/** What the page of a demo student writes. Its ids follow from the test and the student, so that it can be taken up again. */
import { headOf } from "../../lib/attempts/head_of.ts";
import type { ClientEvent, Submission } from "../../lib/model/attempts/attempt_wire_schema.ts";
import type { DemoStudent } from "../content/people.ts";
import { fixedId } from "../content/seeded.ts";
import type { Sitting } from "../content/sittings.ts";
import type { DemoTest } from "../content/test_shapes.ts";

/** @param question Its key. */
export function slotIdOf(test: DemoTest, question: string): string {
  return fixedId(`${test.key}/${question}`);
}

export function writerIdOf(test: DemoTest, { username }: DemoStudent): string {
  return fixedId(`page/${test.key}/${username}`) + fixedId(`writes/${test.key}/${username}`);
}

export function questionsOf({ sections }: DemoTest): string[] {
  return sections.flatMap(({ slots }) => slots.map(({ question }) => question));
}

/** Answers and flags in the order of the test, each over nothing before. */
export function eventsOf(test: DemoTest, { answers, flagged }: Sitting): ClientEvent[] {
  const responses = new Map(answers.map(([key, { response }]) => [key, response]));
  const events = questionsOf(test).flatMap((key) => {
    const slotId = slotIdOf(test, key);
    const response = responses.get(key) ?? null;
    return [
      ...(response === null ? [] : [{ type: "answered" as const, slotId, response, base: 0 }]),
      ...(flagged.includes(key) ? [{ type: "flagged" as const, slotId, on: true }] : []),
    ];
  });
  return events.map((event, i) => ({ ...event, n: i + 1 }));
}

export function submissionOf(test: DemoTest, sitting: Sitting): Submission {
  const events = eventsOf(test, sitting);
  const heads = events.flatMap((event) =>
    event.type === "answered" ? [[event.slotId, headOf(event.response)]] : []
  );
  const writerId = writerIdOf(test, sitting.student);
  return { writerId, n: events.length, heads: Object.fromEntries(heads) };
}
