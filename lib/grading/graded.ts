import { toFraction } from "../model/marking/marks.ts";
import type { QuestionResponse } from "../model/questions/question_schema.ts";

export interface GradeContext {
  /** Credits below 0 count. */
  negative: boolean;
  /** BCP 47, the student's: how a number is read. */
  locale: string;
}

/** How much one part of a response brought: an option chosen, or `value` and `unit` of a quantity. */
export interface GradePart {
  id: string;
  fraction: number;
}

export interface Graded {
  /** Part of the full mark: 0 to 1, or -1 to 1 under negative marking. 0 while `unsure`. */
  fraction: number;
  parts?: readonly GradePart[];
  /** A number as it was understood, written in the student's locale. */
  readAs: string | null;
  /** A person has to mark it. */
  unsure: boolean;
}

export type ResponseOf<K extends string> = Extract<QuestionResponse, { kind: K }>;

/** A certain result, kept inside the range of the marking rule. */
export function graded(fraction: number, { negative }: GradeContext): Graded {
  const kept = Math.min(1, Math.max(negative ? -1 : 0, toFraction(fraction)));
  return { fraction: kept, readAs: null, unsure: false };
}

/** For the queue. */
export function unsure(): Graded {
  return { fraction: 0, readAs: null, unsure: true };
}

/** What the key gives for an option; 0 for one it does not name. */
export function creditOf(credit: Readonly<Record<string, number>>, optionId: string): number {
  return Object.hasOwn(credit, optionId) ? credit[optionId] ?? 0 : 0;
}
