import assert from "node:assert/strict";
import { aWorld } from "../worlds/people_world.ts";
import { testApp } from "../worlds/test_app.ts";

/** What the server at this address answers to bytes of no client library, up to the end of its headers. */
async function answerTo(port: number, request: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(request));
  const bytes = new Uint8Array(4_096);
  let said = "";
  while (!said.includes("\r\n\r\n")) {
    const length = await connection.read(bytes);
    if (length === null) break;
    said += new TextDecoder().decode(bytes.subarray(0, length));
  }
  return said;
}

Deno.test("a method that no client library sends is 405 with Allow, with a body too", async (t) => {
  using test = await testApp();
  const { office } = await aWorld(test);
  const { cookie } = await test.as(office);
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    test.app.fetch,
  );
  const { port } = server.addr;
  for (const method of ["TRACE", "TRACK", "PROPFIND", "OPTIONS"]) {
    for (const path of ["/api/people", "/people/new"]) {
      for (const body of ["", "{}"]) {
        await t.step(`${method} ${path} with ${body.length} bytes`, async () => {
          const said = await answerTo(
            port,
            `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\n` +
              `Cookie: ${cookie}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
          );
          assert.match(said, /^HTTP\/1.1 405 /);
          assert.match(said, /\r\nallow: GET, HEAD, POST\r\n/i);
        });
      }
    }
  }
  assert.deepEqual(test.lines.filter(({ event }) => event === "fault"), []);
});

Deno.test("Allow names what an address takes, and not what one takes with an id in its place", async () => {
  using test = await testApp();
  const { teacher } = await aWorld(test);
  const headers = await test.as(teacher);
  const taken: [string, string][] = [
    ["/api/questions/convert", "POST"],
    ["/api/tests/preview", "POST"],
    ["/api/files/usage", "GET, HEAD"],
    ["/api/questions/some-id", "GET, HEAD, PUT, PATCH, DELETE"],
  ];
  for (const [path, allow] of taken) {
    const response = await test.app.request(path, { method: "OPTIONS", headers });
    assert.deepEqual([response.status, response.headers.get("allow")], [405, allow], path);
  }
});
