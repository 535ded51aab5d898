import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { IdParamSchema, KeepSchema } from "../../lib/model/authoring_input_schema.ts";
import {
  QuestionWorkSchema,
  SavedDraftSchema,
  TeacherQuestionSchema,
} from "../../lib/model/authoring_schema.ts";
import { DraftInputSchema } from "../../lib/model/question_draft_schema.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import {
  choosePageText,
  finishPageWork,
  readPageWork,
  savePageWork,
} from "../../lib/questions/page_work.ts";
import { teacherQuestion } from "../../lib/questions/view.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, PROBLEM, requireUser } from "../edge.tsx";

const params = IdParamSchema;
const asWork = jsonAnswer("What is being written", QuestionWorkSchema);

const read = createRoute({
  method: "get",
  path: "/{id}/draft",
  request: { params },
  responses: { 200: asWork, default: PROBLEM },
});
const save = createRoute({
  method: "put",
  path: "/{id}/draft",
  summary: "Keeps what was typed, complete or not",
  request: { params, body: jsonBody(DraftInputSchema) },
  responses: { 200: jsonAnswer("Saved", SavedDraftSchema), default: PROBLEM },
});
const finish = createRoute({
  method: "post",
  path: "/{id}/finish",
  summary: "Makes a version of what was typed",
  request: { params },
  responses: { 200: jsonAnswer("The question", TeacherQuestionSchema), default: PROBLEM },
});
const choose = createRoute({
  method: "post",
  path: "/{id}/choose",
  summary: "Keeps one of two texts",
  request: { params, body: jsonBody(KeepSchema) },
  responses: { 200: asWork, default: PROBLEM },
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
