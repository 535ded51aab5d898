import { choice, choiceMany, numerical, topic, trueFalse } from "../builders.ts";
import { picture } from "../pictures/list.ts";

const t = String.raw;

export const DATA = topic("Mathematics", ["statistics and probability"], [
  numerical(
    "m-rainfall",
    `How much more rain fell in October than in June?\n\n${picture("rainfall")}`,
    {
      level: 1,
      tags: ["charts"],
      value: "160",
      units: { mm: "1", cm: "10" },
      wrong: ["280", "120", "400", "100"],
      why: "The bars show 280 mm for October and 120 mm for June: $280 - 120 = 160$ mm.",
    },
  ),
  choice("m-median", "What is the median of 7, 3, 9, 12, 3, 8?", {
    level: 2,
    tags: ["averages"],
    right: "7.5",
    wrong: [
      ["10.5", "Sort the numbers first."],
      ["7", "That is the mean."],
      ["3", "That is the mode."],
    ],
    why:
      "Sorted: 3, 3, 7, 8, 9, 12. The two in the middle are 7 and 8, and half-way between them is 7.5.",
  }),
  numerical(
    "m-mean",
    "The mean of five numbers is 14. Four of them are 10, 12, 15 and 18. What is the fifth?",
    {
      level: 2,
      tags: ["averages"],
      value: "15",
      wrong: ["13.75", "14", "55", "13"],
      why:
        t`The five add up to $5 \times 14 = 70$, and the four to $55$. The fifth is $70 - 55 = 15$.`,
    },
  ),
  numerical(
    "m-dice",
    "Two fair dice are thrown. What is the probability that the numbers add up to 7? Give a fraction, a decimal with two places or per cent.",
    {
      level: 3,
      tags: ["probability"],
      value: "1/6",
      within: ["absolute", "0.005"],
      percent: "allow",
      alsoTyped: ["6/36", "0.17", "16.7%"],
      wrong: ["7/36", "1/12", "1/11", "7/12"],
      why:
        t`There are 36 equally likely results. Six of them give 7: (1, 6), (2, 5), (3, 4), (4, 3), (5, 2), (6, 1). The probability is $\frac{6}{36} = \frac{1}{6}$.`,
    },
  ),
  choiceMany("m-possible", "Which of these can be the probability of an event? Choose all.", {
    level: 1,
    tags: ["probability"],
    right: ["$0$", t`$\frac{7}{9}$`, "35%"],
    wrong: [
      ["$-0.2$", "A probability is never below 0."],
      ["105%", "100% is certain; nothing is more than certain."],
      t`$\frac{5}{4}$`,
    ],
    why:
      t`A probability lies from 0 to 1. $\frac{5}{4}$ and 105% are above 1, and $-0.2$ is below 0.`,
  }),
  trueFalse(
    "m-outlier",
    "A list has seven different numbers. If the largest is made larger, the median stays the same.",
    {
      level: 3,
      tags: ["averages"],
      answer: true,
      feedback: "The mean would change. What is the median?",
      why:
        "The median is the fourth number in order. Making the largest one larger does not change which number is fourth.",
    },
  ),
  choice("m-spread", "The marks of five students are 4, 6, 7, 9 and 14. What is the range?", {
    level: 1,
    tags: ["averages"],
    right: "10",
    wrong: [
      ["14", "Take the smallest mark away from the largest."],
      ["7", "That is the median."],
      "8",
    ],
    why: t`The range is the largest less the smallest: $14 - 4 = 10$.`,
  }),
]);
