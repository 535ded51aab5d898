import type { Receipt } from "../../lib/model/attempt_schema.ts";
import type { Ack, SaveBatch, Submission } from "../../lib/model/attempt_wire_schema.ts";
import type { AttemptPush } from "../../lib/model/live.ts";
import type { AttemptSheet } from "../../lib/model/student_attempt_schema.ts";

export type Reply<T> =
  | { ok: true; value: T; sentAt: number; receivedAt: number }
  | Refusal;

export interface Refusal {
  ok: false;
  /** HTTP status; 0 when no answer came. */
  status: number;
  /** `code` or `code/reason`; empty when no answer came. */
  code: string;
  title: string;
  detail: Readonly<Record<string, unknown>>;
  /** How long the server asks to wait. */
  retryAfterMs: number | null;
}

/** The requests of a taking page. None throws. */
export interface Net {
  sheet(): Promise<Reply<AttemptSheet>>;
  clock(): Promise<Reply<AttemptPush>>;
  save(batch: SaveBatch): Promise<Reply<Ack>>;
  /** Sends as the page goes; no answer will be read. */
  saveLast(batch: SaveBatch): void;
  claim(writerId: string, label: Device): Promise<Reply<AttemptPush>>;
  seen(entryId: string): Promise<Reply<null>>;
  submit(submission: Submission): Promise<Reply<Receipt>>;
}

export type Device = "phone" | "tablet" | "computer";

const TIMEOUT_MS = 12_000;

/** @param base URL of `/api/test-attempts/<id>`. @param send `fetch`, or a network with faults. */
export function httpNet(base: string, send: typeof fetch, ticks: () => number): Net {
  async function call<T>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
    const sentAt = ticks();
    try {
      const response = await send(base + path, {
        method,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        credentials: "same-origin",
        ...(body !== undefined && {
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      });
      if (!response.ok) return await refusal(response);
      const value = response.status === 204 ? null : await response.json();
      return { ok: true, value, sentAt, receivedAt: ticks() };
    } catch {
      return { ok: false, status: 0, code: "", title: "", detail: {}, retryAfterMs: null };
    }
  }
  return {
    sheet: () => call("GET", "/sheet"),
    clock: () => call("GET", "/clock"),
    save: (batch) => call("POST", "/events", batch),
    saveLast(batch) {
      const headers = { "content-type": "application/json" };
      send(`${base}/events`, {
        method: "POST",
        keepalive: true,
        credentials: "same-origin",
        headers,
        body: JSON.stringify(batch),
      }).then((response) => response.body?.cancel(), () => {
        // The journal has it; the next load sends it.
      });
    },
    claim: (writerId, label) => call("POST", "/claim", { writerId, label }),
    seen: (entryId) => call("POST", "/seen", { entryId }),
    submit: (submission) => call("POST", "/submit", submission),
  };
}

async function refusal(response: Response): Promise<Refusal> {
  const seconds = Number(response.headers.get("retry-after"));
  const problem = await response.json().catch(() => ({}));
  return {
    ok: false,
    status: response.status,
    code: String(problem.code ?? ""),
    title: String(problem.title ?? ""),
    detail: problem.detail ?? {},
    retryAfterMs: seconds > 0 ? seconds * 1_000 : null,
  };
}
