import { type Context, Hono } from "hono";
import { z } from "zod";
import { ReleasePlanView } from "../../components/results/ReleasePlanView.tsx";
import { release, type ReleaseDeps, releasePlan, unrelease } from "../../lib/marking/release.ts";
import { isEnded } from "../../lib/model/jobs/job_schema.ts";
import type { FieldError } from "../../lib/model/process/errors.ts";
import type { User } from "../../lib/access/user.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { mayRunTests } from "../../lib/access/policy/assignments.ts";
import { type AppEnv, formErrors, readForm, requireMay } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { assignmentPath } from "../../lib/model/process/paths.ts";

const FormSchema = z.strictObject({ partial: z.literal("1").optional() });

/** `/assignments/:id/release` and `/unrelease` */
export function releasePages(deps: PageDeps & ReleaseDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/release", async (c) => {
    const user = requireMay(c, mayRunTests);
    return await show(c, user, []);
  });

  app.post("/:id/release", async (c) => {
    const user = requireMay(c, mayRunTests);
    const assignmentId = c.req.param("id");
    const form = await readForm(c, FormSchema);
    if (!form.ok) return await show(c, user, form.errors);
    try {
      const partial = form.data.partial !== undefined;
      const { job } = await release(deps, {
        ...{ user, assignmentId, partial },
        causedBy: c.get("requestId"),
      });
      const going = job === null || isEnded(job) ? "" : `&job=${job.id}`;
      return c.redirect(`${assignmentPath(assignmentId, "results")}?done=released${going}`, 303);
    } catch (error) {
      return await show(c, user, formErrors(error).map((it) => ({ ...it, path: "partial" })));
    }
  });

  app.post("/:id/unrelease", async (c) => {
    const user = requireMay(c, mayRunTests);
    const assignmentId = c.req.param("id");
    await unrelease(deps, { user, assignmentId });
    return c.redirect(`${assignmentPath(assignmentId, "results")}?done=taken-back`, 303);
  });

  async function show(
    c: Context<AppEnv>,
    user: User,
    errors: readonly FieldError[],
  ): Promise<Response> {
    const assignmentId = c.req.param("id") ?? "";
    const [{ assignment, ...plan }, style] = await Promise.all([
      releasePlan(deps, { user, assignmentId }),
      styleOf(deps, user),
    ]);
    const { title, releasedAt, practice } = assignment;
    const body = (
      <ReleasePlanView
        {...{ assignmentId, title, releasedAt, practice, errors, style }}
        {...plan}
      />
    );
    return await page(c, deps, {
      title: "Release results",
      body,
      current: "tests",
      status: errors.length > 0 ? 409 : 200,
      back: { href: assignmentPath(assignmentId, "results"), label: "Results" },
    });
  }

  return app;
}
