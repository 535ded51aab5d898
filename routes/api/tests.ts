import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { requireExam } from "../../lib/exams/access.ts";
import { changeExam, setEditors } from "../../lib/exams/change.ts";
import { copyExam, createExam } from "../../lib/exams/create.ts";
import { publishExam } from "../../lib/exams/publish.ts";
import { archiveExam, deleteExam, restoreExam, withdrawExam } from "../../lib/exams/states.ts";
import { examPage } from "../../lib/exams/exam_page.ts";
import { examVersions, teacherTest, testRow } from "../../lib/exams/view.ts";
import {
  EditorsSchema,
  IdParamSchema,
  NewTestSchema,
  PublishSchema,
  SlotsSchema,
  TestChangeSchema,
  TestQuerySchema,
} from "../../lib/model/authoring_input_schema.ts";
import { TeacherTestSchema, TestRowSchema } from "../../lib/model/authoring_schema.ts";
import { ExamVersionSchema } from "../../lib/model/exam_schema.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, PROBLEM, requireUser } from "../edge.tsx";
import { idOfMade, KEY_HEADERS } from "../edge_once.ts";

const params = IdParamSchema;
const asTest = jsonAnswer("The test", TeacherTestSchema);
const asRow = jsonAnswer("The test", TestRowSchema);

const list = createRoute({
  method: "get",
  path: "/",
  summary: "Own tests and those one edits with colleagues, changed last first",
  request: { query: TestQuerySchema },
  responses: {
    200: jsonAnswer(
      "Tests",
      z.object({ items: z.array(TestRowSchema), next: z.string().nullable() }),
    ),
    default: PROBLEM,
  },
});
const create = createRoute({
  method: "post",
  path: "/",
  request: { headers: KEY_HEADERS, body: jsonBody(NewTestSchema) },
  responses: { 201: asTest, default: PROBLEM },
});
const read = createRoute({
  method: "get",
  path: "/{id}",
  request: { params },
  responses: { 200: asTest, default: PROBLEM },
});
const change = createRoute({
  method: "patch",
  path: "/{id}",
  request: { params, body: jsonBody(TestChangeSchema) },
  responses: { 200: asTest, default: PROBLEM },
});
const slots = createRoute({
  method: "put",
  path: "/{id}/slots",
  request: { params, body: jsonBody(SlotsSchema) },
  responses: { 200: asTest, default: PROBLEM },
});
const editors = createRoute({
  method: "put",
  path: "/{id}/editors",
  request: { params, body: jsonBody(EditorsSchema) },
  responses: { 200: asTest, default: PROBLEM },
});
const remove = createRoute({
  method: "delete",
  path: "/{id}",
  request: { params },
  responses: { 204: { description: "Gone" }, default: PROBLEM },
});
const publish = createRoute({
  method: "post",
  path: "/{id}/publish",
  request: { params, body: jsonBody(PublishSchema) },
  responses: { 200: asTest, default: PROBLEM },
});
const copy = createRoute({
  method: "post",
  path: "/{id}/copy",
  request: { headers: KEY_HEADERS, params },
  responses: { 201: asTest, default: PROBLEM },
});
const versions = createRoute({
  method: "get",
  path: "/{id}/versions",
  request: { params },
  responses: {
    200: jsonAnswer(
      "Newest first",
      z.object({ items: z.array(ExamVersionSchema), next: z.null() }),
    ),
    default: PROBLEM,
  },
});
const moveTo = (name: "archive" | "restore" | "withdraw") =>
  createRoute({
    method: "post",
    path: `/{id}/${name}`,
    request: { params },
    responses: { 200: asRow, default: PROBLEM },
  });

/** `/api/tests` */
export function testApi(deps: AuthoringDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(list, async (c) => {
    const { archived, after } = c.req.valid("query");
    const { exams, next } = await examPage(deps, {
      user: requireUser(c),
      archived: archived === "true",
      after,
    });
    const items = await Promise.all(exams.map((exam) => testRow(deps, exam)));
    return c.json({ items, next }, 200);
  });

  app.openapi(create, async (c) => {
    const it = { user: requireUser(c), id: await idOfMade(c) };
    const exam = await createExam(deps, { ...it, ...c.req.valid("json") });
    return c.json(await teacherTest(deps, exam), 201);
  });

  app.openapi(read, async (c) => {
    const exam = await requireExam(deps, requireUser(c), c.req.valid("param").id);
    return c.json(await teacherTest(deps, exam), 200);
  });

  app.openapi(change, async (c) => {
    const it = { user: requireUser(c), examId: c.req.valid("param").id };
    const { draftRev, ...given } = c.req.valid("json");
    return c.json(
      await teacherTest(deps, await changeExam(deps, { ...it, draftRev, change: given })),
      200,
    );
  });

  app.openapi(slots, async (c) => {
    const it = { user: requireUser(c), examId: c.req.valid("param").id };
    const { draftRev, sections } = c.req.valid("json");
    const exam = await changeExam(deps, { ...it, draftRev, change: { sections } });
    return c.json(await teacherTest(deps, exam), 200);
  });

  app.openapi(editors, async (c) => {
    const it = { user: requireUser(c), examId: c.req.valid("param").id };
    const exam = await setEditors(deps, { ...it, ...c.req.valid("json") });
    return c.json(await teacherTest(deps, exam), 200);
  });

  app.openapi(remove, async (c) => {
    await deleteExam(deps, { user: requireUser(c), examId: c.req.valid("param").id });
    return c.body(null, 204);
  });

  app.openapi(publish, async (c) => {
    const it = { user: requireUser(c), examId: c.req.valid("param").id };
    const { exam } = await publishExam(deps, { ...it, ...c.req.valid("json") });
    return c.json(await teacherTest(deps, exam), 200);
  });

  app.openapi(copy, async (c) => {
    const it = { user: requireUser(c), id: await idOfMade(c), examId: c.req.valid("param").id };
    return c.json(await teacherTest(deps, await copyExam(deps, it)), 201);
  });

  app.openapi(versions, async (c) => {
    const it = { user: requireUser(c), examId: c.req.valid("param").id };
    return c.json({ items: await examVersions(deps, it), next: null }, 200);
  });

  const moves = [
    [moveTo("archive"), archiveExam],
    [moveTo("restore"), restoreExam],
    [moveTo("withdraw"), withdrawExam],
  ] as const;
  for (const [route, move] of moves) {
    app.openapi(route, async (c) => {
      const exam = await move(deps, { user: requireUser(c), examId: c.req.valid("param").id });
      return c.json(await testRow(deps, exam), 200);
    });
  }
  return app;
}
