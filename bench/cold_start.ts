import { startServer } from "./server_process.ts";
import type { Field } from "./targets.ts";

/** What is waited for: the probe, or the first page, for which the store has been read and islands rendered. */
export const FIRST = ["/livez", "/sign-in"] as const;

export interface ColdStart {
  /** Milliseconds from the launch to the first 200, one a round. */
  ms: number[];
  /** Resident memory then, MB. */
  mb: number[];
}

export interface ColdStarts {
  probe: ColdStart;
  page: ColdStart;
  express: ColdStart;
}

/** Starts product and peer by turns, each alone, and ends them again. */
export async function coldStarts({ commands }: Field, repeats: number): Promise<ColdStarts> {
  const made = (): ColdStart => ({ ms: [], mb: [] });
  const starts: ColdStarts = { probe: made(), page: made(), express: made() };
  // The first one reads files from disk and fills the code cache.
  for (let round = -1; round < repeats; round++) {
    for (const name of ["probe", "express", "page"] as const) {
      const command = commands[name === "express" ? "express" : "product"];
      await using server = await startServer(command, name === "page" ? "/sign-in" : "/livez");
      if (round < 0) continue;
      starts[name].ms.push(server.startMs);
      starts[name].mb.push(await server.residentMb());
    }
  }
  return starts;
}
