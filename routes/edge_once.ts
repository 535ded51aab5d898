import type { Context, MiddlewareHandler } from "hono";
import { setCookie } from "hono/cookie";
import { z } from "zod";
import { idOfRequest, newId } from "../lib/process/ids.ts";
import { DomainError } from "../lib/model/process/errors.ts";
import { type AppEnv, ONCE, requireUser, unreadable } from "./edge.tsx";

const HEADER = "idempotency-key";
/** As long as browsers keep a page alive, and more. */
const MADE_S = 3_600;
const KEY = /^[\w-]{8,100}$/;

/** In the declaration of a route that makes something. */
export const KEY_HEADERS = z.object({
  "idempotency-key": z.string().exactOptional().meta({
    pattern: '^"?[A-Za-z0-9_-]{8,100}"?$',
    description:
      "Names this request: sent again with it, nothing is made twice. 8 to 100 letters, " +
      "digits, - and _, such as a UUID",
  }),
});

/** Hidden values of a form that makes something: sent twice, it makes it once. */
export function once(): Record<string, string> {
  return { [ONCE]: newId() };
}

/** Tells a page that the browser keeps alive that what its form asked for was made; see `lib/islands/used_keys.ts`. */
export function usedKeys(secure: boolean): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    const key = c.get("formKey");
    if (key === null || c.res.status >= 400) return;
    setCookie(c, "made", key, { path: "/", sameSite: "Strict", maxAge: MADE_S, secure });
  };
}

/**
 * The id of what this request makes, from its `Idempotency-Key` or its form's {@linkcode once}: the same when the same
 * person sends the same again; `undefined` without a key.
 *
 * @param named A key that the body has in place of those.
 * @throws {DomainError} `invalid/fields` for a key of another form.
 */
export async function idOfMade(
  c: Context<AppEnv>,
  named?: string,
): Promise<string | undefined> {
  const { id, schoolId } = requireUser(c);
  const { key, body } = await sent(c, named);
  if (key === undefined) return undefined;
  if (key !== named && !KEY.test(key)) {
    const message = "Use 8 to 100 letters and digits as Idempotency-Key, such as a UUID";
    const fields = [{ path: "Idempotency-Key", message }];
    throw new DomainError("invalid", message, { reason: "fields", fields });
  }
  return idOfRequest(key, [schoolId, id, c.req.path, body]);
}

/** @throws {DomainError} `invalid` for a body that cannot be read. */
async function sent(
  c: Context<AppEnv>,
  named: string | undefined,
): Promise<{ key: string | undefined; body: unknown }> {
  // RFC 8941 writes text in quotes.
  const header = c.req.header(HEADER)?.replace(/^"(.*)"$/, "$1");
  const key = header ?? named;
  const type = c.req.header("content-type") ?? "";
  if (type.startsWith("application/json")) {
    return { key, body: key === undefined ? null : await c.req.json().catch(unreadable) };
  }
  if (!type.startsWith("application/x-www-form-urlencoded")) return { key, body: null };
  const form = await c.req.formData().catch(unreadable);
  const fields = [...form.entries()].filter(([, it]) => typeof it === "string");
  const kept = fields.find(([name]) => name === ONCE)?.[1] as string | undefined;
  if (kept !== undefined) c.set("formKey", kept);
  return { key: header ?? kept ?? named, body: fields.filter(([name]) => name !== ONCE) };
}
