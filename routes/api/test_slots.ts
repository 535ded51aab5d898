import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { requireExam } from "../../lib/exams/access.ts";
import { readSlots } from "../../lib/exams/problems.ts";
import {
  addQuestion,
  chooseText,
  copyIntoSlot,
  readSlot,
  saveSlot,
  type SlotWork,
} from "../../lib/exams/slots.ts";
import { teacherTest } from "../../lib/exams/view.ts";
import {
  AddQuestionSchema,
  idParam,
  KeepSchema,
  SlotParamSchema,
} from "../../lib/questions/authoring_input_schema.ts";
import {
  type QuestionWork,
  QuestionWorkSchema,
  SavedDraftSchema,
  TeacherTestSchema,
} from "../../lib/model/questions/authoring_schema.ts";
import { DraftInputSchema } from "../../lib/model/questions/question_draft_schema.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import { questionWork, savedDraft } from "../../lib/questions/view.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, requireUser } from "../edge.tsx";
import { idOfMade, KEY_HEADERS } from "../edge_once.ts";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Tests");

const params = SlotParamSchema;
const asWork = jsonAnswer("What is being written", QuestionWorkSchema);
const asTest = jsonAnswer("The test", TeacherTestSchema);
const asSlot = jsonAnswer(
  "The test and its new slot",
  z.object({ test: TeacherTestSchema, slotId: z.string() }),
);

const add = operation({
  operationId: "addQuestion",
  method: "post",
  path: "/{id}/questions",
  summary: "A new, empty question at the end of a section",
  request: { headers: KEY_HEADERS, params: idParam("test"), body: jsonBody(AddQuestionSchema) },
  responses: { 201: asSlot },
});
const all = operation({
  operationId: "listTestQuestions",
  method: "get",
  path: "/{id}/questions",
  summary: "Every question of the draft in order, key included",
  request: { params: idParam("test") },
  responses: {
    200: jsonAnswer("Questions", z.object({ items: z.array(QuestionWorkSchema), next: z.null() })),
  },
});
const read = operation({
  operationId: "readSlot",
  method: "get",
  path: "/{id}/slots/{slotId}",
  summary: "What is being written in one place of a test",
  request: { params },
  responses: { 200: asWork },
});
const save = operation({
  operationId: "saveSlot",
  method: "put",
  path: "/{id}/slots/{slotId}",
  summary: "Keeps what was typed, complete or not",
  request: { params, body: jsonBody(DraftInputSchema) },
  responses: { 200: jsonAnswer("Saved", SavedDraftSchema) },
}, { conflict: "`detail` is what stands now" });
const choose = operation({
  operationId: "chooseSlotText",
  method: "post",
  path: "/{id}/slots/{slotId}/choose",
  summary: "Keeps one of two texts",
  request: { params, body: jsonBody(KeepSchema) },
  responses: { 200: asTest },
});
const copy = operation({
  operationId: "copyIntoSlot",
  method: "post",
  path: "/{id}/slots/{slotId}/copy",
  summary: "An own copy of a colleague's question in its place",
  request: { headers: KEY_HEADERS, params },
  responses: { 200: asSlot },
});

/** `/api/tests`: what concerns one question in a test. */
export function testSlotApi(deps: AuthoringDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(add, async (c) => {
    const it = { user: requireUser(c), id: await idOfMade(c), examId: c.req.valid("param").id };
    const { exam, slotId } = await addQuestion(deps, { ...it, ...c.req.valid("json") });
    return c.json({ test: await teacherTest(deps, exam), slotId }, 201);
  });

  app.openapi(all, async (c) => {
    const it = { user: requireUser(c), examId: c.req.valid("param").id };
    const exam = await requireExam(deps, it.user, it.examId);
    const there = (await readSlots(deps, exam)).filter(({ content }) => content !== null);
    const items = await Promise.all(
      there.map(async ({ slot }) =>
        await asQuestionWork(await readSlot(deps, { ...it, slotId: slot.slotId }))
      ),
    );
    return c.json({ items, next: null }, 200);
  });

  app.openapi(read, async (c) => {
    const { id: examId, slotId } = c.req.valid("param");
    const work = await readSlot(deps, { user: requireUser(c), examId, slotId });
    return c.json(await asQuestionWork(work), 200);
  });

  app.openapi(save, async (c) => {
    const { id: examId, slotId } = c.req.valid("param");
    const it = { user: requireUser(c), examId, slotId, input: c.req.valid("json") };
    return c.json(await savedDraft(await saveSlot(deps, it)), 200);
  });

  app.openapi(choose, async (c) => {
    const { id: examId, slotId } = c.req.valid("param");
    const it = { user: requireUser(c), examId, slotId, ...c.req.valid("json") };
    return c.json(await teacherTest(deps, await chooseText(deps, it)), 200);
  });

  app.openapi(copy, async (c) => {
    const { id: examId, slotId } = c.req.valid("param");
    const it = { user: requireUser(c), id: await idOfMade(c), examId, slotId };
    const copied = await copyIntoSlot(deps, it);
    return c.json({ test: await teacherTest(deps, copied.exam), slotId: copied.slotId }, 200);
  });

  return app;
}

async function asQuestionWork(
  { question, work, slot, mayEdit }: SlotWork,
): Promise<QuestionWork> {
  return await questionWork(question, work, { version: slot.version, mayEdit });
}
