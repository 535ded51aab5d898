import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** What compresses well; fonts and pictures are compressed already. */
const WORTH_IT = /\.(js|css|svg)$/;
/** Below it the headers weigh more than what is won, bytes. */
const SMALLEST = 512;

/**
 * Writes beside every script, style sheet and drawing in `dir` what `/assets` sends of it without a proxy: `.br` and `.gz`,
 * as small as they get, since they are made once.
 */
export async function precompress(dir: string): Promise<void> {
  for await (const { name, isFile } of Deno.readDir(dir)) {
    if (!isFile || !WORTH_IT.test(name)) continue;
    const bytes = await Deno.readFile(`${dir}/${name}`);
    if (bytes.length < SMALLEST) continue;
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    await Deno.writeFile(`${dir}/${name}.br`, brotliCompressSync(bytes, { params: quality }));
    await Deno.writeFile(`${dir}/${name}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
