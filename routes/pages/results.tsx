import { type Context, Hono } from "hono";
import { z } from "zod";
import { Banner } from "../../components/Banner.tsx";
import JobProgress from "../../islands/JobProgress.tsx";
import { type FollowDeps, jobView, readJob } from "../../lib/jobs/follow.ts";
import { TELL_WORDS } from "../../lib/model/jobs/job_words.ts";
import { SentIdSchema } from "../../lib/model/process/common_schema.ts";
import { Button } from "../../components/Button.tsx";
import { QuestionResultView } from "../../components/results/QuestionResultView.tsx";
import { ResultsView, type ResultsViewProps } from "../../components/results/ResultsView.tsx";
import { audienceLabel } from "../../lib/assignments/audience_label.ts";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import { notFound } from "../../lib/model/process/errors.ts";
import { testsPlace } from "../../lib/model/home/ways.ts";
import { isStaff, type User } from "../../lib/access/user.ts";
import { maySeeNamedMarks } from "../../lib/access/policy/results.ts";
import { commonAnswers } from "../../lib/results/common_answers.ts";
import { lettered } from "../../lib/results/figures.ts";
import { type TestResults, testResults } from "../../lib/results/results.ts";
import type { WayDeps } from "../../lib/results/question_ways.ts";
import { type ResultsReader, resultsReader } from "../../lib/results/results_reader.ts";
import { resultsCsv } from "../../lib/results/results_csv.ts";
import { loadRichText } from "../../lib/rich_text/rich_text.ts";
import { MIN_N } from "../../lib/statistics/slot_statistics.ts";
import { type AppEnv, readQuery, requireMay } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { csvFormat } from "../edge_csv.ts";
import { assignmentPath, filePath } from "../../lib/model/process/paths.ts";

const QuerySchema = z.object({
  pool: z.string().optional(),
  done: z.string().optional(),
  job: SentIdSchema.optional(),
});

/** `/assignments/:id/results`, `/results.csv` and `/results/:slotId` */
export function resultsPages(deps: PageDeps & MarkingDeps & WayDeps & FollowDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  async function read(c: Context<AppEnv>): Promise<{ user: User; results: TestResults }> {
    const user = requireMay(c, isStaff);
    const pool = readQuery(c, QuerySchema).pool !== undefined;
    const assignmentId = c.req.param("id") ?? "";
    return { user, results: await testResults(deps, { user, assignmentId, pool }) };
  }

  app.get("/:id/results", async (c) => {
    const { user, results } = await read(c);
    const { assignment } = results;
    const [{ ways, runs }, audience] = await Promise.all([
      resultsReader(deps, user, results),
      audienceLabel(deps, assignment),
    ]);
    const { done, job: jobId } = readQuery(c, QuerySchema);
    const job = jobId === undefined ? null : jobView(await readJob(deps, user, jobId));
    const place = testsPlace(user.role, assignment);
    const isOut = assignment.releasedAt !== null;
    const released = done !== undefined && isOut;
    const body = (
      <>
        {released && <Released results={results} />}
        {job !== null && <JobProgress job={job} words={TELL_WORDS} stop="Stop telling" />}
        {done === "taken-back" && !isOut && (
          <Banner tone="good">The results are taken back.</Banner>
        )}
        <ResultsView
          {...viewOf(results, user, ways)}
          runs={runs}
          from={place.back}
          audience={audience}
        />
      </>
    );
    return await page(c, deps, {
      title: `Results: ${isolated(assignment.title)}`,
      body,
      ...place,
    });
  });

  app.get("/:id/results.csv", async (c) => {
    requireMay(c, maySeeNamedMarks);
    const { results } = await read(c);
    const name = results.assignment.title.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
    c.header("content-type", "text/csv; charset=utf-8");
    c.header(
      "content-disposition",
      `attachment; filename="results.csv"; filename*=UTF-8''${encodeURIComponent(name)}.csv`,
    );
    const format = await csvFormat(c, deps);
    return c.body(resultsCsv(results, format));
  });

  app.get("/:id/results/:slotId", async (c) => {
    const { user, results } = await read(c);
    const slotId = c.req.param("slotId");
    const at = results.slots.findIndex(({ slot }) => slot.slotId === slotId);
    const found = results.slots[at];
    if (!found) throw notFound();
    const { assignment, slots } = results;
    const { ways, runs } = await resultsReader(deps, user, results);
    const place = testsPlace(user.role, assignment);
    const question = results.figures.questions[at]!;
    const render = await loadRichText();
    const prompt = render(found.content.prompt, { mediaUrl: (id) => filePath(id) });
    const hrefOf = (index: number) => {
      const slot = slots[index]?.slot;
      return slot ? assignmentPath(assignment.id, "results", slot.slotId) : null;
    };
    const body = (
      <QuestionResultView
        assignmentId={assignment.id}
        title={assignment.title}
        audience={await audienceLabel(deps, assignment)}
        runs={runs}
        from={place.back}
        questionHref={ways.get(slotId) ?? null}
        waiting={results.waiting}
        tooFew={results.tooFew}
        question={question}
        promptHtml={prompt.html}
        lang={found.content.locale}
        options={lettered(found.content, question)}
        written={results.tooFew ? [] : await commonAnswers(deps, results.standings, found)}
        min={MIN_N}
        previous={hrefOf(at - 1)}
        next={hrefOf(at + 1)}
        locale={user.locale}
      />
    );
    return await page(c, deps, {
      title: `Question ${at + 1}: ${isolated(assignment.title)}`,
      body,
      current: place.current,
      css: prompt.hasMaths ? ["maths.css"] : [],
      back: { href: assignmentPath(assignment.id, "results"), label: "Results" },
    });
  });

  return app;
}

/** What the page may show this reader. */
function viewOf(
  results: TestResults,
  user: User,
  ways: ResultsReader["ways"],
): Omit<ResultsViewProps, "audience" | "runs" | "from"> {
  const { assignment, figures, slots, help, standings, namesHidden } = results;
  const attemptHref = (id: string) => assignmentPath(assignment.id, "attempts", id);
  const noNames = !maySeeNamedMarks(user) ? "role" : namesHidden ? "marking" : null;
  return {
    assignmentId: assignment.id,
    title: assignment.title,
    waiting: results.waiting,
    tooFew: results.tooFew,
    passPercent: results.passPercent,
    released: assignment.releasedAt !== null,
    noNames,
    otherwise: results.otherwise,
    pool: { on: results.pooled.length > 1, count: results.poolable },
    figures,
    looks: figures.questions.flatMap((question, at) =>
      question.flags.map((flag) => ({
        flag,
        question: { ...question, options: lettered(slots[at]!.content, question) },
        href: assignmentPath(assignment.id, "results", question.slotId),
        questionHref: ways.get(question.slotId) ?? null,
      }))
    ),
    questions: figures.questions,
    help: noNames === null ? help.map((it) => ({ ...it, href: attemptHref(it.attemptId) })) : [],
    students: noNames === null
      ? standings.filter((it) => it.assignment.id === assignment.id).map((it) => ({
        studentId: it.student.id,
        name: it.student.name,
        rollNumber: it.student.rollNumber,
        mark: it.result?.mark ?? null,
        maxMark: it.result?.maxMark ?? null,
        percent: it.leftOut === null ? it.result?.percent ?? null : null,
        leftOut: it.leftOut,
        href: it.attemptId === null ? null : attemptHref(it.attemptId),
      }))
      : [],
    min: MIN_N,
    locale: user.locale,
  };
}

function Released({ results: { assignment, standings } }: { results: TestResults }) {
  const n =
    standings.filter((it) => it.result !== null && it.assignment.id === assignment.id).length;
  return (
    <Banner
      tone="good"
      action={
        <form method="post" action={assignmentPath(assignment.id, "unrelease")}>
          <Button size="small">Undo</Button>
        </form>
      }
    >
      {`Released to ${
        n === 1 ? "1 student and the guardians" : `${n} students and their guardians`
      }.`}
    </Banner>
  );
}
