import assert from "node:assert/strict";
import { type ServerProcess, serverProcess } from "./server_process.ts";
import { PLACES } from "../engines/store_place.ts";
import { handIn, write } from "../upgrade/old_attempts.ts";
import { addClass, addPeople, type Known, setUp, signIn } from "../upgrade/old_people.ts";
import { setTest, uploadPicture } from "../upgrade/old_tests.ts";
import { type Edge, Visitor } from "../upgrade/visitor.ts";

type SetTest = Awaited<ReturnType<typeof setTest>>;
type HandedIn = Awaited<ReturnType<typeof handIn>>;

/** Everybody and everything that the story has come to know. */
interface Cast {
  edge: Edge;
  people: Record<string, Known>;
  office: Visitor;
  teacher: Visitor;
  asha: Visitor;
  bilal: Visitor;
  guardian: Visitor;
}

/** A process behind its port, as browsers meet it. */
function edgeOf({ url }: ServerProcess): Edge {
  return {
    app: {
      request: (path, init = {}) =>
        fetch(`${url}${path}`, {
          ...init,
          headers: { ...Object.fromEntries(new Headers(init.headers)), origin: url },
          redirect: "manual",
        }),
    },
  };
}

for (const { name, options, open } of PLACES) {
  Deno.test(`a school's day through pages and API ${name}`, {
    ...options,
    timeout: 120_000,
    sanitizeOps: false,
    sanitizeResources: false,
  }, async (t) => {
    await using place = await open();
    await using server = await serverProcess({ ...place, built: true });
    /** What follows needs what came before. */
    const scene = async (words: string, play: () => Promise<void>) => {
      assert.ok(await t.step(words, play), words);
    };
    let cast: Cast;
    let set: SetTest;
    let handedIn: HandedIn;
    let classId = "";
    await scene("the office sets the school up and adds people, who choose passwords", async () => {
      const edge = edgeOf(server);
      const office = await setUp(edge);
      classId = await addClass(office);
      const people = await addPeople(office, classId);
      const as = (who: string) => signIn(edge, people[who]!);
      const [teacher, guardian] = [await as("teacher"), await as("guardian")];
      cast = {
        edge,
        people,
        office,
        teacher,
        guardian,
        asha: await as("asha"),
        bilal: await as("bilal"),
      };
      await findsPeople(cast);
    });
    await scene(
      "a teacher uploads a picture, writes a test, publishes and assigns it",
      async () => {
        const { id } = await uploadPicture(cast.teacher);
        set = await setTest(cast.teacher, classId, id, Date.now());
      },
    );
    await scene("one student hands in, another writes, and the room shows both", async () => {
      handedIn = await handIn(cast.asha, set.assignmentId, set.slots);
      const { attemptId, answers } = await write(cast.bilal, set.assignmentId, set.slots);
      const sheet = await cast.bilal.json(`/api/test-attempts/${attemptId}/sheet`);
      const kept: [string, unknown][] = sheet.answers.map((
        { slotId, response }: { slotId: string; response: unknown },
      ) => [slotId, response]);
      assert.deepEqual(
        Object.fromEntries(kept.filter(([, response]) => response !== null)),
        answers,
      );
      await watches(cast, set);
    });
    await scene("the teacher marks, reads results and releases", () => marks(cast, set, handedIn));
    await scene("student and guardian see what came of it, and others do not", async () => {
      const path = `/attempts/${handedIn.attemptId}/review?all=1`;
      const reads = async (held: boolean) => {
        for (const who of [cast.asha, cast.guardian]) {
          const page = await who.text(path);
          assert.equal(/appear when everybody has finished/.test(page), held, page);
          assert.equal(/Well said\./.test(page), !held, page);
        }
      };
      // Bilal still writes, and must not hear how a question went.
      await reads(true);
      await commands(cast, set, { kind: "end" });
      await reads(false);
      await cast.bilal.get(path, 404);
    });
    await scene("the office reads who did what, and proves a receipt", async () => {
      assert.match(await cast.office.text("/audit"), /Tara Rao/);
      const proved = await cast.office.send("POST", "/api/receipts/verify", handedIn.receipt);
      assert.deepEqual(proved, { valid: true });
    });
    await scene("sessions hold over a restart", async () => {
      await server.stop();
      await server.start();
      const { role } = await cast.teacher.json("/api/session");
      assert.equal(role, "teacher");
    });
    assert.doesNotMatch(server.output(), /"event":"fault"/);
  });
}

async function findsPeople({ office }: Cast): Promise<void> {
  const { items } = await office.json("/api/people?q=bil");
  assert.deepEqual(items.map(({ name }: { name: string }) => name), ["Bilal Khan"]);
}

/** What a teacher does to the room of everybody. */
async function commands({ teacher }: Cast, { assignmentId }: SetTest, command: object) {
  const all = { commandId: crypto.randomUUID(), studentIds: null };
  await teacher.send("POST", `/api/assignments/${assignmentId}/room/commands`, {
    ...all,
    ...command,
  });
}

async function watches(cast: Cast, set: SetTest): Promise<void> {
  const { teacher } = cast;
  const { assignmentId } = set;
  await commands(cast, set, { kind: "add_time", ms: 600_000 });
  const room = JSON.stringify(await teacher.json(`/api/assignments/${assignmentId}/room`));
  for (const name of ["Asha Mehta", "Bilal Khan", "Chen Li"]) assert.ok(room.includes(name), room);
}

async function marks({ teacher }: Cast, { assignmentId, slots }: SetTest, { attemptId }: HandedIn) {
  const mark = { attemptId, slotId: slots["essay"], rev: 0, mark: 3 };
  await teacher.send("PUT", "/api/grading/marks", { ...mark, rubric: null, comment: "Well said." });
  const path = `/assignments/${assignmentId}`;
  assert.match(await teacher.text(`${path}/results.csv`), /Asha Mehta/);
  await teacher.get(`/api${path}/results`);
  await teacher.send("POST", `/api${path}/release`, { partial: true });
}
