import { type Context, Hono } from "hono";
import { type AssetFile, type Assets, type Coding, CODINGS } from "../lib/islands/assets.ts";
import { notFound } from "../lib/model/process/errors.ts";
import type { AppEnv } from "./edge.tsx";
import { wishFor } from "./edge_coding.ts";

/**
 * `/assets`: files whose name holds the hash of their content, so browsers keep them for good. They are compressed where no
 * trusted proxy asks: one that does compresses itself, and nothing is compressed twice.
 */
export function assetRoutes(assets: Assets): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/:file", (c) => {
    const file = assets.file(c.req.param("file"));
    if (!file) throw notFound();
    const coding = c.get("behindProxy") ? null : codingFor(c, file);
    return c.body(coding === null ? file.bytes : file.coded[coding]!, 200, {
      "content-type": file.type,
      "cache-control": "public, max-age=31536000, immutable",
      "vary": "accept-encoding",
      ...(coding !== null && { "content-encoding": coding }),
    });
  });
  return app;
}

/** The smallest coding that there is and that the browser takes; `null` for none. */
function codingFor(c: Context<AppEnv>, { coded }: AssetFile): Coding | null {
  const header = c.req.header("accept-encoding") ?? "";
  return CODINGS.find((it) => coded[it] !== undefined && (wishFor(header, it) ?? 0) > 0) ?? null;
}
