/** Keeps each file of a flat folder as `<name>.gz` in `to`; locks are left out. */
export async function packFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isFile } of Deno.readDir(from)) {
    if (!isFile || name.endsWith(".lock")) continue;
    const file = await Deno.open(`${from}/${name}`);
    const zipped = file.readable.pipeThrough(new CompressionStream("gzip"));
    await Deno.writeFile(`${to}/${name}.gz`, zipped);
  }
}

/** The reverse, into a new temporary folder. @returns Its path. */
export async function unpackFolder(from: string): Promise<string> {
  const to = await Deno.makeTempDir({ prefix: "plp-old-" });
  for await (const { name } of Deno.readDir(from)) {
    if (!name.endsWith(".gz")) continue;
    const file = await Deno.open(`${from}/${name}`);
    const whole = file.readable.pipeThrough(new DecompressionStream("gzip"));
    await Deno.writeFile(`${to}/${name.slice(0, -3)}`, whole);
  }
  return to;
}
