import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { createApp } from "../../app.ts";
import { joined, latin, pictures, SECRET } from "../worlds/pictures.ts";
import { aWorld } from "../worlds/people_world.ts";
import { testApp } from "../worlds/test_app.ts";
import { BROWSER_TEST, testBrowser } from "./browser.ts";

interface Drawn {
  frames: number;
  width: number;
  /** What was kept, as base64. */
  kept: string;
}

/** Sends a picture as the page's script does, and has the browser draw what was kept of it. */
async function sentAndDrawn(page: Page, it: { bytes: Uint8Array; type: string }): Promise<Drawn> {
  const sent = { base64: it.bytes.toBase64(), type: it.type };
  return await page.evaluate(async ({ base64, type }) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const form = new FormData();
    form.append("file", new File([bytes], "picture", { type }));
    const answer = await fetch("/api/files", { method: "POST", body: form });
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
    const { id } = await answer.json();
    const image = new Image();
    image.src = `/api/files/${id}`;
    await image.decode();
    const kept = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
    const decoder = new ImageDecoder({ data: kept, type });
    await decoder.tracks.ready;
    await decoder.completed;
    const frames = decoder.tracks.selectedTrack!.frameCount;
    for (let frameIndex = 0; frameIndex < frames; frameIndex++) {
      await decoder.decode({ frameIndex });
    }
    return {
      ...{ frames, width: image.naturalWidth },
      kept: btoa(String.fromCharCode(...kept)),
    };
  }, sent);
}

/** A picture that the browser itself writes. */
async function written(page: Page, type: string): Promise<Uint8Array> {
  const base64 = await page.evaluate((type) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [30, 20];
    canvas.getContext("2d")!.fillRect(5, 5, 10, 10);
    return canvas.toDataURL(type).split(",")[1]!;
  }, type);
  return Uint8Array.fromBase64(base64);
}

Deno.test(
  "pictures are drawn as before once their notes are taken out",
  BROWSER_TEST,
  async (t) => {
    using test = await testApp();
    const { teacher } = await aWorld(test);
    await using server = Deno.serve(
      { port: 0, hostname: "localhost", onListen: () => {} },
      createApp(test.deps).fetch,
    );
    const url = `http://localhost:${server.addr.port}`;
    await using browser = await testBrowser();
    const page = await browser.page();
    const { cookie } = await test.as(teacher);
    const [name, value] = cookie.split("=") as [string, string];
    await page.context().addCookies([{ name, value, url }]);
    await page.goto(`${url}/account`);

    for (const { name, type, frames, noted } of pictures()) {
      await t.step(name, async () => {
        const drawn = await sentAndDrawn(page, { bytes: noted, type });
        assert.equal(drawn.frames, frames);
        assert.ok(!atob(drawn.kept).includes(SECRET));
      });
    }
    const segment = (marker: number, text: string) =>
      joined([0xff, marker, 0, text.length + 2], latin(text));
    await t.step("a JPEG of the browser's own", async () => {
      const jpeg = await written(page, "image/jpeg");
      const notes = [
        segment(0xfe, SECRET),
        segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${SECRET}`),
        segment(0xed, SECRET),
      ];
      const bytes = joined(jpeg.subarray(0, 2), ...notes, jpeg.subarray(2), SECRET);
      const drawn = await sentAndDrawn(page, { bytes, type: "image/jpeg" });
      assert.deepEqual([drawn.width, drawn.frames], [30, 1]);
      assert.ok(!atob(drawn.kept).includes(SECRET));
    });
    for (const type of ["image/webp", "image/png"]) {
      await t.step(`a ${type} of the browser's own`, async () => {
        const bytes = await written(page, type);
        const drawn = await sentAndDrawn(page, { bytes: joined(bytes, SECRET), type });
        assert.deepEqual([drawn.width, drawn.frames], [30, 1]);
        assert.ok(!atob(drawn.kept).includes(SECRET));
      });
    }
  },
);
