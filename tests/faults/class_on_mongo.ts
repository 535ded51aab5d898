import type { Db } from "mongodb";
import { prepare } from "../../db/mongo/prepare.ts";
import { LAYOUTS, mongoStores } from "../../db/mongo/stores.ts";
import { openSession } from "../../lib/sessions.ts";
import { takingWorld } from "../taking_world.ts";

export interface ClassOnMongo {
  /** Each student's session secret. */
  secrets: string[];
  teacherSecret: string;
}

/** A school in a database, whose people are all signed in and whose students have a test to take. */
export async function classOnMongo(db: Db, students: number): Promise<ClassOnMongo> {
  await prepare(db, LAYOUTS);
  const { tables, sessions } = mongoStores(db);
  const world = await takingWorld(tables, Date.now() - 1_000, { students });
  const client = { userAgent: "faults", address: "" };
  const open = async (person: typeof world.teacher) =>
    (await openSession({ sessions, now: Date.now }, person, { client, persistent: false })).secret;
  return {
    secrets: await Promise.all([world.student, ...world.others].map(open)),
    teacherSecret: await open(world.teacher),
  };
}
