import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { DomainError } from "../lib/model/process/errors.ts";
import { readSession, type SessionDeps } from "../lib/access/sessions.ts";
import type { AppEnv } from "./edge.tsx";
import {
  API_PATH,
  API_SESSION_PATH,
  PASSWORD_PATH,
  SIGN_OUT_PATH,
} from "../lib/model/process/paths.ts";

const NAME = "plp_session";
const DEVICE_NAME = "plp_device";
/** As long as browsers keep a cookie at most. */
const DEVICE_MS = 400 * 24 * 3_600_000;
const OPTIONS = { path: "/", httpOnly: true, sameSite: "Lax" } as const;

/** Where a one-time password leads. */
export const NEW_PASSWORD_PATH = PASSWORD_PATH;

/** What a session's cookie is called. @param secure Behind TLS. */
export function sessionCookieName(secure: boolean): string {
  return secure ? `__Host-${NAME}` : NAME;
}

/** The secret in the request's cookie. @param secure Behind TLS: `__Host-` and `Secure`. */
export function sessionSecret(c: Context, secure: boolean): string | undefined {
  return read(c, secure, NAME);
}

/** @param maxAgeMs `null`: until the browser is closed. */
export function setSessionCookie(
  c: Context,
  secure: boolean,
  secret: string,
  maxAgeMs: number | null,
): void {
  write(c, { secure, name: NAME, maxAgeMs }, secret);
}

export function clearSessionCookie(c: Context, secure: boolean): void {
  deleteCookie(c, NAME, secure ? { path: "/", secure: true, prefix: "host" } : { path: "/" });
}

/** The secret by which this browser is known where one signs in; signing out leaves it. */
export function deviceCookie(c: Context, secure: boolean): string | undefined {
  return read(c, secure, DEVICE_NAME);
}

export function setDeviceCookie(c: Context, secure: boolean, secret: string): void {
  write(c, { secure, name: DEVICE_NAME, maxAgeMs: DEVICE_MS }, secret);
}

function read(c: Context, secure: boolean, name: string): string | undefined {
  return secure ? getCookie(c, name, "host") : getCookie(c, name);
}

function write(
  c: Context,
  { secure, name, maxAgeMs }: { secure: boolean; name: string; maxAgeMs: number | null },
  secret: string,
): void {
  const maxAge = maxAgeMs === null ? {} : { maxAge: Math.floor(maxAgeMs / 1_000) };
  setCookie(
    c,
    name,
    secret,
    secure ? { ...OPTIONS, ...maxAge, secure: true, prefix: "host" } : { ...OPTIONS, ...maxAge },
  );
}

/** Where one signs in and out by program. */
export const SESSION_PATH = API_SESSION_PATH;

/** What may be done with a one-time password: choosing another, signing out, and signing in as somebody else. */
function mayBeDone({ path, method }: Context["req"]): boolean {
  if (path === SESSION_PATH) return method === "POST" || method === "DELETE";
  return path === NEW_PASSWORD_PATH || path === SIGN_OUT_PATH;
}

/** Finds out who asks. Whoever has a one-time password gets to choosing another and nowhere else. */
export function whoAsks(deps: SessionDeps, secure: boolean): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const secret = sessionSecret(c, secure);
    const found = secret === undefined ? null : await readSession(deps, secret);
    if (found !== null) {
      c.set("user", found.user);
      c.set("session", found.session);
    }
    if (found?.mustChangePassword && !mayBeDone(c.req)) {
      if (c.req.method === "GET" && !c.req.path.startsWith(API_PATH)) {
        return c.redirect(NEW_PASSWORD_PATH);
      }
      throw new DomainError("forbidden", "Choose a new password first", { reason: "password" });
    }
    await next();
  };
}
