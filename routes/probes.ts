import { Hono } from "hono";

export interface ProbeDeps {
  /** Why this process should get no traffic; `null` when it should. */
  notReady: () => Promise<string | null>;
}

/** `/livez` touches nothing; `/readyz` asks the stores. Before sessions and limits. */
export function probes({ notReady }: ProbeDeps): Hono {
  const app = new Hono();
  app.get("/livez", (c) => c.json({ state: "alive" }));
  app.get("/readyz", async (c) => {
    const reason = await notReady();
    return reason === null
      ? c.json({ state: "ready" })
      : c.json({ state: "not_ready", reason }, 503);
  });
  return app;
}
