import { MongoClient, type MongoClientOptions } from "mongodb";
import { exists, type Launch, once, type Place, run, type Service } from "./service.ts";

const VERSION = "1.47.0";
const HERE = new URL(".", import.meta.url).pathname;
/** Guards a key that lives only as long as the tests. */
const PASSWORD = "test-only";

/** mongo-java-server on one file: MongoDB's wire protocol, every write on disk before its answer. */
export const mongo: Service = {
  name: "mongo",
  fetch,
  launch: (place) => launch(place, []),
  answer: (place) => ping(url(place)),
  env: (place) => ({ MONGODB_URL: url(place) }),
};

/** The same over TLS alone, under an authority of its own that nobody else trusts. */
export const mongoTls: Service = {
  name: "mongo_tls",
  fetch,
  prepare: makeCertificates,
  launch: (place) => launch(place, [`${place.dir}/server.p12`, PASSWORD]),
  answer: (place) => ping(tlsUrl(place), caFile(place)),
  env: (place) => ({
    TEST_MONGODB_TLS_URL: tlsUrl(place),
    TEST_MONGODB_TLS_CA_FILE: caFile(place),
  }),
};

function url({ port }: Place): string {
  return `mongodb://127.0.0.1:${port}/`;
}

/** The certificate is for `localhost`, so that 127.0.0.1 is a name that does not match. */
function tlsUrl({ port }: Place): string {
  return `mongodb://localhost:${port}/?tls=true`;
}

function caFile({ dir }: Place): string {
  return `${dir}/ca.pem`;
}

async function fetch(kit: string): Promise<void> {
  const java = /"(\d+)/.exec(await run("sh", ["-c", "java -version 2>&1"]))?.[1];
  if (Number(java) < 17) {
    throw new Error("Cannot run mongo-java-server: it needs a JDK 17 or newer");
  }
  await once(await jars(kit), async (into) => {
    const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
    await run("mvn", ["-q", "-B", "-f", `${HERE}pom.xml`, goal, `-DoutputDirectory=${into}`]);
    if (!await exists(`${into}/mongo-java-server-core-${VERSION}.jar`)) {
      throw new Error(`Cannot find mongo-java-server ${VERSION} in what Maven fetched`);
    }
    await run("javac", ["-cp", `${into}/*`, "-d", into, `${HERE}MongoNode.java`]);
  });
}

/** Another folder for another version of the recipe. */
async function jars(kit: string): Promise<string> {
  const recipe = await Promise.all(
    ["pom.xml", "MongoNode.java"].map((name) => Deno.readTextFile(HERE + name)),
  );
  const bytes = new TextEncoder().encode(recipe.join("\n"));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex().slice(0, 12);
  return `${kit}/mongo-java-server-${VERSION}-${hash}`;
}

async function launch({ dir, port, kit }: Place, tls: readonly string[]): Promise<Launch> {
  const frugal = ["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];
  const quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error";
  const folder = await jars(kit);
  const main = ["MongoNode", String(port), `${dir}/store.h2`, ...tls];
  return { program: "java", args: [...frugal, quiet, "-cp", `${folder}:${folder}/*`, ...main] };
}

async function ping(at: string, tlsCAFile?: string): Promise<void> {
  const options = { serverSelectionTimeoutMS: 1_000, ...(tlsCAFile && { tlsCAFile }) };
  const client = new MongoClient(at, options as MongoClientOptions);
  try {
    await client.db("admin").command({ ping: 1 });
  } finally {
    await client.close();
  }
}

async function makeCertificates({ dir }: Place): Promise<void> {
  if (await exists(`${dir}/ca.pem`)) return;
  const keytool = (...args: string[]) =>
    run("keytool", [...args, "-storepass", PASSWORD], { cwd: dir });
  const pair = (alias: string, name: string, ...ext: string[]) =>
    keytool(
      "-genkeypair",
      "-alias",
      alias,
      "-keystore",
      `${alias}.p12`,
      "-storetype",
      "PKCS12",
      "-dname",
      `CN=${name}`,
      "-keyalg",
      "EC",
      "-groupname",
      "secp256r1",
      "-validity",
      "3650",
      ...ext.flatMap((it) => ["-ext", it]),
    );
  const [ca, server] = [["-keystore", "ca.p12", "-alias", "ca"], ["-keystore", "server.p12"]];
  await pair("ca", "Test authority", "bc:c");
  await pair("server", "localhost");
  await keytool("-certreq", ...server, "-alias", "server", "-file", "server.csr");
  await keytool(
    "-gencert",
    ...ca,
    "-rfc",
    "-infile",
    "server.csr",
    "-outfile",
    "server.pem",
    "-ext",
    "san=dns:localhost",
    "-ext",
    "eku=serverAuth",
    "-validity",
    "3650",
  );
  await keytool("-exportcert", ...ca, "-rfc", "-file", "issuer.pem");
  await keytool("-importcert", ...server, "-alias", "ca", "-file", "issuer.pem", "-noprompt");
  await keytool("-importcert", ...server, "-alias", "server", "-file", "server.pem");
  await Deno.rename(`${dir}/issuer.pem`, `${dir}/ca.pem`);
}
