import { Hono } from "hono";
import type { VNode } from "preact";
import { AssignmentHead } from "../../components/AssignmentHead.tsx";
import { Banner } from "../../components/Banner.tsx";
import { Buttons, LinkButton } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { Stack } from "../../components/Layout.tsx";
import JobProgress from "../../islands/JobProgress.tsx";
import Room from "../../islands/Room.tsx";
import { type FollowDeps, jobView, readJob } from "../../lib/jobs/follow.ts";
import { END_WORDS } from "../../lib/model/jobs/job_words.ts";
import { SentIdSchema } from "../../lib/model/process/common_schema.ts";
import { requireRun } from "../../lib/assignments/assignments.ts";
import { audienceLabel } from "../../lib/assignments/audience_label.ts";
import { givenBefore } from "../../lib/assignments/given_before.ts";
import type { Assignment } from "../../lib/model/assignments/assignment_schema.ts";
import { formatInstant, type TimeStyle } from "../../lib/model/text/format.ts";
import type { RoomItem } from "../../lib/model/live/live.ts";
import type { RoomDeps } from "../../lib/assignments/room_commands.ts";
import { roomView, type RoomViewDeps } from "../../lib/assignments/room_view.ts";
import { styleOf } from "../../lib/home/shell.ts";
import { mayRunTests } from "../../lib/access/policy/assignments.ts";
import { type AppEnv, requireMay } from "../edge.tsx";
import { page, type PageDeps } from "../edge_page.tsx";
import { testsPlace } from "../../lib/model/home/ways.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { assignmentPath } from "../../lib/model/process/paths.ts";

/** `/assignments/:id/room` */
export function roomPages(deps: PageDeps & RoomDeps & RoomViewDeps & FollowDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/:id/room", async (c) => {
    const user = requireMay(c, mayRunTests);
    const assignment = await requireRun(deps, user, c.req.param("id"));
    const done = c.req.query("done") ?? "";
    const isNew = done === "assigned";
    const jobId = SentIdSchema.safeParse(c.req.query("job")).data;
    const job = jobId === undefined ? null : jobView(await readJob(deps, user, jobId));
    const [view, style, label, before] = await Promise.all([
      roomView(deps, assignment),
      styleOf(deps, user),
      audienceLabel(deps, assignment),
      isNew ? earlier(deps, assignment) : null,
    ]);
    const room = (
      <Room
        assignmentId={assignment.id}
        view={view}
        renderedAt={deps.now()}
        locale={style.locale}
        timeZone={style.timeZone}
      />
    );
    const body = (
      <>
        <AssignmentHead
          assignmentId={assignment.id}
          title={assignment.title}
          audience={label}
          current="room"
          from={testsPlace(user.role, assignment).back}
        />
        {ENDED[done] !== undefined && (
          <Banner tone={done === "ended" ? "good" : "warn"}>{ENDED[done]}</Banner>
        )}
        {job !== null && <JobProgress job={job} words={END_WORDS} />}
        {isNew
          ? (
            <Stack>
              <Assigned {...{ assignment, before, style }} />
              {room}
            </Stack>
          )
          : room}
        <noscript>
          <WithoutScript assignment={assignment} writes={view.items.some(writes)} />
        </noscript>
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

/** What the page may say that was done without script. */
const ENDED: Readonly<Record<string, string>> = {
  "ended": "The test has ended.",
  "ended-except":
    "The test has ended, except for students whose work the server tries again each hour.",
};

function writes({ state }: RoomItem): boolean {
  return state === "in_progress" || state === "paused";
}

/** What may be done where the buttons of the room do not work. */
function WithoutScript(
  { assignment: { id, closedAt, cancelledAt }, writes }: {
    assignment: Assignment;
    /** Somebody is writing, in a test that was cancelled too. */
    writes: boolean;
  },
): VNode {
  const isOff = cancelledAt !== null && !writes;
  return (
    <Card title="Without script">
      <Stack>
        <p>
          This browser runs no script, so the room does not change by itself and its buttons are not
          shown. Load the page again to see how everyone stands.
        </p>
        {isOff && (
          <p>
            This test was cancelled. Nobody is writing, and what was handed in stays.
          </p>
        )}
        <Buttons>
          <LinkButton href={assignmentPath(id, "room")}>Load again</LinkButton>
          <LinkButton href={assignmentPath(id, "settings")}>Times and exceptions</LinkButton>
          {closedAt === null && !isOff && (
            <LinkButton href={assignmentPath(id, "end")} look="danger">End test</LinkButton>
          )}
        </Buttons>
      </Stack>
    </Card>
  );
}

/** When the same class was given the same test before; `null` where it was not. */
async function earlier(
  deps: RoomViewDeps,
  { id: but, schoolId, examId, audience }: Assignment,
): Promise<Assignment | null> {
  if (audience.kind !== "class") return null;
  return (await givenBefore(deps, { schoolId, examId, but })).get(audience.classId) ?? null;
}

/** Says that it was assigned, and warns where the class has the test twice now. */
function Assigned(
  { assignment, before, style }: {
    assignment: Assignment;
    before: Assignment | null;
    style: TimeStyle;
  },
): VNode {
  if (before === null) return <Banner tone="good">The test is assigned.</Banner>;
  return (
    <Banner
      tone="warn"
      title="The test is assigned, and this class has it twice now."
      action={
        <LinkButton size="small" href={assignmentPath(assignment.id, "settings")}>
          Settings
        </LinkButton>
      }
    >
      It has{" "}
      <a href={assignmentPath(before.id, "room")}>
        the one from {formatInstant(before.opensAt, style)}
      </a>{" "}
      too. If that was a slip, cancel this one in its settings.
    </Banner>
  );
}
