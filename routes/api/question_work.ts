import type { OpenAPIHono } from "@hono/zod-openapi";
import { idParam, KeepSchema } from "../../lib/questions/authoring_input_schema.ts";
import {
  QuestionWorkSchema,
  SavedDraftSchema,
  TeacherQuestionSchema,
} from "../../lib/model/questions/authoring_schema.ts";
import { DraftInputSchema } from "../../lib/model/questions/question_draft_schema.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import {
  choosePageText,
  finishPageWork,
  readPageWork,
  savePageWork,
} from "../../lib/questions/page_work.ts";
import { teacherQuestion } from "../../lib/questions/view.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, requireUser } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Questions");

const params = idParam("question");
const asWork = jsonAnswer("What is being written", QuestionWorkSchema);

const read = operation({
  operationId: "readQuestionDraft",
  method: "get",
  path: "/{id}/draft",
  summary: "What is being written of a question",
  request: { params },
  responses: { 200: asWork },
});
const save = operation({
  operationId: "saveQuestionDraft",
  method: "put",
  path: "/{id}/draft",
  summary: "Keeps what was typed, complete or not",
  request: { params, body: jsonBody(DraftInputSchema) },
  responses: { 200: jsonAnswer("Saved", SavedDraftSchema) },
}, { conflict: "`detail` is what stands now" });
const finish = operation({
  operationId: "finishQuestion",
  method: "post",
  path: "/{id}/finish",
  summary: "Makes a version of what was typed",
  request: { params },
  responses: { 200: jsonAnswer("The question", TeacherQuestionSchema) },
}, { invalid: "`invalid/key`: a key or its parts do not fit the question, `fields` says where" });
const choose = operation({
  operationId: "chooseQuestionText",
  method: "post",
  path: "/{id}/choose",
  summary: "Keeps one of two texts",
  request: { params, body: jsonBody(KeepSchema) },
  responses: { 200: asWork },
});

/** `/api/questions`: what the question's own page saves while one types. */
export function questionWorkApi(deps: AuthoringDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();
  app.openapi(read, async (c) => {
    const it = { user: requireUser(c), questionId: c.req.valid("param").id };
    return c.json(await readPageWork(deps, it), 200);
  });
  app.openapi(save, async (c) => {
    const it = { user: requireUser(c), questionId: c.req.valid("param").id };
    return c.json(await savePageWork(deps, { ...it, input: c.req.valid("json") }), 200);
  });
  app.openapi(finish, async (c) => {
    const it = { user: requireUser(c), questionId: c.req.valid("param").id };
    await finishPageWork(deps, it);
    return c.json(await teacherQuestion(deps, it), 200);
  });
  app.openapi(choose, async (c) => {
    const it = { user: requireUser(c), questionId: c.req.valid("param").id };
    return c.json(await choosePageText(deps, { ...it, ...c.req.valid("json") }), 200);
  });
  return app;
}
