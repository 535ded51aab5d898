import assert from "node:assert/strict";
import katex from "katex";
import { toMathMlCore } from "./mathml.ts";
import { setFormula } from "./tex.ts";

const core = (tex: string) => setFormula(katex, tex, false).html;

/** One of each thing that KaTeX's MathML knows. */
const FORMULAE = [
  String.raw`\frac{7}{20}\dfrac12\tfrac12\binom{n}{k}\genfrac(]{2pt}{0}{a}{b}`,
  String.raw`\sqrt{x}\sqrt[3]{x}\sum_{i=1}^n\prod\int_0^1\oint\lim_{x\to0}`,
  String
    .raw`\begin{pmatrix}1&2\\3&4\end{pmatrix}\begin{vmatrix}a\end{vmatrix}\begin{smallmatrix}a\end{smallmatrix}`,
  String.raw`\begin{array}{c|l:r}a&b&c\\\hline c&d&e\end{array}\begin{cases}1&a\\2&b\end{cases}`,
  String.raw`\begin{aligned}a&=b\\&=c\end{aligned}\begin{gathered}a\\b\end{gathered}`,
  String.raw`\color{red}x\textcolor{#ff0000}{x}\colorbox{red}{x}\fcolorbox{red}{blue}{x}`,
  String.raw`\boxed{x}\cancel{x}\bcancel{x}\xcancel{x}\sout{x}\angl{x}\phase{x}`,
  String.raw`\rule{1em}{2em}\kern1em\hspace{1em}\phantom{x}\hphantom{x}\smash{x}\raisebox{1em}{x}`,
  String
    .raw`\llap{x}\rlap{x}\mathclap{x}\overline{AB}\underline{x}\vec{v}\hat{x}\widehat{abc}\tilde{x}`,
  String
    .raw`\overbrace{x}^{y}\underbrace{x}_{y}\overset{a}{b}\underset{a}{b}\xrightarrow[a]{b}\utilde{x}`,
  String.raw`\Large x\small x\scriptstyle x\displaystyle x\pmb{x}\boldsymbol{x}\bold{x}`,
  String
    .raw`\mathbb{R}\mathcal{L}\mathfrak{g}\mathsf{x}\mathtt{x}\mathrm{x}\mathbf{x}\mathit{x}\mathscr{L}`,
  String.raw`\text{a \textbf{b} \textit{c} \texttt{d} \textsf{e}}\operatorname{lcm}\verb|<b>|`,
  String.raw`\left(\frac12\right)\bigl[\bigr\}\left|x\right|\lVert x\rVert\middle`,
  String.raw`\left.\frac{a}{b}\middle|c\right)\not=\not\subset\TeX\LaTeX\char"3C \And`,
  String.raw`\href{https://x.test}{x}\htmlStyle{color:red}{x}\htmlClass{a}{x}\includegraphics{a}`,
  String.raw`\cfrac{1}{1+\cfrac{1}{x}}\stackrel{a}{b}\overrightarrow{AB}\overgroup{AB}\vcenter{x}`,
];

Deno.test("toMathMlCore() leaves only elements and attributes that browsers draw alike", () => {
  assert.ok(FORMULAE.length > 0);
  const tags = FORMULAE.flatMap((tex) => [...core(tex).matchAll(/<(\w+)([^>]*)>/g)]);
  assert.ok(tags.length > 300);
  for (const [tag, name, attributes] of tags) {
    if (/^(span|code)$/.test(name!)) continue;
    assert.match(name!, /^m[a-z]+$/, tag);
    for (const [, attribute] of attributes!.matchAll(/\s([\w-]+)=/g)) {
      assert.doesNotMatch(
        attribute!,
        /^(style|mathcolor|mathbackground|mathsize|xmlns|id|href|on.*)$/,
        tag,
      );
    }
  }
});

Deno.test("setFormula() sets nearly all of what schools write", () => {
  const failing = FORMULAE.filter((tex) => setFormula(katex, tex, false).problem !== null);
  assert.deepEqual(failing.map((tex) => tex.slice(-7)), ["\\middle"]);
});

Deno.test("toMathMlCore() uses Unicode's letters where MathML had mathvariant", () => {
  assert.match(core(String.raw`\mathbb{R}`), /<mi>ℝ<\/mi>/);
  assert.match(core(String.raw`\mathbf{x3}`), /𝐱.*𝟑/);
  assert.match(core(String.raw`\mathcal{LA}`), /ℒ.*𝒜/);
  assert.match(core(String.raw`\mathfrak{g}\mathtt{a}\mathsf{b}`), /𝔤.*𝚊.*𝖻/);
  assert.match(core(String.raw`\boldsymbol{\alpha}`), /𝜶/);
  assert.match(core(String.raw`\mathrm{NaCl}`), /<mi mathvariant="normal">N<\/mi>|<mi>NaCl<\/mi>/);
  assert.match(core(String.raw`\mathbf{<}`), /&lt;/);
});

Deno.test("toMathMlCore() says columns, lines, boxes and strikes by class", () => {
  const table = core(String.raw`\begin{array}{l|r}a&b\\\hline c&d\end{array}`);
  assert.match(table, /<mtd class="m-left m-line-right m-line-bottom">/);
  assert.match(table, /<mtd class="m-right">/);
  assert.match(core(String.raw`\boxed{x}`), /<mrow class="m-enclose m-box">/);
  assert.match(core(String.raw`\cancel{x}`), /<mrow class="m-enclose m-updiagonalstrike">/);
  assert.match(
    core(String.raw`\rule{1em}{1em}`),
    /<mspace width="1em" height="1em" class="m-rule">/,
  );
  assert.match(core(String.raw`\underline{x}`), /<mrow class="m-bottom"><mi>x<\/mi><\/mrow>/);
});

Deno.test("toMathMlCore() stretches bars", () => {
  assert.match(core(String.raw`\left|\frac12\right|`), /<mo fence="true" stretchy="true">\|<\/mo>/);
});

Deno.test("toMathMlCore() refuses markup that no library of ours wrote", () => {
  for (const bad of ["<mi>", "</mi>", "<mi></mo>", "a < b", '<mi a="<">x</mi>']) {
    assert.throws(() => toMathMlCore(bad), /Cannot read markup/, bad);
  }
});
