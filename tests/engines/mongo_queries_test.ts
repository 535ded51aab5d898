import assert from "node:assert/strict";
import type { CommandStartedEvent, MongoClient } from "mongodb";
import { connectMongo, PATIENT } from "../../db/mongo/connection.ts";
import { makeDemo } from "../../demo/seed.ts";
import { demoAccounts } from "../../demo/seed/accounts.ts";
import { mongoUrl, onMongo, SETTINGS } from "./mongo_server.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";
import { mongoTestStores } from "../worlds/test_stores.ts";

/** Commands of one kind that a page may send: what 36 students or 29 assignments one by one would exceed. */
const MOST_OF_A_KIND = 12;
/** Commands of all kinds. */
const MOST = 45;
/** Links followed from each start page. */
const LINKS = 14;

Deno.test("no page of the demo school asks MongoDB row by row", onMongo, async () => {
  await using connection = connectMongo({ url: mongoUrl(), db: "plp", ...SETTINGS }, PATIENT);
  const kept = await mongoTestStores(connection.client);
  try {
    const test = await testApp({ kept });
    const schoolId = await makeDemo({ now: T0 }, kept.takeSchool);
    const counts = await countCommands(test, schoolId, connection.client);
    assert.ok(counts.size > 50, `${counts.size} pages`);
    const over = [...counts].filter(([, sent]) => sent.length > MOST || isRowByRow(sent));
    assert.deepEqual(over.map(([page, sent]) => [page, sent.length, tally(sent)]), []);
  } finally {
    await kept.drop();
  }
});

/** What each page sends that one of the demo's people finds within a link of the start. */
async function countCommands(
  test: TestApp,
  schoolId: string,
  client: MongoClient,
): Promise<Map<string, string[]>> {
  let sent: string[] = [];
  client.on("commandStarted", ({ commandName, command }: CommandStartedEvent) => {
    sent.push(`${commandName} ${command[commandName]}`);
  });
  const counts = new Map<string, string[]>();
  for (const { username, label } of demoAccounts()) {
    const person = await test.deps.tables.people.findBy("signInName", schoolId, username);
    assert.ok(person, username);
    const headers = { ...await test.as(person), accept: "text/html" };
    const open = async (path: string): Promise<string> => {
      sent = [];
      const response = await test.app.request(path, { headers });
      const html = await response.text();
      assert.ok(response.status < 400, `${label} ${path}: ${response.status}`);
      counts.set(`${label} ${path}`, sent);
      return html;
    };
    const home = await open("/");
    const links = new Set([...home.matchAll(/href="(\/[^"#]*)"/g)].map(([, href]) => href!));
    const pages = [...links].filter((it) => !/^\/(assets|api|sign-out)|\.csv/.test(it));
    for (const path of pages.slice(0, LINKS)) await open(path.replaceAll("&amp;", "&"));
  }
  return counts;
}

function isRowByRow(sent: readonly string[]): boolean {
  return [...Map.groupBy(sent, (it) => it).values()].some(({ length }) => length > MOST_OF_A_KIND);
}

/** The most frequent first. */
function tally(sent: readonly string[]): string {
  const groups = [...Map.groupBy(sent, (it) => it)].map(([it, all]) => [it, all.length] as const);
  return groups.sort((a, b) => b[1] - a[1]).slice(0, 6).map((it) => it.join(" ")).join(", ");
}
