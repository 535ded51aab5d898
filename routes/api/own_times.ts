import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { AttemptDeps } from "../../lib/attempts/context.ts";
import { ownTimes } from "../../lib/attempts/own_times.ts";
import { SentIdSchema } from "../../lib/model/common_schema.ts";
import { apiApp, type AppEnv, jsonAnswer, PROBLEM, requireUser } from "../edge.tsx";

const OwnTimesSchema = z.object({
  opensAt: z.number(),
  closesAt: z.number().nullable(),
  limitMs: z.number().nullable(),
  addedMs: z.number(),
  mayStart: z.boolean(),
}).meta({ id: "OwnTimes" });

const read = createRoute({
  method: "get",
  path: "/{id}/times",
  request: { params: z.object({ id: SentIdSchema }) },
  responses: {
    200: jsonAnswer(
      "A student's own times of a test, with exceptions and extra time",
      z.object({ now: z.number(), times: OwnTimesSchema }),
    ),
    default: PROBLEM,
  },
});

/** `/api/assignments/:id/times`, for a page that waits and has no socket. */
export function ownTimesApi(deps: AttemptDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();
  app.openapi(read, async (c) => {
    const times = await ownTimes(deps, requireUser(c), c.req.valid("param").id);
    return c.json({ now: deps.now(), times }, 200);
  });
  return app;
}
