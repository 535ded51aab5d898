/** With whom to look around the demo school. */
import type { DemoAccount } from "../../components/people/SignInForm.tsx";
import { absentFrom } from "../content/exceptions.ts";
import { type DemoStudent, GUARDIANS, STUDENTS } from "../content/people.ts";
import { DEMO_PASSWORD, SCHOOL, STAFF } from "../content/school.ts";
import { TESTS } from "../content/tests.ts";

/** One of each part, with something to see. */
export function demoAccounts(): DemoAccount[] {
  const parent = best(
    GUARDIANS.filter(({ children }) => children.length > 1),
    ({ children }) => Math.min(...children.map(abilityOf)),
  );
  if (parent === undefined) throw new Error("Cannot find a guardian of two children");
  return [
    staff("Teacher, mathematics", "meera.rao"),
    staff("Teacher, science", "farida.sheikh"),
    account("Student, class 10 B", studentToStart()),
    account("Guardian of two", parent),
    staff("Principal", "principal"),
    staff("School office", "office"),
  ];
}

/** What the start prints. @param url Where browsers find the product. */
export function accountsText(accounts: readonly DemoAccount[], url: string): string {
  const width = Math.max(...accounts.map(({ label }) => label.length)) + 2;
  const lines = accounts.map(({ label, username }) => `  ${label.padEnd(width)}${username}`);
  return [
    "",
    `  ${SCHOOL.name}, a demo school: ${url}/sign-in`,
    `  Everybody's password is ${DEMO_PASSWORD}`,
    "",
    ...lines,
    "",
  ].join("\n");
}

function account(label: string, { name, username }: { name: string; username: string }) {
  return { label, name, username, password: DEMO_PASSWORD };
}

function staff(label: string, username: string): DemoAccount {
  const found = STAFF.find((it) => it.username === username);
  if (found === undefined) throw new Error(`Cannot find ${username} among the demo's staff`);
  return account(label, found);
}

/** Has results of released tests, and may start the test that runs. */
function studentToStart(): DemoStudent {
  const running = TESTS.find(({ stage }) => stage === "running");
  const absent = running?.assignments.flatMap((it) => absentFrom(running, it)) ?? [];
  const student = best(absent, ({ ability }) => ability);
  if (student === undefined) throw new Error("Cannot find a student who may start a test");
  return student;
}

/** Of several the one with the results that are nicest to look at. */
function best<T>(items: readonly T[], worth: (item: T) => number): T | undefined {
  return items.toSorted((a, b) => worth(b) - worth(a))[0];
}

function abilityOf(username: string): number {
  return STUDENTS.find((it) => it.username === username)?.ability ?? 0;
}
