import type { OpenAPIHono } from "@hono/zod-openapi";
import { WhoSchema } from "../../lib/model/person_command_schema.ts";
import { schoolFacts, type ShellDeps } from "../../lib/shell.ts";
import { apiApp, type AppEnv, jsonAnswer, requireUser } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Session");

const who = operation({
  operationId: "readSession",
  method: "get",
  path: "/",
  summary: "Who asks",
  responses: { 200: jsonAnswer("Who asks", WhoSchema) },
});

/** `/api/session` */
export function sessionApi(deps: ShellDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();
  app.openapi(who, async (c) => {
    const { id, schoolId, name, role, locale } = requireUser(c);
    const { schoolName, timeZone } = await schoolFacts(deps, requireUser(c));
    const { createdAt: signedInAt } = c.get("session")!;
    return c.json({ id, schoolId, name, role, locale, schoolName, timeZone, signedInAt }, 200);
  });
  return app;
}
