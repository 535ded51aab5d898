import { accessTopic, assignmentTopic, attemptTopic } from "../../lib/process/bus.ts";
import { KINDS, type StoredThing, type WholeFile } from "../../lib/store/contents.ts";
import type { Person, Session } from "../../lib/model/people/people_schema.ts";
import { openSession } from "../../lib/access/sessions.ts";
import { INSTALLATION, type Row } from "../../lib/store/store.ts";
import { SCHOOL } from "./marking_builders.ts";
import { PUBLIC_ID } from "./operations.ts";
import { operationsWorld } from "./operations_world.ts";
import { aPerson } from "./people_world.ts";
import { ORIGIN, type TestApp } from "./test_app.ts";

/** The school whose rows have the ids of those of {@linkcode SCHOOL}. */
export const TWIN = "s2";

/** What is in no school, or may be in the other under no key of this one. */
const NOT_COPIED = new Set(["sessions", "receipt_keys"]);

/** Stands in names and titles of a school, and of no other. */
export function markOf(schoolId: string): string {
  return `mark-of-${schoolId}`;
}

/** Two schools of which every row has its namesake in the other, and an administrator who is called as both offices. */
export async function twoSchools(test: TestApp): Promise<void> {
  await operationsWorld(test);
  for (const kind of KINDS.filter((it) => !NOT_COPIED.has(it))) {
    const things: StoredThing[] = [];
    for await (const thing of test.contents.of(kind).read()) things.push(thing);
    if (things.length === 0) throw new Error(`Cannot copy ${kind}: there is none`);
    for (const schoolId of [SCHOOL, TWIN]) {
      await test.contents.of(kind).write(things.map((it) => ofSchool(kind, schoolId, it)));
    }
  }
  const admin = aPerson({ id: "office", role: "admin", schoolId: INSTALLATION, username: "ada" });
  await test.deps.tables.people.insert(admin);
}

/** The same thing of one of the two schools, with its mark. */
function ofSchool(kind: string, schoolId: string, { key, value }: StoredThing): StoredThing {
  const at = `${schoolId}/${kind === "schools" ? schoolId : key.split("/")[1]}`;
  if (kind === "files") {
    const { file, bytes } = value as WholeFile;
    return { key: at, value: { file: { ...file, schoolId }, bytes } };
  }
  const mine = JSON.parse(JSON.stringify(value, (name, it) => {
    if (name === "schoolId") return schoolId;
    if (typeof it !== "string") return it;
    if (name === "name" || name === "title" || name === "summary") {
      return `${it} ${markOf(schoolId)}`;
    }
    return name === "username" && schoolId === TWIN ? `${it}-2` : it;
  }));
  if (kind === "schools") Object.assign(mine, { id: schoolId, code: schoolId });
  return { key: at, value: mine };
}

/** Who acts: a person of a school, the administrator as `admin`. */
export async function personOf(test: TestApp, schoolId: string, id: string): Promise<Person> {
  const ref = id === "admin" ? { schoolId: INSTALLATION, id: "office" } : { schoolId, id };
  const found = await test.deps.tables.people.find(ref);
  if (found === null) throw new Error(`Cannot find ${ref.schoolId}/${ref.id}`);
  return found;
}

/** Signs the person in once more, from an address of the school's own; pages know the session as {@linkcode PUBLIC_ID}. */
export async function signInAs(
  { deps }: TestApp,
  person: Person,
): Promise<{ headers: { cookie: string; origin: string }; session: Session }> {
  const client = { userAgent: "test", address: markOf(person.schoolId) };
  const { secret, session } = await openSession(deps, person, { client, persistent: false });
  await deps.sessions.put({ ...session, publicId: PUBLIC_ID });
  return { headers: { cookie: `plp_session=${secret}`, origin: ORIGIN }, session };
}

/** All that is kept of one school, its sessions too, as lines. */
export async function keptOf({ contents }: TestApp, schoolId: string): Promise<string[]> {
  const kinds = KINDS.filter((it) => it !== "receipt_keys");
  const all = await Promise.all(kinds.map(async (kind) => {
    const lines: string[] = [];
    for await (const { key, value } of contents.of(kind).read()) {
      const whose = kind === "sessions" ? (value as Session).schoolId : key.split("/")[0];
      if (whose === schoolId) lines.push(JSON.stringify([kind, key, value]));
    }
    return lines;
  }));
  return all.flat();
}

/** The lines that only one of both has. */
export function difference(before: readonly string[], after: readonly string[]): string[] {
  const [then, now] = [new Set(before), new Set(after)];
  return [...now.symmetricDifference(then)];
}

/** Listens to all that could be said of what a school has. @returns How often something was. */
export async function heardOf(
  { contents, deps }: TestApp,
  schoolId: string,
): Promise<() => number> {
  let heard = 0;
  const topics = { people: accessTopic, assignments: assignmentTopic, attempts: attemptTopic };
  for (const [kind, topicOf] of Object.entries(topics)) {
    for await (const { value } of contents.of(kind).read()) {
      const row = kind === "attempts" ? (value as { attempt: Row }).attempt : value as Row;
      if (row.schoolId === schoolId) deps.bus.subscribe(topicOf(row), () => heard++);
    }
  }
  return () => heard;
}
