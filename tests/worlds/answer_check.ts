import assert from "node:assert/strict";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { apiDocument } from "../../routes/api/document.ts";
import type { AppEnv } from "../../routes/edge.tsx";

/** What `/openapi.json` says, as far as tests look at it. */
export interface ApiDocument {
  paths: Record<string, Record<string, ApiOperation>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, Answer>;
    securitySchemes: Record<string, { type: string; in: string; name: string }>;
  };
}
export interface ApiOperation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: {
    name: string;
    in: string;
    required: boolean;
    description?: string;
    schema: Schema;
  }[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, Answer | { $ref: string }>;
}
export interface Answer {
  description: string;
  content?: Record<string, { schema: Schema }>;
}
export interface Schema {
  $ref?: string;
  description?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  [key: string]: unknown;
}

interface Known {
  /** Where it is in the document, as a JSON pointer. */
  pointer: string;
  operation: ApiOperation;
}

/** Says what is wrong with an answer of the API by its own description; `null`: nothing. */
export class AnswerCheck {
  readonly document: ApiDocument;
  readonly #paths: [shape: RegExp, path: string][];
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });
  readonly #known = new Map<string, ValidateFunction>();

  constructor(document: ApiDocument) {
    this.document = document;
    this.#ajv.addSchema({ ...document, $id: "api" });
    // A path without a parameter comes before one that has it in the same place.
    const paths = Object.keys(document.paths).sort((a, b) =>
      a.split("{").length - b.split("{").length
    );
    this.#paths = paths.map((it) => [new RegExp(`^${it.replace(/\{\w+\}/g, "[^/]+")}$`), it]);
  }

  async wrongWith(method: string, path: string, response: Response): Promise<string | null> {
    if (!path.startsWith("/api/")) return null;
    const known = this.#operation(method, path);
    const wrong = known === null
      ? await this.#outside(response)
      : await this.#inside(method, known, response);
    return wrong && `${method} ${path} answered ${response.status}: ${wrong}`;
  }

  /** The id of the operation that takes this; `null` where none does. */
  nameOf(method: string, path: string): string | null {
    return this.#operation(method, path)?.operation.operationId ?? null;
  }

  #operation(method: string, path: string): Known | null {
    const found = this.#paths.find(([shape]) => shape.test(path))?.[1];
    const name = method === "HEAD" ? "get" : method.toLowerCase();
    const operation = found && this.document.paths[found]![name];
    return operation ? { operation, pointer: `/paths/${escaped(found)}/${name}` } : null;
  }

  /** What no operation takes is refused as all refusals are. */
  async #outside(response: Response): Promise<string | null> {
    if (response.status < 400) return "no operation is described here";
    if (response.body === null) return null;
    return this.#misfit("/components/schemas/Problem", await response.json());
  }

  async #inside(method: string, known: Known, response: Response): Promise<string | null> {
    const declared = known.operation.responses[response.status];
    if (declared === undefined) {
      return `its description has no such status: ${(await response.text()).slice(0, 300)}`;
    }
    const { answer, pointer } = this.#resolved(
      declared,
      `${known.pointer}/responses/${response.status}`,
    );
    const type = response.headers.get("content-type")?.split(";")[0] ?? null;
    if (answer.content === undefined) {
      return (await response.text()) === "" ? null : "it has a body that is not described";
    }
    if (type === null || answer.content[type] === undefined) return `${type} is not described`;
    if (method === "HEAD" || !type.endsWith("json")) return null;
    return this.#misfit(`${pointer}/content/${escaped(type)}/schema`, await response.json());
  }

  #resolved(
    declared: Answer | { $ref: string },
    pointer: string,
  ): { answer: Answer; pointer: string } {
    if (!("$ref" in declared)) return { answer: declared, pointer };
    const name = declared.$ref.split("/").at(-1)!;
    return { answer: this.document.components.responses[name]!, pointer: declared.$ref.slice(1) };
  }

  /** Why the value does not fit the schema at this place of the document. */
  #misfit(pointer: string, value: unknown): string | null {
    const fits = this.#known.get(pointer) ?? this.#ajv.compile({ $ref: `api#${pointer}` });
    this.#known.set(pointer, fits);
    if (fits(value)) return null;
    const said = this.#ajv.errorsText(fits.errors, { dataVar: "answer" });
    return `${said} in ${JSON.stringify(value).slice(0, 500)}`;
  }
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}

let check: AnswerCheck | null = null;

/**
 * From now on each answer of the API is held against `/openapi.json`, by whatever door it is asked: one that is not described
 * fails whoever asked.
 */
export function checkAnswers(app: OpenAPIHono<AppEnv>): void {
  const { fetch } = app;
  app.fetch = async (request, ...rest) => {
    const response = await fetch(request, ...rest);
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith("/api/")) return response;
    check ??= new AnswerCheck(apiDocument(app, false) as ApiDocument);
    const wrong = await check.wrongWith(request.method, pathname, response.clone());
    assert.equal(wrong, null);
    return response;
  };
}
