import { type Context, Hono } from "hono";
import { z } from "zod";
import { LinkButton } from "../../components/Button.tsx";
import { GivenList } from "../../components/GivenList.tsx";
import { Stack } from "../../components/Layout.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { Chips } from "../../components/Tabs.tsx";
import { TestViews } from "../../components/TestViews.tsx";
import { type GivenDeps, givenTests } from "../../lib/assignments/given_tests.ts";
import { requireExam } from "../../lib/exams/access.ts";
import { IdSchema } from "../../lib/model/process/common_schema.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { type AppEnv, readQuery, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { GIVEN_PATH, testPath, TESTS_PATH } from "../../lib/model/process/paths.ts";

const QuerySchema = z.object({
  year: IdSchema.optional(),
  /** One test, every time that it was given. */
  test: IdSchema.optional(),
  after: z.string().max(2_000).optional(),
});
type Query = z.infer<typeof QuerySchema>;

/** `/tests/given`: what a teacher gave, year by year; `?test=` every time that one test was given. */
export function givenTestPages(deps: PageDeps & GivenDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/given", async (c) => {
    const query = readQuery(c, QuerySchema);
    return query.test === undefined
      ? await showOwn(c, deps, query)
      : await showOne(c, deps, { ...query, test: query.test });
  });
  return app;
}

async function showOwn(
  c: Context<AppEnv>,
  deps: PageDeps & GivenDeps,
  { year: yearId, after }: Query,
): Promise<Response> {
  const user = requireUser(c);
  const [given, style] = await Promise.all([
    givenTests(deps, user, { of: { kind: "own" }, yearId, after }),
    styleOf(deps, user),
  ]);
  const body = (
    <Stack>
      <PageHead title="Tests" sub="What you gave to your classes, the newest first." />
      <div class="row row--between">
        <TestViews current="given" />
        {given.years.length > 1 && (
          <Chips
            label="Years"
            items={given.years.map(({ id, name }) => ({
              href: `${GIVEN_PATH}?year=${id}`,
              label: name,
              current: id === given.year?.id,
            }))}
          />
        )}
      </div>
      <GivenList
        given={given}
        style={style}
        caption="Tests that you gave"
        without={["teacher"]}
        nothing={given.years.length > 1 ? "Nothing was given in this year." : "Nothing given yet."}
        nextHref={(cursor) =>
          `${GIVEN_PATH}?${new URLSearchParams({
            ...(given.year && { year: given.year.id }),
            after: cursor,
          })}`}
      />
    </Stack>
  );
  return await page(c, deps, { title: "Tests given", body, current: "tests" });
}

async function showOne(
  c: Context<AppEnv>,
  deps: PageDeps & GivenDeps,
  { test: examId, after }: Query & { test: string },
): Promise<Response> {
  const user = requireUser(c);
  const given = await givenTests(deps, user, { of: { kind: "exam", examId }, after });
  const [exam, style] = await Promise.all([
    requireExam(deps, user, examId),
    styleOf(deps, user),
  ]);
  const { title, publishedVersion } = exam;
  const body = (
    <Stack>
      <PageHead
        title={<span dir="auto">{title}</span>}
        crumbs={[{ label: "Tests", href: TESTS_PATH }, { label: "Given" }]}
        sub="Every time that it was given, the newest first."
        actions={
          <>
            <LinkButton href={testPath(examId)}>Open the test</LinkButton>
            {publishedVersion !== null && (
              <LinkButton look="primary" href={testPath(examId, "assign")}>Assign</LinkButton>
            )}
          </>
        }
      />
      <GivenList
        given={given}
        style={style}
        caption={`Times that ${isolated(title)} was given`}
        without={["title"]}
        nothing="Not given to anybody yet."
        nextHref={(cursor) =>
          `${GIVEN_PATH}?${new URLSearchParams({ test: examId, after: cursor })}`}
      />
    </Stack>
  );
  return await page(c, deps, {
    title: `${isolated(title)}: given`,
    body,
    current: "tests",
    back: { href: testPath(examId), label: title },
  });
}
