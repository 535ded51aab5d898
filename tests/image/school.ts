import assert from "node:assert/strict";
import { type Container, until } from "./container.ts";

const OFFICE = { email: "office@hill.example", password: "quiet-river-42" };
/** Where browsers of these tests think they are. */
export const ORIGIN = "https://school.example";
/** How often a request that a store was late for is sent again. */
const MOST_TRIES = 50;

/** A PNG of one pixel. */
const PIXEL = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);

/** Sends a form or a file as a browser that came from a page of ours. */
export type Send = (path: string, body?: FormData | URLSearchParams) => Promise<Response>;

/** A browser of nobody yet; it keeps its cookie. */
export function browser(url: string): Send {
  let cookie = "";
  return async (path, body) => {
    const headers = { origin: ORIGIN, ...(cookie && { cookie }) };
    const ask = () =>
      fetch(url + path, { headers, redirect: "manual", ...(body && { method: "POST", body }) });
    let response = await ask();
    // What a busy machine's store is late for is sent again, as the product asks for.
    for (let left = MOST_TRIES; response.status === 503 && left > 0; left--) {
      await response.body?.cancel();
      await new Promise((wait) => setTimeout(wait, 200));
      response = await ask();
    }
    for (const line of response.headers.getSetCookie()) cookie = line.split(";")[0]!;
    return response;
  };
}

/** The set-up page of a new school, with the code from the log. */
export async function setUp(send: Send, container: Container): Promise<void> {
  const code = await until(async () =>
    /"event":"set_up".*"code":"([^"]+)"/.exec(await container.log())?.[1] ?? null
  );
  assert.ok(code, "the log names a set-up code");
  const school = { schoolName: "Hill School", timeZone: "Asia/Kolkata", locale: "en-IN" };
  const form = new URLSearchParams({ ...school, name: "Olga Fernandes", ...OFFICE, code });
  const answer = await send("/setup", form);
  assert.equal(answer.status, 303, await answer.text());
}

export async function signIn(send: Send): Promise<void> {
  const page = await send("/sign-in");
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<form[^>]*action="\/sign-in/);
  const { email: name, password } = OFFICE;
  const wrong = await send("/sign-in", new URLSearchParams({ name, password: "not-this-one-1" }));
  assert.equal(wrong.status, 401);
  await wrong.body?.cancel();
  const answer = await send("/sign-in", new URLSearchParams({ name, password }));
  assert.equal(answer.status, 303, await answer.text());
  const home = await send("/");
  assert.equal(home.status, 200);
  assert.match(await home.text(), /Olga Fernandes/);
}

/** Uploads a picture. @returns its address. */
export async function upload(send: Send): Promise<string> {
  const body = new FormData();
  body.set("file", new File([PIXEL], "pixel.png"));
  const sent = await send("/api/files", body);
  assert.equal(sent.status, 201, await sent.clone().text());
  return `/api/files/${(await sent.json()).id}`;
}

export async function hasPicture(send: Send, path: string): Promise<void> {
  const back = await send(path);
  assert.equal(back.status, 200);
  assert.deepEqual(new Uint8Array(await back.arrayBuffer()), PIXEL);
}
