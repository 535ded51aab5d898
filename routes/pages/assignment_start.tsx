import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { Button, LinkButton } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { Row, Rows } from "../../components/Rows.tsx";
import { Rich } from "../../components/question/Rich.tsx";
import Lobby from "../../islands/Lobby.tsx";
import type { AttemptDeps } from "../../lib/attempts/context.ts";
import { startAttempt } from "../../lib/attempts/start.ts";
import { type StudentExam, studentExam } from "../../lib/attempts/student_exam.ts";
import { DomainError, notFound } from "../../lib/model/errors.ts";
import { formatDuration, formatInstant, type TimeStyle } from "../../lib/model/format.ts";
import { formatMax, formatNumber } from "../../lib/model/format_number.ts";
import { styleOf } from "../../lib/shell.ts";
import { type AppEnv, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";

type StartPageDeps = PageDeps & AttemptDeps;

/** `/assignments/:id`: what awaits a student, until when; staff go on to the room. */
export function assignmentStartPages(deps: StartPageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id", async (c) => {
    const user = requireUser(c);
    const assignmentId = c.req.param("id");
    if (user.role === "teacher" || user.role === "school_admin") {
      return c.redirect(`/assignments/${assignmentId}/room`);
    }
    if (user.role === "principal") return c.redirect(`/assignments/${assignmentId}/results`);
    if (user.role !== "student") throw notFound();
    return await startPage(c, deps, null);
  });

  app.post("/:id/start", async (c) => {
    const user = requireUser(c);
    const assignmentId = c.req.param("id");
    try {
      const { attempt } = await startAttempt(deps, { user, assignmentId });
      return c.redirect(`/attempts/${attempt.id}`, 303);
    } catch (error) {
      const told = error instanceof DomainError &&
        (error.code === "closed" || error.code === "conflict");
      if (!told) throw error;
      return await startPage(c, deps, error);
    }
  });

  return app;
}

async function startPage(
  c: Context<AppEnv>,
  deps: StartPageDeps,
  refusal: DomainError | null,
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
    back: { href: "/tests", label: "Tests" },
    css: exam.hasMaths ? ["maths.css"] : [],
    ...(refusal && { status: refusal.code === "closed" ? 410 : 409 }),
    body: <StartView exam={exam} style={style} now={deps.now()} />,
  });
}

interface ViewProps {
  exam: StudentExam;
  style: TimeStyle;
  now: number;
}

function StartView({ exam, style, now }: ViewProps): VNode {
  return (
    <div class="narrow stack">
      <PageHead
        title={exam.title}
        crumbs={[{ label: "Tests", href: "/tests" }, { label: exam.title }]}
        sub={`${exam.questionCount} ${exam.questionCount === 1 ? "question" : "questions"}, ${
          formatMax(exam.totalMarks, style.locale)
        }`}
      />
      <Card>
        <dl class="definitions">{facts(exam, style)}</dl>
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
      <Action exam={exam} style={style} now={now} />
      <Past exam={exam} style={style} />
    </div>
  );
}

function facts(exam: StudentExam, style: TimeStyle): VNode[] {
  const { opensAt, closesAt, limitMs, phase } = exam.window;
  const rows: [string, string][] = [];
  if (phase === "scheduled") rows.push(["Opens", formatInstant(opensAt, style)]);
  if (closesAt !== null) {
    const word = phase === "closed" ? "Closed" : "Closes";
    rows.push([word, formatInstant(closesAt, style)]);
  }
  rows.push(["Your time", limitMs === null ? "No limit" : timeWords(exam, limitMs, style)]);
  if (exam.attemptsAllowed !== 1) rows.push(["Attempts left", left(exam)]);
  return rows.map(([name, value]) => (
    <>
      <dt key={`${name}-name`}>{name}</dt>
      <dd key={name}>{value}</dd>
    </>
  ));
}

function timeWords({ timeFactor }: StudentExam, limitMs: number, style: TimeStyle): string {
  const extra = Math.round((timeFactor - 1) * 100);
  const time = formatDuration(limitMs);
  return extra > 0 ? `${time}, with your ${formatNumber(extra, style.locale)}% extra time` : time;
}

function left({ attemptsLeft, attemptsAllowed }: StudentExam): string {
  return attemptsLeft === null ? "As many as you like" : `${attemptsLeft} of ${attemptsAllowed}`;
}

function Action({ exam, style, now }: ViewProps): VNode {
  const { assignmentId, openAttemptId, closedBecause, window } = exam;
  if (openAttemptId !== null) {
    return (
      <p>
        <LinkButton href={`/attempts/${openAttemptId}`} look="primary">Go on</LinkButton>
      </p>
    );
  }
  if (window.phase === "scheduled" && exam.attemptsLeft !== 0) {
    return (
      <div class="stack">
        <p class="strong">Opens {formatInstant(window.opensAt, style)}.</p>
        <Lobby
          assignmentId={assignmentId}
          opensAt={window.opensAt}
          renderedAt={now}
          spreadMs={1_000}
        />
      </div>
    );
  }
  if (closedBecause !== null) return <p class="strong">{closedBecause}.</p>;
  return (
    <form method="post" action={`/assignments/${assignmentId}/start`} class="stack">
      {window.limitMs !== null && (
        <p>
          The clock starts when you start. Your answers are saved by themselves.
        </p>
      )}
      <div class="buttons">
        <Button look="primary">Start the test</Button>
      </div>
    </form>
  );
}

const STATE_WORDS = {
  submitted: "Handed in",
  abandoned: "Not handed in",
  voided: "Does not count",
  in_progress: "Running",
  paused: "Paused",
} as const;

function Past({ exam, style }: Pick<ViewProps, "exam" | "style">): VNode | null {
  if (exam.past.length === 0) return null;
  return (
    <Card title="Your attempts" flush ruled>
      <Rows>
        {exam.past.map(({ id, number, state, submittedAt }) => (
          <Row
            key={id}
            title={`Attempt ${number}`}
            detail={`${STATE_WORDS[state]} ${
              submittedAt === null ? "" : formatInstant(submittedAt, style)
            }`}
            act={submittedAt !== null && (
              <span class="row">
                <LinkButton href={`/attempts/${id}/review`} size="small">Your answers</LinkButton>
                <LinkButton href={`/attempts/${id}/receipt`} size="small" look="quiet">
                  Receipt
                </LinkButton>
              </span>
            )}
          />
        ))}
      </Rows>
    </Card>
  );
}
