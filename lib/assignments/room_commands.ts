import { canonicalJson } from "../model/process/canonical_json.ts";
import { type AssignmentDeps, requireRun } from "./assignments.ts";
import { broughtInLine, type Effect } from "../attempts/effects.ts";
import type { AttemptDeps } from "../attempts/context.ts";
import { isOpen } from "../attempts/projection.ts";
import { attemptsOf } from "../attempts/store.ts";
import { eachAttempt } from "../attempts/stuck.ts";
import { audit, ofTest } from "../access/audit.ts";
import { assignmentTopic, type Bus } from "../process/bus.ts";
import type { Assignment, Room, RoomEntry } from "../model/assignments/assignment_schema.ts";
import { DomainError } from "../model/process/errors.ts";
import { isPaused, MAX_PAUSES } from "../model/assignments/pauses.ts";
import type { AuditDetails } from "../model/people/people_schema.ts";
import type { RoomCommand } from "../model/live/room_schema.ts";
import type { User } from "../access/user.ts";
import { jobView } from "../jobs/follow.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { JobView } from "../model/jobs/job_schema.ts";
import { applyUnlessOver, END_ROOM, EndedRoomSchema } from "./end_room.ts";
import { named, type Unreached } from "./unreached.ts";

export type RoomDeps = AssignmentDeps & AttemptDeps & { bus: Bus; jobs: Jobs };

export interface CommandResult {
  /** How many open attempts it reached. */
  count: number;
  /** Whom it could not reach, and why; missing when it reached everyone. The sweeper tries again. */
  failed?: Unreached[];
  /** Where it takes longer: what goes on, and `count` is how many it has reached so far. */
  job?: JobView;
}

/**
 * Carries out a room's command: for everyone it is one write on the assignment, for some one on each of their attempts.
 * Pages hear of it at once; a repeat of the same command changes nothing. One attempt that cannot be handled stops it for
 * nobody else.
 *
 * @throws {DomainError} `not_found`; `conflict/not_running` when there is nothing to pause or resume.
 */
export async function runRoomCommand(
  deps: RoomDeps,
  { user, assignmentId, command, causedBy = null }: {
    user: User;
    assignmentId: string;
    command: RoomCommand;
    /** The request that asks for it. */
    causedBy?: string | null;
  },
): Promise<CommandResult> {
  const assignment = await requireRun(deps, user, assignmentId);
  const entry = entryOf(command, user, deps.now());
  const saved = await deps.tables.assignments.update(assignment, (it) => withEntry(it, entry));
  const result = command.kind === "end" && command.studentIds === null
    ? await endForAll(deps, { user, assignment: saved, commandId: command.commandId, causedBy })
    : await reach(deps, { user, assignment: saved, command });
  await audit(deps, user, {
    schoolId: user.schoolId,
    action: `room.${command.kind}`,
    targetId: assignment.id,
    once: canonicalJson(command),
    details: { ...ofTest(assignment), ...detailsOf(command) },
  });
  deps.bus.publish(assignmentTopic(saved));
  return result;
}

/** What is over for everybody is handed in by a job, which survives this process. */
async function endForAll(
  deps: RoomDeps,
  { user, assignment, commandId, causedBy }: {
    user: User;
    assignment: Assignment;
    commandId: string;
    causedBy: string | null;
  },
): Promise<CommandResult> {
  const { schoolId, id: assignmentId } = assignment;
  const job = await deps.jobs.submit(END_ROOM, {
    schoolId,
    input: { assignmentId, byId: user.id },
    key: `${assignmentId}/${commandId}`,
    byId: user.id,
    causedBy,
    priority: 0,
  });
  if (job.state !== "done") return { count: job.progress?.done ?? 0, job: jobView(job) };
  const { count, failed } = EndedRoomSchema.parse(job.result);
  return resultOf(count, failed);
}

async function reach(
  deps: RoomDeps,
  { user, assignment, command }: { user: User; assignment: Assignment; command: RoomCommand },
): Promise<CommandResult> {
  const open = (await attemptsOf(deps.attempts, assignment)).filter(isOpen);
  const reached = command.studentIds === null
    ? open
    : open.filter(({ studentId }) => command.studentIds?.includes(studentId));
  const effect = effectOf(command);
  const failures = effect === null
    ? (await broughtInLine(deps, assignment)).failed
    : await eachAttempt(
      deps,
      reached,
      (attempt) => applyUnlessOver(deps, attempt, { effect, byId: user.id }),
      command.kind === "end" ? user.id : null,
    );
  const failed = await named(deps, assignment, failures);
  return resultOf(reached.length - failed.length, failed);
}

function resultOf(count: number, failed: Unreached[]): CommandResult {
  return failed.length === 0 ? { count } : { count, failed };
}

function entryOf(command: RoomCommand, user: User, at: number): RoomEntry {
  return {
    id: command.commandId,
    at,
    byId: user.id,
    kind: command.kind,
    ms: command.kind === "add_time" ? command.ms : null,
    text: command.kind === "message" ? command.text : "",
    studentIds: command.studentIds,
  };
}

/** The assignment with the entry and, where it concerns everyone, with what it does to the room. */
export function withEntry(assignment: Assignment, entry: RoomEntry): Assignment {
  const { room } = assignment;
  if (room.entries.some(({ id }) => id === entry.id)) return assignment;
  const entries = withinLimit([...room.entries, entry].slice(-300));
  const everyone = entry.studentIds === null;
  const changed = everyone ? effectOnRoom(room, entry) : room;
  const closedAt = everyone && entry.kind === "end"
    ? assignment.closedAt ?? entry.at
    : assignment.closedAt;
  return { ...assignment, closedAt, room: { ...changed, entries, rev: room.rev + 1 } };
}

/** Persons named by all entries of a room together; each costs its id in the assignment's row. */
const MAX_NAMED = 5_000;

/** The newest entries that name no more persons together than a row has room for; the last one always. */
function withinLimit(entries: readonly RoomEntry[]): RoomEntry[] {
  let left = MAX_NAMED;
  const first = entries.findLastIndex(({ studentIds }) => (left -= studentIds?.length ?? 0) < 0);
  return entries.slice(Math.min(first + 1, entries.length - 1));
}

function effectOnRoom(room: Room, { kind, at, ms }: RoomEntry): Room {
  switch (kind) {
    case "add_time":
      return { ...room, addedMs: room.addedMs + (ms ?? 0) };
    case "pause":
      if (isPaused(room.pauses)) throw notRunning("The room is paused already");
      if (room.pauses.length >= MAX_PAUSES) {
        throw new DomainError("too_large", "The room was paused too often to be paused again");
      }
      return { ...room, pauses: [...room.pauses, { fromAt: at, toAt: null }] };
    case "resume":
      if (!isPaused(room.pauses)) throw notRunning("The room is not paused");
      return {
        ...room,
        pauses: room.pauses.map((it) => it.toAt === null ? { ...it, toAt: at } : it),
      };
    default:
      return room;
  }
}

function notRunning(message: string): DomainError {
  return new DomainError("conflict", message, { reason: "not_running" });
}

/** What a command does to each attempt it reaches; `null`: nothing, the room says it all. */
function effectOf(command: RoomCommand): Effect | null {
  const { commandId } = command;
  if (command.kind === "end") return { kind: "end" };
  if (command.studentIds === null || command.kind === "message") return null;
  if (command.kind === "add_time") return { kind: "add_time", commandId, ms: command.ms };
  return { kind: command.kind, commandId };
}

function detailsOf(command: RoomCommand): AuditDetails {
  const { studentIds } = command;
  const [only] = studentIds ?? [];
  return {
    ...(command.kind === "add_time" && { ms: command.ms }),
    ...(command.kind === "message" && { text: command.text }),
    ...(studentIds !== null && { students: studentIds.length }),
    ...(studentIds?.length === 1 && only !== undefined && { studentId: only }),
  };
}
