import { z } from "zod";
import {
  IdSchema,
  InstantSchema,
  LocaleSchema,
  MAX_ROW_ID,
  NameSchema,
  recordOf,
  RowShape,
  TimeZoneSchema,
} from "../process/common_schema.ts";
import { ReviewRulesSchema } from "../review/review_schema.ts";

export const RoleSchema = z.enum([
  "student",
  "teacher",
  "parent",
  "principal",
  "school_admin",
  "admin",
]);
export type Role = z.infer<typeof RoleSchema>;

export const StatusSchema = z.enum(["pending", "active", "suspended"]);
export type Status = z.infer<typeof StatusSchema>;

/** The school's own row has `id === schoolId`. */
export const SchoolSchema = z.strictObject({
  ...RowShape,
  name: NameSchema,
  /** Short, for file names and demo accounts. */
  code: z.string().regex(/^[a-z0-9-]{2,20}$/),
  timeZone: TimeZoneSchema,
  locale: LocaleSchema,
  /** Per cent from which a result counts as passed. */
  passPercent: z.number().min(0).max(100),
  review: ReviewRulesSchema,
  /** Made by the demo seed, and marked as such on every page. */
  demo: z.boolean(),
  /** Of the school that the set-up makes, the first of its office: by it the set-up is one, and known to be done. */
  setUpBy: IdSchema.exactOptional(),
});
export type School = z.infer<typeof SchoolSchema>;

/** Lower case, as typed in sign-in; e-mail contains `@`, a username does not. */
export const UsernameSchema = z.string().regex(
  /^[a-z0-9][a-z0-9._-]{1,39}$/,
  "Use 2 to 40 small letters, digits, dots or dashes",
);
export const EmailSchema = z.email("Enter an e-mail address").max(254);

/** Longest text within a line of the audit log, in UTF-16 code units. */
export const MAX_SUMMARY = 500;
/** Details of one line at most. */
const MAX_DETAILS = 12;

/** What a line of the audit log keeps besides its kind: ids, and what no row says later. */
export const AuditDetailsSchema = recordOf(
  z.string().max(40),
  z.union([z.string().max(MAX_SUMMARY), z.number(), z.null()]),
  MAX_DETAILS,
);
export type AuditDetails = z.infer<typeof AuditDetailsSchema>;

/** An append-only record of what staff and the product did. Its words are made when it is shown. */
export const AuditSchema = z.strictObject({
  ...RowShape,
  actorId: IdSchema.nullable(),
  action: z.string().max(60),
  /** A row's id, or what else says what it is about. */
  targetId: z.string().max(MAX_ROW_ID),
  details: AuditDetailsSchema.exactOptional(),
  /** The words of a line that was written before there were `details`. */
  summary: z.string().max(MAX_SUMMARY).exactOptional(),
  /** How often it happened within the quarter of an hour that one line stands for. */
  count: z.int().min(1).exactOptional(),
});
export type Audit = z.infer<typeof AuditSchema>;

/** Browsers kept of a person at most; of more the one used longest ago is forgotten. */
export const MAX_DEVICES = 8;

/** A browser in which a person signed in. */
export const DeviceSchema = z.strictObject({
  /** 128 bits, in hex, of a SHA-256 of the person and the cookie's secret. */
  mark: z.string().length(32),
  /** When they last signed in there, to the day. */
  usedAt: InstantSchema,
});

export const PersonSchema = z.strictObject({
  ...RowShape,
  name: NameSchema,
  role: RoleSchema,
  status: StatusSchema,
  /** Folded to lower case; unique over the installation together with usernames. */
  email: EmailSchema.nullable(),
  username: UsernameSchema.nullable(),
  /** PHC string of argon2id; `null` before the first password. */
  passwordHash: z.string().max(300).nullable(),
  /** A one-time password was given out: the next sign-in must choose another. */
  mustChangePassword: z.boolean(),
  /** Until when the one-time password lets in; absent without one, and with one of before there was an end. */
  oneTimeUntilAt: InstantSchema.exactOptional(),
  /** Where they signed in: wrong passwords are counted for each of these by itself. */
  devices: z.array(DeviceSchema).max(MAX_DEVICES).exactOptional(),
  /** Overrides the school's locale. */
  locale: LocaleSchema.nullable(),
  /** Register number within the class, for students. */
  rollNumber: z.string().max(20).nullable(),
  /** Raised whenever sessions must be re-read: role, status or password changed. */
  rev: z.int().min(0),
  /** Lines of what was changed that are not in the audit log yet. */
  outbox: z.array(AuditSchema).max(200).exactOptional(),
});
export type Person = z.infer<typeof PersonSchema>;

export const YearSchema = z.strictObject({
  ...RowShape,
  name: NameSchema,
  fromAt: InstantSchema,
  untilAt: InstantSchema,
});
export type Year = z.infer<typeof YearSchema>;

export const SchoolClassSchema = z.strictObject({
  ...RowShape,
  yearId: IdSchema,
  /** Shown as "Class 10 B" when grade and section are set. */
  name: NameSchema,
  grade: z.string().max(20),
  section: z.string().max(20),
  classTeacherId: IdSchema.nullable(),
});
export type SchoolClass = z.infer<typeof SchoolClassSchema>;

export const SubjectSchema = z.strictObject({ ...RowShape, name: NameSchema });
export type Subject = z.infer<typeof SubjectSchema>;

/** A teacher teaches a subject in a class. */
export const TeachingSchema = z.strictObject({
  ...RowShape,
  teacherId: IdSchema,
  classId: IdSchema,
  subjectId: IdSchema,
});
export type Teaching = z.infer<typeof TeachingSchema>;

export const EnrolmentSchema = z.strictObject({
  ...RowShape,
  studentId: IdSchema,
  classId: IdSchema,
  fromAt: InstantSchema,
  /** `null` while enrolled. */
  untilAt: InstantSchema.nullable(),
});
export type Enrolment = z.infer<typeof EnrolmentSchema>;

export const GuardianLinkSchema = z.strictObject({
  ...RowShape,
  guardianId: IdSchema,
  studentId: IdSchema,
  sinceAt: InstantSchema,
});
export type GuardianLink = z.infer<typeof GuardianLinkSchema>;

export const DisplaySchema = z.strictObject({
  /** 1 is the usual size. */
  scale: z.number().min(1).max(2),
  contrast: z.enum(["normal", "high"]),
  font: z.enum(["system", "legible"]),
});
export type Display = z.infer<typeof DisplaySchema>;

/** One person's lasting right, which every test obeys by itself. `id` is the person's id. */
export const AccommodationSchema = z.strictObject({
  ...RowShape,
  personId: IdSchema,
  /** 1.25 is a quarter more time. */
  timeFactor: z.number().min(1).max(4),
  display: DisplaySchema,
  hideTimer: z.boolean(),
  validFromAt: InstantSchema,
  validToAt: InstantSchema.nullable(),
  grantedBy: IdSchema,
  /** For the one who granted it and the school_admin alone. */
  note: z.string().max(1_000),
  rev: z.int().min(0),
});
export type Accommodation = z.infer<typeof AccommodationSchema>;

/** A signed-in browser; known by the SHA-256, in hex, of the cookie's 256-bit value. */
export const SessionSchema = z.strictObject({
  /** That hash. */
  id: z.string().length(64),
  /** What pages and forms call this session by; tells nothing of the cookie. */
  publicId: IdSchema,
  schoolId: IdSchema,
  personId: IdSchema,
  createdAt: InstantSchema,
  lastSeenAt: InstantSchema,
  /** Ends when idle until then; every use moves it. */
  expiresAt: InstantSchema,
  absoluteEndAt: InstantSchema,
  /** "Keep me signed in": the cookie outlives the browser. */
  persistent: z.boolean(),
  userAgent: z.string().max(300),
  address: z.string().max(64),
});
export type Session = z.infer<typeof SessionSchema>;

export const NoticeKindSchema = z.enum([
  "assigned",
  "opening",
  "released",
  "extra_time",
  "excused",
  "excuse_ended",
  "make_up",
  "cancelled",
  "message",
]);

/** What a notice is about; its words and where it leads are made of this when it is shown. */
export const NoticeAboutSchema = z.strictObject({
  assignmentId: IdSchema,
  /** Whose test it is, in a notice to a guardian. */
  studentId: IdSchema.exactOptional(),
});
export type NoticeAbout = z.infer<typeof NoticeAboutSchema>;

/** In-product notice to one person; `id` is derived from its cause, so that a repeat is the same notice. */
export const NoticeSchema = z.strictObject({
  ...RowShape,
  personId: IdSchema,
  kind: NoticeKindSchema,
  about: NoticeAboutSchema.exactOptional(),
  /** Of a notice that was written before there was `about`: its words and where it leads. */
  title: z.string().max(200).exactOptional(),
  link: z.string().max(200).regex(/^\//).exactOptional(),
  at: InstantSchema,
  readAt: InstantSchema.nullable(),
});
export type Notice = z.infer<typeof NoticeSchema>;
