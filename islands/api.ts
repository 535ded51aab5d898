import { requestJson } from "../lib/browser/request.ts";

/** A refused or failed call, in words for the user. */
export interface Problem {
  /** `code/reason`; `offline` when nothing answered. */
  code: string;
  title: string;
  fields?: { path: string; message: string }[];
  detail?: Record<string, unknown>;
  requestId?: string;
}

export type Answer<T> = { ok: true; data: T } | { ok: false; problem: Problem };

const FAILED = "The server could not answer. Try again in a moment";

/** Calls the product's JSON API. Never throws: a dead network is a {@linkcode Problem} too. */
export async function callApi<T>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  const heard = await requestJson(path, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (heard === null) {
    return { ok: false, problem: { code: "offline", title: "No network. Try again in a moment" } };
  }
  const { ok, body: said } = heard;
  if (ok) return { ok, data: said as T };
  return {
    ok: false,
    problem: said as Problem ?? { code: `status/${heard.status}`, title: FAILED },
  };
}
