import { arrow, dot, ellipse, INK, label, line, path, rect, svg } from "./svg.ts";

const PH = [
  "#c62828",
  "#d84315",
  "#ef6c00",
  "#f9a825",
  "#fdd835",
  "#d4e157",
  "#9ccc65",
  "#66bb6a",
  "#26a69a",
  "#26c6da",
  "#42a5f5",
  "#5c6bc0",
  "#5e48b0",
  "#6a3fa0",
  "#6a1b9a",
];

export function phScale(): string {
  const x = (ph: number) => 40 + ph * 40;
  const cells = PH.map((fill, ph) =>
    rect([x(ph), 84], [40, 44], { fill, width: 0 }) +
    label([x(ph) + 20, 148], String(ph), { size: 15 })
  );
  const marks = ([["P", 2], ["Q", 7], ["R", 9], ["S", 13]] as const).map(([name, ph]) =>
    label([x(ph) + 20, 34], name, { size: 20 }) + arrow([x(ph) + 20, 50], [x(ph) + 20, 80])
  );
  return svg(
    [680, 200],
    ...cells,
    rect([40, 84], [600, 44]),
    ...marks,
    label([340, 178], "pH", { size: 15 }),
  );
}

const GREENS = [[205, 105, 20], [150, 200, 80], [170, 285, 120], [265, 330, 175], [415, 322, 10], [
  475,
  215,
  95,
]] as const;

/** A leader line to a letter in the margin, ending in a dot. */
function named(
  name: string,
  from: readonly [number, number],
  to: readonly [number, number],
): string {
  const side = to[0] < from[0] ? -16 : 16;
  return dot(from, INK, 4) + line(from, to, { width: 1.5 }) +
    label([to[0] + side, to[1]], name, { size: 22 });
}

export function plantCell(): string {
  const ovals = GREENS.map(([x, y, turn]) =>
    `<g transform="rotate(${turn} ${x} ${y})">${
      ellipse([x, y], [24, 12], { fill: "#5aa545", colour: "#2f6b22" })
    }</g>`
  );
  return svg(
    [546, 370],
    `<g transform="scale(0.84)">`,
    rect([100, 50], [430, 340], { fill: "#cfe3b4", colour: "#5b7f35", width: 3, round: 34 }),
    rect([116, 66], [398, 308], { fill: "#f2f8e8", colour: "#7d9a5c", width: 2, round: 24 }),
    path(
      "M225 140 C290 95 400 110 425 175 C450 240 420 285 345 292 C270 300 195 290 190 225 C188 190 200 160 225 140 Z",
      { fill: "#dcebf7", colour: "#6a93b8" },
    ),
    ellipse([450, 118], [44, 36], { fill: "#e5d0ea", colour: "#7b4a8c" }),
    ellipse([458, 122], [14, 12], { fill: "#7b4a8c", colour: "#7b4a8c" }),
    ...ovals,
    named("A", [108, 130], [52, 110]),
    named("B", [432, 108], [582, 70]),
    named("C", [320, 244], [52, 244]),
    named("D", [475, 215], [582, 235]),
    "</g>",
  );
}
