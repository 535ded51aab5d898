import type { OpenAPIHono } from "@hono/zod-openapi";
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
  idParam,
  NewTestSchema,
  PublishSchema,
  SlotsSchema,
  TestChangeSchema,
  TestQuerySchema,
} from "../../lib/questions/authoring_input_schema.ts";
import { TeacherTestSchema, TestRowSchema } from "../../lib/model/questions/authoring_schema.ts";
import { ExamVersionSchema } from "../../lib/model/exams/exam_schema.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, requireUser } from "../edge.tsx";
import { idOfMade, KEY_HEADERS } from "../edge_once.ts";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Tests");

const params = idParam("test");
const asTest = jsonAnswer("The test", TeacherTestSchema);
const asRow = jsonAnswer("The test", TestRowSchema);

const list = operation({
  operationId: "listTests",
  method: "get",
  path: "/",
  summary: "Own tests and those one edits with colleagues, changed last first",
  request: { query: TestQuerySchema },
  responses: {
    200: jsonAnswer(
      "Tests",
      z.object({ items: z.array(TestRowSchema), next: z.string().nullable() }),
    ),
  },
});
const create = operation({
  operationId: "createTest",
  method: "post",
  path: "/",
  summary: "Makes an empty draft of a test",
  request: { headers: KEY_HEADERS, body: jsonBody(NewTestSchema) },
  responses: { 201: asTest },
});
const read = operation({
  operationId: "readTest",
  method: "get",
  path: "/{id}",
  summary: "A test as its writers see it",
  request: { params },
  responses: { 200: asTest },
});
const change = operation({
  operationId: "changeTest",
  method: "patch",
  path: "/{id}",
  summary: "Changes the draft of a test; what is left out stays",
  request: { params, body: jsonBody(TestChangeSchema) },
  responses: { 200: asTest },
});
const slots = operation({
  operationId: "setSlots",
  method: "put",
  path: "/{id}/slots",
  summary: "Says which questions stand where in the draft",
  request: { params, body: jsonBody(SlotsSchema) },
  responses: { 200: asTest },
});
const editors = operation({
  operationId: "setEditors",
  method: "put",
  path: "/{id}/editors",
  summary: "Says which colleagues may write the test",
  request: { params, body: jsonBody(EditorsSchema) },
  responses: { 200: asTest },
});
const remove = operation({
  operationId: "deleteTest",
  method: "delete",
  path: "/{id}",
  summary: "Deletes a test that was never given",
  request: { params },
  responses: { 204: { description: "Gone" } },
}, {
  conflict:
    "`conflict/in_use`: archive it instead; `detail.assignments` says how often it was given",
});
const publish = operation({
  operationId: "publishTest",
  method: "post",
  path: "/{id}/publish",
  summary: "Freezes the draft as a version that can be given",
  request: { params, body: jsonBody(PublishSchema) },
  responses: { 200: asTest },
}, {
  invalid:
    "`invalid/empty_test`; `invalid/slot_unplayable`: `detail.slots` names what must be mended first",
});
const copy = operation({
  operationId: "copyTest",
  method: "post",
  path: "/{id}/copy",
  summary: "Makes an own copy of a test",
  request: { headers: KEY_HEADERS, params },
  responses: { 201: asTest },
});
const versions = operation({
  operationId: "listTestVersions",
  method: "get",
  path: "/{id}/versions",
  summary: "All published versions, newest first",
  request: { params },
  responses: {
    200: jsonAnswer(
      "Newest first",
      z.object({ items: z.array(ExamVersionSchema), next: z.null() }),
    ),
  },
});
const MOVES = {
  archive: ["Puts a test away; nothing of it is lost", "assignment_open", "somebody can sit it"],
  restore: ["Takes a test back from the archive", null, null],
  withdraw: [
    "Takes a publication back, so that it is given no more",
    "has_attempts",
    "it was given",
  ],
} as const;
function moveTo<N extends keyof typeof MOVES>(name: N) {
  const [summary, reason, why] = MOVES[name];
  return operation({
    operationId: `${name}Test`,
    method: "post",
    path: `/{id}/${name}`,
    summary,
    request: { params },
    responses: { 200: asRow },
  }, reason === null ? {} : { conflict: `\`conflict/${reason}\`: ${why}` });
}

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
