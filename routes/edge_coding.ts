import type { Context, MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { gzipSync } from "node:zlib";
import type { AppEnv } from "./edge.tsx";

/** Below this a compressed page saves no packet, bytes. */
const LEAST_PAGE = 1_024;
/** Data are made faster than they are compressed, so only what travels for long is worth it; see decision 028. */
const LEAST_DATA = 16_384;
/** The fastest: a window and tables that fit what pages are, since making them costs as much as small answers do. */
const FAST = { level: 1, windowBits: 13, memLevel: 6 };
const UTF8 = new TextEncoder();
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

/** Room for what comes out is given at once, and little more than is filled: making it took a third of the whole. */
function packed(plain: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    gzipSync(plain, { ...FAST, chunkSize: Math.max(1_024, plain.length >> 2) }),
  );
}

/** Not what a trusted proxy asks for, which compresses itself. */
function isToBeCompressed(c: Context<AppEnv>): boolean {
  return !c.get("behindProxy") && takesGzip(c.req.header("accept-encoding") ?? "");
}

/**
 * Answers with a page, compressed where it is read with GET: the answer to a form alone may show a password. A page is
 * compressed here and not on its way out, where its text would have to be taken out of an answer and put into another.
 */
export function sendPage(
  c: Context<AppEnv>,
  html: string,
  status: ContentfulStatusCode,
): Response | Promise<Response> {
  if (c.req.method !== "GET") return c.html(html, status);
  c.header("vary", "accept-encoding", { append: true });
  if (!isToBeCompressed(c)) return c.html(html, status);
  const plain = UTF8.encode(html);
  if (plain.length < LEAST_PAGE) return c.html(html, status);
  c.header("content-type", "text/html; charset=UTF-8");
  c.header("content-encoding", "gzip");
  return c.body(packed(plain), status);
}

/**
 * Compresses JSON and CSV as they are read. Not what is compressed already or is named by its bytes (`ETag`). It stands
 * inside what adds headers to every answer, since an answer is made anew here and each header costs.
 */
export function compressed(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    const { res } = c;
    if (c.req.method !== "GET" || res.status === 101) return;
    if (!DATA.test(res.headers.get("content-type") ?? "")) return;
    if (res.headers.has("content-encoding") || res.headers.has("etag")) return;
    res.headers.append("vary", "accept-encoding");
    if (!isToBeCompressed(c)) return;
    const plain = new Uint8Array(await res.arrayBuffer());
    const isLarge = plain.length >= LEAST_DATA;
    if (isLarge) {
      res.headers.set("content-encoding", "gzip");
      res.headers.delete("content-length");
    }
    const body = isLarge ? packed(plain) : plain;
    const { status, headers } = res;
    // A Response put in place of another would be made anew from its stream.
    c.res = undefined;
    c.res = new Response(body, { status, headers });
  };
}
