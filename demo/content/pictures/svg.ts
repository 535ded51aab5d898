/** Marks from which the demo's pictures are put together; all lengths are in pixels at scale 1. */

export const INK = "#1b1d22";
export const BLUE = "#2450b5";
export const SOFT = "#9db8ee";
export const GRID = "#c9cbd1";
export const RED = "#b42318";

type Point = readonly [x: number, y: number];

export interface Stroke {
  colour?: string;
  width?: number;
  dash?: string;
  fill?: string;
}

function stroke({ colour = INK, width = 2, dash, fill = "none" }: Stroke): string {
  const dashes = dash === undefined ? "" : ` stroke-dasharray="${dash}"`;
  return `fill="${fill}" stroke="${colour}" stroke-width="${width}"${dashes}`;
}

export function line(from: Point, to: Point, look: Stroke = {}): string {
  return `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" ${stroke(look)}/>`;
}

export function path(d: string, look: Stroke = {}): string {
  return `<path d="${d}" stroke-linejoin="round" stroke-linecap="round" ${stroke(look)}/>`;
}

export function rect(at: Point, size: Point, look: Stroke & { round?: number } = {}): string {
  const round = look.round ?? 0;
  return `<rect x="${at[0]}" y="${at[1]}" width="${size[0]}" height="${size[1]}" rx="${round}" ${
    stroke(look)
  }/>`;
}

export function ellipse(at: Point, radii: Point, look: Stroke = {}): string {
  return `<ellipse cx="${at[0]}" cy="${at[1]}" rx="${radii[0]}" ry="${radii[1]}" ${stroke(look)}/>`;
}

export function dot(at: Point, colour: string = INK, radius = 4): string {
  return ellipse(at, [radius, radius], { colour, fill: colour, width: 0 });
}

/** Text whose middle lies at `at`, unless `anchor` says otherwise. */
export function label(
  at: Point,
  text: string,
  look: { size?: number; anchor?: "start" | "middle" | "end"; italic?: boolean; colour?: string } =
    {},
): string {
  const { size = 17, anchor = "middle", italic = false, colour = INK } = look;
  const style = italic ? ' font-style="italic"' : "";
  return `<text x="${at[0]}" y="${
    at[1]
  }" font-size="${size}" text-anchor="${anchor}" dominant-baseline="central" fill="${colour}"${style}>${text}</text>`;
}

/** A straight line with a filled head at its end. */
export function arrow(from: Point, to: Point, look: Stroke = {}): string {
  const { colour = INK, width = 2 } = look;
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const size = 5 + 2.5 * width;
  const at = (turn: number): string => {
    const x = to[0] - size * Math.cos(angle + turn);
    const y = to[1] - size * Math.sin(angle + turn);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
  const neck: Point = [
    to[0] - 0.7 * size * Math.cos(angle),
    to[1] - 0.7 * size * Math.sin(angle),
  ];
  const head = `<polygon points="${to[0]},${to[1]} ${at(0.42)} ${at(-0.42)}" fill="${colour}"/>`;
  return line(from, neck, look) + head;
}

/** The whole picture on white, with the marks given. */
export function svg([width, height]: Point, ...marks: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Noto Sans, DejaVu Sans, sans-serif"><rect width="${width}" height="${height}" fill="#fff"/>${
    marks.join("")
  }</svg>`;
}
