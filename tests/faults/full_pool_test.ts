import assert from "node:assert/strict";
import { connectMongo, PATIENT } from "../../db/mongo/connection.ts";
import { prepare } from "../../db/mongo/prepare.ts";
import { LAYOUTS, mongoStores } from "../../db/mongo/stores.ts";
import { mongoUrl, onMongo, removeDatabase, SETTINGS } from "../engines/mongo_server.ts";
import { serverProcess } from "../processes/server_process.ts";
import { wait } from "./random.ts";
import { signedInClass } from "./signed_in_class.ts";
import { tcpProxy } from "./tcp_proxy.ts";

const READY_MS = 90_000;

Deno.test("a full pool of connections is no outage: who found none free comes again", {
  ...onMongo,
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  const { port, hostname } = new URL(mongoUrl());
  const db = `plp_test_${crypto.randomUUID().slice(0, 13)}`;
  await using connection = connectMongo({ url: mongoUrl(), db, ...SETTINGS }, PATIENT);
  try {
    await prepare(connection.db, LAYOUTS);
    const { teacherSecret } = await signedInClass(mongoStores(connection.db), 3);
    await using proxy = await tcpProxy({ port: Number(port || 27_017), hostname });
    const url = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
    const env = { MONGODB_URL: url, MONGODB_DB: db, MONGODB_POOL_MAX: "1" };
    await using app = await serverProcess({ env });
    const readiness = async () => await (await fetch(`${app.url}/readyz`)).json();
    const state = async () => (await readiness()).state;
    const giveUp = performance.now() + READY_MS;
    while (await state() !== "ready") {
      assert.ok(performance.now() < giveUp, JSON.stringify(await readiness()) + app.output());
      await wait(50);
    }
    // Each question takes so long that most of these wait longer for the one connection than the driver lets them.
    await proxy.setMode({ kind: "slow", ms: 200 });
    const headers = { cookie: `plp_session=${teacherSecret}` };
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => fetch(`${app.url}/api/assignments`, { headers })),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    assert.ok(refused.length > 5, `${refused.length} found the pool full`);
    assert.doesNotMatch(app.output(), /"state":"down"|"event":"fault"/);
    for (const answer of refused) {
      assert.equal(answer.status, 503);
      assert.ok(Number(answer.headers.get("retry-after")) > 0);
      assert.equal((await answer.json()).code, "unavailable/busy");
    }
    for (const { body, bodyUsed } of answers) if (!bodyUsed) await body?.cancel();
    assert.equal(await state(), "ready");
    await proxy.setMode({ kind: "pass" });
    const again = await fetch(`${app.url}/api/assignments`, { headers });
    assert.equal(again.status, 200);
    await again.body?.cancel();
    assert.doesNotMatch(app.output(), /"state":"down"|"event":"fault"/);
  } finally {
    await removeDatabase(connection.db);
  }
});
