import assert from "node:assert/strict";
import { checkout, devTask } from "../processes/checkout.ts";
import { BROWSER_TEST, LAPTOP, testBrowser } from "./browser.ts";

Deno.test("deno task dev shows a change in the browser by itself", BROWSER_TEST, async () => {
  const dir = await checkout();
  const { task, port, rest } = await devTask(dir);
  try {
    await using browser = await testBrowser();
    const page = await browser.page(LAPTOP);
    await page.goto(`http://localhost:${port}/setup`);
    await page.getByText("Who runs this school?").waitFor();
    const file = `${dir}/routes/pages/setup.tsx`;
    const before = await Deno.readTextFile(file);
    assert.ok(before.includes("Who runs this school?"));
    await Deno.writeTextFile(file, before.replace("Who runs this school?", "Who runs it now?"));
    await page.getByText("Who runs it now?").waitFor();
  } finally {
    task.kill("SIGTERM");
    await task.status;
    await rest();
    await Deno.remove(dir, { recursive: true });
  }
});
