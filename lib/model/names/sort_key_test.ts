import assert from "node:assert/strict";
import fc from "fast-check";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { LETTERS, MARKS, SIGNS, SPELLED } from "./letters.ts";
import { sortKey } from "./sort_key.ts";

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "accent" });

function orderOf(a: string, b: string): number {
  const [one, other] = [sortKey(a), sortKey(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

const chars = [...LETTERS].filter((it) => it !== "=" && it !== "≈");
const LATIN = [..."abcdefghijklmnopqrstuvwxyzßæðøđħłœáàâäãåçčďéèêëěíîïñňóôöõőřśšťúûüůűýžżź"];
const VIETNAMESE = [..."ăâđêôơưấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữựạảịỉọỏụủỵỷ"];
const of = (first: number, last: number) =>
  chars.filter((it) => it >= String.fromCharCode(first) && it <= String.fromCharCode(last));

/** Letters of each alphabet, as names have them. */
const ALPHABETS: Record<string, string[]> = {
  Latin: LATIN,
  Vietnamese: [...LATIN, ...VIETNAMESE],
  Greek: [...of(0x3b1, 0x3c9), ..."άέήίόύώϊϋΐ"],
  Cyrillic: [...of(0x430, 0x45f), ..."ёйіїўґќѓ"],
  Georgian: of(0x10d0, 0x10f0),
  Armenian: of(0x561, 0x586),
  Hebrew: of(0x5d0, 0x5ea),
  Arabic: [...of(0x621, 0x64a), ..."پچژگکی"],
  Devanagari: [...of(0x904, 0x94d), ..."\u0902\u0903\u093c"],
  Bengali: [...of(0x985, 0x9cd), ..."\u0982\u0983\u09bc"],
  Gurmukhi: of(0xa05, 0xa4d),
  Gujarati: of(0xa85, 0xacd),
  Odia: of(0xb05, 0xb4d),
  Tamil: of(0xb85, 0xbcd),
  Telugu: of(0xc05, 0xc4d),
  Kannada: of(0xc85, 0xccd),
  Malayalam: of(0xd05, 0xd4d),
};

/** One or two words, with what stands between words of names. */
function aName(letters: readonly string[]): fc.Arbitrary<string> {
  const word = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 5 })
    .map((it) => it.join(""));
  const cased = fc.tuple(word, fc.boolean()).map(([it, capital]) =>
    capital ? it.toUpperCase().normalize("NFC") : it
  );
  const between = fc.constantFrom("", " ", "-", "'", "’", ", ", " 2", " 10", ". ");
  return fc.tuple(cased, between, fc.option(cased, { nil: "" })).map((it) => it.join("").trim());
}

for (const [alphabet, letters] of Object.entries(ALPHABETS)) {
  Deno.test(`sortKey() has ${alphabet} names in the order of Intl.Collator`, () => {
    assert.ok(letters.length > 20, `${letters.length}`);
    // Few letters, so that many pairs differ by the last one or by a mark alone.
    const few = fc.shuffledSubarray(letters, { minLength: 4, maxLength: 4 });
    const pair = few.chain((it) => fc.tuple(aName(it), aName(it)));
    fc.assert(
      fc.property(pair, ([a, b]) => {
        assert.equal(orderOf(a, b), Math.sign(collator.compare(a, b)), `${a} / ${b}`);
      }),
      { numRuns: 2_000, seed: 9 },
    );
  });
}

Deno.test("sortKey() has names of several alphabets in the order of Intl.Collator", () => {
  const mixed = fc.constantFrom(...Object.values(ALPHABETS)).chain(aName);
  fc.assert(
    fc.property(mixed, mixed, (a, b) => {
      assert.equal(orderOf(a, b), Math.sign(collator.compare(a, b)), `${a} / ${b}`);
    }),
    { numRuns: 5_000, seed: 9 },
  );
});

Deno.test("sortKey() is what is stored", () => {
  const text = [SIGNS, LETTERS, MARKS, JSON.stringify(SPELLED)].join("\n");
  const hash = bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16);
  assert.equal(
    hash,
    "1294c19ca80d5621",
    "other tables need a migration that writes the keys of names anew",
  );
  const names = ["Élodie", "D’Souza 10", "王小明", "😀", "ﷺ".repeat(120)];
  const keys = names.map(sortKey);
  for (const key of keys) {
    assert.ok(key.length <= 90 && key === key.toWellFormed());
    // The same order by code units and by bytes.
    assert.ok([...key].every((it) => it > "\u001f" && it < "\ud800"), JSON.stringify(key));
  }
  assert.deepEqual(keys.slice(0, 2), ["ÎßèÊØÎ !&", "Ê>ñèûąÃ!¥10 !#"]);
});
