import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { type GivenBy, type GivenDeps, givenTests } from "../../lib/assignments/given_tests.ts";
import { SentIdSchema } from "../../lib/model/process/common_schema.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import {
  GivenTestSchema,
  YearChoiceSchema,
} from "../../lib/model/assignments/given_test_schema.ts";
import { apiApp, type AppEnv, jsonAnswer, requireUser } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Results");

const list = operation({
  operationId: "listGivenTests",
  method: "get",
  path: "/",
  summary: "Tests that were given, the newest first",
  description: "A teacher's own of one year, or with `examId` every time that a test was given, " +
    "or with `classId` what a class was given, as far as the reader runs it or sees its results.",
  request: {
    query: z.strictObject({
      examId: SentIdSchema.optional().describe("Each time that this test was given"),
      classId: SentIdSchema.optional().describe("What this class was given; not with `examId`"),
      year: SentIdSchema.optional().describe(
        "Only of a teacher's own; the present school year unless given",
      ),
      after: z.string().max(2_000).optional().describe("`next` of the page before"),
    }),
  },
  responses: {
    200: jsonAnswer(
      "A page of them; `next` is `after` of the page that follows, also where none of this one may be seen",
      z.object({
        items: z.array(GivenTestSchema),
        next: z.string().nullable(),
        year: YearChoiceSchema.nullable(),
        years: z.array(YearChoiceSchema),
      }),
    ),
  },
}, { not_found: "No such test, class or year" });

/** `/api/given-tests` */
export function givenTestApi(deps: GivenDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(list, async (c) => {
    const { examId, classId, year, after } = c.req.valid("query");
    const of = listOf(examId, classId);
    const given = await givenTests(deps, requireUser(c), { of, yearId: year, after });
    const choice = ({ id, name }: { id: string; name: string }) => ({ id, name });
    return c.json({
      items: given.items.map((it) => GivenTestSchema.parse(it)),
      next: given.next,
      year: given.year && choice(given.year),
      years: given.years.map(choice),
    }, 200);
  });

  return app;
}

function listOf(examId: string | undefined, classId: string | undefined): GivenBy {
  if (examId !== undefined && classId !== undefined) {
    const message = "Name a test or a class, not both";
    throw new DomainError("invalid", message, {
      reason: "fields",
      fields: [{ path: "classId", message }],
    });
  }
  if (examId !== undefined) return { kind: "exam", examId };
  return classId === undefined ? { kind: "own" } : { kind: "class", classId };
}
