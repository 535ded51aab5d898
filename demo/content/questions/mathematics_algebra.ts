import { choice, choiceMany, essay, numerical, topic, trueFalse } from "../builders.ts";
import { picture } from "../pictures/list.ts";

const t = String.raw;

export const ALGEBRA = topic("Mathematics", ["algebra"], [
  numerical("m-linear", t`Solve $5(2x - 3) = 3x + 13$. What is $x$?`, {
    level: 2,
    tags: ["linear equations"],
    value: "4",
    wrong: ["16/7", "2", "-4", "28"],
    why:
      t`Multiply out: $10x - 15 = 3x + 13$. Then $7x = 28$, so $x = 4$. Check: $5 \times 5 = 25$ and $12 + 13 = 25$.`,
  }),
  choice("m-pair", t`Which pair $(x, y)$ satisfies both $2x + 3y = 12$ and $x - y = 1$?`, {
    level: 2,
    tags: ["linear equations"],
    right: "$(3, 2)$",
    wrong: [
      ["$(2, 3)$", "The pair is the wrong way round: $2 - 3$ is not 1."],
      ["$(4, 3)$", "This fits the second equation only."],
      ["$(6, 0)$", "This fits the first equation only."],
    ],
    why:
      t`From the second, $x = y + 1$. Then $2(y + 1) + 3y = 12$ gives $5y = 10$, so $y = 2$ and $x = 3$.`,
  }),
  choice("m-quadratic", t`What are the roots of $2x^2 - 7x + 3 = 0$?`, {
    level: 3,
    tags: ["quadratic equations"],
    right: t`$\frac{1}{2}$ and $3$`,
    wrong: [
      [t`$-\frac{1}{2}$ and $-3$`, "Each bracket is 0, so the signs change."],
      [t`$1$ and $6$`, t`Divide by $2a = 4$, not by 2.`],
      t`$\frac{3}{2}$ and $1$`,
    ],
    why:
      t`$2x^2 - 7x + 3 = (2x - 1)(x - 3)$. A product is 0 when a factor is 0, so $x = \frac{1}{2}$ or $x = 3$.`,
  }),
  trueFalse("m-discriminant", t`The equation $x^2 + 4x + 5 = 0$ has two different real roots.`, {
    level: 2,
    tags: ["quadratic equations"],
    answer: false,
    feedback: t`Work out $b^2 - 4ac$ first.`,
    why:
      t`The discriminant is $4^2 - 4 \times 1 \times 5 = -4$. It is negative, so there is no real root.`,
  }),
  choiceMany("m-factors", t`Which of these are factors of $x^3 - 4x$? Choose all.`, {
    level: 3,
    tags: ["polynomials"],
    right: ["$x$", "$x - 2$", "$x + 2$"],
    wrong: [["$x - 4$", t`$x^2 - 4$ is a difference of squares.`], "$x + 4$", "$x^2 + 4$"],
    why: t`$x^3 - 4x = x(x^2 - 4) = x(x - 2)(x + 2)$.`,
  }),
  numerical("m-expand", t`In the expansion of $(x + 3)(x - 5)$, what is the coefficient of $x$?`, {
    level: 2,
    tags: ["polynomials"],
    value: "-2",
    wrong: ["2", "8", "-15", "-8"],
    why: t`$(x + 3)(x - 5) = x^2 - 5x + 3x - 15 = x^2 - 2x - 15$, so the coefficient is $-2$.`,
  }),
  numerical(
    "m-ap-term",
    t`The sequence $7, 11, 15, \ldots$ is an arithmetic progression. What is its 20th term?`,
    {
      level: 2,
      tags: ["progressions"],
      value: "83",
      wrong: ["87", "80", "76"],
      why: t`$a_{20} = a + 19d = 7 + 19 \times 4 = 83$.`,
    },
  ),
  numerical("m-ap-sum", "What is the sum of the first 25 odd numbers, $1 + 3 + 5 + \\ldots$?", {
    level: 3,
    tags: ["progressions"],
    value: "625",
    wrong: ["325", "1225", "600", "650"],
    why:
      t`The 25th odd number is $2 \times 25 - 1 = 49$. The sum is $\frac{25}{2}(1 + 49) = 625 = 25^2$.`,
  }),
  choice("m-line", `Which equation does the line have?\n\n${picture("coordinate-line")}`, {
    level: 3,
    tags: ["coordinate geometry"],
    right: "$y = 2x - 1$",
    wrong: [
      ["$y = 2x + 1$", "Look where the line crosses the y-axis."],
      [t`$y = \frac{1}{2}x - 1$`, "Slope is rise over run, not run over rise."],
      ["$y = -2x - 1$", "The line rises to the right."],
    ],
    why:
      t`From $(0, -1)$ to $(2, 3)$ the line rises 4 for a run of 2, so its slope is 2. It crosses the y-axis at $-1$, so $y = 2x - 1$.`,
  }),
  numerical(
    "m-remainder",
    t`What is the remainder when $p(x) = 2x^3 - 3x^2 + 4x - 5$ is divided by $x - 2$?`,
    {
      level: 3,
      tags: ["polynomials"],
      value: "7",
      wrong: ["-41", "17", "-5", "0"],
      why: t`By the remainder theorem it is $p(2) = 16 - 12 + 8 - 5 = 7$.`,
    },
  ),
  numerical(
    "m-father",
    "A father is three times as old as his daughter. In 12 years he will be twice as old as she will be then. How old is the daughter now, in years?",
    {
      level: 3,
      tags: ["linear equations"],
      value: "12",
      wrong: ["36", "24", "6", "4"],
      why:
        t`Let the daughter be $d$. Then $3d + 12 = 2(d + 12)$, so $3d + 12 = 2d + 24$ and $d = 12$. Check: 12 and 36 now, 24 and 48 then.`,
    },
  ),
  essay(
    "m-consecutive",
    "Explain why the sum of any three consecutive whole numbers can be divided by 3. Give one example and then an argument that holds for all whole numbers.",
    {
      level: 3,
      tags: ["proof"],
      mark: 4,
      rubric: "proof",
      minWords: 20,
      maxChars: 1_500,
      model:
        t`Example: $4 + 5 + 6 = 15 = 3 \times 5$. In general call the numbers $n$, $n + 1$ and $n + 2$. Their sum is $3n + 3 = 3(n + 1)$. Since $n + 1$ is a whole number, the sum is a multiple of 3.`,
      why:
        t`Write the numbers as $n$, $n + 1$, $n + 2$; their sum $3n + 3 = 3(n + 1)$ is three times the middle number. Examples alone cannot prove a statement about all numbers.`,
    },
  ),
  essay(
    "m-odd-sum",
    "Explain why the sum of two odd numbers is always even. Give one example and then an argument that holds for all odd numbers.",
    {
      level: 3,
      tags: ["proof"],
      mark: 4,
      rubric: "proof",
      minWords: 15,
      maxChars: 1_500,
      model:
        t`Example: $7 + 5 = 12$. In general write the numbers as $2a + 1$ and $2b + 1$ with whole numbers $a$ and $b$. Their sum is $2a + 2b + 2 = 2(a + b + 1)$, which is twice a whole number.`,
      why:
        t`An odd number is one more than an even one. Two such ones together make another 2: $(2a + 1) + (2b + 1) = 2(a + b + 1)$.`,
    },
  ),
]);
