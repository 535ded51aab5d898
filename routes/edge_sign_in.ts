import type { Context } from "hono";
import type { PeopleDeps } from "../lib/people/deps.ts";
import { type OpenedSession, signIn, signOut } from "../lib/access/sign_in.ts";
import { ABSOLUTE_MS } from "../lib/access/sessions.ts";
import type { AppEnv } from "./edge.tsx";
import {
  clearSessionCookie,
  deviceCookie,
  sessionSecret,
  setDeviceCookie,
  setSessionCookie,
} from "./edge_session.ts";

export interface SignInDeps extends PeopleDeps {
  secure: boolean;
}

/** Signs in whoever sent this, by page or by program, and gives them their cookies. @throws {DomainError} as `signIn`. */
export async function letIn(
  c: Context<AppEnv>,
  deps: SignInDeps,
  { name, password, keep }: { name: string; password: string; keep: boolean },
): Promise<OpenedSession> {
  const opened = await signIn(deps, {
    name,
    password,
    persistent: keep,
    client: c.get("client"),
    secret: sessionSecret(c, deps.secure),
    device: deviceCookie(c, deps.secure),
  });
  setDeviceCookie(c, deps.secure, opened.device);
  setSessionCookie(c, deps.secure, opened.secret, keep ? ABSOLUTE_MS : null);
  return opened;
}

/** Ends the session of whoever sent this, if there is one, and takes its cookie back. */
export async function letOut(c: Context<AppEnv>, deps: SignInDeps): Promise<void> {
  const session = c.get("session");
  if (session !== null) await signOut(deps, session);
  clearSessionCookie(c, deps.secure);
}
