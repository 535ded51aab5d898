import type { CsvChoice } from "./csv_schema.ts";
import { numberMarks } from "../model/grading/number_marks.ts";
import type { School } from "../model/people/people_schema.ts";
import { localTime } from "../model/process/school_time.ts";

/** How a file is written, so that a spreadsheet of the school's country opens it as a table with numbers. */
export interface CsvFormat {
  separator: "," | ";" | "\t";
  decimal: "." | ",";
  /** IANA name, in which times are. */
  timeZone: string;
}

/** A point in time, milliseconds since the Unix epoch. */
export interface CsvTime {
  at: number;
}

export type CsvCell = string | number | CsvTime | null;

/** Begins like a formula in a spreadsheet, in usual or full-width characters. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const PLAIN_NUMBER = /^-?\d+([.,]\d+)?$/;

const SEPARATORS = { comma: ",", semicolon: ";", tab: "\t" } as const;
const DECIMALS = { point: ".", comma: "," } as const;
const SCHOOLS = "school";

/** As the school's locale and zone have it, but for what was chosen. Where decimals have a comma, cells have a semicolon between them. */
export function csvFormatOf(
  { locale, timeZone }: Pick<School, "locale" | "timeZone">,
  { separator = SCHOOLS, decimal = SCHOOLS, zone = SCHOOLS }: CsvChoice = {},
): CsvFormat {
  const own = numberMarks(locale).decimal === "," ? "," : ".";
  return {
    separator: separator !== SCHOOLS ? SEPARATORS[separator] : own === "," ? ";" : ",",
    decimal: decimal === SCHOOLS ? own : DECIMALS[decimal],
    timeZone: zone === "utc" ? "UTC" : timeZone,
  };
}

/**
 * Rows as CSV for spreadsheets: all cells quoted, CRLF, UTF-8 with a byte order mark; times as `2026-11-23 11:00`. What a
 * spreadsheet would run as a formula gets a leading apostrophe, unless it is a plain number; `null` is an empty cell.
 */
export function csvOf(rows: readonly (readonly CsvCell[])[], format: CsvFormat): string {
  const lines = rows.map((row) => row.map((it) => cell(it, format)).join(format.separator));
  return "\ufeff" + lines.map((line) => line + "\r\n").join("");
}

/** A number as cells have it. */
export function csvNumber(value: number, { decimal }: CsvFormat): string {
  return String(value).replace(".", decimal);
}

function cell(value: CsvCell, format: CsvFormat): string {
  const text = textOf(value, format);
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function textOf(value: CsvCell, format: CsvFormat): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return csvNumber(value, format);
  return localTime(value.at, format.timeZone).replace("T", " ");
}
