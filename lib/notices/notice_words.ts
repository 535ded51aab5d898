import type { Notice } from "../model/people/people_schema.ts";
import { isolated } from "../model/text/text_signs.ts";

/** What the words of a notice are made of, as it is called today. */
export interface NoticeFacts {
  /** Of the test. */
  title: string;
  /** Whose it is, for a guardian; `null` for whoever reads. */
  child: string | null;
  /** When it opens for them, in words; `null` where that does not matter. */
  opens: string | null;
  isOpen: boolean;
}

type Words = (facts: { test: string } & Omit<NoticeFacts, "title" | "child">) => string;

/** What each kind of notice says to a student. */
const TO_STUDENT: Readonly<Record<Notice["kind"], Words>> = {
  assigned: ({ test }) => `New test: ${test}`,
  opening: ({ test, opens, isOpen }) =>
    opens === null ? `Opens soon: ${test}` : `${isOpen ? "Opened" : "Opens"} ${opens}: ${test}`,
  released: ({ test }) => `Result: ${test}`,
  ["extra_time"]: ({ test }) => `Your times for ${test} have changed`,
  excused: ({ test }) => `You are excused from ${test}`,
  ["excuse_ended"]: ({ test }) => `You are no longer excused from ${test}`,
  ["make_up"]: ({ test }) => `You can sit ${test} at another time`,
  cancelled: ({ test }) => `Cancelled: ${test}`,
  message: ({ test }) => `Message about ${test}`,
};

/** One line for the list of notices. */
export function noticeWords(
  kind: Notice["kind"],
  { title, child, ...facts }: NoticeFacts,
): string {
  const test = isolated(title);
  if (child === null) return TO_STUDENT[kind]({ ...facts, test });
  const name = isolated(child);
  return kind === "released"
    ? `Result of ${name}: ${test}`
    : `${name}: ${TO_STUDENT[kind]({ ...facts, test })}`;
}
