import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../model/process/canonical_json.ts";
import type { QuestionContent } from "../model/questions/question_schema.ts";

/** Raised when a grader gives another mark for the same key and response. */
const RULE_VERSION = 3;

/**
 * Names the rule and key that gave a mark: 16 hex digits, and the marking rule where it is the negative one. Feedback,
 * wording and shuffling do not change it.
 *
 * @param version Of the graders; today's unless given.
 */
export function rulesHash(
  content: QuestionContent,
  negative: boolean,
  version = RULE_VERSION,
): string {
  const text = canonicalJson([version, content.kind, deciding(content)]);
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16) + (negative ? "-negative" : "");
}

/** Whether an earlier version of the graders gave the mark that has this hash, by the same key. */
export function isOfEarlierRule(
  content: QuestionContent,
  negative: boolean,
  hash: string | null,
): boolean {
  for (let version = 1; version < RULE_VERSION; version++) {
    if (hash === rulesHash(content, negative, version)) return true;
  }
  return false;
}

function deciding(content: QuestionContent): unknown {
  switch (content.kind) {
    case "choice_one":
      return content.key.credit;
    case "true_false":
      return content.key.answer;
    case "choice_many": {
      const { body: { options, max }, key: { credit, rule } } = content;
      return { credit, rule, max, options: options.map(({ id }) => id).sort() };
    }
    case "short":
      return { ...content.key, locale: content.locale };
    case "numerical":
      return { ...content.key, units: content.body.units };
    case "essay":
      return content.key.rubricVersionId;
  }
}
