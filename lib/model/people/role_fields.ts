import type { Role } from "./people_schema.ts";

/** What is asked of a person who is added, and what their page shows, by role. */
export interface RoleFields {
  /** Stands in registers. */
  rollNumber: boolean;
  /** May be put into a class at once. */
  classId: boolean;
  /** May be linked to a child at once. */
  childId: boolean;
  /** Has results of tests. */
  work: boolean;
  /** Cards of whom and what the person belongs to, from the top. */
  relations: readonly Relation[];
  /** What whoever gives this role should know. */
  note: string | null;
}

export type Relation = "classes" | "teachings" | "guardians" | "children" | "rights";

const NOTHING: RoleFields = {
  rollNumber: false,
  classId: false,
  childId: false,
  work: false,
  relations: [],
  note: null,
};

export const ROLE_FIELDS: Readonly<Record<Role, RoleFields>> = {
  student: {
    ...NOTHING,
    rollNumber: true,
    classId: true,
    work: true,
    relations: ["classes", "guardians", "rights"],
  },
  teacher: { ...NOTHING, relations: ["teachings"] },
  parent: { ...NOTHING, childId: true, relations: ["children"] },
  principal: NOTHING,
  "school_admin": {
    ...NOTHING,
    note: "The school office sees and changes everything of the school.",
  },
  admin: NOTHING,
};
