import { type HeardJson, requestJson } from "../../lib/browser/request.ts";
import type { FieldError } from "../../lib/model/process/errors.ts";

/** Why the server did not. */
export interface Refusal {
  kind: "refused";
  status: number;
  /** `code` or `code/reason`. */
  code: string;
  message: string;
  fields: FieldError[];
  detail: Record<string, unknown>;
}

export type Answer<T> =
  | { kind: "ok"; body: T }
  | Refusal
  /** Nothing came back, or a server in trouble answered. */
  | { kind: "away" };

export interface Ask {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  /** The request's own: sent again with it, the server makes nothing twice. */
  key?: string;
  /** The page is closing: the request outlives it. Browsers take at most 64 KiB so. */
  last?: boolean;
}

/** A refusal as it is sent. */
interface Problem extends Pick<Refusal, "code">, Partial<Pick<Refusal, "fields" | "detail">> {
  title: string;
}

/** One request to our own server, whose answers are the shapes of `lib/model/questions/authoring_schema.ts`. */
export async function ask<T>({ method, path, body, key, last = false }: Ask): Promise<Answer<T>> {
  const heard = await requestJson(path, {
    method,
    keepalive: last,
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(key !== undefined && { "idempotency-key": key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return heard === null ? { kind: "away" } : readAnswer<T>(heard);
}

/** Reads what the server said. A refusal that is none of ours, as from a proxy, counts as away. */
export function readAnswer<T>(heard: HeardJson): Answer<T> {
  const { ok, status } = heard;
  const body = heard.body as Problem | null;
  if (ok) return { kind: "ok", body: body as T };
  if (typeof body?.code !== "string" || status >= 500 || status === 429) return { kind: "away" };
  const { title: message, code, fields = [], detail = {} } = body;
  return { kind: "refused", status, code, message, fields, detail };
}

/** Words for an act that did not happen. */
export function failureText(answer: Refusal | { kind: "away" }): string {
  if (answer.kind === "away") return "No network. Try again.";
  return answer.status === 401 ? "Sign in again to go on. Nothing is lost." : answer.message;
}
