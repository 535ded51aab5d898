import { OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import { Hono } from "hono";
import { z } from "zod";
import { ABOUT, ABOUT_COOKIE, ABOUT_ORIGIN } from "../../lib/process/api_words.ts";
import { ID_PATTERN } from "../../lib/model/process/common_schema.ts";
import { named, remaking } from "../../lib/process/sent_schema.ts";
import type { AppEnv } from "../edge.tsx";
import { commonFailures, COOKIE, OWN_ORIGIN, TAGS } from "../edge_operation.ts";
import { sessionCookieName } from "../edge_session.ts";

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

/**
 * The same schema, with what the generator does not see: what may be left out, but not be `undefined`, is not required; keys
 * of records are ids; whole numbers are those that JSON carries exactly.
 */
const seen = remaking((schema) => {
  if (schema instanceof z.ZodExactOptional) {
    return named(z.optional(schema._zod.def.innerType), schema);
  }
  if (schema instanceof z.ZodRecord) {
    const { keyType } = schema._zod.def;
    if (!(keyType instanceof z.ZodString) || keyType.maxLength === null) return schema;
    const { maxLength } = keyType;
    return schema.meta({ ...schema.meta(), propertyNames: { pattern: ID_PATTERN, maxLength } });
  }
  if (schema instanceof z.ZodNumber && schema.isInt) {
    const { minValue, maxValue } = schema;
    const whole = {
      ...(minValue === Number.MIN_SAFE_INTEGER && { minimum: minValue }),
      ...(maxValue === Number.MAX_SAFE_INTEGER && { maximum: maxValue }),
    };
    return Object.keys(whole).length === 0 ? schema : schema.meta({ ...schema.meta(), ...whole });
  }
  return schema;
});

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
    schema instanceof z.ZodType ? seen(schema) : schema,
  ]);
  return {
    ...Object.fromEntries(all),
    ...(body && { body: { ...body, content: contentOf(body.content) } }),
  };
}

function contentOf<C extends object>(content: C): C {
  const all = Object.entries(content).map(([type, it]) => [
    type,
    it?.schema instanceof z.ZodType ? { ...it, schema: seen(it.schema) } : it,
  ]);
  return Object.fromEntries(all) as C;
}
