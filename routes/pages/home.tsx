import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { Card } from "../../components/Card.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { OfficeHome } from "../../components/home/OfficeHome.tsx";
import { SchoolOverview } from "../../components/home/SchoolOverview.tsx";
import { StudentHome } from "../../components/home/StudentHome.tsx";
import { TeacherHome } from "../../components/home/TeacherHome.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import type { HomeDeps } from "../../lib/home/home_deps.ts";
import { officeHome } from "../../lib/home/office_home.ts";
import { ownExams } from "../../lib/home/own_exams.ts";
import { schoolHome } from "../../lib/home/school_home.ts";
import { teacherHome } from "../../lib/home/teacher_home.ts";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import type { User } from "../../lib/access/user.ts";
import { childrenOf } from "../../lib/results/child_week.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { type AppEnv, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";

export type HomePageDeps = PageDeps & HomeDeps & MarkingDeps;

/** `/`: what needs this person now. */
export function homePages(deps: HomePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/", async (c) => {
    const user = requireUser(c);
    if (user.role === "admin") return c.redirect("/schools", 303);
    if (user.role === "parent") return await childOf(c, deps, user);
    const title = user.role === "principal" ? "Overview" : "Home";
    const body = await bodyFor(deps, user);
    return await page(c, deps, { title, body, current: "home" });
  });
  return app;
}

async function bodyFor(deps: HomePageDeps, user: User): Promise<VNode> {
  const style = await styleOf(deps, user);
  const shown = { name: user.name, now: deps.now(), style };
  switch (user.role) {
    case "student":
      return <StudentHome {...shown} exams={await ownExams(deps, user)} />;
    case "teacher":
      return <TeacherHome {...shown} home={await teacherHome(deps, user)} />;
    case "principal":
      return <SchoolOverview {...shown} home={await schoolHome(deps, user)} />;
    default:
      return <OfficeHome {...shown} home={await officeHome(deps, user)} />;
  }
}

/** A guardian's home is the week of the first child; the switch between children stands on that page. */
async function childOf(c: Context<AppEnv>, deps: HomePageDeps, user: User): Promise<Response> {
  const [first] = await childrenOf(deps, user);
  if (first !== undefined) return c.redirect(`/children/${first.person.id}`, 303);
  const body = (
    <div class="narrow">
      <PageHead title="Home" />
      <Card>
        <EmptyState title="No child is linked to you yet.">
          The school office links you to your child.
        </EmptyState>
      </Card>
    </div>
  );
  return await page(c, deps, { title: "Home", body, current: "home" });
}
