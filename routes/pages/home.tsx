import { Hono } from "hono";
import { EmptyState } from "../../components/EmptyState.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { type AppEnv, requireUser } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";

/** `/` */
export function homePages(deps: PageDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/", async (c) => {
    const user = requireUser(c);
    const body = (
      <>
        <PageHead title={`Welcome, ${user.name}`} />
        <EmptyState title="Nothing is due." />
      </>
    );
    return await page(c, deps, { title: "Home", body, current: "home" });
  });
  return app;
}
