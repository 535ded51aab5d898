import { arrow, BLUE, dot, GRID, INK, label, line, path, rect, SOFT, svg } from "./svg.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

export function fractionBar(): string {
  const parts = upTo(8).map((i) =>
    rect([40 + i * 60, 40], [60, 80], { fill: i < 5 ? SOFT : "#fff" })
  );
  return svg([560, 160], ...parts);
}

export function numberLine(): string {
  const x = (n: number) => 320 + n * 104;
  const ticks = upTo(21).map((i) => i / 4 - 3).map((n) => {
    const whole = Number.isInteger(n);
    const tall = whole ? 12 : 7;
    const name = whole ? label([x(n), 108], String(n).replace("-", "−")) : "";
    return line([x(n), 78 - tall], [x(n), 78 + tall], { width: whole ? 2 : 1.5 }) + name;
  });
  const axis = arrow([x(-2.5), 78], [x(-3.25) + 14, 78]) + arrow([x(-2.5), 78], [x(2.3), 78]);
  const shift = 44;
  return svg(
    [660, 150],
    `<g transform="translate(${shift} 0)">${axis}${ticks.join("")}`,
    dot([x(-1.25), 78], BLUE, 6),
    label([x(-1.25), 44], "P", { size: 20, colour: BLUE }),
    "</g>",
  );
}

export function coordinateLine(): string {
  const x = (n: number) => 230 + n * 44;
  const y = (n: number) => 260 - n * 44;
  const range = upTo(9).map((i) => i - 4);
  const grid = range.map((n) =>
    line([x(n), y(-4)], [x(n), y(5)], { colour: GRID, width: 1 }) +
    (n === 0 ? "" : label([x(n), y(0) + 16], String(n).replace("-", "−"), { size: 14 }))
  );
  const rows = upTo(10).map((i) => i - 4).map((n) => {
    // Names below the origin stand on the right, clear of the line.
    const at = [x(0) + (n < 0 ? 10 : -9), y(n)] as const;
    const anchor = n < 0 ? "start" : "end";
    return line([x(-4), y(n)], [x(4), y(n)], { colour: GRID, width: 1 }) +
      (n === 0 ? "" : label(at, String(n).replace("-", "−"), { size: 14, anchor }));
  });
  return svg(
    [460, 470],
    ...grid,
    ...rows,
    arrow([x(-4.2), y(0)], [x(4.5), y(0)]),
    arrow([x(0), y(-4.2)], [x(0), y(5.5)]),
    label([x(4.5) + 2, y(0) - 18], "x", { italic: true }),
    label([x(0) + 18, y(5.5) + 4], "y", { italic: true }),
    line([x(-1.45), y(-3.9)], [x(2.9), y(4.8)], { colour: BLUE, width: 3 }),
    dot([x(0), y(-1)], BLUE, 5),
    dot([x(2), y(3)], BLUE, 5),
  );
}

export function rightTriangle(): string {
  return svg(
    [500, 290],
    path("M60 230 H430 V40 Z", { fill: "#eef3fd", width: 2.5 }),
    path("M410 230 V210 H430"),
    label([245, 255], "15 cm"),
    label([462, 135], "8 cm"),
    label([228, 116], "x", { italic: true, size: 21 }),
  );
}

const RAIN = [["June", 120], ["July", 180], ["Aug", 150], ["Sept", 220], ["Oct", 280]] as const;

export function rainfall(): string {
  const y = (mm: number) => 330 - mm * 0.95;
  const rows = upTo(8).map((i) => i * 40).map((mm) =>
    line([80, y(mm)], [540, y(mm)], { colour: mm === 0 ? INK : GRID, width: mm === 0 ? 2 : 1 }) +
    label([70, y(mm)], String(mm), { size: 14, anchor: "end" })
  );
  const bars = RAIN.map(([month, mm], i) => {
    const left = 104 + i * 88;
    return rect([left, y(mm)], [56, y(0) - y(mm)], { fill: BLUE, width: 0 }) +
      label([left + 28, y(mm) - 13], String(mm), { size: 15 }) +
      label([left + 28, 352], month, { size: 15 });
  });
  return svg(
    [570, 385],
    label([30, 24], "Rainfall in mm", { size: 15, anchor: "start" }),
    ...rows,
    ...bars,
  );
}
