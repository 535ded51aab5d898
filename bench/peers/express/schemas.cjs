"use strict";
const { z } = require("zod");

const id = z.string().min(1).max(140).regex(/^[\w-]+$/);
const writer = z.string().regex(/^[a-z0-9]{8,40}$/);

const ResponseSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("choice_one"), optionId: id }),
  z.strictObject({ kind: z.literal("true_false"), optionId: z.enum(["true", "false"]) }),
  z.strictObject({ kind: z.literal("choice_many"), optionIds: z.array(id).max(20) }),
  z.strictObject({ kind: z.literal("short"), text: z.string().max(500) }),
  z.strictObject({
    kind: z.literal("numerical"),
    text: z.string().max(100),
    unitId: id.nullable(),
  }),
  z.strictObject({ kind: z.literal("essay"), text: z.string().max(20_000) }),
]).nullable();

const EventSchema = z.discriminatedUnion("type", [
  z.strictObject({
    n: z.int().min(1),
    type: z.literal("answered"),
    slotId: id,
    response: ResponseSchema,
    base: z.int().min(0),
  }),
  z.strictObject({ n: z.int().min(1), type: z.literal("flagged"), slotId: id, on: z.boolean() }),
]);

const BatchSchema = z.strictObject({
  writerId: writer,
  follows: z.array(writer).max(20).default([]),
  events: z.array(EventSchema).min(1).max(50),
});
const StartSchema = z.strictObject({ assignmentId: id });

module.exports = { BatchSchema, StartSchema };
