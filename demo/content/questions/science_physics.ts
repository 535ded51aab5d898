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

const t = String.raw;

export const PHYSICS = topic("Science", ["physics"], [
  choice(
    "s-mirror",
    `Where is the image of the arrow, and what is it like?\n\n${picture("concave-mirror")}`,
    {
      level: 3,
      tags: ["light"],
      right: "Between F and C: real, inverted and smaller than the arrow",
      wrong: [
        [
          "At C: real, inverted and as large as the arrow",
          "That is so when the arrow stands at C.",
        ],
        [
          "Beyond C: real, inverted and larger than the arrow",
          "That is so when the arrow stands between F and C.",
        ],
        "Behind the mirror: virtual, upright and larger than the arrow",
      ],
      why:
        "A ray parallel to the axis comes back through F, and a ray through C comes back along itself. For an object beyond C they meet between F and C, below the axis: a real, inverted, smaller image.",
    },
  ),
  numerical(
    "s-parallel",
    `What current does the battery supply?\n\n${picture("parallel-circuit")}`,
    {
      level: 4,
      tags: ["electricity"],
      value: "3",
      units: { A: "1", mA: "0.001" },
      wrong: ["0.67", "1", "2", "12"],
      why:
        t`Each branch has the full 6 V: $\frac{6}{6} = 1$ A and $\frac{6}{3} = 2$ A. Together the battery supplies 3 A. (The resistance of both is $2\ \Omega$.)`,
    },
  ),
  numerical("s-ohm", "An electric heater draws 5 A from the 230 V mains. What is its resistance?", {
    level: 2,
    tags: ["electricity"],
    value: "46",
    units: { "Ω": "1", "kΩ": "1000" },
    wrong: ["1150", "0.022", "235", "225"],
    why: t`$R = \frac{V}{I} = \frac{230}{5} = 46\ \Omega$.`,
  }),
  lettered("s-pendulum", `Where does the bob move fastest?\n\n${picture("pendulum")}`, {
    level: 2,
    tags: ["energy"],
    letters: ["At A", "At B", "At C", "Equally fast everywhere"],
    right: "At B",
    why:
      "At B the bob is lowest, so the most potential energy has become energy of motion. At A and C it stops for a moment.",
  }),
  choice(
    "s-top",
    "A ball is thrown straight up. What is true at the highest point of its flight, if air resistance can be left out?",
    {
      level: 3,
      tags: ["motion"],
      right: t`Its velocity is 0 and its acceleration is $9.8\ \text{m/s}^2$ downwards`,
      wrong: [
        ["Its velocity and its acceleration are both 0", "Then it would stay up there."],
        t`Its velocity is 0 and its acceleration is $9.8\ \text{m/s}^2$ upwards`,
        "Its velocity is upwards and its acceleration is 0",
      ],
      why:
        "Gravity acts all the time, so the acceleration is the same going up, at the top and coming down. Only the velocity is 0 for an instant.",
    },
  ),
  trueFalse(
    "s-third-law",
    "A book lies on a table. Its weight and the upward push of the table are an action and reaction pair in the sense of Newton's third law.",
    {
      level: 4,
      tags: ["forces"],
      answer: false,
      feedback: "On which body does each of the two forces act?",
      why:
        "Both forces act on the book, so they are not such a pair. They balance. The partner of the table's push is the push of the book on the table; the partner of the weight is the pull of the book on the Earth.",
    },
  ),
  numerical(
    "s-bus",
    "A bus speeds up steadily from 36 km/h to 72 km/h in 5 s. What is its acceleration?",
    {
      level: 3,
      tags: ["motion"],
      value: "2",
      units: { "m/s²": "1" },
      wrong: ["7.2", "4", "0.5", "36"],
      why:
        t`36 km/h is 10 m/s and 72 km/h is 20 m/s, so $a = \frac{20 - 10}{5} = 2\ \text{m/s}^2$.`,
    },
  ),
  numerical(
    "s-work",
    "A box is pushed 8 m along the floor with a force of 250 N in the direction of motion. How much work is done by this force?",
    {
      level: 1,
      tags: ["energy"],
      value: "2000",
      units: { J: "1", kJ: "1000" },
      wrong: ["31.25", "258", "200"],
      why: t`$W = F \times s = 250 \times 8 = 2000\ \text{J}$, which is 2 kJ.`,
    },
  ),
  numerical(
    "s-echo",
    "A girl claps in front of a cliff and hears the echo after 1.2 s. Sound travels at 340 m/s. How far away is the cliff?",
    {
      level: 3,
      tags: ["sound"],
      value: "204",
      units: { m: "1", km: "1000" },
      wrong: ["408", "283", "340"],
      why:
        t`The sound travels there and back: $340 \times 1.2 = 408$ m, so the cliff is $408 \div 2 = 204$ m away.`,
    },
  ),
  trueFalse("s-steel", "Sound travels faster in steel than in air.", {
    level: 1,
    tags: ["sound"],
    answer: true,
    why:
      "In steel sound travels at roughly 5,000 m/s, in air at about 340 m/s: the particles of a stiff solid pass the vibration on much faster.",
  }),
  choiceMany(
    "s-series",
    "Two lamps are joined in series to a battery. Which statements are true? Choose all.",
    {
      level: 2,
      tags: ["electricity"],
      right: [
        "The same current flows through both lamps",
        "If one lamp is taken out, the other goes out",
      ],
      wrong: [
        ["Each lamp gets the full voltage of the battery", "That is so in parallel."],
        "A third lamp in series makes all of them brighter",
      ],
      why:
        "In series there is one path, so the current is the same everywhere and a gap stops it. The lamps share the voltage, and a third lamp adds resistance and makes all of them dimmer.",
    },
  ),
  short(
    "s-refraction",
    "Light bends when it passes at a slant from air into water. What is this bending called?",
    {
      level: 1,
      tags: ["light"],
      accept: ["refraction", "refraction of light", ["refrac*", 0.5]],
      wrong: ["reflection", "dispersion", "diffraction"],
      why:
        "Light changes speed at the border of two media and so changes direction. This is refraction.",
    },
  ),
  numerical(
    "s-density",
    t`A piece of metal has a mass of 540 g and a volume of $200\ \text{cm}^3$. What is its density?`,
    {
      level: 2,
      tags: ["matter"],
      value: "2.7",
      units: { "g/cm³": "1", "kg/m³": "0.001" },
      wrong: ["0.37", "340", "108000", "740"],
      why:
        t`$\rho = \frac{m}{V} = \frac{540}{200} = 2.7\ \text{g/cm}^3$, which is $2700\ \text{kg/m}^3$.`,
    },
  ),
  numerical("s-ride", `For how many minutes did the cyclist rest?\n\n${picture("distance-time")}`, {
    level: 1,
    tags: ["motion"],
    value: "15",
    units: { min: "1", h: "60" },
    wrong: ["25", "10", "40", "3"],
    why:
      "The line is level where the distance does not change: from 10 to 25 minutes, which is 15 minutes.",
  }),
  essay(
    "s-cyclist",
    "A cyclist rides along a level road at a steady speed although she keeps pedalling. Explain, with the forces that act, why she does not go faster and faster.",
    {
      level: 3,
      tags: ["forces"],
      mark: 4,
      rubric: "explain",
      minWords: 30,
      maxChars: 2_000,
      model:
        "Pedalling makes the road push the bicycle forwards. Air resistance and friction push it backwards. At a steady speed these forces are equal and opposite, so the resultant force is zero. By Newton's first law the velocity then stays the same. If she pedals harder, the forward force is larger for a while, she speeds up, and air resistance grows with the speed until the forces balance again.",
      why:
        "Forward push and resistance are balanced, so the resultant is zero and the velocity does not change. A force is needed to change motion, not to keep it; here pedalling only makes up for the resistance.",
    },
  ),
]);
