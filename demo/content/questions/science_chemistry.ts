import { choice, choiceMany, lettered, numerical, short, topic, trueFalse } from "../builders.ts";
import { picture } from "../pictures/list.ts";

const t = String.raw;

export const CHEMISTRY = topic("Science", ["chemistry"], [
  lettered("s-ph", `Which solution is the strongest alkali?\n\n${picture("ph-scale")}`, {
    level: 2,
    tags: ["acids and bases"],
    letters: ["P", "Q", "R", "S"],
    right: "S",
    why:
      "Above 7 a solution is alkaline, and the farther above, the more strongly. S has the highest pH, 13.",
  }),
  choice(
    "s-balance",
    t`Which numbers, from left to right, balance this equation?

$\square\,\text{Fe} + \square\,\text{H}_2\text{O} \rightarrow \square\,\text{Fe}_3\text{O}_4 + \square\,\text{H}_2$`,
    {
      level: 3,
      tags: ["equations"],
      right: "3, 4, 1, 4",
      wrong: [
        ["3, 4, 1, 2", "Count the hydrogen atoms on both sides."],
        ["1, 4, 1, 4", "Count the iron atoms on both sides."],
        "3, 2, 1, 2",
      ],
      why:
        t`$3\,\text{Fe} + 4\,\text{H}_2\text{O} \rightarrow \text{Fe}_3\text{O}_4 + 4\,\text{H}_2$: on each side 3 iron, 8 hydrogen and 4 oxygen atoms.`,
    },
  ),
  choice(
    "s-shells",
    "A sodium atom has 11 electrons. How are they arranged in its shells, from the inside out?",
    {
      level: 1,
      tags: ["atoms"],
      right: "2, 8, 1",
      wrong: [["2, 9", "The second shell holds at most 8."], "8, 2, 1", "1, 8, 2"],
      why:
        "The first shell holds 2 electrons and the second 8. One is left for the third shell: 2, 8, 1.",
    },
  ),
  choiceMany("s-chemical-change", "Which of these are chemical changes? Choose all.", {
    level: 1,
    tags: ["matter"],
    right: ["An iron nail rusts", "Milk turns sour", "Wood burns"],
    wrong: [
      ["Ice melts", "Water stays water."],
      ["Sugar dissolves in tea", "The sugar can be got back by drying."],
      "Glass breaks",
    ],
    why:
      "Rusting, souring and burning make new substances. Melting, dissolving and breaking do not.",
  }),
  short("s-gas", "Zinc is dropped into dilute hydrochloric acid. Which gas is given off?", {
    level: 1,
    tags: ["acids and bases"],
    accept: ["hydrogen", "hydrogen gas", "H2", ["hydro*", 0.5]],
    wrong: ["oxygen", "carbon dioxide", "chlorine"],
    why:
      t`$\text{Zn} + 2\,\text{HCl} \rightarrow \text{ZnCl}_2 + \text{H}_2$. The gas is hydrogen; it burns with a pop.`,
  }),
  choice("s-isotopes", t`In what do atoms of $^{35}\text{Cl}$ and $^{37}\text{Cl}$ differ?`, {
    level: 2,
    tags: ["atoms"],
    right: "In the number of neutrons",
    wrong: [
      ["In the number of protons", "Then they would be different elements."],
      "In the number of electrons",
      ["In their place in the periodic table", "Both are chlorine."],
    ],
    why:
      "Isotopes of an element have equally many protons and electrons. Here they have 18 and 20 neutrons beside 17 protons.",
  }),
  numerical("s-mole", "What is the mass of 0.5 mol of water? (H = 1 u, O = 16 u)", {
    level: 3,
    tags: ["mole"],
    value: "9",
    units: { g: "1", kg: "1000" },
    wrong: ["18", "36", "8.5"],
    why:
      t`One mole of $\text{H}_2\text{O}$ has a mass of $2 \times 1 + 16 = 18$ g, so half a mole has 9 g.`,
  }),
  trueFalse("s-displace", "Copper displaces zinc from a solution of zinc sulphate.", {
    level: 2,
    tags: ["metals"],
    answer: false,
    feedback: "Which of the two metals is more reactive?",
    why:
      "Zinc is more reactive than copper. A metal displaces only a less reactive one, so nothing happens here; the other way round zinc displaces copper.",
  }),
  numerical("s-neutrons", t`How many neutrons are there in one atom of $^{23}_{11}\text{Na}$?`, {
    level: 1,
    tags: ["atoms"],
    value: "12",
    mark: 1,
    wrong: ["11", "23", "34"],
    why:
      "The mass number 23 counts protons and neutrons, and 11 of them are protons: $23 - 11 = 12$.",
  }),
  trueFalse(
    "s-mass",
    "When a candle burns in an open room, the mass of everything that takes part, gases included, stays the same.",
    {
      level: 2,
      tags: ["equations"],
      answer: true,
      feedback: "Do not forget the gases that go into the air.",
      why:
        "Mass is conserved in a chemical reaction. The wax gets lighter, but with the oxygen taken in and the carbon dioxide and water given off the sum does not change.",
    },
  ),
  short(
    "s-salt",
    "An acid reacts with a base and forms water and one other kind of substance. What is this kind of substance called?",
    {
      level: 1,
      tags: ["acids and bases"],
      accept: ["salt", "a salt", "salts"],
      wrong: ["sugar", "alkali", "hydrogen", "oxide"],
      why: "Acid + base gives salt + water. This is neutralisation.",
    },
  ),
]);
