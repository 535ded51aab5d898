import type { TestApp } from "../worlds/test_app.ts";
import { LONG_ID, PASSWORD, THEN } from "./kept.ts";
import { type Edge, Visitor } from "./visitor.ts";

export async function setUp(test: Edge): Promise<Visitor> {
  const office = new Visitor(test);
  await office.submit("/setup", "/setup", {
    schoolName: "Hill School",
    timeZone: "Asia/Kolkata",
    locale: "en-IN",
    name: "Olga Fernandes",
    email: "office@hill.example",
    password: PASSWORD,
  });
  return office;
}

export async function addClass(office: Visitor): Promise<string> {
  const years = "/settings/years";
  const days = { from: "2050-06-01", until: "2051-04-30" };
  await office.submit(years, years, { name: "2050-51", ...days });
  await office.submit("/settings/subjects", "/settings/subjects", { name: "Mathematics" });
  const page = await office.text("/classes/new");
  const yearId = /<option[^>]*value="([\w-]{20,})"/.exec(page)?.[1] ?? "";
  const fields = { name: "Class 8 A", yearId, grade: "8", section: "A" };
  const made = await office.submit("/classes/new", "/classes/new", fields);
  return made.headers.get("location")!.split("/")[2]!.split("?")[0]!;
}

export interface Known {
  id: string;
  username: string;
  oneTimePassword: string;
}

export async function addPeople(office: Visitor, classId: string): Promise<Record<string, Known>> {
  const people: Record<string, Known> = {};
  const add = async (key: string, name: string, role: string, more: object = {}) => {
    const body = { name, role, username: key, ...more };
    const { person, oneTimePassword } = await office.send("POST", "/api/people", body, 201);
    people[key] = { id: person.id, username: person.username, oneTimePassword };
  };
  await add("teacher", "Tara Rao", "teacher");
  for (
    const [key, name] of [["asha", "Asha Mehta"], ["bilal", "Bilal Khan"], ["chen", "Chen Li"]]
  ) {
    await add(key!, name!, "student", { classId });
  }
  await add("guardian", "Meera Mehta", "parent", { childId: people["asha"]!.id });
  await add("principal", "Pia Nair", "principal");
  await office.send("PUT", `/api/people/${people["chen"]!.id}/accommodation`, {
    timeFactor: 1.25,
    hideTimer: false,
    validFromAt: THEN - 86_400_000,
    validToAt: null,
    display: { scale: 1.25, contrast: "normal", font: "legible" },
    note: "Reads slowly",
    rev: null,
  });
  const page = await office.text(`/classes/${classId}`);
  const subjectId = /name="subjectId"[\s\S]*?<option[^>]*value="([\w-]{20,})"/.exec(page)?.[1];
  const teaching = { teacherId: people["teacher"]!.id, subjectId: subjectId ?? "" };
  await office.submit(`/classes/${classId}`, `/classes/${classId}/teachings`, teaching);
  return people;
}

/** With the one-time password, which must be changed at once. */
export async function signIn(
  test: Edge,
  { username, oneTimePassword }: Known,
): Promise<Visitor> {
  const visitor = new Visitor(test);
  const fields = { name: username, password: oneTimePassword, keep: "1" };
  await visitor.submit("/sign-in", "/sign-in", fields);
  await visitor.submit("/account/password", "/account/password", { next: PASSWORD });
  return visitor;
}

/** Refused with 500, and kept all the same. */
export async function addLongId(test: TestApp, office: Visitor): Promise<void> {
  const body = { id: LONG_ID, name: "Lena Long", role: "school_admin", username: "lena" };
  await office.send("POST", "/api/people", body, 500);
  const { schoolId } = await office.json("/api/session");
  const kept = await test.deps.tables.people.find({ schoolId, id: LONG_ID });
  if (kept === null) throw new Error("Cannot make a person with a long id: it was not kept");
}
