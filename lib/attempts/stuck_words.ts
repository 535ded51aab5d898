import type { StuckAttempt, StuckKind } from "./stuck_schema.ts";

const WORDS: Readonly<Record<StuckKind, string>> = {
  ["not_saved"]: "The server could not save it; the server's log says why",
  changing: "This test is being changed elsewhere",
  ["other_state"]: "This test is not in that state any more",
  ["too_many_pauses"]: "This test was paused too often to be paused again",
  full: "This test holds as much as it can",
  gone: "Something that belongs to this test is not there any more",
};

/** Why an attempt could not be handled: a sentence for whoever runs the test, without a period. Rows of older versions have theirs. */
export function stuckWords({ kind, reason }: Pick<StuckAttempt, "kind" | "reason">): string {
  return kind === undefined ? reason ?? WORDS.not_saved : WORDS[kind];
}
