import assert from "node:assert/strict";
import { Guard } from "./guard.ts";
import { guarded } from "./guarded.ts";

Deno.test("guarded() makes no change after its caller was told that the store is away", async () => {
  let answers = true;
  const dependency = {
    name: "it",
    probe: () => answers ? Promise.resolve() : Promise.reject(new Error("gone")),
    isOutage: () => false,
  };
  const guard = new Guard(dependency, { now: Date.now, changed: () => {} });
  await guard.ask();
  const { promise: read, resolve: goOn } = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<unknown>();
  let kept = "before";
  const store = guarded({
    /** Reads, and then asks what to write. */
    async change(decide: (now: string) => string): Promise<string> {
      await read;
      try {
        return kept = decide(kept);
      } catch (error) {
        ended.resolve(error);
        throw error;
      }
    },
  }, guard);
  const changing = assert.rejects(store.change((now) => `${now}, changed`), { reason: "outage" });
  answers = false;
  await guard.ask();
  await changing;
  goOn();
  assert.match(String(await ended.promise), /cannot be reached/);
  assert.equal(kept, "before");
  answers = true;
  await guard.ask();
  assert.equal(await store.change((now) => `${now}, changed`), "before, changed");
});
