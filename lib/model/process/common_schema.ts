import { z } from "zod";
import "../text/refusal_schema.ts";

/** Longest id that a client may send, in characters. */
export const MAX_ID = 64;
/** Longest id of a row, which may be put together of two. */
export const MAX_ROW_ID = 140;

/** What every id is made of; without `\w`, which is more letters to some readers of the API's description. */
export const ID_PATTERN = "^[A-Za-z0-9_-]+$";
const ofWords = z.string().min(1).regex(
  new RegExp(ID_PATTERN),
  "Use letters, digits, - and _ alone",
);
const tooLong = (most: number) => `Use at most ${most} characters`;

/**
 * An id as it is kept: UUIDv7 for rows; slot, option and section ids are 8 random characters. What a client sends is held to
 * {@linkcode SentIdSchema} wherever a schema has this one: see `sent_schema.ts`.
 */
export const IdSchema = ofWords.max(MAX_ROW_ID, tooLong(MAX_ROW_ID));

/** An id that a client sends. */
export const SentIdSchema = ofWords.max(MAX_ID, tooLong(MAX_ID));

/** A person named by a client: there are people whose ids, once chosen by clients, are as long as any row's. */
export const PersonIdSchema = ofWords.max(MAX_ROW_ID, tooLong(MAX_ROW_ID));

/** Milliseconds since the Unix epoch, server clock. */
export const InstantSchema = z.int().min(0).max(8_640_000_000_000_000);

/** A length of time in milliseconds. */
export const DurationSchema = z.int().min(0).max(366 * 86_400_000);

/** At most 2 decimal places. */
export const MarkSchema = z.number().min(-1_000).max(1_000).refine(
  (mark) => Math.abs(mark * 100 - Math.round(mark * 100)) < 1e-6,
  "Enter a mark with at most 2 decimal places",
);

/** Part of a full mark, kept to 7 decimals. */
export const FractionSchema = z.number().min(-1).max(1);

/** A record of at most `most` entries. */
export function recordOf<K extends z.ZodType<string>, V extends z.ZodType>(
  key: K,
  value: V,
  most: number,
): z.ZodRecord<K, V> {
  return z.record(key, value).refine(
    (it) => Object.keys(it).length <= most,
    `Give at most ${most}`,
  );
}

/** Fields that every stored row has. */
export const RowShape = { id: IdSchema, schoolId: IdSchema, createdAt: InstantSchema };

/** BCP 47, as `Intl` takes it. */
export const LocaleSchema = z.string().max(35).refine(
  known((tag) => Intl.getCanonicalLocales(tag).length === 1),
  "Choose a language",
);

/** IANA name, as `Intl` takes it. */
export const TimeZoneSchema = z.string().max(64).refine(
  known((zone) => new Intl.DateTimeFormat("en", { timeZone: zone }) instanceof Intl.DateTimeFormat),
  "Choose a time zone",
);

const REMEMBERED = 1_000;

/** Asks `Intl` once for each name that it knows: asking is most of what reading a school costs. */
function known(asks: (name: string) => boolean): (name: string) => boolean {
  const found = new Set<string>();
  return (name) => {
    if (found.has(name)) return true;
    try {
      if (!asks(name)) return false;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return false;
    }
    if (found.size < REMEMBERED) found.add(name);
    return true;
  };
}

/** One line a person reads: trimmed, not empty. */
export const NameSchema = z.string().trim().min(1, "Enter a name").max(
  120,
  "Use at most 120 characters",
);

/** The first `length` UTF-16 code units, without half a character: not every store gives halves back as they were. */
export function cutText(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "").toWellFormed();
}
