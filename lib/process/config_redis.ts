import { z } from "zod";

/** How Redis is reached, and what its keys begin with. */
export type RedisSettings =
  & { prefix: string }
  & (
    | { over: "tcp"; url: string }
    /** Upstash's REST protocol. */
    | { over: "https"; url: string; token: string }
  );

/** The variables of the environment, to be spread into its schema. */
export const REDIS_VARIABLES = {
  REDIS_URL: z.string().optional(),
  UPSTASH_REDIS_REST_URL: z.string().optional(),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1).optional(),
  REDIS_PREFIX: z.string().regex(/^[\w:.-]{1,64}$/, "letters, digits, _, :, . and - alone")
    .default("plp:"),
};
const VariablesSchema = z.object(REDIS_VARIABLES);
type Variables = z.infer<typeof VariablesSchema>;

export interface RedisConfigured {
  /** `null`: one process alone, which keeps all of it in memory. */
  settings: RedisSettings | null;
  problems: string[];
  warnings: string[];
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Which Redis the environment names, with every rule that spans its variables. */
export function configureRedis(it: Variables, production: boolean): RedisConfigured {
  const found: RedisConfigured = { settings: null, problems: [], warnings: [] };
  const over = { tcp: it.REDIS_URL, https: it.UPSTASH_REDIS_REST_URL };
  if ((over.https === undefined) !== (it.UPSTASH_REDIS_REST_TOKEN === undefined)) {
    found.problems.push("UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN: set both or none");
  }
  if (over.tcp !== undefined && over.https !== undefined) {
    found.problems.push("REDIS_URL, UPSTASH_REDIS_REST_URL: set one of them");
  }
  if (over.tcp !== undefined) overTcp(found, it, { url: over.tcp, production });
  else if (over.https !== undefined) overHttps(found, it, { url: over.https, production });
  return found;
}

function overTcp(
  found: RedisConfigured,
  { REDIS_PREFIX: prefix }: Variables,
  { url, production }: { url: string; production: boolean },
): void {
  const parts = URL.parse(url);
  if (!parts || !/^rediss?:$/.test(parts.protocol) || !parts.hostname) {
    found.problems.push("REDIS_URL: use redis://host:6379/ or rediss://host:6379/");
    return;
  }
  // The driver would take any of its own options from there, one that turns verification off included.
  if (parts.search) found.problems.push("REDIS_URL: options after ? are not read");
  if (production && parts.protocol === "redis:" && !LOOPBACK.test(parts.hostname)) {
    found.warnings.push(
      "REDIS_URL: redis:// crosses the network in the clear; rediss:// uses TLS.",
    );
  }
  found.settings = { over: "tcp", url, prefix };
}

function overHttps(
  found: RedisConfigured,
  { REDIS_PREFIX: prefix, UPSTASH_REDIS_REST_TOKEN: token = "" }: Variables,
  { url, production }: { url: string; production: boolean },
): void {
  const parts = URL.parse(url);
  const local = parts?.protocol === "http:" && LOOPBACK.test(parts.hostname);
  if (parts?.protocol !== "https:" && !local) {
    found.problems.push("UPSTASH_REDIS_REST_URL: use https://name.upstash.io");
    return;
  }
  if (local && production) {
    found.warnings.push("UPSTASH_REDIS_REST_URL: http:// is meant for tests.");
  }
  found.settings = { over: "https", url, token, prefix };
}
