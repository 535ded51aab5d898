import assert from "node:assert/strict";
import { LOCALES } from "../model/text/locales.ts";
import { csvFormatOf, csvOf } from "./csv.ts";

const PLAIN = { separator: ",", decimal: ".", timeZone: "UTC" } as const;

Deno.test("csvOf() quotes all cells and doubles quotes", () => {
  assert.equal(
    csvOf([["a", 'say "hi"'], [1.5, null]], PLAIN),
    '\ufeff"a","say ""hi"""\r\n"1.5",""\r\n',
  );
});

Deno.test("csvOf() disarms formulas and leaves plain numbers", () => {
  const text = csvOf(
    [["=1+1", "+1", "-2.5", "-2+3", "@x", "\tx", "\rx", "＝1", "a=b", "-"]],
    PLAIN,
  );
  assert.equal(
    text,
    `\ufeff"'=1+1","'+1","-2.5","'-2+3","'@x","'\tx","'\rx","'＝1","a=b","'-"\r\n`,
  );
});

Deno.test("csvOf() writes numbers and times as the format says", () => {
  const at = Date.UTC(2026, 10, 23, 5, 30);
  const rows = [[82.5, -1.25, 1_000, "1.5", "-2,5", { at }]];
  const india = csvFormatOf({ locale: "en-IN", timeZone: "Asia/Kolkata" });
  assert.equal(
    csvOf(rows, india),
    `\ufeff"82.5","-1.25","1000","1.5","-2,5","2026-11-23 11:00"\r\n`,
  );
  const chosen = csvFormatOf({ locale: "en-IN", timeZone: "Asia/Kolkata" }, {
    separator: "tab",
    decimal: "comma",
    zone: "utc",
  });
  assert.equal(
    csvOf(rows, chosen),
    `\ufeff"82,5"\t"-1,25"\t"1000"\t"1.5"\t"-2,5"\t"2026-11-23 05:30"\r\n`,
  );
});

Deno.test("csvFormatOf() is what spreadsheets of the school's country read", () => {
  const of = (locale: string) => {
    const { separator, decimal } = csvFormatOf({ locale, timeZone: "UTC" });
    return `${separator}${decimal}`;
  };
  const WRITTEN = { "en-IN": ",.", "en-GB": ",.", "en-US": ",.", "en-AU": ",.", "en-ZA": ";," };
  assert.deepEqual(Object.keys(WRITTEN), LOCALES.map(({ value }) => value));
  for (
    const [locale, written] of Object.entries({ ...WRITTEN, de: ";,", fr: ";,", "de-CH": ",." })
  ) {
    assert.equal(of(locale), written, locale);
  }
});
