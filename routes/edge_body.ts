import type { Context, MiddlewareHandler } from "hono";
import { DomainError } from "../lib/model/process/errors.ts";
import type { AppEnv } from "./edge.tsx";
import { API_FILES_PATH } from "../lib/model/process/paths.ts";

/** Most bytes of a body, and of one that uploads a file. */
const BODY_BYTES = 1024 * 1024;
const UPLOAD_BYTES = 11 * 1024 * 1024;
/** How long a body may take, milliseconds; an upload gets as long again for each MiB that came. */
const BODY_MS = 30_000;

/** No request of these can be made anew with its body; no address takes them, which is said when it is looked for. */
const UNTAKEN = new Set(["TRACE", "CONNECT", "TRACK"]);

const TEXT = /^(application\/(json|x-www-form-urlencoded|[\w.-]+\+json)|text\/)/i;
/** A run of bytes beyond ASCII, as addresses and forms write them. */
const ESCAPED = /(?:%[89a-f][0-9a-f])+/gi;

export interface BodyOptions {
  /** How long a body may take, milliseconds. */
  bodyMs?: number;
}

/**
 * Reads the body of a request before anything else does: whole, within its time and its limit (1 MiB; 11 MiB where files are
 * uploaded, each MiB with a time of its own), and text as UTF-8 alone. The address must be UTF-8 too.
 *
 * Throws `too_slow`, `too_large` or `invalid`.
 */
export function bodies({ bodyMs = BODY_MS }: BodyOptions = {}): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    refuseBroken(c.req.url);
    if (c.req.raw.body !== null && !UNTAKEN.has(c.req.method)) await readBody(c, bodyMs);
    await next();
  };
}

async function readBody(c: Context<AppEnv>, bodyMs: number): Promise<void> {
  const { raw } = c.req;
  const most = c.req.path === API_FILES_PATH ? UPLOAD_BYTES : BODY_BYTES;
  if (Number(raw.headers.get("content-length") ?? 0) > most) throw tooLarge();
  const bytes = await inTime(raw.body!, { bodyMs, most });
  const type = raw.headers.get("content-type") ?? "";
  if (TEXT.test(type)) {
    const text = decoded(bytes);
    if (/urlencoded/i.test(type)) refuseBroken(text);
  }
  const headers = new Headers(raw.headers);
  // From here on a body that came in parts has its length said too.
  if (headers.has("transfer-encoding") || !headers.has("content-length")) {
    headers.delete("transfer-encoding");
    headers.set("content-length", String(bytes.length));
  }
  c.req.raw = new Request(raw.url, { method: raw.method, headers, body: bytes });
}

interface Bounds {
  bodyMs: number;
  most: number;
}

/** The whole stream; what is left of it is let go when it is refused. */
async function inTime(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  { bodyMs, most }: Bounds,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const reader = stream.getReader();
  let size = 0;
  const late = Promise.withResolvers<never>();
  // Any failure: it is the one below, which whoever waits for the body hears of.
  late.promise.catch(() => {});
  const begin = () => setTimeout(() => late.reject(tooSlow()), bodyMs);
  let timer = begin();
  try {
    for (;;) {
      const { value, done } = await Promise.race([reader.read(), late.promise]);
      if (done) break;
      parts.push(value);
      const before = size;
      size += value.length;
      if (size > most) throw tooLarge();
      if (Math.floor(size / BODY_BYTES) === Math.floor(before / BODY_BYTES)) continue;
      clearTimeout(timer);
      timer = begin();
    }
  } catch (error) {
    // Any failure: the body is let go as well as can be.
    reader.cancel().catch(() => {});
    if (error instanceof DomainError) throw error;
    throw new DomainError("invalid", "This request ended before it was whole", { cause: error });
  } finally {
    clearTimeout(timer);
  }
  return together(parts, size);
}

function together(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw unreadable(error);
    throw error;
  }
}

/** @throws {DomainError} `invalid` where bytes written as `%ff` are no UTF-8: they would be replaced unseen. */
function refuseBroken(text: string): void {
  for (const [escaped] of text.includes("%") ? text.matchAll(ESCAPED) : []) {
    try {
      decodeURIComponent(escaped);
    } catch (error) {
      if (error instanceof URIError) throw unreadable(error);
      throw error;
    }
  }
}

function unreadable(cause: Error): DomainError {
  return new DomainError("invalid", "This is no text in UTF-8", { cause });
}

function tooLarge(): DomainError {
  return new DomainError("too_large", "This is too large to send");
}

function tooSlow(): DomainError {
  return new DomainError("too_slow", "This took too long to arrive. Send it again");
}
