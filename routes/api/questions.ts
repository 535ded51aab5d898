import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { requireExam } from "../../lib/exams/access.ts";
import { appendQuestion } from "../../lib/exams/slots.ts";
import { withKind } from "../../lib/grading/blank_content.ts";
import { grade } from "../../lib/grading/grade.ts";
import {
  ConvertSchema,
  idParam,
  NewQuestionSchema,
  NewVersionSchema,
  QuestionChangeSchema,
  QuestionQuerySchema,
  TrySchema,
} from "../../lib/questions/authoring_input_schema.ts";
import {
  QuestionRowSchema,
  TeacherQuestionSchema,
} from "../../lib/model/questions/authoring_schema.ts";
import { notFound } from "../../lib/model/process/errors.ts";
import { DraftContentSchema } from "../../lib/model/questions/question_draft_schema.ts";
import { QuestionVersionSchema } from "../../lib/model/questions/question_schema.ts";
import { requireAuthor, requireQuestion } from "../../lib/questions/access.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import { deleteQuestion } from "../../lib/questions/remove.ts";
import { findVersion } from "../../lib/questions/versions.ts";
import { questionPage, questionVersions, teacherQuestion } from "../../lib/questions/view.ts";
import {
  createQuestion,
  duplicateQuestion,
  saveVersion,
  updateQuestion,
} from "../../lib/questions/write.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, requireUser } from "../edge.tsx";
import { idOfMade, KEY_HEADERS } from "../edge_once.ts";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Questions");

const asQuestion = jsonAnswer("The question, key included", TeacherQuestionSchema);
const params = idParam("question");

const list = operation({
  operationId: "listQuestions",
  method: "get",
  path: "/",
  summary: "Questions one may take, changed last first",
  request: { query: QuestionQuerySchema },
  responses: {
    200: jsonAnswer(
      "A page",
      z.object({ items: z.array(QuestionRowSchema), next: z.string().nullable() }),
    ),
  },
});
const create = operation({
  operationId: "createQuestion",
  method: "post",
  path: "/",
  summary: "Makes a question with its first version",
  request: { headers: KEY_HEADERS, body: jsonBody(NewQuestionSchema) },
  responses: { 201: asQuestion },
}, {
  invalid: "`invalid/key`: a key or its parts do not fit the question, `fields` says where",
  not_found: "No such bank or test",
});
const convert = operation({
  operationId: "convertQuestion",
  method: "post",
  path: "/convert",
  summary: "The same question as another kind; nothing is stored",
  request: { body: jsonBody(ConvertSchema) },
  responses: {
    200: jsonAnswer("Content", z.object({ content: DraftContentSchema })),
  },
}, { conflict: null });
const read = operation({
  operationId: "readQuestion",
  method: "get",
  path: "/{id}",
  summary: "A question with its newest version, key included",
  request: { params },
  responses: { 200: asQuestion },
});
const save = operation({
  operationId: "saveQuestionVersion",
  method: "put",
  path: "/{id}",
  summary: "Adds a version to a question",
  request: { params, body: jsonBody(NewVersionSchema) },
  responses: { 200: asQuestion },
}, {
  invalid: "`invalid/key`: a key or its parts do not fit the question, `fields` says where",
  conflict: "`conflict/stale`: `baseVersion` is not the newest",
});
const change = operation({
  operationId: "changeQuestion",
  method: "patch",
  path: "/{id}",
  summary: "Changes labels, state or bank of a question; what is left out stays",
  request: { params, body: jsonBody(QuestionChangeSchema) },
  responses: { 200: asQuestion },
});
const remove = operation({
  operationId: "deleteQuestion",
  method: "delete",
  path: "/{id}",
  summary: "Deletes a question that no test has",
  request: { params },
  responses: { 204: { description: "Gone" } },
}, { conflict: "`conflict/in_use`: retire it instead; `detail.tests` says how many have it" });
const versions = operation({
  operationId: "listQuestionVersions",
  method: "get",
  path: "/{id}/versions",
  summary: "All versions of a question, newest first",
  request: { params },
  responses: {
    200: jsonAnswer(
      "Newest first",
      z.object({ items: z.array(QuestionVersionSchema), next: z.null() }),
    ),
  },
});
const copy = operation({
  operationId: "copyQuestion",
  method: "post",
  path: "/{id}/copy",
  summary: "Makes an own copy of a question",
  request: { headers: KEY_HEADERS, params },
  responses: { 201: asQuestion },
});
const tryOut = operation({
  operationId: "tryQuestion",
  method: "post",
  path: "/{id}/try",
  summary: "What an answer would earn; nothing is stored",
  request: { params, body: jsonBody(TrySchema) },
  responses: {
    200: jsonAnswer(
      "The mark",
      z.object({ fraction: z.number(), readAs: z.string().nullable(), unsure: z.boolean() }),
    ),
  },
}, { conflict: null });

/** `/api/questions` */
export function questionApi(deps: AuthoringDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(list, async (c) => {
    const { after, limit, ...filter } = c.req.valid("query");
    return c.json(await questionPage(deps, { user: requireUser(c), filter, after, limit }), 200);
  });

  app.openapi(create, async (c) => {
    const user = requireUser(c);
    const { question: content, examId, ...rest } = c.req.valid("json");
    if (examId !== undefined) await requireExam(deps, user, examId);
    const { question } = await createQuestion(deps, {
      user,
      id: await idOfMade(c),
      content,
      ...rest,
    });
    if (examId !== undefined) await appendQuestion(deps, { user, examId, question });
    return c.json(await teacherQuestion(deps, { user, questionId: question.id }), 201);
  });

  app.openapi(convert, (c) => {
    requireAuthor(requireUser(c));
    const { content, kind } = c.req.valid("json");
    return c.json({ content: withKind(content, kind) }, 200);
  });

  app.openapi(read, async (c) => {
    const it = { user: requireUser(c), questionId: c.req.valid("param").id };
    return c.json(await teacherQuestion(deps, it), 200);
  });

  app.openapi(save, async (c) => {
    const it = { user: requireUser(c), questionId: c.req.valid("param").id };
    const { baseVersion, question: content, rubric = [] } = c.req.valid("json");
    await saveVersion(deps, { ...it, baseVersion, content, rubric });
    return c.json(await teacherQuestion(deps, it), 200);
  });

  app.openapi(change, async (c) => {
    const it = { user: requireUser(c), questionId: c.req.valid("param").id };
    await updateQuestion(deps, { ...it, change: c.req.valid("json") });
    return c.json(await teacherQuestion(deps, it), 200);
  });

  app.openapi(remove, async (c) => {
    await deleteQuestion(deps, { user: requireUser(c), questionId: c.req.valid("param").id });
    return c.body(null, 204);
  });

  app.openapi(versions, async (c) => {
    const it = { user: requireUser(c), questionId: c.req.valid("param").id };
    return c.json({ items: await questionVersions(deps, it), next: null }, 200);
  });

  app.openapi(copy, async (c) => {
    const user = requireUser(c);
    const { question } = await duplicateQuestion(deps, {
      user,
      id: await idOfMade(c),
      questionId: c.req.valid("param").id,
    });
    return c.json(await teacherQuestion(deps, { user, questionId: question.id }), 201);
  });

  app.openapi(tryOut, async (c) => {
    const user = requireUser(c);
    const { version, response } = c.req.valid("json");
    const { question } = await requireQuestion(deps, user, c.req.valid("param").id);
    const found = await findVersion(deps, question, version);
    if (found === null) throw notFound();
    const result = grade(found.content, response, { negative: false, locale: user.locale });
    const { fraction, readAs, unsure } = result;
    return c.json({ fraction, readAs, unsure }, 200);
  });

  return app;
}
