import assert from "node:assert/strict";
import { type Limiter, LIMITS, type Limits } from "../../lib/process/limits.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import type { EngineOptions } from "./table_contract.ts";

/** The longest windows there are: a test that starts at the end of a fixed one would see two. */
export const FEW: Limits = {
  ...LIMITS,
  signInName: { points: 3, seconds: 3_600 },
  signInAddress: { points: 2, seconds: 3_600 },
};

/** Time to wait, in milliseconds, of a refusal. */
export async function refusal(asked: Promise<unknown>): Promise<number> {
  try {
    await asked;
  } catch (error) {
    assert.ok(error instanceof DomainError, String(error));
    assert.equal(error.code, "rate");
    assert.ok(error.retryAfterMs !== undefined);
    return error.retryAfterMs;
  }
  throw new Error("It was let through");
}

/** What every limiter must do. @param withLimiters Calls back with those of two processes, with the limits {@linkcode FEW}. */
export function testLimiter(
  engine: string,
  withLimiters: (use: (one: Limiter, other: Limiter) => Promise<void>) => Promise<void>,
  options: EngineOptions = {},
): void {
  const test = (name: string, use: (one: Limiter, other: Limiter) => Promise<void>) =>
    Deno.test(
      `${engine} limiter ${name}`,
      { ...options, sanitizeOps: false, sanitizeResources: false },
      () => withLimiters(use),
    );

  test("lets as many through as there are points, and says how long to wait", async (limiter) => {
    for (let i = 0; i < 3; i++) await limiter.take("signInName", "ann*");
    const ms = await refusal(limiter.take("signInName", "ann*"));
    assert.ok(ms > 0 && ms <= 3_600_000, String(ms));
    await limiter.take("signInName", "ann");
    await limiter.take("signInAddress", "ann*");
  });

  test("checks without taking", async (limiter) => {
    for (let i = 0; i < 5; i++) await limiter.check("signInAddress", "::1");
    await limiter.take("signInAddress", "::1");
    await limiter.check("signInAddress", "::1");
    await limiter.take("signInAddress", "::1");
    assert.ok(await refusal(limiter.check("signInAddress", "::1")) > 0);
  });

  test("gives all points of one key back", async (limiter) => {
    for (const key of ["*", "bob"]) {
      for (let i = 0; i < 3; i++) await limiter.take("signInName", key);
      await refusal(limiter.take("signInName", key));
    }
    await limiter.clear("signInName", "*");
    await limiter.take("signInName", "*");
    await refusal(limiter.take("signInName", "bob"));
    await limiter.clear("signInName", "nobody");
  });

  test("counts for all processes together", async (one, other) => {
    await one.take("signInName", "ann");
    await other.take("signInName", "ann");
    await one.take("signInName", "ann");
    await refusal(other.take("signInName", "ann"));
    await refusal(one.check("signInName", "ann"));
    await other.clear("signInName", "ann");
    await one.take("signInName", "ann");
  });

  test("counts nothing that it refuses, so that what is given back is there again", async (limiter) => {
    const given = [];
    for (let i = 0; i < 3; i++) given.push(await limiter.take("signInName", "ann"));
    for (let i = 0; i < 5; i++) await refusal(limiter.take("signInName", "ann"));
    await given[0]!();
    await limiter.take("signInName", "ann");
    await refusal(limiter.take("signInName", "ann"));
  });

  test(
    "lets exactly as many through as there are points when many ask at once",
    async (one, other) => {
      const asked = Array.from({ length: 40 }, (_, i) => [one, other][i % 2]!);
      const taken = await Promise.allSettled(asked.map((it) => it.take("signInName", "ann")));
      const given = taken.flatMap((it) => it.status === "fulfilled" ? [it.value] : []);
      assert.equal(given.length, 3);
      await Promise.all(given.map((giveBack) => giveBack()));
      const again = await Promise.allSettled(asked.map((it) => it.take("signInName", "ann")));
      assert.equal(again.filter(({ status }) => status === "fulfilled").length, 3);
    },
  );

  test("gives a point back in its own window alone", async (limiter) => {
    const giveBack = await limiter.take("signInName", "ann");
    await limiter.clear("signInName", "ann");
    for (let i = 0; i < 3; i++) await limiter.take("signInName", "ann");
    await giveBack();
    await refusal(limiter.take("signInName", "ann"));
    const early = await limiter.take("signInAddress", "::1");
    await early();
    await early();
    await early();
    for (let i = 0; i < 2; i++) await limiter.take("signInAddress", "::1");
    await refusal(limiter.take("signInAddress", "::1"));
  });
}
