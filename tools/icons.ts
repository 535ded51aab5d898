/**
 * Writes `components/glyphs.ts` and `components/icons.tsx` from lucide-static: only the icons named here.
 * Run with `deno run -A tools/icons.ts`; a test fails while the files differ from what this writes.
 * @module
 */

/** Lucide names, in the order of their meaning. */
export const ICON_NAMES: readonly string[] = [
  ...["house", "file-text", "library", "clipboard-check", "users", "user", "user-plus"],
  ...["settings", "bell", "graduation-cap", "school", "calendar-days", "trending-up"],
  ...["chevron-right", "chevron-left", "chevron-down", "chevron-up", "chevrons-up-down"],
  ...["arrow-left", "arrow-right", "arrow-up", "arrow-down", "external-link", "link"],
  ...["plus", "minus", "x", "check", "flag", "search", "filter", "menu", "ellipsis"],
  ...["clock", "clock-plus", "clock-alert", "hourglass", "history", "calendar-clock"],
  ...["eye", "eye-off", "printer", "download", "upload", "send", "copy", "trash-2"],
  ...["triangle-alert", "info", "circle-alert", "circle-question-mark", "shield"],
  ...["circle-check", "circle-x", "circle-dashed", "circle-dot", "circle", "circle-dot-dashed"],
  ...["square", "square-check", "list-checks", "list", "list-ordered", "grip-vertical"],
  ...["cloud-check", "cloud-off", "cloud-upload", "wifi", "wifi-off", "pause", "play"],
  ...["log-in", "log-out", "lock", "lock-open", "key-round", "smartphone", "laptop"],
  ...["bold", "italic", "sigma", "subscript", "superscript", "image", "table", "shuffle"],
  ...["pencil", "pen-line", "undo-2", "rotate-ccw", "refresh-cw", "message-square", "inbox"],
  ...["tag", "type", "hash", "keyboard", "sun", "moon", "monitor", "file-plus", "file-down"],
  ...["chart-column", "chart-line", "scroll-text", "book-open", "layers", "mail", "maximize"],
];

/** `clipboard-check` gives `clipboardCheck`. */
export function glyphName(icon: string): string {
  return icon.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** What stands inside lucide's `<svg>`, on one line. */
export function innerMarkup(svg: string): string {
  const inside = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.indexOf("</svg>"));
  return inside.trim().replace(/\s+/g, " ").replaceAll("> <", "><").replaceAll(" />", "/>");
}

const HEADER = "// Written by tools/icons.ts from lucide (ISC, see NOTICE.md). Do not edit.\n";

function glyphsSource(icons: Map<string, string>): string {
  const consts = [...icons].map(([name, markup]) =>
    `export const ${glyphName(name)} =\n  '${markup}';\n`
  );
  return `${HEADER}// Islands take single glyphs from here, so that a page ships only those it shows.\n\n` +
    `// deno-fmt-ignore-file\n${consts.join("")}`;
}

function iconsSource(icons: Map<string, string>): string {
  const entries = [...icons.keys()].map((name) => `  "${name}": glyphs.${glyphName(name)},\n`);
  return `${HEADER}
// deno-fmt-ignore-file
import type { VNode } from "preact";
import * as glyphs from "./glyphs.ts";
import { Glyph } from "./Glyph.tsx";

const ICONS = {
${entries.join("")}} as const;

export type IconName = keyof typeof ICONS;

export interface IconProps {
  name: IconName;
  /** CSS pixels; 20 unless given. */
  size?: number;
  class?: string;
}

/** A decorative icon by name, for pages. An island uses \`Glyph\` with single glyphs instead. */
export function Icon({ name, ...rest }: IconProps): VNode {
  return <Glyph of={ICONS[name]} {...rest} />;
}
`;
}

/** The two generated files by path. @throws {Deno.errors.NotFound} for a name that lucide does not have. */
export async function iconFiles(): Promise<Record<string, string>> {
  const folder = new URL("icons/", import.meta.resolve("lucide-static/package.json"));
  const icons = new Map<string, string>();
  for (const name of ICON_NAMES) {
    icons.set(name, innerMarkup(await Deno.readTextFile(new URL(`${name}.svg`, folder))));
  }
  return {
    "components/glyphs.ts": glyphsSource(icons),
    "components/icons.tsx": iconsSource(icons),
  };
}

if (import.meta.main) {
  for (const [path, source] of Object.entries(await iconFiles())) {
    await Deno.writeTextFile(new URL(`../${path}`, import.meta.url), source);
  }
}
