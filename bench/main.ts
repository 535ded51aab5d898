/** `deno task bench`: measures the product beside its peers, prints ratios and whether the goals are met. */
import type { Engine } from "../lib/store/deployment.ts";
import { coldStarts } from "./cold_start.ts";
import { facts } from "./facts.ts";
import { measure, startTargets } from "./measure.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { type EngineReport, type Report, reportText } from "./report.ts";
import { scriptSizes } from "./script_size.ts";
import { type Field, installPeers, openField } from "./targets.ts";
import { TARGETS, WORKLOADS } from "./workloads.ts";

const RESULTS = new URL("./RESULTS.md", import.meta.url);
const SAVERS = 64;

/** Measures what `options` ask for. @param tell Hears how far it is. */
export async function runBench(options: Options, tell: (line: string) => void): Promise<Report> {
  await installPeers();
  const report: Report = { facts: await facts(options), engines: [], scriptSizes: [] };
  for (const engine of options.engines) {
    tell(`${engine}: seeding a school of ${options.students}`);
    // The last round's tests are those that saves go to.
    const size = { students: options.students, rounds: options.repeats + 1, savers: SAVERS };
    const { mongodbUrl } = options;
    await using field = await openField(engine, { ...size, mongodbUrl });
    report.engines.push(await engineReport(engine, { field, options, tell, report }));
  }
  return report;
}

async function engineReport(
  engine: Engine,
  { field, options, tell, report }: {
    field: Field;
    options: Options;
    tell: (line: string) => void;
    report: Report;
  },
): Promise<EngineReport> {
  const made: EngineReport = { engine, measured: [], coldStarts: null, residentMb: {} };
  const wants = (name: string) => options.workloads.includes(name);
  const workloads = WORKLOADS.filter(({ name, engines }) =>
    wants(name) && engines.includes(engine)
  );
  if (engine === "embedded" && wants("cold_start")) {
    tell(`${engine}: cold_start`);
    made.coldStarts = await coldStarts(field, options.repeats);
  }
  if (workloads.length === 0 && !wants("script_size")) return made;
  await using servers = await startTargets(field);
  if (wants("script_size") && report.scriptSizes.length === 0) {
    report.scriptSizes = await scriptSizes(servers.product.port, field.school);
  }
  for (const workload of workloads) {
    tell(`${engine}: ${workload.name}`);
    made.measured.push(await measure(workload, { engine, field, servers, options, tell }));
  }
  for (const target of TARGETS) made.residentMb[target] = await servers[target].residentMb();
  return made;
}

if (import.meta.main) {
  // deno-lint-ignore no-console -- for the person who started it
  const tell = (line: string) => console.error(line);
  if (Deno.args.includes("--help")) {
    tell(USAGE);
    Deno.exit(0);
  }
  const options = readOptions(Deno.args);
  const text = reportText(await runBench(options, tell));
  await Deno.stdout.write(new TextEncoder().encode(text));
  if (options.write) await Deno.writeTextFile(RESULTS, text);
}
