import { type Db, MongoClient, type MongoClientOptions, ReadConcern } from "mongodb";
import type { MongoSettings } from "../../lib/process/config_mongo.ts";

/** How long things may take, in milliseconds. */
export interface Patience {
  /** Waiting for a server that can be used. */
  selectMs: number;
  connectMs: number;
  /** Waiting for one of the pool's connections. */
  poolMs: number;
  /** Waiting for the server's answer. */
  answerMs: number;
}

/** For requests: who waits for them waits for a page. */
export const SERVING: Patience = {
  selectMs: 1_500,
  connectMs: 3_000,
  poolMs: 500,
  answerMs: 5_000,
};
/** For work on whole collections: indexes, moves. */
export const PATIENT: Patience = {
  selectMs: 30_000,
  connectMs: 20_000,
  poolMs: 60_000,
  answerMs: 600_000,
};

/** Of the client, some of these give way to what a URL says; of a database they do not. */
const PROMISES = {
  writeConcern: { w: "majority", journal: true },
  readConcern: new ReadConcern("majority"),
  readPreference: "primary",
} as const;

export interface MongoConnection extends AsyncDisposable {
  client: MongoClient;
  db: Db;
}

/** A client that connects at its first use; it never fails because the server is away now. */
export function connectMongo(
  settings: MongoSettings,
  patience: Patience = SERVING,
): MongoConnection {
  // Under Deno the driver's option type lacks the optional marks it takes over from `node:tls`.
  const client = new MongoClient(settings.url, options(settings, patience) as MongoClientOptions);
  const db = client.db(settings.db, PROMISES);
  return { client, db, [Symbol.asyncDispose]: () => client.close() };
}

function options(
  { poolMax, tls, caFile, certKeyFile }: MongoSettings,
  { selectMs, connectMs, poolMs, answerMs }: Patience,
): Partial<MongoClientOptions> {
  return {
    appName: "PersonalLearningPro",
    serverSelectionTimeoutMS: selectMs,
    waitQueueTimeoutMS: poolMs,
    connectTimeoutMS: connectMs,
    socketTimeoutMS: answerMs,
    heartbeatFrequencyMS: 5_000,
    maxPoolSize: poolMax,
    maxIdleTimeMS: 60_000,
    ...PROMISES,
    retryReads: true,
    retryWrites: true,
    ignoreUndefined: true,
    monitorCommands: true,
    tls,
    ...(caFile !== null && { tlsCAFile: caFile }),
    ...(certKeyFile !== null && { tlsCertificateKeyFile: certKeyFile }),
  };
}
