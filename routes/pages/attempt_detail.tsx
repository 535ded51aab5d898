import { type Context, Hono } from "hono";
import { z } from "zod";
import type { ActName, RefusedAct } from "../../components/results/AttemptActs.tsx";
import { AttemptDetail, type AttemptDetailProps } from "../../components/results/AttemptDetail.tsx";
import { actOnAttempt } from "../../lib/attempts/acts.ts";
import type { AttemptDeps } from "../../lib/attempts/context.ts";
import { newId } from "../../lib/process/ids.ts";
import { markAnswer } from "../../lib/marking/mark_answer.ts";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import { type AttemptAct, AttemptActSchema } from "../../lib/attempts/attempt_act_schema.ts";
import { IdSchema, SentIdSchema } from "../../lib/model/process/common_schema.ts";
import { shownState } from "../../lib/attempts/deadline.ts";
import { DomainError, type FieldError, notFound } from "../../lib/model/process/errors.ts";
import { draftMark } from "../../lib/model/marking/mark_draft.ts";
import { MAX_COMMENT } from "../../lib/model/marking/comment_limit.ts";
import { overText } from "../../lib/model/text/text_limit.ts";
import { isStaff, type User } from "../../lib/access/user.ts";
import { attemptView } from "../../lib/results/attempt_view.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { mayRunTests } from "../../lib/access/policy/assignments.ts";
import { type AppEnv, badInput, formErrors, readForm, requireMay } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { assignmentPath } from "../../lib/model/process/paths.ts";

const FormSchema = z.strictObject({
  slotId: IdSchema,
  rev: z.coerce.number().int().min(0),
  mark: z.string().max(20),
  // A browser sends two characters for a line end, and counts one.
  comment: z.string().transform((text) => text.replaceAll("\r\n", "\n")),
});

const ACTS: Readonly<Record<ActName, AttemptAct["kind"]>> = {
  "reopen": "reopen",
  "void": "void",
  "unvoid": "unvoid",
  "hand-in": "hand_in",
  "take-late": "take_late",
};
const ActFormSchema = z.strictObject({
  commandId: SentIdSchema.optional(),
  /** The question whose kept answer is taken; empty: every one. */
  slotId: z.string().max(140).optional(),
  minutes: z.string().max(20).optional(),
  reason: z.string().max(2_000).optional(),
});

/** `/assignments/:id/attempts/:attemptId` */
export function attemptDetailPages(deps: PageDeps & MarkingDeps & AttemptDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/attempts/:attemptId", async (c) => {
    const user = requireMay(c, isStaff);
    return await show(c, user, {});
  });

  app.post("/:id/attempts/:attemptId/marks", async (c) => {
    const user = requireMay(c, mayRunTests);
    const { assignment, grade } = await read(c, user);
    const form = await readForm(c, FormSchema);
    if (!form.ok) {
      throw new DomainError("invalid", form.errors[0]!.message, { fields: form.errors });
    }
    const { slotId, rev, mark, comment } = form.data;
    const slot = grade?.slots.find((it) => it.slotId === slotId);
    if (!grade || !slot) throw notFound();
    const rules = { rubric: null, maxMark: slot.maxMark };
    const value = draftMark({ levels: {}, mark, comment }, rules);
    const over = overText(comment, MAX_COMMENT);
    if (over !== null) {
      const message = `The comment is too long. ${over}`;
      return await show(c, user, { mark: { slotId, mark, comment, message } });
    }
    try {
      const about = { user, attemptId: grade.id, slotId, rev, rubric: null, comment };
      await markAnswer(deps, { ...about, mark: value });
    } catch (error) {
      const { message } = formErrors(error)[0]!;
      return await show(c, user, { mark: { slotId, mark, comment, message } });
    }
    const base = assignmentPath(assignment.id, "attempts", grade.id);
    const number = grade.slots.indexOf(slot) + 1;
    return c.redirect(`${base}#q${number}`, 303);
  });

  app.post("/:id/attempts/:attemptId/:act{reopen|void|unvoid|hand-in|take-late}", async (c) => {
    const user = requireMay(c, mayRunTests);
    const { id: assignmentId, attemptId, act } = c.req.param();
    const form = await readForm(c, ActFormSchema);
    const { minutes = "", reason = "" } = form.values;
    const refuse = (errors: readonly FieldError[]) =>
      show(c, user, { act: { act: act as ActName, minutes, reason, errors } });
    if (!form.ok) return await refuse(form.errors);
    const given = AttemptActSchema.safeParse(actOf(act as ActName, form.data));
    if (!given.success) return await refuse(badInput(given.error).fields);
    try {
      await actOnAttempt(deps, { user, assignmentId, attemptId, act: given.data });
    } catch (error) {
      return await refuse(formErrors(error));
    }
    return c.redirect(assignmentPath(assignmentId, "attempts", attemptId), 303);
  });

  function read(c: Context<AppEnv>, user: User): ReturnType<typeof attemptView> {
    const assignmentId = c.req.param("id") ?? "";
    return attemptView(deps, { user, assignmentId, attemptId: c.req.param("attemptId") ?? "" });
  }

  async function show(
    c: Context<AppEnv>,
    user: User,
    { mark = null, act = null }: { mark?: AttemptDetailProps["refused"]; act?: RefusedAct | null },
  ): Promise<Response> {
    const [view, style] = await Promise.all([read(c, user), styleOf(deps, user)]);
    const { assignment, attempt, grade, studentName, items, timeline, late, runs } = view;
    const { answersHidden, timesHidden } = view;
    const body = (
      <AttemptDetail
        {...{ studentName, answersHidden, timesHidden, items, timeline, late, runs, style }}
        refused={mark}
        refusedAct={act}
        released={assignment.releasedAt !== null}
        commandId={newId()}
        assignmentId={assignment.id}
        attemptId={c.req.param("attemptId") ?? attempt.id}
        title={assignment.title}
        number={attempt.number}
        state={shownState(attempt, assignment)}
        submittedAt={attempt.submittedAt}
        afterDeadline={attempt.late}
        answered={attempt.answered.length}
        mark={grade?.mark ?? null}
        maxMark={grade?.maxMark ?? assignment.totalMarks}
      />
    );
    return await page(c, deps, {
      title: studentName ?? "Answers",
      body,
      current: "tests",
      css: view.hasMaths ? ["maths.css"] : [],
      back: { href: assignmentPath(assignment.id, "results"), label: "Results" },
      status: mark === null && act === null ? 200 : 400,
    });
  }

  return app;
}

/** What the form asks for; what is missing or odd is for the schema to refuse. */
function actOf(act: ActName, form: z.infer<typeof ActFormSchema>): Record<string, unknown> {
  const { commandId, minutes = "", reason = "" } = form;
  const kind = ACTS[act];
  if (kind === "hand_in") return { kind };
  if (kind === "take_late") {
    return { kind, commandId, slotIds: form.slotId ? [form.slotId] : null };
  }
  if (kind !== "reopen") return { kind, reason };
  return { kind, commandId, reason, minutes: minutes.trim() === "" ? null : Number(minutes) };
}
