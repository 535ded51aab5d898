import assert from "node:assert/strict";
import { serverProcess } from "../processes/server_process.ts";
import { PLACES } from "../engines/store_place.ts";
import { BROWSER_TEST, lookAt, PHONE, testBrowser } from "./browser.ts";
import { addEveryone, type Cast, createSchool, firstSignIn } from "./set_up_school.ts";
import { answerAndHandIn, assignTest, markEssay, releaseResults, writeTest } from "./main_loop.ts";

for (const { name, options, open } of PLACES) {
  Deno.test(
    `the main job ${name}: a school is made, a teacher sets a test, a student takes it, everyone sees the result`,
    { ...BROWSER_TEST, ...options },
    async (t) => {
      await using place = await open();
      await using server = await serverProcess({ ...place, built: true });
      await using browser = await testBrowser();
      const { url } = server;
      const office = await browser.page();
      const teacher = await browser.page();
      const student = await browser.page(PHONE);
      const guardian = await browser.page(PHONE);
      let cast: Cast;
      let assignmentPath = "";
      /** What follows needs what came before. */
      const scene = async (name: string, play: () => Promise<void>) => {
        assert.ok(await t.step(name, play), name);
      };

      await scene("the office sets the school up by forms", async () => {
        await office.goto(`${url}/setup`);
        await lookAt(office, "setup");
        await createSchool(office, url);
        await lookAt(office, "office-home");
        cast = await addEveryone(office, url);
      });

      await scene("the teacher writes a test, publishes and assigns it", async () => {
        await firstSignIn(teacher, url, cast.teacher, "green-hill-77");
        await lookAt(teacher, "teacher-home-empty");
        const testPath = await writeTest(teacher, url);
        await lookAt(teacher, "editor");
        assignmentPath = await assignTest(teacher, url, testPath);
        await lookAt(teacher, "room-empty");
      });

      await scene(
        "the student takes it on a phone, through a cut network, while the teacher watches",
        async () => {
          await firstSignIn(student, url, cast.student, "blue-lake-88");
          await lookAt(student, "student-home");
          await answerAndHandIn(student, url, { assignmentPath, teacher });
          await lookAt(student, "receipt-phone");
        },
      );

      await scene("the teacher marks the essay and releases", async () => {
        await markEssay(teacher, url, assignmentPath);
        await releaseResults(teacher, url, assignmentPath);
      });

      await scene("the student sees marks, right answers and the comment", async () => {
        await student.goto(url);
        await lookAt(student, "student-home-released");
        await student.goto(url + assignmentPath);
        await student.getByRole("link", { name: "Your answers" }).click();
        await student.getByText("Good: it does not change the value.").waitFor();
        await student.getByRole("link", { name: "All 3" }).click();
        await student.getByText("0.375").locator("visible=true").first().waitFor();
        await lookAt(student, "review-phone");
      });

      await scene("the guardian sees the child's result and no one else's", async () => {
        await firstSignIn(guardian, url, cast.guardian, "red-door-99");
        await guardian.goto(`${url}/results`);
        await lookAt(guardian, "guardian-results-phone");
        await guardian.getByRole("link", { name: /Fractions and decimals/ }).click();
        await guardian.getByText("Good: it does not change the value.").first().waitFor();
        await lookAt(guardian, "guardian-review-phone");
      });

      assert.deepEqual(
        browser.complaints.filter((it) => !/ERR_INTERNET_DISCONNECTED/.test(it)),
        [],
      );
    },
  );
}
