import {
  choice,
  choiceMany,
  essay,
  lettered,
  numerical,
  short,
  topic,
  trueFalse,
} from "../builders.ts";
import { picture } from "../pictures/list.ts";

export const BIOLOGY = topic("Science", ["biology"], [
  lettered("s-cell", `In which part does photosynthesis take place?\n\n${picture("plant-cell")}`, {
    level: 2,
    tags: ["cells"],
    letters: ["A", "B", "C", "D"],
    right: "D",
    why:
      "The small green ovals (D) are chloroplasts; their chlorophyll takes in light. A is the cell wall, B the nucleus and C the vacuole.",
  }),
  choiceMany(
    "s-plant-only",
    "Which parts does a green plant cell have that an animal cell lacks? Choose all.",
    {
      level: 1,
      tags: ["cells"],
      right: ["Cell wall", "Chloroplasts"],
      wrong: [["Cell membrane", "Every cell has a membrane."], "Nucleus", "Mitochondria"],
      why:
        "Cell wall and chloroplasts belong to plant cells. Membrane, nucleus and mitochondria are found in both.",
    },
  ),
  trueFalse("s-pulmonary", "The pulmonary artery carries blood that is poor in oxygen.", {
    level: 3,
    tags: ["circulation"],
    answer: true,
    feedback: "Arteries lead away from the heart. Where does this one lead?",
    why: "It leads from the right side of the heart to the lungs, where the blood takes up oxygen.",
  }),
  choice("s-bile", "What does bile do in the small intestine?", {
    level: 3,
    tags: ["digestion"],
    right: "It breaks large drops of fat into small ones",
    wrong: [
      ["It breaks proteins down into amino acids", "Enzymes such as trypsin do that."],
      "It absorbs glucose into the blood",
      "It makes the food acidic",
    ],
    why:
      "Bile salts break fat into tiny drops, so that lipase can act on a larger surface. Bile also makes the food from the stomach alkaline.",
  }),
  numerical(
    "s-food-chain",
    "The plants of a food chain hold 20,000 J. About 10% of the energy passes from each level to the next. How much reaches the secondary consumers, that is, the third level?",
    {
      level: 2,
      tags: ["ecology"],
      value: "200",
      units: { J: "1", kJ: "1000" },
      wrong: ["2000", "20", "18000", "4000"],
      why:
        "The primary consumers get 10% of 20,000 J, which is 2,000 J, and the secondary consumers 10% of that, 200 J.",
    },
  ),
  numerical(
    "s-seedlings",
    "In peas, tall (T) is dominant over short (t). Two Tt plants are crossed and 400 seedlings come up. How many short ones are expected?",
    {
      level: 3,
      tags: ["heredity"],
      value: "100",
      wrong: ["200", "300", "133", "0"],
      why:
        "The cross Tt × Tt gives TT, Tt, Tt and tt equally often. Only tt is short: a quarter of 400 is 100.",
    },
  ),
  choice(
    "s-genotypes",
    "A Tt plant is crossed with another Tt plant. In what ratio are TT, Tt and tt expected?",
    {
      level: 2,
      tags: ["heredity"],
      right: "1 : 2 : 1",
      wrong: [
        ["3 : 0 : 1", "3 : 1 is the ratio of tall to short plants."],
        "1 : 1 : 1",
        "2 : 1 : 1",
      ],
      why: "Each parent gives T or t equally often: TT once, Tt in two ways, tt once.",
    },
  ),
  short(
    "s-stomata",
    "What are the tiny pores called through which a leaf takes in carbon dioxide?",
    {
      level: 1,
      tags: ["plants"],
      accept: ["stomata", "stoma", "the stomata", ["stomat*", 0.5]],
      wrong: ["chloroplasts", "guard cells", "xylem", "veins"],
      why: "They are stomata (one stoma). Guard cells on both sides open and close them.",
    },
  ),
  trueFalse("s-phloem", "Water moves up from the roots to the leaves in the phloem.", {
    level: 1,
    tags: ["plants"],
    answer: false,
    feedback: "Phloem carries food made in the leaves.",
    why:
      "Water and minerals move up in the xylem. Phloem carries sugars from the leaves to other parts.",
  }),
  choice(
    "s-reflex",
    "You touch a hot pan and pull your hand back at once. Which path does the signal take?",
    {
      level: 2,
      tags: ["nervous system"],
      right: "Receptor, sensory neuron, spinal cord, motor neuron, muscle",
      wrong: [
        [
          "Receptor, motor neuron, spinal cord, sensory neuron, muscle",
          "Sensory neurons lead towards the spinal cord.",
        ],
        "Receptor, sensory neuron, heart, motor neuron, muscle",
        "Muscle, sensory neuron, spinal cord, motor neuron, receptor",
      ],
      why:
        "In this reflex the spinal cord answers at once: signals come in by sensory neurons and go out by motor neurons to the muscle. The brain is told afterwards.",
    },
  ),
  choice("s-potato", "A piece of raw potato lies in strong salt water for an hour. What happens?", {
    level: 3,
    tags: ["cells"],
    right: "It gets softer and lighter, because water leaves its cells",
    wrong: [
      [
        "It gets firmer and heavier, because water enters its cells",
        "Water moves towards the stronger solution.",
      ],
      "Nothing, because the skin is gone",
      "It gets heavier, because the cells take up all the salt",
    ],
    why:
      "Water moves by osmosis through the cell membranes from the weaker solution inside to the stronger one outside.",
  }),
  choiceMany("s-biodegradable", "Which of these are biodegradable? Choose all.", {
    level: 1,
    tags: ["ecology"],
    right: ["Banana peel", "Cotton cloth", "Newspaper"],
    wrong: ["Polythene bag", "Aluminium foil", [
      "Glass bottle",
      "Glass breaks, but microbes cannot digest it.",
    ]],
    why:
      "Microbes break down things made of plant or animal matter. They cannot break down ordinary polythene, metal or glass.",
  }),
  essay(
    "s-light-experiment",
    "Plan an experiment that finds out whether a plant needs light to make starch. Say what you change, what you keep the same, what you do step by step, and what result you expect.",
    {
      level: 4,
      tags: ["plants", "experiments"],
      mark: 6,
      rubric: "experiment",
      minWords: 50,
      maxChars: 3_000,
      model:
        "Keep a potted plant in the dark for two days so that its leaves use up their starch. Then cover part of one leaf on both sides with black paper and put the plant in sunlight for six hours. Light is the only thing that differs: covered and uncovered parts belong to the same leaf, with the same water, air and temperature. Take the leaf off, dip it in boiling water, then remove the chlorophyll in warm alcohol over a water bath (no open flame), rinse it and drop iodine solution on it. The part that had light should turn blue-black and the covered part should stay brown. So light is needed to make starch. Repeat with other plants.",
      why:
        "A fair test changes one thing only, light, and keeps plant, water, air and temperature alike. The plant must be free of starch at the start, and iodine shows starch at the end.",
    },
  ),
]);
