import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { Card } from "../../components/Card.tsx";
import { LinkButton } from "../../components/Button.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { fieldName, TakingPaper } from "../../components/TakingPaper.tsx";
import TakeTest from "../../islands/TakeTest.tsx";
import TakeTestFoot from "../../islands/TakeTestFoot.tsx";
import type { AttemptDeps } from "../../lib/attempts/context.ts";
import { saveForm } from "../../lib/attempts/form.ts";
import { isOpen } from "../../lib/attempts/projection.ts";
import { ownAttempt, studentAttempt } from "../../lib/attempts/view.ts";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import type { Attempt, Receipt } from "../../lib/model/attempts/attempt_schema.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import { formatInstant, formatTime, type TimeStyle } from "../../lib/model/text/format.ts";
import { isBlank } from "../../lib/model/attempts/response.ts";
import { responseFromFields } from "../../lib/model/attempts/response_fields.ts";
import {
  type AttemptSheet,
  AttemptSheetSchema,
  type StudentAttempt,
} from "../../lib/model/attempts/student_attempt_schema.ts";
import type { User } from "../../lib/access/user.ts";
import { reviewIfKnown } from "../../lib/review/review_facts.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { type AppEnv, requireUser, unreadable } from "../edge.tsx";
import { barePage, page, type PageDeps } from "../edge_page.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { attemptPath, TESTS_PATH } from "../../lib/model/process/paths.ts";

type AttemptPageDeps = PageDeps & AttemptDeps & MarkingDeps;

/** `/attempts`: a running test, and its receipt. */
export function attemptPages(deps: AttemptPageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id", async (c) => {
    const user = requireUser(c);
    const own = await ownAttempt(deps, user, c.req.param("id"));
    if (own.attempt.receipt) return c.redirect(attemptPath(own.attempt.id, "receipt"));
    if (!isOpen(own.attempt)) return await endedPage(c, deps, own.attempt);
    const [attempt, style] = await Promise.all([
      studentAttempt(deps, own),
      styleOf(deps, user),
    ]);
    return await takingPage(c, deps, { attempt, saved: c.req.query("done") === "saved", style });
  });

  app.post("/:id", async (c) => {
    const user = requireUser(c);
    const attemptId = c.req.param("id");
    const body = await c.req.formData().catch(unreadable);
    await saveFields(deps, { user, attemptId, body });
    const next = body.get("act") === "hand_in" ? "/hand-in" : "?done=saved";
    return c.redirect(`${attemptPath(attemptId)}${next}`, 303);
  });

  app.get("/:id/receipt", async (c) => {
    const user = requireUser(c);
    const { attempt, context } = await ownAttempt(deps, user, c.req.param("id"));
    if (attempt.receipt === null) return c.redirect(attemptPath(attempt.id));
    const [style, review] = await Promise.all([
      styleOf(deps, user),
      reviewIfKnown(deps, context.assignment, attempt),
    ]);
    return await page(c, deps, {
      title: "Handed in",
      current: "tests",
      back: { href: TESTS_PATH, label: "Tests" },
      body: (
        <ReceiptView
          receipt={attempt.receipt}
          title={context.assignment.title}
          late={attempt.submittedBy === "clock"}
          reviewed={review?.fields.has("mark") ?? false}
          style={style}
        />
      ),
    });
  });

  return app;
}

function takingPage(
  c: Context<AppEnv>,
  deps: AttemptPageDeps,
  { attempt, saved, style }: { attempt: StudentAttempt; saved: boolean; style: TimeStyle },
): Response | Promise<Response> {
  const numbers = new Map(attempt.questions.map(({ slotId, number }) => [slotId, number]));
  const sections = attempt.sections.map(({ title, slotIds }) => ({
    title,
    slots: slotIds.map((slotId) => ({ slotId, number: numbers.get(slotId)! })),
  }));
  const sheet: AttemptSheet = AttemptSheetSchema.parse(attempt);
  const answered = attempt.answers.filter(({ response }) => !isBlank(response));
  const { title, totalMarks, graceMs, hideTimer } = attempt;
  const body = (
    <div class="taking">
      <TakeTest facts={{ title, sections, totalMarks, style, graceMs, hideTimer }} sheet={sheet} />
      <TakingPaper attempt={attempt} saved={saved} style={style} />
      <TakeTestFoot
        sections={sections}
        answered={answered.map(({ slotId }) => slotId)}
        flagged={attempt.flagged}
      />
    </div>
  );
  const hasMaths = attempt.hasMaths || attempt.questions.some((it) => it.hasMaths);
  return barePage(c, deps, {
    title,
    body,
    calm: true,
    display: attempt.display,
    css: hasMaths ? ["maths.css"] : [],
  });
}

/** Takes the answers of a page without script. */
async function saveFields(
  deps: AttemptPageDeps,
  { user, attemptId, body }: { user: User; attemptId: string; body: FormData },
): Promise<void> {
  const own = await ownAttempt(deps, user, attemptId);
  const paper = await deps.attempts.paper(own.attempt);
  const values = (name: string) => body.getAll(name).filter((it) => typeof it === "string");
  const base = Number(body.get("seq"));
  if (!Number.isSafeInteger(base) || base < 0) {
    throw new DomainError("invalid", "This form could not be read");
  }
  const responses = new Map((paper?.slots ?? []).map(({ slotId, kind }) => [
    slotId,
    responseFromFields(kind, fieldName(slotId), values),
  ]));
  await saveForm(deps, { user, attemptId, base, responses });
}

function ReceiptView(
  { receipt, title, late, reviewed, style }: {
    receipt: Receipt;
    title: string;
    late: boolean;
    /** The mark may be seen now, as after a practice. */
    reviewed: boolean;
    style: TimeStyle;
  },
): VNode {
  const { submittedAt, answered, total, code } = receipt;
  return (
    <div class="narrow stack">
      <PageHead
        title={`Handed in at ${formatTime(submittedAt, style)}.`}
        sub={`${arrived(answered)} ${isolated(title)}`}
      />
      {late && <p>Time was up, so your answers were handed in for you.</p>}
      <Card
        title="Receipt"
        foot="Write the code down if you want proof that your answers arrived."
      >
        <dl class="definitions">
          <dt>Code</dt>
          <dd>
            <strong class="receipt__code">{code}</strong>
          </dd>
          <dt>Handed in</dt>
          <dd>{formatInstant(submittedAt, style)}</dd>
          <dt>Answers</dt>
          <dd>{answered} of {total}</dd>
        </dl>
      </Card>
      <p class="buttons">
        {reviewed && (
          <LinkButton href={attemptPath(receipt.attemptId, "review")} look="primary">
            See how you did
          </LinkButton>
        )}
        <LinkButton href={TESTS_PATH} look={reviewed ? "quiet" : "primary"}>
          Back to tests
        </LinkButton>
      </p>
    </div>
  );
}

function arrived(answered: number): string {
  if (answered === 0) return "No question was answered.";
  return answered === 1 ? "Your answer arrived." : `All ${answered} answers arrived.`;
}

/** An attempt that ended without being handed in. */
async function endedPage(
  c: Context<AppEnv>,
  deps: AttemptPageDeps,
  { state }: Attempt,
): Promise<Response> {
  const voided = state === "voided";
  return await page(c, deps, {
    title: "This test has ended",
    current: "tests",
    body: (
      <div class="narrow stack">
        <PageHead title={voided ? "This attempt does not count" : "Time is up"} />
        <p>
          {voided
            ? "Your teacher took this attempt out. Ask your teacher why."
            : "The test was not handed in in time. Your answers are kept; your teacher can still hand it in."}
        </p>
        <p>
          <LinkButton href={TESTS_PATH} look="primary">Back to tests</LinkButton>
        </p>
      </div>
    ),
  });
}
