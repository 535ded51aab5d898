import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { PreviewSchema } from "../../lib/questions/authoring_input_schema.ts";
import { requireAuthor } from "../../lib/questions/access.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, requireUser } from "../edge.tsx";
import { renderQuestion } from "../edge_question.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Tests");

const preview = operation({
  operationId: "previewQuestion",
  method: "post",
  path: "/preview",
  summary: "A question as its student would see it; nothing is stored",
  request: { body: jsonBody(PreviewSchema) },
  responses: {
    200: jsonAnswer("HTML", z.object({ html: z.string() })),
  },
}, { conflict: null });

/** `/api/tests/preview` */
export function previewApi(): OpenAPIHono<AppEnv> {
  const app = apiApp();
  app.openapi(preview, async (c) => {
    const user = requireUser(c);
    requireAuthor(user);
    const { content, number, maxMark } = c.req.valid("json");
    const place = { slotId: "preview", number, maxMark };
    const { html } = await renderQuestion(content, place, user.locale);
    return c.json({ html }, 200);
  });
  return app;
}
