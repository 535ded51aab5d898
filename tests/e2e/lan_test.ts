import assert from "node:assert/strict";
import { serverProcess } from "../processes/server_process.ts";
import { BROWSER_TEST, lanHost, PHONE, testBrowser } from "./browser.ts";
import { answerAndHandIn, assignTest, writeTest } from "./main_loop.ts";
import { addEveryone, createSchool, firstSignIn } from "./set_up_school.ts";

/** A school's own network in production: no https, so browsers withhold what they keep for secure pages. */
const PLAIN_HTTP = {
  APP_ENV: "production",
  ALLOW_HTTP: "1",
  FIRST_RUN: "1",
  RATE_LIMITS: "school",
};

Deno.test(
  "on a school's network without https a student takes a test through a cut network",
  BROWSER_TEST,
  async () => {
    await using server = await serverProcess({ host: lanHost(), env: PLAIN_HTTP });
    await using browser = await testBrowser();
    const { url } = server;
    const code = /"event":"set_up".*"code":"([^"]+)"/.exec(server.output())?.[1];
    assert.ok(code, "the log names a set-up code");
    const office = await browser.page();
    const teacher = await browser.page();
    const student = await browser.page(PHONE);

    await createSchool(office, url, code);
    const cast = await addEveryone(office, url);
    await firstSignIn(teacher, url, cast.teacher, "green-hill-77");
    const assignmentPath = await assignTest(teacher, url, await writeTest(teacher, url));
    await firstSignIn(student, url, cast.student, "blue-lake-88");
    assert.equal(await student.evaluate("isSecureContext"), false);
    await answerAndHandIn(student, url, { assignmentPath, teacher });
    const receipt = await student.locator("main").innerText();
    assert.match(receipt, /Handed in at/);
    assert.match(receipt, /3 of 3|All 3/);

    const cut = /ERR_INTERNET_DISCONNECTED/;
    assert.deepEqual(browser.complaints.filter((it) => !cut.test(it)), []);
  },
);
