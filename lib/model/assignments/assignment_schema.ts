import { z } from "zod";
import { MAX_PAUSES } from "./pauses.ts";
import {
  DurationSchema,
  IdSchema,
  InstantSchema,
  PersonIdSchema,
  RowShape,
} from "../process/common_schema.ts";
import { ReviewRulesSchema } from "../review/review_schema.ts";

/** Members of a class when asked, or named persons. */
export const AudienceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("class"), classId: IdSchema }),
  z.strictObject({
    kind: z.literal("people"),
    studentIds: z.array(PersonIdSchema).min(1).max(500),
  }),
]);
export type Audience = z.infer<typeof AudienceSchema>;

export const PauseSchema = z.strictObject({
  fromAt: InstantSchema,
  toAt: InstantSchema.nullable(),
});
export type Pause = z.infer<typeof PauseSchema>;

/** A command to a room that was carried out, newest last. `id` is the command's id: a repeat is the same. */
export const RoomEntrySchema = z.strictObject({
  id: IdSchema,
  at: InstantSchema,
  byId: IdSchema,
  kind: z.enum(["pause", "resume", "add_time", "message", "end"]),
  ms: DurationSchema.nullable(),
  text: z.string().max(500),
  /** `null`: everyone. */
  studentIds: z.array(IdSchema).max(500).nullable(),
});
export type RoomEntry = z.infer<typeof RoomEntrySchema>;

export const RoomSchema = z.strictObject({
  addedMs: DurationSchema,
  pauses: z.array(PauseSchema).max(MAX_PAUSES),
  entries: z.array(RoomEntrySchema).max(300),
  rev: z.int().min(0),
});
export type Room = z.infer<typeof RoomSchema>;

export const AssignmentRulesSchema = z.strictObject({
  opensAt: InstantSchema,
  /** `null`: no end. */
  closesAt: InstantSchema.nullable(),
  limitMs: DurationSchema.min(60_000).nullable(),
  graceMs: DurationSchema.max(600_000),
  /** What a late start gets: what is left of the window, or the full time. */
  lateStart: z.enum(["cut", "full"]),
  /** `null`: without limit. */
  attemptsAllowed: z.int().min(1).max(20).nullable(),
  counts: z.enum(["best", "last", "first", "mean"]),
  onExpiry: z.enum(["submit", "abandon"]),
  /** Credits below 0 count. */
  negative: z.boolean(),
  /** Names stay hidden from markers until release. */
  anonymous: z.boolean(),
  /** A practice: reviewed at hand-in, no notice of marks. */
  practice: z.boolean(),
  review: ReviewRulesSchema,
});
export type AssignmentRules = z.infer<typeof AssignmentRulesSchema>;

export const AssignmentSchema = z.strictObject({
  ...RowShape,
  examId: IdSchema,
  examVersion: z.int().min(1),
  /** Repeated from the frozen version, for lists. */
  title: z.string().max(200),
  subjectId: IdSchema.nullable(),
  totalMarks: z.number().min(0),
  questionCount: z.int().min(0),
  audience: AudienceSchema,
  teacherId: IdSchema,
  ...AssignmentRulesSchema.shape,
  /** Ended early by a person, for everyone. */
  closedAt: InstantSchema.nullable(),
  releasedAt: InstantSchema.nullable(),
  releasedBy: IdSchema.nullable(),
  /** Raised by each release, so that a second one notifies again. */
  releaseNo: z.int().min(0),
  cancelledAt: InstantSchema.nullable(),
  room: RoomSchema,
  rev: z.int().min(0),
});
export type Assignment = z.infer<typeof AssignmentSchema>;

/** One student's exception. `id` is `<assignmentId>-<studentId>`. */
export const OverrideSchema = z.strictObject({
  ...RowShape,
  assignmentId: IdSchema,
  studentId: IdSchema,
  opensAt: InstantSchema.nullable(),
  closesAt: InstantSchema.nullable(),
  limitMs: DurationSchema.min(60_000).nullable(),
  extraMs: DurationSchema,
  attemptsAllowed: z.int().min(1).max(20).nullable(),
  excused: z.boolean(),
  /** A later sitting for someone who was absent. */
  makeUp: z.boolean(),
  reason: z.string().max(300),
  byId: IdSchema,
  rev: z.int().min(0),
  /** It is being taken away: what `rev` was, which is 0 then. */
  endedRev: z.int().min(0).exactOptional(),
});
export type Override = z.infer<typeof OverrideSchema>;
