import type { MiddlewareHandler } from "hono";
import type { Router } from "hono/router";
import { matchedRoutes } from "hono/route";
import type { RouterRoute } from "hono/types";
import { DomainError } from "../lib/model/process/errors.ts";
import type { AppEnv } from "./edge.tsx";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
/** What Hono calls the method of middleware, which answers nothing by itself. */
const ANY = "ALL";

/** An application, as far as it says which routes there are. */
export interface Routed {
  router: Router<[unknown, RouterRoute]>;
}

/**
 * Refuses a method that a path does not take while it takes others, and names those in `Allow`. A path that takes none is
 * left to whoever comes after.
 *
 * @throws {DomainError} `method_not_allowed`.
 */
export function knownMethods({ router }: Routed): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (matchedRoutes(c).every(({ method }) => method === ANY)) {
      const allowed = methodsOf(router, c.req.path);
      if (allowed.length > 0) {
        c.header("allow", allowed.join(", "));
        throw new DomainError("method_not_allowed", "This address does not take what was sent");
      }
    }
    await next();
  };
}

/** The methods that some route of this path takes. Beside a route of just this path those that have it for an id do not count. */
function methodsOf(router: Routed["router"], path: string): string[] {
  const routes = METHODS.flatMap((method) =>
    router.match(method, path)[0].map(([[, route]]) => route).filter((it) => it.method !== ANY)
  );
  const own = routes.filter((it) => it.path === path);
  const taken = new Set((own.length > 0 ? own : routes).map(({ method }) => method));
  return METHODS.filter((method) => taken.has(method))
    .flatMap((method) => method === "GET" ? ["GET", "HEAD"] : [method]);
}
