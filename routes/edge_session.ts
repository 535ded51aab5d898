import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { DomainError } from "../lib/model/errors.ts";
import { readSession, type SessionDeps } from "../lib/sessions.ts";
import type { AppEnv } from "./edge.tsx";

const NAME = "plp_session";
const OPTIONS = { path: "/", httpOnly: true, sameSite: "Lax" } as const;

/** Where a one-time password leads, and where one may go with it. */
export const NEW_PASSWORD_PATH = "/account/password";

/** The secret in the request's cookie. @param secure Behind TLS: `__Host-` and `Secure`. */
export function sessionSecret(c: Context, secure: boolean): string | undefined {
  return secure ? getCookie(c, NAME, "host") : getCookie(c, NAME);
}

/** @param maxAgeMs `null`: until the browser is closed. */
export function setSessionCookie(
  c: Context,
  secure: boolean,
  secret: string,
  maxAgeMs: number | null,
): void {
  const maxAge = maxAgeMs === null ? {} : { maxAge: Math.floor(maxAgeMs / 1_000) };
  setCookie(
    c,
    NAME,
    secret,
    secure ? { ...OPTIONS, ...maxAge, secure: true, prefix: "host" } : { ...OPTIONS, ...maxAge },
  );
}

export function clearSessionCookie(c: Context, secure: boolean): void {
  deleteCookie(c, NAME, secure ? { path: "/", secure: true, prefix: "host" } : { path: "/" });
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
    if (found?.mustChangePassword && ![NEW_PASSWORD_PATH, "/sign-out"].includes(c.req.path)) {
      if (c.req.method === "GET" && !c.req.path.startsWith("/api/")) {
        return c.redirect(NEW_PASSWORD_PATH);
      }
      throw new DomainError("forbidden", "Choose a new password first", { reason: "password" });
    }
    await next();
  };
}
