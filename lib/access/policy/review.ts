import type { Assignment } from "../../model/assignments/assignment_schema.ts";
import type { User } from "../user.ts";

/** Whether guardians see anything of what their children wrote: once it is released, and of a practice at once. */
export function isOpenToGuardians(
  { releasedAt, practice }: Pick<Assignment, "releasedAt" | "practice">,
): boolean {
  return releasedAt !== null || practice;
}

/** Who sees a review by being the student or a guardian; all others see it where `maySeeResults()` lets them. */
export function isReviewedAsFamily(user: User): boolean {
  return user.role === "student" || user.role === "parent";
}

/** A student's own review, or to a guardian a child's. @param isChild Whether the student is linked to the guardian. */
export function mayReviewAsFamily(
  user: User,
  { studentId }: { studentId: string },
  { assignment, isChild }: {
    assignment: Pick<Assignment, "releasedAt" | "practice">;
    isChild: boolean;
  },
): boolean {
  if (user.role === "student") return studentId === user.id;
  return user.role === "parent" && isChild && isOpenToGuardians(assignment);
}

/**
 * Which files of the school `user` may read: every one; what own attempts and their reviews show; what the reviews of children
 * show.
 */
export function filesFor(user: User): "all" | "own" | "children" | "none" {
  return FILES[user.role];
}

const FILES = {
  student: "own",
  teacher: "all",
  parent: "children",
  principal: "all",
  "school_admin": "all",
  admin: "none",
} as const;
