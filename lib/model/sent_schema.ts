import { z } from "zod";
import { IdSchema, SentIdSchema } from "./common_schema.ts";

const made = new WeakMap<z.core.$ZodType, z.core.$ZodType>();

/**
 * The same schema for what a client sends: {@linkcode IdSchema} anywhere in it becomes {@linkcode SentIdSchema}. Rows kept from
 * before may hold longer ids, so the schemas of rows do not change.
 */
export function asSent<S extends z.core.$ZodType>(schema: S): S {
  const known = made.get(schema);
  // What is made takes and gives the same types.
  if (known !== undefined) return known as S;
  const sent = remade(schema);
  made.set(schema, sent);
  made.set(sent, sent);
  return sent as S;
}

function remade(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema === IdSchema) return SentIdSchema;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const parts = partsOf(def);
  const sent = mapped(parts);
  return sent === null ? schema : named(z.core.clone(schema, { ...def, ...sent }), schema);
}

type Part = z.core.$ZodType | Part[] | { readonly [name: string]: Part };
type Parts = Readonly<Record<string, Part>>;

/** The schemas inside one, by their place in its definition. @throws {Error} for a kind that nobody has said it of. */
function partsOf(def: z.core.$ZodTypes["_zod"]["def"]): Parts {
  switch (def.type) {
    case "object":
      return { shape: def.shape, ...(def.catchall && { catchall: def.catchall }) };
    case "array":
      return { element: def.element };
    case "record":
      return { keyType: def.keyType, valueType: def.valueType };
    case "union":
      return { options: [...def.options] };
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
      return { innerType: def.innerType };
    case "pipe":
      return { in: def.in, out: def.out };
    case "intersection":
      return { left: def.left, right: def.right };
    case "tuple":
      return { items: [...def.items], ...(def.rest && { rest: def.rest }) };
    case "string":
    case "number":
    case "boolean":
    case "literal":
    case "enum":
    case "null":
    case "unknown":
    case "any":
    case "bigint":
    case "date":
    case "file":
    case "template_literal":
    case "never":
    case "transform":
    case "custom":
    case "undefined":
      return {};
    default:
      throw new Error(`Cannot say what clients send as a schema of ${def.type}`);
  }
}

/** The parts for what a client sends; `null` when all stay as they are. */
function mapped<P extends Parts>(parts: P): Parts | null {
  const sent = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, sentPart(part)]),
  );
  return Object.entries(parts).every(([name, part]) => sent[name] === part) ? null : sent;
}

function sentPart(part: Part): Part {
  if (isSchema(part)) return asSent(part);
  if (!Array.isArray(part)) return mapped(part) ?? part;
  const all = part.map(sentPart);
  return all.every((it, i) => it === part[i]) ? part : all;
}

function isSchema(part: Part): part is z.core.$ZodType {
  return "_zod" in part;
}

/** Under the same name in `/openapi.json`: `tests/sent_ids_test.ts` sees to it that no answer has what is sent. */
function named(sent: z.core.$ZodType, from: z.core.$ZodType): z.core.$ZodType {
  const meta = z.globalRegistry.get(from);
  return meta?.id === undefined || !(sent instanceof z.ZodType) ? sent : sent.meta(meta);
}
