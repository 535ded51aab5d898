import assert from "node:assert/strict";
import { type TcpProxy, tcpProxy } from "./tcp_proxy.ts";
import { wait } from "./random.ts";

/** Answers every line with the same in capitals. */
async function withEcho(test: (proxy: TcpProxy) => Promise<void>): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    const open: Promise<void>[] = [];
    for await (const connection of listener) open.push(answer(connection));
    await Promise.all(open);
  })();
  {
    await using proxy = await tcpProxy({ port: listener.addr.port });
    await test(proxy);
  }
  listener.close();
  await serving;
}

async function answer(connection: Deno.TcpConn): Promise<void> {
  using _ = connection;
  const bytes = new Uint8Array(1_024);
  try {
    for (let n; (n = await connection.read(bytes)) !== null;) {
      const said = new TextDecoder().decode(bytes.subarray(0, n));
      await connection.write(new TextEncoder().encode(said.toUpperCase()));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
  }
}

class Client implements Disposable {
  readonly #connection: Deno.TcpConn;

  constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  static async to({ port }: TcpProxy): Promise<Client> {
    return new Client(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  async say(text: string): Promise<void> {
    await this.#connection.write(new TextEncoder().encode(text));
  }

  /** What comes next; empty when the other side ended. */
  async hear(): Promise<string> {
    const bytes = new Uint8Array(1_024);
    const n = await this.#connection.read(bytes);
    return n === null ? "" : new TextDecoder().decode(bytes.subarray(0, n));
  }

  async ask(text: string): Promise<string> {
    await this.say(text);
    return await this.hear();
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }
}

const LIMIT = { timeout: 20_000 };

Deno.test("tcpProxy() passes both ways", LIMIT, async () => {
  await withEcho(async (proxy) => {
    using client = await Client.to(proxy);
    assert.equal(await client.ask("one"), "ONE");
    assert.equal(await client.ask("two"), "TWO");
  });
});

Deno.test("tcpProxy() refuses new connections and closes running ones", LIMIT, async () => {
  await withEcho(async (proxy) => {
    using client = await Client.to(proxy);
    assert.equal(await client.ask("one"), "ONE");
    await proxy.setMode({ kind: "refuse" });
    await assert.rejects(client.hear(), Deno.errors.ConnectionReset);
    await assert.rejects(Client.to(proxy), Deno.errors.ConnectionRefused);
    await proxy.setMode({ kind: "pass" });
    using next = await Client.to(proxy);
    assert.equal(await next.ask("two"), "TWO");
  });
});

Deno.test("tcpProxy() resets running connections and passes new ones", LIMIT, async () => {
  await withEcho(async (proxy) => {
    using client = await Client.to(proxy);
    assert.equal(await client.ask("one"), "ONE");
    proxy.reset();
    await assert.rejects(client.hear(), Deno.errors.ConnectionReset);
    using next = await Client.to(proxy);
    assert.equal(await next.ask("two"), "TWO");
  });
});

Deno.test(
  "tcpProxy() holds everything back while it stalls, and delivers it in order",
  LIMIT,
  async () => {
    await withEcho(async (proxy) => {
      using client = await Client.to(proxy);
      assert.equal(await client.ask("one"), "ONE");
      await proxy.setMode({ kind: "stall" });
      using late = await Client.to(proxy);
      await client.say("a");
      await late.say("late");
      const heard = client.hear();
      assert.equal(await Promise.race([heard, wait(200).then(() => null)]), null);
      await client.say("b");
      await proxy.setMode({ kind: "pass" });
      let all = await heard;
      while (all.length < 2) all += await client.hear();
      assert.equal(all, "AB");
      assert.equal(await late.hear(), "LATE");
    });
  },
);

Deno.test("tcpProxy() delivers replies late while it is slow", LIMIT, async () => {
  await withEcho(async (proxy) => {
    using client = await Client.to(proxy);
    await proxy.setMode({ kind: "slow", ms: 250 });
    const from = performance.now();
    assert.equal(await client.ask("one"), "ONE");
    const ms = performance.now() - from;
    assert.ok(ms >= 245, `after ${ms} ms`);
    await proxy.setMode({ kind: "pass" });
    const again = performance.now();
    assert.equal(await client.ask("two"), "TWO");
    assert.ok(performance.now() - again < ms, "sooner than when it was slow");
  });
});

Deno.test("tcpProxy() cuts in the middle of a reply", LIMIT, async () => {
  await withEcho(async (proxy) => {
    using client = await Client.to(proxy);
    await proxy.setMode({ kind: "cut" });
    let heard = "";
    await client.say("abcdefgh");
    await assert.rejects(async () => {
      for (let part; (part = await client.hear()) !== "";) heard += part;
    }, Deno.errors.ConnectionReset);
    assert.ok("ABCD".startsWith(heard), heard);
    await proxy.setMode({ kind: "pass" });
    using next = await Client.to(proxy);
    assert.equal(await next.ask("abcdefgh"), "ABCDEFGH");
  });
});
