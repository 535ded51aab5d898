/** Descriptions of the demo's pictures: what is to be seen, never what is asked. */
export const PICTURES = {
  "fraction-bar": "A bar cut into eight equal parts, five of them shaded",
  "number-line":
    "A number line from -3 to 2 with four equal steps between whole numbers; P is marked three steps to the right of -2",
  "coordinate-line":
    "A coordinate plane with a straight line through the points (0, -1) and (2, 3)",
  "right-triangle":
    "A right-angled triangle. The two sides at the right angle are 8 cm and 15 cm; the third side is marked x",
  rainfall:
    "A bar chart of monthly rainfall in millimetres: June 120, July 180, August 150, September 220, October 280",
  "distance-time":
    "A distance-time graph of a bicycle ride: from 0 to 3 km in 10 minutes, level until 25 minutes, then up to 6 km at 40 minutes",
  "concave-mirror":
    "A concave mirror with its axis, the focus F and the centre of curvature C. An upright arrow stands on the axis, farther from the mirror than C",
  "parallel-circuit":
    "A circuit: a 6 V battery with a 6 ohm resistor and a 3 ohm resistor on two branches side by side",
  pendulum:
    "A pendulum drawn in three positions: A at the left end of its swing, B hanging straight down, C at the right end",
  "ph-scale": "A pH scale from 0 to 14 with four solutions marked: P at 2, Q at 7, R at 9, S at 13",
  "plant-cell":
    "A plant cell. A points to its thick outer layer, B to a round body with a dark spot, C to the large clear space in the middle, D to one of several small green ovals",
} as const;
export type PictureName = keyof typeof PICTURES;

/** Markdown of a picture; the seed turns `picture-<name>` into the uploaded file's id. */
export function picture(name: PictureName): string {
  return `![${PICTURES[name]}](media:picture-${name})`;
}
