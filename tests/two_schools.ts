import { KINDS, type StoredThing, type WholeFile } from "../lib/contents.ts";
import type { Person, Session } from "../lib/model/people_schema.ts";
import { openSession } from "../lib/sessions.ts";
import { INSTALLATION } from "../lib/store.ts";
import { SCHOOL } from "./marking_builders.ts";
import { operationsWorld } from "./operations_world.ts";
import { PUBLIC_ID } from "./operations.ts";
import { aPerson } from "./people_world.ts";
import { ORIGIN, type TestApp } from "./test_app.ts";

/** The school whose rows have the ids of those of {@linkcode SCHOOL}. */
export const TWIN = "s2";

/** What stands in no school, or in a place of its own. */
const NOT_COPIED = new Set(["sessions", "receipt_keys"]);

/** Two schools of which every row has its namesake in the other, and an administrator who is called as both offices. */
export async function twoSchools(test: TestApp): Promise<void> {
  await operationsWorld(test);
  for (const kind of KINDS.filter((it) => !NOT_COPIED.has(it))) {
    const things: StoredThing[] = [];
    for await (const thing of test.contents.of(kind).read()) things.push(twinOf(kind, thing));
    if (things.length === 0) throw new Error(`Cannot copy ${kind}: there is none`);
    await test.contents.of(kind).write(things);
  }
  const admin = aPerson({ id: "office", role: "admin", schoolId: INSTALLATION, username: "ada" });
  await test.deps.tables.people.insert(admin);
}

function twinOf(kind: string, { key, value }: StoredThing): StoredThing {
  const at = key.replace(`${SCHOOL}/`, `${TWIN}/`);
  if (kind === "files") {
    const { file, bytes } = value as WholeFile;
    return { key: at, value: { file: { ...file, schoolId: TWIN }, bytes } };
  }
  const twin = JSON.parse(JSON.stringify(value, (name, it) => name === "schoolId" ? TWIN : it));
  if (kind === "people") twin.username += "-2";
  if (kind === "schools") Object.assign(twin, { id: TWIN, code: "twin" });
  return { key: kind === "schools" ? `${TWIN}/${TWIN}` : at, value: twin };
}

/** Who acts: a person of a school, the administrator as `admin`. */
export async function personOf(test: TestApp, schoolId: string, id: string): Promise<Person> {
  const ref = id === "admin" ? { schoolId: INSTALLATION, id: "office" } : { schoolId, id };
  const found = await test.deps.tables.people.find(ref);
  if (found === null) throw new Error(`Cannot find ${ref.schoolId}/${ref.id}`);
  return found;
}

/** Signs the person in once more; pages know the session as {@linkcode PUBLIC_ID}. */
export async function signInAs(
  { deps }: TestApp,
  person: Person,
): Promise<{ headers: { cookie: string; origin: string }; session: Session }> {
  const client = { userAgent: "test", address: "" };
  const { secret, session } = await openSession(deps, person, { client, persistent: false });
  await deps.sessions.put({ ...session, publicId: PUBLIC_ID });
  return { headers: { cookie: `plp_session=${secret}`, origin: ORIGIN }, session };
}

/** All that is kept of one school, its sessions too, as lines; also what two schools share no key of. */
export async function keptOf({ contents }: TestApp, schoolId: string): Promise<string[]> {
  const lines: string[] = [];
  for (const kind of KINDS.filter((it) => it !== "receipt_keys")) {
    for await (const { key, value } of contents.of(kind).read()) {
      const whose = kind === "sessions" ? (value as Session).schoolId : key.split("/")[0];
      if (whose === schoolId) lines.push(JSON.stringify([kind, key, value]));
    }
  }
  return lines;
}
