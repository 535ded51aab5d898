import { z } from "zod";

/** How MongoDB is reached. */
export interface MongoSettings {
  url: string;
  db: string;
  poolMax: number;
  tls: boolean;
  /** PEM of the authority that signed the server's certificate; `null`: one the system trusts. */
  caFile: string | null;
  /** PEM of the product's own certificate and key, for servers that ask for one. */
  certKeyFile: string | null;
}

/** The variables of the environment, to be spread into its schema. */
export const MONGO_VARIABLES = {
  MONGODB_URL: z.string().optional(),
  MONGODB_DB: z.string().regex(/^[\w-]{1,38}$/, "letters, digits, _ and - alone").optional(),
  MONGODB_POOL_MAX: z.coerce.number().int().min(1).max(500).default(20),
  MONGODB_TLS: z.enum(["auto", "require", "off"]).default("auto"),
  MONGODB_TLS_CA_FILE: z.string().min(1).optional(),
  MONGODB_TLS_CERT_KEY_FILE: z.string().min(1).optional(),
};
const VariablesSchema = z.object(MONGO_VARIABLES);
type Variables = z.infer<typeof VariablesSchema>;

export interface MongoConfigured {
  /** `null`: data is kept in the embedded store. */
  settings: MongoSettings | null;
  problems: string[];
  warnings: string[];
}

/** Scheme, hosts, database and options; a list of hosts is no URL that the platform reads. */
const URL_PARTS = /^mongodb(\+srv)?:\/\/(?:[^@/]*@)?([^@/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;
/** What the product counts on, and how a URL may say the same; `null`: not at all. */
const OURS: Readonly<Record<string, string | null>> = {
  readpreference: "primary",
  readpreferencetags: null,
  maxstalenessseconds: null,
  readconcernlevel: "majority",
  w: "majority",
  journal: "true",
  j: "true",
  fsync: null,
  wtimeoutms: null,
  wtimeout: null,
};
const UNSAFE = ["tlsInsecure", "tlsAllowInvalidCertificates", "tlsAllowInvalidHostnames"];

/** The machines that a URL which `configureMongo` accepts names, with their ports where given. */
export function hostsOf(url: string): { srv: boolean; hosts: string[] } {
  const [, srv, hosts = ""] = URL_PARTS.exec(url) ?? [];
  return { srv: srv !== undefined, hosts: hosts.split(",").filter(Boolean) };
}

/** Which MongoDB the environment names, with every rule that spans its variables. */
export function configureMongo(it: Variables, production: boolean): MongoConfigured {
  const found: MongoConfigured = { settings: null, problems: [], warnings: [] };
  if (it.MONGODB_URL === undefined) return found;
  const parts = URL_PARTS.exec(it.MONGODB_URL);
  if (parts === null) {
    found.problems.push("MONGODB_URL: use mongodb://host:27017/ or mongodb+srv://host/");
    return found;
  }
  const [, srv, hosts = "", path = "", query = ""] = parts;
  const pairs = [...new URLSearchParams(query)];
  found.problems.push(...pairs.flatMap(([name, value]) => refused(name, value) ?? []));
  const options = new Map(pairs.map(([k, v]) => [k.toLowerCase(), v]));
  const asked = options.get("tls") ?? options.get("ssl") ?? (srv && "true");
  const local = hosts.split(",").every((host) => LOOPBACK.test(host));
  if (asked === "false" && !local && it.MONGODB_TLS !== "off") {
    found.problems.push("MONGODB_URL: it turns TLS off; set MONGODB_TLS=off if that is meant");
  }
  if (it.MONGODB_TLS === "off" && production && !local) {
    found.warnings.push("MONGODB_TLS=off: all data crosses the network to MongoDB in the clear.");
  }
  const auto = asked === "true" || !local;
  found.settings = {
    url: it.MONGODB_URL,
    db: it.MONGODB_DB ?? (decodeURIComponent(path) || "plp"),
    poolMax: it.MONGODB_POOL_MAX,
    tls: it.MONGODB_TLS === "require" || it.MONGODB_TLS === "auto" && auto,
    caFile: it.MONGODB_TLS_CA_FILE ?? null,
    certKeyFile: it.MONGODB_TLS_CERT_KEY_FILE ?? null,
  };
  return found;
}

/** Why an option of the URL is refused; `null` when it is not. */
function refused(name: string, value: string): string | null {
  const unsafe = UNSAFE.find((it) => it.toLowerCase() === name.toLowerCase());
  if (unsafe !== undefined && value !== "false") {
    return `MONGODB_URL: ${unsafe} is refused; name the authority in MONGODB_TLS_CA_FILE`;
  }
  const ours = OURS[name.toLowerCase()];
  if (ours === undefined || ours === value) return null;
  const how = ours === null ? "leave it out" : `leave it out or say ${ours}`;
  return `MONGODB_URL: ${name} would change what reads and writes promise; ${how}`;
}
