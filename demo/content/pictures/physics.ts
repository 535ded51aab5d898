import { arrow, BLUE, dot, ellipse, GRID, INK, label, line, path, rect, RED, svg } from "./svg.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

export function distanceTime(): string {
  const x = (min: number) => 70 + min * 10.5;
  const y = (km: number) => 280 - km * 38;
  const columns = upTo(9).map((i) => i * 5).map((min) =>
    line([x(min), y(0)], [x(min), y(6)], { colour: GRID, width: 1 }) +
    label([x(min), y(0) + 18], String(min), { size: 14 })
  );
  const rows = upTo(7).map((km) =>
    line([x(0), y(km)], [x(40), y(km)], { colour: GRID, width: 1 }) +
    label([x(0) - 12, y(km)], String(km), { size: 14, anchor: "end" })
  );
  return svg(
    [560, 350],
    ...columns,
    ...rows,
    arrow([x(0), y(0)], [x(43), y(0)]),
    arrow([x(0), y(0)], [x(0), y(6.7)]),
    label([x(0) + 14, 27], "distance in km", { size: 15, anchor: "start" }),
    label([x(40), y(0) + 44], "time in minutes", { size: 15, anchor: "end" }),
    path(`M${x(0)} ${y(0)} L${x(10)} ${y(3)} H${x(25)} L${x(40)} ${y(6)}`, {
      colour: BLUE,
      width: 3.5,
    }),
  );
}

export function concaveMirror(): string {
  const axis = 150;
  // The mirror bulges to the right; its pole is at x = 560, C at 300, F half-way.
  const hatch = upTo(13).map((i) => (i - 6) * 0.072).map((angle) => {
    const from = [300 + 260 * Math.cos(angle), axis + 260 * Math.sin(angle)] as const;
    return line(from, [from[0] + 12, from[1] + 9], { width: 1.5, colour: "#62656c" });
  });
  const edge = 0.46;
  const top = axis - 260 * Math.sin(edge);
  const rim = 300 + 260 * Math.cos(edge);
  return svg(
    [620, 300],
    ...hatch,
    path(`M${rim} ${top} A260 260 0 0 1 ${rim} ${2 * axis - top}`, { width: 4 }),
    line([30, axis], [560, axis], { dash: "10 6", width: 1.5 }),
    dot([300, axis], INK, 5),
    label([300, axis + 24], "C", { size: 20 }),
    dot([430, axis], INK, 5),
    label([430, axis + 24], "F", { size: 20 }),
    arrow([140, axis], [140, 70], { colour: RED, width: 4 }),
  );
}

function resistor(y: number, text: string): string {
  return line([120, y], [245, y]) + rect([245, y - 15], [90, 30], { fill: "#fff" }) +
    line([335, y], [460, y]) + label([290, y], text, { size: 16 });
}

export function parallelCircuit(): string {
  return svg(
    [580, 330],
    path("M120 60 V265 H277 M303 265 H460 V60"),
    line([277, 235], [277, 295], { width: 2.5 }),
    line([303, 250], [303, 280], { width: 6 }),
    label([290, 216], "6 V"),
    label([260, 243], "+", { size: 18 }),
    label([320, 242], "−", { size: 18 }),
    resistor(60, "6 Ω"),
    resistor(140, "3 Ω"),
    dot([120, 140]),
    dot([460, 140]),
  );
}

export function pendulum(): string {
  const angle = 0.62;
  const side = 250 * Math.sin(angle);
  const low = 50 + 250 * Math.cos(angle);
  const bob = (x: number, y: number, name: string, dash?: string) =>
    line([280, 50], [x, y], { width: 2, ...(dash === undefined ? {} : { dash }) }) +
    ellipse([x, y], [20, 20], { fill: "#dfe8fb", colour: BLUE, width: 2.5 }) +
    label([x, y], name, { size: 17 });
  return svg(
    [560, 350],
    line([190, 48], [370, 48], { width: 5 }),
    ...upTo(9).map((i) => line([194 + i * 20, 46], [206 + i * 20, 32], { width: 1.5 })),
    path(`M${280 - side} ${low} A250 250 0 0 0 ${280 + side} ${low}`, {
      dash: "3 7",
      colour: "#62656c",
      width: 1.5,
    }),
    bob(280 - side, low, "A", "8 6"),
    bob(280 + side, low, "C", "8 6"),
    bob(280, 300, "B"),
    dot([280, 50]),
  );
}
