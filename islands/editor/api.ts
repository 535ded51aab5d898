import type { FieldError } from "../../lib/model/errors.ts";

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

/** One request to our own server, whose answers are the shapes of `lib/model/authoring_schema.ts`. */
export async function ask<T>({ method, path, body, key, last = false }: Ask): Promise<Answer<T>> {
  const response = await fetch(path, {
    method,
    keepalive: last,
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(key !== undefined && { "idempotency-key": key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => null);
  if (response === null) return { kind: "away" };
  return await readAnswer<T>(response);
}

/** Reads what the server said. A refusal that is none of ours, as from a proxy, counts as away. */
export async function readAnswer<T>(response: Response): Promise<Answer<T>> {
  const body = await response.json().catch(() => null);
  if (response.ok) return { kind: "ok", body };
  if (body === null || typeof body.code !== "string" || response.status >= 500) {
    return { kind: "away" };
  }
  const { title: message, code, fields = [], detail = {} } = body;
  if (response.status === 429) return { kind: "away" };
  return { kind: "refused", status: response.status, code, message, fields, detail };
}

/** Words for an act that did not happen. */
export function failureText(answer: Refusal | { kind: "away" }): string {
  if (answer.kind === "away") return "No network. Try again.";
  return answer.status === 401 ? "Sign in again to go on. Nothing is lost." : answer.message;
}
