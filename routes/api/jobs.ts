import { type OpenAPIHono } from "@hono/zod-openapi";
import type { AuditDeps } from "../../lib/access/audit.ts";
import { cancelJob, type FollowDeps, jobView, readJob } from "../../lib/jobs/follow.ts";
import type { Jobs } from "../../lib/jobs/jobs.ts";
import { JobViewSchema } from "../../lib/model/jobs/job_schema.ts";
import { idParam } from "../../lib/questions/authoring_input_schema.ts";
import { apiApp, type AppEnv, jsonAnswer, requireUser } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Jobs");

const params = idParam("job");

const read = operation({
  operationId: "readJob",
  method: "get",
  path: "/{id}",
  summary: "How far a piece of work is that one asked for",
  request: { params },
  responses: { 200: jsonAnswer("As it stands", JobViewSchema) },
});

const cancel = operation({
  operationId: "cancelJob",
  method: "post",
  path: "/{id}/cancel",
  summary: "Ends a piece of work; what it did so far stays",
  request: { params },
  responses: {
    200: jsonAnswer("As it stands: while it runs it ends where it can, soon", JobViewSchema),
  },
});

/** `/api/jobs` */
export function jobsApi(deps: FollowDeps & AuditDeps & { jobs: Jobs }): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(read, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(jobView(await readJob(deps, requireUser(c), id)), 200);
  });

  app.openapi(cancel, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(jobView(await cancelJob(deps, requireUser(c), id)), 200);
  });

  return app;
}
