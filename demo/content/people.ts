/** The demo school's students and guardians. Everything follows from one seed: the same people each time. */
import { FAMILY_NAMES, type FamilyNames } from "./names.ts";
import { CLASS_SIZE, CLASSES, type ClassKey } from "./school.ts";
import { diceFrom } from "./seeded.ts";

export interface DemoStudent {
  username: string;
  name: string;
  classKey: ClassKey;
  /** From 1, by name within the class. */
  rollNumber: string;
  /** Normally distributed with mean 0 and standard deviation 1, within 2.5; drives the simulated answers. */
  ability: number;
}

export interface DemoGuardian {
  username: string;
  name: string;
  email: string;
  /** Usernames; two for some. */
  children: readonly string[];
}

export interface DemoAccommodation {
  student: string;
  timeFactor: number;
  display: { scale: number; contrast: "normal" | "high"; font: "system" | "legible" };
  hideTimer: boolean;
  note: string;
}

interface Child {
  given: string;
  surname: string;
  names: FamilyNames;
  classKey: ClassKey;
  /** Same for brothers and sisters. */
  family: number;
}

/** Pairs of brothers and sisters, one in grade 9 and one in grade 10; the rest are alone. */
const SIBLING_PAIRS = 12;

/** One item after another in drawn order, and again from the start when all are used. */
function deal<T>(items: readonly T[], seed: string): () => T {
  const order = diceFrom(seed).shuffled(items);
  let at = 0;
  return () => {
    const item = order[at++ % order.length];
    if (item === undefined) throw new Error("Cannot deal from an empty list");
    return item;
  };
}

/** A class for each child, in families: brothers and sisters first. */
function seats(): { classKey: ClassKey; family: number }[] {
  const pairs = Array.from({ length: SIBLING_PAIRS }, (_, family) => [
    { classKey: family % 2 === 0 ? "9a" : "9b", family } as const,
    { classKey: family % 3 === 0 ? "10a" : "10b", family } as const,
  ]).flat();
  let family = SIBLING_PAIRS;
  const alone = CLASSES.flatMap(({ key: classKey }) => {
    const free = CLASS_SIZE - pairs.filter((it) => it.classKey === classKey).length;
    return Array.from({ length: free }, () => ({ classKey, family: family++ }));
  });
  return [...pairs, ...alone];
}

function drawChildren(): Child[] {
  const surnames = deal(
    FAMILY_NAMES.flatMap((names) => names.surnames.map((surname) => ({ names, surname }))),
    "nilgiri/surnames",
  );
  const givens = new Map(
    FAMILY_NAMES.map((it, i) => [it, deal([...it.boys, ...it.girls], `nilgiri/given/${i}`)]),
  );
  const homes = new Map<number, ReturnType<typeof surnames>>();
  const taken = new Set<string>();
  return seats().map(({ classKey, family }) => {
    const home = homes.get(family) ?? surnames();
    homes.set(family, home);
    let given = "";
    do given = givens.get(home.names)?.() ?? ""; while (taken.has(`${given} ${home.surname}`));
    taken.add(`${given} ${home.surname}`);
    return { given, ...home, classKey, family };
  });
}

/** `aarav.k9a`, with as much of the surname as it takes to be the only one. */
function usernames(children: readonly Child[]): string[] {
  const taken = new Set<string>();
  return children.map(({ given, surname, classKey }) => {
    let letters = 1;
    const name = () => `${given}.${surname.slice(0, letters)}${classKey}`.toLowerCase();
    while (taken.has(name())) letters++;
    taken.add(name());
    return name();
  });
}

const classAt = (child: Child) => CLASSES.findIndex((it) => it.key === child.classKey);
const CHILDREN = drawChildren().toSorted((a, b) =>
  classAt(a) - classAt(b) ||
  a.given.localeCompare(b.given, "en") || a.surname.localeCompare(b.surname, "en")
);
const USERNAMES = usernames(CHILDREN);

function abilityOf(username: string): number {
  const drawn = diceFrom(`nilgiri/ability/${username}`).normal();
  return Math.round(Math.min(2.5, Math.max(-2.5, drawn)) * 1_000) / 1_000;
}

/** 36 in each of the four classes, by class and name. */
export const STUDENTS: readonly DemoStudent[] = CHILDREN.map((child, i) => ({
  username: USERNAMES[i] ?? "",
  name: `${child.given} ${child.surname}`,
  classKey: child.classKey,
  rollNumber: String(i % CLASS_SIZE + 1),
  ability: abilityOf(USERNAMES[i] ?? ""),
}));

export function studentsOf(classKey: ClassKey): DemoStudent[] {
  return STUDENTS.filter((it) => it.classKey === classKey);
}

function drawGuardians(): DemoGuardian[] {
  const families = Map.groupBy(CHILDREN.map((child, i) => ({ child, i })), (it) => it.child.family);
  const used = new Map<string, number>();
  function guardian(given: string, surname: string, children: readonly string[]): DemoGuardian {
    const base = `${given}.${surname}`.toLowerCase();
    const n = (used.get(base) ?? 0) + 1;
    used.set(base, n);
    const username = n === 1 ? base : `${base}${n}`;
    const email = `${username}@families.nilgiri.example`;
    return { username, name: `${given} ${surname}`, email, children };
  }
  return [...families].toSorted(([a], [b]) => a - b).flatMap(([family, members]) => {
    const dice = diceFrom(`nilgiri/family/${family}`);
    const [first] = members;
    if (first === undefined) return [];
    const { surname, names } = first.child;
    const children = members.map((it) => USERNAMES[it.i] ?? "");
    const mother = guardian(dice.pick(names.mothers), surname, children);
    const father = guardian(dice.pick(names.fathers), surname, children);
    const who = dice.next();
    if (family === 0 || who < 0.55) return [mother, father];
    return who < 0.85 ? [mother] : [father];
  });
}

/** One or two for each student; those of brothers and sisters are the same. */
export const GUARDIANS: readonly DemoGuardian[] = drawGuardians();

/** The student of a class with this roll number. */
export function requireRoll(classKey: ClassKey, roll: number): DemoStudent {
  const student = studentsOf(classKey)[roll - 1];
  if (student === undefined) throw new Error(`Cannot find roll ${roll} of ${classKey}`);
  return student;
}

const USUAL = { scale: 1, contrast: "normal", font: "system" } as const;

/** Lasting rights of a few students. */
export const ACCOMMODATIONS: readonly DemoAccommodation[] = [
  {
    student: requireRoll("10b", 7).username,
    timeFactor: 1.25,
    display: { ...USUAL, font: "legible" },
    hideTimer: false,
    note: "Dyslexia, letter of the school counsellor of June",
  },
  {
    student: requireRoll("10a", 12).username,
    timeFactor: 1,
    display: { scale: 1.5, contrast: "high", font: "system" },
    hideTimer: false,
    note: "Low vision, larger print",
  },
  {
    student: requireRoll("9a", 21).username,
    timeFactor: 1.25,
    display: USUAL,
    hideTimer: true,
    note: "Anxiety in tests: more time, no clock on screen",
  },
  {
    student: requireRoll("9b", 3).username,
    timeFactor: 1.5,
    display: { scale: 1.25, contrast: "normal", font: "legible" },
    hideTimer: false,
    note: "Writes slowly after an injury of the hand",
  },
];
