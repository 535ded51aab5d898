import { parse } from "yaml";
import { z } from "zod";

const ROOT = new URL("../..", import.meta.url);
const ServiceSchema = z.object({
  profiles: z.array(z.string()).default([]),
  image: z.string().optional(),
  build: z.object({ context: z.string(), target: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  init: z.boolean().default(false),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()).default([]),
  mem_limit: z.string().optional(),
  memswap_limit: z.string().optional(),
  cpus: z.number().optional(),
  pids_limit: z.number().optional(),
  stop_grace_period: z.string().optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
export type ComposeService = z.infer<typeof ServiceSchema>;

/** What `docker-compose.yml` says of its services and volumes. */
export const { services, volumes } = z.object({
  services: z.record(z.string(), ServiceSchema),
  volumes: z.record(z.string(), z.null()),
}).parse(parse(Deno.readTextFileSync(new URL("docker-compose.yml", ROOT))));

/** The command of the service `production`, with the addresses of stores that it may reach. */
export function productionCommand(hosts: readonly string[] = []): string[] {
  const added = hosts.map((host) => `,${host}`).join("");
  return services.production!.command!.map((it) =>
    it.replace("${STORE_HOSTS:+,}${STORE_HOSTS:-}", added)
  );
}

/** The folders of the user's own that volumes of a service lie on. */
export function volumeFolders({ volumes }: ComposeService): string[] {
  return volumes.filter((it) => !it.startsWith(".")).map((it) => it.split(":")[1]!);
}
