import { DomainError, type FieldError } from "../model/process/errors.ts";
import type {
  AccommodationChange,
  AccommodationView,
} from "../model/people/person_command_schema.ts";
import type { AccommodationForm } from "./person_form_schema.ts";
import { endOfDay, localDay, startOfDay } from "../model/process/school_time.ts";

/** What a filled-in form means in the school's zone. @throws {DomainError} `invalid/fields` for what is no day. */
export function readAccommodationForm(
  form: AccommodationForm,
  timeZone: string,
): AccommodationChange {
  const fields: FieldError[] = [];
  const from = startOfDay(form.validFrom, timeZone);
  if (from === null) fields.push({ path: "validFrom", message: "Enter the first day" });
  const to = form.validTo === null ? null : endOfDay(form.validTo, timeZone);
  if (form.validTo !== null && to === null) {
    fields.push({ path: "validTo", message: "Enter the last day, or leave it empty" });
  }
  if (fields.length > 0) {
    throw new DomainError("invalid", fields[0]!.message, { reason: "fields", fields });
  }
  return {
    rev: form.rev,
    timeFactor: 1 + form.timePercent / 100,
    display: { scale: Number(form.scale), contrast: form.contrast, font: form.font },
    hideTimer: form.hideTimer === "1",
    validFromAt: from!,
    validToAt: to,
    note: form.note,
  };
}

/** The rights as the form shows them; a new form begins today. */
export function accommodationValues(
  rights: AccommodationView | null,
  { timeZone, now }: { timeZone: string; now: number },
): Record<string, string> {
  if (rights === null) {
    return { timePercent: "0", validFrom: localDay(now, timeZone) };
  }
  const { rev, timeFactor, display, hideTimer, validFromAt, validToAt, note } = rights;
  return {
    rev: String(rev),
    timePercent: String(Math.round((timeFactor - 1) * 100)),
    scale: String(display.scale),
    contrast: display.contrast,
    font: display.font,
    ...(hideTimer && { hideTimer: "1" }),
    validFrom: localDay(validFromAt, timeZone),
    validTo: validToAt === null ? "" : localDay(validToAt - 1, timeZone),
    note: note ?? "",
  };
}
