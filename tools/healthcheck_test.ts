import assert from "node:assert/strict";
import { z } from "zod";
import { whatAils } from "./healthcheck.ts";

Deno.test("whatAils() is silent for 200 alone", async () => {
  const answer = (request: Request) =>
    new Response(null, { status: new URL(request.url).pathname === "/livez" ? 200 : 503 });
  const server = Deno.serve({ port: 0, onListen: () => {} }, answer);
  const url = `http://127.0.0.1:${server.addr.port}`;
  assert.equal(await whatAils(`${url}/livez`), null);
  assert.equal(await whatAils(`${url}/readyz`), `${url}/readyz answers 503`);
  await server.shutdown();
  assert.match(await whatAils(`${url}/livez`) ?? "", /^http:.*livez: /);
});

Deno.test(
  "the image's health check gives up on a server that does not answer",
  { timeout: 20_000 },
  async () => {
    using silent = Deno.listen({ port: 0 });
    const waiting = silent.accept();
    const { code, stderr } = await check((silent.addr as Deno.NetAddr).port);
    (await waiting).close();
    assert.equal(code, 1);
    assert.match(new TextDecoder().decode(stderr), /aborted due to timeout/);
  },
);

Deno.test("the image's health check asks over TLS, by whatever name the certificate has", async () => {
  const [cert, key] = await Promise.all(
    ["cert", "key"].map((name) =>
      Deno.readTextFile(new URL(`../tests/tls/school_${name}.pem`, import.meta.url))
    ),
  );
  const options = { port: 0, hostname: "127.0.0.1", cert: cert!, key: key!, onListen: () => {} };
  const server = Deno.serve(options, () => new Response("alive"));
  const { port } = server.addr;
  assert.equal((await check(port, { TLS_CERT_FILE: "/run/secrets/cert.pem" })).code, 0);
  assert.equal((await check(port)).code, 1, "plain http is refused");
  await server.shutdown();
});

/** The very command of `Dockerfile`, in the checkout. */
async function check(port: number, env: Record<string, string> = {}): Promise<Deno.CommandOutput> {
  const cwd = new URL("..", import.meta.url);
  const text = await Deno.readTextFile(new URL("Dockerfile", cwd));
  const [, words] = /^HEALTHCHECK .*?CMD (\[[^\]]*\])/m.exec(text) ?? [];
  const [, ...args] = z.array(z.string()).parse(JSON.parse(words!.replaceAll("\\\n", "")));
  return await new Deno.Command(Deno.execPath(), { args, cwd, env: { PORT: `${port}`, ...env } })
    .output();
}
