import assert from "node:assert/strict";

const ROOTS = ["lib", "routes", "components", "islands"];
/** Where percentages are made. */
const FORMATTER = "lib/model/text/format_number.ts";
/** Other ways to round a percentage: each could cross a border that decides. */
const OTHERS = [
  /style:\s*"percent"/,
  /\.toFixed\(/,
  /\b(formatPercent|formatPoints|shownPercent)\(\s*Math\./,
];

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sources(path);
    else if (/\.tsx?$/.test(name) && !/_test\.tsx?$/.test(name)) yield path;
  }
}

Deno.test("percentages are rounded by the one formatter and by nothing else", async () => {
  const found: string[] = [];
  let seen = 0;
  for (const root of ROOTS) {
    for await (const path of sources(root)) {
      seen++;
      if (path === FORMATTER) continue;
      const text = await Deno.readTextFile(path);
      for (const other of OTHERS) if (other.test(text)) found.push(`${path}: ${other}`);
    }
  }
  assert.ok(seen > 500, `${seen} files`);
  assert.deepEqual(found, []);
});

/** Where formats are kept, or made once; `common_schema.ts` asks each name once. */
const KEEPERS = [
  "lib/model/text/date_format.ts",
  "lib/model/text/format_number.ts",
  "lib/model/text/words.ts",
  "lib/model/people/initials.ts",
  "lib/model/grading/number_marks.ts",
  "lib/model/process/common_schema.ts",
];

Deno.test("formats of dates and numbers are made where they are kept, and nowhere else", async () => {
  const found: string[] = [];
  for (const root of ROOTS) {
    for await (const path of sources(root)) {
      if (KEEPERS.includes(path)) continue;
      const text = await Deno.readTextFile(path);
      if (/\bIntl\.\w+(Format|Rules|Segmenter)\(|\.toLocale(Date|Time)?String\(/.test(text)) {
        found.push(path);
      }
    }
  }
  assert.deepEqual(found, []);
});
