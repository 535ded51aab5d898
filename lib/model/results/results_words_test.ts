import assert from "node:assert/strict";
import { flagWords, helpWords, leftOutWords } from "./results_words.ts";

Deno.test("leftOutWords() counts by reason", () => {
  const leftOut = [
    { reason: "absent" as const, names: ["A", "B"] },
    { reason: "voided" as const, names: ["C"] },
  ];
  assert.equal(leftOutWords(leftOut), "2 absent, 1 voided");
  assert.equal(leftOutWords([]), "");
});

Deno.test("helpWords() gives the share and the reason", () => {
  const say = (reason: Parameters<typeof helpWords>[1]) => helpWords(42, reason, "en-IN");
  assert.equal(
    say({ kind: "under_own", points: 18, tests: 3 }),
    "42%, 18 points under the last 3 tests",
  );
  assert.equal(say({ kind: "under_pass", passPercent: 45 }), "42%, under the pass mark of 45%");
});

Deno.test("flagWords() names the option that draws better students than the key", () => {
  const option = (letter: string, isKey: boolean, meanRest: number | null) => ({
    letter,
    isKey,
    count: 5,
    meanRest,
  });
  const question = {
    number: 7,
    n: 34,
    omitted: 17,
    facility: 32.4,
    options: [
      option("A", false, 3),
      option("B", false, 9),
      option("C", true, 5),
      option("D", false, null),
    ],
  };
  const about = { questions: 14, locale: "en" };
  assert.equal(
    flagWords("works_against", question, about).text,
    "Students who did well elsewhere chose B. The key is C.",
  );
  assert.match(flagWords("often_empty", { ...question, number: 12 }, about).text, /run out/);
  assert.doesNotMatch(flagWords("often_empty", { ...question, number: 2 }, about).text, /run out/);
  assert.match(flagWords("very_hard", question, about).text, /32\.4%/);
});
