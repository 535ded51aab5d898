import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { PersonIdSchema, SentIdSchema } from "../../lib/model/process/common_schema.ts";
import { StudentWorkSchema } from "../../lib/model/results/student_work_schema.ts";
import { studentWork, type StudentWorkDeps } from "../../lib/results/student_work.ts";
import { apiApp, type AppEnv, jsonAnswer, requireUser } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Results");

const read = operation({
  operationId: "readStudentWork",
  method: "get",
  path: "/{id}/work",
  summary: "A student's results and what is open, in one school year",
  description: "For the student's teachers the tests that they run, for the class teacher, the " +
    "principal and the office all. What a principal reads is written into the audit log.",
  request: {
    params: z.object({ id: PersonIdSchema.describe("Id of the student") }),
    query: z.strictObject({
      year: SentIdSchema.optional().describe("The present school year unless given"),
    }),
  },
  responses: {
    200: jsonAnswer("As far as the reader sees it", StudentWorkSchema),
  },
});

/** `/api/people/:id/work` */
export function studentWorkApi(deps: StudentWorkDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(read, async (c) => {
    const { id: studentId } = c.req.valid("param");
    const { year: yearId } = c.req.valid("query");
    const work = await studentWork(deps, requireUser(c), { studentId, yearId });
    return c.json(StudentWorkSchema.parse(work), 200);
  });

  return app;
}
