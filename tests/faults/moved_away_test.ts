import assert from "node:assert/strict";
import { connectMongo, PATIENT } from "../../db/mongo/connection.ts";
import { mongoContents } from "../../db/mongo/contents.ts";
import { deploymentOf, setDeployment } from "../../lib/store/deployment.ts";
import { mongoUrl, onMongo, removeDatabase, SETTINGS } from "../engines/mongo_server.ts";
import { serverProcess } from "../processes/server_process.ts";
import { allowing, type Timed, timed } from "./meter.ts";
import { wait } from "./random.ts";

Deno.test("a server that a move was begun behind ends at once and says so", {
  ...onMongo,
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  const db = `plp_test_${crypto.randomUUID().slice(0, 13)}`;
  await using connection = connectMongo({ url: mongoUrl(), db, ...SETTINGS }, PATIENT);
  try {
    await using app = await serverProcess({ env: { MONGODB_URL: mongoUrl(), MONGODB_DB: db } });
    const { facts } = mongoContents(connection.db);
    const giveUp = performance.now() + 20_000;
    while (await deploymentOf(facts) === null) {
      assert.ok(performance.now() < giveUp, "it has noted itself");
      await wait(50);
    }
    const mine = await deploymentOf(facts);
    const asked: Timed[] = [];
    for (let i = 0; i < 20; i++) await (await timed(asked, `${app.url}/livez`))?.body?.cancel();
    const from = performance.now();
    await setDeployment(facts, { ...mine!, state: "moving_out", other: "embedded" });
    assert.equal(await app.ended(), 1);
    assert.ok(performance.now() - from < allowing(5_000, asked));
    assert.match(app.output(), /Cannot go on: the data is being moved to the embedded store/);
  } finally {
    await removeDatabase(connection.db);
  }
});
