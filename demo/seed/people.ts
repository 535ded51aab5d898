/** The demo school's rows: people, year, classes, subjects, who teaches and guards whom. */
import { newId } from "../../lib/process/ids.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { localTime, startOfDay } from "../../lib/model/process/school_time.ts";
import type { User } from "../../lib/access/user.ts";
import { grantAccommodation } from "../../lib/people/accommodations.ts";
import { saveClass } from "../../lib/people/classes.ts";
import { newSchool } from "../../lib/people/schools.ts";
import { addTeaching } from "../../lib/people/teachings.ts";
import { saveSubject, saveYear } from "../../lib/people/years.ts";
import { hashPassword } from "../../lib/access/passwords.ts";
import { ACCOMMODATIONS, type DemoStudent, GUARDIANS, STUDENTS } from "../content/people.ts";
import { CLASSES, DEMO_PASSWORD, SCHOOL, STAFF, SUBJECTS } from "../content/school.ts";
import { DAY } from "../content/test_shapes.ts";
import { requireIn, type SeedDeps, userOf, type World } from "./world.ts";

/** Before the first question was written. */
const FOUNDED_DAYS = 170;

/** @param now When the seed runs. */
export async function seedPeople(world: World, now: number): Promise<void> {
  const foundedAt = now - FOUNDED_DAYS * DAY;
  const deps = world.at(foundedAt);
  const { name, code, timeZone, locale, passPercent } = SCHOOL;
  const school = newSchool(world.schoolId, foundedAt, { name, code, timeZone, locale });
  await deps.tables.schools.insert({ ...school, passPercent, demo: true });
  // One hash for all: everybody has the same password, and hashing it for each takes seconds.
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const add = (it: Named) => addPerson(deps, world, { ...it, passwordHash });
  for (const it of STAFF) await add(it);
  const office = requireIn(world.users, "office");
  const yearStart = await seedClasses(deps, world, { office, now });
  for (const it of STUDENTS) {
    await add({ ...it, role: "student", email: null });
    await enrol(deps, world, { student: it, fromAt: Math.min(foundedAt, yearStart) });
  }
  for (const it of GUARDIANS) {
    await add({ ...it, role: "parent" });
    for (const child of it.children) await link(deps, world, { guardian: it.username, child });
  }
  await grantRights(deps, world, office);
}

type Named =
  & Pick<Person, "name" | "role" | "email">
  & { username: string; rollNumber?: string };

async function addPerson(
  { tables, now }: SeedDeps,
  { schoolId, users }: World,
  { name, role, email, username, rollNumber, passwordHash }: Named & { passwordHash: string },
): Promise<void> {
  const person: Person = {
    id: newId(),
    schoolId,
    createdAt: now(),
    name,
    role,
    status: "active",
    email,
    username,
    passwordHash,
    mustChangePassword: false,
    locale: null,
    rollNumber: rollNumber ?? null,
    rev: 0,
  };
  await tables.people.insert(person);
  users.set(username, userOf(person));
}

/** @returns When the school year began. */
async function seedClasses(
  deps: SeedDeps,
  world: World,
  { office, now }: { office: User; now: number },
): Promise<number> {
  const { users, classIds, subjectIds } = world;
  const year = await saveYear(deps, office, schoolYear(now));
  for (const name of SUBJECTS) subjectIds.set(name, (await saveSubject(deps, office, { name })).id);
  for (const { key, ...it } of CLASSES) {
    const teacher = STAFF.find(({ classTeacherOf }) => classTeacherOf === key);
    const classTeacherId = teacher ? requireIn(users, teacher.username).id : null;
    const { id } = await saveClass(deps, office, { ...it, yearId: year.id, classTeacherId });
    classIds.set(key, id);
  }
  await seedTeachings(deps, world, office);
  return year.fromAt;
}

/** From April to March, as schools in India have it. */
function schoolYear(now: number): { name: string; fromAt: number; untilAt: number } {
  const [year = 0, month = 0] = localTime(now, SCHOOL.timeZone).split("-").map(Number);
  const first = month >= 4 ? year : year - 1;
  return { name: `${first}–${first + 1}`, fromAt: april(first), untilAt: april(first + 1) };
}

function april(year: number): number {
  const at = startOfDay(`${year}-04-01`, SCHOOL.timeZone);
  if (at === null) throw new Error(`Cannot find 1 April ${year}`);
  return at;
}

async function seedTeachings(deps: SeedDeps, world: World, office: User): Promise<void> {
  for (const { username, teaches } of STAFF) {
    const teacherId = requireIn(world.users, username).id;
    for (const { subject, classes } of teaches) {
      const subjectId = requireIn(world.subjectIds, subject);
      for (const key of classes) {
        const classId = requireIn(world.classIds, key);
        await addTeaching(deps, office, { teacherId, classId, subjectId });
      }
    }
  }
}

async function enrol(
  { tables, now }: SeedDeps,
  { schoolId, users, classIds }: World,
  { student, fromAt }: { student: DemoStudent; fromAt: number },
): Promise<void> {
  await tables.enrolments.insert({
    id: newId(),
    schoolId,
    createdAt: now(),
    studentId: requireIn(users, student.username).id,
    classId: requireIn(classIds, student.classKey),
    fromAt,
    untilAt: null,
  });
}

async function link(
  { tables, now }: SeedDeps,
  { schoolId, users }: World,
  { guardian, child }: { guardian: string; child: string },
): Promise<void> {
  await tables.guardianLinks.insert({
    id: newId(),
    schoolId,
    createdAt: now(),
    guardianId: requireIn(users, guardian).id,
    studentId: requireIn(users, child).id,
    sinceAt: now(),
  });
}

async function grantRights(deps: SeedDeps, { users }: World, office: User): Promise<void> {
  for (const { student, ...rights } of ACCOMMODATIONS) {
    const change = { ...rights, validFromAt: deps.now(), validToAt: null, rev: null };
    await grantAccommodation(deps, office, { personId: requireIn(users, student).id, change });
  }
}
