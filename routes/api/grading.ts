import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { claimAnswer, dropClaim } from "../../lib/marking/claims.ts";
import { markingAnswer, nextWaiting, openDesk } from "../../lib/marking/desk.ts";
import { markAnswer, undoMark } from "../../lib/marking/mark_answer.ts";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import { markingQueue } from "../../lib/marking/queue.ts";
import { InstantSchema, SentIdSchema } from "../../lib/model/common_schema.ts";
import { latestMark } from "../../lib/model/grade.ts";
import type { Grade } from "../../lib/model/grade_schema.ts";
import {
  ClaimBodySchema,
  MarkBodySchema,
  MarkedSchema,
  MarkingAnswerSchema,
  MarkingNextSchema,
  QueueItemSchema,
  UndoBodySchema,
} from "../../lib/model/marking_schema.ts";
import {
  apiApp,
  type AppEnv,
  jsonAnswer,
  jsonBody,
  PROBLEM,
  requireRole,
  requireUser,
} from "../edge.tsx";

const queue = createRoute({
  method: "get",
  path: "/queue",
  request: { query: z.strictObject({}) },
  responses: {
    200: jsonAnswer(
      "What waits for marks, the oldest first",
      z.strictObject({ items: z.array(QueueItemSchema), next: z.null() }),
    ),
    default: PROBLEM,
  },
});

const slotQuery = { assignmentId: SentIdSchema, slotId: SentIdSchema };

const next = createRoute({
  method: "get",
  path: "/next",
  request: {
    query: z.strictObject({
      ...slotQuery,
      /** Attempt to go on from. */
      after: SentIdSchema.optional(),
      /** Attempts left for later, by commas. */
      skip: z.string().max(4_000).optional(),
    }),
  },
  responses: {
    200: jsonAnswer("The next answer that waits", MarkingNextSchema),
    default: PROBLEM,
  },
});

const answer = createRoute({
  method: "get",
  path: "/answers/{attemptId}",
  request: {
    params: z.object({ attemptId: SentIdSchema }),
    query: z.strictObject(slotQuery),
  },
  responses: { 200: jsonAnswer("One answer", MarkingAnswerSchema), default: PROBLEM },
});

const claim = createRoute({
  method: "post",
  path: "/claims",
  request: { body: jsonBody(ClaimBodySchema) },
  responses: {
    200: jsonAnswer("Kept for this marker until then", z.strictObject({ untilAt: InstantSchema })),
    default: PROBLEM,
  },
});

const unclaim = createRoute({
  method: "delete",
  path: "/claims",
  request: { body: jsonBody(ClaimBodySchema) },
  responses: { 204: { description: "Given back" }, default: PROBLEM },
});

const mark = createRoute({
  method: "put",
  path: "/marks",
  request: { body: jsonBody(MarkBodySchema) },
  responses: { 200: jsonAnswer("The mark as it is now", MarkedSchema), default: PROBLEM },
});

const undo = createRoute({
  method: "post",
  path: "/marks/undo",
  request: { body: jsonBody(UndoBodySchema) },
  responses: { 200: jsonAnswer("The mark as it is now", MarkedSchema), default: PROBLEM },
});

/** `/api/grading` */
export function gradingApi(deps: MarkingDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();
  app.use(async (c, next) => {
    requireRole(c, "teacher", "school_admin");
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
