import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import { ClassWorkSchema } from "../../lib/model/results/class_work_schema.ts";
import { idParam } from "../../lib/questions/authoring_input_schema.ts";
import { SentIdSchema } from "../../lib/model/process/common_schema.ts";
import { classWork } from "../../lib/results/class_work.ts";
import { apiApp, type AppEnv, jsonAnswer, requireUser } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Results");

const read = operation({
  operationId: "readClassWork",
  method: "get",
  path: "/{id}/work",
  summary: "The students of a class with their results in its last released tests",
  request: {
    params: idParam("class"),
    query: z.strictObject({
      subjectId: SentIdSchema.optional().describe("Tests of this subject alone"),
    }),
  },
  responses: {
    200: jsonAnswer(
      "Of the tests that the reader runs; of all for the class teacher and the office",
      ClassWorkSchema,
    ),
  },
});

/** `/api/classes` */
export function classWorkApi(deps: MarkingDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(read, async (c) => {
    const { id: classId } = c.req.valid("param");
    const { subjectId } = c.req.valid("query");
    const work = await classWork(deps, requireUser(c), { classId, subjectId });
    return c.json(ClassWorkSchema.parse(work), 200);
  });

  return app;
}
