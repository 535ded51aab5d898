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
import { homeTitle } from "../../lib/model/home/navigation.ts";
import type { Role } from "../../lib/model/people/people_schema.ts";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import { type AppEnv, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { childPath, SCHOOLS_PATH } from "../../lib/model/process/paths.ts";

export type HomePageDeps = PageDeps & HomeDeps & MarkingDeps;

/** `/`: what needs this person now. */
export function homePages(deps: HomePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/", async (c) => {
    const user = requireUser(c);
    return await HOMES[user.role](c, deps, user);
  });
  return app;
}

type Answer = (c: Context<AppEnv>, deps: HomePageDeps, user: User) => Promise<Response>;

const HOMES: Readonly<Record<Role, Answer>> = {
  student: homeOf(async (it) => (
    <StudentHome {...it.shown} exams={await ownExams(it.deps, it.user)} />
  )),
  teacher: homeOf(async (it) => (
    <TeacherHome {...it.shown} home={await teacherHome(it.deps, it.user)} />
  )),
  parent: childOf,
  principal: homeOf(async (it) => (
    <SchoolOverview {...it.shown} home={await schoolHome(it.deps, it.user)} />
  )),
  "school_admin": homeOf(async (it) => (
    <OfficeHome {...it.shown} home={await officeHome(it.deps, it.user)} />
  )),
  admin: (c) => Promise.resolve(c.redirect(SCHOOLS_PATH, 303)),
};

interface HomeFacts {
  deps: HomePageDeps;
  user: User;
  shown: { name: string; now: number; style: TimeStyle };
}

/** A page at the place called so in the navigation. */
function homeOf(bodyOf: (it: HomeFacts) => Promise<VNode>): Answer {
  return async (c, deps, user) => {
    const style = await styleOf(deps, user);
    const body = await bodyOf({ deps, user, shown: { name: user.name, now: deps.now(), style } });
    return await page(c, deps, { title: homeTitle(user.role), body, current: "home" });
  };
}

/** A guardian's home is the week of the first child; the switch between children stands on that page. */
async function childOf(c: Context<AppEnv>, deps: HomePageDeps, user: User): Promise<Response> {
  const [first] = await childrenOf(deps, user);
  if (first !== undefined) return c.redirect(childPath(first.person.id), 303);
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
