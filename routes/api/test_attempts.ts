import type { OpenAPIHono } from "@hono/zod-openapi";
import { type AttemptDeps, contextOf } from "../../lib/attempts/context.ts";
import { submit } from "../../lib/attempts/hand_in.ts";
import { claimWriter, markSeen, readPush, saveEvents } from "../../lib/attempts/save.ts";
import { startAttempt } from "../../lib/attempts/start.ts";
import { attemptSheet, ownAttempt, studentAttempt } from "../../lib/attempts/view.ts";
import { ReceiptSchema } from "../../lib/model/attempts/attempt_schema.ts";
import {
  AckSchema,
  ClaimSchema,
  MAX_BATCH_BYTES,
  PushSchema,
  SaveBatchSchema,
  SeenSchema,
  StartSchema,
  SubmitSchema,
} from "../../lib/model/attempts/attempt_wire_schema.ts";
import { idParam } from "../../lib/questions/authoring_input_schema.ts";
import {
  AttemptSheetSchema,
  StudentAttemptSchema,
} from "../../lib/model/attempts/student_attempt_schema.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, requireUser } from "../edge.tsx";
import { bodyAtMost } from "../edge_guard.ts";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Attempts");

const params = idParam("attempt");

const start = operation({
  operationId: "startAttempt",
  method: "post",
  path: "/",
  summary: "Starts the next attempt, or gives the one that runs",
  request: { body: jsonBody(StartSchema) },
  responses: {
    201: jsonAnswer("Started", StudentAttemptSchema),
    200: jsonAnswer("Begun before", StudentAttemptSchema),
  },
}, {
  not_found: "No such test for whoever asks",
  conflict: "`conflict/attempts_used`: none is left",
  closed:
    "`closed/not_open_yet` and `closed/window_over` by the time, `closed/cancelled` and `closed/excused` by the teacher",
});

const read = operation({
  operationId: "readAttempt",
  method: "get",
  path: "/{id}",
  summary: "Questions, answers and clock of an own attempt",
  request: { params },
  responses: { 200: jsonAnswer("The student's own", StudentAttemptSchema) },
}, { conflict: "It is being handed in" });

const sheet = operation({
  operationId: "readAttemptSheet",
  method: "get",
  path: "/{id}/sheet",
  summary: "Answers, flags and clock of an own attempt, without questions",
  request: { params },
  responses: {
    200: jsonAnswer("Answers, flags and clock, without questions", AttemptSheetSchema),
  },
}, { conflict: "It is being handed in" });

const clock = operation({
  operationId: "readClock",
  method: "get",
  path: "/{id}/clock",
  summary: "How long an own attempt has, who writes, and what the room said",
  request: { params },
  responses: { 200: jsonAnswer("Clock, writer and notices", PushSchema) },
}, { conflict: "It is being handed in" });

const save = operation({
  operationId: "saveEvents",
  method: "post",
  path: "/{id}/events",
  summary: "Saves what a page wrote",
  request: { params, body: jsonBody(SaveBatchSchema) },
  responses: { 200: jsonAnswer("On disk", AckSchema) },
}, {
  conflict: "`conflict/missing_writes`: send again from the number `detail.expected` on",
  closed:
    "`closed/late`: the test has ended; `detail.acked` is the highest `n` dealt with, do not send those up to it again; `detail.quarantined` of the answers are kept for the teacher",
  too_large: "Here 64 KiB. `too_large/attempt_full`: nothing more fits into the attempt",
  rate: "A writer may add 120 events a minute; `rate/writers`: 200 pages wrote already",
});

const claim = operation({
  operationId: "claimWriter",
  method: "post",
  path: "/{id}/claim",
  summary: "Makes a page the one that writes",
  request: { params, body: jsonBody(ClaimSchema) },
  responses: { 200: jsonAnswer("This page writes now", PushSchema) },
}, {
  closed: "`closed/late`: the test has ended",
  too_large: "`too_large/attempt_full`: nothing more fits into the attempt",
  rate: "`rate/writers`: 200 pages wrote already",
});

const seen = operation({
  operationId: "markSeen",
  method: "post",
  path: "/{id}/seen",
  summary: "Notes that a message of the room was shown",
  request: { params, body: jsonBody(SeenSchema) },
  responses: { 204: { description: "Noted" } },
}, { closed: "The test has ended" });

const handIn = operation({
  operationId: "submitAttempt",
  method: "post",
  path: "/{id}/submit",
  summary: "Hands an attempt in; again, it gives the same receipt",
  request: { params, body: jsonBody(SubmitSchema) },
  responses: { 200: jsonAnswer("Handed in", ReceiptSchema) },
}, {
  conflict:
    "`conflict/missing_writes`: send events again from `detail.expected` on; `conflict/stale`: the answers in `detail.slots` differ from `heads`; `conflict/paused`: the test stands still",
  closed: "`closed/late`: it ended without being handed in",
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
