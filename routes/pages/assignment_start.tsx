import { type Context, Hono } from "hono";
import { z } from "zod";
import type { VNode } from "preact";
import { Banner } from "../../components/Banner.tsx";
import { Button, LinkButton } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { OwnAttempts } from "../../components/OwnAttempts.tsx";
import { Rich } from "../../components/question/Rich.tsx";
import Lobby from "../../islands/Lobby.tsx";
import WatchTimes from "../../islands/WatchTimes.tsx";
import type { AttemptDeps } from "../../lib/attempts/context.ts";
import { startAttempt } from "../../lib/attempts/start.ts";
import { type StudentExam, studentExam } from "../../lib/attempts/student_exam.ts";
import { DomainError, notFound } from "../../lib/model/process/errors.ts";
import {
  formatDuration,
  formatInstant,
  formatLeft,
  type TimeStyle,
} from "../../lib/model/text/format.ts";
import { formatMax, formatNumber } from "../../lib/model/text/format_number.ts";
import { MOMENT_MS, timeUntil } from "../../lib/attempts/start_time.ts";
import type { AttemptClock } from "../../lib/attempts/deadline.ts";
import { maySit } from "../../lib/access/policy/assignments.ts";
import type { User } from "../../lib/access/user.ts";
import { testWay } from "../../lib/model/home/ways.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { type AppEnv, readForm, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { assignmentPath, attemptPath, TESTS_PATH } from "../../lib/model/process/paths.ts";

type StartPageDeps = PageDeps & AttemptDeps;

/** `/assignments/:id`: what awaits a student, until when; staff go on to the room. */
export function assignmentStartPages(deps: StartPageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id", async (c) => {
    const user = requireUser(c);
    if (maySit(user)) return await startPage(c, deps);
    const way = testWay(user.role, c.req.param("id"));
    if (way === null) throw notFound();
    return c.redirect(way);
  });

  app.post("/:id/start", async (c) => {
    const user = requireUser(c);
    const assignmentId = c.req.param("id");
    const form = await readForm(c, StartSchema);
    if (!form.ok) throw new DomainError("invalid", "This form could not be read");
    try {
      if (!await isMeant(deps, user, { assignmentId, ...form.data })) {
        return await startPage(c, deps, { status: 409, asksAgain: true });
      }
      const { attempt } = await startAttempt(deps, { user, assignmentId });
      return c.redirect(attemptPath(attempt.id), 303);
    } catch (error) {
      const told = error instanceof DomainError &&
        (error.code === "closed" || error.code === "conflict");
      if (!told) throw error;
      return await startPage(c, deps, { status: error.code === "closed" ? 410 : 409 });
    }
  });

  return app;
}

const StartSchema = z.strictObject({
  /** What the page said one would have, milliseconds; nothing where there was no end. */
  has: z.coerce.number().min(0).optional(),
  /** Whoever starts has read how little is left. */
  sure: z.literal("1").optional(),
});

/** Whether a start gives about what the page had said, or whoever starts knows better; what was begun goes on anyhow. */
async function isMeant(
  deps: StartPageDeps,
  user: User,
  { assignmentId, has, sure }: z.infer<typeof StartSchema> & { assignmentId: string },
): Promise<boolean> {
  if (sure !== undefined || !maySit(user)) return true;
  const exam = await studentExam(deps, { user, assignmentId });
  const { start: { ms }, window, openAttemptId } = exam;
  if (openAttemptId !== null || window.phase !== "open" || ms === null) return true;
  return ms >= MOMENT_MS && (has === undefined || ms > has - MOMENT_MS);
}

async function startPage(
  c: Context<AppEnv>,
  deps: StartPageDeps,
  { status, asksAgain = false }: { status?: 409 | 410; asksAgain?: boolean } = {},
): Promise<Response> {
  const user = requireUser(c);
  const assignmentId = c.req.param("id")!;
  const [exam, style] = await Promise.all([
    studentExam(deps, { user, assignmentId }),
    styleOf(deps, user),
  ]);
  return await page(c, deps, {
    title: exam.title,
    current: "tests",
    back: { href: TESTS_PATH, label: "Tests" },
    css: exam.hasMaths ? ["maths.css"] : [],
    ...(status && { status }),
    body: (
      <StartView
        exam={exam}
        style={style}
        now={deps.now()}
        waits={c.req.query("wait") !== undefined}
        asksAgain={asksAgain}
      />
    ),
  });
}

interface ViewProps {
  exam: StudentExam;
  style: TimeStyle;
  now: number;
  /** The student waits for the opening, and starts by itself. */
  waits: boolean;
  /** Less is left than the page had said. */
  asksAgain: boolean;
}

function StartView(props: ViewProps): VNode {
  const { exam, style, now } = props;
  return (
    <div class="narrow stack">
      <PageHead
        title={exam.title}
        crumbs={[{ label: "Tests", href: TESTS_PATH }, { label: exam.title }]}
        sub={`${exam.questionCount} ${exam.questionCount === 1 ? "question" : "questions"}, ${
          formatMax(exam.totalMarks, style.locale)
        }`}
      />
      <Card>
        <dl class="definitions">{facts(exam, style, now)}</dl>
      </Card>
      {(exam.instructionsHtml !== "" || exam.practice) && (
        <Card title="Before you start">
          {exam.practice && (
            <p>
              This is a practice: it shows you how tests work here, and its marks do not count.
            </p>
          )}
          <Rich html={exam.instructionsHtml} />
        </Card>
      )}
      <Action {...props} />
      {exam.openAttemptId === null && !waitsForOpening(exam) && (
        <WatchTimes assignmentId={exam.assignmentId} times={exam.times} waits={props.waits} />
      )}
      {exam.past.length > 0 && <OwnAttempts attempts={exam.past} style={style} />}
    </div>
  );
}

function facts(exam: StudentExam, style: TimeStyle, now: number): VNode[] {
  const { opensAt, closesAt, phase } = exam.window;
  const rows: [string, string][] = [];
  if (phase === "scheduled") rows.push(["Opens", formatInstant(opensAt, style)]);
  if (closesAt !== null) {
    const word = phase === "closed" ? "Closed" : "Closes";
    rows.push([word, formatInstant(closesAt, style)]);
  }
  if (exam.running !== null) rows.push(["Your time", runningWords(exam.running, style)]);
  else if (exam.times.mayStart) rows.push(["Your time", timeWords(exam, style, now)]);
  if (exam.attemptsAllowed !== 1) rows.push(["Attempts left", left(exam)]);
  return rows.map(([name, value]) => (
    <>
      <dt key={`${name}-name`}>{name}</dt>
      <dd key={name}>{value}</dd>
    </>
  ));
}

/** What is left of the one that runs. */
function runningWords({ now, deadlineAt, state }: AttemptClock, style: TimeStyle): string {
  if (deadlineAt === null) return "No limit";
  const left = Math.max(0, deadlineAt - now);
  return state === "paused"
    ? `${formatLeft(left)}, paused now`
    : timeUntil(left, deadlineAt, now, style);
}

/** What a start will really give. */
function timeWords(
  { timeFactor, window, start }: StudentExam,
  style: TimeStyle,
  now: number,
): string {
  const { ms, untilAt, isCut } = start;
  if (ms === null || untilAt === null) return "No limit";
  const extra = Math.round((timeFactor - 1) * 100);
  const whole = window.limitMs !== null && !isCut;
  const time = whole ? formatDuration(window.limitMs ?? ms) : timeUntil(ms, untilAt, now, style);
  return whole && extra > 0
    ? `${time}, with your ${formatNumber(extra, style.locale)}% extra time`
    : time;
}

function left({ attemptsLeft, attemptsAllowed }: StudentExam): string {
  return attemptsLeft === null ? "As many as you like" : `${attemptsLeft} of ${attemptsAllowed}`;
}

function waitsForOpening({ window, times }: StudentExam): boolean {
  return window.phase === "scheduled" && times.mayStart;
}

function Action({ exam, style, now, waits, asksAgain }: ViewProps): VNode {
  const { assignmentId, openAttemptId, closedBecause, window, start } = exam;
  if (openAttemptId !== null) {
    return (
      <p>
        <LinkButton href={attemptPath(openAttemptId)} look="primary">Go on</LinkButton>
      </p>
    );
  }
  if (waitsForOpening(exam)) {
    return (
      <div class="stack">
        <p class="strong">Opens {formatInstant(window.opensAt, style)}.</p>
        <Lobby
          assignmentId={assignmentId}
          times={exam.times}
          hasMs={start.ms}
          waits={waits}
          renderedAt={now}
          spreadMs={1_000}
        />
      </div>
    );
  }
  if (closedBecause !== null) return <p class="strong">{closedBecause}.</p>;
  const isMoment = start.ms !== null && start.ms < MOMENT_MS;
  return (
    <form method="post" action={assignmentPath(assignmentId, "start")} class="stack">
      {start.ms !== null && <input type="hidden" name="has" value={start.ms} />}
      {(asksAgain || isMoment) && start.ms !== null && (
        <>
          <input type="hidden" name="sure" value="1" />
          <Banner
            tone="warn"
            title={`If you start now, you have ${formatLeft(start.ms)}`}
          >
            <p>
              When it is over you can no longer write. Ask your teacher if you need more time.
            </p>
          </Banner>
        </>
      )}
      {window.limitMs !== null && (
        <p>
          The clock starts when you start. Your answers are saved by themselves.
        </p>
      )}
      <div class="buttons">
        <Button look={isMoment ? "plain" : "primary"}>
          {isMoment ? "Start all the same" : "Start the test"}
        </Button>
      </div>
    </form>
  );
}
