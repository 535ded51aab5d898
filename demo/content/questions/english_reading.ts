import { choice, choiceMany, essay, numerical, short, topic, trueFalse } from "../builders.ts";

const PASSAGE =
  `> Every morning at ten to six, before the mist had lifted from the tea gardens, old Yusuf wound up the window of bus number nine and tapped the brass bell twice. The engine coughed, sulked, and at last agreed. There were seldom more than four passengers so early: two nurses coming off the night shift, a boy with a cello case taller than himself, and a woman who never said where she was going. Yusuf knew that the company had a newer bus in its yard, with soft seats and a bell that played a tune. They had offered it to him in March. He had thanked them, taken the keys home for one night, and brought them back.`;

const POEM = `> The rain came tapping at the door,\\
> It had no shoes, it had no coat;\\
> It danced across the kitchen floor\\
> And sang with silver in its throat.
>
> We scolded it and mopped the tiles,\\
> It slipped away without a word,\\
> And ran for miles and miles and miles\\
> To tell the fields what it had heard.`;

const PASSAGES = topic("English", ["reading"], [
  choice("e-yusuf-keys", `What does the last sentence suggest about Yusuf?\n\n${PASSAGE}`, {
    level: 3,
    right: "He was polite, but preferred his old bus",
    wrong: [
      ["He could not drive the new bus", "Nothing in the text says so."],
      "He was angry with the company",
      "He had lost the keys of the new bus",
    ],
    why:
      "He thanked the company and thought it over for a night, then gave the keys back: he chose the old bus, politely.",
  }),
  choice(
    "e-yusuf-engine",
    `*The engine coughed, sulked, and at last agreed.* Why does the writer put it like this?\n\n${PASSAGE}`,
    {
      level: 2,
      tags: ["figures of speech"],
      right: "To make the bus seem like a stubborn old person",
      wrong: [
        "To show that Yusuf has a cold",
        ["To show that the bus is broken and will not move", "At last the engine agreed."],
        "To tell how fast the bus is",
      ],
      why:
        "Coughing, sulking and agreeing are what people do. Given to an engine they make it a stubborn old friend.",
    },
  ),
  trueFalse("e-yusuf-alone", `The bus was usually crowded at that hour.\n\n${PASSAGE}`, {
    level: 1,
    answer: false,
    why: "*There were seldom more than four passengers so early.*",
  }),
  choiceMany(
    "e-yusuf-people",
    `Which of these are said in the passage? Choose all.\n\n${PASSAGE}`,
    {
      level: 2,
      right: [
        "The bus leaves in the mist",
        "One passenger carries an instrument",
        "The new bus has a musical bell",
      ],
      wrong: [
        ["The nurses are on their way to work", "They are coming off the night shift."],
        "The boy is Yusuf’s grandson",
        "The woman goes to the hospital",
      ],
      why:
        "The mist had not lifted, the boy has a cello case, and the new bell played a tune. The nurses have finished work, and nothing is said of a grandson or of where the woman goes.",
    },
  ),
  short("e-yusuf-seldom", `Which one word in the passage means *not often*?\n\n${PASSAGE}`, {
    level: 1,
    tags: ["vocabulary"],
    accept: ["seldom", ["were seldom", 0.5], ["seldom more", 0.5]],
    wrong: ["never", "early", "before"],
    why: "*Seldom* means not often: *There were seldom more than four passengers.*",
  }),
]);

const POETRY = topic("English", ["poetry"], [
  choice("e-rain-rhyme", `What is the rhyme scheme of the first stanza?\n\n${POEM}`, {
    level: 2,
    right: "abab",
    wrong: ["aabb", ["abba", "Which line rhymes with the first?"], "abcb"],
    why: "*Door* rhymes with *floor* and *coat* with *throat*, in turn: abab.",
  }),
  choice(
    "e-rain-silver",
    `What does *sang with silver in its throat* tell about the sound of the rain?\n\n${POEM}`,
    {
      level: 3,
      right: "It was clear and bright, like a bell",
      wrong: ["It was expensive", [
        "It was grey and sad",
        "Look at the verbs near it: *danced*, *sang*.",
      ], "It was too loud to bear"],
      why:
        "Silver is bright and rings clearly. With *danced* and *sang* it makes the sound glad and clear.",
    },
  ),
  essay(
    "e-rain-essay",
    `How does the poet make the rain seem like a person? Quote at least two phrases and say what each makes you imagine.\n\n${POEM}`,
    {
      level: 3,
      tags: ["figures of speech"],
      mark: 5,
      rubric: "response",
      minWords: 40,
      maxChars: 2_000,
      model:
        "The poet gives the rain the actions of a playful child. It “came tapping at the door” as if it asked to be let in, and it “had no shoes, it had no coat”, so that we see a poor barefoot child and feel a little sorry for it. Indoors it “danced across the kitchen floor”: the drops become quick feet. When the family scolds it, it leaves “without a word”, like someone hurt, and runs off to “tell the fields”, as a child runs to friends with news. So the rain is not just weather but a visitor whom the family did not know how to welcome.",
      why:
        "This is personification. Good phrases are *came tapping at the door*, *had no shoes*, *danced*, *sang*, *without a word* and *tell the fields*; each needs a picture or feeling that it calls up.",
    },
  ),
  choice("e-metaphor", "Which sentence holds a metaphor?", {
    level: 1,
    tags: ["figures of speech"],
    right: "The classroom was a zoo.",
    wrong: [
      ["The classroom was as loud as a zoo.", "With *as … as* it is a simile."],
      "The classroom was noisy.",
      "The class went to the zoo.",
    ],
    why: "A metaphor says that one thing is another. With *like* or *as* it would be a simile.",
  }),
  choiceMany("e-alliteration", "Which phrases use alliteration? Choose all.", {
    level: 2,
    tags: ["figures of speech"],
    right: ["wild winds of winter", "the silent silver stream"],
    wrong: [
      "a cold and empty house",
      ["hop, stop and drop", "These words rhyme."],
      "the moon rose late",
    ],
    why:
      "Alliteration repeats a sound at the beginning of near words: *w* in the first, *s* in the second.",
  }),
  choice("e-irony", "Which of these is an example of irony?", {
    level: 3,
    tags: ["figures of speech"],
    right: "The fire station burned down while its crew was at a lecture on fire safety.",
    wrong: [
      "It rained on the day of the picnic.",
      "The runner won because she had trained hard.",
      "The library was silent.",
    ],
    why:
      "What happens is the opposite of what one would expect: of all places, the fire station burns. Rain on a picnic is only bad luck.",
  }),
  short("e-personification", "Name the figure of speech: *The wind whispered through the pines.*", {
    level: 1,
    tags: ["figures of speech"],
    accept: ["personification", ["personif*", 0.5]],
    wrong: ["simile", "metaphor", "alliteration", "onomatopoeia"],
    why: "Only people whisper. Giving the wind a human act is personification.",
  }),
  numerical("e-sonnet", "How many lines has a sonnet?", {
    level: 1,
    value: "14",
    mark: 1,
    wrong: ["12", "16", "10"],
    why: "A sonnet has 14 lines.",
  }),
]);

const WRITING = topic("English", ["writing"], [
  essay(
    "e-phones",
    "Should students be allowed to bring mobile phones to school? Give your opinion with two reasons, and answer one argument of the other side. Write about 100 to 150 words.",
    {
      level: 3,
      tags: ["argument"],
      mark: 10,
      rubric: "argument",
      minWords: 80,
      maxChars: 4_000,
      model:
        "I believe that students should be allowed to bring phones to school, as long as the phones stay switched off in class. First, many of us travel far, and on the day the ghat road was closed last July, those with a phone could tell their parents where they were. Secondly, a phone is a small library. When our teacher asked how deep the Pykara dam was, we found out in a minute. Some people say that phones distract us. That is true of a phone in the hand, but not of one in a locked box at the front of the room. We are also going to live with phones all our lives, and school is the right place to learn to put them away. A rule that teaches us is better than a ban that we break.",
      why:
        "A strong answer states its opinion at once, gives two different reasons with an example each, and answers a real objection instead of leaving it out.",
    },
  ),
  essay(
    "e-crossing",
    "Cars drive fast past your school gate. Write a letter of about 80 to 120 words to the municipal commissioner and ask for a zebra crossing.",
    {
      level: 3,
      tags: ["letter"],
      mark: 8,
      rubric: "letter",
      minWords: 60,
      maxChars: 3_000,
      model:
        "The Municipal Commissioner\nNilgiri Valley\n\nSubject: Request for a zebra crossing at Nilgiri Valley School\n\nRespected Sir or Madam,\n\nI am a student of Class 10 of Nilgiri Valley School and write on behalf of my class. More than 900 children cross Station Road at our gate each day. There is no crossing, and cars come down the hill too fast. Last month a girl of Class 6 was knocked off her bicycle.\n\nWe request you to have a zebra crossing painted and a speed breaker built before the monsoon. We would gladly show your engineer the place.\n\nThank you for your attention.\n\nYours faithfully,\nAnita Joseph",
      why:
        "A formal letter needs an address, a subject line, a polite greeting and close. It should say what is wrong, give a fact, and ask for one clear thing.",
    },
  ),
]);

export const READING = [...PASSAGES, ...POETRY, ...WRITING];
