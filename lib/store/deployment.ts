import { z } from "zod";
import type { Facts } from "./contents.ts";
import { newId } from "../process/ids.ts";
import { IdSchema, InstantSchema } from "../model/process/common_schema.ts";

export const EngineSchema = z.enum(["embedded", "mongodb"]);
/** What keeps the data of a deployment. */
export type Engine = z.infer<typeof EngineSchema>;

/** What a store says of itself. */
export const DeploymentSchema = z.strictObject({
  /** The same in every store that this deployment's data moves to. */
  id: IdSchema,
  state: z.enum(["in_use", "moving_out", "moving_in", "moved_out"]),
  /** Where a move goes to or comes from; `null` while in use. */
  other: EngineSchema.nullable(),
  at: InstantSchema,
});
export type Deployment = z.infer<typeof DeploymentSchema>;

/** What the data folder says of where the data is. */
export const NoteSchema = z.strictObject({ id: IdSchema, engine: EngineSchema });
export type Note = z.infer<typeof NoteSchema>;

const FACT = "deployment";

/** @returns `null` for a store that no deployment has used. */
export async function deploymentOf(facts: Facts): Promise<Deployment | null> {
  const found = await facts.get(FACT);
  return found === null ? null : DeploymentSchema.parse(found);
}

export async function setDeployment(facts: Facts, it: Deployment | null): Promise<void> {
  await facts.set(FACT, it === null ? null : DeploymentSchema.parse(it));
}

/** @param id Of a deployment that is known already. */
export function newDeployment(
  { id = newId(), at }: { id?: string | undefined; at: number },
): Deployment {
  return { id, state: "in_use", other: null, at };
}

/** The store's own record, made at its first use. */
export async function settledDeployment(facts: Facts, mine: Deployment): Promise<Deployment> {
  return DeploymentSchema.parse(await facts.settle(FACT, mine));
}

const NAMES: Record<Engine, string> = { embedded: "the embedded store", mongodb: "MongoDB" };
const CHOOSE: Record<Engine, string> = {
  embedded: "unset MONGODB_URL",
  mongodb: "set MONGODB_URL",
};

/** Why a start on `wanted` is refused although the environment asks for it; `null` when it is not. */
export function flipped(wanted: Engine, note: Note | null): string | null {
  if (note === null || note.engine === wanted) return null;
  return `this deployment keeps its data in ${NAMES[note.engine]}, but the environment chooses ${
    NAMES[wanted]
  }. Either ${CHOOSE[note.engine]}, or take the data along with \`deno task move --to ${wanted}\``;
}

/** Why a start is refused on a store that says this of itself; `null` when it is not. */
export function unusable(it: Deployment | null, note: Note | null): string | null {
  if (it === null) {
    return note === null
      ? null
      : "this deployment has data, but not in the store that the environment names: it is empty. Check MONGODB_URL, MONGODB_DB and DATA_DIR";
  }
  if (note !== null && note.id !== it.id) {
    return "the store that the environment names holds another deployment's data. Check MONGODB_URL, MONGODB_DB and DATA_DIR";
  }
  const where = it.other === null ? "another store" : NAMES[it.other];
  switch (it.state) {
    case "in_use":
      return null;
    case "moved_out":
      return `the data moved to ${where}. ${it.other ? `To use it, ${CHOOSE[it.other]}` : ""}`;
    default:
      return "a move of the data is not finished. Run `deno task move` again, or take it back with `deno task move --cancel`";
  }
}

/**
 * Why a server that runs must stop serving, from what its store says by now; `null` when it may go on.
 *
 * @param ownId The deployment it serves; `null` while it has not settled that.
 */
export function movedAway(it: Deployment | null, ownId: string | null): string | null {
  if (ownId === null) return null;
  if (it === null) {
    return "the store no longer says whose data it holds: it was emptied or replaced";
  }
  if (it.id !== ownId) return "the store holds another deployment's data by now";
  const where = it.other === null ? "another store" : NAMES[it.other];
  switch (it.state) {
    case "in_use":
      return null;
    case "moving_out":
      return `the data is being moved to ${where}. Start this server again when that is done or taken back`;
    case "moving_in":
      return "a move into this store is not finished. Start this server again when it is";
    case "moved_out":
      return `the data moved to ${where}. ${it.other ? `To use it, ${CHOOSE[it.other]}` : ""}`;
  }
}
