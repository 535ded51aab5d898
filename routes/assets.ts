import { Hono } from "hono";
import type { Assets } from "../lib/islands/assets.ts";
import { notFound } from "../lib/model/errors.ts";
import type { AppEnv } from "./edge.tsx";

/** `/assets`: files whose name holds the hash of their content, so browsers keep them for good. */
export function assetRoutes(assets: Assets): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/:file", (c) => {
    const file = assets.file(c.req.param("file"));
    if (!file) throw notFound();
    return c.body(file.bytes, 200, {
      "content-type": file.type,
      "cache-control": "public, max-age=31536000, immutable",
    });
  });
  return app;
}
