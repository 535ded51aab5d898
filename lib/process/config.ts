import { z } from "zod";
import { configureMongo, MONGO_VARIABLES, type MongoSettings } from "./config_mongo.ts";
import { configureRedis, REDIS_VARIABLES, type RedisSettings } from "./config_redis.ts";
import { type Limits, readLimits } from "./limits.ts";
import { SECRET_FILES } from "./secret_files.ts";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");

const EnvironmentSchema = z.object({
  APP_ENV: z.enum(["development", "test", "production"]).default("development"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(5001),
  HOST: z.string().min(1).default("0.0.0.0"),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  ALLOW_HTTP: flag.optional(),
  HSTS_SUBDOMAINS: flag.default(false),
  TLS_CERT_FILE: z.string().min(1).optional(),
  TLS_KEY_FILE: z.string().min(1).optional(),
  TRUSTED_PROXIES: z.string().default("").transform((list) =>
    list.split(",").map((it) => it.trim()).filter(Boolean)
  ),
  DATA_DIR: z.string().min(1).default("./data"),
  ...MONGO_VARIABLES,
  ...REDIS_VARIABLES,
  FIRST_RUN: flag.default(false),
  DEMO: flag.optional(),
  RATE_LIMITS: z.string().default("school").transform((setting, context) => {
    try {
      return readLimits(setting);
    } catch (error) {
      // Any failure: refuses the start, in its own words.
      context.addIssue((error as Error).message);
      return z.NEVER;
    }
  }),
  PROCESS_ROLE: z.enum(["web", "worker", "all"]).default("all"),
  SHUTDOWN_MS: z.coerce.number().int().min(0).max(600_000).default(3_800),
});

/** Every variable the product reads. */
export const VARIABLES: readonly string[] = [
  ...Object.keys(EnvironmentSchema.shape),
  ...SECRET_FILES,
];

export interface Config {
  env: "development" | "test" | "production";
  port: number;
  host: string;
  /** Origin that browsers use, without a trailing slash; `null`: whatever `Host` says (not in production). */
  publicOrigin: string | null;
  /** Cookies carry `Secure` and `__Host-`, and HSTS is sent. */
  secure: boolean;
  /** HSTS also covers every name below the host's. */
  hstsSubdomains: boolean;
  tls: { certFile: string; keyFile: string } | null;
  trustedProxies: string[];
  dataDir: string;
  /** `null`: data is kept in the embedded store in `dataDir`. */
  mongo: MongoSettings | null;
  /** `null`: sessions, limits and messages are shared with no other process. */
  redis: RedisSettings | null;
  /** Production may start on an empty folder. */
  firstRun: boolean;
  /** A demo school is made at the first start. */
  demo: boolean;
  /** `null`: none. */
  rateLimits: Limits | null;
  /** Serves pages and leaves jobs to others, works on jobs and serves nobody, or does all. */
  role: "web" | "worker" | "all";
  shutdownMs: number;
  /** What the operator should know at start. */
  warnings: string[];
}

/**
 * Reads the environment's variables; nothing else reads the environment. `withSecretFiles` comes first.
 *
 * @throws {Error} naming every variable that is missing or malformed, without its value.
 */
export function parseConfig(env: Readonly<Record<string, string>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const result = EnvironmentSchema.safeParse(given);
  const problems = result.success
    ? crossProblems(result.data)
    : result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  if (!result.success || problems.length > 0) {
    throw new Error(`Cannot start: bad environment\n- ${problems.join("\n- ")}`);
  }
  const it = result.data;
  const production = it.APP_ENV === "production";
  const publicOrigin = it.PUBLIC_URL ? new URL(it.PUBLIC_URL).origin : null;
  const tls = it.TLS_CERT_FILE && it.TLS_KEY_FILE
    ? { certFile: it.TLS_CERT_FILE, keyFile: it.TLS_KEY_FILE }
    : null;
  const secure = publicOrigin?.startsWith("https:") ?? tls !== null;
  const mongo = configureMongo(it, production);
  const redis = configureRedis(it, production);
  const warnings = [...mongo.warnings, ...redis.warnings, ...misspelt(given)];
  if (production && !secure) {
    warnings.push(
      "ALLOW_HTTP=1: passwords and answers cross the network in the clear. Use it on a school's own network only.",
    );
  }
  return {
    env: it.APP_ENV,
    port: it.PORT,
    host: it.HOST,
    publicOrigin,
    secure,
    hstsSubdomains: it.HSTS_SUBDOMAINS,
    tls,
    trustedProxies: it.TRUSTED_PROXIES,
    dataDir: it.DATA_DIR,
    mongo: mongo.settings,
    redis: redis.settings,
    firstRun: it.FIRST_RUN,
    demo: it.DEMO ?? it.APP_ENV === "development",
    rateLimits: it.RATE_LIMITS,
    role: it.PROCESS_ROLE,
    shutdownMs: it.SHUTDOWN_MS,
    warnings,
  };
}

/** Names that others use for what is called otherwise here. */
const MEANT: Readonly<Record<string, string>> = {
  MONGO_URL: "MONGODB_URL",
  MONGODB_URI: "MONGODB_URL",
  MONGO_URI: "MONGODB_URL",
  REDIS_URI: "REDIS_URL",
  UPSTASH_REDIS_URL: "UPSTASH_REDIS_REST_URL",
  UPSTASH_REDIS_TOKEN: "UPSTASH_REDIS_REST_TOKEN",
};

function misspelt(given: Readonly<Record<string, string>>): string[] {
  return Object.entries(MEANT).filter(([name]) => name in given)
    .map(([name, meant]) => `${name} is set, which nothing reads: it is called ${meant}.`);
}

/** Rules that span variables. */
function crossProblems(it: z.infer<typeof EnvironmentSchema>): string[] {
  const problems: string[] = [];
  if ((it.TLS_CERT_FILE === undefined) !== (it.TLS_KEY_FILE === undefined)) {
    problems.push("TLS_CERT_FILE, TLS_KEY_FILE: set both or none");
  }
  if (it.PROCESS_ROLE !== "all" && it.MONGODB_URL === undefined) {
    problems.push("PROCESS_ROLE: the embedded store belongs to one process, which does all");
  }
  problems.push(...configureMongo(it, it.APP_ENV === "production").problems);
  problems.push(...configureRedis(it, it.APP_ENV === "production").problems);
  if (it.APP_ENV !== "production") return problems;
  if (it.DEMO) problems.push("DEMO: a demo school has known passwords; not in production");
  if (it.RATE_LIMITS === null) {
    problems.push("RATE_LIMITS: may be off in development and tests alone");
  }
  const https = it.PUBLIC_URL?.startsWith("https:") || it.TLS_CERT_FILE !== undefined;
  if (!it.PUBLIC_URL) {
    problems.push("PUBLIC_URL: set it to the address browsers use, as https://school.example");
  }
  if (!https && !it.ALLOW_HTTP) {
    problems.push("PUBLIC_URL: use https, or set ALLOW_HTTP=1 for a school's own network");
  }
  return problems;
}
