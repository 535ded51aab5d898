import type { KatexOptions, ParseError } from "katex";
import { escapeHtml } from "./escape.ts";
import { toMathMlCore } from "./mathml.ts";

/** Longest formula set, and longest markup it may become, in UTF-16 code units. */
const MAX_TEX_LENGTH = 2_000;
const MAX_MARKUP_LENGTH = 100_000;

/** A formula that cannot be set, for the author. */
export interface MathsProblem {
  tex: string;
  /** A sentence that names the place. */
  message: string;
}

export interface SetFormula {
  html: string;
  problem: MathsProblem | null;
}

/** The part of KaTeX used here. */
export interface Katex {
  renderToString(tex: string, options?: KatexOptions): string;
  ParseError: typeof ParseError;
}

/** A formula as MathML; what cannot be set shows its source and where it stops making sense. */
export function setFormula(katex: Katex, tex: string, display: boolean): SetFormula {
  if (tex.length > MAX_TEX_LENGTH) return failed(tex, "This formula is too long");
  try {
    const markup = katex.renderToString(tex, {
      displayMode: display,
      output: "mathml",
      throwOnError: true,
      trust: false,
      strict: "ignore",
      maxExpand: 200,
      maxSize: 20,
    });
    if (markup.length > MAX_MARKUP_LENGTH) return failed(tex, "This formula is too long");
    return { html: block(toMathMlCore(markup), display), problem: null };
  } catch (error) {
    if (error instanceof katex.ParseError) return failed(tex, parseMessage(error));
    // Braces nested by the thousand exhaust the stack.
    if (error instanceof RangeError) return failed(tex, "This formula is nested too deeply");
    // A fault of ours or KaTeX's in one formula must not take a test's page away.
    return failed(tex, "This formula cannot be shown");
  }
}

function block(html: string, display: boolean): string {
  return display ? `<span class="maths-block">${html}</span>` : html;
}

function failed(tex: string, message: string): SetFormula {
  const html = `<span class="maths-problem"><code>${
    escapeHtml(tex.slice(0, MAX_TEX_LENGTH))
  }</code> <span class="maths-problem-note">${escapeHtml(message)}</span></span>`;
  return { html, problem: { tex, message } };
}

function parseMessage(error: ParseError): string {
  const command = /Undefined control sequence: (\\\S+)/.exec(error.rawMessage)?.[1];
  const place = `character ${(error.position ?? 0) + 1}`;
  if (command) return `${command.slice(0, 40)} at ${place} is not known`;
  if (/expansions/.test(error.rawMessage)) return "This formula repeats without end";
  return `This formula does not read at ${place}`;
}
