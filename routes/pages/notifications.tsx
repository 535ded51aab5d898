import { Hono } from "hono";
import type { VNode } from "preact";
import { Button } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Icon } from "../../components/icons.tsx";
import { PageHead } from "../../components/PageHead.tsx";
import { Pager } from "../../components/Pager.tsx";
import { NoticeList } from "../../components/people/NoticeList.tsx";
import { readAllNotices, readNotice } from "../../lib/notices/notices.ts";
import { noticeWay, type NoticeWayDeps } from "../../lib/notices/notice_way.ts";
import { type ShownNoticeDeps, shownNotices } from "../../lib/notices/shown_notices.ts";
import { timeStyleOf } from "../../lib/people/schools.ts";
import { type AppEnv, requireUser } from "../edge.tsx";
import { page } from "../edge_page.tsx";
import type { PeoplePageDeps } from "../edge_people.ts";
import { NOTIFICATIONS_PATH, READ_NOTIFICATIONS_PATH } from "../../lib/model/process/paths.ts";

/** `/notifications`: what is new. */
export function notificationPages(
  deps: PeoplePageDeps & ShownNoticeDeps & NoticeWayDeps,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/", async (c) => {
    const user = requireUser(c);
    const style = await timeStyleOf(deps, user);
    const { items, next } = await shownNotices(deps, user, { after: c.req.query("after"), style });
    const body = (
      <div class="narrow">
        <PageHead
          title="Notifications"
          actions={items.some(({ readAt }) => readAt === null) && <ReadAll />}
        />
        <Card flush>
          {items.length === 0
            ? <EmptyState icon={<Icon name="bell" size={28} />} title="Nothing new." />
            : <NoticeList notices={items} style={style} now={deps.now()} />}
          <Pager next={next && `${NOTIFICATIONS_PATH}?${new URLSearchParams({ after: next })}`} />
        </Card>
      </div>
    );
    return await page(c, deps, { title: "Notifications", body, current: "notifications" });
  });

  app.post("/read", async (c) => {
    await readAllNotices(deps, requireUser(c));
    return c.redirect(NOTIFICATIONS_PATH, 303);
  });

  /** Goes where the notice leads; that it was read is all that this writes. */
  app.get("/:id", async (c) => {
    const user = requireUser(c);
    const notice = await readNotice(deps, user, c.req.param("id"));
    return c.redirect(await noticeWay(deps, user, notice), 303);
  });

  return app;
}

function ReadAll(): VNode {
  return (
    <form method="post" action={READ_NOTIFICATIONS_PATH}>
      <Button look="primary">Mark all read</Button>
    </form>
  );
}
