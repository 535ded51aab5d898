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

/** Calls the product's JSON API. Never throws: a dead network is a {@linkcode Problem} too. */
export async function callApi<T>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.ok) {
      return { ok: true, data: response.status === 204 ? undefined as T : await response.json() };
    }
    return { ok: false, problem: await problemIn(response) };
  } catch {
    return { ok: false, problem: { code: "offline", title: "No network. Try again in a moment" } };
  }
}

async function problemIn(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return {
      code: `status/${response.status}`,
      title: "The server could not answer. Try again in a moment",
    };
  }
}

/** A random id that needs no secure context. */
export function randomId(): string {
  return Array.from(
    crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, "0"),
  ).join("");
}
