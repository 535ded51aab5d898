/**
 * Asks the server of this machine whether it lives, for container engines: the production image has no shell and no curl.
 * Ends with 0 when it answers 200, else with 1 and the reason. Any other path may be named: `/readyz`.
 *
 * Over TLS its certificate is for the school's name, not for 127.0.0.1, so the engine's command sets
 * `--unsafely-ignore-certificate-errors=127.0.0.1`: nothing is told to whoever answers there.
 * @module
 */

/** What is wrong with the server, or `null`. */
export async function whatAils(url: string): Promise<string | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    await response.body?.cancel();
    return response.ok ? null : `${url} answers ${response.status}`;
  } catch (error) {
    return `${url}: ${error instanceof Error ? error.message : error}`;
  }
}

if (import.meta.main) {
  const scheme = Deno.env.get("TLS_CERT_FILE") ? "https" : "http";
  const port = Deno.env.get("PORT") || "5001";
  const problem = await whatAils(`${scheme}://127.0.0.1:${port}${Deno.args[0] ?? "/livez"}`);
  if (problem !== null) {
    Deno.stderr.writeSync(new TextEncoder().encode(`${problem}\n`));
    Deno.exit(1);
  }
}
