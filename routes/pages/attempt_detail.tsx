import { type Context, Hono } from "hono";
import { z } from "zod";
import { AttemptDetail, type AttemptDetailProps } from "../../components/results/AttemptDetail.tsx";
import { markAnswer } from "../../lib/marking/mark_answer.ts";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import { IdSchema } from "../../lib/model/common_schema.ts";
import { DomainError, notFound } from "../../lib/model/errors.ts";
import { draftMark } from "../../lib/model/mark_draft.ts";
import { MAX_COMMENT } from "../../lib/model/marking.ts";
import type { User } from "../../lib/model/user.ts";
import { attemptView } from "../../lib/results/attempt_view.ts";
import { styleOf } from "../../lib/shell.ts";
import { type AppEnv, formErrors, readForm, requireRole } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";

const FormSchema = z.strictObject({
  slotId: IdSchema,
  rev: z.coerce.number().int().min(0),
  mark: z.string().max(20),
  comment: z.string().max(MAX_COMMENT),
});

/** `/assignments/:id/attempts/:attemptId` */
export function attemptDetailPages(deps: PageDeps & MarkingDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/attempts/:attemptId", async (c) => {
    const user = requireRole(c, "teacher", "principal", "school_admin");
    return await show(c, user, null);
  });

  app.post("/:id/attempts/:attemptId/marks", async (c) => {
    const user = requireRole(c, "teacher", "school_admin");
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
    try {
      const about = { user, attemptId: grade.id, slotId, rev, rubric: null, comment };
      await markAnswer(deps, { ...about, mark: value });
    } catch (error) {
      const { message } = formErrors(error)[0]!;
      return await show(c, user, { slotId, mark, comment, message });
    }
    const base = `/assignments/${assignment.id}/attempts/${grade.id}`;
    const number = grade.slots.indexOf(slot) + 1;
    return c.redirect(`${base}#q${number}`, 303);
  });

  function read(c: Context<AppEnv>, user: User): ReturnType<typeof attemptView> {
    const assignmentId = c.req.param("id") ?? "";
    return attemptView(deps, { user, assignmentId, attemptId: c.req.param("attemptId") ?? "" });
  }

  async function show(
    c: Context<AppEnv>,
    user: User,
    refused: AttemptDetailProps["refused"],
  ): Promise<Response> {
    const [view, style] = await Promise.all([read(c, user), styleOf(deps, user)]);
    const { assignment, attempt, grade, studentName, items, timeline, runs } = view;
    const body = (
      <AttemptDetail
        {...{ studentName, items, timeline, runs, refused, style }}
        assignmentId={assignment.id}
        attemptId={attempt.id}
        title={assignment.title}
        number={attempt.number}
        state={attempt.state}
        submittedAt={attempt.submittedAt}
        late={attempt.late}
        mark={grade?.mark ?? null}
        maxMark={grade?.maxMark ?? assignment.totalMarks}
      />
    );
    return await page(c, deps, {
      title: studentName ?? "Answers",
      body,
      current: "tests",
      css: view.hasMaths ? ["maths.css"] : [],
      back: { href: `/assignments/${assignment.id}/results`, label: "Results" },
      status: refused === null ? 200 : 400,
    });
  }

  return app;
}
