import assert from "node:assert/strict";
import { startAttempt } from "../../lib/attempts/start.ts";
import { BROWSER_TEST, LAPTOP, lookAt, testBrowser } from "./browser.ts";
import { takingServer } from "./taking_server.ts";

const STUDENTS = 60;

Deno.test(
  "what takes longer than an answer is followed on the page, in the room and after a release",
  BROWSER_TEST,
  async () => {
    // Nobody waits for the end of a job: each goes on after its answer.
    const jobs = { patienceMs: 0 };
    await using server = await takingServer({ students: STUDENTS }, "localhost", jobs);
    await using browser = await testBrowser();
    const { deps, world } = server;
    for (const student of [world.student, ...world.others]) {
      const user = { ...student, locale: "en-IN" };
      await startAttempt(deps, { user, assignmentId: world.assignment.id });
    }
    const page = await browser.page(LAPTOP);
    await server.signIn(page.context(), world.teacher);
    const frames: string[] = [];
    page.on(
      "websocket",
      (socket) => socket.on("framereceived", ({ payload }) => frames.push(String(payload))),
    );

    await page.goto(`${server.url}/assignments/${world.assignment.id}/room`);
    await page.getByRole("button", { name: "End test" }).click();
    await page.getByRole("button", { name: /^End the test for/ }).click();
    await page.getByText("The test has ended.").waitFor();
    const heard = frames.map((it) => JSON.parse(it)).filter(({ type }) => type === "job");
    assert.equal(heard.at(-1).job.state, "done");
    assert.ok(heard.some(({ job }) => job.state === "running"), "it was followed while it ran");
    await page.getByText(`Handed in`).first().waitFor();
    await lookAt(page, "room-ended");

    await page.goto(`${server.url}/assignments/${world.assignment.id}/release`);
    await page.getByRole("button", { name: "Release results" }).click();
    await page.waitForURL(/done=released&job=/);
    await page.getByText("Students and guardians are told.").waitFor();
    await lookAt(page, "results-told");
    assert.deepEqual(browser.complaints, []);
  },
);
