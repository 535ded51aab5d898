import assert from "node:assert/strict";
import type { Receipt } from "../../lib/model/attempts/attempt_schema.ts";
import type { AttemptSheet } from "../../lib/model/attempts/student_attempt_schema.ts";
import { answersHash } from "../../lib/attempts/receipts.ts";
import { mongoUrl } from "../engines/mongo_server.ts";
import { type OwnRedis, ownRedis } from "../engines/redis_server.ts";
import { onBoth, type TwoServers, withTwoServers } from "../engines/two_servers.ts";
import { inspect } from "./inspect.ts";
import { report } from "./outage_figures.ts";
import { type Random, seeded, wait } from "./random.ts";
import { type Mode, type TcpProxy, tcpProxy } from "./tcp_proxy.ts";
import { Writer } from "./writer.ts";

/** How long the link of one process flaps at least: until everything was seen that is to be seen; 100 where there is time. */
const SECONDS = Number(Deno.env.get("FLAP_SECONDS") ?? "10");
const SEED = Number(Deno.env.get("FAULT_SEED") ?? "20261130");
const STUDENTS = 3 * Math.max(4, Math.round(SECONDS / 5));
const LIMITS = "person=100000/60,address=100000/60,socket=100000/60";
const READY_MS = 60_000;

interface Scene extends TwoServers {
  /** The way of the first process to MongoDB; the second has its own. */
  link: TcpProxy;
}

/** Two processes, of which one reaches MongoDB over a link that flaps. @param prepare What is done to their Redis first. */
async function onScene(
  prepare: (redis: OwnRedis) => Promise<void>,
  test: (scene: Scene) => Promise<void>,
): Promise<void> {
  const { port, hostname } = new URL(mongoUrl());
  await using link = await tcpProxy({ port: Number(port || 27_017), hostname });
  await using redis = await ownRedis();
  await prepare(redis);
  const options = {
    redisUrl: redis.url,
    prefix: "t:",
    students: STUDENTS,
    env: { RATE_LIMITS: LIMITS },
    envOfOne: { MONGODB_URL: `mongodb://127.0.0.1:${link.port}/?directConnection=true` },
  };
  await withTwoServers(options, (it) => test({ ...it, link }));
}

const FLAPS: readonly Mode[] = [
  { kind: "refuse" },
  { kind: "refuse" },
  { kind: "stall" },
  { kind: "cut" },
  { kind: "slow", ms: 400 },
];

/** What all of it has come to. However slow the machine is, it goes on until there was some of each. */
class Course {
  flaps = 0;
  late = 0;
  /** Set when somebody could not go on. */
  hasFailed = false;
  /** Of `performance.now()`. */
  readonly until = performance.now() + SECONDS * 1_000;
  readonly #writers: readonly Writer[];

  constructor(writers: readonly Writer[]) {
    this.#writers = writers;
  }

  /** Answers written so far that were acknowledged out of a journal. */
  get journalled(): number {
    return this.#writers.reduce((n, it) => n + it.journalled, 0);
  }

  goesOn(): boolean {
    if (this.hasFailed) return false;
    const { flaps, late, journalled } = this;
    return performance.now() < this.until || flaps < 2 || late === 0 || journalled === 0;
  }
}

/** Lets the link come and go. */
async function flap(link: TcpProxy, random: Random, course: Course): Promise<void> {
  for (; course.goesOn(); course.flaps++) {
    await link.setMode(random.pick(FLAPS));
    await wait(200 + random.below(2_500));
    await link.setMode({ kind: "pass" });
    await wait(100 + random.below(2_500));
  }
}

/** Every receipt that was seen of an attempt. */
type Seen = Map<string, Set<string>>;

function saw(seen: Seen, { attemptId, ...rest }: Receipt): void {
  const all = seen.get(attemptId) ?? new Set();
  seen.set(attemptId, all.add(JSON.stringify(rest)));
}

/** One student: writes, hands in, sends what comes too late, hands in again and looks, each time at whichever process. */
async function sit(
  it: Scene,
  { writer, random, seen, course }: { writer: Writer; random: Random; seen: Seen; course: Course },
): Promise<void> {
  writer.among(() => random.pick(it.servers).url);
  const from = performance.now();
  const untilHandIn = from + (course.until - from) * random.next() * 0.7;
  do await writer.write(1 + random.below(2), 300); while (
    performance.now() < untilHandIn || !course.hasFailed && course.journalled === 0
  );
  saw(seen, await writer.handIn());
  do {
    const { status, text } = await writer.sendLate();
    assert.ok([200, 410, 503].includes(status), `${status} ${text}`);
    if (status !== 503) course.late++;
    await wait(random.below(600));
    if (random.chance(0.5)) saw(seen, await writer.handIn());
    await look(random.pick(it.servers).url, writer, seen);
  } while (course.goesOn());
}

/** Reads the sheet, as the page does. */
async function look(
  url: string,
  { attempt, cookie }: Writer,
  seen: Seen,
): Promise<AttemptSheet | null> {
  const response = await fetch(`${url}/api/test-attempts/${attempt.id}/sheet`, {
    headers: { cookie },
  });
  if (!response.ok) {
    assert.equal(response.status, 503, await response.text());
    return null;
  }
  const sheet: AttemptSheet = await response.json();
  if (sheet.receipt !== null) saw(seen, sheet.receipt);
  return sheet;
}

async function reachesReady(it: Scene): Promise<void> {
  const giveUp = performance.now() + READY_MS;
  for (const { url } of it.servers) {
    for (;;) {
      const found = await (await fetch(`${url}/readyz`)).json();
      if (found.state === "ready") break;
      assert.ok(performance.now() < giveUp, found.reasons.join("; "));
      await wait(50);
    }
  }
}

async function checkOne(it: Scene, writer: Writer, seen: Seen): Promise<void> {
  const ref = { schoolId: "s1", id: writer.attempt.id };
  const { stores } = it;
  const giveUp = performance.now() + READY_MS;
  let grade = await stores.tables.grades.find(ref);
  while (grade === null) {
    assert.ok(performance.now() < giveUp, "it is graded");
    await wait(100);
    grade = await stores.tables.grades.find(ref);
  }
  for (const { url } of it.servers) {
    while (await look(url, writer, seen) === null) {
      assert.ok(performance.now() < giveUp, "its sheet can be read");
      await wait(100);
    }
  }
  const receipts = [...seen.get(ref.id)!];
  assert.equal(receipts.length, 1, `one receipt for ever:\n${receipts.join("\n")}`);
  const attempt = await stores.attempts.find(ref);
  assert.deepEqual(attempt?.receipt, writer.record.receipt);
  assert.equal(grade.submittedAt, attempt?.submittedAt, "one time of handing in");
  const answers = await stores.attempts.answers(ref);
  assert.equal(attempt?.receipt?.answersHash, answersHash(answers.values()));
  await inspect(stores.attempts, writer.record);
  const valid = await fetch(`${it.url}/api/receipts/verify`, {
    method: "POST",
    headers: { cookie: writer.cookie, origin: it.url, "content-type": "application/json" },
    body: JSON.stringify(attempt?.receipt),
  });
  assert.deepEqual(await valid.json(), { valid: true });
}

async function staysOne(it: Scene, name: string): Promise<void> {
  const people = [it.world.student, ...it.world.others].slice(0, STUDENTS);
  const random = seeded(SEED);
  const writers = await Promise.all(people.map(async (person, i) => {
    const { cookie } = await it.as(person);
    return await Writer.start({ url: it.url, cookie, random: seeded(SEED + i), saves: [] });
  }));
  const seen: Seen = new Map();
  for (const writer of writers) for (const { url } of it.servers) await look(url, writer, seen);
  const course = new Course(writers);
  const flapping = flap(it.link, random, course);
  const sitting = writers.map((writer, i) =>
    sit(it, { writer, random: seeded(SEED + 1_000 + i), seen, course })
  );
  await Promise.all(sitting).catch(async (error) => {
    course.hasFailed = true;
    await flapping;
    throw error;
  });
  await flapping;
  await reachesReady(it);
  for (const writer of writers) {
    await checkOne(it, writer, seen).catch((error) => {
      throw new Error(`Attempt ${writer.attempt.id}: ${error.message}`, { cause: error });
    });
  }
  for (const server of it.servers) assert.doesNotMatch(server.output(), /"event":"fault"/);
  const written = writers.reduce((n, { record }) => n + record.acked.size, 0);
  const { flaps, journalled, late } = course;
  await report({ fault: `one link flaps: ${name}`, flaps, written, journalled, late });
}

const options = { ...onBoth, timeout: 10 * 60_000 + SECONDS * 2_000 };

Deno.test(
  "a hand-in has one receipt for ever while the link of one of two processes flaps, over a journal that both share",
  options,
  () => onScene(() => Promise.resolve(), (it) => staysOne(it, "shared journal")),
);

Deno.test(
  "a hand-in has one receipt for ever while the link of one of two processes flaps, over a journal each",
  options,
  () =>
    onScene(
      // Not on disk before it answers, so that each process keeps what waits in its own folder.
      (redis) => redis.configure("appendfsync", "everysec"),
      (it) => staysOne(it, "own journals"),
    ),
);
