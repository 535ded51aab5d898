import { type Context, Hono } from "hono";
import { z } from "zod";
import { DeskQuestion } from "../../components/DeskQuestion.tsx";
import MarkingDesk from "../../islands/MarkingDesk.tsx";
import { classOf } from "../../lib/assignments/assignments.ts";
import { type Desk, markingAnswer, nextWaiting, openDesk } from "../../lib/marking/desk.ts";
import { markAnswer } from "../../lib/marking/mark_answer.ts";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import { IdSchema } from "../../lib/model/process/common_schema.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import { latestMark } from "../../lib/grading/latest_marks.ts";
import { draftMark, type MarkDraft } from "../../lib/model/marking/mark_draft.ts";
import { MAX_COMMENT } from "../../lib/model/marking/comment_limit.ts";
import { overText } from "../../lib/model/text/text_limit.ts";
import type { User } from "../../lib/access/user.ts";
import { loadRichText } from "../../lib/rich_text/rich_text.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { mayRunTests } from "../../lib/access/policy/assignments.ts";
import { type AppEnv, formErrors, readForm, readQuery, requireMay } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { assignmentPath, filePath, MARKING_PATH } from "../../lib/model/process/paths.ts";

const DeskQuerySchema = z.object({ attempt: IdSchema.optional() });

/** A mark sent by a form without script; `level.<item>` stand beside these. */
const MarkFormSchema = z.object({
  attemptId: IdSchema,
  rev: z.coerce.number().int().min(0),
  mark: z.string().max(20).default(""),
  // A browser sends two characters for a line end, and counts one.
  comment: z.string().default("").transform((text) => text.replaceAll("\r\n", "\n")),
}).catchall(z.string());

interface Shown {
  user: User;
  desk: Desk;
  /** `null`: the next that waits. */
  attemptId: string | null;
  problem: string | null;
  /** What a form without script brought and was not taken. */
  typed?: MarkDraft;
}

/** `/assignments/:id/marking/:slotId` */
export function markingDeskPages(deps: PageDeps & MarkingDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/marking/:slotId", async (c) => {
    const { user, desk } = await opened(c);
    const { attempt } = readQuery(c, DeskQuerySchema);
    return await show(c, { user, desk, attemptId: attempt ?? null, problem: null });
  });

  app.post("/:id/marking/:slotId", async (c) => {
    const { user, desk } = await opened(c);
    const form = await readForm(c, MarkFormSchema);
    if (!form.ok) {
      throw new DomainError("invalid", form.errors[0]!.message, { fields: form.errors });
    }
    const { attemptId, rev, mark, comment, ...rest } = form.data;
    const { slotId, maxMark } = desk.slot;
    const given = desk.rubric
      ? { mark: null, rubric: levelsOf(rest) }
      : { mark: draftMark({ levels: {}, mark, comment }, { rubric: null, maxMark }), rubric: null };
    const typed = { levels: given.rubric ?? {}, mark, comment };
    const refuse = (problem: string) => show(c, { user, desk, attemptId, problem, typed });
    const over = overText(comment, MAX_COMMENT);
    if (over !== null) return await refuse(`The comment is too long. ${over}`);
    try {
      await markAnswer(deps, { user, attemptId, slotId, rev, comment, ...given });
    } catch (error) {
      return await refuse(formErrors(error)[0]!.message);
    }
    const next = nextWaiting(desk, { user, now: deps.now(), after: attemptId });
    return c.redirect(`${c.req.path}${next === null ? "" : `?attempt=${next.id}`}`, 303);
  });

  async function opened(c: Context<AppEnv>): Promise<{ user: User; desk: Desk }> {
    const user = requireMay(c, mayRunTests);
    const ids = { assignmentId: c.req.param("id") ?? "", slotId: c.req.param("slotId") ?? "" };
    return { user, desk: await openDesk(deps, { user, ...ids }) };
  }

  async function show(c: Context<AppEnv>, shown: Shown): Promise<Response> {
    const { user, desk, problem } = shown;
    const id = shown.attemptId ??
      nextWaiting(desk, { user, now: deps.now(), after: null })?.id ?? null;
    const [answer, style, room, render] = await Promise.all([
      id === null ? null : markingAnswer(deps, desk, { user, attemptId: id }),
      styleOf(deps, user),
      classOf(deps, desk.assignment),
      loadRichText(),
    ]);
    const { assignment, slot, number, question: { content } } = desk;
    const set = (text: string) => render(text, { mediaUrl: (id) => filePath(id) });
    const text = content.kind === "essay" ? content.key.modelAnswer : content.explanation;
    const prompt = set(content.prompt);
    const model = text.trim() === "" ? null : set(text);
    const action = assignmentPath(assignment.id, "marking", slot.slotId);
    const body = (
      <div class="desk">
        <DeskQuestion
          number={number}
          maxMark={slot.maxMark}
          about={[assignment.title, room?.name].filter(Boolean).join(", ")}
          promptHtml={prompt.html}
          modelHtml={model?.html ?? null}
          lang={content.locale}
          marked={markedSoFar(desk, action)}
          problem={problem}
          claimedBy={answer?.claimedBy ?? null}
          locale={style.locale}
        />
        <MarkingDesk
          start={{
            assignmentId: assignment.id,
            slotId: slot.slotId,
            rubric: desk.rubric?.items ?? null,
            maxMark: slot.maxMark,
            answer,
            typed: shown.typed ?? null,
            marked: desk.marked,
            total: desk.total,
            order: desk.grades.map(({ id }) => id),
          }}
          style={style}
          action={action}
          doneHref={assignmentPath(assignment.id, "results")}
        />
      </div>
    );
    return await page(c, deps, {
      title: `Marking question ${number}`,
      body,
      current: "marking",
      rail: true,
      width: "flush",
      css: prompt.hasMaths || model?.hasMaths ? ["maths.css"] : [],
      back: { href: MARKING_PATH, label: "Marking" },
      status: problem === null ? 200 : 400,
    });
  }

  return app;
}

function markedSoFar(
  { grades, slot }: Desk,
  base: string,
): { href: string; number: number; mark: number }[] {
  return grades.flatMap((grade, at) => {
    const mark = latestMark(grade, slot.slotId)?.mark ?? null;
    return mark === null ? [] : { href: `${base}?attempt=${grade.id}`, number: at + 1, mark };
  });
}

function levelsOf(values: Record<string, string>): Record<string, string> {
  const levels = Object.entries(values).filter(([name]) => name.startsWith("level."));
  return Object.fromEntries(levels.map(([name, level]) => [name.slice(6), level]));
}
