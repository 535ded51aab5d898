import assert from "node:assert/strict";
import { checkout, devTask } from "./checkout.ts";

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test({
    name: `deno task dev serves, and ends with all it started when it is sent ${signal}`,
    timeout: 90_000,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const dir = await checkout();
      const { task, rest } = await devTask(dir);
      task.kill(signal);
      const { code } = await task.status;
      // Whoever holds the other end has ended, or this would wait for ever.
      assert.match(await rest(), /"event":"stop"/);
      assert.equal(code, 0);
      await Deno.remove(dir, { recursive: true });
    },
  });
}
