import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { removeException, setException } from "../../lib/assignments/exceptions.ts";
import {
  cancelAssignment,
  changeTimes,
  type SettingsDeps,
} from "../../lib/assignments/settings.ts";
import {
  assign,
  assignmentsBy,
  overridesOf,
  requireRun,
} from "../../lib/assignments/assignments.ts";
import {
  AssignmentRulesSchema,
  AssignmentSchema,
  AudienceSchema,
  OverrideSchema,
} from "../../lib/model/assignments/assignment_schema.ts";
import { idParam } from "../../lib/questions/authoring_input_schema.ts";
import { IdSchema, PersonIdSchema } from "../../lib/model/process/common_schema.ts";
import { maySit } from "../../lib/access/policy/assignments.ts";
import { mayAuthor } from "../../lib/access/policy/authoring.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import { type OwnAssignmentDeps, ownAssignments } from "../../lib/assignments/own_assignments.ts";
import { lines } from "../../lib/model/text/typed_schema.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, requireUser } from "../edge.tsx";
import { idOfMade, KEY_HEADERS } from "../edge_once.ts";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Assignments");

/** What staff who run a test read of it. */
const StaffAssignmentSchema = AssignmentSchema.omit({ room: true }).meta({ id: "Assignment" });

/** What a student reads of a test: own times, nobody else, and nothing of the room. */
const StudentAssignmentSchema = AssignmentSchema.pick({
  id: true,
  title: true,
  subjectId: true,
  totalMarks: true,
  questionCount: true,
  opensAt: true,
  closesAt: true,
  limitMs: true,
  attemptsAllowed: true,
  practice: true,
  negative: true,
  releasedAt: true,
}).extend({ excused: z.boolean() }).meta({ id: "StudentAssignment" });

const ExceptionSchema = OverrideSchema.pick({
  opensAt: true,
  closesAt: true,
  limitMs: true,
  extraMs: true,
  attemptsAllowed: true,
  excused: true,
  makeUp: true,
  reason: true,
}).extend({ reason: lines(OverrideSchema.shape.reason) }).meta({ id: "Exception" });

const params = idParam("assignment");
const studentParams = params.extend({ studentId: PersonIdSchema.describe("Id of the student") });

const list = operation({
  operationId: "listAssignments",
  method: "get",
  path: "/",
  summary: "A teacher's own assignments, or those given to a student",
  responses: {
    200: jsonAnswer(
      "A teacher's own, or a student's with the student's own times",
      z.object({ items: z.array(z.union([StaffAssignmentSchema, StudentAssignmentSchema])) }),
    ),
  },
});
const create = operation({
  operationId: "createAssignment",
  method: "post",
  path: "/",
  summary: "Gives a published test to a class or to students",
  request: {
    headers: KEY_HEADERS,
    body: jsonBody(
      z.strictObject({ examId: IdSchema, audience: AudienceSchema, rules: AssignmentRulesSchema })
        .meta({ id: "NewAssignment" }),
    ),
  },
  responses: { 201: jsonAnswer("Assigned", StaffAssignmentSchema) },
}, { not_found: "No such test", conflict: "The test is not published" });
const read = operation({
  operationId: "readAssignment",
  method: "get",
  path: "/{id}",
  summary: "An assignment and its exceptions",
  request: { params },
  responses: {
    200: jsonAnswer(
      "An assignment and its exceptions",
      z.object({ assignment: StaffAssignmentSchema, overrides: z.array(OverrideSchema) }),
    ),
  },
});
const times = operation({
  operationId: "changeTimes",
  method: "patch",
  path: "/{id}",
  summary: "Changes when a test can be taken and for how long",
  request: {
    params,
    body: jsonBody(
      AssignmentRulesSchema.pick({ opensAt: true, closesAt: true, limitMs: true }).extend({
        rev: z.int().min(0),
      }).meta({ id: "Times" }),
    ),
  },
  responses: { 200: jsonAnswer("With the new times", StaffAssignmentSchema) },
});
const cancel = operation({
  operationId: "cancelAssignment",
  method: "post",
  path: "/{id}/cancel",
  summary: "Calls a test off",
  request: { params },
  responses: { 200: jsonAnswer("Cancelled", StaffAssignmentSchema) },
}, { conflict: "`conflict/released`: take the release back first" });
const except = operation({
  operationId: "setException",
  method: "put",
  path: "/{id}/overrides/{studentId}",
  summary: "Sets one student's exception",
  request: {
    params: studentParams,
    body: jsonBody(
      ExceptionSchema.extend({ rev: z.int().min(0).nullable() }).meta({ id: "NewException" }),
    ),
  },
  responses: { 200: jsonAnswer("The exception", OverrideSchema) },
});
const unexcept = operation({
  operationId: "removeException",
  method: "delete",
  path: "/{id}/overrides/{studentId}",
  summary: "Takes one student's exception away",
  request: { params: studentParams },
  responses: { 204: { description: "Gone" } },
});

/** `/api/assignments` */
export function assignmentApi(
  deps: SettingsDeps & OwnAssignmentDeps,
): OpenAPIHono<AppEnv> {
  const app = apiApp();
  const forStaff = (it: unknown) => StaffAssignmentSchema.strip().parse(it);

  app.openapi(list, async (c) => {
    const user = requireUser(c);
    if (mayAuthor(user)) {
      return c.json({ items: (await assignmentsBy(deps, user)).map(forStaff) }, 200);
    }
    if (!maySit(user)) {
      throw new DomainError("forbidden", "This list is for teachers and students");
    }
    const items = (await ownAssignments(deps, user)).map((it) =>
      StudentAssignmentSchema.strip().parse(it)
    );
    return c.json({ items }, 200);
  });

  app.openapi(create, async (c) => {
    const it = { user: requireUser(c), id: await idOfMade(c) };
    const made = await assign(deps, { ...it, ...c.req.valid("json") });
    return c.json(forStaff(made), 201);
  });

  app.openapi(read, async (c) => {
    const assignment = await requireRun(deps, requireUser(c), c.req.valid("param").id);
    const overrides = [...(await overridesOf(deps, assignment)).values()];
    return c.json({ assignment: forStaff(assignment), overrides }, 200);
  });

  app.openapi(times, async (c) => {
    const { rev, ...moved } = c.req.valid("json");
    const { id: assignmentId } = c.req.valid("param");
    return c.json(
      forStaff(await changeTimes(deps, { user: requireUser(c), assignmentId, times: moved, rev })),
      200,
    );
  });

  app.openapi(cancel, async (c) => {
    const { id: assignmentId } = c.req.valid("param");
    return c.json(
      forStaff(await cancelAssignment(deps, { user: requireUser(c), assignmentId })),
      200,
    );
  });

  app.openapi(except, async (c) => {
    const { rev, ...exception } = c.req.valid("json");
    const { id: assignmentId, studentId } = c.req.valid("param");
    return c.json(
      await setException(deps, { user: requireUser(c), assignmentId, studentId, exception, rev }),
      200,
    );
  });

  app.openapi(unexcept, async (c) => {
    const { id: assignmentId, studentId } = c.req.valid("param");
    await removeException(deps, { user: requireUser(c), assignmentId, studentId });
    return c.body(null, 204);
  });

  return app;
}
