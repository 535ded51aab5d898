import assert from "node:assert/strict";

const CSS_FOLDER = new URL("../../static/css/", import.meta.url);
const CSS = await Deno.readTextFile(new URL("00-tokens.css", CSS_FOLDER)) +
  await Deno.readTextFile(new URL("05-display.css", CSS_FOLDER));

type Tokens = ReadonlyMap<string, string>;

/** The colours declared in the first block whose selector is `selector`. */
function block(selector: string): Tokens {
  const start = CSS.indexOf(`${selector} {`);
  assert.ok(start >= 0, `Cannot find ${selector}`);
  const body = CSS.slice(start, CSS.indexOf("}", start));
  const found = body.matchAll(/--([\w-]+):\s*(#[0-9A-Fa-f]{6});/g);
  return new Map([...found].map(([, name, colour]) => [name!, colour!]));
}

const LIGHT = block(":root");
const DARK = block(':root[data-theme="dark"]');

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function luminance(colour: string): number {
  const [r, g, b] = channels(colour).map(linear);
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** WCAG 2 contrast of two tokens. */
function contrast(tokens: Tokens, one: string, other: string): number {
  const [low, high] = [one, other].map((name) => {
    const colour = tokens.get(name);
    assert.ok(colour, `Cannot find --${name}`);
    return luminance(colour);
  }).sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

const TEXT = 4.5;
const SHAPE = 3;

/** Colour, ground, least ratio, and the ratios that interface.md states for light and dark. */
const PAIRS: readonly [string, string, number, number, number][] = [
  ["edge", "surface", SHAPE, 4.05, 4.43],
  ["edge", "sunken", SHAPE, 3.49, 4.97],
  ["ink", "canvas", TEXT, 15.58, 15.61],
  ["ink", "surface", TEXT, 16.86, 14.28],
  ["ink-2", "canvas", TEXT, 7.68, 10.02],
  ["ink-3", "sunken", TEXT, 5.02, 7.23],
  ["accent", "canvas", TEXT, 6.72, 9.31],
  ["accent", "raised", TEXT, 7.27, 7.55],
  ["on-accent", "accent", TEXT, 7.27, 8.72],
  ["on-accent", "accent-hover", TEXT, 9.61, 10.68],
  ["on-accent-soft", "accent-soft", TEXT, 8.26, 9.57],
  ["good", "good-soft", TEXT, 5.21, 7.46],
  ["warn", "warn-soft", TEXT, 5.98, 8.14],
  ["bad", "bad-soft", TEXT, 5.66, 7.49],
  ["flag", "surface", TEXT, 5.04, 9.64],
];

Deno.test("tokens keep the contrast that interface.md states, and AA", () => {
  for (const [name, tokens, at] of [["light", LIGHT, 3], ["dark", DARK, 4]] as const) {
    assert.equal(tokens.size, 26, name);
    for (const pair of PAIRS) {
      const ratio = contrast(tokens, pair[0], pair[1]);
      const what = `${name} ${pair[0]} on ${pair[1]}: ${ratio.toFixed(3)}`;
      assert.ok(ratio >= pair[2], what);
      assert.ok(Math.abs(ratio - pair[at]) < 0.015, what);
    }
  }
});

Deno.test("text of every tone is readable on every ground it stands on", () => {
  const inks = ["ink", "ink-2", "ink-3", "accent", "good", "warn", "bad"];
  const grounds = ["canvas", "surface", "sunken", "raised"];
  for (const tokens of [LIGHT, DARK]) {
    for (const ink of inks) {
      for (const ground of grounds) {
        const ratio = contrast(tokens, ink, ground);
        assert.ok(ratio >= TEXT, `${ink} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  }
});

Deno.test("chart colours stand out from the card", () => {
  for (const [tokens, least] of [[LIGHT, 3.32], [DARK, 4.5]] as const) {
    for (const name of ["c1", "c2", "c3", "c4", "c5"]) {
      const ratio = contrast(tokens, name, "surface");
      assert.ok(ratio >= least - 0.01, `${name}: ${ratio.toFixed(2)}`);
    }
  }
});

Deno.test("both ways into the dark theme give the same colours", () => {
  assert.deepEqual(block(':root:not([data-theme="light"])'), DARK);
});

Deno.test("high contrast reaches AAA for text and its controls stand out, in both themes", () => {
  const light = block(':root[data-contrast="high"]');
  const dark = block(':root[data-theme="dark"][data-contrast="high"]');
  assert.deepEqual(block(':root:not([data-theme="light"])[data-contrast="high"]'), dark);
  for (const tokens of [light, dark]) {
    assert.equal(tokens.size, 21);
    for (const ink of ["ink", "ink-2", "ink-3", "accent", "good", "warn", "bad", "flag"]) {
      for (const ground of ["canvas", "surface", "sunken", "raised"]) {
        const ratio = contrast(tokens, ink, ground);
        assert.ok(ratio >= 7, `${ink} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
    for (const tone of ["good", "warn", "bad"]) {
      assert.ok(contrast(tokens, tone, `${tone}-soft`) >= 7, tone);
    }
    assert.ok(contrast(tokens, "on-accent", "accent") >= 7);
    assert.ok(contrast(tokens, "on-accent", "accent-hover") >= 7);
    assert.ok(contrast(tokens, "on-accent-soft", "accent-soft") >= 7);
    assert.ok(contrast(tokens, "edge", "surface") >= 7);
    assert.ok(contrast(tokens, "line", "surface") >= SHAPE);
  }
});
