import type { MiddlewareHandler } from "hono";
import { gzipSync } from "node:zlib";
import type { AppEnv } from "./edge.tsx";

/** Below this a compressed answer saves no packet, bytes. */
const LEAST = 1_024;
/** The cheapest: a fifth of the bytes for a twentieth of a page's time; see decision 028. */
const LEVEL = 1;
const TYPES = /^(text\/html|text\/csv|application\/(problem\+)?json)\b/;

/** How much an `Accept-Encoding` wants a coding, 0 to 1: by its name, else by `*`; `null` where neither is said. */
export function wishFor(header: string, coding: string): number | null {
  const wishes = new Map(
    header.toLowerCase().split(",").map((part) => {
      const [name = "", ...rules] = part.trim().split(/\s*;\s*/);
      const q = rules.find((it) => it.startsWith("q="));
      return [name, q === undefined ? 1 : Number(q.slice(2)) || 0];
    }),
  );
  return wishes.get(coding) ?? wishes.get("*") ?? null;
}

/** Whether a client takes gzip, and would not rather have the answer as it is. */
function takesGzip(header: string): boolean {
  const wish = wishFor(header, "gzip") ?? 0;
  const plain = /(^|,)\s*identity\b/i.test(header) ? wishFor(header, "identity") ?? 0 : 0;
  return wish > 0 && wish >= plain;
}

/**
 * Compresses pages, JSON and CSV as they are read. Not what a trusted proxy asks for, which compresses itself; not what is
 * compressed already or is named by its bytes (`ETag`); and not the answer to a form, which alone may show a password.
 */
export function compressed(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    const { res } = c;
    if (c.req.method !== "GET" || res.status === 101) return;
    if (!TYPES.test(res.headers.get("content-type") ?? "")) return;
    if (res.headers.has("content-encoding") || res.headers.has("etag")) return;
    res.headers.append("vary", "accept-encoding");
    if (c.get("behindProxy") || !takesGzip(c.req.header("accept-encoding") ?? "")) return;
    const plain = new Uint8Array(await res.arrayBuffer());
    const isLarge = plain.length >= LEAST;
    if (isLarge) {
      res.headers.set("content-encoding", "gzip");
      res.headers.delete("content-length");
    }
    const body = isLarge ? new Uint8Array(gzipSync(plain, { level: LEVEL })) : plain;
    const { status, headers } = res;
    // A Response put in place of another would be made anew from its stream.
    c.res = undefined;
    c.res = new Response(body, { status, headers });
  };
}
