import type { OpenAPIHono } from "@hono/zod-openapi";
import { auditGroupOf } from "../../lib/model/access/audit_groups.ts";
import type { AuditLine } from "../../lib/model/access/audit_line.ts";
import {
  type AuditEntry,
  AuditPageSchema,
  AuditQuerySchema,
} from "../../lib/model/access/audit_schema.ts";
import { auditLog, type AuditLogDeps } from "../../lib/access/audit_log.ts";
import { apiApp, type AppEnv, jsonAnswer, requireUser } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Audit");

const list = operation({
  operationId: "listAudit",
  method: "get",
  path: "/",
  summary: "Who did what, newest first, page by page",
  request: { query: AuditQuerySchema },
  responses: {
    200: jsonAnswer(
      "Entries of the school; those of no school for the administrator of the installation",
      AuditPageSchema,
    ),
  },
});

/** `/api/audit` */
export function auditApi(deps: AuditLogDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(list, async (c) => {
    const { items, next } = await auditLog(deps, requireUser(c), c.req.valid("query"));
    return c.json(AuditPageSchema.parse({ items: items.map(entryOf), next }), 200);
  });

  return app;
}

function entryOf(line: AuditLine): AuditEntry {
  const { id, createdAt: at, action, text, count = 1, actorId, actorName, test } = line;
  return {
    ...{ id, at, action, group: auditGroupOf(action), text, count },
    actor: actorId === null ? null : { id: actorId, name: actorName },
    assignment: test,
    class: line.schoolClass,
  };
}
