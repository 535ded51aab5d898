import assert from "node:assert/strict";
import { loadAssets } from "../../lib/islands/assets.ts";
import { kindName } from "../../lib/model/questions/kind_names.ts";
import { QUESTION_KINDS, type QuestionKind } from "../../lib/model/questions/question_schema.ts";
import { startQuestion } from "../../lib/questions/page_work.ts";
import { asUser, authoringWorld } from "../worlds/authoring_world.ts";
import { testApp } from "../worlds/test_app.ts";
import { BROWSER_TEST, lookAt, testBrowser } from "./browser.ts";
import { HEIGHT, tooWide } from "./too_wide.ts";

/** What adds a row to each kind of question, the first that is there. */
const ADD = /^(Add an option|Accept another|Add a unit|Add a picture|Add a rubric|Add)/;

Deno.test(
  "no question that is being written scrolls sideways from 320 to 1280 px, at text of 100 and 200%",
  BROWSER_TEST,
  async (t) => {
    using test = await testApp({ assets: await loadAssets("build") });
    const { rao } = await authoringWorld(test.deps);
    await using server = Deno.serve({ port: 0, onListen() {} }, test.app.fetch);
    const url = `http://localhost:${server.addr.port}`;
    const { cookie } = await test.as(rao);
    const [name = "", value = ""] = cookie.split("=");
    for (const textPercent of [200, 100]) {
      await using browser = await testBrowser({ textPercent });
      const page = await browser.page({ viewport: { width: 1280, height: HEIGHT } });
      await page.context().addCookies([{ name, value, url }]);
      const visit = async (kind: QuestionKind): Promise<string> => {
        const { id } = await startQuestion(test.deps, { user: asUser(rao), kind });
        await page.goto(`${url}/questions/${id}/edit`);
        await page.locator("x-island[data-ready] .editor").waitFor();
        return id;
      };
      for (const kind of QUESTION_KINDS) {
        await t.step(`${kindName(kind)}, ${textPercent}%`, async () => {
          await page.setViewportSize({ width: 1280, height: HEIGHT });
          await visit(kind);
          const adds = page.locator(".editor button:visible", { hasText: ADD });
          for (let i = 0; i < await adds.count(); i++) await adds.nth(i).click();
          assert.deepEqual(await tooWide(page, kind), []);
          await page.setViewportSize({ width: 320, height: HEIGHT });
          await lookAt(page, `editor-${kind}-${textPercent}`);
        });
      }
    }
  },
);
