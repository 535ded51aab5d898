import { accessTopic, assignmentTopic, attemptTopic, type Bus } from "../process/bus.ts";
import type { Clock } from "../process/clock.ts";
import { shortId } from "../process/ids.ts";
import type { Log } from "../process/log.ts";
import { DomainError } from "../model/process/errors.ts";
import {
  type AttemptPush,
  BEAT_MS,
  CLOSE,
  type LiveEvent,
  type OwnTimes,
  type RoomView,
} from "../model/live/live.ts";
import { jobTopic } from "../jobs/worker.ts";
import type { JobView } from "../model/jobs/job_schema.ts";
import type { User } from "../access/user.ts";
import { type Command, MAX_FRAME, parseCommand } from "../model/live/wire_schema.ts";
import { Credits } from "./credits.ts";
import { type Outlet, sendEvent } from "./outlet.ts";

/** What sockets show; each asks the policy itself. */
export interface LiveViews {
  /** @throws {DomainError} `not_found` for somebody else's attempt. */
  attempt(user: User, attemptId: string): Promise<AttemptPush>;
  attemptSeen(user: User, attemptId: string, entryId: string): Promise<void>;
  /** @throws {DomainError} `not_found` for somebody else's assignment. */
  room(user: User, assignmentId: string): Promise<RoomView>;
  /** @throws {DomainError} `not_found` for a test that is not the student's. */
  times(user: User, assignmentId: string): Promise<OwnTimes>;
  /** @throws {DomainError} `not_found` for a job that somebody else asked for. */
  job(user: User, jobId: string): Promise<JobView>;
  /** The person as they are now; `null` once signed out or suspended. */
  stillSignedIn(sessionId: string): Promise<User | null>;
}

export type HubDeps = { bus: Bus; views: LiveViews; log: Log } & Clock;

const RESUME_MS = 10_000;
const ACCESS_MS = 4_700;
const ROOM_MS = 1_000;
/** A room is read anew at least so often, so that silence shows as offline. */
const ROOM_IDLE_MS = 5_000;
/** A student's times are, for what changes them elsewhere. */
const TIMES_IDLE_MS = 30_000;
const COST: Readonly<Record<Command["type"], number>> = {
  resume: 5,
  beat: 0,
  "attempt.open": 2,
  "attempt.seen": 1,
  room: 2,
  times: 2,
  job: 2,
};

/** One socket: says hello, waits for `resume`, then answers commands and pushes what they asked for. */
export class Connection {
  readonly #deps: HubDeps;
  readonly #outlet: Outlet;
  readonly #sessionId: string;
  readonly #onEnd: () => void;
  readonly #credits: Credits;
  readonly #stops = new Map<string, () => void>();
  readonly #attempts = new Map<string, (again: "always" | "changed") => Promise<void>>();
  /** Rooms, times and jobs, by what they are followed as. */
  readonly #followed = new Map<string, () => Promise<void>>();
  #user: User;
  #resumed = false;
  #ended = false;

  constructor(
    deps: HubDeps,
    { user, sessionId, outlet }: { user: User; sessionId: string; outlet: Outlet },
    onEnd: () => void,
  ) {
    this.#deps = deps;
    this.#user = user;
    this.#sessionId = sessionId;
    this.#outlet = outlet;
    this.#onEnd = onEnd;
    this.#credits = new Credits(30, 10, deps.now());
    const late = setTimeout(() => this.close(CLOSE.noResume, "no resume"), RESUME_MS);
    this.#stops.set("resume", () => clearTimeout(late));
    const recheck = setInterval(() => this.#recheck(), ACCESS_MS);
    this.#stops.set("access", () => clearInterval(recheck));
    this.#stops.set("accessTopic", deps.bus.subscribe(accessTopic(user), () => this.#recheck()));
    this.#send({ type: "hello", v: 1, socketId: shortId(), now: deps.now(), beatMs: BEAT_MS });
  }

  /** One frame from the client. */
  async receive(data: unknown): Promise<void> {
    if (typeof data === "string" && data.length > MAX_FRAME) {
      return this.close(CLOSE.tooLarge, "frame too large");
    }
    const left = this.#credits.spend(1, this.#deps.now());
    if (left < -60) return this.close(CLOSE.rate, "too many commands");
    const command = parseCommand(data);
    if (command === null) return this.close(CLOSE.notACommand, "not a command");
    if (!this.#resumed && command.type !== "resume") {
      return this.close(CLOSE.noResume, "resume first");
    }
    if (left < 0) {
      return this.#refuse(
        command,
        new DomainError("rate", "Too many commands at once", { retryAfterMs: 1_000 }),
      );
    }
    this.#credits.spend(COST[command.type], this.#deps.now());
    try {
      await this.#run(command);
      if (command.ref) this.#send({ type: "ok", ref: command.ref });
    } catch (error) {
      // Any failure: told to the client as what it is, a fault logged.
      this.#refuse(command, error as Error);
    }
  }

  /** The socket is gone, or goes now. */
  close(code: number, reason: string): void {
    if (this.#ended) return;
    this.end();
    this.#outlet.close(code, reason);
  }

  /** Forgets everything; for a socket that closed by itself. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
    this.#onEnd();
  }

  /** Reads again what this socket shows, and sends what changed. A store that is away is asked again next time. */
  async look(): Promise<void> {
    const attempts = [...this.#attempts.values()].map((push) => () => push("changed"));
    for (const push of [...attempts, ...this.#followed.values()]) {
      await this.#attend(() =>
        push().catch((error) => {
          if (!(error instanceof DomainError) || error.code !== "unavailable") throw error;
        })
      );
    }
  }

  leave(): void {
    this.#send({ type: "bye", reason: "deploy", afterMs: Math.floor(Math.random() * 3_000) });
    this.close(CLOSE.restart, "restart");
  }

  async #run(command: Command): Promise<void> {
    switch (command.type) {
      case "resume":
        this.#resumed = true;
        this.#stop("resume");
        this.#send({ type: "ready" });
        return;
      case "beat":
        this.#send({ type: "beat", now: this.#deps.now() });
        return await this.#stillThere();
      case "attempt.open":
        return await this.#openAttempt(command.attemptId);
      case "attempt.seen":
        return await this.#deps.views.attemptSeen(this.#user, command.attemptId, command.entryId);
      case "room":
        this.#stop(`room:${command.assignmentId}`);
        if (command.on) await this.#followRoom(command.assignmentId);
        return;
      case "times":
        this.#stop(`times:${command.assignmentId}`);
        if (command.on) await this.#followTimes(command.assignmentId);
        return;
      case "job":
        this.#stop(`job:${command.jobId}`);
        if (command.on) await this.#followJob(command.jobId);
    }
  }

  /** A student who only reads is not offline: reading the state writes down that the page is there. */
  async #stillThere(): Promise<void> {
    for (const attemptId of this.#attempts.keys()) {
      await this.#deps.views.attempt(this.#user, attemptId);
    }
  }

  async #openAttempt(attemptId: string): Promise<void> {
    let shown = "";
    const push = async (again: "always" | "changed") => {
      const state = await this.#deps.views.attempt(this.#user, attemptId);
      const now = JSON.stringify({ ...state, clock: { ...state.clock, now: 0 } });
      if (again === "changed" && now === shown) return;
      shown = now;
      this.#send({ type: "attempt.state", ...state });
    };
    await push("always");
    if (this.#ended) return;
    this.#attempts.set(attemptId, push);
    const topic = attemptTopic({ schoolId: this.#user.schoolId, id: attemptId });
    this.#stop(topic);
    this.#stops.set(
      topic,
      this.#deps.bus.subscribe(topic, () => void this.#attend(() => push("always"))),
    );
  }

  /** Sends the whole room, then once a second the students who changed. */
  async #followRoom(assignmentId: string): Promise<void> {
    const known = new Map<string, string>();
    const push = async () => {
      const { items, ...rest } = await this.#deps.views.room(this.#user, assignmentId);
      const changed = items.filter((item) => known.get(item.studentId) !== JSON.stringify(item));
      for (const item of changed) known.set(item.studentId, JSON.stringify(item));
      const frame = JSON.stringify(rest);
      if (changed.length === 0 && known.get("") === frame) return;
      known.set("", frame);
      this.#send({ type: "room", assignmentId, now: this.#deps.now(), items: changed, ...rest });
    };
    await push();
    this.#keepReading(`room:${assignmentId}`, { assignmentId, push, idleMs: ROOM_IDLE_MS });
  }

  /** Sends a student's own times, then those that changed. Who is in the test no longer hears `null`. */
  async #followTimes(assignmentId: string): Promise<void> {
    let shown = "";
    const send = (times: OwnTimes | null) => {
      const frame = JSON.stringify(times);
      if (frame === shown) return;
      shown = frame;
      this.#send({ type: "times", assignmentId, times });
    };
    const read = () => this.#deps.views.times(this.#user, assignmentId);
    send(await read());
    const push = async () => {
      try {
        send(await read());
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== "not_found") throw error;
        send(null);
      }
    };
    this.#keepReading(`times:${assignmentId}`, { assignmentId, push, idleMs: TIMES_IDLE_MS });
  }

  /** Sends how far a job is, then each change. */
  async #followJob(jobId: string): Promise<void> {
    const name = `job:${jobId}`;
    let shown = "";
    const push = async () => {
      const job = await this.#deps.views.job(this.#user, jobId);
      const frame = JSON.stringify(job);
      if (frame === shown) return;
      shown = frame;
      this.#send({ type: "job", job });
    };
    await push();
    if (this.#ended) return;
    const topic = jobTopic({ schoolId: this.#user.schoolId, id: jobId });
    const unsubscribe = this.#deps.bus.subscribe(topic, () => void this.#attend(push));
    this.#followed.set(name, push);
    this.#stops.set(name, () => {
      this.#followed.delete(name);
      unsubscribe();
    });
  }

  /** Pushes again within a second of a change of the assignment, and after `idleMs` anyway. */
  #keepReading(
    name: string,
    { assignmentId, push, idleMs }: {
      assignmentId: string;
      push: () => Promise<void>;
      idleMs: number;
    },
  ): void {
    if (this.#ended) return;
    let dirty = false;
    let readAt = performance.now();
    const topic = assignmentTopic({ schoolId: this.#user.schoolId, id: assignmentId });
    const unsubscribe = this.#deps.bus.subscribe(topic, () => dirty = true);
    const timer = setInterval(() => {
      if (!dirty && performance.now() - readAt < idleMs) return;
      dirty = false;
      readAt = performance.now();
      this.#attend(push);
    }, ROOM_MS);
    this.#followed.set(name, push);
    this.#stops.set(name, () => {
      this.#followed.delete(name);
      clearInterval(timer);
      unsubscribe();
    });
  }

  /** Runs a push outside a command. */
  async #attend(push: () => Promise<void>): Promise<void> {
    try {
      if (!this.#ended) await push();
    } catch (error) {
      if (!(error instanceof DomainError)) {
        const fault = { requestId: null, where: "socket push", error: error as Error };
        this.#deps.log({ event: "fault", ...fault });
      }
      this.close(CLOSE.fault, "push failed");
    }
  }

  #recheck(): void {
    this.#attend(async () => {
      const user = await this.#deps.views.stillSignedIn(this.#sessionId);
      if (user === null) return this.close(CLOSE.signedOut, "signed out");
      this.#user = user;
    });
  }

  #refuse({ ref }: Command, error: Error): void {
    const known = error instanceof DomainError;
    if (!known) this.#deps.log({ event: "fault", requestId: null, where: "socket command", error });
    this.#send({
      type: "error",
      ...(ref && { ref }),
      code: known ? error.reason ? `${error.code}/${error.reason}` : error.code : "internal",
      message: known ? error.message : "Something went wrong",
      ...(known && error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    });
  }

  #stop(name: string): void {
    this.#stops.get(name)?.();
    this.#stops.delete(name);
  }

  #send(event: LiveEvent): void {
    if (!this.#ended && !sendEvent(this.#outlet, event)) this.end();
  }
}
