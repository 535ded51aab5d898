import type { Context, ErrorHandler, NotFoundHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { LinkButton } from "../components/Button.tsx";
import { ErrorCard, ErrorPage } from "../components/ErrorCard.tsx";
import type { Log } from "../lib/process/log.ts";
import { DomainError, type ErrorCode, notFound } from "../lib/model/process/errors.ts";
import { isUnasked } from "../lib/store/outage/away.ts";
import type { AppEnv } from "./edge.tsx";
import { outagePage } from "./edge_outage.tsx";
import { barePage, page, type PageDeps } from "./edge_page.tsx";
import { STATUS } from "./edge_status.ts";
import { API_PATH, SIGN_IN_PATH, SOCKET_PATH } from "../lib/model/process/paths.ts";

type ErrorStatus = typeof STATUS[ErrorCode] | 500;

/** Answers what a handler threw: problem+json to programs, a page to people. Only a {@linkcode DomainError}'s message is shown. */
export function onError(deps: PageDeps, log: Log): ErrorHandler<AppEnv> {
  return async (thrown, c) => {
    const error = expected(thrown);
    if (error === null) {
      log({
        event: "fault",
        requestId: c.get("requestId") ?? null,
        where: c.req.path,
        error: thrown,
      });
    }
    if (error?.retryAfterMs !== undefined) {
      c.header("retry-after", String(Math.ceil(error.retryAfterMs / 1_000)));
    }
    const status = error ? STATUS[error.code] : 500;
    if (!wantsPage(c)) return problem(c, error, status);
    if (error?.code === "unauthenticated") return c.redirect(signInPath(c));
    if (error !== null && isUnasked(error)) return await outagePage(c, deps, error.message);
    try {
      return await errorPage(c, deps, { error, status });
    } catch (broken) {
      if (isUnasked(broken)) return await onError(deps, log)(broken as Error, c);
      log({
        event: "fault",
        requestId: c.get("requestId"),
        where: "error page",
        error: broken as Error,
      });
      return c.text(`Something went wrong. Reference ${c.get("requestId")}`, 500);
    }
  };
}

/** An unknown path, by the same rules. */
export function onNotFound(deps: PageDeps, log: Log): NotFoundHandler<AppEnv> {
  return (c) => onError(deps, log)(notFound(), c);
}

/** Hono's own refusals, such as broken JSON, count as `invalid`. */
function expected(error: Error): DomainError | null {
  if (error instanceof DomainError) return error;
  if (error instanceof HTTPException && error.status < 500) {
    return new DomainError("invalid", "This could not be read", { cause: error });
  }
  return null;
}

function wantsPage(c: Context<AppEnv>): boolean {
  const { path } = c.req;
  if (path.startsWith(API_PATH) || path === SOCKET_PATH || path === "/openapi.json") return false;
  return (c.req.header("accept") ?? "").includes("text/html");
}

function signInPath(c: Context<AppEnv>): string {
  const { pathname, search } = new URL(c.req.url);
  const next = c.req.method === "GET" ? pathname + search : "/";
  return next === "/" ? SIGN_IN_PATH : `${SIGN_IN_PATH}?next=${encodeURIComponent(next)}`;
}

function problem(c: Context<AppEnv>, error: DomainError | null, status: ErrorStatus): Response {
  const code = error === null
    ? "internal"
    : error.reason
    ? `${error.code}/${error.reason}`
    : error.code;
  const body = {
    title: error?.message ?? "Something went wrong",
    status,
    code,
    requestId: c.get("requestId"),
    ...(error && error.fields.length > 0 && { fields: error.fields }),
    ...(error?.detail && { detail: error.detail }),
  };
  return c.json(body, status, { "content-type": "application/problem+json" });
}

async function errorPage(
  c: Context<AppEnv>,
  deps: PageDeps,
  { error, status }: { error: DomainError | null; status: ErrorStatus },
): Promise<Response> {
  const title = error?.message ?? "Something went wrong here";
  const body = (
    <ErrorCard
      title={title}
      {...(error === null && { reference: c.get("requestId") })}
      actions={<LinkButton href="/" look="primary">Back to the start</LinkButton>}
    >
      {error === null && (
        <p>Nothing you saved is lost. Try again, and tell the school this reference if it stays.</p>
      )}
    </ErrorCard>
  );
  if (c.get("user")) return await page(c, deps, { title, body, status, current: null });
  return await barePage(c, deps, { title, status, body: <ErrorPage>{body}</ErrorPage> });
}
