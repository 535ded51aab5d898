import { choice, choiceMany, numerical, short, topic, trueFalse } from "../builders.ts";

export const GRAMMAR = topic("English", ["grammar"], [
  choice(
    "e-past-perfect",
    "Choose the right form: *By the time we reached the station, the train ______.*",
    {
      level: 2,
      tags: ["tenses"],
      right: "had left",
      wrong: [
        ["has left", "The other verb, *reached*, is in the past."],
        "leaves",
        "will have left",
      ],
      why:
        "The train went before another moment in the past, so the past perfect *had left* is used.",
    },
  ),
  choice("e-article", "Choose the right word: *She is ______ honest officer.*", {
    level: 1,
    tags: ["articles"],
    right: "an",
    wrong: [["a", "The *h* of *honest* is silent."], "any", "some"],
    why: "*An* stands before a vowel sound. *Honest* begins with one, since its *h* is not spoken.",
  }),
  choice(
    "e-agreement",
    "Choose the right form: *Neither the captain nor the players ______ ready.*",
    {
      level: 3,
      tags: ["agreement"],
      right: "were",
      wrong: [["was", "Look at the noun nearest to the verb."], "has been", "is"],
      why:
        "With *neither … nor* the verb agrees with the nearer noun. *Players* is plural, so *were*.",
    },
  ),
  choice(
    "e-passive",
    "Which sentence is the passive form of *The gardener is watering the plants*?",
    {
      level: 2,
      tags: ["voice"],
      right: "The plants are being watered by the gardener.",
      wrong: [
        [
          "The plants are watered by the gardener.",
          "The first sentence is in the present continuous.",
        ],
        "The plants were being watered by the gardener.",
        "The plants have been watered by the gardener.",
      ],
      why: "*Is watering* is present continuous; its passive is *are being watered*.",
    },
  ),
  choice(
    "e-reported",
    "Ravi said, “I will finish it tomorrow.” How is this reported a month later?",
    {
      level: 3,
      tags: ["reported speech"],
      right: "Ravi said that he would finish it the next day.",
      wrong: [
        ["Ravi said that he will finish it tomorrow.", "A month later, *tomorrow* is another day."],
        "Ravi said that I would finish it the next day.",
        "Ravi told that he would finish it the next day.",
      ],
      why:
        "*I* becomes *he*, *will* becomes *would*, and *tomorrow* becomes *the next day*. *Told* needs a person after it.",
    },
  ),
  short(
    "e-good-at",
    "Write the one missing word: *She has been good ______ chess since she was six.*",
    {
      level: 2,
      tags: ["prepositions"],
      accept: ["at"],
      wrong: ["in", "on", "with"],
      why: "We say *good at* something: good at chess, good at drawing.",
    },
  ),
  trueFalse(
    "e-fewer",
    "In careful written English, *fewer students* is right and *less students* is not.",
    {
      level: 2,
      tags: ["word choice"],
      answer: true,
      feedback: "Can students be counted?",
      why:
        "*Fewer* goes with what can be counted, *less* with what cannot: fewer students, less noise.",
    },
  ),
  trueFalse("e-comma", "*Let’s cook, Grandma* and *Let’s cook Grandma* mean the same.", {
    level: 1,
    tags: ["punctuation"],
    answer: false,
    why: "With the comma Grandma is spoken to. Without it she is what is to be cooked.",
  }),
  choiceMany("e-adverbs", "Which sentences contain an adverb? Choose all.", {
    level: 3,
    tags: ["word classes"],
    right: ["She spoke softly.", "They arrived late.", "He almost fell."],
    wrong: [
      ["A friendly dog barked.", "*Friendly* ends in -ly, but it describes the dog."],
      "The lovely garden was closed.",
      "It was a lonely road.",
    ],
    why:
      "*Softly*, *late* and *almost* say how, when and to what degree. *Friendly*, *lovely* and *lonely* describe nouns, so they are adjectives.",
  }),
  choiceMany("e-sentences", "Which of these are complete sentences? Choose all.", {
    level: 2,
    tags: ["sentences"],
    right: ["Birds sing.", "Although it rained, we played.", "Stop!"],
    wrong: [
      ["Because the bell rang.", "What happened because of it?"],
      "Running down the hill.",
      "The boy with the red kite.",
    ],
    why:
      "A sentence needs a main clause. In *Stop!* the subject *you* is understood. *Because the bell rang* is only a dependent clause, and the last two have no finite verb.",
  }),
  choice(
    "e-modal",
    "Choose the right word: *You ______ wear a helmet on a motorcycle. It is the law.*",
    {
      level: 1,
      tags: ["modals"],
      right: "must",
      wrong: [["might", "*Might* leaves it open."], "could", "used to"],
      why: "*Must* tells of a duty.",
    },
  ),
  choice("e-if", "Choose the form used in careful writing: *If I ______ you, I would say sorry.*", {
    level: 2,
    tags: ["conditionals"],
    right: "were",
    wrong: ["am", "will be", ["had been", "That would need *would have said*."]],
    why: "It is imagined, not real: *If I were you, I would …*",
  }),
  short(
    "e-definitely",
    "One word is spelt wrongly. Write it correctly: *We will definately come on Sunday.*",
    {
      level: 1,
      tags: ["spelling"],
      accept: ["definitely"],
      wrong: ["definetly", "definitly", "defiantly", "definately"],
      why: "*Definitely* comes from *finite*: de-finite-ly.",
    },
  ),
  short("e-criterion", "What is the plural of *criterion*?", {
    level: 3,
    tags: ["plurals"],
    accept: ["criteria", ["criterions", 0.5]],
    wrong: ["criterias", "criterion", "criterium"],
    why:
      "The word is Greek and keeps its Greek plural, *criteria*. Some dictionaries also list *criterions*, which is rare.",
  }),
  numerical(
    "e-adjectives",
    "How many adjectives are in this sentence? Do not count articles. *The old, rusty gate opened onto a quiet garden.*",
    {
      level: 2,
      tags: ["word classes"],
      value: "3",
      mark: 1,
      wrong: ["2", "4", "5"],
      why: "There are three: *old* and *rusty* describe the gate, *quiet* describes the garden.",
    },
  ),
  numerical("e-syllables", "How many syllables has the word *examination*?", {
    level: 1,
    tags: ["sounds"],
    value: "5",
    mark: 1,
    wrong: ["4", "6", "3"],
    why: "ex-am-i-na-tion has five.",
  }),
]);
