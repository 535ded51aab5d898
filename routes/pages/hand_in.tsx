import { Hono } from "hono";
import { HandInQuestion } from "../../components/HandInQuestion.tsx";
import type { AttemptDeps } from "../../lib/attempts/context.ts";
import { FORM_WRITER } from "../../lib/attempts/form.ts";
import { submit } from "../../lib/attempts/hand_in.ts";
import { lastOf } from "../../lib/attempts/merge.ts";
import { isOpen } from "../../lib/attempts/projection.ts";
import { ownAttempt, studentAttempt } from "../../lib/attempts/view.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { type AppEnv, requireUser } from "../edge.tsx";
import { barePage, type PageDeps } from "../edge_page.tsx";
import { attemptPath } from "../../lib/model/process/paths.ts";

/** `/attempts/:id/hand-in`: handing in without script, which asks first. */
export function handInPages(deps: PageDeps & AttemptDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/hand-in", async (c) => {
    const user = requireUser(c);
    const own = await ownAttempt(deps, user, c.req.param("id"));
    if (!isOpen(own.attempt)) return c.redirect(attemptPath(own.attempt.id));
    const [attempt, style] = await Promise.all([
      studentAttempt(deps, own),
      styleOf(deps, user),
    ]);
    return await barePage(c, deps, {
      title: "Hand in your test?",
      calm: true,
      display: attempt.display,
      body: <HandInQuestion attempt={attempt} style={style} />,
    });
  });

  app.post("/:id/hand-in", async (c) => {
    const user = requireUser(c);
    const { attempt } = await ownAttempt(deps, user, c.req.param("id"));
    if (isOpen(attempt)) {
      const n = lastOf(attempt, FORM_WRITER);
      const submission = { writerId: FORM_WRITER, n, heads: {} };
      await submit(deps, { user, attemptId: attempt.id, submission });
    }
    return c.redirect(attemptPath(attempt.id, "receipt"), 303);
  });

  return app;
}
