import { timeProblem } from "./assign_form.ts";
import type { Exception } from "./exceptions.ts";
import type { AssignmentRules } from "../model/assignments/assignment_schema.ts";
import { DomainError, type FieldError } from "../model/process/errors.ts";
import { instantOf } from "../model/process/school_time.ts";
import type { ExceptionForm } from "./settings_form_schema.ts";

/** A field of local time; `null` when empty. */
function timeIn(fields: FieldError[], path: string, text: string, timeZone: string): number | null {
  if (text === "") return null;
  const at = instantOf(text, timeZone);
  if (at === null) {
    const message = timeProblem(text, timeZone, "Enter a day and a time, or leave it empty");
    fields.push({ path, message });
  }
  return at;
}

function refuse(fields: FieldError[]): void {
  if (fields.length > 0) {
    throw new DomainError("invalid", fields[0]!.message, { reason: "fields", fields });
  }
}

const ms = (minutes: number | null) => minutes === null ? null : minutes * 60_000;

/** @throws {DomainError} `invalid/fields`. */
export function readTimes(
  form: { opensAt: string; closesAt: string; limitMinutes: number | null },
  timeZone: string,
): Pick<AssignmentRules, "opensAt" | "closesAt" | "limitMs"> {
  const fields: FieldError[] = [];
  const opensAt = timeIn(fields, "opensAt", form.opensAt, timeZone);
  const closesAt = timeIn(fields, "closesAt", form.closesAt, timeZone);
  if (form.opensAt === "") fields.push({ path: "opensAt", message: "Enter a day and a time" });
  refuse(fields);
  return { opensAt: opensAt!, closesAt, limitMs: ms(form.limitMinutes) };
}

/** @throws {DomainError} `invalid/fields`; a make-up sitting needs a beginning and an end of its own. */
export function readException(form: ExceptionForm, timeZone: string): Exception {
  const fields: FieldError[] = [];
  const opensAt = timeIn(fields, "opensAt", form.opensAt, timeZone);
  const closesAt = timeIn(fields, "closesAt", form.closesAt, timeZone);
  if (form.purpose === "make_up" && form.opensAt === "") {
    fields.push({ path: "opensAt", message: "Enter when the make-up begins" });
  }
  if (form.purpose === "make_up" && form.closesAt === "") {
    fields.push({ path: "closesAt", message: "Enter when the make-up ends" });
  }
  refuse(fields);
  return {
    opensAt,
    closesAt,
    limitMs: ms(form.limitMinutes),
    extraMs: form.extraMinutes * 60_000,
    attemptsAllowed: form.attemptsAllowed,
    excused: form.purpose === "excused",
    makeUp: form.purpose === "make_up",
    reason: form.reason,
  };
}
