/** PORT, FIXTURE (the bench's school as JSON) and DATA_DIR say where. */
"use strict";
const { readFileSync } = require("node:fs");
const process = require("node:process");
const { createApp } = require("../express/app.cjs");
const { openStore } = require("./store.cjs");

const { PORT, FIXTURE, DATA_DIR } = process.env;
const readFixture = () => JSON.parse(readFileSync(FIXTURE, "utf8"));
createApp(openStore(`${DATA_DIR}/peer.db`, readFixture)).listen(Number(PORT), "0.0.0.0");
