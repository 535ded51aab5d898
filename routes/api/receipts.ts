import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { ReceiptSchema } from "../../lib/model/attempts/attempt_schema.ts";
import { type ReceiptKeys, verifyReceipt } from "../../lib/attempts/receipts.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Attempts");

const VerdictSchema = z.object({
  /** This product signed exactly this receipt. */
  valid: z.boolean(),
}).meta({ id: "ReceiptVerdict" });

const verify = operation({
  operationId: "verifyReceipt",
  method: "post",
  path: "/verify",
  summary: "Whether this server signed exactly this receipt",
  request: { body: jsonBody(ReceiptSchema) },
  responses: { 200: jsonAnswer("Checked", VerdictSchema) },
}, { conflict: null });

/** `/api/receipts` */
export function receiptApi({ receiptKeys }: { receiptKeys: ReceiptKeys }): OpenAPIHono<AppEnv> {
  const app = apiApp();
  app.openapi(verify, async (c) => {
    return c.json({ valid: await verifyReceipt(receiptKeys, c.req.valid("json")) }, 200);
  });
  return app;
}
