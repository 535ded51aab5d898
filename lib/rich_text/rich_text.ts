import { withoutUnseen } from "../model/text/text_signs.ts";
import { escapeHtml } from "./escape.ts";
import { LRUCache } from "lru-cache";
import type { Findings } from "./markdown.ts";
import { foldedWords, formulaLine, plainLines } from "./plain.ts";
import type { MathsProblem } from "./tex.ts";

/** Longest text set, in UTF-16 code units; a longer one is shown as typed. */
const MAX_TEXT_LENGTH = 20_000;
/** About 16 MB with two bytes each. */
const MAX_CACHED_CHARS = 8_000_000;
const MAX_TITLE_LENGTH = 200;
const MAX_TERMS = 200;

export interface RichTextOptions {
  /** The address of an image of ours. */
  mediaUrl: (fileId: string) => string;
  /** No paragraphs, lists or tables: for what stands inside a label. */
  inline?: boolean;
}

export interface RichHtml {
  /** Safe to put on a page as it is: our own tags only, no `style`, no script. */
  html: string;
  /** The page needs `static/maths.css`. */
  hasMaths: boolean;
  /** Formulae that could not be set, in order. */
  problems: readonly MathsProblem[];
}

/** Turns Markdown with maths into HTML. */
export type RichTextRenderer = (markdown: string, options: RichTextOptions) => RichHtml;

/** HTML cut where the addresses of files go: one more part than files. */
interface Cached {
  parts: readonly string[];
  fileIds: readonly string[];
  hasMaths: boolean;
  problems: readonly MathsProblem[];
}

let loaded: Promise<RichTextRenderer> | null = null;

/** The renderer; its libraries are imported on first use, which keeps them out of a cold start. */
export function loadRichText(): Promise<RichTextRenderer> {
  return loaded ??= load().catch((error) => {
    loaded = null;
    throw error;
  });
}

/** One text as HTML. For many texts take {@linkcode loadRichText} once. */
export async function renderRichText(
  markdown: string,
  options: RichTextOptions,
): Promise<RichHtml> {
  return (await loadRichText())(markdown, options);
}

async function load(): Promise<RichTextRenderer> {
  const [{ default: MarkdownIt }, { default: katex }, { configure }] = await Promise.all([
    import("markdown-it"),
    import("katex"),
    import("./markdown.ts"),
    // Teaches KaTeX \ce and \pu.
    import("katex/contrib/mhchem"),
  ]);
  const options = { html: false, linkify: false, typographer: false, maxNesting: 20 };
  const md = configure(new MarkdownIt(options), katex);
  const cache = new LRUCache<string, Cached>({ maxSize: MAX_CACHED_CHARS });

  function set(markdown: string, inline: boolean): Cached {
    const key = `${inline ? "i" : "b"}${markdown}`;
    const known = cache.get(key);
    if (known) return known;
    const findings: Findings = { maths: 0, problems: [] };
    const env = findings as unknown as Record<string, unknown>;
    const html = markdown.length > MAX_TEXT_LENGTH
      ? escapeHtml(markdown)
      : inline
      ? md.renderInline(markdown, env)
      : md.render(markdown, env);
    const cut = {
      ...cutAtMedia(html.trim()),
      hasMaths: findings.maths > 0,
      problems: findings.problems,
    };
    cache.set(key, cut, { size: key.length + html.length });
    return cut;
  }

  return (markdown, { mediaUrl, inline = false }) => {
    const { parts, fileIds, hasMaths, problems } = set(markdown, inline);
    const html = parts.map((part, index) => {
      const fileId = fileIds[index];
      return fileId === undefined ? part : `${part}${escapeHtml(mediaUrl(fileId))}`;
    }).join("");
    return { html, hasMaths, problems };
  };
}

/** What a person typed never holds a bare double quote, so only our own images match. */
function cutAtMedia(html: string): Pick<Cached, "parts" | "fileIds"> {
  const pieces = html.split(/(?<=<img src=")media:([\w-]+)(?=")/);
  return {
    parts: pieces.filter((_, index) => index % 2 === 0),
    fileIds: pieces.filter((_, index) => index % 2 === 1),
  };
}

/** The first line that says something, without markup and with formulae made readable; at most 200 characters. */
export function plainTitle(markdown: string): string {
  const line = plainLines(markdown).map(withoutUnseen).find((text) => text !== "") ?? "";
  if (line.length <= MAX_TITLE_LENGTH) return line;
  let title = "";
  for (const character of line) {
    if (title.length + character.length >= MAX_TITLE_LENGTH) break;
    title += character;
  }
  return `${title.trimEnd()}…`;
}

/**
 * The title of a test as its paper shows it: formulae, `H~2~O` and `x^2^` as text, which every list, notice and file can
 * hold. Nothing else in a title is markup.
 *
 * @param most What comes out longer, in UTF-16 code units, stays as it was typed.
 */
export function titleText(title: string, most = MAX_TITLE_LENGTH): string {
  const text = formulaLine(title);
  return text === "" || text.length > most ? title : text;
}

/** The whole text in one line, without markup and with formulae made readable. */
export function plainText(markdown: string): string {
  return plainLines(markdown).filter((line) => line !== "").join(" ");
}

/** The words of `texts`, folded as a searcher would type them, each once; at most 200 of at most 40 characters. */
export function searchTerms(texts: readonly string[]): string[] {
  const terms = new Set<string>();
  for (const text of texts) {
    for (const word of foldedWords(plainText(text))) {
      terms.add(word);
      if (terms.size === MAX_TERMS) return [...terms];
    }
  }
  return [...terms];
}
