import { Hono } from "hono";
import { Card } from "../../components/Card.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { ResultRows } from "../../components/results/ResultRows.tsx";
import { TrendCard, trendSeries } from "../../components/results/TrendCards.tsx";
import type { MarkingDeps } from "../../lib/marking/marking_deps.ts";
import { studentResults } from "../../lib/results/student_results.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { maySit } from "../../lib/access/policy/assignments.ts";
import { type AppEnv, requireMay } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";

/** `/progress` */
export function progressPages(deps: PageDeps & MarkingDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => {
    const user = requireMay(c, maySit);
    const [results, style] = await Promise.all([
      studentResults(deps, user, { forGuardian: false }),
      styleOf(deps, user),
    ]);
    const series = trendSeries(results, style);
    const body = (
      <div class="calm-page">
        <PageHead title="Progress" />
        {series.length === 0 && (
          <EmptyState title="Two released tests make a line.">
            {results.length === 0 ? "No results released yet." : null}
          </EmptyState>
        )}
        {series.map((one) => <TrendCard key={one.name} series={one} locale={style.locale} />)}
        {results.length > 0 && (
          <Card title="Your tests" flush ruled>
            <ResultRows results={results} style={style} />
          </Card>
        )}
      </div>
    );
    return await page(c, deps, { title: "Progress", body, current: "progress" });
  });

  return app;
}
