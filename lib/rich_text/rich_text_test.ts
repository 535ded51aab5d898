import assert from "node:assert/strict";
import fc from "fast-check";
import { loadRichText, plainTitle, renderRichText, searchTerms } from "./rich_text.ts";

const options = { mediaUrl: (id: string) => `/api/files/${id}` };
const render = async (markdown: string) => (await renderRichText(markdown, options)).html;

Deno.test("renderRichText() sets paragraphs, emphasis, lists, tables and code", async () => {
  const html = await render("A **b** *c*\n\n- d\n- e\n\n|f|g|\n|:-:|--:|\n|1|2|\n\n    x < y\n");
  assert.match(html, /<p>A <strong>b<\/strong> <em>c<\/em><\/p>/);
  assert.match(html, /<ul>\s*<li>d<\/li>/);
  assert.match(html, /<td class="align-center">1<\/td>\s*<td class="align-right">2<\/td>/);
  assert.match(html, /<pre tabindex="0"><code>x &lt; y\n<\/code><\/pre>/);
});

Deno.test("renderRichText() keeps a page's headings its own", async () => {
  assert.equal(await render("# Big"), '<p class="rich-heading">Big</p>');
});

Deno.test("renderRichText() sets maths as MathML without TeX or styles", async () => {
  const { html, hasMaths, problems } = await renderRichText("Write $\\frac{7}{20}$ so.", options);
  assert.equal(
    html,
    "<p>Write <math><mrow><mfrac><mn>7</mn><mn>20</mn></mfrac></mrow></math> so.</p>",
  );
  assert.equal(hasMaths, true);
  assert.deepEqual(problems, []);
});

Deno.test("renderRichText() sets display maths within a line and over lines", async () => {
  for (const text of ["$$x$$", "so $$x$$ it is", "$$\nx\n$$", "- a\n\n  $$\n  x\n\n  $$"]) {
    const html = await render(text);
    assert.match(html, /<span class="maths-block"><math display="block">.*<mi>x<\/mi>/, text);
  }
});

Deno.test("renderRichText() sets what stands between \\( \\) and \\[ \\] as between dollars", async () => {
  const pairs = [
    ["so \\(x^2\\) is", "so $x^2$ is"],
    ["so \\[x^2\\] is", "so $$x^2$$ is"],
    ["\\[\n- x\n= 5 \\\\[2pt] y\n\\]", "$$\n- x\n= 5 \\\\[2pt] y\n$$"],
    ["- a\n\n  \\[\n  x\n\n  \\]", "- a\n\n  $$\n  x\n\n  $$"],
  ];
  for (const [brackets, dollars] of pairs) {
    assert.equal(await render(brackets!), await render(dollars!), brackets);
    assert.match(await render(brackets!), /<math/, brackets);
  }
  for (const text of ["\\(", "a \\( b", "\\[x", "f\\\\(x\\\\)", "\\(\\)", "`\\(x\\)`"]) {
    assert.equal((await renderRichText(text, options)).hasMaths, false, text);
  }
});

Deno.test("renderRichText() sets chemistry and quantities, in a formula and by themselves", async () => {
  const water = await render("$\\ce{H2O}$");
  assert.match(
    water,
    /<mi mathvariant="normal">H<\/mi><msub>.*<mn>2<\/mn>.*<mi mathvariant="normal">O/,
  );
  assert.equal(await render("\\ce{H2O}"), water);
  assert.equal(await render("\\(\\ce{H2O}\\)"), water);
  assert.match(await render("\\ce{2H2 + O2 -> 2H2O}"), /→/);
  assert.match(
    await render("\\pu{9.81 m s-2}"),
    /<msup><mi mathvariant="normal">s<\/mi><mrow><mo>−<\/mo><mn>2/,
  );
  // Nothing stands over its neighbour where a browser lets no sign reach back.
  assert.doesNotMatch(await render("\\ce{^{227}_{90}Th+}"), /<mphantom><mn>(90|227)/);
  const { problems } = await renderRichText("\\ce{x}{ \\ce{", options);
  assert.deepEqual(problems, []);
});

Deno.test("renderRichText() lowers and raises", async () => {
  const texts = [
    ["H~2~O", "H<sub>2</sub>O"],
    ["x^2^+y^2^", "x<sup>2</sup>+y<sup>2</sup>"],
    ["SO~4~^2-^", "SO<sub>4</sub><sup>2-</sup>"],
    ["1^st^ Na^+^ v~max~", "1<sup>st</sup> Na<sup>+</sup> v<sub>max</sub>"],
    ["~~gone~~", "<s>gone</s>"],
    ["H\\~2~O", "H~2~O"],
  ];
  for (const [typed, html] of texts) assert.equal(await render(typed!), `<p>${html}</p>`);
  const plain = ["x^2+y^2", "2^3^2", "a^nb^m", "^^", "~5 or ~6", "10^5/10^3", "a^b and c^d"];
  for (const text of plain) assert.equal(await render(text), `<p>${text}</p>`);
});

Deno.test("renderRichText() leaves prices and escaped dollars alone", async () => {
  const texts = ["$5 and $6", "a $ b $ c", "$5-$6", "only $5", "\\$x\\$", "`$x$`", "$$", "$ x$"];
  for (const text of texts) {
    const { html, hasMaths } = await renderRichText(text, options);
    assert.equal(hasMaths, false, `${text}: ${html}`);
    assert.match(html, /\$/);
  }
});

Deno.test("renderRichText() says calmly where a formula breaks, and sets the rest", async () => {
  const { html, problems } = await renderRichText("$\\frac{1}$ then $\\foo$ and $y$", options);
  assert.equal(problems.length, 2);
  assert.match(problems[0]!.message, /does not read at character \d+/);
  assert.equal(problems[1]!.message, "\\foo at character 1 is not known");
  assert.match(html, /<span class="maths-problem"><code>\\foo<\/code>/);
  assert.match(html, /<mi>y<\/mi>/);
});

Deno.test("renderRichText() bounds what a formula may cost", async () => {
  const endless = await renderRichText("$\\def\\a{\\a\\a}\\a$", options);
  assert.match(endless.problems[0]!.message, /repeats without end/);
  const long = await renderRichText(`$${"x".repeat(2_001)}$`, options);
  assert.match(long.problems[0]!.message, /too long/);
  const deep = await renderRichText(`$${"{".repeat(999)}x${"}".repeat(999)}$`, options);
  assert.equal(deep.hasMaths, true);
  const bomb = `$\\def\\a{${"x".repeat(1_500)}}${"\\a".repeat(150)}$`;
  assert.match((await renderRichText(bomb, options)).problems[0]!.message, /too long/);
});

Deno.test("renderRichText() shows files of ours and no other image", async () => {
  assert.equal(
    await render('![a "bar" <b>](media:f_1-x "title")'),
    '<p><img src="/api/files/f_1-x" alt="a &quot;bar&quot; &lt;b&gt;" decoding="async"></p>',
  );
  assert.equal(
    await render("![dot](media:f1#640x320)"),
    '<p><img src="/api/files/f1" alt="dot" width="640" height="320" decoding="async"></p>',
  );
  assert.equal(
    await render("![answer-is-4.png](media:f1)"),
    '<p><img src="/api/files/f1" alt="Picture" decoding="async"></p>',
  );
  for (
    const url of [
      "https://x.test/a.png",
      "media:a/../b",
      "media:",
      "media:f1#640",
      "media:f1#640x123456",
      "data:image/png;base64,aa",
    ]
  ) {
    assert.equal(await render(`![a *b*](${url})`), "<p>a b</p>", url);
  }
  assert.equal(
    await render('`<img src="media:x">`'),
    "<p><code>&lt;img src=&quot;media:x&quot;&gt;</code></p>",
  );
});

Deno.test("renderRichText() asks for the address of a file each time", async () => {
  const first = await renderRichText("![d](media:f1)", { mediaUrl: (id) => `/a/${id}` });
  const second = await renderRichText("![d](media:f1)", { mediaUrl: (id) => `/b/${id}?"` });
  assert.match(first.html, /src="\/a\/f1"/);
  assert.match(second.html, /src="\/b\/f1\?&quot;"/);
});

Deno.test("renderRichText() keeps links to the web and to our pages only", async () => {
  assert.match(await render("[a](/\\\\x.test)"), /href="\/%5Cx.test"/);
  const open = 'rel="noopener noreferrer nofollow" target="_blank"';
  assert.equal(
    await render("[a](https://x.test)"),
    `<p><a href="https://x.test" ${open}>a</a></p>`,
  );
  assert.equal(await render("[a](/tests/1)"), `<p><a href="/tests/1" ${open}>a</a></p>`);
  const refused = [
    "javascript:alert(1)",
    "//x.test",
    "data:text/html,x",
    "mailto:a@b.c",
    "x",
  ];
  for (const url of refused) {
    assert.equal(await render(`[a *b*](${url})`), "<p>a <em>b</em></p>", url);
  }
});

Deno.test("renderRichText() sets an option inline", async () => {
  const { html } = await renderRichText("- $x$ and\n# b", { ...options, inline: true });
  assert.doesNotMatch(html, /<(p|ul|li|h1)/);
  assert.match(html, /<math>/);
});

/** What no text may ever yield. */
const FORBIDDEN = [
  /<(script|iframe|object|embed|style|link|meta|base|form|input|svg|annotation)/i,
  /(href|src)="\s*(javascript|data|vbscript):/i,
];
/** Once the values of attributes, where words are only words, are emptied. */
const FORBIDDEN_ATTRIBUTE = /<[^>]*\s(on\w+|style|srcdoc|formaction|xlink:href)\s*=/i;
async function assertHarmless(text: string): Promise<void> {
  for (const inline of [false, true]) {
    const { html } = await renderRichText(text, { ...options, inline });
    for (const pattern of FORBIDDEN) assert.doesNotMatch(html, pattern, JSON.stringify(text));
    const bare = html.replace(/="[^"<>]*"/g, '=""');
    assert.doesNotMatch(bare, FORBIDDEN_ATTRIBUTE, JSON.stringify(text));
  }
}

Deno.test("renderRichText() yields nothing that runs", async (t) => {
  const attacks = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#x6a;avascript:alert(1))",
    "<javascript:alert(1)>",
    '<https://x.test/" onclick=alert(1)>',
    '[x](https://x.test/"onmouseover="alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    '![x](media:a"onerror="alert(1))',
    "![<script>](https://x.test)",
    '![" onerror=alert(1) x="](media:a)',
    "![![x](javascript:alert(1))](media:a)",
    "[![x](media:a)](javascript:alert(1))",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\htmlStyle{color:red}{x}$",
    "$\\htmlData{onclick=alert(1)}{x}$",
    "$\\includegraphics{javascript:alert(1)}$",
    "$\\url{javascript:alert(1)}$",
    "$\\text{<script>alert(1)</script>}$",
    "$\\text{</math><img src=x onerror=alert(1)>}$",
    "$\\textcolor{red;background:url(javascript:1)}{x}$",
    '$\\color{red" onload="alert(1)}x$',
    "$\\fcolorbox{red}{blue}{x}\\pmb{x}$",
    "$<img src=x onerror=alert(1)>$",
    "$\\unknown<script>alert(1)</script>$",
    '```html" onclick=alert(1)\n<script>\n```',
    "|a|\n|:-:|\n|<script>|",
    "<!-- --><svg onload=alert(1)>",
    "\u0000<scr\u0000ipt>",
  ];
  for (const attack of attacks) await t.step(attack, () => assertHarmless(attack));
});

Deno.test("renderRichText() is harmless for whatever is typed", async () => {
  const piece = fc.constantFrom(
    ...[
      "$",
      "$$",
      "\\",
      "{",
      "}",
      "[",
      "]",
      "(",
      ")",
      "!",
      "<",
      ">",
      '"',
      "'",
      "`",
      "|",
      "\n",
      "- ",
      "# ",
      "~",
      "\\(",
      "\\)",
      "\\[",
      "\\]",
      "\\ce{",
      "\\pu{",
    ],
    ...[
      "media:a",
      "javascript:",
      "onerror=",
      "style=",
      "<script>",
      "\\frac",
      "\\color{red}",
      "\\href",
      "^",
      "_",
      "&",
    ],
    ...[
      "\\begin{array}{c|c}",
      "\\end{array}",
      "\\\\",
      "\\boxed",
      "\\mathbb",
      "\\text",
      "https://",
      "x",
      "1",
      " ",
      ":-:",
    ],
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece, { maxLength: 30 }).map((all) => all.join("")),
  );
  await fc.assert(fc.asyncProperty(text, assertHarmless), { numRuns: 1_500 });
});

Deno.test("loadRichText() answers long and repetitive texts, and none is out of all proportion", async () => {
  const set = await loadRichText();
  const texts = [
    "$",
    "$x",
    "$$",
    "[",
    "![",
    "*a_",
    "`",
    "|",
    "> ",
    "- ",
    "\\frac{",
    "![a](",
    "<",
    "$\\$",
    "\\(",
    "\\[",
    "\\ce{",
    "\\ce{A",
    "a^",
    "a~",
    "a~b",
    "\\\\",
  ];
  assert.ok(texts.length > 0);
  for (const text of texts) {
    const long = text.repeat(8_000 / text.length);
    const before = performance.now();
    set(long, options);
    plainTitle(long);
    searchTerms([long]);
    // Each takes a fraction of a second; a rule that goes back and forth over it would take minutes.
    const ms = performance.now() - before;
    assert.ok(ms < 30_000, `${text}: ${ms} ms`);
  }
});

Deno.test("plainTitle() reads as a person would say it", () => {
  const titles: [string, string][] = [
    ["**Bold** and _soft_ `code`\nsecond", "Bold and soft code"],
    ["# Head", "Head"],
    ["\n\n- a [link](https://x.test)", "a link"],
    ["![A bar in 8 parts](media:f1)\n\nWhich part?", "A bar in 8 parts"],
    ["Discriminant of $x^2 - 4x + 4$", "Discriminant of x² − 4x + 4"],
    ["Write $\\frac{7}{20}$ as a decimal.", "Write 7/20 as a decimal."],
    ["$\\frac{a+b}{2}$ and $\\sqrt{x}$", "(a+b)/2 and √x"],
    ["$\\sqrt{\\frac{1}{x^{2}}}$", "√(1/x²)"],
    ["$H_2O$ at $30^\\circ$, $\\theta \\le \\pi$", "H₂O at 30°, θ ≤ π"],
    ["It costs $5 and $6", "It costs $5 and $6"],
    ["\\$x\\$ snake_case_name", "$x$ snake_case_name"],
    ["$$\n\\sin x\n$$", "sin x"],
    ["Name $\\ce{SO4^2-}$ and \\ce{Ca(OH)2}", "Name SO₄²⁻ and Ca(OH)₂"],
    ["\\ce{2H2 + O2 -> 2H2O}", "2H₂ + O₂ → 2H₂O"],
    ["\\ce{CuSO4.5H2O <=> e-}", "CuSO₄·5H₂O ⇌ e⁻"],
    ["At \\pu{1.2e3 m/s^2} or \\pu{5 kJ mol-1}", "At 1.2 × 10³ m/s² or 5 kJ mol⁻¹"],
    ["Solve \\(x^2=4\\): \\[x\\]", "Solve x²=4: x"],
    ["H~2~O, x^2^, 1^st^, v~max~", "H₂O, x², 1st, v_max"],
    ["", ""],
  ];
  for (const [markdown, title] of titles) assert.equal(plainTitle(markdown), title);
});

Deno.test("plainTitle() stops at 200 characters and splits none", () => {
  assert.equal(plainTitle("a".repeat(200)).length, 200);
  const long = plainTitle("a".repeat(198) + "😀😀");
  assert.equal(long, "a".repeat(198) + "…");
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
    assert.ok(plainTitle(text).length <= 200);
    assert.doesNotMatch(plainTitle(text), /\n/);
  }));
});

Deno.test("searchTerms() folds, keeps each once, and stops at 200", () => {
  assert.deepEqual(searchTerms(["**Élan** vital", "elan $x^2$", "भिन्न Ⅸ"]), [
    "elan",
    "vital",
    "x2",
    "भिन्न",
    "ix",
  ]);
  // What is drawn as nothing is not there; formulae are found by what a person would type.
  assert.deepEqual(searchTerms(["क्\u200dया so\u00adfa", "\\ce{H2O} H~2~O"]), [
    "क्या",
    "sofa",
    "h2o",
  ]);
  const many = Array.from({ length: 300 }, (_, i) => `w${i}`).join(" ");
  assert.equal(searchTerms([many]).length, 200);
  assert.equal(searchTerms(["y".repeat(90)])[0]?.length, 40);
});
