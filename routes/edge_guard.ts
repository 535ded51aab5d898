import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getConnInfo } from "hono/deno";
import { matchedRoutes } from "hono/route";
import { BlockList, isIP } from "node:net";
import type { Limiter } from "../lib/process/limits.ts";
import type { Log } from "../lib/process/log.ts";
import { MAX_ROW_ID } from "../lib/model/process/common_schema.ts";
import { DomainError, notFound } from "../lib/model/process/errors.ts";
import { networkOf } from "../lib/process/network.ts";
import { answeredAsOf, watchingReads } from "../lib/store/outage/staleness.ts";
import { keyOf } from "../lib/store/store.ts";
import type { AppEnv } from "./edge.tsx";
import { API_PATH } from "../lib/model/process/paths.ts";

/** Networks of proxies whose X-Forwarded-For counts. @throws {Error} for what is neither an address nor a CIDR. */
export function proxyList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIP(address);
    if (family === 0) {
      throw new Error(`Cannot read TRUSTED_PROXIES: "${network}" is no address or network`);
    }
    const type = family === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, type);
    else list.addSubnet(address, Number(bits), type);
  }
  return list;
}

/** The address the request came from, past trusted proxies. */
function clientOf(
  c: Context,
  proxies: BlockList | null,
): { address: string; behindProxy: boolean } {
  const direct = c.env?.remoteAddr ? getConnInfo(c).remote.address ?? "" : "";
  if (proxies === null) return { address: direct, behindProxy: false };
  const trusted = (address: string) =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  if (!trusted(direct)) return { address: direct, behindProxy: false };
  const chain = (c.req.header("x-forwarded-for") ?? "").split(",").map((it) => it.trim()).filter(
    Boolean,
  );
  const address = chain.reverse().find((it) => !trusted(it)) ?? direct;
  return { address, behindProxy: true };
}

/** A request id, the client, and one log line when the answer is ready; never a body. */
export function requestFacts(log: Log, proxies: BlockList): MiddlewareHandler<AppEnv> {
  // Asking a list costs more than all else here, even an empty one.
  const trusted = proxies.rules.length === 0 ? null : proxies;
  return async (c, next) => {
    const startedAt = performance.now();
    c.set("requestId", crypto.randomUUID());
    c.set("nonce", null);
    c.set("formKey", null);
    c.set("user", null);
    c.set("session", null);
    const { address, behindProxy } = clientOf(c, trusted);
    c.set("client", { address, userAgent: c.req.header("user-agent") ?? "" });
    c.set("behindProxy", behindProxy);
    await next();
    if (c.res.status !== 101) c.res.headers.set("x-request-id", c.get("requestId"));
    log({
      event: "request",
      requestId: c.get("requestId"),
      method: c.req.method,
      route: matchedRoutes(c).findLast(({ path }) => !path.endsWith("*"))?.path ?? "none",
      status: c.res.status,
      ms: Math.round((performance.now() - startedAt) * 10) / 10,
      userId: c.get("user")?.id ?? null,
    });
  };
}

/** Watches whether an answer comes from memory, and says so to programs; pages say it in words. */
export function staleReads(): MiddlewareHandler<AppEnv> {
  return (c, next) =>
    watchingReads(async () => {
      await next();
      const asOf = answeredAsOf();
      if (asOf !== null && c.res.status < 300 && c.res.status !== 101) {
        c.header("x-data-as-of", new Date(asOf).toISOString());
      }
    });
}

/** Headers of every answer; a route that serves someone's file sets a stricter policy itself. */
export function securityHeaders(
  { secure, hstsSubdomains }: { secure: boolean; hstsSubdomains: boolean },
): MiddlewareHandler<AppEnv> {
  const fixed = Object.entries({
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "x-frame-options": "DENY",
    ...(secure && {
      "cross-origin-opener-policy": "same-origin",
      "strict-transport-security": `max-age=31536000${hstsSubdomains ? "; includeSubDomains" : ""}`,
    }),
  });
  return async (c, next) => {
    await next();
    if (c.res.status === 101) return;
    // Not `c.header()`, which by now would make the answer anew for each.
    const { headers } = c.res;
    if (!headers.has("content-security-policy")) {
      const nonce = c.get("nonce");
      headers.set("content-security-policy", nonce === null ? NO_SCRIPT : policy(nonce));
    }
    for (const [name, value] of fixed) headers.set(name, value);
    if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
    // One signs in with a form and is known by a cookie: no scheme that a browser asks a password for.
    if (c.res.status === 401) headers.set("www-authenticate", "Session");
  };
}

/** Of answers in which nothing may run. */
const NO_SCRIPT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Of this request's page: every script and style element carries it. */
export function nonceOf(c: Context<AppEnv>): string {
  const nonce = c.get("nonce") ??
    btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  c.set("nonce", nonce);
  return nonce;
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Refuses what another site's page could have sent: every unsafe method and every socket upgrade. Sec-Fetch-Site must be
 * `same-origin`; where a browser sends none (plain http on a LAN), Origin must be ours; a cookie with neither is refused.
 *
 * @param publicOrigin Origin that browsers use; `null`: whatever `Host` says, for development.
 */
export function csrf(publicOrigin: string | null): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const safe = c.req.method === "GET" || c.req.method === "HEAD" || c.req.method === "OPTIONS";
    const upgrade = c.req.header("upgrade")?.toLowerCase() === "websocket";
    if ((!safe || upgrade) && !sameOrigin(c, publicOrigin)) {
      throw new DomainError("forbidden", "This was sent from another site", { reason: "csrf" });
    }
    await next();
  };
}

function sameOrigin(c: Context<AppEnv>, publicOrigin: string | null): boolean {
  const origin = c.req.header("origin");
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  const ours = publicOrigin === null ? [`http://${host}`, `https://${host}`] : [publicOrigin];
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined) {
    return site === "same-origin" && (origin === undefined || ours.includes(origin));
  }
  if (origin !== undefined) return ours.includes(origin);
  return c.req.header("cookie") === undefined;
}

/**
 * Refuses a body of more than `maxSize` bytes as `too_large`: by what `Content-Length` says, and by counting where it says
 * nothing, as in a body that comes in chunks.
 */
export function bodyAtMost(maxSize: number, message: string): MiddlewareHandler<AppEnv> {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new DomainError("too_large", message);
    },
  });
}

/** Nothing has an id longer than a row's: such a page is not looked for. The API says of its own what is wrong with an id. */
export function pathLimits(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { path } = c.req;
    if (!path.startsWith(API_PATH) && path.split("/").some((it) => it.length > MAX_ROW_ID)) {
      throw notFound();
    }
    await next();
  };
}

/** A person's requests are limited by school and person, others by address. */
export function rateLimits(limiter: Limiter): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const user = c.get("user");
    if (user) await limiter.take("person", keyOf(user));
    else await limiter.take("address", networkOf(c.get("client").address));
    await next();
  };
}
