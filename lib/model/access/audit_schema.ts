import { z } from "zod";
import { AUDIT_GROUPS } from "./audit_groups.ts";
import { IdSchema, InstantSchema, PersonIdSchema, SentIdSchema } from "../process/common_schema.ts";

const GroupSchema = z.enum(Object.keys(AUDIT_GROUPS) as [keyof typeof AUDIT_GROUPS]);

/** Not chosen in a form. */
function orNone<S extends z.ZodType>(schema: S) {
  return z.union([z.literal("").transform(() => undefined), schema]).optional();
}

const DaySchema = z.string().regex(/^\d{4}-\d\d-\d\d$/, "Enter a day");

/** `/audit`, as its form sends it. */
export const AuditFormSchema = z.object({
  q: z.string().max(100, "Use at most 100 characters").default(""),
  who: orNone(PersonIdSchema),
  about: orNone(PersonIdSchema),
  kind: orNone(GroupSchema),
  test: orNone(SentIdSchema),
  class: orNone(SentIdSchema),
  from: orNone(DaySchema),
  until: orNone(DaySchema),
  after: z.string().max(2_000).optional(),
});
export type AuditForm = z.infer<typeof AuditFormSchema>;

/** `GET /api/audit` */
export const AuditQuerySchema = z.strictObject({
  actorId: PersonIdSchema.optional().describe("What this person did"),
  personId: PersonIdSchema.optional().describe("What was done to this person"),
  group: GroupSchema.optional().describe("Entries of these kinds alone"),
  assignmentId: SentIdSchema.optional().describe("What happened in this given test"),
  classId: SentIdSchema.optional().describe(
    "What happened in this class, also in tests given to it",
  ),
  fromAt: z.coerce.number().pipe(InstantSchema).optional().describe(
    "The first instant, in milliseconds since 1970",
  ),
  beforeAt: z.coerce.number().pipe(InstantSchema).optional().describe(
    "The instant before which it happened, in milliseconds since 1970",
  ),
  q: z.string().max(100).optional().describe(
    "Beginnings of words of what an entry says, of who did it, and of its test and class",
  ),
  after: z.string().max(2_000).optional().describe("`next` of the page before"),
});

const NamedSchema = z.object({ id: IdSchema, name: z.string() });

/** An entry as it leaves the server. */
export const AuditEntrySchema = z.object({
  id: IdSchema,
  at: InstantSchema,
  action: z.string().meta({ description: "Its kind, such as `assignment.release`" }),
  group: GroupSchema.nullable().meta({ description: "`null` for a kind of a newer version" }),
  text: z.string().meta({ description: "What happened, with the names of today" }),
  count: z.int().meta({ description: "How often within the quarter of an hour it stands for" }),
  actor: z.object({ id: IdSchema, name: z.string().nullable() }).nullable().meta({
    description: "Who did it; `null`: nobody signed in, or the product itself",
  }),
  assignment: NamedSchema.nullable().meta({ description: "The test it happened in" }),
  class: NamedSchema.nullable().meta({ description: "The class it happened in" }),
}).meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntrySchema>;

export const AuditPageSchema = z.object({
  items: z.array(AuditEntrySchema),
  next: z.string().nullable().meta({
    description: "A page may have no entry and a next one: each looks through 1,000 at most",
  }),
});
