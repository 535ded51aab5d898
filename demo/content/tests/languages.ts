import { DAY, type DemoTest, given, MINUTE, section } from "../test_shapes.ts";

const POETRY: DemoTest = {
  key: "e-poetry",
  title: "Reading and poetry",
  description: "A short passage, a poem and a response",
  subject: "English",
  owner: "peter.dsouza",
  editors: [],
  stage: "released",
  instructions: "40 minutes. Quote from the poem in your last answer.",
  sections: [
    section("The bus", ["e-yusuf-keys", "e-yusuf-engine", "e-yusuf-people", "e-yusuf-seldom"]),
    section("The poem", ["e-rain-rhyme", "e-rain-silver", "e-metaphor", "e-alliteration"]),
    section("Your response", ["e-rain-essay"]),
  ],
  assignments: (["10a", "10b"] as const).map((classKey) =>
    given({
      classKey,
      teacher: "peter.dsouza",
      opens: { days: -20, at: "09:05" },
      closes: { days: -20, at: "09:55" },
      limitMs: 40 * MINUTE,
      anonymous: true,
      sitters: classKey === "10a" ? 36 : 35,
      marked: 1,
      released: { days: -15, at: "17:05" },
    })
  ),
};

const GRAMMAR: DemoTest = {
  key: "e-grammar",
  title: "Grammar check",
  description: "",
  subject: "English",
  owner: "nandita.bose",
  editors: [],
  stage: "closed",
  instructions: "25 minutes.",
  sections: [
    section("", [
      "e-past-perfect",
      "e-article",
      "e-agreement",
      "e-passive",
      "e-good-at",
      "e-fewer",
      "e-adverbs",
      "e-sentences",
      "e-definitely",
      "e-adjectives",
    ], { shuffle: true }),
  ],
  assignments: (["9a", "9b"] as const).map((classKey) =>
    given({
      classKey,
      teacher: "nandita.bose",
      opens: { days: -2, at: "12:10" },
      closes: { days: -2, at: "12:45" },
      limitMs: 25 * MINUTE,
      sitters: classKey === "9a" ? 34 : 36,
      marked: 1,
    })
  ),
};

const WRITING: DemoTest = {
  key: "e-writing",
  title: "Writing: a letter and an argument",
  description: "Not ready: the second prompt may change",
  subject: "English",
  owner: "peter.dsouza",
  editors: [],
  stage: "draft",
  instructions: "60 minutes. Plan before you write.",
  sections: [section("", ["e-crossing", "e-phones"])],
  assignments: [],
};

const HINDI: DemoTest = {
  key: "h-words",
  title: "हिंदी: शब्द और वाक्य",
  description: "Short practice in Hindi",
  subject: "Hindi",
  owner: "suresh.tripathi",
  editors: [],
  stage: "practice",
  instructions: "हर प्रश्न का उत्तर दीजिए।",
  sections: [section("", ["h-opposite", "h-plural", "h-subject", "h-gender"])],
  assignments: (["9b", "10b"] as const).map((classKey) =>
    given({
      classKey,
      teacher: "suresh.tripathi",
      opens: { days: -3, at: "13:00" },
      closes: { inMs: 6 * DAY },
      attemptsAllowed: 3,
      practice: true,
      sitters: 9,
      marked: 1,
    })
  ),
};

export const LANGUAGE_TESTS: readonly DemoTest[] = [POETRY, GRAMMAR, WRITING, HINDI];
