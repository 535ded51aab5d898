import { keptOf } from "./two_schools.ts";
import type { TestApp } from "./test_app.ts";

/** What stands for a parameter in the path of a route, by what comes before it. */
const IDS: Readonly<Record<string, string>> = {
  ...{ people: "st1", classes: "c1", assignments: "as1", attempts: "at-st1", tests: "e2" },
  ...{ questions: "q2", "question-banks": "bank1", banks: "bank1", "test-attempts": "at-st1" },
  ...{ children: "st1", answers: "at-st1", settings: "st8", overrides: "st8", marking: "se" },
  ...{
    results: "sc",
    slots: "SLOT",
    jobs: "job1",
    versions: "1",
    notifications: "NOTICE",
    files: "FILE",
  },
};
const QUERY: Readonly<Record<string, string>> = {
  "/api/grading/next": "?assignmentId=as1&slotId=se",
  "/api/grading/answers/:attemptId": "?assignmentId=as1&slotId=se",
};

/** Routes without a person, or not for people. */
export const OPEN = new Set([
  "/ws",
  "/assets/:file",
  "/livez",
  "/readyz",
  "/openapi.json",
  "/setup",
]);

/** Routes of some methods, each once, as in `GET /tests/:id`. */
export function routesOf({ app }: TestApp, fits: (method: string) => boolean): string[] {
  const found = app.routes.filter(({ method, path }) => fits(method) && !path.includes("*"));
  return [...new Set(found.map(({ method, path }) => `${method} ${path}`))].sort();
}

/** Fills routes to read with what there is in a school of `operationsWorld`. */
export async function pathsIn(
  test: TestApp,
  schoolId: string,
): Promise<(route: string) => string> {
  const own = await keptOf(test, schoolId);
  const idOf = (kind: string) => {
    const line = own.find((it) => it.startsWith(`["${kind}"`))!;
    return JSON.parse(line)[1].split("/")[1] as string;
  };
  const { draft } = (await test.deps.tables.exams.find({ schoolId, id: "e2" }))!;
  const fixed = {
    NOTICE: idOf("notices"),
    FILE: idOf("files"),
    SLOT: draft.sections[0]!.slots[0]!.slotId,
  };
  return (path) =>
    path.replace(/([\w-]+)\/:\w+/g, (_, kind: string) => `${kind}/${IDS[kind]}`)
      .replace(/NOTICE|FILE|SLOT/g, (name) => fixed[name as keyof typeof fixed]) +
    (QUERY[path] ?? "");
}
