import { z } from "zod";
import type { History } from "./git.ts";
import type { Cell, Suite } from "./suite.ts";

const outcomeSchema = z.object({
  passed: z.number(),
  failed: z.number(),
  ignored: z.number(),
  seconds: z.number(),
  /** How often it failed at this commit before it passed. */
  failures: z.number(),
});

const stateSchema = z.object({ commit: z.string(), cells: z.record(z.string(), outcomeSchema) });

/** What came of one cell. */
export type Outcome = z.infer<typeof outcomeSchema>;

/** What a suite has done at a commit, kept so that a killed run goes on. */
export type State = z.infer<typeof stateSchema>;

/** Where states and reports are kept; `build` is emptied by each build. */
export const FOLDER = "data/prove";

/** The state that was kept, or a new one where there is none, or covered files changed since. */
export async function openState(suite: Suite, history: History, folder = FOLDER): Promise<State> {
  const fresh = { commit: await history.head(), cells: {} };
  const text = await Deno.readTextFile(pathOf(suite, folder)).catch(unlessMissing);
  if (text === null) return fresh;
  const kept = stateSchema.safeParse(parsed(text));
  if (!kept.success) return fresh;
  const changed = await history.changedSince(kept.data.commit, suite.covers);
  return changed?.length === 0 ? kept.data : fresh;
}

/** Writes it whole or not at all. */
export async function keepState(suite: Suite, state: State, folder = FOLDER): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const path = pathOf(suite, folder);
  await Deno.writeTextFile(`${path}.new`, JSON.stringify(state, null, 2));
  await Deno.rename(`${path}.new`, path);
}

/** The cells that have not passed. */
export function remaining({ cells }: Suite, state: State): Cell[] {
  return cells.filter(({ name }) => !hasPassed(state.cells[name]));
}

/** Whether a cell ran, and nothing failed in it. */
export function hasPassed(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && outcome.failed === 0;
}

function pathOf({ name }: Suite, folder: string): string {
  return `${folder}/${name}.json`;
}

/** Half a file is as good as none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function unlessMissing(error: unknown): null {
  if (error instanceof Deno.errors.NotFound) return null;
  throw error;
}
