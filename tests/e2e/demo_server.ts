import { serverProcess } from "../processes/server_process.ts";

/** A server with the demo school, which tests of pages read and do not change. */
export interface DemoServer extends AsyncDisposable {
  url: string;
}

/** The one at DEMO_URL, which `deno task test:browser` starts for all, or one of the test's own. */
export async function demoServer(): Promise<DemoServer> {
  const url = Deno.env.get("DEMO_URL");
  if (url === undefined) return await serverProcess({ env: { DEMO: "1" } });
  return { url, [Symbol.asyncDispose]: () => Promise.resolve() };
}
