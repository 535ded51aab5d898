import assert from "node:assert/strict";

/** The faults of a matrix that this run meets: those whose names hold a part of FAULT_CELL (`stall,killed`), all when it is not set. */
export function chosen<T extends { name: string }>(faults: readonly T[]): T[] {
  const parts = (Deno.env.get("FAULT_CELL") ?? "").split(",");
  const found = faults.filter(({ name }) => parts.some((part) => name.includes(part)));
  assert.ok(found.length > 0, "FAULT_CELL names no fault");
  return found;
}
