import assert from "node:assert/strict";
import { densityOf, NAVIGATION, ROLE_NAMES } from "./navigation.ts";
import { RoleSchema } from "../people/people_schema.ts";

Deno.test("NAVIGATION gives every role up to five places, each with its own id and address", () => {
  assert.equal(RoleSchema.options.length, 6);
  for (const role of RoleSchema.options) {
    const items = NAVIGATION[role];
    assert.ok(items.length >= 1 && items.length <= 5, role);
    assert.equal(new Set(items.map((item) => item.id)).size, items.length, role);
    assert.equal(new Set(items.map((item) => item.href)).size, items.length, role);
    assert.ok(ROLE_NAMES[role]);
  }
});

Deno.test("densityOf() is calm for those who write and read, dense for staff", () => {
  assert.equal(densityOf("student"), "calm");
  assert.equal(densityOf("parent"), "calm");
  assert.equal(densityOf("teacher"), "dense");
});
