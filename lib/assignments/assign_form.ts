import type { AssignForm } from "./assign_form_schema.ts";
import type { AssignmentRules, Audience } from "../model/assignments/assignment_schema.ts";
import { DomainError, type FieldError } from "../model/process/errors.ts";
import { PRACTICE_REVIEW } from "../review/review_fields.ts";
import type { ReviewRules } from "../model/review/review_schema.ts";
import { instantOf, isSkipped } from "../model/process/school_time.ts";

const GRACE_MS = 60_000;

/**
 * Audience and rules that a filled-in form means.
 *
 * @throws {DomainError} `invalid/fields` naming each field that cannot be read.
 */
export function readAssignForm(
  form: AssignForm,
  { timeZone, review }: { timeZone: string; review: ReviewRules },
): { audience: Audience; rules: AssignmentRules } {
  const fields: FieldError[] = [];
  const opensAt = instantOf(form.opensAt, timeZone);
  if (opensAt === null) {
    fields.push({
      path: "opensAt",
      message: timeProblem(form.opensAt, timeZone, "Enter a day and a time"),
    });
  }
  const closesAt = form.closesAt === "" ? null : instantOf(form.closesAt, timeZone);
  if (form.closesAt !== "" && closesAt === null) {
    const message = "Enter a day and a time, or leave it empty";
    fields.push({ path: "closesAt", message: timeProblem(form.closesAt, timeZone, message) });
  }
  if (opensAt !== null && closesAt !== null && closesAt <= opensAt) {
    fields.push({ path: "closesAt", message: "Choose an end after the beginning" });
  }
  if (form.audience === "people" && form.studentId.length === 0) {
    fields.push({ path: "studentId", message: "Choose at least one student" });
  }
  if (fields.length > 0) {
    throw new DomainError("invalid", fields[0]!.message, { reason: "fields", fields });
  }
  const practice = form.purpose === "practice";
  const audience: Audience = form.audience === "people"
    ? { kind: "people", studentIds: form.studentId }
    : { kind: "class", classId: form.audience.replace(/^class:/, "") };
  const rules: AssignmentRules = {
    opensAt: opensAt!,
    closesAt,
    limitMs: form.limitMinutes === null ? null : form.limitMinutes * 60_000,
    graceMs: GRACE_MS,
    lateStart: form.lateStart,
    attemptsAllowed: form.attemptsAllowed,
    counts: form.counts,
    onExpiry: form.onExpiry,
    negative: form.negative,
    anonymous: form.anonymous,
    practice,
    review: practice ? PRACTICE_REVIEW : withRightAnswers(review, form.rightAnswers),
  };
  return { audience, rules };
}

/** The school's rules with key, explanation and feedback from `moment`. */
function withRightAnswers(review: ReviewRules, moment: AssignForm["rightAnswers"]): ReviewRules {
  return { ...review, rightAnswer: moment, explanation: moment, feedback: moment };
}

/** What is wrong with a time that is no instant. @param otherwise Where it is not one that the clock skips. */
export function timeProblem(local: string, timeZone: string, otherwise: string): string {
  if (!isSkipped(local, timeZone)) return otherwise;
  return "The clock is set forward on that day and skips this time. Choose one an hour later";
}
