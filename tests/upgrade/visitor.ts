import assert from "node:assert/strict";
import { ORIGIN } from "../worlds/test_app.ts";

const MOST_TRIES = 100;
const AGAIN_MS = 200;

/** What answers requests: the application itself, or a process behind its port. */
export interface Edge {
  app: { request(path: string, init?: RequestInit): Response | Promise<Response> };
}

/** Someone with a browser: sends forms as pages give them, and JSON, with the cookie that was set last. */
export class Visitor {
  readonly #app: Edge["app"];
  cookie: string;

  constructor({ app }: Edge, cookie = "") {
    this.#app = app;
    this.cookie = cookie;
  }

  async get(path: string, status = 200): Promise<Response> {
    return this.#checked(path, status, await this.#request(path, { headers: this.#headers() }));
  }

  async text(path: string): Promise<string> {
    return await (await this.get(path)).text();
  }

  /** The page that `path` leads to. */
  async follow(path: string): Promise<string> {
    const answer = await this.#request(path, { headers: this.#headers() });
    const to = [302, 303].includes(answer.status) ? answer.headers.get("location") : null;
    if (to !== null) return await this.follow(to);
    return await (await this.#checked(path, 200, answer)).text();
  }

  // deno-lint-ignore no-explicit-any -- a test reads fields of many shapes
  async json(path: string): Promise<any> {
    return await (await this.get(path)).json();
  }

  /** Sends a body as JSON. @returns The answer's body, `null` where it has none. */
  // deno-lint-ignore no-explicit-any -- a test reads fields of many shapes
  async send(method: string, path: string, body: unknown, status = 200): Promise<any> {
    const headers = { ...this.#headers(), "content-type": "application/json" };
    const init = { method, headers, body: JSON.stringify(body) };
    const answer = this.#checked(path, status, await this.#request(path, init));
    return status === 204 ? null : await (await answer).json();
  }

  /** Fills in the form that leads to `action` on the page `path`, and keeps the cookie that is set. @returns The answer. */
  async submit(path: string, action: string, fields: Record<string, string>): Promise<Response> {
    const body = new URLSearchParams({ ...hiddenFields(await this.text(path), action), ...fields });
    const answer = await this.#request(action, {
      method: "POST",
      body,
      headers: this.#headers(),
    });
    for (const set of answer.headers.getSetCookie()) {
      const pair = set.split(";")[0]!;
      if (pair.startsWith("plp_session=") && pair !== "plp_session=") this.cookie = pair;
    }
    if (answer.status < 400) return answer;
    assert.fail(`POST ${action}: ${answer.status} ${await answer.text()}`);
  }

  async upload(path: string, file: File): Promise<string> {
    const body = new FormData();
    body.set("file", file);
    const init = { method: "POST", body, headers: this.#headers() };
    const answer = await this.#checked(path, 201, await this.#request(path, init));
    return (await answer.json()).id;
  }

  /** Sends again what is refused because a busy machine's store was not there in time. */
  async #request(path: string, init: RequestInit): Promise<Response> {
    for (let left = MOST_TRIES;; left--) {
      const answer = await this.#app.request(path, init);
      if (answer.status !== 503 || left === 0) return answer;
      await new Promise((wait) => setTimeout(wait, AGAIN_MS));
    }
  }

  #headers(): Record<string, string> {
    return { origin: ORIGIN, cookie: this.cookie };
  }

  async #checked(path: string, status: number, answer: Response): Promise<Response> {
    if (answer.status === status) return answer;
    assert.fail(`${path}: ${answer.status} instead of ${status}\n${await answer.text()}`);
  }
}

/** Names and values of the hidden inputs in the form of `page` that leads to `action`. */
function hiddenFields(page: string, action: string): Record<string, string> {
  const form = page.split("<form").find((it) => it.includes(`action="${action}"`)) ?? "";
  assert.ok(form, `a form that leads to ${action}`);
  const inputs = form.split("</form>")[0]!.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  const attribute = (tag: string, name: string) =>
    new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return Object.fromEntries(inputs.map((it) => [attribute(it, "name"), attribute(it, "value")]));
}
