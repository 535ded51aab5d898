/** What Linux says of a process: read on this machine, not told by the process. */
export interface Confinement {
  user: string;
  /** All that it has and could have, hexadecimal. */
  capabilities: string[];
  noNewPrivileges: boolean;
  /** System calls are filtered. */
  seccomp: boolean;
  memoryBytes: number;
  mostProcesses: number;
  /** Options of the mounts at `/` and at `/tmp`. */
  root: string[];
  tmp: string[];
}

export async function confinementOf(pid: number): Promise<Confinement> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, "m").exec(status)?.[1] ?? "";
  const mounts = (await Deno.readTextFile(`/proc/${pid}/mounts`)).split("\n");
  const mount = (at: string) =>
    mounts.map((line) => line.split(" ")).findLast(([, path]) => path === at)?.[3]?.split(",") ??
      [];
  return {
    user: field("Uid").split("\t").join(" "),
    capabilities: ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"].map(field),
    noNewPrivileges: field("NoNewPrivs") === "1",
    seccomp: field("Seccomp") === "2",
    memoryBytes: Number(await limit(pid, "memory", ["memory.limit_in_bytes", "memory.max"])),
    mostProcesses: Number(await limit(pid, "pids", ["pids.max"])),
    root: mount("/"),
    tmp: mount("/tmp"),
  };
}

/** A limit of the process's group, in the first or the second version of Linux's groups. */
async function limit(pid: number, group: string, files: readonly string[]): Promise<string> {
  for (const line of (await Deno.readTextFile(`/proc/${pid}/cgroup`)).split("\n")) {
    const [, groups = "", path = ""] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    const folder = groups.split(",").includes(group) ? `/${group}` : groups === "" ? "" : null;
    if (folder === null || path === "") continue;
    for (const file of files) {
      const text = await readIfThere(`/sys/fs/cgroup${folder}${path}/${file}`);
      if (text !== null) return text.trim();
    }
  }
  throw new Error(`Cannot find the limit of ${group} of process ${pid}`);
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
