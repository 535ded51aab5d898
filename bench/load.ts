/** A load generator in a process of its own: a job as JSON on standard input, what it counted as JSON on standard output. */
import { JobSchema } from "./load_job.ts";
import { runLoad } from "./load_loop.ts";

if (import.meta.main) {
  const job = JobSchema.parse(await new Response(Deno.stdin.readable).json());
  const done = JSON.stringify(await runLoad(job));
  await Deno.stdout.write(new TextEncoder().encode(done));
}
