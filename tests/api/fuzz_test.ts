import assert from "node:assert/strict";
import { fetchSchemathesis } from "../../tools/services/schemathesis.ts";
import { kitFolder } from "../../tools/services/service.ts";
import { type FuzzedSchool, fuzzedSchool } from "./fuzzed_school.ts";

/** The same requests at every run: a failure is met again. */
const OPTIONS = [
  "--phases=examples,fuzzing",
  "--max-examples=6",
  "--generation-deterministic",
  // Whoever is not signed in, or comes from another site, is tried by a check of its own.
  "--generation-with-security-parameters=false",
  // A description cannot say that a test ends after it begins, or that a key fits its question.
  "--exclude-checks=positive_data_acceptance",
  "--continue-on-failure",
  "--no-shrink",
  "--no-color",
];
const CASES = 500;

/** What a person of each role can do in that school, so that not all of it is refused. */
const ROLES: readonly [role: string, personId: string, succeeding: readonly string[]][] = [
  ["student", "st4", [
    "claimWriter",
    "listAssignments",
    "readAttempt",
    "readAttemptSheet",
    "readClock",
    "readSession",
    "saveEvents",
    "signOut",
    "submitAttempt",
    "verifyReceipt",
  ]],
  ["teacher", "t1", [
    "actOnAttempt",
    "addQuestion",
    "changeTest",
    "changeTimes",
    "claimAnswer",
    "commandRoom",
    "createAssignment",
    "createQuestion",
    "createTest",
    "deleteTest",
    "listQuestions",
    "markAnswer",
    "publishTest",
    "readFile",
    "readResults",
    "readRoom",
    "releaseResults",
    "saveQuestionVersion",
    "saveSlot",
    "setException",
    "setSlots",
    "uploadFile",
  ]],
  ["school_admin", "office", [
    "addPerson",
    "changePerson",
    "listPeople",
    "readAccommodation",
    "readPerson",
    "readResults",
    "readRoom",
    "setAccommodation",
  ]],
];

for (const [role, personId, succeeding] of ROLES) {
  Deno.test(
    `${CASES} made-up requests of a ${role}: no fault, and every answer as /openapi.json says`,
    {
      ignore: !Deno.env.has("TEST_ALL"),
    },
    async () => {
      const [program = "", ...before] = await fetchSchemathesis(kitFolder());
      const folder = await Deno.makeTempDir();
      try {
        await using school = await fuzzedSchool(personId);
        const description = `${folder}/openapi.json`;
        await Deno.writeTextFile(description, JSON.stringify(school.document));
        const headers = [`Cookie: ${school.cookie}`, `Origin: ${school.url}`];
        const { code, stdout, stderr } = await new Deno.Command(program, {
          args: [
            ...before,
            ...["run", description, `--url=${school.url}`],
            ...headers.map((it) => `--header=${it}`),
            ...OPTIONS,
          ],
          // Its own cache stays out of the project.
          cwd: folder,
        }).output();
        const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
        assert.equal(code, 0, said);
        assert.deepEqual(school.wrong, []);
        assert.ok(requests(school) >= CASES, `${requests(school)} requests`);
        assert.deepEqual(succeeding.filter((name) => !succeeds(school, name)), []);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  );
}

function requests({ answers }: FuzzedSchool): number {
  const counts = [...answers.values()].flatMap((it) => [...it.values()]);
  return counts.reduce((sum, it) => sum + it, 0);
}

function succeeds({ answers }: FuzzedSchool, operation: string): boolean {
  return [...answers.get(operation)?.keys() ?? []].some((status) => status < 400);
}
