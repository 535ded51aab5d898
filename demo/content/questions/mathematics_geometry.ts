import { choice, choiceMany, numerical, short, topic, trueFalse } from "../builders.ts";
import { picture } from "../pictures/list.ts";

const t = String.raw;

export const GEOMETRY = topic("Mathematics", ["geometry"], [
  choice(
    "m-walk",
    "Meera leaves school and walks 3 km due east, then 4 km due north. How far has she walked?",
    {
      level: 2,
      tags: ["pythagoras"],
      right: "7 km",
      wrong: [
        ["5 km", "That is how far she is from school in a straight line."],
        "1 km",
        "25 km",
      ],
      why:
        t`She has walked $3 + 4 = 7$ km. Her straight-line distance from school is another matter: $\sqrt{3^2 + 4^2} = 5$ km.`,
    },
  ),
  numerical("m-hypotenuse", `How long is the side $x$?\n\n${picture("right-triangle")}`, {
    level: 2,
    tags: ["pythagoras"],
    value: "17",
    units: { cm: "1", mm: "0.1" },
    wrong: ["23", "12.7", "289", "7"],
    why: t`$x^2 = 8^2 + 15^2 = 64 + 225 = 289$, so $x = 17$ cm.`,
  }),
  numerical(
    "m-shadow",
    "A pole 2 m high casts a shadow of 3 m. At the same time a tree casts a shadow of 12 m. How high is the tree?",
    {
      level: 3,
      tags: ["similar triangles"],
      value: "8",
      units: { m: "1", cm: "0.01" },
      wrong: ["18", "11", "6"],
      why: t`The triangles are similar, so $\frac{h}{12} = \frac{2}{3}$ and $h = 8$ m.`,
    },
  ),
  choice("m-hexagon", "How large is each interior angle of a regular hexagon?", {
    level: 2,
    tags: ["angles"],
    right: t`$120^\circ$`,
    wrong: [
      [t`$60^\circ$`, "That is the exterior angle."],
      [t`$108^\circ$`, "That is the regular pentagon."],
      t`$135^\circ$`,
    ],
    why:
      t`The angles add up to $(6 - 2) \times 180^\circ = 720^\circ$, so each is $720^\circ \div 6 = 120^\circ$.`,
  }),
  choiceMany(
    "m-diagonals",
    "In which quadrilaterals do the diagonals **always** bisect each other? Choose all.",
    {
      level: 3,
      tags: ["quadrilaterals"],
      right: ["Parallelogram", "Rectangle", "Rhombus"],
      wrong: [
        ["Kite", "Only one diagonal of a kite need be cut in half."],
        "Trapezium with exactly one pair of parallel sides",
      ],
      why:
        "The diagonals bisect each other exactly in parallelograms, and rectangles and rhombuses are parallelograms.",
    },
  ),
  numerical(
    "m-tangent",
    "P is 13 cm from the centre of a circle of radius 5 cm. How long is a tangent from P to the circle?",
    {
      level: 3,
      tags: ["circles"],
      value: "12",
      units: { cm: "1", mm: "0.1" },
      wrong: ["8", "13.9", "18", "144"],
      why:
        t`The radius to the point of contact is perpendicular to the tangent, so the length is $\sqrt{13^2 - 5^2} = \sqrt{144} = 12$ cm.`,
    },
  ),
  numerical(
    "m-cylinder",
    t`What is the volume of a cylinder with radius 7 cm and height 10 cm? Use $\pi = \frac{22}{7}$.`,
    {
      level: 3,
      tags: ["volume"],
      value: "1540",
      within: ["relative", "0.005"],
      units: { "cm³": "1", L: "1000" },
      alsoTyped: ["1539.4"],
      wrong: ["440", "220", "6160", "748"],
      why: t`$V = \pi r^2 h = \frac{22}{7} \times 7 \times 7 \times 10 = 1540\ \text{cm}^3$.`,
    },
  ),
  short(
    "m-rhombus",
    "A quadrilateral has four equal sides, but none of its angles is a right angle. What is it called?",
    {
      level: 1,
      tags: ["quadrilaterals"],
      accept: ["rhombus", "a rhombus", ["rombus", 0.5], ["diamond", 0.5]],
      wrong: ["square", "kite", "parallelogram", "trapezium"],
      why: "Four equal sides make a rhombus. With right angles it would be a square.",
    },
  ),
  choice(
    "m-cosine",
    t`In a right-angled triangle $\sin A = \frac{3}{5}$, where $A$ is an acute angle. What is $\cos A$?`,
    {
      level: 3,
      tags: ["trigonometry"],
      right: t`$\frac{4}{5}$`,
      wrong: [
        [
          t`$\frac{2}{5}$`,
          t`The squares of sine and cosine add up to 1, not the values themselves.`,
        ],
        [t`$\frac{3}{4}$`, t`That is $\tan A$.`],
        t`$\frac{5}{3}$`,
      ],
      why:
        t`$\cos^2 A = 1 - \sin^2 A = 1 - \frac{9}{25} = \frac{16}{25}$. The angle is acute, so $\cos A = \frac{4}{5}$.`,
    },
  ),
  numerical(
    "m-tower",
    t`From a point on level ground 60 m from the foot of a tower, its top is seen at an angle of elevation of $30^\circ$. How high is the tower? Give one decimal place.`,
    {
      level: 4,
      tags: ["trigonometry"],
      value: "34.64",
      within: ["absolute", "0.1"],
      units: { m: "1" },
      alsoTyped: ["34.6", "34.7"],
      wrong: ["103.9", "30", "51.96", "20"],
      why:
        t`$\tan 30^\circ = \frac{h}{60}$, so $h = \frac{60}{\sqrt{3}} = 20\sqrt{3} \approx 34.6$ m.`,
    },
  ),
  trueFalse("m-double-sine", t`$\sin 60^\circ = 2 \times \sin 30^\circ$`, {
    level: 2,
    tags: ["trigonometry"],
    answer: false,
    feedback: "Twice the angle does not give twice the sine.",
    why:
      t`$\sin 60^\circ = \frac{\sqrt{3}}{2} \approx 0.87$, but $2 \sin 30^\circ = 2 \times \frac{1}{2} = 1$.`,
  }),
  trueFalse(
    "m-semicircle",
    t`AB is a diameter of a circle and C is any other point of the circle. Then $\angle ACB = 90^\circ$.`,
    {
      level: 2,
      tags: ["circles"],
      answer: true,
      why:
        t`The angle at the centre over AB is $180^\circ$; the angle at the circle is half of it, $90^\circ$.`,
    },
  ),
]);
