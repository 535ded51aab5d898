import type { Engine } from "../lib/store/deployment.ts";
import type { Job, Request } from "./load_job.ts";
import { classOf } from "./school.ts";
import type { SeededSchool } from "./seed.ts";

/** Who is measured: the product, the same paths on Express 5, and the store's calls with nothing around them. */
export const TARGETS = ["product", "express", "bare"] as const;
export type Target = typeof TARGETS[number];

/** What must hold. A ratio compares answers a second with a peer's in the same rounds. */
export type Goal =
  | { kind: "ratio"; to: Target; least: number }
  | { kind: "latency"; at: "p95" | "p99"; mostMs: number }
  | { kind: "no_errors" };

export interface Workload {
  name: string;
  title: string;
  targets: readonly Target[];
  engines: readonly Engine[];
  loop: Job["loop"];
  goals: Readonly<Partial<Record<Engine, readonly Goal[]>>>;
  /** @param round Counted from 0; the warm-up is round 0 too, but for the open loop, which has none. */
  requests(school: SeededSchool, round: number): Request[];
}

const READERS = 256;
const BOTH: readonly Engine[] = ["embedded", "mongodb"];
const SLOT = "slot3";
const READ: readonly Goal[] = [
  { kind: "ratio", to: "bare", least: 0.6 },
  { kind: "ratio", to: "express", least: 3 },
];

export const WORKLOADS: readonly Workload[] = [
  {
    name: "hello",
    title: "A small JSON answer through all middleware, no store",
    targets: TARGETS,
    engines: ["embedded"],
    loop: "closed",
    goals: {},
    requests: () =>
      Array.from({ length: 32 }, () => get("/api/session", null, 401, "unauthenticated")),
  },
  {
    name: "json_read",
    title: "Signed-in JSON read: who asks (session, person, school, unread)",
    targets: TARGETS,
    engines: BOTH,
    loop: "closed",
    goals: { embedded: READ },
    requests: ({ students, secrets }) =>
      students.slice(0, READERS).map(({ name }, i) =>
        get("/api/session", secrets[i + 1]!, 200, `"name":"${name}"`)
      ),
  },
  {
    name: "save",
    title: "One saved answer of a running attempt, on disk before the answer",
    targets: TARGETS,
    engines: BOTH,
    loop: "closed",
    goals: { embedded: [{ kind: "ratio", to: "bare", least: 0.6 }] },
    requests: ({ attempts, secrets }) =>
      attempts.map(({ attempt: { id } }, i) => ({
        ...post(`/api/test-attempts/${id}/events`, secrets[i + 1]!, saved(i)),
        status: 200,
        has: '"acked":{{n}}',
      })),
  },
  {
    name: "page",
    title: "A page of 50 people, rendered by the server",
    targets: ["product", "express"],
    engines: BOTH,
    loop: "closed",
    goals: { embedded: [{ kind: "latency", at: "p95", mostMs: 50 }] },
    requests: ({ secrets }) =>
      Array.from({ length: 32 }, () => get("/people", secrets[0]!, 200, "student-0000")),
  },
  {
    name: "page_gzip",
    title: "The same page, compressed",
    targets: ["product"],
    engines: ["embedded"],
    loop: "closed",
    goals: { embedded: [{ kind: "latency", at: "p95", mostMs: 50 }] },
    requests: ({ secrets }) =>
      Array.from({ length: 32 }, () => {
        const page = get("/people", secrets[0]!, 200, "student-0000");
        return { ...page, headers: { ...page.headers, "accept-encoding": "gzip" } };
      }),
  },
  {
    name: "rows",
    title: "The same 50 people as JSON",
    targets: TARGETS,
    engines: BOTH,
    loop: "closed",
    goals: { embedded: READ },
    requests: ({ secrets }) =>
      Array.from({ length: 32 }, () => get("/api/people", secrets[0]!, 200, "student-0000")),
  },
  {
    name: "starts",
    title: "Students starting a test at constant arrival",
    targets: ["product", "express"],
    engines: BOTH,
    loop: "open",
    goals: {
      embedded: [{ kind: "latency", at: "p99", mostMs: 2_000 }, { kind: "no_errors" }],
      mongodb: [{ kind: "latency", at: "p99", mostMs: 2_000 }, { kind: "no_errors" }],
    },
    requests: ({ students, secrets, assignments }, round) =>
      students.map((_, i) => {
        const assignmentId = assignments[round]![classOf(i)]!.id;
        const body = JSON.stringify({ assignmentId });
        return {
          ...post("/api/test-attempts", secrets[i + 1]!, body),
          status: 201,
          has: assignmentId,
        };
      }),
  },
];

function saved(i: number): string {
  return `{"writerId":"benchwriter${i}","events":[{"n":{{n}},"type":"answered","slotId":"${SLOT}",` +
    `"response":{"kind":"short","text":"the numerator, written {{n}} times"},"base":0}]}`;
}

function get(path: string, secret: string | null, status: number, has: string): Request {
  const headers = { accept: path.startsWith("/api/") ? "application/json" : "text/html" };
  return {
    method: "GET",
    path,
    headers: { ...headers, ...cookie(secret) },
    body: null,
    status,
    has,
    n: 1,
  };
}

function post(path: string, secret: string, body: string): Omit<Request, "status" | "has"> {
  const headers = {
    accept: "application/json",
    "sec-fetch-site": "same-origin",
    ...cookie(secret),
  };
  return { method: "POST", path, headers, body, n: 1 };
}

function cookie(secret: string | null): Record<string, string> {
  return secret === null ? {} : { cookie: `plp_session=${secret}` };
}
