import { z } from "zod";
import {
  IdSchema,
  InstantSchema,
  LocaleSchema,
  PersonIdSchema,
  SentIdSchema,
} from "../process/common_schema.ts";
import {
  AccommodationSchema,
  DisplaySchema,
  EmailSchema,
  PersonSchema,
  RoleSchema,
  UsernameSchema,
} from "./people_schema.ts";
import { line, TypedNameSchema } from "../text/typed_schema.ts";

const folded = z.string().trim().toLowerCase();

/** As typed: spaces around it and capitals do not matter. */
export const TypedEmailSchema = folded.pipe(EmailSchema).meta({
  description: "An e-mail address of at most 254 characters, kept in small letters",
});
export const TypedUsernameSchema = folded.pipe(UsernameSchema).meta({
  description:
    "2 to 40 letters a to z, digits, dots, dashes and underscores, kept in small letters, " +
    "the first no sign",
});

/** `admin` is made on the command line alone. */
export const SchoolRoleSchema = RoleSchema.exclude(["admin"]);

const RollNumberSchema = line(
  z.string().trim().min(1).max(20, "Use at most 20 characters"),
);

/** A person to add. Without e-mail and username a username is made of the name. */
export const NewPersonSchema = z.strictObject({
  id: SentIdSchema.optional().meta({
    description: "Names this request, as Idempotency-Key does; the person's id is the server's",
  }),
  name: TypedNameSchema,
  role: SchoolRoleSchema,
  /** `pending`: may not sign in yet. */
  status: z.enum(["active", "pending"]).default("active"),
  email: TypedEmailSchema.nullable().default(null),
  username: TypedUsernameSchema.nullable().default(null),
  rollNumber: RollNumberSchema.nullable().default(null),
  /** A student's class, from now on. */
  classId: IdSchema.nullable().default(null),
  /** A guardian's first child. */
  childId: PersonIdSchema.nullable().default(null),
}).meta({ id: "NewPerson" });
export type NewPerson = z.infer<typeof NewPersonSchema>;

/** What to change; what is left out stays. */
export const PersonChangeSchema = z.strictObject({
  name: TypedNameSchema.optional(),
  role: SchoolRoleSchema.optional(),
  status: z.enum(["active", "suspended"]).optional(),
  email: TypedEmailSchema.nullable().optional(),
  username: TypedUsernameSchema.nullable().optional(),
  rollNumber: RollNumberSchema.nullable().optional(),
  locale: LocaleSchema.nullable().optional(),
  /** Of the person as it was read: a change made meanwhile is then a conflict. */
  rev: z.int().min(0).optional(),
}).meta({ id: "PersonChange" });
export type PersonChange = z.infer<typeof PersonChangeSchema>;

/** A person as staff see one: no hash. */
export const PersonViewSchema = PersonSchema.pick({
  id: true,
  name: true,
  role: true,
  status: true,
  email: true,
  username: true,
  rollNumber: true,
  locale: true,
  rev: true,
  createdAt: true,
}).extend({
  /** Until when their one-time password lets in; `null` for who has none. */
  oneTimeUntilAt: InstantSchema.nullable(),
}).meta({ id: "Person" });
export type PersonView = z.infer<typeof PersonViewSchema>;

/** Answers to adding and to letting in: the password is shown this once. */
export const AddedPersonSchema = z.strictObject({
  person: PersonViewSchema,
  oneTimePassword: z.string().nullable(),
}).meta({ id: "AddedPerson" });

/** Rights to set. */
export const AccommodationChangeSchema = AccommodationSchema.pick({
  timeFactor: true,
  hideTimer: true,
  validFromAt: true,
  validToAt: true,
  note: true,
}).extend({ display: DisplaySchema, rev: z.int().min(0).nullable() })
  .strict().meta({ id: "AccommodationChange" });
export type AccommodationChange = z.infer<typeof AccommodationChangeSchema>;

/** Rights as one may see them; `note` is `null` for those whom it does not concern. */
export const AccommodationViewSchema = AccommodationSchema.omit({
  id: true,
  schoolId: true,
  createdAt: true,
}).extend({ note: z.string().nullable() }).meta({ id: "Accommodation" });
export type AccommodationView = z.infer<typeof AccommodationViewSchema>;

/** Who asks. */
export const WhoSchema = z.strictObject({
  id: z.string(),
  schoolId: z.string(),
  name: z.string(),
  role: RoleSchema,
  locale: z.string(),
  schoolName: z.string(),
  timeZone: z.string(),
  signedInAt: z.number(),
}).meta({ id: "Session" });
