import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import {
  BankChangeSchema,
  idParam,
  NewBankSchema,
} from "../../lib/questions/authoring_input_schema.ts";
import { BankRowSchema } from "../../lib/model/questions/authoring_schema.ts";
import { createBank, listBanks, updateBank } from "../../lib/questions/banks.ts";
import type { AuthoringDeps } from "../../lib/questions/deps.ts";
import { bankRow } from "../../lib/questions/view.ts";
import { apiApp, type AppEnv, jsonAnswer, jsonBody, requireUser } from "../edge.tsx";
import { idOfMade, KEY_HEADERS } from "../edge_once.ts";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Question banks");

const list = operation({
  operationId: "listQuestionBanks",
  method: "get",
  path: "/",
  summary: "Own banks, then those colleagues share",
  responses: {
    200: jsonAnswer("Banks", z.object({ items: z.array(BankRowSchema), next: z.null() })),
  },
});
const create = operation({
  operationId: "createQuestionBank",
  method: "post",
  path: "/",
  summary: "Makes a bank",
  request: { headers: KEY_HEADERS, body: jsonBody(NewBankSchema) },
  responses: { 201: jsonAnswer("The bank", BankRowSchema) },
});
const change = operation({
  operationId: "changeQuestionBank",
  method: "patch",
  path: "/{id}",
  summary: "Renames a bank, or shares it otherwise; what is left out stays",
  request: { params: idParam("bank"), body: jsonBody(BankChangeSchema) },
  responses: { 200: jsonAnswer("The bank", BankRowSchema) },
});

/** `/api/question-banks` */
export function questionBankApi(deps: AuthoringDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();
  app.openapi(list, async (c) => {
    const user = requireUser(c);
    const banks = await listBanks(deps, user);
    return c.json({ items: banks.map((bank) => bankRow(user, bank)), next: null }, 200);
  });
  app.openapi(create, async (c) => {
    const user = requireUser(c);
    const it = { user, id: await idOfMade(c), ...c.req.valid("json") };
    return c.json(bankRow(user, await createBank(deps, it)), 201);
  });
  app.openapi(change, async (c) => {
    const user = requireUser(c);
    const it = { user, bankId: c.req.valid("param").id, change: c.req.valid("json") };
    return c.json(bankRow(user, await updateBank(deps, it)), 200);
  });
  return app;
}
