import { type Context, Hono } from "hono";
import { SchoolOverview } from "../../components/home/SchoolOverview.tsx";
import { TeacherLoad } from "../../components/home/TeacherLoad.tsx";
import { audit } from "../../lib/access/audit.ts";
import type { HomeDeps } from "../../lib/home/home_deps.ts";
import { loadCsv, schoolCsv } from "../../lib/home/school_csv.ts";
import { schoolHome } from "../../lib/home/school_home.ts";
import { teacherLoad } from "../../lib/home/teacher_load.ts";
import { localTime } from "../../lib/model/process/school_time.ts";
import type { User } from "../../lib/access/user.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { maySeeSchool } from "../../lib/access/policy/school.ts";
import { type AppEnv, requireMay } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { csvFormat } from "../edge_csv.ts";

export type SchoolFiguresDeps = PageDeps & HomeDeps;

const requireViewer = (c: Context<AppEnv>) => requireMay(c, maySeeSchool);

/** `/school`, `/school/marking`, and both as files. */
export function schoolFigurePages(deps: SchoolFiguresDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/school", async (c) => {
    const user = requireViewer(c);
    const [home, style] = await Promise.all([schoolHome(deps, user), styleOf(deps, user)]);
    const body = <SchoolOverview home={home} now={deps.now()} style={style} />;
    return await page(c, deps, { title: "Overview", body, current: "home" });
  });

  app.get("/school/marking", async (c) => {
    const user = requireViewer(c);
    const [{ period, rows }, style] = await Promise.all([
      teacherLoad(deps, user),
      styleOf(deps, user),
    ]);
    const body = <TeacherLoad period={period} rows={rows} now={deps.now()} style={style} />;
    return await page(c, deps, { title: "Marking load", body, current: "marking-load" });
  });

  app.get("/school.csv", async (c) => {
    const user = requireViewer(c);
    const text = schoolCsv(await schoolHome(deps, user), await csvFormat(c, deps));
    return await file(c, deps, { user, name: "school", text });
  });

  app.get("/school/marking.csv", async (c) => {
    const user = requireViewer(c);
    const text = loadCsv(
      (await teacherLoad(deps, user)).rows,
      "Teacher",
      await csvFormat(c, deps),
    );
    return await file(c, deps, { user, name: "marking-load", text });
  });

  return app;
}

/** A download, named by the day in the school's zone and written down in the audit log. */
async function file(
  c: Context<AppEnv>,
  deps: SchoolFiguresDeps,
  { user, name, text }: { user: User; name: string; text: string },
): Promise<Response> {
  const { timeZone } = await styleOf(deps, user);
  const day = localTime(deps.now(), timeZone).slice(0, 10);
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: "school.exported",
    targetId: user.schoolId,
    details: { file: `${name}-${day}.csv` },
  });
  c.header("Content-Type", "text/csv; charset=utf-8");
  c.header("Content-Disposition", `attachment; filename="${name}-${day}.csv"`);
  return c.body(text);
}
