import type { MiddlewareHandler } from "hono";
import { gzipSync } from "node:zlib";
import type { AppEnv } from "./edge.tsx";

/** Below this a compressed page saves no packet, bytes. */
const LEAST_PAGE = 1_024;
/** Data are made faster than they are compressed, so only what travels for long is worth it; see decision 028. */
const LEAST_DATA = 16_384;
/** The fastest: a window and tables that fit what pages are, since making them costs as much as small answers do. */
const FAST = { level: 1, windowBits: 13, memLevel: 6 };
const PAGE = /^text\/html\b/;
const DATA = /^(text\/csv|application\/(problem\+)?json)\b/;

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
 * It stands inside what adds headers to every answer, since an answer is made anew here and each header costs.
 */
export function compressed(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    const { res } = c;
    if (c.req.method !== "GET" || res.status === 101) return;
    const type = res.headers.get("content-type") ?? "";
    const least = PAGE.test(type) ? LEAST_PAGE : DATA.test(type) ? LEAST_DATA : null;
    if (least === null) return;
    if (res.headers.has("content-encoding") || res.headers.has("etag")) return;
    res.headers.append("vary", "accept-encoding");
    if (c.get("behindProxy") || !takesGzip(c.req.header("accept-encoding") ?? "")) return;
    const plain = new Uint8Array(await res.arrayBuffer());
    const isLarge = plain.length >= least;
    if (isLarge) {
      res.headers.set("content-encoding", "gzip");
      res.headers.delete("content-length");
    }
    const body = isLarge ? new Uint8Array(gzipSync(plain, FAST)) : plain;
    const { status, headers } = res;
    // A Response put in place of another would be made anew from its stream.
    c.res = undefined;
    c.res = new Response(body, { status, headers });
  };
}
