import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { requireRun } from "../../lib/assignments/assignments.ts";
import { actOnAttempt } from "../../lib/attempts/acts.ts";
import { readKeptAnswers } from "../../lib/attempts/kept_answers.ts";
import { AttemptActSchema } from "../../lib/attempts/attempt_act_schema.ts";
import { idParam } from "../../lib/questions/authoring_input_schema.ts";
import { AttemptStateSchema } from "../../lib/model/attempts/attempt_schema.ts";
import { IdSchema, SentIdSchema } from "../../lib/model/process/common_schema.ts";
import { ResponseSchema } from "../../lib/model/questions/question_schema.ts";
import { JobViewSchema } from "../../lib/model/jobs/job_schema.ts";
import { RoomCommandSchema, RoomLineSchema } from "../../lib/model/live/room_schema.ts";
import { type RoomDeps, runRoomCommand } from "../../lib/assignments/room_commands.ts";
import { roomView, type RoomViewDeps } from "../../lib/assignments/room_view.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, requireUser } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Room");

const params = idParam("assignment");
const attemptParams = params.extend({
  attemptId: SentIdSchema.describe(
    "Id of the attempt, or what the room calls it while names are hidden",
  ),
});

const RoomItemSchema = z.object({
  studentId: IdSchema,
  name: z.string(),
  attemptId: IdSchema.nullable(),
  state: z.enum([
    "not_started",
    "excused",
    "in_progress",
    "paused",
    "submitted",
    "abandoned",
    "voided",
  ]),
  answered: z.number(),
  total: z.number(),
  savedAt: z.number().nullable(),
  seenAt: z.number().nullable(),
  submittedAt: z.number().nullable(),
  deadlineAt: z.number().nullable(),
  unseen: z.number(),
  stuck: z.string().nullable(),
}).meta({ id: "RoomItem" });

const readRoom = operation({
  operationId: "readRoom",
  method: "get",
  path: "/{id}/room",
  summary: "How everyone stands in a running test",
  request: { params },
  responses: {
    200: jsonAnswer(
      "Everyone in the room",
      z.object({
        items: z.array(RoomItemSchema),
        lines: z.array(RoomLineSchema),
        paused: z.boolean(),
        endsAt: z.number().nullable().meta({
          description:
            "When it is over at the latest, for those without other times and for all who are writing; a pause moves it. `null`: never",
        }),
        opensAt: z.number(),
        isCancelled: z.boolean(),
      }),
    ),
  },
});

/** `failed` names whom it could not reach, and is missing when it reached everyone; `job` goes on with what takes longer. */
const CommandResultSchema = z.object({
  count: z.number(),
  failed: z.array(
    z.object({
      attemptId: IdSchema,
      studentId: IdSchema,
      name: z.string(),
      reason: z.string(),
    }),
  ).exactOptional(),
  job: JobViewSchema.exactOptional(),
}).meta({ id: "RoomCommandResult" });

const command = operation({
  operationId: "commandRoom",
  method: "post",
  path: "/{id}/room/commands",
  summary: "Pauses, resumes, ends, adds time or sends a message, for all or some",
  request: { params, body: jsonBody(RoomCommandSchema) },
  responses: { 200: jsonAnswer("Carried out", CommandResultSchema) },
}, { conflict: "`conflict/not_running`: the test is over or called off" });

const act = operation({
  operationId: "actOnAttempt",
  method: "post",
  path: "/{id}/attempts/{attemptId}/acts",
  summary: "Reopens, voids or hands in one attempt, or lets late answers count",
  request: {
    params: attemptParams,
    body: jsonBody(AttemptActSchema),
  },
  responses: {
    200: jsonAnswer(
      "The attempt as it is then",
      z.strictObject({ attemptId: IdSchema, state: AttemptStateSchema }),
    ),
  },
}, {
  conflict:
    "`conflict/released`: take the results back first; `conflict/not_running`, `conflict/other_attempt`, `conflict/stale`: it is in another state by now",
});

const KeptAnswersSchema = z.object({
  items: z.array(z.object({
    slotId: IdSchema,
    /** Of the question in the student's order. */
    number: z.number(),
    /** `null` while names are hidden, unless asked for by the student. */
    at: z.number().nullable(),
    /** `null` for a blank, and while names are hidden where asked for by the student. */
    response: ResponseSchema,
    /** After the end, or during a pause. */
    why: z.enum(["late", "pause"]),
    /** `open`: the act `take_late` makes it the answer. `overtaken`: the student answered again since. */
    standing: z.enum(["open", "taken", "overtaken"]),
  })),
}).meta({ id: "KeptAnswers" });

const readKept = operation({
  operationId: "readKeptAnswers",
  method: "get",
  path: "/{id}/attempts/{attemptId}/kept",
  summary: "Answers that came too late or during a pause",
  request: { params: attemptParams },
  responses: {
    200: jsonAnswer("What came too late or during a pause", KeptAnswersSchema),
  },
}, { conflict: "`conflict/stale`: it is being handed in" });

/** `/api/assignments`: the room, and what is done to one attempt */
export function roomApi(deps: RoomDeps & RoomViewDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(readRoom, async (c) => {
    const assignment = await requireRun(deps, requireUser(c), c.req.valid("param").id);
    return c.json(await roomView(deps, assignment), 200);
  });

  app.openapi(command, async (c) => {
    const user = requireUser(c);
    const { id: assignmentId } = c.req.valid("param");
    const command = c.req.valid("json");
    const causedBy = c.get("requestId");
    const result = await runRoomCommand(deps, { user, assignmentId, command, causedBy });
    return c.json(CommandResultSchema.parse(result), 200);
  });

  app.openapi(readKept, async (c) => {
    const user = requireUser(c);
    const { id: assignmentId, attemptId } = c.req.valid("param");
    const items = await readKeptAnswers(deps, { user, assignmentId, attemptId });
    return c.json(KeptAnswersSchema.parse({ items }), 200);
  });

  app.openapi(act, async (c) => {
    const user = requireUser(c);
    const { id: assignmentId, attemptId } = c.req.valid("param");
    const command = { user, assignmentId, attemptId, act: c.req.valid("json") };
    const { state } = await actOnAttempt(deps, command);
    return c.json({ attemptId, state }, 200);
  });

  return app;
}
