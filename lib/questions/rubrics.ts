import { canonicalJson } from "../model/process/canonical_json.ts";
import type { RubricVersion } from "../model/questions/question_schema.ts";
import type { RubricItems } from "../model/marking/rubric.ts";
import type { AuthoringDeps } from "./deps.ts";
import type { RowRef } from "../store/store.ts";

type RubricDeps =
  & { tables: Pick<AuthoringDeps["tables"], "rubricVersions"> }
  & Pick<
    AuthoringDeps,
    "now"
  >;
/** A rubric as it was when a question was saved. */
export async function findRubric(
  { tables }: RubricDeps,
  ref: RowRef,
): Promise<RubricVersion | null> {
  return await tables.rubricVersions.find(ref);
}

/** Freezes these rows as the rubric's next version; the same rows as in its newest version make none. */
export async function saveRubric(
  deps: RubricDeps,
  { schoolId, rubricId, items }: { schoolId: string; rubricId: string; items: RubricItems },
): Promise<RubricVersion> {
  const { rubricVersions } = deps.tables;
  for (;;) {
    const newest = await newestRubric(deps, { schoolId, id: rubricId });
    if (newest && canonicalJson(newest.items) === canonicalJson(items)) return newest;
    const version = (newest?.version ?? 0) + 1;
    const row: RubricVersion = {
      id: `${rubricId}-${version}`,
      schoolId,
      createdAt: deps.now(),
      rubricId,
      version,
      items,
    };
    // Whoever loses a race looks again at what is newest now.
    if (await rubricVersions.ensure(row) === row) return row;
  }
}

async function newestRubric(
  { tables }: RubricDeps,
  { schoolId, id }: RowRef,
): Promise<RubricVersion | null> {
  const { items } = await tables.rubricVersions.list("byRubric", schoolId, [id], {
    limit: 1,
    reverse: true,
  });
  return items[0] ?? null;
}
