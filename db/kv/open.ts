import type { Trouble } from "../../lib/store/outage/health.ts";
import { buildTables, type Tables } from "../../lib/store/tables.ts";
import { refuseDamaged } from "./check_file.ts";
import { privateFile, privateFolder } from "../../lib/process/private_files.ts";
import { dropHalfSchool } from "./copy_school.ts";
import { Disk } from "./disk.ts";
import { migrate } from "./migrations.ts";
import { KvTable } from "./table.ts";

export interface OpenStore extends AsyncDisposable {
  kv: Deno.Kv;
  tables: Tables;
  /** No school was here before this start. */
  fresh: boolean;
  /** What is wrong with the disk or the file now. */
  trouble: () => Trouble | null;
}

/**
 * Opens the embedded store in `dir`, and holds a lock on it until disposed: two processes on one KV file damage each other's writes.
 *
 * @param changed Told when its disk is full, and when there is room again.
 * @throws {Error} saying which process holds the folder, or that the file is damaged.
 */
export async function openStore(
  dir: string,
  changed?: (trouble: Trouble | null) => void,
): Promise<OpenStore> {
  await privateFolder(dir);
  const lock = await holdLock(`${dir}/plp.lock`);
  const path = `${dir}/plp.kv`;
  try {
    await refuseDamaged(path);
  } catch (error) {
    lock.close();
    throw error;
  }
  const kv = await openPrivateKv(path);
  const disk = new Disk(kv, { path: "plp.kv", ...(changed && { changed }) });
  await migrate(kv);
  await dropHalfSchool(kv);
  const tables = tablesOn(kv);
  const { items } = await tables.schools.list("all", "", [], { limit: 1 });
  return {
    kv,
    tables,
    fresh: items.length === 0,
    trouble: () => disk.trouble(),
    [Symbol.asyncDispose]() {
      disk[Symbol.dispose]();
      kv.close();
      lock.close();
      return Promise.resolve();
    },
  };
}

/** Opens a KV file that its own account alone may read. */
export async function openPrivateKv(path: string): Promise<Deno.Kv> {
  await privateFile(path);
  return await Deno.openKv(path);
}

/** Every table on an open KV. */
export function tablesOn(kv: Deno.Kv): Tables {
  return buildTables((spec) => new KvTable(kv, spec));
}

/** Locks a file, saying in it which process holds it. @throws {Error} naming the holder. */
export async function holdLock(path: string): Promise<Deno.FsFile> {
  await privateFile(path);
  const file = await Deno.open(path, { read: true, write: true, create: true });
  if (!await file.tryLock(true)) {
    const holder = (await Deno.readTextFile(path)).trim();
    file.close();
    throw new Error(
      `Cannot open the data folder: ${
        holder || "another process"
      } is using it. Stop it first, or set DATA_DIR`,
    );
  }
  await file.truncate();
  await file.write(new TextEncoder().encode(`process ${Deno.pid}`));
  await file.syncData();
  return file;
}
