import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { claimAnswer, dropClaim } from "../../lib/marking/claims.ts";
import { markingAnswer, nextWaiting, openDesk } from "../../lib/marking/desk.ts";
import { markAnswer, undoMark } from "../../lib/marking/mark_answer.ts";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import { markingQueue } from "../../lib/marking/queue.ts";
import { InstantSchema, SentIdSchema } from "../../lib/model/process/common_schema.ts";
import { latestMark } from "../../lib/grading/latest_marks.ts";
import type { Grade } from "../../lib/grading/grade_schema.ts";
import {
  ClaimBodySchema,
  MarkBodySchema,
  MarkedSchema,
  MarkingAnswerSchema,
  MarkingNextSchema,
  QueueItemSchema,
  UndoBodySchema,
} from "../../lib/model/marking/marking_schema.ts";
import { mayRunTests } from "../../lib/access/policy/assignments.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, requireMay, requireUser } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Marking");

const queue = operation({
  operationId: "listMarkingQueue",
  method: "get",
  path: "/queue",
  summary: "Questions whose answers wait for a mark, the oldest first",
  request: { query: z.strictObject({}) },
  responses: {
    200: jsonAnswer(
      "What waits for marks, the oldest first",
      z.strictObject({ items: z.array(QueueItemSchema), next: z.null() }),
    ),
  },
});

const slotQuery = {
  assignmentId: SentIdSchema.describe("Id of the assignment"),
  slotId: SentIdSchema.describe("The question's place in the test"),
};

const next = operation({
  operationId: "readNextAnswer",
  method: "get",
  path: "/next",
  summary: "The next answer to a question that waits for a mark",
  request: {
    query: z.strictObject({
      ...slotQuery,
      after: SentIdSchema.optional().describe("Attempt to go on from"),
      skip: z.string().max(4_000).optional().describe("Attempts left for later, by commas"),
    }),
  },
  responses: {
    200: jsonAnswer("The next answer that waits", MarkingNextSchema),
  },
}, { not_found: "No such test or question" });

const answer = operation({
  operationId: "readMarkingAnswer",
  method: "get",
  path: "/answers/{attemptId}",
  summary: "One answer as its marker sees it",
  request: {
    params: z.object({ attemptId: SentIdSchema.describe("Id of the attempt") }),
    query: z.strictObject(slotQuery),
  },
  responses: { 200: jsonAnswer("One answer", MarkingAnswerSchema) },
});

const claim = operation({
  operationId: "claimAnswer",
  method: "post",
  path: "/claims",
  summary: "Keeps an answer for whoever asks, for some minutes",
  request: { body: jsonBody(ClaimBodySchema) },
  responses: {
    200: jsonAnswer("Kept for this marker until then", z.strictObject({ untilAt: InstantSchema })),
  },
}, { not_found: "No such answer", conflict: "`conflict/claimed`: somebody else is marking it" });

const unclaim = operation({
  operationId: "dropClaim",
  method: "delete",
  path: "/claims",
  summary: "Gives an answer back to the other markers",
  request: { body: jsonBody(ClaimBodySchema) },
  responses: { 204: { description: "Given back" } },
}, { not_found: "No such answer" });

const mark = operation({
  operationId: "markAnswer",
  method: "put",
  path: "/marks",
  summary: "Gives an answer its mark, or another one",
  request: { body: jsonBody(MarkBodySchema) },
  responses: { 200: jsonAnswer("The mark as it is now", MarkedSchema) },
}, {
  invalid: "`invalid/mark_range`: more or less than the question can give",
  not_found: "No such answer",
  conflict:
    "`conflict/stale`: somebody marked it meanwhile, `detail` says how; `conflict/claimed`: somebody else is marking it",
});

const undo = operation({
  operationId: "undoMark",
  method: "post",
  path: "/marks/undo",
  summary: "Takes back the last mark, where whoever asks gave it",
  request: { body: jsonBody(UndoBodySchema) },
  responses: { 200: jsonAnswer("The mark as it is now", MarkedSchema) },
}, { not_found: "No such answer", conflict: "`conflict/stale`: the last mark is another one" });

/** `/api/grading` */
export function gradingApi(deps: MarkingDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();
  app.use(async (c, next) => {
    requireMay(c, mayRunTests);
    await next();
  });

  app.openapi(queue, async (c) => {
    const user = requireUser(c);
    return c.json({ items: await markingQueue(deps, user), next: null }, 200);
  });

  app.openapi(next, async (c) => {
    const user = requireUser(c);
    const { after = null, skip = "", ...ids } = c.req.valid("query");
    const desk = await openDesk(deps, { user, ...ids });
    const found = nextWaiting(desk, { user, now: deps.now(), after, skip: skip.split(",") });
    const { marked, total } = desk;
    const answer = found && await markingAnswer(deps, desk, { user, attemptId: found.id });
    return c.json({ answer, marked, total }, 200);
  });

  app.openapi(answer, async (c) => {
    const user = requireUser(c);
    const { attemptId } = c.req.valid("param");
    const desk = await openDesk(deps, { user, ...c.req.valid("query") });
    return c.json(await markingAnswer(deps, desk, { user, attemptId }), 200);
  });

  app.openapi(claim, async (c) => {
    const user = requireUser(c);
    const untilAt = await claimAnswer(deps, { user, ...c.req.valid("json") });
    return c.json({ untilAt }, 200);
  });

  app.openapi(unclaim, async (c) => {
    const user = requireUser(c);
    await dropClaim(deps, { user, ...c.req.valid("json") });
    return c.body(null, 204);
  });

  app.openapi(mark, async (c) => {
    const user = requireUser(c);
    const body = c.req.valid("json");
    return c.json(marked(await markAnswer(deps, { user, ...body }), body.slotId), 200);
  });

  app.openapi(undo, async (c) => {
    const user = requireUser(c);
    const body = c.req.valid("json");
    return c.json(marked(await undoMark(deps, { user, ...body }), body.slotId), 200);
  });

  return app;
}

function marked(grade: Grade, slotId: string): z.infer<typeof MarkedSchema> {
  const last = latestMark(grade, slotId);
  return { rev: last?.rev ?? 0, mark: last?.mark ?? null, total: grade.mark };
}
