import { AssignmentRulesSchema } from "../../lib/model/assignments/assignment_schema.ts";
import { aChoice, anEssay, RUBRIC } from "./authoring_world.ts";
import { anAssignment } from "./marking_builders.ts";
import { PASSWORD, PICTURE } from "./operations_world.ts";
import { formPost, jsonSend } from "./people_world.ts";
import { TEST_REVIEW } from "../../lib/review/review_fields.ts";
import { ORIGIN, T0, type TestApp } from "./test_app.ts";

/** One right request to a route that is not read alone. */
export interface Operation {
  /** As `app.routes` has it. */
  route: string;
  /** Person of `operationsWorld`; `null`: nobody signed in. */
  who: string | null;
  path: string;
  json?: unknown;
  form?: Record<string, string>;
  upload?: Uint8Array<ArrayBuffer>;
  /** What of the body is only known when it is sent. */
  fresh?: (test: TestApp, schoolId: string) => Promise<Record<string, unknown>>;
  /** What stands in place of `SLOT` in the path. */
  place?: (test: TestApp, schoolId: string) => Promise<string>;
}

type Body = Pick<Operation, "json" | "form" | "upload" | "fresh">;

/** @param what Method, and the route with what stands in place of its parameters after `=`. */
function op(who: string | null, what: string, body: Body = {}): Operation {
  const [method = "", pattern = ""] = what.split(" ");
  const route = `${method} ${pattern.replace(/=[^/{]+/g, "")}`;
  const path = pattern.replace(/:\w+=([^/{]+)(\{[^}]*\})?/g, "$1");
  return { route, who, path, ...body };
}

const RULES = AssignmentRulesSchema.strip().parse(anAssignment());
const CLASS = { audience: { kind: "class", classId: "c1" } };
const EXCEPTION = {
  ...{ opensAt: null, closesAt: T0 + 7_200_000, limitMs: null, extraMs: 600_000 },
  ...{ attemptsAllowed: null, excused: false, makeUp: false, reason: "Ill", rev: null },
};
const EXCEPTION_FORM = { purpose: "times", extraMinutes: "10", reason: "Ill", rev: "" };
const RIGHTS = {
  ...{ timeFactor: 1.25, hideTimer: false, validFromAt: T0, validToAt: null, note: "Slow" },
  ...{ display: { scale: 1.5, contrast: "normal", font: "legible" }, rev: null },
};
const RIGHTS_FORM = {
  ...{ rev: "", timePercent: "25", scale: "1", contrast: "normal", font: "system" },
  validFrom: "2026-11-01",
};
const WRITER = { writerId: "writer0001" };
const MARK = { attemptId: "at-st1", slotId: "se", rev: 0, mark: null, comment: "Good" };
const ZONE = { schoolName: "Hill School", timeZone: "Asia/Kolkata", locale: "en-IN" };
const RECEIPT = {
  ...{ attemptId: "at-st1", seq: 1, submittedAt: T0, answered: 1, total: 3 },
  ...{ answersHash: "0".repeat(64), signature: "none", code: "none" },
};
const SETTINGS = { ...ZONE, passPercent: "40", ...TEST_REVIEW };

const exam = (id: string) => async ({ deps }: TestApp, schoolId: string) => {
  const found = (await deps.tables.exams.find({ schoolId, id }))!;
  return { draftRev: found.draftRev };
};
const sections = (id: string) => async ({ deps }: TestApp, schoolId: string) => {
  const { draft, draftRev } = (await deps.tables.exams.find({ schoolId, id }))!;
  return { draftRev, sections: draft.sections };
};
const rev =
  (table: "people" | "assignments", id: string) => async ({ deps }: TestApp, schoolId: string) => {
    const found = (await deps.tables[table].find({ schoolId, id }))!;
    return { rev: found.rev };
  };
/** Of one person's session, known by pages as this. */
export const PUBLIC_ID = "a-session";

/**
 * Every operation that is not reading alone, in an order in which each can be done in the school of `operationsWorld`.
 * `tests/http/two_schools_test.ts` fails while one of the product's routes is missing here.
 */
export const OPERATIONS: readonly Operation[] = [
  // Taking a test.
  op("st9", "POST /api/test-attempts", { json: { assignmentId: "as1" } }),
  op("st10", "POST /assignments/:id=as1/start", { form: {} }),
  op("st4", "POST /api/test-attempts/:id=at-st4/claim", { json: { ...WRITER, label: "phone" } }),
  op("st4", "POST /api/test-attempts/:id=at-st4/events", {
    json: { ...WRITER, events: [{ n: 1, type: "flagged", slotId: "sc", on: true }] },
  }),
  op("t1", "POST /api/assignments/:id=as1/room/commands", {
    json: { kind: "message", commandId: "command-1", studentIds: null, text: "Read all of it" },
  }),
  op("st4", "POST /api/test-attempts/:id=at-st4/seen", { json: { entryId: "command-1" } }),
  op("st4", "POST /api/test-attempts/:id=at-st4/submit", { json: { ...WRITER, n: 1, heads: {} } }),
  op("st5", "POST /attempts/:id=at-st5", { form: { seq: "2", "q-sn": "2" } }),
  op("st5", "POST /attempts/:id=at-st5/hand-in", { form: {} }),
  op("st1", "POST /api/receipts/verify", { json: RECEIPT }),
  // Running it.
  op("t1", "POST /api/assignments/:id=as1/attempts/:attemptId=at-st3/acts", {
    json: { kind: "void", reason: "Copied" },
  }),
  op(
    "t1",
    "POST /assignments/:id=as1/attempts/:attemptId=at-st3/:act=unvoid{reopen|void|unvoid|hand-in|take-late}",
    {
      form: { reason: "Not copied" },
    },
  ),
  op("t1", "PUT /api/assignments/:id=as1/overrides/:studentId=st5", { json: EXCEPTION }),
  op("t1", "DELETE /api/assignments/:id=as1/overrides/:studentId=st5"),
  op("t1", "POST /assignments/:id=as1/settings/:studentId=st6", { form: EXCEPTION_FORM }),
  op("t1", "POST /assignments/:id=as1/settings/:studentId=st6/remove", { form: {} }),
  op("t1", "PATCH /api/assignments/:id=as2", {
    json: { opensAt: T0, closesAt: T0 + 9_000_000, limitMs: null },
    fresh: rev("assignments", "as2"),
  }),
  op("t1", "POST /assignments/:id=as2/settings", {
    form: { opensAt: "2026-11-23T11:00", closesAt: "2026-11-23T18:00", limitMinutes: "" },
    fresh: rev("assignments", "as2"),
  }),
  op("t1", "POST /assignments/:id=as2/end", { form: { commandId: "command-2" } }),
  op("t1", "POST /api/assignments/:id=as3/cancel"),
  op("t1", "POST /assignments/:id=as4/cancel", { form: {} }),
  op("t1", "POST /api/assignments", { json: { examId: "e1", ...CLASS, rules: RULES } }),
  op("t1", "POST /tests/:id=e1/assign", {
    form: { audience: "class:c1", opensAt: "2026-11-23T11:00" },
  }),
  op("t1", "POST /api/jobs/:id=job1/cancel"),
  // Marking and results.
  op("t1", "POST /api/grading/claims", { json: { attemptId: "at-st1", slotId: "se" } }),
  op("t1", "DELETE /api/grading/claims", { json: { attemptId: "at-st1", slotId: "se" } }),
  op("t1", "PUT /api/grading/marks", { json: { ...MARK, rubric: { ra: "ra2", rb: "rb1" } } }),
  op("t1", "POST /api/grading/marks/undo", { json: { attemptId: "at-st1", slotId: "se", rev: 1 } }),
  op("t1", "POST /assignments/:id=as1/marking/:slotId=se", {
    form: { attemptId: "at-st2", rev: "0", "level.ra": "ra2", "level.rb": "rb1" },
  }),
  op("t1", "POST /assignments/:id=as1/attempts/:attemptId=at-st3/marks", {
    form: { slotId: "sc", rev: "1", mark: "1", comment: "" },
  }),
  op("t1", "POST /api/assignments/:id=as1/release", { json: { partial: true } }),
  op("t1", "POST /api/assignments/:id=as1/unrelease"),
  op("t1", "POST /assignments/:id=as1/release", { form: { partial: "1" } }),
  op("t1", "POST /assignments/:id=as1/unrelease", { form: {} }),
  // Writing tests and questions.
  op("t2", "POST /api/files", { upload: PICTURE }),
  op("t1", "POST /api/tests/preview", { json: { content: aChoice(), number: 1, maxMark: 1 } }),
  op("t1", "POST /api/questions/convert", { json: { content: aChoice(), kind: "short" } }),
  op("t1", "POST /api/question-banks", { json: { name: "Waves" } }),
  op("t1", "PATCH /api/question-banks/:id=bank1", { json: { name: "Light" } }),
  op("t1", "POST /questions/banks", {
    form: { name: "Heat", subjectId: "sub1", sharing: "school" },
  }),
  op("t1", "POST /questions/banks/:id=bank1", {
    form: { name: "Optics", subjectId: "", sharing: "school" },
  }),
  op("t1", "POST /api/questions", {
    json: { bankId: "bank1", question: anEssay(), rubric: RUBRIC, subjectId: "sub1", examId: "e2" },
  }),
  op("t1", "POST /questions/new", { form: { kind: "short", bankId: "bank1" } }),
  op("t1", "PUT /api/questions/:id=q2", { json: { baseVersion: 1, question: aChoice("How?") } }),
  op("t1", "PATCH /api/questions/:id=q2", { json: { bankId: "bank1", subjectId: "sub1" } }),
  op("t1", "POST /api/questions/:id=q2/try", {
    json: { version: 2, response: { kind: "choice_one", optionId: "aaaa" } },
  }),
  op("t1", "PUT /api/questions/:id=q2/draft", {
    json: { rev: 0, content: aChoice("Which?"), rubric: [] },
  }),
  op("t1", "POST /api/questions/:id=q2/choose", { json: { keep: "mine" } }),
  op("t1", "POST /api/questions/:id=q2/finish"),
  op("t1", "POST /api/questions/:id=q5/copy"),
  op("t1", "POST /questions/:id=q2", { form: { act: "retire" } }),
  op("t1", "DELETE /api/questions/:id=q3"),
  op("t1", "POST /api/tests", { json: { title: "Colours", subjectId: "sub1" } }),
  op("t1", "POST /tests/new", { form: { title: "Waves", subjectId: "sub1" } }),
  op("t1", "PATCH /api/tests/:id=e4", { json: { subjectId: "sub1" }, fresh: sections("e4") }),
  op("t1", "PUT /api/tests/:id=e4/slots", {
    fresh: async (test, schoolId) => {
      const { draftRev, sections: [first] } = await sections("e4")(test, schoolId);
      return { draftRev, sections: [{ ...first, slots: first!.slots.toReversed() }] };
    },
  }),
  op("t1", "PUT /api/tests/:id=e4/editors", { json: { editorIds: ["t2"] } }),
  op("t1", "POST /api/tests/:id=e4/questions", {
    json: { kind: "essay" },
    fresh: async (test, schoolId) => {
      const sent = await sections("e4")(test, schoolId);
      return { sectionId: sent.sections[0]!.id };
    },
  }),
  { ...slot("q-e4", "PUT", ""), json: { rev: 0, content: aChoice("Who?"), rubric: [] } },
  { ...slot("q-e4", "POST", "/choose"), json: { keep: "mine" } },
  slot("q5", "POST", "/copy"),
  op("t1", "POST /api/tests/:id=e5/publish", { fresh: exam("e5") }),
  op("t1", "POST /api/tests/:id=e5/withdraw"),
  op("t1", "POST /api/tests/:id=e4/archive"),
  op("t1", "POST /api/tests/:id=e4/restore"),
  op("t1", "POST /api/tests/:id=e1/copy"),
  op("t1", "POST /tests/:id=e3", { form: { act: "delete" } }),
  op("t1", "DELETE /api/tests/:id=e6"),
  // People and the school.
  op("office", "POST /api/people", {
    json: { id: "office", name: "Asha Rao", role: "student", classId: "c1" },
  }),
  op("office", "POST /people/new", {
    form: {
      name: "Meera Rao",
      role: "parent",
      status: "active",
      childId: "st1",
      once: "form-0001",
    },
  }),
  op("office", "PATCH /api/people/:id=t5", {
    json: { name: "Tom Rao" },
    fresh: rev("people", "t5"),
  }),
  op("office", "POST /people/:id=t5/edit", {
    form: { name: "Tom", role: "teacher" },
    fresh: async (test, schoolId) => {
      const { username, rev } = (await test.deps.tables.people.find({ schoolId, id: "t5" }))!;
      return { username, rev };
    },
  }),
  op("office", "POST /people/:id=px/let-in", { form: { rev: "0" } }),
  op("office", "POST /people/:id=t6/suspend", { form: {} }),
  op("office", "POST /people/:id=t5/password", { form: {} }),
  op("office", "PUT /api/people/:id=st2/accommodation", { json: RIGHTS }),
  op("office", "POST /people/:id=st3/accommodation", { form: RIGHTS_FORM }),
  op("office", "POST /people/:id=st3/guardians", { form: { guardianId: "p1" } }),
  op("office", "POST /people/:id=st3/guardians/:guardianId=p1/remove", { form: {} }),
  op("office", "POST /classes/new", { form: { name: "10 C", yearId: "y1", classTeacherId: "t1" } }),
  op("office", "POST /classes/:id=c1/edit", {
    form: { name: "Class 10 A", yearId: "y1", classTeacherId: "t3" },
  }),
  op("office", "POST /classes/:id=c1/students", { form: { studentId: "stx" } }),
  op("office", "POST /classes/:id=c1/students/:studentId=stx/end", { form: {} }),
  op("office", "POST /classes/:id=c1/teachings", { form: { teacherId: "t5", subjectId: "sub1" } }),
  op("office", "POST /classes/:id=c1/teachings/:teachingId=te1/remove", { form: {} }),
  op("office", "POST /classes/:id=c2/remove", { form: {} }),
  op("office", "POST /settings/years", {
    form: { id: "y2", name: "Next", from: "2029-06-01", until: "2030-05-31" },
  }),
  op("office", "POST /settings/subjects", { form: { id: "sub2", name: "Geography" } }),
  op("office", "POST /settings", { form: SETTINGS }),
  op("admin", "POST /schools/new", {
    form: { ...ZONE, schoolName: "River School", name: "Ravi Rao" },
    fresh: (_, schoolId) => Promise.resolve({ email: `ravi@${schoolId}.example` }),
  }),
  // One's own.
  op("st2", "POST /notifications/read", { form: {} }),
  op("t2", "POST /account", { form: { theme: "dark", locale: "en-GB" } }),
  op("t2", "POST /account/sessions/:publicId=a-session/end", { form: {} }),
  op("t2", "POST /account/sessions/end-others", { form: {} }),
  op("t4", "POST /account/password", { form: { current: PASSWORD, next: "nine red bicycles" } }),
  op("t3", "POST /sign-out", { form: {} }),
  op("t3", "DELETE /api/session"),
  op(null, "POST /sign-in", { form: { password: PASSWORD }, fresh: officeName }),
  op(null, "POST /api/session", { json: { password: PASSWORD, keep: true }, fresh: officeName }),
  op(null, "POST /setup", { form: ZONE }),
];

async function officeName({ deps: { tables } }: TestApp, schoolId: string) {
  const found = await tables.people.find({ schoolId, id: "office" });
  return { name: found!.username };
}

/** What is asked of the slot of `e4` that has this question. */
function slot(questionId: string, method: string, end: string): Operation {
  return {
    ...op("t1", `${method} /api/tests/:id=e4/slots/:slotId=SLOT${end}`),
    place: async ({ deps }, schoolId) => {
      const { draft } = (await deps.tables.exams.find({ schoolId, id: "e4" }))!;
      const slots = draft.sections.flatMap((it) => it.slots);
      return slots.find((it) => it.questionId === questionId)!.slotId;
    },
  };
}

/** Sends it as its person in the school `schoolId`, whose headers `as` gives. */
export async function send(
  test: TestApp,
  it: Operation,
  { schoolId, headers }: { schoolId: string; headers: Record<string, string> },
): Promise<Response> {
  const path = it.place ? it.path.replace("SLOT", await it.place(test, schoolId)) : it.path;
  const more = await it.fresh?.(test, schoolId) ?? {};
  const method = it.route.split(" ")[0]!;
  if (it.upload) {
    const body = new FormData();
    body.append("file", new File([it.upload], "dot.png", { type: "image/png" }));
    return await test.app.request(path, { method, body, headers: { origin: ORIGIN, ...headers } });
  }
  if (it.form) {
    const fields = Object.entries(more).map(([name, value]) => [name, String(value)]);
    return await test.app.request(
      path,
      formPost({ ...it.form, ...Object.fromEntries(fields) }, headers),
    );
  }
  if (it.json === undefined && it.fresh === undefined) {
    return await test.app.request(path, { method, headers: { origin: ORIGIN, ...headers } });
  }
  const body = { ...it.json as Record<string, unknown>, ...more };
  return await test.app.request(path, { ...jsonSend("POST", body, headers), method });
}
