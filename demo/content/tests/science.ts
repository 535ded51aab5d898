import { type DemoTest, given, MINUTE, section } from "../test_shapes.ts";

const MATTER: DemoTest = {
  key: "s-matter",
  title: "Matter and atoms",
  description: "",
  subject: "Science",
  owner: "farida.sheikh",
  editors: ["arun.selvaraj", "lalitha.menon"],
  stage: "released",
  instructions: "35 minutes. A table of elements is not needed.",
  sections: [
    section("", [
      "s-shells",
      "s-isotopes",
      "s-neutrons",
      "s-chemical-change",
      "s-balance",
      "s-ph",
      "s-gas",
      "s-mole",
      "s-displace",
      "s-density",
    ]),
  ],
  assignments: (
    [["9a", "arun.selvaraj"], ["9b", "lalitha.menon"], ["10a", "farida.sheikh"], [
      "10b",
      "farida.sheikh",
    ]] as const
  ).map(([classKey, teacher]) =>
    given({
      classKey,
      teacher,
      opens: { days: -31, at: "10:15" },
      closes: { days: -31, at: "11:00" },
      limitMs: 35 * MINUTE,
      sitters: 35,
      marked: 1,
      released: { days: -28, at: "15:45" },
    })
  ),
};

const LIGHT: DemoTest = {
  key: "s-light",
  title: "Light, electricity and forces",
  description: "End of the unit",
  subject: "Science",
  owner: "farida.sheikh",
  editors: [],
  stage: "marking",
  instructions: "40 minutes. Choose a unit wherever one is asked for.",
  sections: [
    section("Part 1", [
      "s-mirror",
      "s-refraction",
      "s-series",
      "s-ohm",
      "s-parallel",
      "s-pendulum",
      "s-third-law",
      "s-work",
    ]),
    section("Part 2", ["s-cyclist"], { intro: "Answer in full sentences." }),
  ],
  assignments: (["10a", "10b"] as const).map((classKey) =>
    given({
      classKey,
      teacher: "farida.sheikh",
      opens: { days: -1, at: "11:15" },
      closes: { days: -1, at: "12:05" },
      limitMs: 40 * MINUTE,
      anonymous: true,
      sitters: classKey === "10a" ? 35 : 34,
      marked: classKey === "10a" ? 0.6 : 0,
    })
  ),
};

const CELLS: DemoTest = {
  key: "s-cells",
  title: "Cells and life processes",
  description: "",
  subject: "Science",
  owner: "arun.selvaraj",
  editors: ["lalitha.menon"],
  stage: "scheduled",
  instructions: "40 minutes. The last question has a rubric: read what is asked for.",
  sections: [
    section("Questions", [
      "s-cell",
      "s-plant-only",
      "s-stomata",
      "s-phloem",
      "s-potato",
      "s-bile",
      "s-food-chain",
    ], { shuffle: true }),
    section("Experiment", ["s-light-experiment"]),
  ],
  assignments: [
    given({
      classKey: "9a",
      teacher: "arun.selvaraj",
      opens: { days: 2, at: "10:15" },
      closes: { days: 2, at: "11:00" },
      limitMs: 40 * MINUTE,
    }),
    given({
      classKey: "9b",
      teacher: "lalitha.menon",
      opens: { days: 3, at: "09:05" },
      closes: { days: 3, at: "09:50" },
      limitMs: 40 * MINUTE,
    }),
  ],
};

const HEREDITY: DemoTest = {
  key: "s-heredity",
  title: "Heredity and ecology",
  description: "Questions collected so far",
  subject: "Science",
  owner: "farida.sheikh",
  editors: [],
  stage: "draft",
  instructions: "",
  sections: [section("", ["s-genotypes", "s-seedlings", "s-biodegradable", "s-food-chain"])],
  assignments: [],
};

export const SCIENCE_TESTS: readonly DemoTest[] = [MATTER, LIGHT, CELLS, HEREDITY];
