import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { z } from "zod";
import { DomainError, type FieldError } from "../lib/model/process/errors.ts";
import { readJson } from "../lib/model/process/json_text.ts";
import type { Session } from "../lib/model/people/people_schema.ts";
import { fieldOf } from "../lib/model/text/refusal_schema.ts";
import { asSent } from "../lib/process/sent_schema.ts";
import type { User } from "../lib/access/user.ts";
import type { Client } from "../lib/access/sessions.ts";

/** Facts about one request, set by middleware. Dependencies do not go here: routes get them as arguments. */
export interface AppEnv {
  Variables: {
    requestId: string;
    /** Of the content security policy, once a page has asked for one; see `nonceOf`. */
    nonce: string | null;
    user: User | null;
    session: Session | null;
    client: Client;
    /** A trusted proxy asks, which compresses what it passes on as it likes. */
    behindProxy: boolean;
    /** The `once` of the form that was sent, where it makes something. */
    formKey: string | null;
  };
}

/** The signed-in user. @throws {DomainError} `unauthenticated`. */
export function requireUser(c: Context<AppEnv>): User {
  const user = c.get("user");
  if (!user) throw new DomainError("unauthenticated", "Sign in first");
  return user;
}

/** The signed-in user, whom a rule of the policy lets. @throws {DomainError} `unauthenticated`; `forbidden`. */
export function requireMay(c: Context<AppEnv>, may: (user: User) => boolean): User {
  const user = requireUser(c);
  if (!may(user)) {
    throw new DomainError("forbidden", "This page is for other people of the school");
  }
  return user;
}

/** An empty API app: the user is known before input is read, and bad input is a {@linkcode DomainError}. */
export function apiApp(): OpenAPIHono<AppEnv> {
  return openApiApp((c) => requireUser(c));
}

/** The same, for strangers too unless `admit` throws. */
export function openApiApp(admit: (c: Context<AppEnv>) => void): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({
    defaultHook(result) {
      if (!result.success) throw badInput(result.error);
    },
  });
  app.use(async (c, next) => {
    admit(c);
    await refuseHalves(c);
    await next();
  });
  return app;
}

/** A UTF-16 surrogate, which JSON can only write as an escape; UTF-8 has none. */
const SURROGATE = /\\u[dD][89a-fA-F]/;

/** No store keeps half a character as it was, so none takes it. @throws {DomainError} `invalid/fields`. */
async function refuseHalves(c: Context<AppEnv>): Promise<void> {
  if (!c.req.header("content-type")?.includes("json")) return;
  const text = await c.req.text();
  if (!SURROGATE.test(text)) return;
  const path = halfIn(readJson(text));
  if (path === null) return;
  const message = "This holds half a character. Type it anew instead of pasting it";
  throw new DomainError("invalid", message, { reason: "fields", fields: [{ path, message }] });
}

/** Where a value holds half a character, as a dotted path; `null` where nothing does. */
function halfIn(value: unknown, path: string[] = []): string | null {
  if (typeof value === "string") return value.isWellFormed() ? null : path.join(".");
  if (typeof value !== "object" || value === null) return null;
  for (const [name, it] of Object.entries(value)) {
    if (!name.isWellFormed()) return path.join(".");
    const found = halfIn(it, [...path, name]);
    if (found !== null) return found;
  }
  return null;
}

/** A JSON body in a route's declaration, as clients send it; without `required` an absent body would pass as `{}`. */
export function jsonBody<S extends z.ZodType>(
  schema: S,
): { content: { "application/json": { schema: S } }; required: true } {
  return { content: { "application/json": { schema: asSent(schema) } }, required: true };
}

/** A JSON answer in a route's declaration. Hono never runs the schema: pick the fields before answering. */
export function jsonAnswer<S extends z.ZodType>(description: string, schema: S): {
  description: string;
  content: { "application/json": { schema: S } };
} {
  return { description, content: { "application/json": { schema } } };
}

/** The request's query, checked. @throws {DomainError} `invalid`, naming the first bad field. */
export function readQuery<S extends z.ZodType>(c: Context<AppEnv>, schema: S): z.infer<S> {
  const result = asSent(schema).safeParse(c.req.query());
  if (result.success) return result.data;
  throw badInput(result.error);
}

/** The field of a form that names its request; no schema has it. */
export const ONCE = "once";

/** A form as it came: what a failed page fills in again. A repeated name keeps its last value here. */
export type FormValues = Readonly<Record<string, string>>;

export type FormResult<T> =
  | { ok: true; data: T; values: FormValues }
  | { ok: false; errors: FieldError[]; values: FormValues };

/** A urlencoded or multipart form, checked. Repeated names come as an array. @throws {DomainError} `invalid` for another body. */
export async function readForm<S extends z.ZodType>(
  c: Context<AppEnv>,
  schema: S,
): Promise<FormResult<z.infer<S>>> {
  const body = await c.req.parseBody({ all: true }).catch(unreadable);
  const { [ONCE]: _, ...fields } = body;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (typeof last === "string") values[name] = last;
  }
  const result = asSent(schema).safeParse(fields);
  if (result.success) return { ok: true, data: result.data, values };
  return { ok: false, errors: result.error.issues.map(inForm), values };
}

/** What was not among the choices of a form was not chosen on it; what the choices are called inside is no help. */
function inForm(issue: z.core.$ZodIssue): FieldError {
  const field = fieldOf(issue);
  const isOffList = issue.code === "invalid_value" && field.message.startsWith("Choose one of ");
  return isOffList ? { ...field, message: "Choose one of those offered" } : field;
}

/** For what reading a body threw: what is no form and no JSON is `invalid`; one too large or cut off is as it says itself. */
export function unreadable(error: unknown): never {
  if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error;
  throw new DomainError("invalid", "This request could not be read", { cause: error });
}

/** The fields an operation refused, to show on its form; any other error is thrown on. */
export function formErrors(error: unknown): FieldError[] {
  if (error instanceof DomainError && error.fields.length > 0) return [...error.fields];
  if (error instanceof DomainError && (error.code === "invalid" || error.code === "conflict")) {
    return [{ path: "", message: error.message }];
  }
  throw error;
}

/** The first of each field: what else is wrong with it may only follow from that. */
function fieldErrors(error: z.core.$ZodError): FieldError[] {
  const fields = new Map<string, FieldError>();
  for (const field of error.issues.map(fieldOf)) {
    if (!fields.has(field.path)) fields.set(field.path, field);
  }
  return [...fields.values()];
}

/** What zod refused, as the product's error. */
export function badInput(error: z.core.$ZodError): DomainError {
  const fields = fieldErrors(error);
  const first = fields[0]!;
  return new DomainError("invalid", `${first.path || "body"}: ${first.message}`, {
    reason: "fields",
    fields,
  });
}
