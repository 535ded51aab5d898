import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { GALLERY, galleryPage } from "../tests/e2e/gallery.tsx";
import { Button } from "./Button.tsx";
import { Histogram } from "./charts/Histogram.tsx";
import { OptionBars } from "./charts/OptionBars.tsx";
import { StackedBar } from "./charts/StackedBar.tsx";
import { Choice } from "./Choice.tsx";
import { Document } from "./Document.tsx";
import { ErrorSummary } from "./ErrorSummary.tsx";
import { Pager } from "./Pager.tsx";
import { Bar, Progress } from "./Progress.tsx";
import { SelectField } from "./SelectField.tsx";
import { Table } from "./Table.tsx";
import { TextField } from "./TextField.tsx";

/** Values of an attribute over the whole markup. */
function values(html: string, attribute: string): string[] {
  return [...html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, "g"))].map((match) => match[1]!);
}

Deno.test("every gallery page has one h1, one main, no inline style, and ids that are unique and found", () => {
  const names = Object.keys(GALLERY);
  assert.equal(names.length, 7);
  for (const name of names) {
    const html = galleryPage(name, null);
    assert.equal(html.match(/<h1[ >]/g)?.length, 1, name);
    assert.equal(html.match(/<main[ >]/g)?.length, 1, name);
    assert.doesNotMatch(html, /<style|\sstyle=|\sonclick=/i, name);
    const ids = values(html, "id");
    assert.equal(new Set(ids).size, ids.length, name);
    const used = ["for", "aria-describedby", "aria-labelledby"].flatMap((it) => values(html, it));
    for (const id of used.flatMap((it) => it.split(" "))) {
      assert.ok(ids.includes(id), `${name}: ${id}`);
    }
  }
});

Deno.test("TextField ties label, hint and error to the input", () => {
  const html = renderToString(
    <TextField name="title" label="Title" hint="Seen by all" error="Enter a title" />,
  );
  assert.match(html, /<label class="field__label" for="title">Title/);
  assert.match(
    html,
    /<input id="title" name="title" required aria-describedby="title-hint title-error" aria-invalid="true"/,
  );
  assert.match(html, /id="title-error">.*Enter a title/);
});

Deno.test("TextField without notes has no description, and says when it is optional", () => {
  const html = renderToString(<TextField name="note" label="Note" optional value="a & b" />);
  assert.doesNotMatch(html, /aria-describedby|aria-invalid|required/);
  assert.match(html, /<small>\(optional\)<\/small>/);
  assert.match(html, /value="a &amp; b"/);
});

Deno.test("SelectField marks the chosen option", () => {
  const options = [{ value: "a", label: "10 A" }, { value: "b", label: "10 B" }];
  const html = renderToString(<SelectField name="c" label="Class" options={options} value="b" />);
  assert.match(html, /<option\s+value="b" selected>10 B<\/option>/);
  assert.equal(html.match(/ selected/g)?.length, 1);
});

Deno.test("Button submits unless told otherwise and keeps a name when only an icon is seen", () => {
  assert.match(renderToString(<Button>Save</Button>), /type="submit"/);
  const html = renderToString(<Button type="button" icon label="Remove" busy>x</Button>);
  assert.match(html, /type="button"/);
  assert.match(html, /aria-label="Remove" aria-busy="true"/);
});

Deno.test("Choice makes its whole row the label of the control", () => {
  const html = renderToString(<Choice type="radio" name="q" value="1">0.375</Choice>);
  assert.match(html, /^<label class="choice"><input [^>]*type="radio"[^>]*>.*0\.375.*<\/label>$/);
});

Deno.test("ErrorSummary links each error to its field and is silent without errors", () => {
  const errors = [{ path: "title", message: "Enter a title" }, { path: "", message: "Too late" }];
  const html = renderToString(<ErrorSummary errors={errors} />);
  assert.match(html, /role="alert"/);
  assert.match(html, /<a href="#title">Enter a title<\/a>/);
  assert.match(html, /<li\s*>Too late<\/li>/);
  assert.equal(renderToString(<ErrorSummary errors={[]} />), "");
});

Deno.test("Table scopes its heads, names its rows and repeats labels for phones", () => {
  const html = renderToString(
    <Table
      caption="Classes"
      rows={[{ name: "10 A", size: 36 }]}
      rowKey={(row) => row.name}
      columns={[
        { key: "name", head: "Class", rowHead: true, cell: (row) => row.name },
        {
          key: "size",
          head: "Students",
          end: true,
          cell: (row) => row.size,
          sort: { href: "?s", order: "ascending" },
        },
      ]}
    />,
  );
  assert.match(html, /<th scope="col"[^>]*>Class<\/th>/);
  assert.match(html, /<th [^>]*scope="row"[^>]*>10 A<\/th>/);
  assert.match(html, /aria-sort="ascending"/);
  assert.match(html, /<td [^>]*data-label="Students">36<\/td>/);
});

Deno.test("Document carries theme and accommodation on the root, and nothing it was not given", () => {
  const given = {
    title: "Test",
    lang: "hi",
    nonce: "n1",
    cssHref: "/app.css",
    iconHref: "/icon.svg",
    extraCss: ["/maths.css"],
    fonts: ["/maths.woff2"],
    bodyHtml: "<p>x</p>",
    scripts: ["/client.js", "/islands/Timer.js"],
    inline: ["watch()"],
  };
  const plain = renderToString(<Document {...given} theme={null} />);
  assert.match(plain, /^<html lang="hi" dir="ltr"\s*>/);
  assert.match(plain, /content="light dark"/);
  assert.match(plain, /<script type="module" src="\/client.js" nonce="n1">/);
  assert.equal(plain.match(/rel="modulepreload"/g)?.length, 2);
  assert.match(plain, /<script nonce="n1">watch\(\)<\/script>/);
  assert.match(
    plain,
    /rel="preload" as="font" type="font\/woff2" href="\/maths.woff2" crossorigin/i,
  );
  const display = { scale: 1.3, contrast: "high", font: "legible" } as const;
  const adapted = renderToString(<Document {...given} theme="dark" display={display} />);
  assert.match(
    adapted,
    /^<html lang="hi" dir="ltr" data-theme="dark" data-scale="1.25" data-contrast="high" data-font="legible"\s*>/,
  );
});

Deno.test("Pager shows nothing at the end", () => {
  assert.equal(renderToString(<Pager next={null} />), "");
  assert.match(renderToString(<Pager next="?after=7" />), /href="\?after=7" rel="next"/);
});

Deno.test("Bar stays within its track, and Progress of nothing is empty", () => {
  assert.match(renderToString(<Bar share={1.4} />), /bar__fill--accent"\s+width="100%"/);
  assert.doesNotMatch(renderToString(<Bar share={-1} />), /bar__fill/);
  const html = renderToString(<Progress done={0} of={0} />);
  assert.match(html, /0 of 0/);
  assert.doesNotMatch(html, /NaN|bar__fill/);
});

Deno.test("Histogram says its finding and holds its values as a table", () => {
  const bins = [0, 0, 0, 0, 0, 0, 0, 2, 1, 0];
  const html = renderToString(
    <Histogram histogram={{ bins, median: 0.75, count: 3 }} locale="en-IN" />,
  );
  assert.match(html, /role="img" aria-label="Students by percent. 3 results, the median is 75%\."/);
  assert.match(html, /70 to under 80<\/th>/);
  assert.equal(html.match(/class="chart__bar"/g)?.length, 2);
});

Deno.test("Histogram without results draws no bar and no median", () => {
  const bins = Array.from({ length: 10 }, () => 0);
  const html = renderToString(
    <Histogram histogram={{ bins, median: null, count: 0 }} locale="en-IN" />,
  );
  assert.match(html, /No results yet\./);
  assert.doesNotMatch(html, /NaN|chart__bar|chart__median/);
});

Deno.test("OptionBars names the key in words and marks only a wrong option chosen more often", () => {
  const wrong = { letter: "B", count: 18, isKey: false };
  const more = renderToString(
    <OptionBars title="Choices" options={[wrong, { letter: "C", count: 11, isKey: true }]} />,
  );
  assert.match(more, /11 key/);
  assert.match(more, /bar__fill--second/);
  const fewer = renderToString(
    <OptionBars title="Choices" options={[wrong, { letter: "C", count: 18, isKey: true }]} />,
  );
  assert.doesNotMatch(fewer, /bar__fill--second/);
});

Deno.test("StackedBar reads all its parts, also the empty ones", () => {
  const parts = [{ label: "writing", count: 3, tone: "accent" as const }, {
    label: "handed in",
    count: 0,
    tone: "good" as const,
  }];
  const html = renderToString(<StackedBar title="Students" parts={parts} />);
  assert.match(html, /aria-label="Students: 3 writing, 0 handed in"/);
  assert.equal(html.match(/stacked__part/g)?.length, 1);
  assert.doesNotMatch(renderToString(<StackedBar title="Nobody" parts={[]} />), /NaN/);
});
