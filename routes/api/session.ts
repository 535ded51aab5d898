import type { OpenAPIHono } from "@hono/zod-openapi";
import type { z } from "zod";
import { WhoSchema } from "../../lib/model/people/person_command_schema.ts";
import type { Session } from "../../lib/model/people/people_schema.ts";
import { SignedInSchema, SignInSchema } from "../../lib/access/sign_in_schema.ts";
import type { User } from "../../lib/access/user.ts";
import { userOf } from "../../lib/access/sessions.ts";
import { schoolFacts, type ShellDeps } from "../../lib/home/shell.ts";
import { type AppEnv, jsonAnswer, jsonBody, openApiApp, requireUser } from "../edge.tsx";
import { OF_STRANGERS, operationsOf } from "../edge_operation.ts";
import { letIn, letOut, type SignInDeps } from "../edge_sign_in.ts";

const operation = operationsOf("Session");

const who = operation({
  operationId: "readSession",
  method: "get",
  path: "/",
  summary: "Who asks",
  responses: { 200: jsonAnswer("Who asks", WhoSchema) },
});
const begin = operation({
  operationId: "signIn",
  method: "post",
  path: "/",
  summary: "Signs in and sets the session's cookie, by the rules of the sign-in page",
  description:
    "An earlier session of the same cookie ends. A second cookie, `plp_device`, tells the server " +
    "that this person signed in from here before: send it along, so that wrong passwords which " +
    "others try elsewhere do not shut this device out.",
  security: OF_STRANGERS,
  request: { body: jsonBody(SignInSchema) },
  responses: { 201: jsonAnswer("Signed in", SignedInSchema) },
}, {
  unauthenticated: "Here: name or password is not right, or a one-time password has run out",
  rate: "Here: too many wrong passwords for this name or from this network",
});
const end = operation({
  operationId: "signOut",
  method: "delete",
  path: "/",
  summary: "Signs out: the session ends and its cookie is taken back",
  responses: { 204: { description: "Signed out" } },
}, { conflict: null });

/** `/api/session` */
export function sessionApi(deps: ShellDeps & SignInDeps): OpenAPIHono<AppEnv> {
  const app = openApiApp((c) => {
    if (c.req.method !== "POST") requireUser(c);
  });

  app.openapi(who, async (c) => c.json(await whoIs(deps, requireUser(c), c.get("session")!), 200));

  app.openapi(begin, async (c) => {
    const { person, session } = await letIn(c, deps, c.req.valid("json"));
    const { mustChangePassword } = person;
    const it = await whoIs(deps, await userOf(deps, person), session);
    return c.json({ ...it, mustChangePassword }, 201);
  });

  app.openapi(end, async (c) => {
    await letOut(c, deps);
    return c.body(null, 204);
  });

  return app;
}

async function whoIs(
  deps: ShellDeps,
  user: User,
  { createdAt: signedInAt }: Session,
): Promise<z.infer<typeof WhoSchema>> {
  const { id, schoolId, name, role, locale } = user;
  const { schoolName, timeZone } = await schoolFacts(deps, user);
  return { id, schoolId, name, role, locale, schoolName, timeZone, signedInAt };
}
