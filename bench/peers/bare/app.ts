import { Hono } from "hono";

/** What the bare peers read and write, and nothing around it: no checks, no headers, no log. */
export interface BareStore {
  /** Reads what the product reads to know who asks, by the hash of the cookie. */
  signedIn(id: string): Promise<{ name: string; schoolId: string; id: string } | null>;
  /** Reads what the frame of a page says. */
  frame(personId: string): Promise<unknown>;
  people(limit: number): Promise<unknown[]>;
  /** The write of one saved answer: head, answer and event in one commit. */
  save(attemptId: string, event: { n: number; slotId: string; response: unknown }): Promise<void>;
}

/** The same paths as the product's, on Hono alone. */
export function bareApp(store: BareStore, sessionId: (secret: string) => string): Hono {
  const app = new Hono();
  app.onError((error, c) => c.text(`${error.name}: ${error.message}`, 500));
  app.get("/livez", (c) => c.json({ state: "alive" }));
  app.get("/api/session", async (c) => {
    const secret = c.req.header("cookie")?.slice("plp_session=".length);
    if (secret === undefined) return c.json({ code: "unauthenticated" }, 401);
    const user = await store.signedIn(sessionId(secret));
    if (user === null) return c.json({ code: "unauthenticated" }, 401);
    await store.frame(user.id);
    return c.json(user);
  });
  app.get("/api/people", async (c) => {
    await store.signedIn(sessionId(c.req.header("cookie")!.slice("plp_session=".length)));
    return c.json({ items: (await store.people(51)).slice(0, 50) });
  });
  app.post("/api/test-attempts/:id/events", async (c) => {
    const { events: [event] } = await c.req.json();
    await store.save(c.req.param("id"), event);
    return c.json({ acked: event.n });
  });
  return app;
}
