import type { Receipt } from "../../lib/model/attempts/attempt_schema.ts";
import type { Ack, SaveBatch, Submission } from "../../lib/model/attempts/attempt_wire_schema.ts";
import { type HeardJson, requestJson } from "../../lib/browser/request.ts";
import type { AttemptPush } from "../../lib/model/live/live.ts";
import type { AttemptSheet } from "../../lib/model/attempts/student_attempt_schema.ts";
import { CLOCK_PATH } from "../../lib/model/process/paths.ts";

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
const JSON_TYPE = { "content-type": "application/json" };

/** @param base URL of `/api/test-attempts/<id>`. @param send A network with faults; `null` for the browser's. */
export function httpNet(base: string, send: typeof fetch | null, ticks: () => number): Net {
  async function call<T>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
    const sentAt = ticks();
    const heard = await requestJson(base + path, {
      method,
      credentials: "same-origin",
      ...(body !== undefined && { headers: JSON_TYPE, body: JSON.stringify(body) }),
    }, { ms: TIMEOUT_MS, send });
    if (heard === null) {
      return { ok: false, status: 0, code: "", title: "", detail: {}, retryAfterMs: null };
    }
    if (!heard.ok) return refusal(heard);
    return { ok: true, value: heard.body as T, sentAt, receivedAt: ticks() };
  }
  return {
    sheet: () => call("GET", "/sheet"),
    clock: () => call("GET", CLOCK_PATH),
    save: (batch) => call("POST", "/events", batch),
    saveLast(batch) {
      // Where it does not arrive the journal has it; the next load sends it.
      void requestJson(`${base}/events`, {
        method: "POST",
        keepalive: true,
        credentials: "same-origin",
        headers: JSON_TYPE,
        body: JSON.stringify(batch),
      }, { send });
    },
    claim: (writerId, label) => call("POST", "/claim", { writerId, label }),
    seen: (entryId) => call("POST", "/seen", { entryId }),
    submit: (submission) => call("POST", "/submit", submission),
  };
}

function refusal(heard: HeardJson): Refusal {
  const seconds = Number(heard.header("retry-after"));
  const { code = "", title = "", detail = {} } = heard.body as Partial<Refusal> | null ?? {};
  return {
    ok: false,
    status: heard.status,
    code: String(code),
    title: String(title),
    detail,
    retryAfterMs: seconds > 0 ? seconds * 1_000 : null,
  };
}
