import { requestJson } from "../../lib/browser/request.ts";
import type {
  MarkBody,
  Marked,
  MarkingAnswer,
  MarkingNext,
} from "../../lib/model/marking/marking_schema.ts";
import { gradingApi } from "../../lib/model/process/paths.ts";

/** Why the server refused; `code` is `offline` when it could not be asked. */
export interface Refusal {
  code: string;
  title: string;
  detail: Readonly<Record<string, unknown>>;
}

export type Reply<T> = { ok: true; data: T } | { ok: false; refusal: Refusal };

/** Where answers of one question are asked for. */
export interface DeskPlace {
  assignmentId: string;
  slotId: string;
}

const AWAY = "Not saved. Check the network and try again.";

async function call<T>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
  const asked = {
    method,
    ...(body === undefined ? {} : {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
      // The page may be left meanwhile.
      keepalive: method === "DELETE" || method === "PUT",
    }),
  };
  const heard = await requestJson(gradingApi(path), asked);
  const data = heard?.body as (T & Partial<Refusal>) | null | undefined;
  if (heard?.ok) return { ok: true, data: data as T };
  // A proxy's page is no answer of ours.
  const { code = "offline", title = AWAY, detail = {} } = data ?? {};
  return { ok: false, refusal: { code, title, detail } };
}

export function fetchNext(
  place: DeskPlace,
  after: string,
  skip: readonly string[],
): Promise<Reply<MarkingNext>> {
  const query = new URLSearchParams({ ...place, after, skip: skip.join(",") });
  return call("GET", `next?${query}`);
}

export function fetchAnswer(place: DeskPlace, attemptId: string): Promise<Reply<MarkingAnswer>> {
  return call("GET", `answers/${attemptId}?${new URLSearchParams({ ...place })}`);
}

export function sendMark(body: MarkBody): Promise<Reply<Marked>> {
  return call("PUT", "marks", body);
}

export function sendUndo(
  body: { attemptId: string; slotId: string; rev: number },
): Promise<Reply<Marked>> {
  return call("POST", "marks/undo", body);
}

export function claim(body: { attemptId: string; slotId: string }): Promise<Reply<unknown>> {
  return call("POST", "claims", body);
}

export function dropClaim(body: { attemptId: string; slotId: string }): Promise<Reply<unknown>> {
  return call("DELETE", "claims", body);
}
