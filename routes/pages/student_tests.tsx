import { Hono } from "hono";
import { OwnExams } from "../../components/home/OwnExams.tsx";
import { maySit } from "../../lib/access/policy/assignments.ts";
import type { HomeDeps } from "../../lib/home/home_deps.ts";
import { ownExams } from "../../lib/home/own_exams.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { type AppEnv, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";

export type StudentTestPageDeps = PageDeps & HomeDeps;

/** `/tests` for students; for everybody else the next route answers. */
export function studentTestPages(deps: StudentTestPageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/tests", async (c, next) => {
    const user = requireUser(c);
    if (!maySit(user)) return await next();
    const [exams, style] = await Promise.all([ownExams(deps, user), styleOf(deps, user)]);
    const body = <OwnExams exams={exams} style={style} />;
    return await page(c, deps, { title: "Tests", body, current: "tests" });
  });
  return app;
}
