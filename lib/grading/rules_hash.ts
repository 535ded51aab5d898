import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../model/canonical_json.ts";
import type { QuestionContent } from "../model/question_schema.ts";

/** Raised when a grader gives another mark for the same key and response. */
const RULE_VERSION = 2;

/** Names the rule and key that gave a mark, in 16 hex digits. Feedback, wording and shuffling do not change it. */
export function rulesHash(content: QuestionContent): string {
  const text = canonicalJson([RULE_VERSION, content.kind, deciding(content)]);
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16);
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
