import { type Db, MongoClient, type MongoClientOptions } from "mongodb";
import type { MongoSettings } from "../../lib/config_mongo.ts";

/** How long an operation waits for one of the pool's connections. */
const POOL_WAIT_MS = 500;

export interface MongoConnection extends AsyncDisposable {
  client: MongoClient;
  db: Db;
}

/** A client that connects at its first use; it never fails because the server is away now. */
export function connectMongo(
  settings: MongoSettings,
  poolWaitMs = POOL_WAIT_MS,
): MongoConnection {
  // Under Deno the driver's option type lacks the optional marks it takes over from `node:tls`.
  const client = new MongoClient(settings.url, options(settings, poolWaitMs) as MongoClientOptions);
  return { client, db: client.db(settings.db), [Symbol.asyncDispose]: () => client.close() };
}

function options(
  { poolMax, tls, caFile, certKeyFile }: MongoSettings,
  poolWaitMs: number,
): Partial<MongoClientOptions> {
  return {
    appName: "PersonalLearningPro",
    serverSelectionTimeoutMS: 1_500,
    waitQueueTimeoutMS: poolWaitMs,
    connectTimeoutMS: 3_000,
    socketTimeoutMS: 5_000,
    heartbeatFrequencyMS: 5_000,
    maxPoolSize: poolMax,
    maxIdleTimeMS: 60_000,
    writeConcern: { w: "majority", journal: true },
    readConcern: { level: "majority" },
    retryReads: true,
    retryWrites: true,
    ignoreUndefined: true,
    tls,
    ...(caFile !== null && { tlsCAFile: caFile }),
    ...(certKeyFile !== null && { tlsCertificateKeyFile: certKeyFile }),
  };
}
