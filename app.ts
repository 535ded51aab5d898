import { OpenAPIHono } from "@hono/zod-openapi";
import type { BlockList } from "node:net";
import type { Product } from "./lib/process/assemble.ts";
import type { Limiter } from "./lib/process/limits.ts";
import type { SessionDeps } from "./lib/access/sessions.ts";
import type { Tables } from "./lib/store/tables.ts";
import { receiptApi } from "./routes/api/receipts.ts";
import { testAttemptApi } from "./routes/api/test_attempts.ts";
import { type AppEnv } from "./routes/edge.tsx";
import { compressed } from "./routes/edge_coding.ts";
import { onError, onNotFound } from "./routes/edge_errors.tsx";
import {
  csrf,
  pathLimits,
  rateLimits,
  requestFacts,
  securityHeaders,
  staleReads,
} from "./routes/edge_guard.ts";
import { knownMethods } from "./routes/edge_methods.ts";
import { usedKeys } from "./routes/edge_once.ts";
import type { PageDeps } from "./routes/edge_page.tsx";
import type { PeoplePageDeps } from "./routes/edge_people.ts";
import { SESSION_PATH, whoAsks } from "./routes/edge_session.ts";
import { classWorkApi } from "./routes/api/class_work.ts";
import { givenTestApi } from "./routes/api/given_tests.ts";
import { studentWorkApi } from "./routes/api/student_work.ts";
import { resultsApi, reviewApi } from "./routes/api/results.ts";
import { gradingApi } from "./routes/api/grading.ts";
import type { MarkingDeps } from "./lib/marking/marking_deps.ts";
import { questionBankApi } from "./routes/api/question_banks.ts";
import { previewApi } from "./routes/api/preview.ts";
import { questionWorkApi } from "./routes/api/question_work.ts";
import { questionApi } from "./routes/api/questions.ts";
import { testSlotApi } from "./routes/api/test_slots.ts";
import { testApi } from "./routes/api/tests.ts";
import { attemptPages } from "./routes/pages/attempts.tsx";
import { assignmentStartPages } from "./routes/pages/assignment_start.tsx";
import { bodies } from "./routes/edge_body.ts";
import { assetRoutes } from "./routes/assets.ts";
import { type AssignPageDeps, assignPages } from "./routes/pages/assign.tsx";
import { accountPages } from "./routes/pages/account.tsx";
import { passwordPages } from "./routes/pages/account_password.tsx";
import { peopleApi } from "./routes/api/people.ts";
import { documentRoute } from "./routes/api/document.ts";
import { sessionApi } from "./routes/api/session.ts";
import { accommodationPages } from "./routes/pages/accommodation.tsx";
import { auditApi } from "./routes/api/audit.ts";
import { auditPages } from "./routes/pages/audit.tsx";
import { classEditPages } from "./routes/pages/class_edit.tsx";
import { classPasswordPages } from "./routes/pages/class_passwords.tsx";
import { classTestPages } from "./routes/pages/class_tests.tsx";
import { classStudentsPages } from "./routes/pages/class_students.tsx";
import { classPages } from "./routes/pages/classes.tsx";
import { notificationPages } from "./routes/pages/notifications.tsx";
import { peoplePages } from "./routes/pages/people.tsx";
import { personPages } from "./routes/pages/person.tsx";
import { personEditPages } from "./routes/pages/person_edit.tsx";
import { guardianPages } from "./routes/pages/person_guardians.tsx";
import { schoolPages } from "./routes/pages/schools.tsx";
import { settingsPages } from "./routes/pages/settings.tsx";
import { subjectPages } from "./routes/pages/settings_subjects.tsx";
import { yearPages } from "./routes/pages/settings_years.tsx";
import { attemptDetailPages } from "./routes/pages/attempt_detail.tsx";
import { handInPages } from "./routes/pages/hand_in.tsx";
import { homePages } from "./routes/pages/home.tsx";
import { markingPages } from "./routes/pages/marking.tsx";
import { markingDeskPages } from "./routes/pages/marking_desk.tsx";
import { childPages } from "./routes/pages/children.tsx";
import { progressPages } from "./routes/pages/progress.tsx";
import { releasePages } from "./routes/pages/release.tsx";
import { resultsPages } from "./routes/pages/results.tsx";
import { reviewPages } from "./routes/pages/review.tsx";
import { bankPages } from "./routes/pages/banks.tsx";
import { previewPages } from "./routes/pages/preview.tsx";
import { printPages } from "./routes/pages/print.tsx";
import { oneQuestionPages } from "./routes/pages/question.tsx";
import { questionPages } from "./routes/pages/questions.tsx";
import { testEditorPages } from "./routes/pages/test_editor.tsx";
import { givenTestPages } from "./routes/pages/given_tests.tsx";
import { testPages } from "./routes/pages/tests.tsx";
import { schoolFigurePages } from "./routes/pages/school.tsx";
import { studentTestPages } from "./routes/pages/student_tests.tsx";
import { setUpPages } from "./routes/pages/setup.tsx";
import { signInPages } from "./routes/pages/sign_in.tsx";
import { assignmentSettingsPages } from "./routes/pages/assignment_settings.tsx";
import { roomPages } from "./routes/pages/room.tsx";
import { roomEndPages } from "./routes/pages/room_end.tsx";
import { fileApi } from "./routes/api/files.ts";
import { assignmentApi } from "./routes/api/assignments.ts";
import { ownTimesApi } from "./routes/api/own_times.ts";
import { jobsApi } from "./routes/api/jobs.ts";
import { roomApi } from "./routes/api/room.ts";
import { sockets } from "./routes/socket.ts";
import { type ProbeDeps, probes } from "./routes/probes.ts";

export interface Deps
  extends PageDeps, SessionDeps, ProbeDeps, AssignPageDeps, PeoplePageDeps, MarkingDeps, Product {
  tables: Tables;
  limiter: Limiter;
  proxies: BlockList;
  /** Origin that browsers use; `null`: whatever `Host` says. */
  publicOrigin: string | null;
  /** Behind TLS. */
  secure: boolean;
  /** Browsers are told to use TLS for all names below this one too. */
  hstsSubdomains: boolean;
  /** How long a body may take, milliseconds; 30,000 unless given. */
  bodyMs?: number;
  /** The stores answer from memory while their server is away. */
  mayAnswerFromMemory: boolean;
}

/** The whole application without a port or an open connection: the URL table, top to bottom. */
export function createApp(deps: Deps): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  app.onError(onError(deps, deps.log));
  app.notFound(onNotFound(deps, deps.log));
  app.route("/", probes(deps));
  app.use(requestFacts(deps.log, deps.proxies));
  app.use(securityHeaders(deps));
  app.route("/assets", assetRoutes(deps.assets));
  app.use(compressed());
  if (deps.mayAnswerFromMemory) app.use(staleReads());
  app.use(csrf(deps.publicOrigin));
  app.use(bodies(deps));
  app.use(pathLimits());
  app.use(usedKeys(deps.secure));
  app.use(whoAsks(deps, deps.secure));
  app.use(rateLimits(deps.limiter));
  app.use(knownMethods(app));
  app.route("/", homePages(deps));
  app.route("/", schoolFigurePages(deps));
  app.route("/", studentTestPages(deps));
  app.route("/", setUpPages(deps));
  app.route("/", signInPages(deps));
  app.route("/account/password", passwordPages(deps));
  app.route("/account", accountPages(deps));
  app.route("/notifications", notificationPages(deps));
  app.route("/people", peoplePages(deps));
  app.route("/people", accommodationPages(deps));
  app.route("/people", guardianPages(deps));
  app.route("/people", personEditPages(deps));
  app.route("/people", personPages(deps));
  app.route("/classes", classEditPages(deps));
  app.route("/classes", classStudentsPages(deps));
  app.route("/classes", classTestPages(deps));
  app.route("/classes", classPasswordPages(deps));
  app.route("/classes", classPages(deps));
  app.route("/settings/years", yearPages(deps));
  app.route("/settings/subjects", subjectPages(deps));
  app.route("/settings", settingsPages(deps));
  app.route("/schools", schoolPages(deps));
  app.route("/audit", auditPages(deps));
  app.route("/tests", assignPages(deps));
  app.route("/tests", testPages(deps));
  app.route("/tests", givenTestPages(deps));
  app.route("/tests", previewPages(deps));
  app.route("/tests", printPages(deps));
  app.route("/tests", testEditorPages(deps));
  app.route("/questions/banks", bankPages(deps));
  app.route("/questions", questionPages(deps));
  app.route("/questions", oneQuestionPages(deps));
  app.route("/", markingPages(deps));
  app.route("/assignments", markingDeskPages(deps));
  app.route("/assignments", resultsPages(deps));
  app.route("/assignments", releasePages(deps));
  app.route("/assignments", attemptDetailPages(deps));
  app.route("/attempts", reviewPages(deps));
  app.route("/", childPages(deps));
  app.route("/progress", progressPages(deps));
  app.route("/api/grading", gradingApi(deps));
  app.route("/api/assignments", resultsApi(deps));
  app.route("/api/test-attempts", reviewApi(deps));
  app.route("/api/test-attempts", testAttemptApi(deps));
  app.route("/api/receipts", receiptApi(deps));
  app.route("/api/question-banks", questionBankApi(deps));
  app.route("/api/questions", questionApi(deps));
  app.route("/api/questions", questionWorkApi(deps));
  app.route("/api/tests", previewApi());
  app.route("/api/tests", testApi(deps));
  app.route("/api/tests", testSlotApi(deps));
  app.route("/attempts", attemptPages(deps));
  app.route("/attempts", handInPages(deps));
  app.route("/assignments", assignmentStartPages(deps));
  app.route("/assignments", roomPages(deps));
  app.route("/assignments", roomEndPages(deps));
  app.route("/assignments", assignmentSettingsPages(deps));
  app.route("/api/assignments", assignmentApi(deps));
  app.route("/api/assignments", ownTimesApi(deps));
  app.route("/api/assignments", roomApi(deps));
  app.route("/api/jobs", jobsApi(deps));
  app.route("/api/files", fileApi(deps));
  app.route("/ws", sockets(deps));
  app.route(SESSION_PATH, sessionApi(deps));
  app.route("/api/people", peopleApi(deps));
  app.route("/api/people", studentWorkApi(deps));
  app.route("/api/audit", auditApi(deps));
  app.route("/api/classes", classWorkApi(deps));
  app.route("/api/given-tests", givenTestApi(deps));
  app.route("/openapi.json", documentRoute(app, deps.secure));
  return app;
}
