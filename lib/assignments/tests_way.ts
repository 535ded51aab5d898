import type { Audience } from "../model/assignments/assignment_schema.ts";
import type { Role } from "../model/people/people_schema.ts";

/** Where the list is that a given test stands in, for the reader: a teacher's tests, for all others those of the class. */
export function testsWay(
  role: Role,
  { audience }: { audience: Audience },
): { href: string; label: string } {
  if (role === "teacher") return { href: "/tests", label: "Tests" };
  if (audience.kind === "class") {
    return { href: `/classes/${audience.classId}/tests`, label: "Tests of the class" };
  }
  return { href: "/classes", label: "Classes" };
}
