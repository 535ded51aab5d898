import { z } from "zod";

/** Fields of forms as a browser sends them: always text. @module */

const blank = z.literal("").transform(() => null);

/** A whole number, and nothing else but emptiness, which is `null`. @param words Said of all that is neither. */
export function countField(least: number, most: number, words: string): CountField {
  return z.union([
    blank,
    z.coerce.number(words).int(words).min(least, words).max(most, words),
  ]);
}

type CountField = z.ZodUnion<readonly [typeof blank, z.ZodCoercedNumber<unknown>]>;

/** Whole minutes, or empty. */
export function minutesField(least: number, most: number): CountField {
  return countField(least, most, `Enter whole minutes from ${least} to ${most}, or leave it empty`);
}

/** How many attempts, or empty. */
export const AttemptsFieldSchema = countField(
  1,
  20,
  "Enter a number from 1 to 20, or leave it empty",
);

/** A day and a time on the school's clock; empty where there is none. */
export const LocalTimeFieldSchema = z.string().max(60, "Enter a day and a time").default("");
