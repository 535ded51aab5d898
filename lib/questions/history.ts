import type { DraftRubric } from "../model/questions/question_draft_schema.ts";
import type { QuestionVersion } from "../model/questions/question_schema.ts";
import type { User } from "../access/user.ts";
import type { AuthoringDeps } from "./deps.ts";
import { rubricOf } from "./versions.ts";
import { questionVersions } from "./view.ts";

/** One version with its rubric and the name of who wrote it. */
export interface PastVersion {
  version: QuestionVersion;
  rubric: DraftRubric;
  author: string;
}

/** Every version of a question, newest first. @throws {DomainError} `forbidden`; `not_found`. */
export async function questionHistory(
  deps: AuthoringDeps,
  { user, questionId }: { user: User; questionId: string },
): Promise<PastVersion[]> {
  const versions = await questionVersions(deps, { user, questionId });
  const people = await deps.tables.people.findMany(user.schoolId, [
    ...new Set(versions.map(({ authorId }) => authorId)),
  ]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return await Promise.all(versions.map(async (version) => ({
    version,
    rubric: await rubricOf(deps, version),
    author: names.get(version.authorId) ?? "Somebody",
  })));
}
