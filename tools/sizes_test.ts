import assert from "node:assert/strict";
import { lines, percentile } from "./sizes/measure.ts";
import { BUDGET, measure, worse } from "./sizes.ts";

const SOURCE = `import { a } from "./a.ts";

export function one(): void {
  a(() => {
    return 1;
  });
}

class It {
  async two(
    first: string,
  ): Promise<void> {
    if (first) {
      await first;
    }
  }

  #three(): number {
    return 3;
  }
}

Deno.test("a call", () => {
  a();
});
`;

Deno.test("lines() measures functions and methods, and takes no call or block for one", () => {
  assert.deepEqual(lines(SOURCE), { lines: 25, functions: [5, 7, 3] });
});

Deno.test("percentile() is a value of the list", () => {
  assert.equal(percentile([10, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0.9), 9);
  assert.equal(percentile([], 0.9), 0);
});

Deno.test("worse() lets a folder grow up to the budget, and one above it no more", () => {
  const kept = { lib: { files: 200, functions: 10 } };
  assert.deepEqual(worse(kept, kept, BUDGET), []);
  const within = { lib: { files: 200, functions: 20 }, new: { files: 150, functions: 20 } };
  assert.deepEqual(worse(within, kept, BUDGET), []);
  const grown = { lib: { files: 201, functions: 21 }, new: { files: 10, functions: 21 } };
  assert.deepEqual(worse(grown, kept, BUDGET).map((it) => it.split(" lines")[0]), [
    "lib: nine tenths of its files have up to 201",
    "lib: nine tenths of its functions have up to 21",
    "new: nine tenths of its functions have up to 21",
  ]);
});

Deno.test("measure() finds every folder of sources, and functions in nearly all", async () => {
  const now = await measure();
  assert.ok(Object.keys(now).length > 60);
  const none = Object.entries(now).filter(([, { functions }]) => functions === 0);
  assert.ok(none.length < 10, none.map(([folder]) => folder).join(" "));
});
