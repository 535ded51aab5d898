/**
 * One story an ability in Chromium: `deno task test:browser`. One browser and one demo school serve all of it; the rest of
 * `tests/e2e` is run by `deno task prove browser`.
 */
import { chromium } from "playwright-core";
import { ARGS, EXECUTABLE } from "../tests/e2e/browser.ts";
import { serverProcess } from "../tests/processes/server_process.ts";
import { STORIES } from "./browser_stories.ts";
import { type Case, filterOf, readCases, topLevel } from "./junit.ts";

const REPORT = "build/browser.xml";

/** The stories of which the report of a run says nothing, by name: renamed or taken away. */
export function missing(
  stories: Readonly<Record<string, readonly string[]>>,
  cases: readonly Case[],
): string[] {
  const passed = new Set(
    topLevel(cases).filter(({ state }) => state !== "ignored").map(({ name }) => name),
  );
  return Object.values(stories).flat().filter((name) => !passed.has(name));
}

async function run(args: readonly string[]): Promise<number> {
  await using server = await serverProcess({ env: { DEMO: "1" } });
  const browser = await chromium.launchServer({ executablePath: EXECUTABLE, args: ARGS });
  try {
    const command = new Deno.Command(Deno.execPath(), {
      args: [
        ...["test", "-A", "--no-check", `--junit-path=${REPORT}`],
        filterOf(Object.values(STORIES).flat()),
        ...args,
        ...Object.keys(STORIES),
      ],
      env: { TEST_ALL: "1", BROWSER_WS: browser.wsEndpoint(), DEMO_URL: server.url },
    });
    const { code } = await command.spawn().status;
    if (code !== 0) return code;
  } finally {
    await browser.close();
  }
  const lost = missing(STORIES, readCases(await Deno.readTextFile(REPORT)));
  if (lost.length > 0) throw new Error(`No test has these names:\n${lost.join("\n")}`);
  return 0;
}

if (import.meta.main) Deno.exit(await run(Deno.args));
