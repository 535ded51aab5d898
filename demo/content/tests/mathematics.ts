import { type DemoTest, given, MINUTE, section } from "../test_shapes.ts";

const COMMON: DemoTest = {
  key: "m-common",
  title: "Common mathematics test 2",
  description: "Numbers, algebra, geometry and data, for grades 9 and 10 together",
  subject: "Mathematics",
  owner: "meera.rao",
  editors: ["thomas.kurian"],
  stage: "released",
  instructions:
    "You have 45 minutes. Answer all questions. A calculator is **not** allowed. Show your reasoning in section C.",
  sections: [
    section("Section A: choose", [
      "m-fraction-bar",
      "m-surds",
      "m-median",
      "m-walk",
      "m-hexagon",
      "m-line",
      "m-semicircle",
      ["m-outlier", 1],
    ], { shuffle: true, intro: "Each question has 1 mark." }),
    section("Section B: work out", [
      "m-linear",
      "m-bells",
      "m-hypotenuse",
      "m-rainfall",
      "m-mean",
      "m-shadow",
      "m-possible",
      "m-rhombus",
    ]),
    section("Section C: explain", ["m-consecutive"]),
  ],
  assignments: (["9a", "9b", "10a", "10b"] as const).map((classKey) =>
    given({
      classKey,
      teacher: classKey.startsWith("10") ? "meera.rao" : "thomas.kurian",
      opens: { days: -10, at: "09:05" },
      closes: { days: -10, at: "10:05" },
      limitMs: 45 * MINUTE,
      sitters: 36,
      marked: 1,
      released: { days: -7, at: "16:20" },
    })
  ),
};

const QUADRATICS: DemoTest = {
  key: "m-quadratics",
  title: "Equations and progressions",
  description: "Unit test of class 10",
  subject: "Mathematics",
  owner: "meera.rao",
  editors: [],
  stage: "running",
  instructions: "45 minutes. You may go back to any question until you hand in.",
  sections: [
    section("Equations", ["m-pair", "m-quadratic", "m-discriminant", "m-factors", "m-father"]),
    section("Progressions and more", [
      "m-ap-term",
      "m-ap-sum",
      "m-remainder",
      "m-cosine",
      "m-tower",
    ]),
  ],
  assignments: [
    given({
      classKey: "10b",
      teacher: "meera.rao",
      opens: { inMs: -22 * MINUTE },
      closes: { inMs: 38 * MINUTE },
      limitMs: 45 * MINUTE,
      sitters: 33,
      writing: 29,
    }),
  ],
};

/** A short test of class 10 B, so that later ones have something before them. */
function quiz(
  { days, ...it }: Pick<DemoTest, "key" | "title"> & {
    questions: readonly string[];
    days: number;
  },
): DemoTest {
  const { questions, ...named } = it;
  return {
    ...named,
    description: "",
    subject: "Mathematics",
    owner: "meera.rao",
    editors: [],
    stage: "released",
    instructions: "15 minutes.",
    sections: [section("", questions)],
    assignments: [
      given({
        classKey: "10b",
        teacher: "meera.rao",
        opens: { days: -days, at: "10:15" },
        closes: { days: -days, at: "10:40" },
        limitMs: 15 * MINUTE,
        sitters: 36,
        marked: 1,
        released: { days: 1 - days, at: "16:05" },
      }),
    ],
  };
}

const QUIZZES: readonly DemoTest[] = [
  quiz({
    key: "m-quiz-algebra",
    title: "Quiz: equations",
    questions: ["m-linear", "m-pair", "m-expand", "m-father", "m-factors"],
    days: 38,
  }),
  quiz({
    key: "m-quiz-geometry",
    title: "Quiz: shapes and angles",
    questions: ["m-hypotenuse", "m-hexagon", "m-semicircle", "m-rhombus", "m-shadow"],
    days: 27,
  }),
  quiz({
    key: "m-quiz-data",
    title: "Quiz: data and chance",
    questions: ["m-mean", "m-median", "m-possible", "m-outlier", "m-rainfall"],
    days: 17,
  }),
];

const REASONING: DemoTest = {
  key: "m-reasoning",
  title: "Reasoning with numbers",
  description: "Two short questions and a proof",
  subject: "Mathematics",
  owner: "meera.rao",
  editors: [],
  stage: "marking",
  instructions: "20 minutes. The last question has a rubric: one example, then an argument.",
  sections: [section("", ["m-bells", "m-irrational", "m-odd-sum"])],
  assignments: [
    given({
      classKey: "10a",
      teacher: "meera.rao",
      opens: { days: -2, at: "10:15" },
      closes: { days: -2, at: "10:45" },
      limitMs: 20 * MINUTE,
      anonymous: true,
      sitters: 36,
      marked: 0.3,
    }),
  ],
};

const NUMBERS: DemoTest = {
  key: "m-numbers",
  title: "Practice: numbers",
  description: "As often as you like; the best attempt counts",
  subject: "Mathematics",
  owner: "thomas.kurian",
  editors: [],
  stage: "practice",
  instructions: "No time limit. You see the worked solutions when you hand in.",
  sections: [
    section("", [
      "m-lakh",
      "m-number-line",
      "m-between",
      "m-terminates",
      "m-irrational",
      "m-exponent",
    ]),
  ],
  assignments: (["9a", "9b"] as const).map((classKey) =>
    given({
      classKey,
      teacher: "thomas.kurian",
      opens: { days: -5, at: "14:00" },
      closes: null,
      attemptsAllowed: null,
      practice: true,
      sitters: classKey === "9a" ? 17 : 11,
      marked: 1,
    })
  ),
};

export const MATHEMATICS_TESTS: readonly DemoTest[] = [
  COMMON,
  QUADRATICS,
  ...QUIZZES,
  REASONING,
  NUMBERS,
];
