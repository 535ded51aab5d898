import { KINDS } from "../../lib/store/contents.ts";
import { type Session } from "../../lib/model/people/people_schema.ts";
import { openSession } from "../../lib/access/sessions.ts";
import { AnswerCheck, type ApiDocument } from "../worlds/answer_check.ts";
import { SCHOOL } from "../worlds/marking_builders.ts";
import { operationsWorld } from "../worlds/operations_world.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";
import { personOf } from "../worlds/two_schools.ts";
import { realIds, rightRequests, withRealIds } from "./described_world.ts";

/** The school of `operationsWorld` on a port, as one person's requests find it: whole again before each operation. */
export interface FuzzedSchool extends AsyncDisposable {
  url: string;
  /** Of a session that is there again before each request, whatever the last one did. */
  cookie: string;
  /** With real ids and right bodies. */
  document: ApiDocument;
  /** How often each operation answered with each status. */
  answers: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** What answered off its description, or logged a fault. */
  wrong: readonly string[];
}

export async function fuzzedSchool(personId: string): Promise<FuzzedSchool> {
  const made = await testApp();
  await operationsWorld(made);
  const plain: ApiDocument = await (await made.app.request("/openapi.json")).json();
  const document = withRealIds(plain, {
    ids: await realIds(made, SCHOOL),
    right: await rightRequests(made, SCHOOL),
  });
  const client = { userAgent: "test", address: "" };
  const person = await personOf(made, SCHOOL, personId);
  const { secret, session } = await openSession(made.deps, person, { client, persistent: true });
  const visit = new Visit(made, session, new AnswerCheck(plain));
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => visit.answer(request),
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    cookie: `plp_session=${secret}`,
    document,
    answers: visit.answers,
    wrong: visit.wrong,
    async [Symbol.asyncDispose]() {
      await server.shutdown();
      visit.end();
      made[Symbol.dispose]();
    },
  };
}

/** One person's requests, one after another. */
class Visit {
  readonly answers = new Map<string, Map<number, number>>();
  readonly wrong: string[] = [];
  readonly #made: TestApp;
  readonly #session: Session;
  readonly #check: AnswerCheck;
  #present: TestApp | null = null;
  /** The operation that did something to the present school. */
  #changedBy: string | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(made: TestApp, session: Session, check: AnswerCheck) {
    this.#made = made;
    this.#session = session;
    this.#check = check;
  }

  answer(request: Request): Promise<Response> {
    const turn = this.#turn.then(() => this.#answer(request));
    this.#turn = turn;
    return turn;
  }

  end(): void {
    this.#present?.[Symbol.dispose]();
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const name = this.#check.nameOf(request.method, pathname) ?? "none";
    const test = await this.#worldFor(name);
    await test.deps.sessions.put(this.#session);
    const response = await test.app.fetch(request);
    if (request.method !== "GET" && response.ok) this.#changedBy = name;
    const counts = this.answers.get(name) ?? new Map<number, number>();
    this.answers.set(name, counts.set(response.status, (counts.get(response.status) ?? 0) + 1));
    for (const line of test.lines.splice(0)) {
      if (line.event === "fault") this.wrong.push(`${name}: ${Deno.inspect(line)}`);
    }
    return response;
  }

  /** A school as it was made, unless nothing but this operation has changed it. */
  async #worldFor(name: string): Promise<TestApp> {
    const isFresh = this.#changedBy === null || this.#changedBy === name;
    if (this.#present !== null && isFresh) return this.#present;
    this.#changedBy = null;
    this.end();
    this.#present = await testApp();
    for (const kind of KINDS) {
      const things = await Array.fromAsync(this.#made.contents.of(kind).read());
      if (things.length > 0) await this.#present.contents.of(kind).write(things);
    }
    return this.#present;
  }
}
