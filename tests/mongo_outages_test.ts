import assert from "node:assert/strict";
import { MongoNetworkError, MongoServerError } from "mongodb";
import { isOutage } from "../db/mongo/outages.ts";

const withCode = (code: string) => Object.assign(new Error(`read ${code}`), { code });

Deno.test("isOutage() knows a lost server from a refused write", () => {
  assert.ok(isOutage(new MongoNetworkError("closed")));
  assert.ok(isOutage(new MongoServerError({ message: "not primary", code: 10_107 })));
  assert.ok(isOutage(withCode("ECONNRESET")), "as the socket says it");
  assert.ok(!isOutage(new MongoServerError({ message: "duplicate key", code: 11_000 })));
  assert.ok(!isOutage(withCode("ENOENT")));
  assert.ok(!isOutage(new Error("a bug")));
});
