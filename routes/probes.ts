import { Hono } from "hono";
import type { Readiness } from "../lib/store/outage/health.ts";

export interface ProbeDeps {
  /** Whether this process should get traffic, and what it lacks. */
  readiness: () => Readiness;
}

/** `/livez` touches nothing; `/readyz` says what the watched connections say. Before sessions and limits. */
export function probes({ readiness }: ProbeDeps): Hono {
  const app = new Hono();
  app.get("/livez", (c) => c.json({ state: "alive" }));
  app.get("/readyz", (c) => {
    const found = readiness();
    return c.json(found, found.state === "not_ready" ? 503 : 200);
  });
  return app;
}
