import { type Context, Hono } from "hono";
import type { ComponentChildren, VNode } from "preact";
import { z } from "zod";
import { Card } from "../../components/Card.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { type ChildLink, ChildSwitch } from "../../components/results/ChildSwitch.tsx";
import { ChildView } from "../../components/results/ChildView.tsx";
import { DueRows } from "../../components/results/DueRows.tsx";
import { ResultRows } from "../../components/results/ResultRows.tsx";
import { TrendCard, trendSeries } from "../../components/results/TrendCards.tsx";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import type { User } from "../../lib/access/user.ts";
import { type Child, childrenOf, requireChild, weekOf } from "../../lib/results/child_week.ts";
import { resultRemarks, studentResults } from "../../lib/results/student_results.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { mayFollowChildren } from "../../lib/access/policy/people.ts";
import { type AppEnv, readQuery, requireMay } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { DUE_PATH, RESULTS_PATH } from "../../lib/model/process/paths.ts";

const QuerySchema = z.object({ child: z.string().default("") });

interface Opened {
  user: User;
  links: ChildLink[];
  child: Child;
}

/** A guardian's pages: `/children/:id`, `/due` and `/results`. */
export function childPages(deps: PageDeps & MarkingDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  async function opened(c: Context<AppEnv>, id: string): Promise<Opened | null> {
    const user = requireMay(c, mayFollowChildren);
    const children = await childrenOf(deps, user);
    if (children.length === 0 && id === "") return null;
    return { user, links: children.map(linkOf), child: requireChild(children, id) };
  }

  app.get("/children/:id", async (c) => {
    const { user, links, child } = (await opened(c, c.req.param("id")))!;
    const [{ due, missed }, results, style] = await Promise.all([
      weekOf(deps, child.person),
      studentResults(deps, child.person, { forGuardian: true }),
      styleOf(deps, user),
    ]);
    const remarks = results[0]
      ? await resultRemarks(deps, user.schoolId, results[0])
      : { classMean: null, comment: null };
    const body = (
      <ChildView
        {...{ due, missed, results, remarks, style }}
        childrenLinks={links}
        child={linkOf(child)}
        now={deps.now()}
      />
    );
    return await page(c, deps, { title: child.person.name, body, current: "home" });
  });

  app.get("/due", async (c) => {
    const shown = await opened(c, readQuery(c, QuerySchema).child);
    if (shown === null) return await nobody(c, "Due", "due");
    const { user, child } = shown;
    const [{ due }, style] = await Promise.all([weekOf(deps, child.person), styleOf(deps, user)]);
    const body = (
      <ChildFrame shown={shown} path={DUE_PATH} title="Due">
        {due.length === 0 ? <EmptyState title="Nothing is due." /> : (
          <Card flush>
            <DueRows due={due} style={style} />
          </Card>
        )}
      </ChildFrame>
    );
    return await page(c, deps, { title: "Due", body, current: "due" });
  });

  app.get("/results", async (c) => {
    const shown = await opened(c, readQuery(c, QuerySchema).child);
    if (shown === null) return await nobody(c, "Results", "results");
    const { user, child } = shown;
    const [results, style] = await Promise.all([
      studentResults(deps, child.person, { forGuardian: true }),
      styleOf(deps, user),
    ]);
    const body = (
      <ChildFrame shown={shown} path={RESULTS_PATH} title="Results">
        {results.length === 0 ? <EmptyState title="No results released yet." /> : (
          <Card flush>
            <ResultRows results={results} style={style} />
          </Card>
        )}
        {trendSeries(results, style).map((series) => (
          <TrendCard key={series.name} series={series} locale={style.locale} />
        ))}
      </ChildFrame>
    );
    return await page(c, deps, { title: "Results", body, current: "results" });
  });

  async function nobody(
    c: Context<AppEnv>,
    title: string,
    current: "due" | "results",
  ): Promise<Response> {
    const body = (
      <>
        <PageHead title={title} />
        <EmptyState title="No child is linked to you yet.">Ask the school's office.</EmptyState>
      </>
    );
    return await page(c, deps, { title, body, current });
  }

  return app;
}

function linkOf({ person, className }: Child): ChildLink {
  return { id: person.id, name: person.name, className };
}

function ChildFrame({ shown, path, title, children }: {
  shown: Opened;
  path: string;
  title: string;
  children: ComponentChildren;
}): VNode {
  const { links, child } = shown;
  return (
    <div class="calm-page">
      <ChildSwitch
        items={links}
        currentId={child.person.id}
        hrefOf={(id) => `${path}?child=${id}`}
      />
      <PageHead title={title} sub={child.person.name} />
      {children}
    </div>
  );
}
