import assert from "node:assert/strict";
import { csvOf } from "./csv.ts";

Deno.test("csvOf() quotes all cells and doubles quotes", () => {
  assert.equal(csvOf([["a", 'say "hi"'], [1.5, null]]), '\ufeff"a","say ""hi"""\r\n"1.5",""\r\n');
});

Deno.test("csvOf() disarms formulas and leaves plain numbers", () => {
  const text = csvOf([["=1+1", "+1", "-2.5", "-2+3", "@x", "\tx", "\rx", "＝1", "a=b", "-"]]);
  assert.equal(
    text,
    `\ufeff"'=1+1","'+1","-2.5","'-2+3","'@x","'\tx","'\rx","'＝1","a=b","'-"\r\n`,
  );
});
