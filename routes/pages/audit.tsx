import { Hono } from "hono";
import { Card } from "../../components/Card.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Icon } from "../../components/icons.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { Pager } from "../../components/Pager.tsx";
import { AuditTable } from "../../components/people/AuditTable.tsx";
import { auditLog } from "../../lib/people/audit_log.ts";
import { timeStyleOf } from "../../lib/people/schools.ts";
import { type AppEnv, requireRole } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";

/** `/audit`: who did what. */
export function auditPages(deps: PeoplePageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/", async (c) => {
    const user = requireRole(c, "school_admin", "admin");
    const [{ items, next }, style] = await Promise.all([
      auditLog(deps, user, c.req.query("after")),
      timeStyleOf(deps, user),
    ]);
    const body = (
      <>
        <PageHead title="Who did what" sub="Newest first. Nothing here can be changed." />
        <Card flush>
          {items.length === 0
            ? <EmptyState icon={<Icon name="scroll-text" size={28} />} title="No entries match." />
            : <AuditTable lines={items} style={style} />}
          <Pager next={next && `/audit?${new URLSearchParams({ after: next })}`} />
        </Card>
      </>
    );
    const current = user.role === "admin" ? "audit" : "settings";
    return await page(c, deps, { title: "Who did what", body, current });
  });
  return app;
}
