import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { ReceiptSchema } from "../../lib/model/attempt_schema.ts";
import { type ReceiptKeys, verifyReceipt } from "../../lib/receipts.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, PROBLEM } from "../edge.tsx";

const VerdictSchema = z.object({
  /** This product signed exactly this receipt. */
  valid: z.boolean(),
}).meta({ id: "ReceiptVerdict" });

const verify = createRoute({
  method: "post",
  path: "/verify",
  request: { body: jsonBody(ReceiptSchema) },
  responses: { 200: jsonAnswer("Checked", VerdictSchema), default: PROBLEM },
});

/** `/api/receipts` */
export function receiptApi({ receiptKeys }: { receiptKeys: ReceiptKeys }): OpenAPIHono<AppEnv> {
  const app = apiApp();
  app.openapi(verify, async (c) => {
    return c.json({ valid: await verifyReceipt(receiptKeys, c.req.valid("json")) }, 200);
  });
  return app;
}
