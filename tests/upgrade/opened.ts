import { chooseStores, type ChosenStores } from "../../db/choose.ts";
import { parseConfig } from "../../lib/process/config.ts";
import type { Contents } from "../../lib/store/contents.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";

/** The product as a start in this folder has it, with a clock that is set. */
export interface Opened extends AsyncDisposable {
  test: TestApp;
  store: ChosenStores;
}

/** Opens a data folder, and with `MONGODB_URL` that database, by the way that production takes. */
export async function openOld(dataDir: string, env: Record<string, string>): Promise<Opened> {
  const { mongo } = parseConfig({ APP_ENV: "development", DATA_DIR: dataDir, ...env });
  const log = () => {};
  const store = await chooseStores({ mongo, dataDir }, log);
  await store.opened;
  const { stores, takeSchool } = store;
  const kept = { stores, contents: NONE, takeSchool, [Symbol.dispose]: () => {} };
  const test = await testApp({ kept });
  return { test, store, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

const NONE: Contents = {
  of: () => ({
    read: async function* () {},
    write: () => Promise.reject(new Error("Cannot write: opened for use alone")),
  }),
  clear: () => Promise.reject(new Error("Cannot clear: opened for use alone")),
  facts: {
    get: () => Promise.resolve(null),
    set: () => Promise.resolve(),
    settle: (_, value) => Promise.resolve(value),
  },
};
