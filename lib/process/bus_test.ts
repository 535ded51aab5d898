import assert from "node:assert/strict";
import { memoryBus } from "./bus.ts";

Deno.test("memoryBus() brings a message to those who listen to its topic, until they stop", () => {
  const bus = memoryBus();
  const heard: unknown[] = [];
  const stop = bus.subscribe("a", (message) => heard.push(["first", message]));
  bus.subscribe("a", (message) => heard.push(["second", message]));
  bus.subscribe("b", (message) => heard.push(["other", message]));
  bus.publish("a", 1);
  stop();
  stop();
  bus.publish("a", 2);
  bus.publish("nobody", 3);
  assert.deepEqual(heard, [["first", 1], ["second", 1], ["second", 2]]);
});
