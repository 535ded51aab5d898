import assert from "node:assert/strict";
import { pageStore } from "./stores.ts";

/** As a browser's, with what it holds. */
function storage(kept = new Map<string, string>()): Storage {
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (i) => [...kept.keys()][i] ?? null,
    get length() {
      return kept.size;
    },
  };
}

function throws(): never {
  throw new DOMException("denied", "SecurityError");
}

const WRONG: Record<string, () => Storage | undefined> = {
  absent: () => undefined,
  forbidden: throws,
  full: () => ({ ...storage(), setItem: throws }),
  "read-only": () => ({ ...storage(), setItem: () => {} }),
  broken: () => ({
    ...storage(),
    getItem: throws,
    setItem: throws,
    removeItem: throws,
    key: throws,
  }),
};

for (const [how, open] of Object.entries(WRONG)) {
  Deno.test(`pageStore() holds for the page what a store that is ${how} does not keep`, () => {
    const store = pageStore(open);
    assert.equal(store.get("a"), null);
    assert.equal(store.set("a", "1"), false);
    assert.equal(store.get("a"), "1");
    assert.deepEqual(store.names(), ["a"]);
    store.remove("a");
    assert.equal(store.get("a"), null);
    assert.deepEqual(store.names(), []);
  });
}

Deno.test("pageStore() says what is kept, and forgets what cannot be removed", () => {
  const kept = new Map([["old", "1"]]);
  const store = pageStore(() => storage(kept));
  assert.equal(store.set("a", "2"), true);
  assert.deepEqual([...kept], [["old", "1"], ["a", "2"]]);
  const stuck = pageStore(() => ({ ...storage(kept), removeItem: throws, length: kept.size }));
  stuck.remove("old");
  assert.equal(stuck.get("old"), null);
  assert.deepEqual(stuck.names(), ["a"]);
});

Deno.test("pageStore() keeps again once there is room", () => {
  const kept = new Map<string, string>();
  let full = true;
  const store = pageStore(() => full ? { ...storage(kept), setItem: throws } : storage(kept));
  assert.equal(store.set("a", "1"), false);
  full = false;
  assert.equal(store.set("a", "2"), true);
  assert.equal(kept.get("a"), "2");
  assert.equal(store.get("a"), "2");
});
