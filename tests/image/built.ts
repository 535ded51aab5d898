import { z } from "zod";
import { findBases } from "../../tools/image/bases.ts";
import { build, type Builder, storageAt } from "../../tools/image/builders.ts";
import { run } from "../../tools/services/service.ts";
import { copyCheckout } from "./planted.ts";

const TARGETS = ["build", "production", "development"] as const;
export type Target = typeof TARGETS[number];
const NEEDED = ["buildah", "podman", "runc", "catatonit"];

/** For podman on any Linux, with systemd or without. */
const SETTINGS = `[containers]
default_ulimits = ["nproc=1024:1024", "nofile=1024:1024"]
log_driver = "k8s-file"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
[network]
network_backend = "netavark"
`;

const ConfigSchema = z.object({
  User: z.string(),
  Env: z.array(z.string()),
  Cmd: z.array(z.string()),
  Entrypoint: z.array(z.string()),
  WorkingDir: z.string(),
  StopSignal: z.string(),
  Volumes: z.record(z.string(), z.unknown()).optional(),
  Healthcheck: z.object({ Test: z.array(z.string()) }).optional(),
});
const InspectedSchema = z.object({ Docker: z.object({ config: ConfigSchema }) });

/** Images that buildah made of a copy of the checkout, in a store of their own, and podman that runs them. */
export interface Built extends AsyncDisposable {
  folder: string;
  /** What files hold that must not be in any image. */
  mark: string;
  /** What the image says of how it is run. */
  config(target: Target): Promise<z.infer<typeof ConfigSchema>>;
  /** Where its files are. */
  files(target: Target): Promise<string>;
  /** @throws {Error} with what podman said, when it fails. */
  podman(...args: string[]): Promise<string>;
  /** Everything that a container has printed. */
  log(id: string): Promise<string>;
}

/** @throws {Error} saying what this machine lacks, or with the end of the build. */
export async function buildImages(): Promise<Built> {
  await requireEngine();
  const folder = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "plp-image-" });
  await Deno.writeTextFile(`${folder}/containers.conf`, SETTINGS);
  const set = ["env", `CONTAINERS_CONF=${folder}/containers.conf`];
  const command = [...set, "podman", ...storageAt(folder), "--log-level", "fatal"];
  const podman = (...args: string[]) => run("env", [...command.slice(1), ...args]);
  const dispose = async () => {
    await podman("rm", "--all", "--force", "--time", "0");
    await podman("volume", "prune", "--force");
    // Mounted as often as it was looked at.
    await podman("image", "unmount", "--all", "--force");
    // Stays mounted when its last user ends.
    await run("umount", [`${folder}/storage/overlay`]).catch(() => {});
    await Deno.remove(folder, { recursive: true });
  };
  try {
    const mark = await buildAll({ name: "buildah", storage: folder }, `${folder}/checkout`);
    return {
      folder,
      mark,
      podman,
      log: (id) => run("sh", ["-c", 'exec "$@" 2>&1', "sh", ...command, "logs", id]),
      async config(target) {
        const args = [...storageAt(folder), "inspect", "--type", "image", imageOf(target)];
        return InspectedSchema.parse(JSON.parse(await run("buildah", args))).Docker.config;
      },
      files: (target) => podman("image", "mount", imageOf(target)),
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function buildAll(builder: Builder, context: string): Promise<string> {
  const mark = await copyCheckout(context);
  const tell = (line: string) => void Deno.stderr.writeSync(new TextEncoder().encode(`${line}\n`));
  const bases = await findBases(builder, context, false, tell);
  for (const target of TARGETS) {
    await build(builder, { context, target, tag: imageOf(target), bases });
  }
  return mark;
}

export function imageOf(target: Target): string {
  return `localhost/plp-test:${target}`;
}

async function requireEngine(): Promise<void> {
  const missing: string[] = [];
  for (const tool of NEEDED) {
    await run("sh", ["-c", 'command -v "$1"', "sh", tool]).catch(() => missing.push(tool));
  }
  if (Deno.uid() === 0 && missing.length === 0) return;
  throw new Error(
    `Cannot build and run images here: that needs root and ${missing.join(", ")}. On Debian: ` +
      "apt-get install buildah podman runc catatonit netavark iptables debootstrap",
  );
}
