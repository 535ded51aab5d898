/**
 * Addresses of pages, and of the API where scripts call it: made here alone. `app.ts` and the routes say what answers there.
 * Ids are of signs that need no escaping. Each is an export of its own: a page loads those that its scripts use.
 * @module
 */

export const ACCOUNT_PATH = "/account";
export const API_PATH = "/api/";
export const API_FILES_PATH = "/api/files";
export const API_QUESTIONS_PATH = "/api/questions";
export const API_QUESTIONS_CONVERT_PATH = "/api/questions/convert";
export const API_SESSION_PATH = "/api/session";
export const API_TESTS_PREVIEW_PATH = "/api/tests/preview";
export const AUDIT_PATH = "/audit";
export const BANKS_PATH = "/questions/banks";
export const CLASSES_PATH = "/classes";
export const CLOCK_PATH = "/clock";
export const DUE_PATH = "/due";
export const END_OTHER_SESSIONS_PATH = "/account/sessions/end-others";
export const GIVEN_PATH = "/tests/given";
export const MARKING_PATH = "/marking";
export const NEW_CLASS_PATH = "/classes/new";
export const NEW_PERSON_PATH = "/people/new";
export const NEW_QUESTION_PATH = "/questions/new";
export const NEW_SCHOOL_PATH = "/schools/new";
export const NEW_TEST_PATH = "/tests/new";
export const NOTIFICATIONS_PATH = "/notifications";
export const PASSWORD_PATH = "/account/password";
export const PEOPLE_PATH = "/people";
export const PROGRESS_PATH = "/progress";
export const QUESTIONS_PATH = "/questions";
export const READ_NOTIFICATIONS_PATH = "/notifications/read";
export const RESULTS_PATH = "/results";
export const SCHOOL_PATH = "/school";
export const SCHOOL_CSV_PATH = "/school.csv";
export const SCHOOL_MARKING_PATH = "/school/marking";
export const SCHOOL_MARKING_CSV_PATH = "/school/marking.csv";
export const SCHOOLS_PATH = "/schools";
export const SETTINGS_PATH = "/settings";
export const SETUP_PATH = "/setup";
export const SIGN_IN_PATH = "/sign-in";
export const SIGN_OUT_PATH = "/sign-out";
export const SOCKET_PATH = "/ws";
export const SUBJECTS_PATH = "/settings/subjects";
export const TESTS_PATH = "/tests";
export const YEARS_PATH = "/settings/years";

export type AssignmentPage =
  | "attempts"
  | "cancel"
  | "end"
  | "marking"
  | "release"
  | "results"
  | "results.csv"
  | "room"
  | "settings"
  | "start"
  | "unrelease";

/** Of a given test. @param part Such as an attempt, a question or a student, and what is done to it. */
export function assignmentPath(id: string, page?: AssignmentPage, ...part: string[]): string {
  return joined("/assignments", id, page, ...part);
}

export function assignmentApi(id: string, ...part: ("room" | "commands" | "times")[]): string {
  return joined("/api/assignments", id, ...part);
}

export function attemptPath(id: string, page?: "receipt" | "review" | "hand-in"): string {
  return joined("/attempts", id, page);
}

export function attemptApi(id: string): string {
  return joined("/api/test-attempts", id);
}

export function childPath(id: string): string {
  return joined("/children", id);
}

export type ClassPage = "edit" | "passwords" | "remove" | "students" | "teachings" | "tests";

/** @param part A student or a teaching, and what is done to it. */
export function classPath(id: string, page?: ClassPage, ...part: string[]): string {
  return joined("/classes", id, page, ...part);
}

export function filePath(id: string): string {
  return joined(API_FILES_PATH, id);
}

export function gradingApi(act: string): string {
  return joined("/api/grading", act);
}

export function jobApi(id: string, act?: "cancel"): string {
  return joined("/api/jobs", id, act);
}

export function noticePath(id: string): string {
  return joined(NOTIFICATIONS_PATH, id);
}

export type PersonPage =
  | "accommodation"
  | "edit"
  | "guardians"
  | "let-in"
  | "password"
  | "suspend";

/** @param part A guardian, and what is done to the link. */
export function personPath(id: string, page?: PersonPage, ...part: string[]): string {
  return joined(PEOPLE_PATH, id, page, ...part);
}

export function questionPath(id: string, page?: "delete" | "edit"): string {
  return joined(QUESTIONS_PATH, id, page);
}

export function questionApi(id: string, act?: "choose" | "draft" | "finish"): string {
  return joined(API_QUESTIONS_PATH, id, act);
}

export function bankPath(id: string): string {
  return joined(BANKS_PATH, id);
}

/** Ends a sign-in. @param publicId As the account shows it. */
export function endSessionPath(publicId: string): string {
  return joined("/account/sessions", publicId, "end");
}

export function testPath(id: string, page?: "assign" | "delete" | "preview" | "print"): string {
  return joined(TESTS_PATH, id, page);
}

export type TestApiPart = "editors" | "publish" | "questions" | "slots";

/** @param rest Of a slot: its id, and what is done to it. */
export function testApi(id: string, part?: TestApiPart, ...rest: string[]): string {
  return joined("/api/tests", id, part, ...rest);
}

function joined(...parts: (string | undefined)[]): string {
  return parts.filter((it) => it !== undefined).join("/");
}
