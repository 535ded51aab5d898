import { z } from "zod";
import type { Clock } from "../process/clock.ts";
import { batches, type Contents, firstDifference, holdsSchool, KINDS, tally } from "./contents.ts";
import {
  type Deployment,
  deploymentOf,
  type Engine,
  newDeployment,
  type Note,
  setDeployment,
} from "./deployment.ts";
import type { Session } from "../model/people/people_schema.ts";

/** One side of a move. */
export interface Side {
  engine: Engine;
  contents: Contents;
}

export interface MoveDeps extends Clock {
  from: Side;
  to: Side;
  /** Writes into the data folder where the data is from now on. */
  note: (note: Note) => Promise<void>;
  say: (line: string) => void;
  /** Waited after the source is marked and before it is read: processes that still serve from it notice and stop. */
  noticeMs?: number;
}

/** How far a move has come; kept in the store it goes to. */
const ProgressSchema = z.strictObject({
  /** What was there before is gone. */
  cleared: z.boolean(),
  /** Kinds that are copied. */
  done: z.array(z.string()),
  /** Last key of the kind under way that is copied. */
  after: z.string().nullable(),
  count: z.int().min(0),
});
type Progress = z.infer<typeof ProgressSchema>;

const FACT = "move";
const NOTICE_MS = 5_000;
const BEGINNING: Progress = { cleared: false, done: [], after: null, count: 0 };
/** A session that ends sooner may be forgotten while the sides are compared. */
const SESSION_MARGIN_MS = 3_600_000;

/** What a move would do, without doing anything. @throws {Error} saying why it may not be made. */
export async function planMove(deps: MoveDeps): Promise<void> {
  const { from, to, say } = deps;
  const { resumes, replaces } = await checked(deps);
  if (resumes) say("A move was begun; it goes on where it stopped.");
  if (replaces) say(`${to.engine} holds what moved away from it before; that is replaced.`);
  for (const kind of KINDS) {
    let count = 0;
    for await (const _ of from.contents.of(kind).read()) count++;
    if (count > 0) say(`${kind}: ${count}`);
  }
}

/**
 * Moves all data; stopped at any point, even by kill -9, it goes on when it is called again.
 *
 * @throws {Error} saying why it may not be made, or which kinds differ after copying.
 */
export async function move(deps: MoveDeps): Promise<void> {
  const { from, to, now, say, noticeMs = NOTICE_MS } = deps;
  const { source: { id }, finished } = await checked(deps);
  if (!finished) {
    const at = now();
    await setDeployment(from.contents.facts, { id, state: "moving_out", other: to.engine, at });
    if (noticeMs > 0) {
      say(`Waiting ${noticeMs / 1_000} s for servers that still run to notice.`);
      await new Promise((wait) => setTimeout(wait, noticeMs));
    }
    await setDeployment(to.contents.facts, { id, state: "moving_in", other: from.engine, at });
    await copyAll(deps);
    await verify(deps);
    await setDeployment(to.contents.facts, { id, state: "in_use", other: null, at: now() });
  }
  await deps.note({ id, engine: to.engine });
  await setDeployment(from.contents.facts, { id, state: "moved_out", other: to.engine, at: now() });
  await to.contents.facts.set(FACT, null);
  say(`All data is in ${to.engine} now. What is left in ${from.engine} is used no more.`);
}

/** Takes back a move that is not finished: the data stays where it was. @throws {Error} when none is under way. */
export async function cancelMove({ from, to, now, say }: MoveDeps): Promise<void> {
  const [source, target] = await Promise.all(
    [from, to].map((it) => deploymentOf(it.contents.facts)),
  );
  if (source?.state !== "moving_out") throw new Error(`No move from ${from.engine} is under way`);
  if (target?.state === "in_use" && target.id === source.id) {
    throw new Error("This move is finished; move back instead");
  }
  if (target?.state === "moving_in" && target.id === source.id) {
    await to.contents.clear();
    await to.contents.facts.set(FACT, null);
    await setDeployment(to.contents.facts, null);
  }
  await setDeployment(from.contents.facts, { ...source, state: "in_use", other: null, at: now() });
  say(`The data stays in ${from.engine}.`);
}

interface Checked {
  source: Deployment;
  resumes: boolean;
  /** The target holds what moved away from it before. */
  replaces: boolean;
  /** Only the last marks are missing. */
  finished: boolean;
}

/** Where both sides stand, changing neither. */
async function checked({ from, to, now }: Pick<MoveDeps, "from" | "to" | "now">): Promise<Checked> {
  const source = await deploymentOf(from.contents.facts) ?? newDeployment({ at: now() });
  const target = await deploymentOf(to.contents.facts);
  const resumes = source.state === "moving_out" && source.other === to.engine;
  if (source.state !== "in_use" && !resumes) {
    throw new Error(`Cannot move: the data is not in ${from.engine}`);
  }
  const ours = target?.id === source.id;
  if (ours && resumes && target.state === "in_use") {
    return { source, resumes, replaces: false, finished: true };
  }
  if (ours && target.state !== "in_use") {
    return { source, resumes, replaces: target.state === "moved_out", finished: false };
  }
  if (target?.state === "moving_in" || await holdsSchool(to.contents)) {
    throw new Error(`Cannot move: ${to.engine} holds another deployment's data`);
  }
  return { source, resumes, replaces: false, finished: false };
}

async function copyAll(deps: MoveDeps): Promise<void> {
  const { contents } = deps.to;
  const found = await contents.facts.get(FACT);
  let progress = found === null ? BEGINNING : ProgressSchema.parse(found);
  const keep = async (next: Progress) => {
    progress = next;
    await contents.facts.set(FACT, next);
  };
  if (!progress.cleared) {
    await contents.clear();
    await keep({ ...progress, cleared: true });
  }
  for (const kind of KINDS) {
    if (progress.done.includes(kind)) continue;
    await copyKind(deps, kind, () => progress, keep);
    await keep({ ...progress, done: [...progress.done, kind], after: null, count: 0 });
  }
}

async function copyKind(
  { from, to, say }: MoveDeps,
  kind: string,
  progress: () => Progress,
  keep: (next: Progress) => Promise<void>,
): Promise<void> {
  for await (const batch of batches(kind, from.contents.of(kind).read(progress().after))) {
    await to.contents.of(kind).write(batch);
    const count = progress().count + batch.length;
    await keep({ ...progress(), after: batch.at(-1)!.key, count });
    say(`${kind}: ${count}`);
  }
}

/** Compares both sides by counts and hashes. */
async function verify({ from, to, now, say }: MoveDeps): Promise<void> {
  const until = now() + SESSION_MARGIN_MS;
  const lasting = (value: unknown) => {
    const { expiresAt, absoluteEndAt } = value as Session;
    return Math.min(expiresAt, absoluteEndAt) > until;
  };
  const differing: string[] = [];
  for (const kind of KINDS) {
    const counts = kind === "sessions" ? lasting : undefined;
    const [a, b] = [
      await tally(from.contents, kind, counts),
      await tally(to.contents, kind, counts),
    ];
    if (a.count === b.count && a.hash === b.hash) {
      if (a.count > 0) say(`${kind}: ${a.count} verified`);
      continue;
    }
    const key = await firstDifference([from.contents, to.contents], kind, counts);
    differing.push(`${kind} (${a.count} and ${b.count}${key ? `, first ${key}` : ""})`);
  }
  if (differing.length === 0) return;
  throw new Error(
    `The copy differs in ${
      differing.join(", ")
    }. Take the move back with --cancel, and begin again`,
  );
}
