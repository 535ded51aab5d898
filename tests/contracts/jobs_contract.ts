import assert from "node:assert/strict";
import { z } from "zod";
import { claim, finished, type JobTable, renewed } from "../../lib/jobs/claim.ts";
import type { Job } from "../../lib/jobs/job_schema.ts";
import { Jobs, type JobsOptions } from "../../lib/jobs/jobs.ts";
import { EndedTry, jobKind, type Work } from "../../lib/jobs/kinds.ts";
import { newRow } from "../../lib/jobs/schedules.ts";
import { memoryBus } from "../../lib/process/bus.ts";
import type { LogEvent } from "../../lib/process/log.ts";
import { DomainError } from "../../lib/model/process/errors.ts";
import { listAll } from "../../lib/store/store.ts";
import type { EngineOptions } from "./table_contract.ts";

const COPY = jobKind({ name: "copy", input: z.object({ n: z.number() }), pauseMs: 1 });
type CopyWork = Work<{ n: number }>;
const HOUR = 3_600_000;

/** One store, one bus and one clock, and processes that work on what is in it. */
class World {
  readonly bus = memoryBus();
  readonly lines: LogEvent[] = [];
  now = 1_000_000;
  readonly #open: Jobs[] = [];

  constructor(readonly table: JobTable) {}

  /** One process; `work` says how it copies. */
  process(work: CopyWork | null, options: Partial<JobsOptions> = {}): Jobs {
    const jobs = new Jobs({
      tables: { jobs: this.table },
      bus: this.bus,
      log: (line) => this.lines.push(line),
      now: () => this.now,
    }, { patienceMs: 20_000, ...options });
    if (work !== null) jobs.declare(COPY, work);
    this.#open.push(jobs);
    return jobs;
  }

  ask(jobs: Jobs, n: number, schoolId = "s1", key: string | null = null): Promise<Job> {
    return jobs.submit(COPY, { schoolId, input: { n }, key, byId: null, causedBy: "request1" });
  }

  row(over: Partial<Job>): Job {
    return { ...newRow({ id: "j1", schoolId: "s1" }), kind: "copy", input: { n: 1 }, ...over };
  }

  async end(): Promise<void> {
    await Promise.all(this.#open.map((it) => it.stop()));
  }
}

const twice: CopyWork = ({ input }) => Promise.resolve({ twice: input.n * 2 });

/** What jobs do on every engine. @param withTable Calls back with an empty table and cleans up after it. */
export function testJobs(
  engine: string,
  withTable: (use: (table: JobTable) => Promise<void>) => Promise<void>,
  options: EngineOptions = {},
): void {
  const test = (name: string, play: (world: World) => Promise<void>) =>
    Deno.test(`${engine} jobs: ${name}`, options, () =>
      withTable(async (table) => {
        const world = new World(table);
        try {
          await play(world);
        } finally {
          await world.end();
        }
      }));

  test("what is asked for is done, and leaves a result", async (world) => {
    const job = await world.ask(world.process(twice), 4);
    assert.deepEqual([job.state, job.result, job.attempts], ["done", { twice: 8 }, 1]);
    assert.deepEqual(await world.table.find(job), job);
  });

  test("asked for with one key, at once and again, it is done once", async (world) => {
    let times = 0;
    const jobs = world.process((it) => {
      times++;
      return twice(it);
    });
    const asked = await Promise.all([1, 2, 3].map(() => world.ask(jobs, 4, "s1", "k")));
    const again = await world.ask(jobs, 4, "s1", "k");
    const elsewhere = await world.ask(jobs, 5, "s2", "k");
    assert.deepEqual(new Set([...asked, again].map(({ id }) => id)).size, 1);
    assert.deepEqual([...asked, again].map(({ result }) => result), Array(4).fill({ twice: 8 }));
    assert.deepEqual(elsewhere.result, { twice: 10 });
    assert.equal(times, 2);
  });

  test("a process that does not work leaves it to one that does", async (world) => {
    const worker = world.process(twice);
    worker.start();
    const job = await world.ask(world.process(twice, { slots: 0 }), 4);
    assert.deepEqual([job.state, job.result], ["done", { twice: 8 }]);
  });

  test("a dead worker's job is taken over once its lease is over, and goes on where it was", async (world) => {
    const checkpoint = { at: 7 };
    const dead = { leaseHolder: "dead", leaseUntilAt: world.now + COPY.leaseMs };
    const row = world.row({ state: "running", attempts: 1, checkpoint, ...dead });
    await world.table.insert(row);
    const ends = Promise.withResolvers<unknown>();
    const jobs = world.process(({ job }) => {
      ends.resolve(job.checkpoint);
      return Promise.resolve(null);
    });
    jobs.start();
    const kept = await world.table.find(row);
    assert.equal(kept?.leaseHolder, "dead", "it is not yet taken for dead");
    world.now += COPY.leaseMs;
    jobs.ask();
    assert.deepEqual(await ends.promise, checkpoint);
    await jobs.stop();
    assert.equal((await world.table.find(row))?.state, "done");
    assert.deepEqual(world.lines.map(({ event }) => event), ["job"]);
    const late = {
      holder: { id: "dead", now: world.now },
      outcome: { state: "cancelled" } as const,
    };
    assert.equal(await finished(world.table, row, late), null, "it comes back too late");
    assert.equal(await renewed(world.table, row, COPY, late), null);
  });

  test("of two processes that want it, one begins it", async (world) => {
    const row = world.row({ nextRunAt: world.now });
    await world.table.insert(row);
    const claims = await Promise.all(
      ["a", "b", "c", "d"].map((id) => claim(world.table, row, COPY, { id, now: world.now })),
    );
    const won = claims.filter((it) => it !== null);
    assert.equal(won.length, 1);
    assert.deepEqual((await world.table.find(row))?.leaseHolder, won[0]!.leaseHolder);
  });

  test("what never comes to an end fails with its reason, and is listed", async (world) => {
    const jobs = world.process(() => Promise.reject(new Error("a fault")));
    await world.ask(jobs, 4);
    jobs.start();
    while ((await listAll(world.table, "failed", "s1", [])).length === 0) {
      world.now += HOUR;
      jobs.ask();
      await jobs.idle();
    }
    const [failed] = await listAll(world.table, "failed", "s1", []);
    assert.deepEqual([failed!.attempts, failed!.error], [3, "Something went wrong"]);
    const dead = { leaseHolder: "dead", leaseUntilAt: 0, attempts: 3 };
    await world.table.insert(world.row({ state: "running", ...dead }));
    jobs.ask();
    await jobs.idle();
    const poison = await world.table.find({ schoolId: "s1", id: "j1" });
    assert.deepEqual([poison?.state, poison?.attempts], ["failed", 3], "it ended three processes");
    assert.match(poison?.error ?? "", /begun 3 times and never came to an end/);
    const said = world.lines.flatMap((it) => it.event === "job" ? it.state : []);
    assert.deepEqual(said.slice(0, 3), ["tried_again", "tried_again", "failed"]);
    const faults = world.lines.flatMap((it) => it.event === "fault" ? it.requestId : []);
    assert.deepEqual(faults, Array(3).fill("request1"));
  });

  test("what is refused for a reason fails at once, and can be asked for again", async (world) => {
    let refuses = true;
    const jobs = world.process((it) =>
      refuses ? Promise.reject(new DomainError("conflict", "Not yet")) : twice(it)
    );
    await assert.rejects(world.ask(jobs, 4, "s1", "k"), { code: "conflict", message: "Not yet" });
    const [failed] = await listAll(world.table, "failed", "s1", []);
    assert.deepEqual([failed!.state, failed!.error], ["failed", "Not yet"]);
    refuses = false;
    const again = await world.ask(jobs, 4, "s1", "k");
    assert.deepEqual([again.id, again.state, again.error], [failed!.id, "done", null]);
  });

  test("a store that is away counts as no try", async (world) => {
    let away = true;
    const jobs = world.process((it) =>
      away
        ? Promise.reject(new DomainError("unavailable", "Away", { reason: "outage" }))
        : twice(it)
    );
    await assert.rejects(world.ask(jobs, 4), { reason: "outage" });
    const [row] = await listAll(world.table, "all", "s1", []);
    assert.deepEqual([row!.state, row!.attempts], ["queued", 0]);
    away = false;
    world.now += HOUR;
    jobs.start();
    jobs.ask();
    await jobs.idle();
    assert.equal((await world.table.find(row!))?.state, "done");
  });

  test("cancelling ends what waits at once, and what runs where it can", async (world) => {
    const begun = Promise.withResolvers<Job>();
    const jobs = world.process(async ({ job, signal, progress }) => {
      await progress({ done: 1, of: 2, note: "" });
      begun.resolve(job);
      await new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason))
      );
      return null;
    }, { slots: 1 });
    const asked = world.ask(jobs, 1);
    const running = await begun.promise;
    const waits = world.row({ id: "j2", nextRunAt: world.now });
    await world.table.insert(waits);
    assert.equal((await jobs.cancel(waits)).state, "cancelled");
    await jobs.cancel(running);
    const ended = await asked;
    assert.deepEqual([ended.state, ended.progress], ["cancelled", { done: 1, of: 2, note: "" }]);
    assert.equal((await jobs.cancel(running)).state, "cancelled", "again changes nothing");
  });

  test("a process that stops gives back what it works on, and counts no try", async (world) => {
    const begun = Promise.withResolvers<Job>();
    const jobs = world.process(async ({ job, signal, checkpoint }) => {
      await checkpoint({ at: 3 });
      begun.resolve(job);
      await new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason))
      );
      return null;
    });
    const asked = world.ask(jobs, 1);
    const job = await begun.promise;
    await jobs.stop();
    const row = await world.table.find(job);
    assert.deepEqual([row?.state, row?.attempts, row?.checkpoint], ["queued", 0, { at: 3 }]);
    assert.equal((await asked).state, "queued");
  });

  test("a school that asks for much does not hold up another", async (world) => {
    for (let n = 0; n < 30; n++) {
      await world.table.insert(world.row({ id: `a${n}`, schoolId: "big", nextRunAt: n }));
    }
    for (const schoolId of ["small", "tiny"]) {
      await world.table.insert(world.row({ id: "b", schoolId, nextRunAt: 500 }));
    }
    const order: string[] = [];
    const jobs = world.process(({ job }) => {
      order.push(job.schoolId);
      return Promise.resolve(null);
    });
    jobs.start();
    while (order.length < 32) await jobs.idle();
    const last = Math.max(order.indexOf("small"), order.indexOf("tiny"));
    assert.ok(last < 4, order.join(" "));
  });

  test("a schedule is made once, runs in one process at a time, and waits for its next time", async (world) => {
    let [times, atOnce, most] = [0, 0, 0];
    const processes = [1, 2, 3].map(() => {
      const jobs = world.process(null);
      const work = async () => {
        most = Math.max(most, ++atOnce);
        times++;
        await Promise.resolve();
        atOnce--;
        return null;
      };
      jobs.declare(jobKind({ name: "round", input: z.object({}) }), work, { everyMs: HOUR });
      return jobs;
    });
    for (const jobs of processes) jobs.start();
    await Promise.all(processes.map((it) => it.idle()));
    assert.deepEqual([times, most], [1, 1]);
    for (let round = 0; round < 3; round++) {
      world.now += HOUR;
      for (const jobs of processes) jobs.ask();
      await Promise.all(processes.map((it) => it.idle()));
    }
    assert.deepEqual([times, most], [4, 1]);
    const rows = await listAll(world.table, "all", "installation", []);
    assert.deepEqual(rows.map(({ state, attempts }) => [state, attempts]), [["queued", 0]]);
    assert.equal(rows[0]!.nextRunAt, world.now + HOUR);
  });

  test("a schedule that fails is done again at its next time", async (world) => {
    let times = 0;
    const jobs = world.process(null);
    jobs.declare(jobKind({ name: "round", input: z.object({}) }), () => {
      times++;
      throw new Error("a fault");
    }, { everyMs: HOUR });
    jobs.start();
    await jobs.idle();
    world.now += HOUR;
    jobs.ask();
    await jobs.idle();
    assert.equal(times, 2);
    const faults = world.lines.filter(({ event }) => event === "fault");
    assert.equal(faults.length, 2);
  });

  test("time is over for what takes too long", async (world) => {
    const jobs = world.process(null);
    const slow = jobKind({ name: "slow", input: z.object({}), deadlineMs: 20, tries: 1 });
    jobs.declare(
      slow,
      ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    );
    const job = await jobs.submit(slow, { schoolId: "s1", input: {}, key: null, byId: null });
    assert.deepEqual([job.state, job.error], ["failed", "It took too long"]);
    assert.ok(!world.lines.some((it) => it.event === "fault" && !(it.error instanceof EndedTry)));
  });
}
