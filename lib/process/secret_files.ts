/** Variables that hold a secret; containers hand such values over as files, so each may come as `<name>_FILE`. */
const SECRETS = ["MONGODB_URL", "REDIS_URL", "UPSTASH_REDIS_REST_TOKEN"] as const;

/** The variables that name a file with a secret in it. */
export const SECRET_FILES: readonly string[] = SECRETS.map((name) => `${name}_FILE`);

/**
 * The environment with the contents of the files that `<name>_FILE` name, without a line break at the end. Read once, at start.
 *
 * @throws {Error} naming each file variable that cannot be read or is empty, or that is set beside the secret itself; never a value.
 */
export function withSecretFiles(
  env: Readonly<Record<string, string>>,
  readText: (path: string) => string = Deno.readTextFileSync,
): Record<string, string> {
  const whole = { ...env };
  const problems: string[] = [];
  for (const name of SECRETS) {
    const path = env[`${name}_FILE`];
    if (!path) continue;
    if (env[name]) problems.push(`${name}, ${name}_FILE: set one of them`);
    try {
      const secret = readText(path).replace(/\r?\n$/, "");
      // Taken as unset, it could start the product on another store.
      if (secret.trim() === "") problems.push(`${name}_FILE: the file is empty`);
      whole[name] = secret;
    } catch (error) {
      // Any failure: refuses the start, by its name.
      problems.push(`${name}_FILE: cannot be read (${(error as Error).name})`);
    }
  }
  if (problems.length > 0) {
    throw new Error(`Cannot start: bad environment\n- ${problems.join("\n- ")}`);
  }
  return whole;
}
