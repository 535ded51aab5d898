import { OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import { Hono } from "hono";
import { z } from "zod";
import { named, remaking } from "../../lib/model/sent_schema.ts";
import type { AppEnv } from "../edge.tsx";
import { commonFailures, COOKIE, OWN_ORIGIN, TAGS } from "../edge_operation.ts";
import { sessionCookieName } from "../edge_session.ts";
import { ABOUT, ABOUT_COOKIE, ABOUT_ORIGIN } from "./document_words.ts";

/** `/openapi.json`, for everybody; made once, when it is first asked for. */
export function documentRoute(app: OpenAPIHono<AppEnv>, secure: boolean): Hono<AppEnv> {
  let document: object | null = null;
  return new Hono<AppEnv>().get("/", (c) => c.json(document ??= apiDocument(app, secure)));
}

/**
 * What `/openapi.json` says of all operations of an application.
 *
 * @param secure Behind TLS, where the cookie has another name.
 */
export function apiDocument(app: OpenAPIHono<AppEnv>, secure: boolean): object {
  const described = new OpenAPIHono();
  const { openAPIRegistry: registry } = described;
  for (const it of app.openAPIRegistry.definitions) {
    if (it.type === "route") registry.registerPath(asDescribed(it.route));
  }
  for (const [name, it] of commonFailures()) registry.registerComponent("responses", name, it);
  registry.registerComponent("securitySchemes", COOKIE, {
    type: "apiKey",
    in: "cookie",
    name: sessionCookieName(secure),
    description: ABOUT_COOKIE,
  });
  registry.registerComponent("securitySchemes", OWN_ORIGIN, {
    type: "apiKey",
    in: "header",
    name: "Origin",
    description: ABOUT_ORIGIN,
  });
  return described.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "PersonalLearningPro", version: "1", description: ABOUT },
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    servers: [{ url: "/" }],
  });
}

/** The generator takes what may be left out, but not be `undefined`, for required. */
const mayBeLeftOut = remaking((schema) =>
  schema instanceof z.ZodExactOptional
    ? named(z.optional(schema._zod.def.innerType), schema)
    : schema
);

function asDescribed({ request, ...route }: RouteConfig): RouteConfig {
  const responses = Object.entries(route.responses).map(([status, it]) => [
    status,
    "content" in it && it.content ? { ...it, content: contentOf(it.content) } : it,
  ]);
  return {
    ...route,
    ...(request && { request: requestOf(request) }),
    responses: Object.fromEntries(responses),
  };
}

function requestOf({ body, ...parts }: NonNullable<RouteConfig["request"]>) {
  const all = Object.entries(parts).map(([place, schema]) => [
    place,
    schema instanceof z.ZodType ? mayBeLeftOut(schema) : schema,
  ]);
  return {
    ...Object.fromEntries(all),
    ...(body && { body: { ...body, content: contentOf(body.content) } }),
  };
}

function contentOf<C extends object>(content: C): C {
  const all = Object.entries(content).map(([type, it]) => [
    type,
    it?.schema instanceof z.ZodType ? { ...it, schema: mayBeLeftOut(it.schema) } : it,
  ]);
  return Object.fromEntries(all) as C;
}
