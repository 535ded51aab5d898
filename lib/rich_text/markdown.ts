import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { pictureWords } from "../model/files/picture_words.ts";
import { escapeHtml } from "./escape.ts";
import { addMathsRules } from "./maths_rules.ts";
import { addScriptRules } from "./script_rules.ts";
import { type Katex, type MathsProblem, setFormula } from "./tex.ts";

/** What rendering one text found on the way; travels as markdown-it's `env`. */
export interface Findings {
  maths: number;
  problems: MathsProblem[];
}

/** The one MarkdownIt of this process, with our rules. */
export function configure(md: MarkdownIt, katex: Katex): MarkdownIt {
  // Decided below, token by token: a refused address leaves its text, not its source.
  md.validateLink = () => true;
  addMathsRules(md);
  addScriptRules(md);
  md.core.ruler.push("safe", (state) => makeSafe(state));
  md.renderer.rules["maths"] = (tokens, index, _options, env) => {
    const token = tokens[index]!;
    const { html, problem } = setFormula(katex, token.content, token.markup === "$$");
    const findings = env as unknown as Findings;
    findings.maths += 1;
    if (problem) findings.problems.push(problem);
    return token.block ? `<p>${html}</p>\n` : html;
  };
  md.renderer.rules["image"] = (tokens, index) => image(tokens[index]!);
  md.renderer.rules["table_open"] = () =>
    '<div class="rich-scroll" role="group" aria-label="Table" tabindex="0"><table>\n';
  md.renderer.rules["table_close"] = () => "</table></div>\n";
  md.renderer.rules["fence"] = md.renderer.rules["code_block"] = (tokens, index) =>
    `<pre tabindex="0"><code>${escapeHtml(tokens[index]!.content)}</code></pre>\n`;
  return md;
}

function makeSafe({ tokens }: StateCore): void {
  for (const token of tokens) {
    if (token.type === "heading_open" || token.type === "heading_close") demote(token);
    if (token.type === "th_open" || token.type === "td_open") alignByClass(token);
    if (token.children) token.children = safeInline(token.children);
  }
}

/** A question is inside a page that has its own headings. */
function demote(token: Token): void {
  token.tag = "p";
  if (token.nesting === 1) token.attrs = [["class", "rich-heading"]];
}

/** markdown-it aligns by `style`, which the CSP forbids. */
function alignByClass(token: Token): void {
  const align = /^text-align:(left|center|right)$/.exec(String(token.attrGet("style") ?? ""))?.[1];
  token.attrs = align ? [["class", `align-${align}`]] : null;
}

function safeInline(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  /** One entry per open link: whether its tags are kept. */
  const links: boolean[] = [];
  for (const token of tokens) {
    if (token.type === "link_open") {
      const safe = safeLink(token);
      links.push(safe);
      if (!safe) continue;
    }
    if (token.type === "link_close" && !links.pop()) continue;
    kept.push(token);
  }
  return kept;
}

/** Whether the link leads to the web or to a page of ours; its attributes are ours. */
function safeLink(token: Token): boolean {
  const href = String(token.attrGet("href") ?? "");
  const web = /^https?:\/\/[^/]/i.test(href) && URL.canParse(href);
  const own = /^(\/(?![/\\])|#|\?)/.test(href);
  if (!web && !own) return false;
  token.attrs = [["href", href], ["rel", "noopener noreferrer nofollow"], ["target", "_blank"]];
  return true;
}

/** `src` still names the file: addresses are filled in by each page. Loaded at once, for a test may lose its network; with its size it has its place before. */
function image(token: Token): string {
  const description = escapeHtml(pictureWords(plainText(token.children ?? [])));
  const media = /^media:([\w-]{1,64})(?:#(\d{1,5})x(\d{1,5}))?$/;
  const [, fileId, width, height] = media.exec(String(token.attrGet("src") ?? "")) ?? [];
  if (!fileId) return description;
  const size = width && height ? ` width="${width}" height="${height}"` : "";
  return `<img src="media:${fileId}" alt="${description}"${size} decoding="async">`;
}

function plainText(tokens: readonly Token[]): string {
  return tokens.map((token) => {
    if (token.type === "softbreak" || token.type === "hardbreak") return " ";
    return token.children ? plainText(token.children) : token.content;
  }).join("");
}
