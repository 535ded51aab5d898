import { styledLetters } from "./maths_letters.ts";
import { isReachingBack, withoutHeldPlaces } from "./prescripts.ts";
import { parseXml, printXml, type XmlElement, type XmlNode } from "./xml.ts";

/** What MathML Core draws and the CSP allows; any other element gives way to its children. */
const KEPT = new Set(
  ("math mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle " +
    "msub msubsup msup mtable mtd mtext mtr munder munderover").split(" "),
);
const LENGTH = /^-?\d*\.?\d+(em|ex|pt|px|%)?$/;
const WORD = /^(true|false|block|inline|prefix|infix|postfix|\d)$/;
/** Attributes kept, with what their value must look like. */
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  accent: WORD,
  accentunder: WORD,
  depth: LENGTH,
  display: WORD,
  displaystyle: WORD,
  fence: WORD,
  form: WORD,
  height: LENGTH,
  largeop: WORD,
  linethickness: LENGTH,
  lspace: LENGTH,
  maxsize: LENGTH,
  minsize: LENGTH,
  movablelimits: WORD,
  rspace: LENGTH,
  scriptlevel: WORD,
  separator: WORD,
  stretchy: WORD,
  symmetric: WORD,
  voffset: LENGTH,
  width: LENGTH,
};

/**
 * KaTeX's MathML as MathML Core, which browsers draw alike: no `style`, no TeX annotation, no colours
 * (they would not keep their contrast in both themes); letters, table columns and enclosures by
 * characters and classes of `static/maths.css`.
 */
export function toMathMlCore(katexMarkup: string): string {
  return printXml(parseXml(katexMarkup).flatMap(core));
}

function core(node: XmlNode): XmlNode[] {
  if (typeof node === "string") return [node];
  if (node.name === "annotation") return [];
  if (node.name === "menclose") return [enclosed(node)];
  if (node.name === "mtable") return [table(node)];
  if (isUnderline(node)) return [underlined(node)];
  const children = withoutHeldPlaces(node.children).flatMap(core);
  if (isReachingBack(node)) return [row(children)];
  if (!KEPT.has(node.name)) {
    return node.name === "semantics" || node.name === "span" ? children : [row(children)];
  }
  const element = { name: node.name, attributes: keptAttributes(node), children };
  if (node.name === "mo") return [sign(element)];
  return [lettered(element, node)];
}

/** Signs that fonts stretch, or set as accents, only under another character. */
const FENCES: Readonly<Record<string, string>> = { "∣": "|", "∥": "‖" };
const ACCENTS: Readonly<Record<string, string>> = { "^": "ˆ", "~": "˜" };

function sign(element: XmlElement): XmlElement {
  const [text] = element.children;
  if (typeof text !== "string") return element;
  if (element.attributes.get("fence") === "true" && FENCES[text]) {
    element.attributes.set("stretchy", "true");
    element.children = [FENCES[text]];
  }
  // An arrow for a gas or a solid would grow with its line.
  if (/^[↑↓]$/.test(text) && !element.attributes.has("stretchy")) {
    element.attributes.set("stretchy", "false");
  }
  if (ACCENTS[text]) element.children = [ACCENTS[text]];
  return element;
}

/** Chromium sets KaTeX's underline into the letters. */
function isUnderline({ name, children }: XmlElement): boolean {
  const under = children[1];
  return name === "munder" && typeof under === "object" && under.children[0] === "‾";
}

function underlined({ children }: XmlElement): XmlElement {
  return {
    name: "mrow",
    attributes: new Map([["class", "m-bottom"]]),
    children: children.slice(0, 1).flatMap(core),
  };
}

/** One element, so that a fraction or a root still has as many children as it needs. */
function row(children: XmlNode[]): XmlElement {
  return { name: "mrow", attributes: new Map(), children };
}

function keptAttributes({ name, attributes }: XmlElement): Map<string, string> {
  const kept = new Map<string, string>();
  for (const [key, value] of attributes) {
    if (ATTRIBUTES[key]?.test(value)) kept.set(key, value);
  }
  if (name === "mspace" && attributes.has("mathbackground")) kept.set("class", "m-rule");
  if (name === "mtd") kept.delete("width");
  return kept;
}

/** `element` with the letters that `mathvariant` asks for. */
function lettered(element: XmlElement, { attributes }: XmlElement): XmlElement {
  const variant = attributes.get("mathvariant");
  if (variant === undefined) return element;
  if (element.name === "mtext") {
    element.attributes.set("class", `m-text-${variant}`);
    return element;
  }
  if (variant === "normal") {
    if (element.name === "mi") element.attributes.set("mathvariant", "normal");
    return element;
  }
  element.children = element.children.map((child) =>
    typeof child === "string" ? styledText(child, variant) : child
  );
  return element;
}

/** Leaves entities such as `&lt;` alone. */
function styledText(text: string, variant: string): string {
  return text.replace(
    /&[#\w]+;|[^&]+/g,
    (part) => part.startsWith("&") ? part : styledLetters(part, variant),
  );
}

function enclosed({ attributes, children }: XmlElement): XmlElement {
  const classes = (attributes.get("notation") ?? "box").split(/\s+/)
    .filter((word) => /^[a-z]+$/.test(word))
    .map((word) => `m-${word === "left" || word === "right" ? `${word}-side` : word}`);
  return {
    name: "mrow",
    attributes: new Map([["class", ["m-enclose", ...classes].join(" ")]]),
    children: children.flatMap(core),
  };
}

function table({ attributes, children }: XmlElement): XmlElement {
  const list = (name: string) => attributes.get(name)?.split(/\s+/) ?? [];
  const columns = { align: list("columnalign"), lines: list("columnlines") };
  const rowLines = list("rowlines");
  const spacing = attributes.get("columnspacing");
  const rows = children.filter((child) => typeof child !== "string");
  return {
    name: "mtable",
    attributes: new Map(spacing?.startsWith("0em") ? [["class", "m-tight"]] : []),
    children: rows.map((tr, index) => ({
      name: "mtr",
      attributes: new Map(),
      children: cells(tr, columns, rowLines[index]),
    })),
  };
}

function cells(
  tr: XmlElement,
  columns: { align: string[]; lines: string[] },
  rowLine: string | undefined,
): XmlElement[] {
  return tr.children.filter((child) => typeof child !== "string").map((td, index) => {
    const classes = [
      ...alignment(columns.align[index]),
      ...line("right", columns.lines[index]),
      ...line("bottom", rowLine),
    ];
    return {
      name: "mtd",
      attributes: new Map(classes.length > 0 ? [["class", classes.join(" ")]] : []),
      children: td.children.flatMap(core),
    };
  });
}

function alignment(align: string | undefined): string[] {
  return align === "left" || align === "right" ? [`m-${align}`] : [];
}

function line(side: string, kind: string | undefined): string[] {
  return kind === "solid" || kind === "dashed" ? [`m-line-${side}`] : [];
}
