import { Hono } from "hono";
import { z } from "zod";
import { ReviewView } from "../../components/review/ReviewView.tsx";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import { reviewPlace } from "../../lib/model/home/ways.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { studentReview } from "../../lib/review/student_review.ts";
import { type AppEnv, readQuery, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";

const QuerySchema = z.object({ all: z.string().optional() });

/** `/attempts/:id/review` */
export function reviewPages(deps: PageDeps & MarkingDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/review", async (c) => {
    const user = requireUser(c);
    const { all } = readQuery(c, QuerySchema);
    const [review, style] = await Promise.all([
      studentReview(deps, { user, attemptId: c.req.param("id") }),
      styleOf(deps, user),
    ]);
    const { who, ...place } = reviewPlace(user.role, review);
    return await page(c, deps, {
      title: review.title,
      body: <ReviewView review={review} all={all !== undefined} who={who} style={style} />,
      css: review.hasMaths ? ["maths.css"] : [],
      ...place,
    });
  });

  return app;
}
