import assert from "node:assert/strict";
import {
  type AnyError,
  MongoBulkWriteError,
  MongoNetworkError,
  MongoServerError,
  type WriteConcernError,
  type WriteError,
} from "mongodb";
import { isOutage } from "../../db/mongo/outages.ts";
import { unlessThere } from "../../db/mongo/races.ts";

const withCode = (code: string) => Object.assign(new Error(`read ${code}`), { code });
const serverError = (code: number) => new MongoServerError({ message: `code ${code}`, code });

/** As the driver makes it. @param concern What the server said of the write concern. */
function bulkError(
  why: AnyError | { message: string; code: number; writeErrors?: WriteError[] },
  concern?: WriteConcernError,
): MongoBulkWriteError {
  const result = { getWriteConcernError: () => concern };
  return new MongoBulkWriteError(why, result as MongoBulkWriteError["result"]);
}

function refused(...codes: number[]): { message: string; code: number; writeErrors: WriteError[] } {
  const writeErrors = codes.map((code, index) => ({ code, index, errmsg: "no" }) as WriteError);
  return { message: "no", code: codes[0]!, writeErrors };
}

const unsure = { code: 91, errmsg: "shutting down" } as WriteConcernError;

Deno.test("isOutage() knows a lost server from a refused write", () => {
  assert.ok(isOutage(new MongoNetworkError("closed")));
  assert.ok(isOutage(serverError(10_107)));
  assert.ok(isOutage(withCode("ECONNRESET")), "as the socket says it");
  assert.ok(!isOutage(serverError(11_000)));
  assert.ok(!isOutage(withCode("ENOENT")));
  assert.ok(!isOutage(new Error("a bug")));
});

Deno.test("isOutage() waits for a server that is full, is not ready or lets nobody in, not for a lost race", () => {
  for (const code of [134, 14_031, 13, 18, 8000]) assert.ok(isOutage(serverError(code)), `${code}`);
  assert.ok(!isOutage(serverError(112)));
});

Deno.test("isOutage() looks into what ended a bulk", () => {
  assert.ok(isOutage(bulkError(new MongoNetworkError("closed"))));
  assert.ok(isOutage(bulkError(serverError(10_107))));
  assert.ok(isOutage(bulkError(refused(11_000, 91))));
  assert.ok(isOutage(bulkError({ message: "rolled back", code: 100 }, unsure)));
  assert.ok(!isOutage(bulkError(refused(11_000))));
  assert.ok(!isOutage(bulkError(new Error("a bug"))));
});

Deno.test("unlessThere() passes over duplicates alone", () => {
  unlessThere(bulkError(refused(11_000, 11_000)));
  const others = [
    bulkError(refused(11_000, 121)),
    bulkError(refused(11_000), unsure),
    bulkError(serverError(10_107)),
    serverError(11_000),
  ];
  for (const error of others) assert.throws(() => unlessThere(error), (it) => it === error);
  const lost = new MongoNetworkError("closed");
  assert.throws(() => unlessThere(bulkError(lost)), (it) => it === lost);
});
