import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import {
  bytesOf,
  type FileDeps,
  fileName,
  fileUsage,
  findFile,
  uploadFile,
} from "../../lib/files/files.ts";
import { idParam } from "../../lib/questions/authoring_input_schema.ts";
import {
  FileInfoSchema,
  FileUsageSchema,
  ImageTypeSchema,
} from "../../lib/model/files/file_schema.ts";
import { line } from "../../lib/model/text/typed_schema.ts";
import { isStaff, type User } from "../../lib/access/user.ts";
import { apiApp, type AppEnv, jsonAnswer, requireMay, requireUser } from "../edge.tsx";
import { operationsOf } from "../edge_operation.ts";

const operation = operationsOf("Files");

export interface FileApiDeps extends FileDeps {
  mayReadFile: (user: User, fileId: string) => Promise<boolean>;
}

const upload = operation({
  operationId: "uploadFile",
  method: "post",
  path: "/",
  summary:
    "Upload a picture for a question: PNG, JPEG, GIF or WebP, at most 10 MB and 40 million pixels",
  request: {
    body: {
      content: {
        "multipart/form-data": {
          schema: z.strictObject({
            file: z.instanceof(File, { error: "Choose a file" })
              .refine(
                ({ name }) => FileNameSchema.safeParse(name).success,
                "The file's name holds signs that cannot be seen, or is too long. Rename it",
              )
              .meta({ type: "string", format: "binary" }),
          }),
        },
      },
      required: true,
    },
  },
  responses: {
    201: jsonAnswer(
      "Kept; a question shows it as `![description](media:<id>#<width>x<height>)`",
      FileInfoSchema,
    ),
    200: jsonAnswer("Kept before: the same bytes of the same person", FileInfoSchema),
  },
}, {
  invalid: "`invalid/file_type`: it is no PNG, JPEG, GIF or WebP",
  too_large:
    "Here 10 MB and 40 million pixels are the most, 12,000 on a side; and what one person may keep is limited, see `readFileUsage`",
});

const usage = operation({
  operationId: "readFileUsage",
  method: "get",
  path: "/usage",
  summary: "What the pictures of whoever asks take, and may take",
  responses: { 200: jsonAnswer("Files and bytes", FileUsageSchema) },
});

/** A file as its sender calls it. */
const FileNameSchema = line(z.string().max(1_000));

const PICTURES = Object.fromEntries(
  ImageTypeSchema.options.map((type) => [type, { schema: z.string().meta({ format: "binary" }) }]),
);

const read = operation({
  operationId: "readFile",
  method: "get",
  path: "/{id}",
  summary: "The bytes of a file one may see",
  request: { params: idParam("file") },
  responses: {
    200: { description: "The picture", content: PICTURES },
    304: { description: "As the browser has it" },
  },
});

/** `/api/files` */
export function fileApi(deps: FileApiDeps): OpenAPIHono<AppEnv> {
  const app = apiApp();

  app.openapi(upload, async (c) => {
    const user = requireMay(c, isStaff);
    const { file: sent } = c.req.valid("form");
    const bytes = new Uint8Array(await sent.arrayBuffer());
    const { file, created } = await uploadFile(deps, { user, bytes });
    const info = FileInfoSchema.parse({ ...file, name: fileName(file) });
    return c.json(info, created ? 201 : 200);
  });

  app.openapi(usage, async (c) => {
    const user = requireMay(c, isStaff);
    return c.json(FileUsageSchema.parse(await fileUsage(deps, user)), 200);
  });

  app.openapi(read, async (c) => {
    const { id } = c.req.valid("param");
    const file = await findFile(deps, { user: requireUser(c), id, mayRead: deps.mayReadFile });
    const etag = `"${file.sha256}"`;
    // What was checked now is not kept by proxies, and asked again after an hour.
    const headers = { etag, "cache-control": "private, max-age=3600" };
    if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
    return c.body(await bytesOf(deps, file), 200, {
      ...headers,
      "content-type": file.mime,
      "content-length": String(file.size),
      "content-disposition": `inline; filename="${fileName(file)}"`,
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    });
  });

  return app;
}
