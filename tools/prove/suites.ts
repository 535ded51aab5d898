import { FAULTS } from "../../tests/faults/outage_faults.ts";
import { ON_NO_SERVER } from "../test_on_mongo.ts";
import type { History } from "./git.ts";
import type { Cell, Need, Suite } from "./suite.ts";

/** Of what is drawn in `tests/faults`; the first is what those tests draw by when they are not told. */
export const SEEDS = [20261124, 20261123, 20261130] as const;

const TEST = ["test", "-A", "--no-check"] as const;
/** What runs wherever a school's data go through. */
const STORES = ["db/**", "lib/store/**", "lib/attempts/**", "deno.lock", "tools/services/**"];
const PRODUCT = ["*.ts", "db/**", "lib/**", "routes/**", "deno.lock"];
const PAGES = ["components/**", "islands/**", "static/**"];
const MOST_FILES = 6;

/** Every suite, of the tests that are under git. */
export async function allSuites(history: Pick<History, "files">): Promise<Suite[]> {
  const [processes, browser, onMongo, image] = await Promise.all([
    history.files(["tests/faults/*_test.ts"]),
    history.files(["tests/e2e/*_test.ts"]),
    history.files(["lib/**/*_test.ts*", "routes/**/*_test.ts*", "tests/**/*_test.ts"]),
    history.files(["tests/image/*_test.ts"]),
  ]);
  const drawing = /\/(outage_matrix|redis_faults|one_receipt|taking_faults)_test\.ts$/;
  return [
    faults("faults-matrix", "what is acknowledged while MongoDB fails is in it", matrixCells()),
    faults("faults-redis", "sessions, limits and sockets hold while Redis fails", [
      ...seededCells("tests/faults/redis_faults_test.ts"),
      ...seededCells("tests/faults/one_receipt_test.ts"),
    ]),
    faults(
      "faults-sittings",
      "nothing acknowledged is lost or doubled in 200 sittings",
      seededCells("tests/faults/taking_faults_test.ts"),
    ),
    {
      ...faults(
        "faults-processes",
        "processes end, start and meet a machine's limits",
        processes.filter((file) => !drawing.test(file)).map((file) => fileCell(file)),
      ),
      seeds: [],
    },
    ...parts("mongo", onMongo.filter(runsOnMongo), 3).map((it) => ({
      ...it,
      shows: "the application's own tests on MongoDB",
      needs: ["build", "mongo"] as const,
      covers: [...PRODUCT, "components/**", "tests/http/**", "tests/worlds/**"],
      cells: batches(it.files),
    })),
    ...parts("browser", browser, 2).map((it) => ({
      ...it,
      shows: "every test in Chromium",
      needs: ["build", "mongo", "redis"] as const,
      covers: [...PRODUCT, ...PAGES, "tests/e2e/**", "tests/worlds/**"],
      cells: it.files.map((file) => fileCell(file)),
    })),
    suite("api", {
      shows: "500 made-up requests a role are answered as /openapi.json says",
      needs: ["build"],
      covers: [...PRODUCT, "tests/api/**", "tools/services/schemathesis.*"],
      cells: ["student", "teacher", "school_admin"].map((role) =>
        cell(role, ["tests/api", `--filter=/requests of a ${role}:/`])
      ),
    }),
    suite("load", {
      shows: "every workload of the bench runs on both engines",
      needs: ["build", "mongo"],
      covers: [...PRODUCT, "components/**", "bench/**"],
      cells: [cell("bench", ["bench"])],
    }),
    suite("image", {
      shows: "the production image is built and runs",
      needs: ["build", "mongo", "redis"],
      covers: [
        ...[...PRODUCT, ...PAGES, "demo/**", "tools/**", "deno.json"],
        ...["Dockerfile", ".dockerignore", "docker-compose.yml"],
        ...["tests/image/**", "tests/processes/compose.ts"],
      ],
      cells: image.map((file) => fileCell(file)),
    }),
    suite("budget", {
      shows: "no test of `deno task test` is slower than tests/budget.ts lets it",
      needs: ["build"],
      covers: [...PRODUCT, ...PAGES, "tests/**", "tools/**"],
      cells: [{ name: "budget", args: ["run", "-A", "tools/budget.ts", "--whole"] }],
    }),
  ];
}

function suite(
  name: string,
  rest: Pick<Suite, "shows" | "needs" | "covers" | "cells">,
): Suite {
  return { name, seeds: [], ...rest };
}

function faults(name: string, shows: string, cells: readonly Cell[]): Suite {
  const needs: readonly Need[] = ["build", "mongo", "redis"];
  return {
    ...suite(name, { shows, needs, cells, covers: [...STORES, "tests/faults/**", "main.ts"] }),
    seeds: SEEDS,
  };
}

/** Every fault with every seed. */
function matrixCells(): Cell[] {
  return SEEDS.flatMap((seed) =>
    FAULTS.map(({ name }) =>
      cell(`${name}, seed ${seed}`, ["tests/faults/outage_matrix_test.ts"], {
        FAULT_ONLY: name,
        FAULT_SEED: `${seed}`,
      })
    )
  );
}

function seededCells(file: string): Cell[] {
  return SEEDS.map((seed) => cell(`${file}, seed ${seed}`, [file], { FAULT_SEED: `${seed}` }));
}

function fileCell(file: string): Cell {
  return cell(file, [file]);
}

/** Nothing is left out of a cell for want of a server. */
function cell(name: string, args: readonly string[], env: Record<string, string> = {}): Cell {
  return { name, args: [...TEST, ...args], env: { TEST_ALL: "1", ...env } };
}

function runsOnMongo(file: string): boolean {
  return !ON_NO_SERVER.some((path) => file.startsWith(`${path}/`));
}

/** A few files at a time, which run side by side. */
function batches(files: readonly string[]): Cell[] {
  const starts = files.flatMap((_, i) => i % MOST_FILES === 0 ? [i] : []);
  return starts.map((start) => {
    const some = files.slice(start, start + MOST_FILES);
    const name = `${some[0]} and ${some.length - 1} more`;
    return { name, args: ["run", "-A", "tools/test_on_mongo.ts", ...some] };
  });
}

/** Even parts of files in their order. */
function parts(name: string, files: readonly string[], count: number) {
  const size = Math.ceil(files.length / count);
  return Array.from({ length: count }, (_, i) => ({
    name: `${name}-${i + 1}`,
    seeds: [],
    files: files.slice(i * size, (i + 1) * size),
  }));
}
