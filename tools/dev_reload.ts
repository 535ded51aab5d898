/** Where a page of `deno task dev` asks which start of the server answers. */
const PATH = "/dev/start";
const ASK_MS = 1_000;

/** What a page runs: once another start of the server answers, it loads again. */
function script(start: string): string {
  return `(() => {
  const ask = async () => {
    const answer = await fetch("${PATH}").then((it) => it.ok ? it.text() : null).catch(() => null);
    if (answer !== null && answer !== "${start}") return location.reload();
    setTimeout(ask, document.hidden ? ${5 * ASK_MS} : ${ASK_MS});
  };
  setTimeout(ask, ${ASK_MS});
})();`;
}

/**
 * The same server, whose pages load again when it was started anew. In development alone: production has nothing of it.
 *
 * @param start Of this start and no other, of letters and digits.
 */
export function withReload(
  handler: (request: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>,
  start: string,
): (request: Request, info: Deno.ServeHandlerInfo) => Promise<Response> {
  return async (request, info) => {
    if (new URL(request.url).pathname === PATH) return new Response(start);
    const response = await handler(plain(request), info);
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")
      ?.[1];
    const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
    if (!isPage || nonce === undefined || response.body === null) return response;
    const html = `${await response.text()}<script nonce="${nonce}">${script(start)}</script>`;
    const headers = new Headers(response.headers);
    headers.delete("content-length");
    return new Response(html, { status: response.status, headers });
  };
}

/** The request of a browser that takes no compressed pages. */
function plain(request: Request): Request {
  if (request.headers.has("upgrade")) return request;
  const headers = new Headers(request.headers);
  headers.delete("accept-encoding");
  return new Request(request, { headers });
}
