import { Hono } from "hono";
import { MarkingQueue } from "../../components/MarkingQueue.tsx";
import { MarkingSlots } from "../../components/MarkingSlots.tsx";
import { requireRun } from "../../lib/assignments/assignments.ts";
import { audienceLabel } from "../../lib/assignments/audience_label.ts";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import { markingQueue, slotProgress } from "../../lib/marking/queue.ts";
import { testsPlace } from "../../lib/model/home/ways.ts";
import { mayRunTests } from "../../lib/access/policy/assignments.ts";
import { type AppEnv, requireMay } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { MARKING_PATH } from "../../lib/model/process/paths.ts";

/** `/marking` and `/assignments/:id/marking` */
export function markingPages(deps: PageDeps & MarkingDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/marking", async (c) => {
    const user = requireMay(c, mayRunTests);
    const items = await markingQueue(deps, user);
    const body = <MarkingQueue items={items} now={deps.now()} />;
    return await page(c, deps, { title: "Marking", body, current: "marking" });
  });

  app.get("/assignments/:id/marking", async (c) => {
    const user = requireMay(c, mayRunTests);
    const assignment = await requireRun(deps, user, c.req.param("id"));
    const [audience, slots] = await Promise.all([
      audienceLabel(deps, assignment),
      slotProgress(deps, assignment),
    ]);
    const from = testsPlace(user.role, assignment).back;
    const body = <MarkingSlots {...{ assignment, audience, from, slots }} now={deps.now()} />;
    return await page(c, deps, {
      title: `Marking: ${isolated(assignment.title)}`,
      body,
      current: "tests",
      back: { href: MARKING_PATH, label: "Marking" },
    });
  });

  return app;
}
