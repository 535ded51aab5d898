/** What `deno task dev` restarts on every change: bundles the islands and serves, and pages load again by themselves. */
// Named here so that it is loaded with this file: left to the import below alone, each restart took 1.2 s longer.
import "../app.ts";
import { bundle } from "./bundle.ts";
import { withReload } from "./dev_reload.ts";

// Whoever started the watcher around it learns when the server has ended.
const [endedFile] = Deno.args;
addEventListener("unload", () => {
  if (endedFile !== undefined) Deno.writeTextFileSync(endedFile, String(Date.now()));
});

const { serve } = Deno;
const start = crypto.randomUUID().replaceAll("-", "");
// `main.ts` knows nothing of it, so that production has nothing of it.
Deno.serve =
  ((options: Deno.ServeTcpOptions, handler: Deno.ServeHandler<Deno.NetAddr>) =>
    serve(options, withReload(handler as Deno.ServeHandler, start))) as typeof Deno.serve;

await bundle(Deno.cwd());
await import("../main.ts");
