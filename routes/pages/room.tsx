import { Hono } from "hono";
import { AssignmentHead } from "../../components/AssignmentHead.tsx";
import Room from "../../islands/Room.tsx";
import { requireRun } from "../../lib/assignments.ts";
import { audienceLabel } from "../../lib/audience_label.ts";
import type { RoomDeps } from "../../lib/room/commands.ts";
import { roomView, type RoomViewDeps } from "../../lib/room/view.ts";
import { styleOf } from "../../lib/shell.ts";
import { type AppEnv, requireRole } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { testsWay } from "../../lib/model/tests_way.ts";
import { isolated } from "../../lib/model/text_signs.ts";

/** `/assignments/:id/room` */
export function roomPages(deps: PageDeps & RoomDeps & RoomViewDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/:id/room", async (c) => {
    const user = requireRole(c, "teacher", "school_admin");
    const assignment = await requireRun(deps, user, c.req.param("id"));
    const [view, style, label] = await Promise.all([
      roomView(deps, assignment),
      styleOf(deps, user),
      audienceLabel(deps, assignment),
    ]);
    const body = (
      <>
        <AssignmentHead
          assignmentId={assignment.id}
          title={assignment.title}
          audience={label}
          current="room"
          from={testsWay(user.role, assignment)}
        />
        <Room
          assignmentId={assignment.id}
          view={view}
          renderedAt={deps.now()}
          locale={style.locale}
          timeZone={style.timeZone}
        />
      </>
    );
    return await page(c, deps, {
      title: `${isolated(assignment.title)}: room`,
      body,
      current: "tests",
      rail: true,
      back: { href: "/", label: "Home" },
    });
  });
  return app;
}
