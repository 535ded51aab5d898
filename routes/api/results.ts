import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import { jobView } from "../../lib/jobs/follow.ts";
import {
  release,
  type ReleaseDeps,
  type ReleasePlan,
  releasePlan,
  unrelease,
} from "../../lib/marking/release.ts";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import { idParam } from "../../lib/questions/authoring_input_schema.ts";
import {
  ReleaseBodySchema,
  type Released,
  ReleasedSchema,
  ReleasePlanSchema,
  type TestFigures,
  TestFiguresSchema,
} from "../../lib/model/results/results_schema.ts";
import { TOO_FEW } from "../../lib/model/statistics/small_groups.ts";
import { StudentReviewSchema } from "../../lib/model/review/student_review_schema.ts";
import { type TestResults, testResults } from "../../lib/results/results.ts";
import { studentReview } from "../../lib/review/student_review.ts";
import { isStaff } from "../../lib/access/user.ts";
import { mayRunTests } from "../../lib/access/policy/assignments.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, requireMay, requireUser } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Results");

const params = idParam("assignment");

const figures = operation({
  operationId: "readResults",
  method: "get",
  path: "/{id}/results",
  summary: "Figures of a test, without names",
  request: {
    params,
    query: z.strictObject({
      pool: z.literal("1").optional().describe(
        "`1`: with other assignments of the same version, where whoever asks may see them",
      ),
    }),
  },
  responses: { 200: jsonAnswer("Figures without names", TestFiguresSchema) },
});

const planRoute = operation({
  operationId: "planRelease",
  method: "get",
  path: "/{id}/release",
  summary: "What a release would do now, and who can still sit the test",
  request: { params },
  responses: { 200: jsonAnswer("Nothing is done yet", ReleasePlanSchema) },
});

const releaseRoute = operation({
  operationId: "releaseResults",
  method: "post",
  path: "/{id}/release",
  summary: "Shows results to students and guardians",
  request: { params, body: jsonBody(ReleaseBodySchema) },
  responses: { 200: jsonAnswer("Released", ReleasedSchema) },
}, { conflict: "`conflict/ungraded`: `detail.answers` wait for a mark, and `partial` is false" });

const unreleaseRoute = operation({
  operationId: "unreleaseResults",
  method: "post",
  path: "/{id}/unrelease",
  summary: "Takes the release back",
  request: { params },
  responses: { 200: jsonAnswer("Taken back", ReleasedSchema) },
});

/** `/api/assignments/:id/{results, release, unrelease}` */
export function resultsApi(deps: ReleaseDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(figures, async (c) => {
    const user = requireMay(c, isStaff);
    const pool = c.req.valid("query").pool !== undefined;
    const { id: assignmentId } = c.req.valid("param");
    const results = await testResults(deps, { user, assignmentId, pool });
    return c.json(results.tooFew ? notShown(results) : figuresOf(results), 200);
  });

  app.openapi(planRoute, async (c) => {
    const user = requireMay(c, mayRunTests);
    const { id: assignmentId } = c.req.valid("param");
    return c.json(planned(await releasePlan(deps, { user, assignmentId })), 200);
  });

  app.openapi(releaseRoute, async (c) => {
    const user = requireMay(c, mayRunTests);
    const { id: assignmentId } = c.req.valid("param");
    const { partial } = c.req.valid("json");
    const { assignment, job } = await release(deps, {
      ...{ user, assignmentId, partial },
      causedBy: c.get("requestId"),
    });
    return c.json({ ...released(assignment), ...(job && { job: jobView(job) }) }, 200);
  });

  app.openapi(unreleaseRoute, async (c) => {
    const user = requireMay(c, mayRunTests);
    const { id: assignmentId } = c.req.valid("param");
    return c.json(released(await unrelease(deps, { user, assignmentId })), 200);
  });

  return app;
}

const review = operation({
  operationId: "readReview",
  method: "get",
  path: "/{id}/review",
  summary: "What a student sees of a marked attempt by the rules of the test",
  request: { params: idParam("attempt") },
  responses: {
    200: jsonAnswer("What the rules of the test allow now", StudentReviewSchema),
  },
}, { conflict: "It is being handed in" });

/** `/api/test-attempts/:id/review` */
export function reviewApi(deps: MarkingDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(review, async (c) => {
    const user = requireUser(c);
    const { id: attemptId } = c.req.valid("param");
    return c.json(await studentReview(deps, { user, attemptId }), 200);
  });

  return app;
}

function figuresOf({ assignment, pooled, figures, otherwise }: TestResults): TestFigures {
  const { n, of, leftOut, mean, median, sd, alpha, histogram, questions } = figures;
  return TestFiguresSchema.parse({
    assignmentId: assignment.id,
    releasedAt: assignment.releasedAt,
    pooled: pooled.map(({ id }) => id),
    notShown: null,
    n,
    of,
    leftOut: Object.fromEntries(leftOut.map(({ reason, names }) => [reason, names.length])),
    mean,
    median,
    sd,
    alpha,
    bins: histogram.bins,
    markedOtherwise: otherwise,
    questions,
  });
}

function notShown({ assignment: { id, releasedAt }, pooled }: TestResults): TestFigures {
  return TestFiguresSchema.parse({
    assignmentId: id,
    releasedAt,
    pooled: pooled.map((it) => it.id),
    notShown: TOO_FEW,
    n: null,
    of: null,
    leftOut: {},
    mean: null,
    median: null,
    sd: null,
    alpha: null,
    bins: [],
    markedOtherwise: null,
    questions: [],
  });
}

function planned({ assignment: { id, releasedAt }, ...plan }: ReleasePlan) {
  return ReleasePlanSchema.parse({ ...plan, assignmentId: id, releasedAt });
}

function released({ id, releasedAt, releaseNo }: Assignment): Released {
  return { assignmentId: id, releasedAt, releaseNo };
}
