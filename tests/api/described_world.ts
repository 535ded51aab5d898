import { ID_PATTERN } from "../../lib/model/process/common_schema.ts";
import type { ApiDocument, ApiOperation, Schema } from "../worlds/answer_check.ts";
import { type Operation, OPERATIONS } from "../worlds/operations.ts";
import type { TestApp } from "../worlds/test_app.ts";

/** Ids that are there, by the name of the field that holds one. */
export type RealIds = Readonly<Record<string, readonly string[]>>;

/** What `id` in a path is the id of. */
const OWNERS: Readonly<Record<string, string>> = {
  "assignments": "assignmentId",
  "test-attempts": "attemptId",
  "question-banks": "bankId",
  "questions": "questionId",
  "tests": "examId",
  "files": "fileId",
  "people": "studentId",
};

/** A request that is right in the school of `operationsWorld`. */
export interface RightRequest {
  path: string;
  body: unknown;
}

/**
 * The description of the API for a tool that makes requests of it: where an id is sent, those that are there are named beside
 * all that could be, and each operation has a right request for an example. What is answered is described as before.
 */
export function withRealIds(
  document: ApiDocument,
  { ids, right }: { ids: RealIds; right: ReadonlyMap<string, RightRequest> },
): ApiDocument {
  const sent = new SentSchemas(document, ids);
  const paths = Object.entries(document.paths).map(([path, methods]) => {
    const owner = OWNERS[path.split("/")[2]!] ?? "";
    const all = Object.entries(methods).map(([method, it]) => {
      const request = right.get(`${method} ${path}`);
      return [method, {
        ...it,
        ...(it.parameters && { parameters: it.parameters.map(parameter(path, request)) }),
        ...(it.requestBody && { requestBody: body(it.requestBody, request) }),
      }];
    });
    return [path, Object.fromEntries(all)];

    function parameter(of: string, request: RightRequest | undefined) {
      return (one: NonNullable<ApiOperation["parameters"]>[number]) => {
        const schema = sent.of(one.schema, one.name === "id" ? owner : one.name);
        const example = one.in !== "path"
          ? undefined
          : request
          ? partOf(of, request.path, one.name)
          : ids[one.name === "id" ? owner : one.name]?.[0];
        return { ...one, schema, ...(example !== undefined && { example }) };
      };
    }
  });

  function body(
    { content, ...rest }: NonNullable<ApiOperation["requestBody"]>,
    request: RightRequest | undefined,
  ) {
    const types = Object.entries(content).map(([type, { schema }]) => {
      const example = type.endsWith("json") ? request?.body : undefined;
      return [type, { schema: sent.of(schema, ""), ...(example !== undefined && { example }) }];
    });
    return { ...rest, content: Object.fromEntries(types) };
  }

  const schemas = { ...document.components.schemas, ...sent.schemas };
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...document.components, schemas },
  };
}

/** What stands in a path where its pattern has `{name}`. */
function partOf(pattern: string, path: string, name: string): string | undefined {
  return path.split("/")[pattern.split("/").indexOf(`{${name}}`)];
}

/** Schemas of what is sent, which leave those of answers as they are. */
class SentSchemas {
  readonly schemas: Record<string, Schema> = {};
  readonly #document: ApiDocument;
  readonly #ids: RealIds;

  constructor(document: ApiDocument, ids: RealIds) {
    this.#document = document;
    this.#ids = ids;
  }

  /** @param name The field that it is of. */
  of<T>(it: T, name: string): T {
    // What is made has the same shape.
    return this.#made(it, name) as T;
  }

  #made(it: unknown, name: string): unknown {
    if (Array.isArray(it)) return it.map((part) => this.#made(part, name));
    if (typeof it !== "object" || it === null) return it;
    const schema = it as Schema;
    if (schema.$ref !== undefined) return this.#referred(schema.$ref.split("/").at(-1)!, name);
    const known = this.#ids[name.replace(/Ids$/, "Id")];
    if (schema["pattern"] === ID_PATTERN && known) return { anyOf: [{ enum: known }, schema] };
    const parts = Object.entries(schema).map(([key, part]) => [
      key,
      key === "properties"
        ? Object.fromEntries(
          Object.entries(part as object).map(([field, inner]) => [field, this.#made(inner, field)]),
        )
        : this.#made(part, name),
    ]);
    return Object.fromEntries(parts);
  }

  #referred(of: string, name: string): Schema {
    const named = `Sent${of}`;
    if (!(named in this.schemas)) {
      this.schemas[named] = {};
      this.schemas[named] = this.of(this.#document.components.schemas[of]!, name);
    }
    return { $ref: `#/components/schemas/${named}` };
  }
}

/** A right request of every operation that is not reading alone, by method and path. */
export async function rightRequests(
  test: TestApp,
  schoolId: string,
): Promise<Map<string, RightRequest>> {
  const right = new Map<string, RightRequest>();
  for (const it of OPERATIONS.filter(({ route }) => route.includes(" /api/"))) {
    const [method = "", path = ""] = it.route.split(" ");
    const slotId = await it.place?.(test, schoolId);
    right.set(`${method.toLowerCase()} ${path.replace(/:(\w+)/g, "{$1}")}`, {
      path: slotId === undefined ? it.path : it.path.replace("SLOT", slotId),
      body: await bodyOf(it, test, schoolId),
    });
  }
  return right;
}

async function bodyOf(it: Operation, test: TestApp, schoolId: string): Promise<unknown> {
  if (it.json === undefined && it.fresh === undefined) return undefined;
  return { ...it.json as object, ...await it.fresh?.(test, schoolId) };
}

/** Ids of what there is in the school of `operationsWorld`. */
export async function realIds({ deps, contents }: TestApp, schoolId: string): Promise<RealIds> {
  const { draft } = (await deps.tables.exams.find({ schoolId, id: "e4" }))!;
  const files = await Array.fromAsync(contents.of("files").read());
  return {
    assignmentId: ["as1", "as2", "as3"],
    attemptId: ["at-st4", "at-st1", "at-st3"],
    bankId: ["bank1"],
    questionId: ["q2", "q3", "q5"],
    examId: ["e2", "e4", "e1", "e5", "e6"],
    fileId: files.map(({ key }) => key.split("/")[1]!),
    studentId: ["st1", "st2", "st4", "t5"],
    classId: ["c1", "c2"],
    subjectId: ["sub1", "sub2"],
    childId: ["st1"],
    editorId: ["t2"],
    sectionId: draft.sections.map(({ id }) => id),
    slotId: [...draft.sections.flatMap((it) => it.slots).map((it) => it.slotId), "sc", "se", "sn"],
  };
}
