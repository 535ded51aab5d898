import assert from "node:assert/strict";
import type { Bus } from "../../lib/process/bus.ts";
import { wait } from "../faults/random.ts";
import type { EngineOptions } from "./table_contract.ts";

/** Waits until it holds. */
export async function until(holds: () => boolean, what: string, ms = 10_000): Promise<void> {
  const giveUp = performance.now() + ms;
  while (!holds()) {
    assert.ok(performance.now() < giveUp, `${what}, within ${ms} ms`);
    await wait(10);
  }
}

/** What every bus must do, between two processes of one product. */
export function testBus(
  name: string,
  withBuses: (use: (one: Bus, other: Bus) => Promise<void>) => Promise<void>,
  options: EngineOptions = {},
): void {
  Deno.test(
    `${name} bus brings messages to both processes, each once`,
    options,
    () =>
      withBuses(async (one, other) => {
        const heard: [string, unknown][] = [];
        one.subscribe("a", (message) => heard.push(["one", message]));
        const stop = other.subscribe("a", (message) => heard.push(["other", message]));
        other.subscribe("b", () => heard.push(["other", "b"]));
        await until(() => one.connected() && other.connected(), "both hear each other");
        // Whoever starts to listen may be told once without a message.
        await wait(700);
        heard.length = 0;
        one.publish("a", { text: "é" });
        assert.deepEqual(heard, [["one", { text: "é" }]], "at once in its own process");
        await until(() => heard.length > 1, "the other hears it", 2_000);
        other.publish("a", 2);
        await until(() => heard.length > 3, "and answers", 2_000);
        await wait(700);
        assert.deepEqual(heard, [
          ["one", { text: "é" }],
          ["other", { text: "é" }],
          ["other", 2],
          ["one", 2],
        ]);
        stop();
        one.publish("a", 3);
        one.publish("nobody", 4);
        one.publish("b");
        await until(() => heard.length > 5, "what follows", 2_000);
        await wait(100);
        assert.deepEqual(heard.slice(4), [["one", 3], ["other", "b"]]);
      }),
  );
}
