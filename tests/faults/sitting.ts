import { openTaking, type TakingController } from "../../islands/taking/controller.ts";
import { type Journal, memoryJournal } from "../../islands/taking/journal.ts";
import { type Device, httpNet, type Net } from "../../islands/taking/net.ts";
import type { Pace } from "../../islands/taking/pace.ts";
import type { Receipt } from "../../lib/model/attempts/attempt_schema.ts";
import type { ClientEvent } from "../../lib/model/attempts/attempt_wire_schema.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import { canonicalResponse } from "../../lib/model/attempts/response.ts";
import type {
  AttemptSheet,
  StudentAttempt,
} from "../../lib/model/attempts/student_attempt_schema.ts";
import { type FaultyNetwork, faultyNetwork } from "./faulty_network.ts";
import { type Random, wait } from "./random.ts";
import { randomResponse } from "./random_response.ts";

/** The shipped page at many times its usual speed. */
const PACE: Pace = {
  choice: 15,
  typing: 30,
  retry: [20, 40, 80, 160, 320],
  poll: 400,
  pollWithSocket: 60_000,
  slow: 2_000,
  back: 100,
};

/** What a sitting was told and must find again in the store. */
export interface SittingRecord {
  attemptId: string;
  /** Acknowledged to a page: the event as it was sent, by writer and number. */
  acked: Map<string, ClientEvent>;
  /** What pages took from the student, in order. */
  written: { device: Device; slotId: string; response: QuestionResponse }[];
  /** What the page showed that handed in; `null` when the browser was gone. */
  shown: ReadonlyMap<string, QuestionResponse> | null;
  receipt: Receipt | null;
  otherDevices: boolean;
}

interface Machine {
  device: Device;
  journal: Journal;
  network: FaultyNetwork;
  page: TakingController | null;
}

export interface SittingOptions {
  random: Random;
  url: string;
  assignmentId: string;
  headers: Record<string, string>;
  steps: number;
  /** Hands in at the end; otherwise the browser is gone. */
  handsIn: boolean;
}

/** One student's test from start to hand-in, on up to two devices, over a network that fails. */
export async function sit(options: SittingOptions): Promise<SittingRecord> {
  const sitting = new Sitting(options, await start(options));
  await sitting.write();
  await sitting.end();
  return sitting.record;
}

/** Starts, again and again until the server answers. */
async function start({ url, assignmentId, headers }: SittingOptions): Promise<StudentAttempt> {
  for (;;) {
    try {
      const response = await fetch(`${url}/api/test-attempts`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ assignmentId }),
      });
      if (response.ok) return await response.json();
      const text = await response.text();
      if (response.status !== 503) throw new Error(`Cannot start: ${response.status} ${text}`);
      await wait(100);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await wait(100);
    }
  }
}

class Sitting {
  readonly record: SittingRecord;
  readonly #options: SittingOptions;
  readonly #attempt: StudentAttempt;
  readonly #machines: Machine[];
  #at = 0;
  #texts = 0;

  constructor(options: SittingOptions, attempt: StudentAttempt) {
    this.#options = options;
    this.#attempt = attempt;
    this.record = {
      attemptId: attempt.id,
      acked: new Map(),
      written: [],
      shown: null,
      receipt: null,
      otherDevices: false,
    };
    this.#machines = (["phone", "computer"] as const).map((device) => ({
      device,
      journal: memoryJournal(),
      network: faultyNetwork(options.random, options.headers),
      page: null,
    }));
  }

  get #machine(): Machine {
    return this.#machines[this.#at]!;
  }

  async write(): Promise<void> {
    const { random, steps } = this.#options;
    const twoDevices = random.chance(0.3);
    await this.#open(this.#machine);
    for (let i = 0; i < steps; i++) {
      await this.#step(random.next(), twoDevices);
      await wait(random.below(40));
    }
  }

  async #step(fate: number, twoDevices: boolean): Promise<void> {
    const { random } = this.#options;
    if (fate < 0.72) return this.#answer();
    if (fate < 0.78) return this.#flag();
    if (fate < 0.84) return this.#machine.network.cut(random.below(400));
    if (fate < 0.94) return await this.#reload();
    if (twoDevices) await this.#changeDevice();
  }

  #answer(): void {
    const { page } = this.#machine;
    const { random } = this.#options;
    const question = random.pick(this.#attempt.questions);
    const response = randomResponse(question, random, ++this.#texts);
    if (page === null || page.state.phase !== "writing") return;
    page.answer(question.slotId, response, response !== null && "text" in response);
    this.#wrote(question.slotId, response);
  }

  #wrote(slotId: string, response: QuestionResponse): void {
    const { page } = this.#machine;
    if (page?.state.phase !== "writing") return;
    this.record.written.push({ device: this.#machine.device, slotId, response });
  }

  #flag(): void {
    const { slotId } = this.#options.random.pick(this.#attempt.questions);
    this.#machine.page?.flag(slotId, this.#options.random.chance(0.5));
  }

  /** The tab is closed, with or without warning, and opened again. */
  async #reload(): Promise<void> {
    const { page } = this.#machine;
    if (page && this.#options.random.chance(0.5)) page.leave();
    page?.dispose();
    this.#machine.page = null;
    await this.#open(this.#machine);
  }

  /** Goes on at the other device; the first one stays open, and may be without network. */
  async #changeDevice(): Promise<void> {
    const { random } = this.#options;
    this.record.otherDevices = true;
    if (random.chance(0.5)) this.#machine.network.cut(random.below(600));
    this.#at = 1 - this.#at;
    if (this.#machine.page === null) await this.#open(this.#machine);
    await this.#machine.page?.claim();
    if (!random.chance(0.5)) return;
    // The old page does not know yet, and is written on once more.
    this.#at = 1 - this.#at;
    this.#answer();
    this.#at = 1 - this.#at;
  }

  async #open(machine: Machine): Promise<void> {
    const base = `${this.#options.url}/api/test-attempts/${this.#attempt.id}`;
    const net = this.#recorded(
      httpNet(base, (input, init) => machine.network.fetch(input, init), () => performance.now()),
    );
    for (;;) {
      const reply = await net.sheet();
      if (reply.ok) {
        machine.page = await openTaking({
          attempt: reply.value satisfies AttemptSheet,
          journal: machine.journal,
          net,
          device: machine.device,
          pace: PACE,
        });
        return;
      }
      // No answer, or to come again.
      if (reply.status !== 0 && reply.status !== 503) {
        throw new Error(`Cannot open: ${reply.status} ${reply.code}`);
      }
      await wait(50);
    }
  }

  /** Writes down what the page is told to be on disk. */
  #recorded(net: Net): Net {
    return {
      ...net,
      save: async (batch) => {
        const reply = await net.save(batch);
        if (reply.ok) {
          for (const event of batch.events.filter(({ n }) => n <= reply.value.acked)) {
            this.record.acked.set(`${batch.writerId}/${event.n}`, event);
          }
        }
        return reply;
      },
    };
  }

  async end(): Promise<void> {
    if (!this.#options.handsIn) {
      for (const { page } of this.#machines) page?.dispose();
      await Promise.all(this.#machines.map(({ network }) => network.settled()));
      return;
    }
    for (const { network } of this.#machines) {
      network.heal();
      await network.settled();
    }
    for (const machine of this.#machines) {
      if (machine.page === null) continue;
      await this.#until(() => machine.page!.state.unsent.length === 0, () => machine.page!.retry());
    }
    await this.#handIn();
    for (const { page } of this.#machines) page?.dispose();
  }

  async #handIn(): Promise<void> {
    const page = this.#machine.page!;
    if (page.state.phase === "elsewhere") await page.claim();
    await this.#until(() => {
      this.record.shown = new Map(page.state.answers);
      return page.state.receipt !== null;
    }, async () => {
      await page.retry();
      if (!page.state.handingIn) await page.handIn();
    });
    this.record.receipt = page.state.receipt;
  }

  async #until(done: () => boolean, push: () => Promise<void>): Promise<void> {
    const giveUp = performance.now() + 180_000;
    while (!done()) {
      if (performance.now() > giveUp) {
        throw new Error(`Attempt ${this.#attempt.id} did not get on: ${describe(this.#machine)}`);
      }
      await push();
      if (!done()) await wait(30);
    }
  }
}

function describe({ page, device }: Machine): string {
  if (page === null) return `${device}: closed`;
  const { phase, online, signedOut, handingIn, unsent, changedElsewhere } = page.state;
  return JSON.stringify({ device, phase, online, signedOut, handingIn, unsent, changedElsewhere });
}

/** Whether two responses say the same. */
export function sameResponse(a: QuestionResponse, b: QuestionResponse): boolean {
  return canonicalResponse(a) === canonicalResponse(b);
}
