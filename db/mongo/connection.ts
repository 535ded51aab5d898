import { type Db, MongoClient, type MongoClientOptions } from "mongodb";

/** How MongoDB is reached. */
export interface MongoConfig {
  url: string;
  db: string;
  poolMax: number;
  /** How long an operation waits for one of the pool's connections. */
  poolWaitMs: number;
  tls: boolean;
  /** PEM of the authority that signed the server's certificate; `null`: one the system trusts. */
  caFile: string | null;
  /** PEM of the product's own certificate and key, for servers that ask for one. */
  certKeyFile: string | null;
}

export interface MongoConnection extends AsyncDisposable {
  client: MongoClient;
  db: Db;
}

/** A client that connects at its first use; it never fails because the server is away now. */
export function connectMongo(config: MongoConfig): MongoConnection {
  // Under Deno the driver's option type lacks the optional marks it takes over from `node:tls`.
  const client = new MongoClient(config.url, options(config) as MongoClientOptions);
  return { client, db: client.db(config.db), [Symbol.asyncDispose]: () => client.close() };
}

function options(
  { poolMax, poolWaitMs, tls, caFile, certKeyFile }: MongoConfig,
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
