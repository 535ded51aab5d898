import { choice, choiceMany, lettered, numerical, topic, trueFalse } from "../builders.ts";
import { picture } from "../pictures/list.ts";

const t = String.raw;

export const NUMBERS = topic("Mathematics", ["number systems"], [
  choice("m-surds", t`Simplify $\sqrt{50} + \sqrt{18}$.`, {
    level: 2,
    tags: ["surds"],
    right: t`$8\sqrt{2}$`,
    wrong: [
      [t`$\sqrt{68}$`, "Roots cannot be added under one root sign."],
      [t`$34\sqrt{2}$`, t`Take the root of the square factor: $\sqrt{25 \times 2} = 5\sqrt{2}$.`],
      [t`$15\sqrt{2}$`, "The two parts are added, not multiplied."],
    ],
    why:
      t`$\sqrt{50} = \sqrt{25 \times 2} = 5\sqrt{2}$ and $\sqrt{18} = \sqrt{9 \times 2} = 3\sqrt{2}$. Together they are $8\sqrt{2}$.`,
  }),
  choiceMany("m-irrational", "Which of these numbers are irrational? Choose all.", {
    level: 2,
    right: [t`$\sqrt{3}$`, t`$\pi$`, t`$0.101001000100001\ldots$`],
    wrong: [
      [t`$\frac{22}{7}$`, t`This is only close to $\pi$; it is a fraction of whole numbers.`],
      [t`$0.\overline{27}$`, "A decimal that repeats is a fraction."],
      t`$\sqrt{\frac{9}{16}}$`,
    ],
    why:
      t`$\sqrt{3}$, $\pi$ and a decimal that neither stops nor repeats are irrational. $\sqrt{\frac{9}{16}} = \frac{3}{4}$, $0.\overline{27} = \frac{27}{99} = \frac{3}{11}$ and $\frac{22}{7}$ are fractions of whole numbers.`,
  }),
  trueFalse(
    "m-terminates",
    t`The decimal form of $\frac{7}{80}$ stops after finitely many digits.`,
    {
      level: 3,
      answer: true,
      feedback: "Look at the prime factors of 80.",
      why:
        t`$80 = 2^4 \times 5$ has no prime factors but 2 and 5, so the decimal stops: $\frac{7}{80} = 0.0875$.`,
    },
  ),
  numerical(
    "m-exponent",
    t`Work out $\left(\frac{27}{8}\right)^{-\frac{2}{3}}$. Give a fraction or a decimal with two places.`,
    {
      level: 3,
      tags: ["exponents"],
      value: "4/9",
      within: ["absolute", "0.005"],
      alsoTyped: ["0.44", "0.444"],
      wrong: ["9/4", "-9/4", "2/3", "4/27"],
      why:
        t`The minus sign turns the fraction over: $\left(\frac{8}{27}\right)^{\frac{2}{3}}$. The cube root is $\frac{2}{3}$, and its square is $\frac{4}{9}$.`,
    },
  ),
  numerical(
    "m-bells",
    "One bell rings every 12 minutes, another every 18 minutes. Both ring together at 9:00. After how many minutes do they next ring together?",
    {
      level: 2,
      tags: ["lcm"],
      value: "36",
      units: { min: "1", h: "60" },
      wrong: ["216", "6", "30", "72"],
      why:
        t`The time must be a multiple of 12 and of 18. The least common multiple is $2^2 \times 3^2 = 36$, so they ring together at 9:36.`,
    },
  ),
  choice(
    "m-fraction-bar",
    `What fraction of the bar is **not** shaded?\n\n${picture("fraction-bar")}`,
    {
      level: 1,
      tags: ["fractions"],
      right: t`$\frac{3}{8}$`,
      wrong: [
        [t`$\frac{5}{8}$`, "That is the shaded part."],
        [t`$\frac{3}{5}$`, "Compare with the whole bar, not with the shaded part."],
        t`$\frac{5}{3}$`,
      ],
      why:
        t`The bar has 8 equal parts and $8 - 5 = 3$ of them are not shaded, so the fraction is $\frac{3}{8}$.`,
    },
  ),
  numerical("m-number-line", `Which number does P stand for?\n\n${picture("number-line")}`, {
    level: 2,
    value: "-1.25",
    alsoTyped: ["-5/4"],
    wrong: ["-1.75", "-1.3", "1.25", "-2.75"],
    why:
      t`Each step is $\frac{1}{4}$. Three steps to the right of $-2$ is $-2 + \frac{3}{4} = -1.25$.`,
  }),
  numerical("m-lakh", "How many thousands are there in 3,00,000?", {
    level: 1,
    tags: ["place value"],
    value: "300",
    mark: 1,
    wrong: ["30", "3000", "3"],
    why: "3,00,000 is three lakh, and one lakh is 100 thousand, so there are 300 thousands.",
  }),
  lettered("m-between", t`Which number lies between $\frac{1}{3}$ and $\frac{1}{2}$?`, {
    level: 2,
    letters: [t`$\frac{1}{4}$`, t`$\frac{2}{7}$`, t`$\frac{2}{5}$`, t`$\frac{3}{5}$`],
    right: t`$\frac{2}{5}$`,
    why:
      t`As decimals, $\frac{1}{3} \approx 0.333$ and $\frac{1}{2} = 0.5$. Only $\frac{2}{5} = 0.4$ lies between them: $\frac{1}{4} = 0.25$ and $\frac{2}{7} \approx 0.286$ are too small, $\frac{3}{5} = 0.6$ is too large.`,
  }),
]);
