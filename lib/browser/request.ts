import { within } from "./within.ts";

/** Longest wait for a whole answer, milliseconds. */
const ANSWER_MS = 20_000;

/** A whole answer of the server. */
export interface Heard {
  status: number;
  /** Status 200 to 299. */
  ok: boolean;
  /** The server sent the reader elsewhere, and that was not followed. */
  redirected: boolean;
  header(name: string): string | null;
  text: string;
}

export interface Asked extends RequestInit {
  method: string;
}

/**
 * Asks the server. Never throws, and always comes to an end.
 *
 * @param send Another way than the browser's own; `null` for that.
 * @returns `null` when no whole answer came in time: whether the server acted is not known.
 */
export function request(
  path: string,
  asked: Asked,
  { ms = ANSWER_MS, send = null }: { ms?: number; send?: typeof fetch | null } = {},
): Promise<Heard | null> {
  const stop = typeof AbortController === "undefined" ? null : new AbortController();
  // A request that outlives its page is stopped by nobody.
  const signal = stop && !asked.keepalive ? { signal: stop.signal } : {};
  return within(hear(path, { ...asked, ...signal }, send ?? ownSend), ms).then((heard) => {
    if (heard === null) stop?.abort();
    return heard;
  });
}

/** As `Heard`, read. */
export interface HeardJson extends Pick<Heard, "status" | "ok" | "header"> {
  /** `null` where nothing was said, or where a refusal is not JSON, as a proxy's own page. */
  body: unknown;
}

/** As `request`, for JSON. A success that cannot be read counts as none. */
export async function requestJson(
  ...args: Parameters<typeof request>
): Promise<HeardJson | null> {
  const heard = await request(...args);
  if (heard === null) return null;
  const { status, ok, header, text } = heard;
  try {
    return { status, ok, header, body: text === "" ? null : JSON.parse(text) };
  } catch {
    // Any failure: it is not JSON.
    return ok ? null : { status, ok, header, body: null };
  }
}

async function hear(path: string, asked: Asked, send: typeof fetch): Promise<Heard> {
  const response = await send(path, asked);
  const { status, ok, headers, type } = response;
  const text = status === 204 ? "" : await response.text();
  return {
    status,
    ok,
    redirected: type === "opaqueredirect",
    header: (it) => headers.get(it),
    text,
  };
}

/** `fetch`; where a browser or an extension of it lacks it or breaks it, the older way. */
async function ownSend(input: Parameters<typeof fetch>[0], asked?: RequestInit): Promise<Response> {
  let answer;
  try {
    answer = fetch(input, asked);
  } catch {
    // Any failure: the browser's own never throws at once, this is another, or none.
    const { sendOldWay } = await import("./old_request.ts");
    return await sendOldWay(String(input), asked);
  }
  return await answer;
}
