import { chemistryText, quantityText } from "./chemistry_text.ts";
import { loweredLetters, raisedLetters } from "./script_letters.ts";
import { replaceTex } from "./tex_marks.ts";

/** Characters for the commands that a title often holds. */
const SYMBOLS: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  varepsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  vartheta: "ϑ",
  iota: "ι",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  upsilon: "υ",
  phi: "φ",
  varphi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  Gamma: "Γ",
  Delta: "Δ",
  Theta: "Θ",
  Lambda: "Λ",
  Xi: "Ξ",
  Pi: "Π",
  Sigma: "Σ",
  Phi: "Φ",
  Psi: "Ψ",
  Omega: "Ω",
  times: "×",
  div: "÷",
  cdot: "·",
  pm: "±",
  mp: "∓",
  le: "≤",
  leq: "≤",
  ge: "≥",
  geq: "≥",
  ne: "≠",
  neq: "≠",
  approx: "≈",
  equiv: "≡",
  sim: "∼",
  propto: "∝",
  infty: "∞",
  sum: "∑",
  prod: "∏",
  int: "∫",
  partial: "∂",
  nabla: "∇",
  angle: "∠",
  triangle: "△",
  perp: "⊥",
  parallel: "∥",
  circ: "°",
  degree: "°",
  in: "∈",
  notin: "∉",
  subset: "⊂",
  subseteq: "⊆",
  cup: "∪",
  cap: "∩",
  emptyset: "∅",
  forall: "∀",
  exists: "∃",
  neg: "¬",
  land: "∧",
  lor: "∨",
  to: "→",
  rightarrow: "→",
  leftarrow: "←",
  Rightarrow: "⇒",
  Leftrightarrow: "⇔",
  rightleftharpoons: "⇌",
  ldots: "…",
  cdots: "…",
  dots: "…",
  therefore: "∴",
  because: "∵",
  prime: "′",
  quad: " ",
  qquad: " ",
};

/** How often the innermost groups are resolved; deeper ones lose their commands only. */
const MAX_DEPTH = 8;

/** A formula as one line of text, as in `2x² − 7x + 3`; what has no such form loses its commands. */
export function texToText(tex: string): string {
  let text = withoutChemistry(tex).replace(
    /\\(?:left|right|big|Big|bigl|bigr|displaystyle|limits)(?![a-zA-Z])\.?/g,
    "",
  )
    .replace(/\\(?:begin|end)\s*\{\w+\*?\}(\{[^{}]*\})?/g, " ")
    .replace(/\\\\|(?<!\\)&/g, " ");
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const next = resolveInnermost(text);
    if (next === text) break;
    text = next;
  }
  return text
    .replace(
      /\\([a-zA-Z]+)/g,
      (_, name: string) => SYMBOLS[name] ?? (isFunction(name) ? `${name} ` : ""),
    )
    .replace(/\\[,;:! >]/g, " ")
    .replace(/\\([%$#&_])/g, "$1")
    .replace(/\^°/g, "°")
    .replace(/\^(.)/gu, (whole, c: string) => raisedLetters(c) ?? whole)
    .replace(/_(.)/gu, (whole, c: string) => loweredLetters(c) ?? whole)
    .replace(/[{}~\\]/g, " ")
    .replace(/-/g, "−")
    .replace(/\s+/g, " ")
    .trim();
}

/** `\\ce{…}` and `\\pu{…}` have a grammar of their own. */
function withoutChemistry(tex: string): string {
  return replaceTex(tex, ({ tex }) => {
    if (tex.startsWith("\\ce{")) return chemistryText(tex.slice(4, -1));
    return tex.startsWith("\\pu{") ? quantityText(tex.slice(4, -1)) : tex;
  });
}

const FUNCTIONS = "sin cos tan cot sec csc log ln lim max min gcd det exp arcsin arccos arctan"
  .split(" ");
function isFunction(name: string): boolean {
  return FUNCTIONS.includes(name);
}

const GROUP = "\\{([^{}]*)\\}";
const FRACTION = new RegExp(`\\\\[dt]?frac\\s*${GROUP}\\s*${GROUP}`, "g");
const ROOT = new RegExp(`\\\\sqrt\\s*(?:\\[([^\\]]*)\\])?\\s*${GROUP}`, "g");
const SCRIPT = new RegExp(`([\\^_])\\s*${GROUP}`, "g");
const WRAPPER = new RegExp(
  `\\\\(?:text|textbf|mathrm|mathbf|mathit|mathbb|mathcal|operatorname|vec|hat|bar|overline|boxed|overrightarrow)\\s*${GROUP}`,
  "g",
);

function resolveInnermost(text: string): string {
  return text
    .replace(WRAPPER, (_, inner: string) => inner)
    .replace(SCRIPT, (_, mark: string, inner: string) => script(mark, inner))
    .replace(FRACTION, (_, over: string, under: string) => `${grouped(over)}/${grouped(under)}`)
    .replace(/\\[dt]?frac\s*(\d)\s*(\d)/g, "$1/$2")
    .replace(
      ROOT,
      (_, degree: string | undefined, inner: string) =>
        `${degree === "3" ? "∛" : "√"}${grouped(inner)}`,
    );
}

function script(mark: string, inner: string): string {
  const plain = inner.trim();
  if (plain === "\\circ") return "°";
  const letters = mark === "^" ? raisedLetters(plain) : loweredLetters(plain);
  return letters ?? `${mark}${grouped(plain)} `;
}

/** In brackets unless it is one number, letter or command. */
function grouped(text: string): string {
  const plain = text.trim();
  return /^([\w.²³¹⁰-ₜ]*|\\?[a-zA-Z]+|.)$/u.test(plain) ? plain : `(${plain})`;
}
