import assert from "node:assert/strict";
import { seeded } from "./random.ts";

/**
 * The faults of a matrix that this run meets, in its order: all of them, or
 *
 * - those whose names hold a part of FAULT_CELL (`stall,killed`),
 * - the one that FAULT_ONLY names whole,
 * - as many as FAULT_SAMPLE says, drawn by FAULT_SEED.
 */
export function chosen<T extends { name: string }>(
  faults: readonly T[],
  env: Readonly<Record<string, string>> = Deno.env.toObject(),
): T[] {
  const { FAULT_CELL = "", FAULT_ONLY, FAULT_SAMPLE, FAULT_SEED = "20261124" } = env;
  const parts = FAULT_CELL.split(",");
  const found = faults
    .filter(({ name }) => FAULT_ONLY === undefined || name === FAULT_ONLY)
    .filter(({ name }) => parts.some((part) => name.includes(part)));
  assert.ok(found.length > 0, "FAULT_CELL and FAULT_ONLY name no fault");
  if (FAULT_SAMPLE === undefined) return found;
  const size = Number(FAULT_SAMPLE);
  assert.ok(Number.isInteger(size) && size > 0, `FAULT_SAMPLE ${FAULT_SAMPLE}: no count`);
  return sampleOf(found, size, Number(FAULT_SEED));
}

function sampleOf<T>(all: readonly T[], size: number, seed: number): T[] {
  const random = seeded(seed);
  const left = [...all];
  const drawn = new Set<T>();
  while (drawn.size < size && left.length > 0) {
    for (const it of left.splice(random.below(left.length), 1)) drawn.add(it);
  }
  return all.filter((it) => drawn.has(it));
}
