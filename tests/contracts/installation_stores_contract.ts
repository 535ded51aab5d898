import assert from "node:assert/strict";
import type { ReceiptKeys } from "../../lib/attempts/receipts.ts";
import { signReceipt, verifyReceipt } from "../../lib/attempts/receipts.ts";
import type { Leases } from "../../lib/store/leases.ts";
import type { EngineOptions } from "./table_contract.ts";

/** What every engine's leases must do. */
export function testLeases(
  engine: string,
  withLeases: (use: (leases: Leases) => Promise<void>) => Promise<void>,
  options: EngineOptions = {},
): void {
  Deno.test(
    `${engine} leases: of 20 at once one holds it`,
    options,
    () =>
      withLeases(async (leases) => {
        const holders = Array.from({ length: 20 }, (_, i) => `process-${i}`);
        const times = { now: 1_000, untilAt: 2_000 };
        const taken = await Promise.all(holders.map((it) => leases.take("sweeper", it, times)));
        assert.equal(taken.filter(Boolean).length, 1);
        const winner = holders[taken.indexOf(true)]!;
        assert.equal(await leases.take("sweeper", winner, { now: 1_500, untilAt: 2_500 }), true);
        assert.equal(await leases.take("sweeper", "late", { now: 2_499, untilAt: 4_000 }), false);
        assert.equal(await leases.take("other", "late", { now: 2_499, untilAt: 4_000 }), true);
      }),
  );

  Deno.test(
    `${engine} leases: the next takes over at the end, again one of 20`,
    options,
    () =>
      withLeases(async (leases) => {
        await leases.take("sweeper", "dead", { now: 1_000, untilAt: 2_000 });
        const times = { now: 2_000, untilAt: 3_000 };
        const holders = Array.from({ length: 20 }, (_, i) => `process-${i}`);
        const taken = await Promise.all(holders.map((it) => leases.take("sweeper", it, times)));
        assert.equal(taken.filter(Boolean).length, 1);
        const dead = await leases.take("sweeper", "dead", { now: 2_001, untilAt: 9_000 });
        assert.equal(dead, false);
      }),
  );
}

const FACTS = {
  attemptId: "a1",
  seq: 3,
  submittedAt: 1_000,
  answered: 2,
  total: 2,
  answersHash: "0".repeat(64),
};

/** What every engine's receipt keys must do. @param withKeys Gives a function that opens the same store again. */
export function testReceiptKeys(
  engine: string,
  withKeys: (use: (open: () => ReceiptKeys) => Promise<void>) => Promise<void>,
  options: EngineOptions = {},
): void {
  Deno.test(
    `${engine} receipt keys: five that start at once agree on one pair`,
    options,
    () =>
      withKeys(async (open) => {
        const processes = Array.from({ length: 5 }, open);
        const receipts = await Promise.all(processes.map((keys) => signReceipt(keys, FACTS)));
        for (const receipt of receipts) assert.equal(await verifyReceipt(open(), receipt), true);
        assert.equal(new Set(receipts.map(({ signature }) => signature)).size, 1);
        assert.equal(await verifyReceipt(open(), { ...receipts[0]!, seq: 4 }), false);
      }),
  );
}
