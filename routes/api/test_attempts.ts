import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { type AttemptDeps, contextOf } from "../../lib/attempts/context.ts";
import { submit } from "../../lib/attempts/hand_in.ts";
import { claimWriter, markSeen, readPush, saveEvents } from "../../lib/attempts/save.ts";
import { startAttempt } from "../../lib/attempts/start.ts";
import { attemptSheet, ownAttempt, studentAttempt } from "../../lib/attempts/view.ts";
import { ReceiptSchema } from "../../lib/model/attempt_schema.ts";
import {
  AckSchema,
  ClaimSchema,
  MAX_BATCH_BYTES,
  PushSchema,
  SaveBatchSchema,
  SeenSchema,
  StartSchema,
  SubmitSchema,
} from "../../lib/model/attempt_wire_schema.ts";
import { SentIdSchema } from "../../lib/model/common_schema.ts";
import {
  AttemptSheetSchema,
  StudentAttemptSchema,
} from "../../lib/model/student_attempt_schema.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, PROBLEM, requireUser } from "../edge.tsx";
import { bodyAtMost } from "../edge_guard.ts";

const params = z.object({ id: SentIdSchema });

const start = createRoute({
  method: "post",
  path: "/",
  request: { body: jsonBody(StartSchema) },
  responses: {
    201: jsonAnswer("Started", StudentAttemptSchema),
    200: jsonAnswer("Begun before", StudentAttemptSchema),
    default: PROBLEM,
  },
});

const read = createRoute({
  method: "get",
  path: "/{id}",
  request: { params },
  responses: { 200: jsonAnswer("The student's own", StudentAttemptSchema), default: PROBLEM },
});

const sheet = createRoute({
  method: "get",
  path: "/{id}/sheet",
  request: { params },
  responses: {
    200: jsonAnswer("Answers, flags and clock, without questions", AttemptSheetSchema),
    default: PROBLEM,
  },
});

const clock = createRoute({
  method: "get",
  path: "/{id}/clock",
  request: { params },
  responses: { 200: jsonAnswer("Clock, writer and notices", PushSchema), default: PROBLEM },
});

const save = createRoute({
  method: "post",
  path: "/{id}/events",
  request: { params, body: jsonBody(SaveBatchSchema) },
  responses: { 200: jsonAnswer("On disk", AckSchema), default: PROBLEM },
});

const claim = createRoute({
  method: "post",
  path: "/{id}/claim",
  request: { params, body: jsonBody(ClaimSchema) },
  responses: { 200: jsonAnswer("This page writes now", PushSchema), default: PROBLEM },
});

const seen = createRoute({
  method: "post",
  path: "/{id}/seen",
  request: { params, body: jsonBody(SeenSchema) },
  responses: { 204: { description: "Noted" }, default: PROBLEM },
});

const handIn = createRoute({
  method: "post",
  path: "/{id}/submit",
  request: { params, body: jsonBody(SubmitSchema) },
  responses: { 200: jsonAnswer("Handed in", ReceiptSchema), default: PROBLEM },
});

/** `/api/test-attempts` */
export function testAttemptApi(deps: AttemptDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(start, async (c) => {
    const user = requireUser(c);
    const { assignmentId } = c.req.valid("json");
    const { attempt, created } = await startAttempt(deps, { user, assignmentId });
    const context = await contextOf(deps, attempt);
    const answer = StudentAttemptSchema.parse(await studentAttempt(deps, { attempt, context }));
    return c.json(answer, created ? 201 : 200);
  });

  app.openapi(read, async (c) => {
    const own = await ownAttempt(deps, requireUser(c), c.req.valid("param").id);
    return c.json(StudentAttemptSchema.parse(await studentAttempt(deps, own)), 200);
  });

  app.openapi(sheet, async (c) => {
    const own = await ownAttempt(deps, requireUser(c), c.req.valid("param").id);
    return c.json(AttemptSheetSchema.parse(await attemptSheet(deps, own)), 200);
  });

  app.openapi(clock, async (c) => {
    const push = await readPush(deps, requireUser(c), c.req.valid("param").id);
    return c.json(PushSchema.parse(push), 200);
  });

  app.use("/:id/events", bodyAtMost(MAX_BATCH_BYTES, "Send fewer answers at once"));
  app.openapi(save, async (c) => {
    const { id: attemptId } = c.req.valid("param");
    const batch = c.req.valid("json");
    const ack = await saveEvents(deps, { user: requireUser(c), attemptId, batch });
    return c.json(AckSchema.parse(ack), 200);
  });

  app.openapi(claim, async (c) => {
    const { id: attemptId } = c.req.valid("param");
    const push = await claimWriter(deps, {
      user: requireUser(c),
      attemptId,
      ...c.req.valid("json"),
    });
    return c.json(PushSchema.parse(push), 200);
  });

  app.openapi(seen, async (c) => {
    const { id: attemptId } = c.req.valid("param");
    await markSeen(deps, { user: requireUser(c), attemptId, ...c.req.valid("json") });
    return c.body(null, 204);
  });

  app.openapi(handIn, async (c) => {
    const { id: attemptId } = c.req.valid("param");
    const submission = c.req.valid("json");
    const receipt = await submit(deps, { user: requireUser(c), attemptId, submission });
    return c.json(ReceiptSchema.parse(receipt), 200);
  });

  return app;
}
