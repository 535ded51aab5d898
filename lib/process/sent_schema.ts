import { z } from "zod";
import { IdSchema, SentIdSchema } from "../model/process/common_schema.ts";

/**
 * The same schema for what a client sends: {@linkcode IdSchema} anywhere in it becomes {@linkcode SentIdSchema}. Rows kept from
 * before may hold longer ids, so the schemas of rows do not change.
 */
export const asSent: <S extends z.core.$ZodType>(schema: S) => S = remaking((schema) =>
  schema === IdSchema ? SentIdSchema : schema
);

/** How one schema is made of another, part by part. @param change The schema itself, its parts being done, or another. */
export function remaking(
  change: (schema: z.core.$ZodType) => z.core.$ZodType,
): <S extends z.core.$ZodType>(schema: S) => S {
  const made = new WeakMap<z.core.$ZodType, z.core.$ZodType>();
  function remade<S extends z.core.$ZodType>(schema: S): S {
    const known = made.get(schema);
    // What is made takes and gives the same types.
    if (known !== undefined) return known as S;
    const done = change(withParts(schema, remade));
    made.set(schema, done);
    made.set(done, done);
    return done as S;
  }
  return remade;
}

type Remake = (schema: z.core.$ZodType) => z.core.$ZodType;

function withParts(schema: z.core.$ZodType, remade: Remake): z.core.$ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const parts = mapped(partsOf(def), remade);
  return parts === null ? schema : named(z.core.clone(schema, { ...def, ...parts }), schema);
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
function mapped<P extends Parts>(parts: P, remade: Remake): Parts | null {
  const sent = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, partOf(part, remade)]),
  );
  return Object.entries(parts).every(([name, part]) => sent[name] === part) ? null : sent;
}

function partOf(part: Part, remade: Remake): Part {
  if (isSchema(part)) return remade(part);
  if (!Array.isArray(part)) return mapped(part, remade) ?? part;
  const all = part.map((it) => partOf(it, remade));
  return all.every((it, i) => it === part[i]) ? part : all;
}

function isSchema(part: Part): part is z.core.$ZodType {
  return "_zod" in part;
}

/** Under the same name and description in `/openapi.json`: `tests/http/sent_ids_test.ts` sees to it that no answer has what is sent. */
export function named(made: z.core.$ZodType, from: z.core.$ZodType): z.core.$ZodType {
  const meta = z.globalRegistry.get(from);
  return meta === undefined || !(made instanceof z.ZodType) ? made : made.meta(meta);
}
