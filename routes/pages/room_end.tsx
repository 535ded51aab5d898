import { Hono } from "hono";
import { z } from "zod";
import { requireRun } from "../../lib/assignments/assignments.ts";
import { newId } from "../../lib/process/ids.ts";
import { SentIdSchema } from "../../lib/model/process/common_schema.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { type RoomDeps, runRoomCommand } from "../../lib/assignments/room_commands.ts";
import { roomView, type RoomViewDeps } from "../../lib/assignments/room_view.ts";
import { mayRunTests } from "../../lib/access/policy/assignments.ts";
import { type AppEnv, readForm, requireMay } from "../edge.tsx";
import { confirmPage } from "../edge_confirm.tsx";
import type { PageDeps } from "../edge_page.tsx";
import { assignmentPath } from "../../lib/model/process/paths.ts";

const FormSchema = z.strictObject({ commandId: SentIdSchema.max(64) });

/** `/assignments/:id/end`: ends a running test for everyone where the room has no script, and asks first. */
export function roomEndPages(deps: PageDeps & RoomDeps & RoomViewDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/:id/end", async (c) => {
    const user = requireMay(c, mayRunTests);
    const assignment = await requireRun(deps, user, c.req.param("id"));
    const room = { href: assignmentPath(assignment.id, "room"), label: "Room" };
    const { items } = await roomView(deps, assignment);
    const writing = items.filter(({ state }) => state === "in_progress" || state === "paused");
    const whom = writing.length === 1 ? "1 student" : `${writing.length} students`;
    return await confirmPage(c, deps, {
      title: `End ${isolated(assignment.title)} for ${whom}?`,
      text: "Answers given so far are handed in at once. Nobody can start any more.",
      action: {
        href: assignmentPath(assignment.id, "end"),
        label: `End the test for ${whom}`,
        hidden: { commandId: newId() },
      },
      back: room,
      current: "tests",
      danger: true,
    });
  });

  app.post("/:id/end", async (c) => {
    const user = requireMay(c, mayRunTests);
    const assignmentId = c.req.param("id");
    const form = await readForm(c, FormSchema);
    if (!form.ok) throw new DomainError("invalid", "Open the room and end the test from there");
    const command = { kind: "end" as const, commandId: form.data.commandId, studentIds: null };
    const { failed, job } = await runRoomCommand(deps, {
      ...{ user, assignmentId, command },
      causedBy: c.get("requestId"),
    });
    const done = failed === undefined ? "ended" : "ended-except";
    const query = job === undefined ? `done=${done}` : `job=${job.id}`;
    return c.redirect(`${assignmentPath(assignmentId, "room")}?${query}`, 303);
  });

  return app;
}
