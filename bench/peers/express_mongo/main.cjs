/** PORT, MONGODB_URL, MONGODB_DB and FIXTURE (the bench's school as JSON) say where. */
"use strict";
const { readFileSync } = require("node:fs");
const process = require("node:process");
const { createApp } = require("../express/app.cjs");
const { openStore } = require("./store.cjs");

const { PORT, FIXTURE, MONGODB_URL, MONGODB_DB } = process.env;

async function main() {
  const readFixture = () => JSON.parse(readFileSync(FIXTURE, "utf8"));
  const store = await openStore({ url: MONGODB_URL, name: MONGODB_DB, readFixture });
  createApp(store).listen(Number(PORT), "0.0.0.0");
}

main();
