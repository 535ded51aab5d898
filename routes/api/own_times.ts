import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { AttemptDeps } from "../../lib/attempts/context.ts";
import { ownTimes } from "../../lib/attempts/own_times.ts";
import { idParam } from "../../lib/questions/authoring_input_schema.ts";
import { apiApp, type AppEnv, jsonAnswer, requireUser } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const OwnTimesSchema = z.object({
  opensAt: z.number(),
  closesAt: z.number().nullable(),
  limitMs: z.number().nullable(),
  addedMs: z.number(),
  mayStart: z.boolean(),
}).meta({ id: "OwnTimes" });

const read = operationsOf("Assignments")({
  operationId: "readOwnTimes",
  method: "get",
  path: "/{id}/times",
  summary: "A student's own times of a test, with exceptions and extra time",
  request: { params: idParam("assignment") },
  responses: {
    200: jsonAnswer(
      "As they are now, with the server's time",
      z.object({ now: z.number(), times: OwnTimesSchema }),
    ),
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
