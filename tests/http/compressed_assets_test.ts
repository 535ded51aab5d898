import assert from "node:assert/strict";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { loadAssets } from "../../lib/islands/assets.ts";
import { precompress } from "../../tools/precompress.ts";
import { proxyList } from "../../routes/edge_guard.ts";
import { createApp } from "../../app.ts";
import { testApp } from "../worlds/test_app.ts";

const CSS = ".card { border: 1px solid }\n".repeat(2_000);

/** A build of one style sheet and one font. */
async function built(): Promise<string> {
  const dir = await Deno.makeTempDir();
  await Deno.writeTextFile(`${dir}/app-1.css`, CSS);
  await Deno.writeFile(`${dir}/font-1.woff2`, new Uint8Array(2_000));
  await Deno.writeTextFile(`${dir}/tiny-1.js`, "1");
  await Deno.writeTextFile(`${dir}/manifest.json`, JSON.stringify({ files: {}, needs: {} }));
  await precompress(dir);
  return dir;
}

Deno.test("/assets are compressed as the browser takes them, and by a proxy alone where one asks", async (t) => {
  const dir = await built();
  using test = await testApp();
  const proxies = proxyList(["10.1.1.1"]);
  const app = createApp({ ...test.deps, assets: await loadAssets(dir), proxies });
  const get = async (file: string, accept: string | null, from = "192.0.2.7") => {
    const headers = accept === null ? {} : { "accept-encoding": accept };
    const remoteAddr = { hostname: from, port: 1, transport: "tcp" };
    const response = await app.request(`/assets/${file}`, { headers }, { remoteAddr });
    assert.equal(response.status, 200);
    return {
      coding: response.headers.get("content-encoding"),
      vary: response.headers.get("vary"),
      bytes: new Uint8Array(await response.arrayBuffer()),
    };
  };
  const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

  await t.step("brotli, else gzip, else plain; each the same text", async () => {
    const br = await get("app-1.css", "gzip, deflate, br, zstd");
    assert.equal(br.coding, "br");
    assert.equal(textOf(brotliDecompressSync(br.bytes)), CSS);
    const gzip = await get("app-1.css", "gzip");
    assert.equal(gzip.coding, "gzip");
    assert.equal(textOf(gunzipSync(gzip.bytes)), CSS);
    assert.ok(br.bytes.length < CSS.length / 10 && gzip.bytes.length < CSS.length / 10);
    for (const accept of [null, "identity", "br;q=0, gzip;q=0.0", "deflate"]) {
      const plain = await get("app-1.css", accept);
      assert.deepEqual([plain.coding, textOf(plain.bytes) === CSS], [null, true], String(accept));
      assert.equal(plain.vary, "accept-encoding");
    }
    assert.equal((await get("app-1.css", "br;q=0, gzip")).coding, "gzip");
  });

  await t.step("what is small or compressed already goes out as it is", async () => {
    for (const file of ["font-1.woff2", "tiny-1.js"]) {
      assert.equal((await get(file, "br, gzip")).coding, null, file);
    }
  });

  await t.step("a trusted proxy gets it plain and compresses itself", async () => {
    const { coding, bytes } = await get("app-1.css", "br, gzip", "10.1.1.1");
    assert.deepEqual([coding, textOf(bytes) === CSS], [null, true]);
    assert.equal((await get("app-1.css", "br, gzip", "10.1.1.2")).coding, "br");
  });
  await Deno.remove(dir, { recursive: true });
});
