import { createRoute, type RouteConfig } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import { DomainError } from "../lib/model/process/errors.ts";
import { DETAIL_WORDS, PROBLEM_WORDS } from "../lib/process/problem_words.ts";
import type { AppEnv } from "./edge.tsx";
import { STATUS } from "./edge_status.ts";

/** Where an operation stands in the document, with a sentence on it. */
export const TAGS = {
  Session: "Signing in and out, and who asks.",
  People: "People of the school and the lasting rights of students.",
  Audit: "Who did what in the school.",
  Files: "Pictures in questions.",
  "Question banks": "Where questions are kept, alone or with colleagues.",
  Questions: "Questions with their immutable versions, and what is being written of them.",
  Tests: "Drafts of tests, and their immutable published versions.",
  Assignments: "Tests given to a class or to persons, with times, rules and exceptions.",
  Room: "What staff see and do while a test runs.",
  Attempts: "How a student takes a test: start, save, hand in, see what came of it.",
  Marking: "What people mark.",
  Results: "Figures of a test, and showing results to students and guardians.",
  Jobs: "Work that goes on after the answer to who asked for it",
} as const;
export type Tag = keyof typeof TAGS;

/** Names of the two security schemes. */
export const COOKIE = "session";
export const OWN_ORIGIN = "origin";

/** Security of what strangers may do: no session, and the own origin as soon as any cookie is sent. */
export const OF_STRANGERS = [{}, { [OWN_ORIGIN]: [] }];

const ProblemSchema = z.object({
  title: z.string().meta({ description: "A sentence for people, without a period" }),
  status: z.number(),
  code: z.string().meta({ description: "`code` or `code/reason`, for programs" }),
  requestId: z.string().meta({ description: "Also in `X-Request-Id`, and in the server's log" }),
  fields: z.array(z.object({
    path: z.string().meta({ description: "Such as `options.0.text`; empty for the whole" }),
    message: z.string().meta({ description: "What to do about it" }),
  })).optional(),
  detail: z.record(z.string(), z.unknown()).optional().meta({ description: DETAIL_WORDS }),
}).meta({ id: "Problem" });

/** What an operation refuses beside what all do, with each `code/reason`; `null`: it never refuses so. */
export type Refusals = Partial<
  Record<
    "invalid" | "unauthenticated" | "not_found" | "conflict" | "closed" | "too_large" | "rate",
    string | null
  >
>;

type Declared<P extends string> = Omit<RouteConfig, "path" | "tags"> & {
  path: P;
  operationId: string;
  /** One line, no period. */
  summary: string;
};

/** Declares one operation. */
export type Operations = <P extends string, R extends Declared<P>>(
  declared: R & { path: P },
  refusals?: Refusals,
) => ReturnType<typeof createRoute<P, R & { path: P }>>;

/**
 * Declares operations under one heading of `/openapi.json`: each asks for the session and, where it changes something, for
 * the own origin; each names by status how it fails, what all do alike and its own `refusals`.
 */
export function operationsOf(tag: Tag): Operations {
  return (declared, refusals = {}) => {
    const route = createRoute(declared);
    const { method, path, security, responses } = declared;
    const reads = method === "get";
    const common: RouteConfig = {
      ...declared,
      tags: [tag],
      security: security ?? [reads ? { [COOKIE]: [] } : { [COOKIE]: [], [OWN_ORIGIN]: [] }],
      responses: { ...responses, ...failures({ reads, named: path.includes("{") }, refusals) },
    };
    const { body } = declared.request ?? {};
    const middleware = body?.required === true ? [bodyOf(Object.keys(body.content))] : null;
    Object.assign(route, common, middleware && { middleware });
    return route;
  };
}

/** Without a body some schemas would take it for `{}`, and one of another type is not read. @throws {DomainError} `invalid`. */
function bodyOf(types: readonly string[]): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const [type = ""] = (c.req.header("content-type") ?? "").split(";");
    if (!types.includes(type.trim().toLowerCase())) {
      throw new DomainError("invalid", `Send a body with the content type ${types.join(" or ")}`);
    }
    await next();
  };
}

/** @param named Its path names something that may not be there. */
function failures(
  { reads, named }: { reads: boolean; named: boolean },
  refusals: Refusals,
): RouteConfig["responses"] {
  const words = {
    ...pick("invalid", "unauthenticated", "forbidden", "rate", "unavailable"),
    ...(named && pick("not_found")),
    ...(!reads && pick("too_slow", "conflict", "too_large")),
  };
  const told = Object.entries({ ...words, ...own(words, refusals) });
  return Object.fromEntries(
    told.flatMap(([code, text]) =>
      text === null ? [] : [[STATUS[code as Code], failure(code as Code, text)]]
    ),
  );
}

/** What all operations say alike stands in the document once. */
function failure(code: Code, text: string): RouteConfig["responses"][string] {
  if (text === PROBLEM_WORDS[code]) return { $ref: `#/components/responses/${code}` };
  return problem(code, { schema: ProblemSchema }, text);
}

type Code = keyof typeof PROBLEM_WORDS;
type Words = Partial<Record<Code, string | null>>;

function pick(...codes: Code[]): Words {
  return Object.fromEntries(codes.map((code) => [code, PROBLEM_WORDS[code]]));
}

/** The operation's own words, after those of all. */
function own(words: Words, refusals: Refusals): Words {
  return Object.fromEntries(
    Object.entries(refusals).map(([code, text]) => {
      const common = words[code as Code] ?? PROBLEM_WORDS[code as Code];
      return [code, text === null ? null : `${common}. ${text}`];
    }),
  );
}

const RETRY_AFTER = {
  "Retry-After": { description: "Seconds to wait", schema: { type: "integer" as const } },
};

/** RFC 9457, as every failing route answers. */
function problem<S>(code: Code, schema: { schema: S }, description: string) {
  return {
    description,
    ...((code === "rate" || code === "unavailable") && { headers: RETRY_AFTER }),
    content: { "application/problem+json": schema },
  };
}

/** The failures that operations refer to, by name. */
export function commonFailures(): [name: string, ReturnType<typeof problem<{ $ref: string }>>][] {
  const schema = { schema: { $ref: "#/components/schemas/Problem" } };
  return Object.entries(PROBLEM_WORDS).map((
    [code, text],
  ) => [code, problem(code as Code, schema, text)]);
}
