import type { Person, SchoolClass } from "../model/people/people_schema.ts";
import { areBegun, askedWords, personWords } from "./search_words.ts";
import { isCurrent } from "../access/relations.ts";
import { listAll } from "../store/store.ts";
import type { PeopleDeps } from "./deps.ts";

export interface ClassFound {
  schoolClass: SchoolClass;
  /** Words asked for that are not of its name. */
  others: readonly string[];
}

/** May stand before a class, as pages say it. */
const CLASS = "class";

/**
 * Classes that words of a search name in full: `10 B`, `10b` and `class 10 b`, or its grade alone. Those that more of the words
 * name leave others out.
 */
export async function classesAsked(
  { tables }: Pick<PeopleDeps, "tables">,
  schoolId: string,
  words: readonly string[],
): Promise<ClassFound[]> {
  const classes = await listAll(tables.classes, "all", schoolId, []);
  const found = classes.flatMap((schoolClass) => {
    const others = othersThan(schoolClass, words);
    return others === null ? [] : [{ schoolClass, others }];
  });
  const fewest = Math.min(...found.map(({ others }) => others.length));
  return found.filter(({ others }) => others.length === fewest);
}

/** Students who are in one of the classes now and whom the other words find. */
export async function membersFound(
  { tables, now }: Pick<PeopleDeps, "tables" | "now">,
  schoolId: string,
  classes: readonly ClassFound[],
): Promise<Person[]> {
  const lists = await Promise.all(
    classes.map(({ schoolClass }) =>
      listAll(tables.enrolments, "byClass", schoolId, [schoolClass.id])
    ),
  );
  const othersOf = new Map(
    lists.flatMap((enrolments, i) =>
      enrolments.filter((it) => isCurrent(it, now()))
        .map(({ studentId }) => [studentId, classes[i]!.others] as const)
    ),
  );
  const people = await tables.people.findMany(schoolId, [...othersOf.keys()]);
  return people.filter((it) => areBegun(othersOf.get(it.id)!, personWords(it)));
}

/** The words asked for that do not name the class, or `null` when they do not name it. */
function othersThan({ name, grade }: SchoolClass, words: readonly string[]): string[] | null {
  const whole = askedWords(name).filter((it) => it !== CLASS);
  const ways = [whole, [whole.join("")], askedWords(grade)];
  const used = ways.find((way) => way.length > 0 && way.every((it) => words.includes(it)));
  if (used === undefined) return null;
  return words.filter((it) => it !== CLASS && !used.includes(it));
}
